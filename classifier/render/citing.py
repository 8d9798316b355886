"""Citing: which observations, sources and works stand behind a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from classifier import classification as doc
from classifier.evidence import Strength
from classifier.language import Text, message, text_of


@dataclass(frozen=True, slots=True)
class Citing:
    """Finds what steps rest on, in one relation."""

    result: doc.Classification
    relation: doc.RelationResult

    def told(self, steps: Iterable[doc.Step]) -> list[str]:
        """The statements behind steps, through findings and rules, in the order they were coded."""
        told = {name for step in self._all(steps) for name in step.statements}
        return [name for name in self.relation.statements if name in told]

    def findings(self, steps: Iterable[doc.Step]) -> list[str]:
        """The findings that steps ask for, directly or through other findings."""
        return list(dict.fromkeys(step.finding for step in self._all(steps) if step.finding))

    def behind(self, steps: Iterable[doc.Step], strength: Strength | None) -> Text:
        """The observations and sources behind steps, and how strong they are together."""
        told = [n for n in self.told(steps) if not self.relation.statements[n].outweighed]
        if not told:
            return text_of("")
        named = text_of("") if strength is None else message(f"outline.{strength}")
        return self.joined(self.statements(told), named)

    def statements(self, names: Iterable[str]) -> Text:
        """The observations behind statements, then their sources."""
        several = [self.relation.statements[name] for name in names]
        observations = dict.fromkeys(o for s in several for o in s.observations)
        sources = dict.fromkeys(
            s for o in observations for s in self.result.observations[o].sources
        )
        derived = message("outline.derived") if any(s.derived for s in several) else text_of("")
        return self.joined(text_of(", ".join(observations)), text_of(", ".join(sources)), derived)

    def literature(self, reference: Iterable[str]) -> Text:
        """Works with their pages."""
        cited = []
        for one in reference:
            work, _, pages = one.partition(":")
            cite = self.result.references[work].cite
            cited.append(Text(id=_with(cite.id, pages), en=_with(cite.en, pages)))
        return Text(id="; ".join(c.id for c in cited), en="; ".join(c.en for c in cited))

    def joined(self, *parts: Text) -> Text:
        """Parts of a citation, parted by dots; empty ones left out."""
        present = [part for part in parts if part.id]
        return Text(id=" · ".join(p.id for p in present), en=" · ".join(p.en for p in present))

    def _all(self, steps: Iterable[doc.Step]) -> list[doc.Step]:
        found: list[doc.Step] = []
        seen: set[str] = set()
        waiting = list(steps)
        while waiting:
            step = waiting.pop(0)
            found.append(step)
            waiting += step.steps
            if step.finding and step.finding not in seen:
                seen.add(step.finding)
                reasons = self.relation.findings[step.finding].reasons
                waiting += [part for reason in reasons for part in reason.steps]
        return found


def _with(work: str, pages: str) -> str:
    return f"{work}: {pages}" if pages else work
