"""The ground program: a rulebook written out for the two places of a relation.

Every statement the rules speak of becomes a numbered proposition. What is told of a relation gives
the lowest ones their evidence; clauses (*all of these literals give that side of that
proposition*) derive the others, stratum by stratum. A literal is a positive thing to look for: a
side of a proposition that has evidence. There is no negation: "against" is a side of its own. This
is the one form that every engine evaluates; `grounding.py` makes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import product
from typing import NamedTuple, Protocol, TypeAlias

from classifier.case.relations import Key, Pooled, Told, Value, passed_on
from classifier.logic.evidence import STRENGTHS, Evidence, settled
from classifier.rulebook.model import Rule, Rulebook


class Side(IntEnum):
    """A side of a proposition.

    Rules that support or oppose read `FOR` and `AGAINST`, which a contested proposition has both.
    Definitions and criteria read `MET` and `UNMET`, which only a decided one has. `DISPUTED` is
    only ever derived: one of the operands is contested.
    """

    FOR = 0
    AGAINST = 1
    MET = 2
    UNMET = 3
    DISPUTED = 4

    def opposite(self) -> Side:
        """The same side of the opposite statement."""
        return Side(self ^ 1)


SIDES = len(Side)
Literal = int
"""A side of a proposition, as `proposition * SIDES + side`."""


def literal(proposition: int, side: Side) -> Literal:
    """The literal for one side of a proposition."""
    return proposition * SIDES + side


class Signed(NamedTuple):
    """A proposition, or its opposite."""

    proposition: int
    negated: bool = False

    def opposite(self) -> Signed:
        """The opposite statement."""
        return Signed(self.proposition, not self.negated)

    def literal(self, side: Side) -> Literal:
        """The literal for a side of this statement."""
        return literal(self.proposition, side.opposite() if self.negated else side)


@dataclass(frozen=True, slots=True)
class Observable:
    """An indicator has one of these values; those against it are listed."""

    key: Key
    values: frozenset[Value]
    against: frozenset[Value]


@dataclass(frozen=True, slots=True)
class FindingAt:
    """A finding of the actors at these places, about a member where it has one."""

    name: str
    actors: tuple[int, ...]
    about: str | None


@dataclass(frozen=True, slots=True)
class Conjunction:
    """All of these statements, decided only by decided ones (`evidence.decided_all_of`)."""

    of: tuple[Signed, ...]
    each: bool = False
    """It came of saying something of each actor, or of any member."""


@dataclass(frozen=True, slots=True)
class Disjunction:
    """A nested part of a supporting rule, which only has a side for it."""

    clauses: frozenset[tuple[Literal, ...]]


@dataclass(frozen=True, slots=True)
class PatternRemark:
    """A remark on a pattern."""

    rule: str


Proposition = Observable | FindingAt | Conjunction | Disjunction | PatternRemark
Names = tuple[tuple[str, int | str], ...]
"""What the letters of a rule stand for in a clause: places of actors, members of lists."""


@dataclass(frozen=True, slots=True)
class Clause:
    """All literals of `body` give a side of `head`."""

    head: int
    side: Side
    body: tuple[Literal, ...]
    rule: Rule | None = None
    names: Names = ()


@dataclass(frozen=True, slots=True)
class Stratum:
    """Clauses that need only what lower strata derive, and the propositions they settle."""

    clauses: tuple[Clause, ...]
    settles: tuple[int, ...]


KeyAnswers = tuple[tuple[Value, int], ...]
"""The values told of a key, and how strongly."""


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """A rulebook ready to be evaluated."""

    rulebook: Rulebook
    propositions: tuple[Proposition, ...]
    observables: Mapping[Key, tuple[int, ...]]
    """Which propositions each key gives evidence to."""
    strata: tuple[Stratum, ...]
    findings: Mapping[FindingAt, int]
    criteria: Mapping[str, Signed]
    """By criterion id."""
    definitions: Mapping[tuple[str, FindingAt], Signed]
    """What a *defined as* rule says of a finding."""
    items: Mapping[tuple[str, str], tuple[Signed, Signed | None]]
    """By checklist and item: the point itself, and its *partly*."""
    remarks: Mapping[str, int]
    """By rule id."""
    answered: dict[tuple[Key, KeyAnswers], tuple[tuple[slice, bytes], ...]] = field(
        default_factory=dict, repr=False
    )
    """What answers to a key amount to, of those met lately: where it stands, and what."""


class Engine(Protocol):
    """Says which clauses of a stratum fire, given the literals present so far."""

    @property
    def name(self) -> str:
        """The engine's name in results."""

    @property
    def version(self) -> str:
        """The engine's version in results."""

    def fire(self, stratum: int, strengths: Sequence[int]) -> Iterable[int]:
        """The places, in the stratum, of the clauses whose literals all have a strength."""


