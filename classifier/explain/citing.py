"""Citing: which observations, sources and works stand behind a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from classifier.logic.evidence import Strength
from classifier.result import document as doc
from classifier.result.tracing import OPPOSITE, SIDES, sides_of, trace
from classifier.words.language import message
from classifier.writers.blocks import Cite


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

    def reason(self, reason: doc.Reason) -> tuple[Cite, ...]:
        """What makes a rule fire, and how strongly."""
        if reason.side == "defined_as":
            return self.step(reason.steps[0])
        told = trace(reason.steps, self.relation.findings).statements
        return self._cited(set(told), reason.strength)

    def step(self, step: doc.Step) -> tuple[Cite, ...]:
        """What decides a step, or keeps it undecided."""
        return self.steps([step])

    def steps(self, steps: Iterable[doc.Step]) -> tuple[Cite, ...]:
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

    def statement(self, name: str) -> tuple[Cite, ...]:
        """Who says a statement, and how well it is supported."""
        return (*self._sources([name]), *strong(self.relation.statements[name].strength))

    def literature(self, reference: Iterable[str]) -> tuple[Cite, ...]:
        """Works with their pages."""
        cited: list[Cite] = []
        for one in reference:
            work, _, pages = one.partition(":")
            cite = self.result.references[work].cite
            said = (cite, ": ", pages) if pages else cite
            cited.append(Cite(said, f"work#{work}", "; " if cited else " · "))
        return tuple(cited)

    def _cited(self, told: set[str], strength: Strength | None) -> tuple[Cite, ...]:
        names = [n for n in self._in_order(told) if not self.relation.statements[n].outweighed]
        return (*self._sources(names), *strong(strength)) if names else ()

    def _in_order(self, told: set[str]) -> list[str]:
        return [name for name in self.relation.statements if name in told]

    def _sources(self, names: list[str]) -> tuple[Cite, ...]:
        """The observations behind statements, then their sources."""
        several = [self.relation.statements[name] for name in names]
        observations = dict.fromkeys(o for s in several for o in s.observations)
        coded = [self.result.observations[o] for o in observations]
        sources = dict.fromkeys(source for one in coded for source in one.sources)
        return told_by(observations, sources, derived=any(s.derived for s in several))


def told_by(
    observations: Iterable[str], sources: Iterable[str], *, derived: bool
) -> tuple[Cite, ...]:
    """The observations behind something, then their sources, then that actors' kinds say it."""
    read_off = (Cite(message("outline.derived")),) if derived else ()
    return (*named("observation", observations), *named("source", sources), *read_off)


def named(kind: Literal["observation", "source"], names: Iterable[str]) -> tuple[Cite, ...]:
    """Observations or sources, by their names."""
    return tuple(
        Cite(name, f"{kind}#{name}", ", " if place else " · ") for place, name in enumerate(names)
    )


def strong(strength: Strength | None) -> tuple[Cite, ...]:
    """How well something is supported; nothing if it is not said."""
    return (Cite(message(f"outline.{strength}"), f"word#{strength}"),) if strength else ()
