"""Where a case contradicts itself: values that exclude each other, and findings that are contested.

Who believes one side of a point leaves out what the other sides rest on, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from classifier.case.relations import Key, Told, Value, passed_on
from classifier.logic.program import SIDES, Derivation, Observable, Side
from classifier.questions.subject import Subject
from classifier.questions.supposing.changes import derived_value, in_codebook_order
from classifier.rulebook.codebook import Indicator
from classifier.words.language import Text

Behind = frozenset[tuple[Key, Value]]
"""Statements that a side rests on."""


@dataclass(frozen=True, slots=True)
class Disputed:
    """A point on which the case contradicts itself, and what each side of it rests on."""

    kind: Literal["values", "finding"]
    says: Text
    sides: tuple[Behind, ...]
    labels: tuple[Text, ...]
    """What each side says."""

    def left_out(self, side: int) -> Behind:
        """What is left out by who believes a side."""
        others = (basis for place, basis in enumerate(self.sides) if place != side)
        return frozenset[tuple[Key, Value]]().union(*others) - self.sides[side]


def disputed_of(subject: Subject) -> tuple[Disputed, ...]:
    """Every point on which the case contradicts itself."""
    values = tuple(_values(subject))
    found = [one for one in _findings(subject) if not any(_within(one, v) for v in values)]
    widest = [
        one
        for place, one in enumerate(found)
        if not any(_within(one, other) for other in found[:place])
        and not any(_within(one, o) and not _within(o, one) for o in found[place + 1 :])
    ]
    return (*values, *widest)


def left(subject: Subject, left_out: Iterable[tuple[Key, Value]]) -> Told:
    """What is told without some statements; what is derived comes back."""
    gone = frozenset(left_out)
    told = {
        key: {v: pooled for v, pooled in values.items() if (key, v) not in gone}
        or derived_value(subject, key)
        for key, values in subject.relation.told.items()
    }
    return {key: values for key, values in told.items() if values}


def _within(one: Disputed, other: Disputed) -> bool:
    """Whether believing a side of the other point always settles the one."""
    places = range(len(other.sides))
    first, second = one.sides[:2]
    return len(one.sides) == 2 and any(  # noqa: PLR2004 - for and against
        first <= other.sides[a] and second <= other.sides[b]
        for a in places
        for b in places
        if a != b
    )


# Values that exclude each other


def _values(subject: Subject) -> Iterator[Disputed]:
    indicators = subject.rulebook.codebook.indicators
    for key in in_codebook_order(subject, subject.relation.told):
        told, indicator = subject.relation.told[key], indicators[key.indicator]
        sides = [] if indicator.together else list(_compatible(indicator, told))
        if len(sides) > 1:
            yield Disputed(
                "values",
                subject.naming.topic(key),
                tuple(frozenset((key, value) for value in side) for side in sides),
                tuple(subject.naming.told(key, side[0]) for side in sides),
            )


def _compatible(indicator: Indicator, told: Iterable[Value]) -> Iterator[tuple[Value, ...]]:
    """Values that can hold at once, as many as can be; the most specific of them first."""
    several = frozenset(told)
    for word in indicator.values:
        same = [value for value in several if value.word == word]
        plain = [value for value in same if value.named is None]
        named = sorted(value for value in same if value.named is not None)
        if named:
            yield from ((value, *plain) for value in named)
        elif plain:
            yield tuple(plain)


# Findings that are contested


def _findings(subject: Subject) -> Iterator[Disputed]:
    derivation = subject.judged().derivation
    findings = subject.rulebook.findings
    for at, number in subject.program.findings.items():
        rule, both = findings[at.name], derivation.raw.get(number)
        if both is None or both.for_ != both.against or not both.for_:
            continue
        if rule.only not in (None, subject.relation.pairing):
            continue
        basis = _Basis(derivation, both.for_)
        sides = tuple(basis.of(number, side) for side in (Side.FOR, Side.AGAINST))
        naming = subject.naming
        said = [naming.sentences.found(naming.found(at), holds=one) for one in (True, False)]
        labels = said[0], said[1]
        if sides[0] != sides[1]:
            yield Disputed("finding", labels[0], sides, labels)


@dataclass(frozen=True, slots=True)
class _Basis:
    """Finds the statements that a side rests on, as strongly as it is disputed."""

    derivation: Derivation
    strength: int

    def of(self, number: int, side: Side) -> Behind:
        """The statements behind one side of a proposition."""
        found: set[tuple[Key, Value]] = set()
        waiting, seen = [(number, side)], set[tuple[int, Side]]()
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            proposition = self.derivation.program.propositions[one[0]]
            if isinstance(proposition, Observable):
                found |= self._told(proposition, one[1])
            else:
                waiting += self._below(*one)
        return frozenset(found)

    def _told(self, of: Observable, side: Side) -> Behind:
        program, told = self.derivation.program, self.derivation.told.get(of.key, {})
        together = program.rulebook.codebook.indicators[of.key.indicator].together
        passed = passed_on(told, together=together)
        wanted = of.values if side is Side.FOR else of.against
        return frozenset(
            (of.key, v) for v, s in passed.items() if v in wanted and s >= self.strength
        )

    def _below(self, number: int, side: Side) -> Iterator[tuple[int, Side]]:
        """What the clauses of a side rest on; of a disputed definition, that side of it."""
        fired = self.derivation.fired.get(number, ())
        strong = [f.clause for f in fired if f.strength >= self.strength]
        bodies = [clause.body for clause in strong if clause.side is side]
        if not bodies:
            bodies = [(c.body[side],) for c in strong if c.side is Side.DISPUTED]
        for body in bodies:
            for part in body:
                yield part // SIDES, Side(part % SIDES % 2)