class Fired(NamedTuple):
    """A clause that fired, and how strongly."""

    clause: Clause
    strength: int


@dataclass(frozen=True, slots=True)
class Derivation:
    """What the program makes of one relation."""

    program: Program
    told: Told
    strengths: Sequence[int]
    """Of every literal, outweighed sides left out."""
    raw: Mapping[int, Evidence]
    """Of derived propositions: both sides, the outweighed one included."""
    fired: Mapping[int, tuple[Fired, ...]]
    """By the proposition they are for, in rulebook order."""

    def evidence(self, of: Signed | int) -> Evidence:
        """The settled evidence for a proposition or its opposite."""
        number, negated = of if isinstance(of, Signed) else (of, False)
        for_, against = self.strengths[number * SIDES], self.strengths[number * SIDES + 1]
        return Evidence(against, for_) if negated else Evidence(for_, against)


def observed(observable: Observable, passed: Mapping[Value, int]) -> Evidence:
    """The evidence that the values told of a key give to one statement on it."""
    return settled(
        max((s for v, s in passed.items() if v in observable.values), default=0),
        max((s for v, s in passed.items() if v in observable.against), default=0),
    )


def derive(program: Program, told: Told, engine: Engine) -> Derivation:
    """Evaluate the program: the engine says what fires, strengths and settling are done here."""
    strengths = bytearray(len(program.propositions) * SIDES)
    for sides, published in sides_told(program, told):
        strengths[sides] = published
    raw: dict[int, Evidence] = {}
    fired: dict[int, tuple[Fired, ...]] = {}
    for number, stratum in enumerate(program.strata):
        new: dict[int, list[Fired]] = {}
        for place in sorted(engine.fire(number, strengths)):
            clause = stratum.clauses[place]
            strength = min([strengths[part] for part in clause.body])
            new.setdefault(clause.head, []).append(Fired(clause, strength))
        for proposition, clauses in new.items():
            fired[proposition] = tuple(clauses)
            both, disputed = _strongest(clauses)
            if both != (0, 0):
                raw[proposition] = both
            strengths[_sides(proposition)] = PUBLISHED[settled(*both, disputed)]
    return Derivation(program, told, strengths, raw, fired)


def _strongest(fired: Iterable[Fired]) -> tuple[Evidence, int]:
    """Each side as strong as its strongest clause, and how strongly both are disputed."""
    best = [0] * SIDES
    for clause, strength in fired:
        best[clause.side] = max(best[clause.side], strength)
    return Evidence(best[Side.FOR], best[Side.AGAINST]), best[Side.DISPUTED]


PUBLISHED = {
    (for_, against): bytes((for_, against, 0 if against else for_, 0 if for_ else against))
    for for_, against in product(range(len(STRENGTHS)), repeat=2)
}
"""What literals find on the sides of a proposition, by its settled evidence."""


def _sides(proposition: int) -> slice:
    """Where the sides of a proposition stand that literals look for."""
    return slice(proposition * SIDES, proposition * SIDES + Side.DISPUTED)


def sides_told(program: Program, told: Told) -> Iterator[tuple[slice, bytes]]:
    """What is told of the sides of propositions: where they stand, and what literals find there."""
    for key, values in told.items():
        yield from amounts(program, key, values)


Amounts: TypeAlias = tuple[tuple[slice, bytes], ...]
"""Where sides of propositions stand, and what literals find there."""


def amounts(program: Program, key: Key, values: Mapping[Value, Pooled]) -> Amounts:
    """What the values told of a key amount to."""
    if key not in program.observables:
        return ()
    answers = tuple([(value, pooled.strength) for value, pooled in values.items()])
    found = program.answered.get((key, answers))
    return _told(program, key, answers) if found is None else found


# Relations differ in which keys they answer; the answers to one key are few.
_MOST_KEPT = 1 << 14


def _told(program: Program, key: Key, answers: KeyAnswers) -> Amounts:
    values = {value: Pooled(strength, ()) for value, strength in answers}
    together = program.rulebook.codebook.indicators[key.indicator].together
    passed = passed_on(values, together=together)
    found = []
    for number in program.observables[key]:
        observable = program.propositions[number]
        assert isinstance(observable, Observable)  # noqa: S101 - keys lead to nothing else
        evidence = observed(observable, passed)
        if any(evidence):
            found.append((_sides(number), PUBLISHED[evidence]))
    if len(program.answered) >= _MOST_KEPT:
        program.answered.clear()
    program.answered[key, answers] = tuple(found)
    return tuple(found)
