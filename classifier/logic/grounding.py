"""Making the program: every rule written out for the places and members its letters stand for.

Letters that nothing binds mean "for some", so a supporting rule becomes one clause for every way to
place them. Definitions and criteria become conjunctions of decided statements, an `any` being
the opposite of a conjunction of opposites. Nested parts get a proposition of their own, so nothing
multiplies out.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from classifier.case.relations import Key
from classifier.logic.letters import (
    PLACES,
    Binding,
    abouts,
    each,
    member,
    observable_of,
    place,
    placed,
    placings,
)
from classifier.logic.program import (
    SIDES,
    Clause,
    Conjunction,
    Disjunction,
    FindingAt,
    Literal,
    Names,
    Observable,
    PatternRemark,
    Program,
    Proposition,
    Side,
    Signed,
    Stratum,
    literal,
)
from classifier.rulebook import conditions as c
from classifier.rulebook.model import Finding, Rule, Rulebook

Body = tuple[Literal, ...]


class _Way(NamedTuple):
    """One way for a side of a proposition to come about."""

    side: Side
    body: Body
    rule: Rule | None = None
    names: Names = ()


POSITIVE = (Side.FOR, Side.MET)
"""The sides of a condition on which `all` wants every part, and `any` one."""


@lru_cache(maxsize=8)
def program_of(rulebook: Rulebook) -> Program:
    """The program of a rulebook, in which no finding rests on itself (`rulebook.resting`)."""
    return _Grounding(rulebook).program()


class _Grounding:
    """Builds one program; thrown away when it is built."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.numbers: dict[Proposition, int] = {}
        self.levels: list[int] = []
        self.clauses: dict[tuple[int, Side, frozenset[Literal], str], Clause] = {}
        self.definitions: dict[tuple[str, FindingAt], Signed] = {}

    def program(self) -> Program:
        """The program, once everything in the rulebook has its clauses."""
        book = self.rulebook
        findings = {
            at: self.finding(at)
            for finding in book.findings.values()
            for at in placed(book, finding)
        }
        criteria = {
            criterion.id: self.decided(criterion.when, PLACES)
            for typology in book.typologies.values()
            for pattern in typology.patterns
            for criterion in pattern.criteria
        }
        remarks = {
            rule.id: self.remark(rule)
            for typology in book.typologies.values()
            for pattern in typology.patterns
            for rule in pattern.remarks
        }
        items = {
            (checklist.id, item.id): (
                self.decided(item.when, PLACES),
                None if item.partly is None else self.decided(item.partly, PLACES),
            )
            for checklist in book.checklists.values()
            for item in checklist.items
            if item.when is not None
        }
        propositions = tuple(self.numbers)
        return Program(
            rulebook=book,
            propositions=propositions,
            observables=_by_key(propositions),
            strata=self._strata(),
            findings=findings,
            criteria=criteria,
            definitions=self.definitions,
            items=items,
            remarks=remarks,
        )

    # Findings and remarks: what rules derive.

    def finding(self, at: FindingAt) -> int:
        """The number of a finding, with all its clauses made first."""
        if at in self.numbers:
            return self.numbers[at]
        finding = self.rulebook.findings[at.name]
        bound: dict[str, int | str] = dict(zip(finding.head.actors, at.actors, strict=True))
        if finding.head.about and at.about:
            bound[finding.head.about] = at.about
        made = [*self._defined(at, finding, bound), *self._ruled(finding, bound)]
        return self._derive(at, made)

    def remark(self, rule: Rule) -> int:
        """The number of a remark, which is made only of what is decided."""
        ways = [_Way(Side.FOR, body, rule, names) for body, names in self._ways(rule, {}, Side.MET)]
        return self._derive(PatternRemark(rule.id), ways)

    def _defined(self, at: FindingAt, finding: Finding, bound: Binding) -> Iterator[_Way]:
        for rule in finding.defined_as:
            signed = self.decided(rule.when, {**PLACES, **bound})
            self.definitions[rule.id, at] = signed
            for side in (Side.FOR, Side.AGAINST):
                yield _Way(side, (signed.literal(side),))

    def _ruled(self, finding: Finding, bound: Binding) -> Iterator[_Way]:
        for side, rules in ((Side.FOR, finding.supports), (Side.AGAINST, finding.opposes)):
            for rule in rules:
                for body, names in self._ways(rule, bound, Side.FOR):
                    yield _Way(side, body, rule, names)

    def _ways(self, rule: Rule, bound: Binding, side: Side) -> Iterator[tuple[Body, Names]]:
        """Every way a rule can hold: its free letters placed, its alternatives apart."""
        for way in placings(self.rulebook, c.letters(rule.when), bound):
            names = tuple(sorted(way.items()))
            for body in self.alternatives(rule.when, {**PLACES, **way}, side):
                yield body, names

    def _derive(self, proposition: Proposition, ways: list[_Way]) -> int:
        below = [part // SIDES for way in ways for part in way.body]
        number = self._number(proposition, 1 + max((self.levels[p] for p in below), default=0))
        for way in ways:
            key = (number, way.side, frozenset(way.body), way.rule.id if way.rule else "")
            self.clauses.setdefault(key, Clause(number, *way))
        return number

    # Conditions as supporting rules read them: only their side for.

    def supported(self, bodies: list[Body]) -> int:
        """A proposition that holds in any of these ways."""
        disjunction = Disjunction(frozenset(bodies))
        return self._derive(disjunction, [_Way(Side.FOR, body) for body in bodies])

    def alternatives(self, of: c.Condition, binding: Binding, side: Side) -> list[Body]:
        """The ways a side of a condition can come about, each all of some literals."""
        match of:
            case c.Observed() | c.Found():
                leaves = self._leaves(of, binding)
                return self._joined([[(p.literal(side),)] for p in leaves], side not in POSITIVE)
            case c.Not():
                return self.alternatives(of.of, binding, side.opposite())
            case c.Each():
                parts = [self.alternatives(of.of, b, side) for b in each(of, binding)]
                return self._joined(parts, side in POSITIVE)
            case c.All() | c.Any():
                parts = [self.alternatives(part, binding, side) for part in of.of]
                return self._joined(parts, isinstance(of, c.All) is (side in POSITIVE))

    def _joined(self, parts: list[list[Body]], every: bool) -> list[Body]:  # noqa: FBT001
        """Every part together, nested alternatives apart; or each alternative of any part."""
        if not every:
            return [body for alternatives in parts for body in alternatives]
        if not parts or not all(parts):
            return []
        joined: list[Literal] = []
        for alternatives in parts:
            if len(alternatives) == 1:
                joined += alternatives[0]
            else:
                joined.append(literal(self.supported(alternatives), Side.FOR))
        return [tuple(dict.fromkeys(joined))]

    # Conditions as definitions and criteria read them: decided by what is decided.

    def decided(self, of: c.Condition, binding: Binding) -> Signed:
        """The statement a condition makes."""
        match of:
            case c.Observed() | c.Found():
                return self._any(self._leaves(of, binding), each=True)
            case c.Not():
                return self.decided(of.of, binding).opposite()
            case c.Each():
                return self._all([self.decided(of.of, b) for b in each(of, binding)], each=True)
            case c.All():
                return self._all([self.decided(part, binding) for part in of.of], each=False)
            case c.Any():
                return self._any([self.decided(part, binding) for part in of.of], each=False)

    def _any(self, parts: list[Signed], *, each: bool) -> Signed:
        return self._all([part.opposite() for part in parts], each=each).opposite()

    def _all(self, parts: list[Signed], *, each: bool) -> Signed:
        unique = tuple(dict.fromkeys(parts))
        if not unique:
            return Signed(self.supported([]))
        if len(unique) == 1:
            return unique[0]
        ways = [
            _Way(Side.FOR, tuple(p.literal(Side.MET) for p in unique)),
            *(_Way(Side.AGAINST, (p.literal(Side.UNMET),)) for p in unique),
            *(_Way(Side.DISPUTED, (p.literal(Side.FOR), p.literal(Side.AGAINST))) for p in unique),
        ]
        return Signed(self._derive(Conjunction(unique, each), ways))

    # The single statements that conditions are made of.

    def _leaves(self, of: c.Observed | c.Found, binding: Binding) -> list[Signed]:
        if isinstance(of, c.Found):
            actors = tuple(place(binding, letter) for letter in of.actors)
            at = FindingAt(of.finding, actors, member(binding, of.about))
            return [Signed(self.finding(at))]
        return [
            Signed(self._observable(of, binding, about))
            for about in abouts(self.rulebook, of, binding)
        ]

    def _observable(self, of: c.Observed, binding: Binding, about: str | None) -> int:
        indicator = self.rulebook.codebook.indicators[of.indicator]
        of_relation = indicator.scope == "relation"
        actor = None if of.actor is None else place(binding, of.actor)
        toward = None if of.toward is None else place(binding, of.toward)
        key = Key(of.indicator, None if of_relation else actor, toward, about)
        return self._number(observable_of(of, key, indicator, actor if of_relation else None), 0)

    # Numbers and strata.

    def _number(self, proposition: Proposition, level: int) -> int:
        if proposition not in self.numbers:
            self.numbers[proposition] = len(self.numbers)
            self.levels.append(level)
        return self.numbers[proposition]

    def _strata(self) -> tuple[Stratum, ...]:
        return tuple(
            Stratum(
                tuple(cl for cl in self.clauses.values() if self.levels[cl.head] == level),
                tuple(n for n, of in enumerate(self.levels) if of == level),
            )
            for level in range(1, max(self.levels, default=0) + 1)
        )


def _by_key(propositions: tuple[Proposition, ...]) -> dict[Key, tuple[int, ...]]:
    by_key: dict[Key, tuple[int, ...]] = {}
    for number, proposition in enumerate(propositions):
        if isinstance(proposition, Observable):
            key = proposition.key
            by_key[key] = (*by_key.get(key, ()), number)
    return by_key
