"""Points on which a case contradicts itself, and what depends on whom one believes.

Whether a verdict holds whichever side is believed is proved for all combinations at once: each
statement in dispute is left out in a circuit where a side is believed that contradicts it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from classifier.case.model import Source
from classifier.case.relations import Key, Value
from classifier.questions.contradicting import Disputed, disputed_of, left
from classifier.questions.solver.circuit import Circuit
from classifier.questions.solver.gates import Gate, Gates
from classifier.questions.solver.keys import keys_of
from classifier.questions.subject import About, Outcome, Subject, Verdicts
from classifier.questions.supposing.changes import Alternative, derived_value
from classifier.questions.testimony import Testimony, said_of, sources_of
from classifier.result.answers import conclusion
from classifier.rulebook.model import Typology
from classifier.words.language import Text


@dataclass(frozen=True, slots=True)
class ContestedPoint:
    """A point on which the case contradicts itself."""

    kind: Literal["values", "finding"]
    """Values of one key exclude each other, or different keys speak for and against a finding."""
    says: Text
    sides: tuple[Testimony, ...]
    """What each says, and the statements that say so."""


@dataclass(frozen=True, slots=True)
class Dependence:
    """A point on which a verdict depends, the others left as they are."""

    point: int
    """Its place among the points."""
    leads_to: tuple[Outcome, ...]
    """The verdict if each side in turn is believed."""


@dataclass(frozen=True, slots=True)
class Belief:
    """A side that is believed."""

    point: int
    side: int


@dataclass(frozen=True, slots=True)
class Holding:
    """Whether the verdict of one typology depends on whom one believes."""

    typology: str
    label: Text
    now: Outcome
    holds: bool
    """It is the same whichever side is believed on whichever of the points."""
    depends: tuple[Dependence, ...]
    """The points that change it on their own."""
    together: tuple[Belief, ...]
    """The fewest beliefs that change it together, if no point does on its own."""
    leads_to: Outcome | None
    """Where they lead."""


@dataclass(frozen=True, slots=True)
class ContestedAnswer:
    """Where a case contradicts itself, and what depends on it."""

    schema: Literal["kemitraan/contested/1"]
    about: About
    sources: Mapping[str, Source]
    points: tuple[ContestedPoint, ...]
    verdicts: tuple[Holding, ...]


def contested(subject: Subject) -> ContestedAnswer:
    """The points on which the case contradicts itself, and each verdict on all of their sides."""
    points = disputed_of(subject)
    believed = [
        [subject.verdicts(left(subject, point.left_out(side))) for side in range(len(point.sides))]
        for point in points
    ]
    typologies = subject.rulebook.typologies.values()
    return ContestedAnswer(
        "kemitraan/contested/1",
        subject.about(),
        sources_of(subject),
        tuple(_point(subject, point) for point in points),
        tuple(_holding(subject, typology, points, believed) for typology in typologies),
    )


def _point(subject: Subject, point: Disputed) -> ContestedPoint:
    told = [(key, value) for key, values in subject.relation.told.items() for value in values]
    sides = tuple(
        Testimony(label, tuple(said_of(subject, *one) for one in told if one in basis))
        for label, basis in zip(point.labels, point.sides, strict=True)
    )
    return ContestedPoint(point.kind, point.says, sides)


def _holding(
    subject: Subject,
    typology: Typology,
    points: Sequence[Disputed],
    believed: Sequence[Sequence[Verdicts]],
) -> Holding:
    now = subject.verdicts()[typology.id]
    depends = tuple(_depends(subject, typology, believed))
    joint = () if depends else _joint(subject, typology, points)
    gone = [one for belief in joint for one in points[belief.point].left_out(belief.side)]
    then = subject.verdicts(left(subject, gone))[typology.id] if joint else None
    return Holding(
        typology=typology.id,
        label=typology.label,
        now=subject.outcome(typology.id, now),
        holds=not depends and not joint,
        depends=depends,
        together=joint,
        leads_to=None if then is None else subject.outcome(typology.id, then),
    )


def _depends(
    subject: Subject, typology: Typology, believed: Sequence[Sequence[Verdicts]]
) -> Iterator[Dependence]:
    name = typology.id
    now = conclusion(subject.verdicts()[name])
    for place, sides in enumerate(believed):
        if any(conclusion(after[name]) != now for after in sides):
            yield Dependence(place, tuple(subject.outcome(name, after[name]) for after in sides))


def _joint(subject: Subject, typology: Typology, points: Sequence[Disputed]) -> tuple[Belief, ...]:
    """The fewest beliefs that give another verdict together; none if no beliefs do."""
    gates = Gates()
    sides = {
        Belief(place, side): gates.new()
        for place, point in enumerate(points)
        for side in range(len(point.sides))
    }
    for one, other in combinations(sides, 2):
        if one.point == other.point:
            gates.forbid(sides[one], sides[other])
    leaving: dict[tuple[Key, Value], list[Gate]] = {}
    for belief, gate in sides.items():
        for statement in points[belief.point].left_out(belief.side):
            leaving.setdefault(statement, []).append(gate)
    gone = {statement: gates.some(several) for statement, several in leaving.items()}
    keys = keys_of(subject, typology.id)
    chosen = {key: list(_left(subject, key, gates, gone)) for key in keys}
    circuit = Circuit(subject.program, subject.relation, gates, chosen)
    another = circuit.another(typology, subject.verdicts()[typology.id])
    if gates.fewest([*sides.values()], another) is None:
        return ()
    return tuple(gates.holding(sides))


def _left(
    subject: Subject, key: Key, gates: Gates, gone: Mapping[tuple[Key, Value], Gate]
) -> Iterator[tuple[Gate, Alternative]]:
    """What may be left of a key: every subset of what is in dispute may be gone."""
    told = subject.relation.told.get(key, {})
    open_ = [value for value in told if (key, value) in gone]
    for count in range(len(open_) + 1):
        for several in combinations(open_, count):
            kept = {value: pooled for value, pooled in told.items() if value not in several}
            parts = (gone[key, v] if v in several else -gone[key, v] for v in open_)
            values = kept or (derived_value(subject, key) if told else {})
            yield gates.every(parts), Alternative(values)
