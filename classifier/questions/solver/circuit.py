"""The program as a Boolean circuit, to ask what could come of it and be sure of the answer.

What is told of a key is left open between alternatives. Every strength of every literal becomes a
gate over those choices, exactly as `program.derive` would have it, so a SAT solver can say whether
any choice leads to a verdict, and which; what it finds no choice for, no choice leads to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from classifier.case.relations import Key, Relation
from classifier.logic.evidence import STRENGTHS
from classifier.logic.program import (
    SIDES,
    Observable,
    Program,
    Side,
    Signed,
    amounts,
    literal,
)
from classifier.logic.verdict import Status, Verdict
from classifier.questions.solver.gates import FALSE, TRUE, Gate, Gates
from classifier.questions.solver.keys import gate_of
from classifier.questions.subject import Slot, Subject
from classifier.questions.supposing.changes import Alternative
from classifier.result.answers import Conclusion, conclusion
from classifier.result.once import once
from classifier.rulebook.model import Pattern, Typology

STEPS = tuple(range(1, len(STRENGTHS)))
DERIVED = (Side.FOR, Side.AGAINST, Side.DISPUTED)
"""The sides that clauses give."""
Strengths = tuple[Gate, ...]
"""Whether a strength is at least 1, 2, 3."""


Choices = Mapping[Key, Sequence[tuple[Gate, Alternative]]]
"""What may be told of each key: exactly one of the alternatives, with its gate."""


def choices(gates: Gates, alternatives: Mapping[Key, Sequence[Alternative]]) -> Choices:
    """Leave what is told of each key open between its alternatives."""
    chosen = {
        key: [(TRUE if len(several) == 1 else gates.new(), one) for one in several]
        for key, several in alternatives.items()
    }
    for several in chosen.values():
        if len(several) > 1:
            gates.one_of([gate for gate, _ in several])
    return chosen


@dataclass(frozen=True)
class Circuit:
    """What the program makes of the choices."""

    program: Program
    relation: Relation
    gates: Gates
    chosen: Choices
    _sides: dict[int, tuple[Strengths, Strengths]] = field(default_factory=dict)
    _literals: dict[int, Strengths] = field(default_factory=dict)
    """Those made so far."""

    @classmethod
    def of(
        cls, subject: Subject, told: Mapping[Key, Sequence[Alternative]], gates: Gates | None = None
    ) -> Circuit:
        """A relation's circuit in which each key is left open between alternatives."""
        gates = gates or Gates()
        return cls(subject.program, subject.relation, gates, choices(gates, told))

    @once
    def _bodies(self) -> Mapping[tuple[int, Side], list[tuple[int, ...]]]:
        bodies: dict[tuple[int, Side], list[tuple[int, ...]]] = defaultdict(list)
        for stratum in self.program.strata:
            for clause in stratum.clauses:
                bodies[clause.head, clause.side].append(clause.body)
        return bodies

    @once
    def _amounts(self) -> Mapping[Key, list[tuple[Gate, Mapping[int, bytes]]]]:
        """What each choice amounts to, by the literals where that stands."""
        return {
            key: [
                (gate, {at.start: sides for at, sides in amounts(self.program, key, one.values)})
                for gate, one in several
            ]
            for key, several in self.chosen.items()
        }

    def told(self, slot: Slot) -> Gate:
        """Whether a slot is kept as a coding tells it."""
        return self.gates.some(gate for gate, one in self.chosen[slot.key] if slot in one.kept)

    def changes(self) -> list[Gate]:
        """A gate for each change: of a key with two, one for the first and one for both."""
        return [
            self.gates.some(gate for gate, one in several if len(one.changes) >= count)
            for several in self.chosen.values()
            for count in range(1, max(len(one.changes) for _, one in several) + 1)
        ]

    def changed(self) -> dict[Gate, Alternative]:
        """What is changed in the solver's solution."""
        model = self.gates.model()
        return {
            gate: one
            for several in self.chosen.values()
            for gate, one in several
            if one.changes and gate in model
        }

    def literal(self, part: int) -> Strengths:
        """The strength of a literal, as `program.PUBLISHED` has it."""
        if part not in self._literals:
            self._literals[part] = self._literal(part // SIDES, Side(part % SIDES))
        return self._literals[part]

    def _literal(self, number: int, side: Side) -> Strengths:
        both = self._settled(number)
        mine, other = both if side in (Side.FOR, Side.MET) else reversed(both)
        if side in (Side.FOR, Side.AGAINST):
            return mine
        return tuple(self.gates.every([gate, -other[0]]) for gate in mine)

    def met(self, of: Signed) -> Gate:
        """Whether a statement is met."""
        return self.literal(of.literal(Side.MET))[0]

    def contested(self, of: Signed) -> Gate:
        """Whether as much speaks for a statement as against it."""
        for_, against = self._settled(of.proposition)
        return self.gates.every([for_[0], against[0]])

    def _settled(self, number: int) -> tuple[Strengths, Strengths]:
        if number not in self._sides:
            proposition = self.program.propositions[number]
            self._sides[number] = (
                self._told(number, proposition.key)
                if isinstance(proposition, Observable)
                else self._derived(number)
            )
        return self._sides[number]

    def _told(self, number: int, key: Key) -> tuple[Strengths, Strengths]:
        place, several = literal(number, Side.FOR), self._amounts.get(key, ())
        found = [(gate, sides[place]) for gate, sides in several if place in sides]
        for_, against = (
            tuple(
                self.gates.some(gate for gate, sides in found if sides[side] >= step)
                for step in STEPS
            )
            for side in (Side.FOR, Side.AGAINST)
        )
        return for_, against

    def _derived(self, number: int) -> tuple[Strengths, Strengths]:
        """As `evidence.settled`: the weaker side dropped; else what is disputed."""
        every, some = self.gates.every, self.gates.some
        raw = {side: self._strongest(number, side) for side in DERIVED}
        for_, against, disputed = raw[Side.FOR], raw[Side.AGAINST], raw[Side.DISPUTED]
        silent = every([-for_[0], -against[0]])
        beaten = [
            some(every([theirs, -own]) for own, theirs in zip(mine, other, strict=True))
            for mine, other in ((for_, against), (against, for_))
        ]
        open_ = [every([silent, gate]) for gate in disputed]
        mine, other = (
            tuple(some([every([own, -lost]), gate]) for own, gate in zip(side, open_, strict=True))
            for side, lost in zip((for_, against), beaten, strict=True)
        )
        return mine, other

    def _strongest(self, number: int, side: Side) -> Strengths:
        """Each clause is as strong as its weakest literal; the strongest clause counts."""
        bodies = [
            [self.literal(part) for part in body] for body in self._bodies.get((number, side), ())
        ]
        return tuple(
            self.gates.some(self.gates.every(part[step] for part in body) for body in bodies)
            for step in range(len(STEPS))
        )

    # Verdicts, as `verdict.decide` gives them.

    def grades(self, pattern: Pattern) -> dict[str, Gate]:
        """Whether a pattern is excluded, contested, shown and established."""
        every, some, criteria = self.gates.every, self.gates.some, self.program.criteria
        required = [criteria[c.id] for c in pattern.criteria if c.role == "requires"]
        exclusions = [criteria[c.id] for c in pattern.criteria if c.role == "excluded_by"]
        excluded = some(
            [self.met(of.opposite()) for of in required] + [self.met(of) for of in exclusions]
        )
        disputed = some(self.contested(of) for of in (*required, *exclusions))
        contested = every([disputed, -excluded])
        shown = every([-excluded, -disputed, *(self.met(of) for of in required)])
        established = every([shown, *(self.met(of.opposite()) for of in exclusions)])
        return {
            "excluded": excluded,
            "contested": contested,
            "presumed": every([shown, -established]),
            "established": established,
        }

    def another(self, typology: Typology, now: Verdict) -> Gate:
        """Whether the typology gives another answer than it does now."""
        return -self.answers(typology).get(conclusion(now), FALSE)

    def answers(self, typology: Typology) -> dict[Conclusion, Gate]:
        """Which answer the typology gives: always exactly one of these."""
        if typology.only not in (None, self.relation.pairing):
            return {(Status.NOT_APPLICABLE, ()): TRUE}
        every, some = self.gates.every, self.gates.some
        grades = {pattern.id: self.grades(pattern) for pattern in typology.patterns}
        closed = self.met(gate_of(self.program, typology.gate)) if typology.gate else FALSE
        of = {sort: {n: g[sort] for n, g in grades.items()} for sort in next(iter(grades.values()))}
        none_established = -some(of["established"].values())
        none_presumed = -some(of["presumed"].values())
        alone = {
            name: some(
                [
                    _only(self.gates, of["established"], name),
                    every([none_established, _only(self.gates, of["presumed"], name)]),
                ]
            )
            for name in grades
        }
        disputed = every([none_established, none_presumed, some(of["contested"].values())])
        nothing = every(of["excluded"].values())
        given: dict[Conclusion, Gate] = {
            **{(Status.PATTERN, (name,)): gate for name, gate in alone.items()},
            **_mixed(self.gates, of["established"]),
            (Status.CONTESTED, ()): disputed,
            (Status.NONE_FITS, ()): nothing,
        }
        given[Status.UNDETERMINED, ()] = -some(given.values())
        opened = {name: every([gate, -closed]) for name, gate in given.items()}
        return {**opened, (Status.NO_PARTNERSHIP, ()): closed}


def said(circuit: Circuit, typology: Typology) -> Iterator[Gate]:
    """All that a typology's verdict says: its answer, what is possible and the grade shown."""
    every, answers = circuit.gates.every, circuit.answers(typology)
    yield from answers.values()
    nothing: list[Conclusion] = [(Status.NOT_APPLICABLE, ()), (Status.NO_PARTNERSHIP, ())]
    judged = every(-answers[name] for name in nothing if name in answers)
    for pattern in typology.patterns:
        grades = circuit.grades(pattern)
        yield every([judged, -grades["excluded"]])
        yield every([answers.get((Status.PATTERN, (pattern.id,)), FALSE), grades["established"]])


def _only(gates: Gates, several: Mapping[str, Gate], *names: str) -> Gate:
    """These hold, and no other of several."""
    return gates.every(gate if name in names else -gate for name, gate in several.items())


def _mixed(gates: Gates, established: Mapping[str, Gate]) -> dict[Conclusion, Gate]:
    """Every mixed verdict, by the patterns that it shows."""
    counts = range(2, len(established) + 1)
    together = (names for count in counts for names in combinations(established, count))
    return {(Status.MIXED, names): _only(gates, established, *names) for names in together}
