"""Citing: which observations, sources and works stand behind a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from classifier.logic.evidence import Strength
from classifier.result import document as doc
from classifier.result.tracing import OPPOSITE, SIDES, sides_of, trace
from classifier.words.language import Text, message, text_of


@dataclass(frozen=True, slots=True)
class Citing:
    """Finds what steps rest on, in one relation."""

    result: doc.Classification
    relation: doc.RelationResult

    def outweighed(self, criteria: Iterable[doc.Criterion]) -> tuple[list[doc.Reason], list[str]]:
        """What speaks against criteria as they came out, and lost: rules, and statements."""
        reasons: dict[str, doc.Reason] = {}
        told: set[str] = set()
        for criterion in criteria:
            for side in SIDES[criterion.state][:1]:
                lost = trace([criterion.proof], self.relation.findings, OPPOSITE[side])
                told |= {n for n in lost.statements if self.relation.statements[n].outweighed}
                for finding, on, reason in lost.reasons.values():
                    if finding.outweighed == on and on in sides_of(reason):
                        reasons.setdefault(reason.rule + reason.says.en, reason)
        return list(reasons.values()), self._in_order(told)

    def anything_told(self, step: doc.Step) -> bool:
        """Whether anything at all is told of a step, enough to decide it or not."""
        findings = self.relation.findings
        return any(trace([step], findings, side).statements for side in OPPOSITE)

    def reason(self, reason: doc.Reason) -> Text:
        """What makes a rule fire, and how strongly."""
        if reason.side == "defined_as":
            return self.step(reason.steps[0])
        told = trace(reason.steps, self.relation.findings).statements
        return self._cited(set(told), reason.strength)

    def step(self, step: doc.Step) -> Text:
        """What decides a step, or keeps it undecided."""
        return self.steps([step])

    def steps(self, steps: Iterable[doc.Step]) -> Text:
        """What decides several steps; how strongly is said of a single one."""
        several = tuple(steps)
        told = {
            name
            for step in several
            for side in SIDES[step.state]
            for name in trace([step], self.relation.findings, side).statements
        }
        strength = several[0].strength if len(several) == 1 else None
        return self._cited(told, strength)

    def statement(self, name: str) -> Text:
        """Who says a statement, and how well it is supported."""
        statement = self.relation.statements[name]
        return self.joined(self._sources([name]), message(f"outline.{statement.strength}"))

    def literature(self, reference: Iterable[str]) -> Text:
        """Works with their pages."""
        cited = []
        for one in reference:
            work, _, pages = one.partition(":")
            cite = self.result.references[work].cite
            cited.append(Text(id=_with(cite.id, pages), en=_with(cite.en, pages)))
        return Text(id="; ".join(c.id for c in cited), en="; ".join(c.en for c in cited))

    def joined(self, *parts: Text | None) -> Text:
        """Parts of a citation, parted by dots; empty ones left out."""
        present = [part for part in parts if part and part.id]
        return Text(id=" · ".join(p.id for p in present), en=" · ".join(p.en for p in present))

    def _cited(self, told: set[str], strength: Strength | None) -> Text:
        names = [n for n in self._in_order(told) if not self.relation.statements[n].outweighed]
        if not names:
            return text_of("")
        named = None if strength is None else message(f"outline.{strength}")
        return self.joined(self._sources(names), named)

    def _in_order(self, told: set[str]) -> list[str]:
        return [name for name in self.relation.statements if name in told]

    def _sources(self, names: list[str]) -> Text:
        """The observations behind statements, then their sources."""
        several = [self.relation.statements[name] for name in names]
        observations = dict.fromkeys(o for s in several for o in s.observations)
        coded = [self.result.observations[o] for o in observations]
        sources = dict.fromkeys(source for one in coded for source in one.sources)
        derived = message("outline.derived") if any(s.derived for s in several) else None
        return self.joined(text_of(", ".join(observations)), text_of(", ".join(sources)), derived)


def _with(work: str, pages: str) -> str:
    return f"{work}: {pages}" if pages else work
