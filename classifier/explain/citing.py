"""Citing: which observations, sources and works stand behind a block."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from classifier.explain.words import ruled_in
from classifier.logic.evidence import Strength
from classifier.result.explainable import Explainable, Related
from classifier.result.proof import Judgement, Reason
from classifier.result.sentences import in_works
from classifier.result.tracing import HANDS, OTHER, hands_of, told_behind, trace
from classifier.words.language import message
from classifier.writers.blocks import Cite


@dataclass(frozen=True, slots=True)
class Citing:
    """Finds what steps rest on, in one relation."""

    result: Explainable
    relation: Related

    def outweighed(self, judgements: Iterable[Judgement]) -> tuple[list[Reason], list[str]]:
        """What speaks against criteria as they came out, and lost: rules, and statements."""
        reasons: dict[object, Reason] = {}
        told: set[str] = set()
        for judgement in judgements:
            for hand in HANDS[judgement.state][:1]:
                lost = trace(self.relation, [judgement.step], OTHER[hand])
                told |= {n for n in lost.statements if self.relation.told[n].outweighed}
                for finding, on, reason in lost.reasons:
                    if finding.outweighed == on and on in hands_of(self.relation, reason):
                        reasons.setdefault(reason.key, reason)
        return list(reasons.values()), self._in_order(told)

    def anything_told(self, ref: str) -> bool:
        """Whether anything at all is told of a step, enough to decide it or not."""
        return any(trace(self.relation, [ref], hand).statements for hand in OTHER)

    def reason(self, reason: Reason) -> tuple[Cite, ...]:
        """What makes a rule fire, and how strongly."""
        if reason.side == "defined_as":
            return self.steps(reason.rests_on)
        told = trace(self.relation, reason.rests_on).statements
        return self._cited(set(told), reason.strength)

    def steps(self, refs: Iterable[str]) -> tuple[Cite, ...]:
        """What decides steps, or keeps them undecided; how strongly is said of a single one."""
        several = tuple(refs)
        told = {name for ref in several for name in told_behind(self.relation, ref)}
        strength = self.relation.step(several[0]).strength if len(several) == 1 else None
        return self._cited(told, strength)

    def statement(self, name: str) -> tuple[Cite, ...]:
        """Who says a statement, and how well it is supported."""
        return (*self._sources([name]), *strong(self.relation.told[name].strength))

    def literature(self, reference: Iterable[str]) -> tuple[Cite, ...]:
        """Works with their pages."""
        works = in_works(self.result.words, reference)
        return tuple(
            Cite(
                (cite, ": ", pages) if pages else cite,
                ruled_in(f"ref:{work}"),
                "; " if place else " · ",
            )
            for place, (work, cite, pages) in enumerate(works)
        )

    def _cited(self, told: set[str], strength: Strength | None) -> tuple[Cite, ...]:
        names = [n for n in self._in_order(told) if not self.relation.told[n].outweighed]
        return (*self._sources(names), *strong(strength)) if names else ()

    def _in_order(self, told: set[str]) -> list[str]:
        return [name for name in self.relation.told if name in told]

    def _sources(self, names: list[str]) -> tuple[Cite, ...]:
        """The observations behind statements, then their sources."""
        several = [self.relation.told[name] for name in names]
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
    return (Cite(message(f"outline.{strength}"), ruled_in(f"word:{strength}")),) if strength else ()
