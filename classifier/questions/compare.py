"""Two relations side by side, and what made the difference between their verdicts.

For each typology whose verdicts differ, a solver looks for the fewest points which the first
relation would have to be told of as the second is, for the first to get the second's verdict. That
it finds no smaller set is a proof that there is none. What the two have in common, or what differs
without mattering to that verdict, is never part of a smallest set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from classifier.case.relations import Key, Relation
from classifier.questions.differences import Difference, VerdictPair, difference
from classifier.questions.solver.circuit import Circuit
from classifier.questions.solver.keys import keys_of
from classifier.questions.subject import About, Outcome, Slot, Subject
from classifier.questions.supposing.changes import Alternative, differing, taken_over
from classifier.questions.testimony import SourcedStatement, said_at
from classifier.words.language import Text

SETS = 12
"""So many smallest sets of one verdict are told."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """A point on which the two are told different things."""

    point: str
    """In the one-line form, with the first's actors."""
    says: Text
    first: tuple[SourcedStatement, ...]
    second: tuple[SourcedStatement, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """The fewest points which, told as in the second, give the first the second's verdict."""

    points: tuple[str, ...]
    leads_to: Outcome
    """That verdict; its evidence may differ from the second's."""


@dataclass(frozen=True, slots=True)
class Made:
    """What made the difference between two verdicts of one typology."""

    typology: str
    label: Text
    verdicts: VerdictPair
    size: int
    """How many points it takes at least."""
    sets: tuple[Taken, ...]
    complete: bool
    """These are all sets of that size."""


@dataclass(frozen=True, slots=True)
class CompareAnswer:
    """Two relations side by side."""

    schema: Literal["kemitraan/compare/1"]
    first: About
    second: About
    same_kind: bool
    """Both are of government with civil society, or neither is; else the rules for them differ,
    and only the verdicts can be put side by side."""
    turned: bool
    """The second's actors are taken in the other order, to match the first's by their ids."""
    difference: Difference
    made: tuple[Made, ...]
    points: Mapping[str, Contrast]
    """The points that made a difference."""


def compare(first: Subject, second: Subject) -> CompareAnswer:
    """Two relations side by side, of one case or of two, under the same rulebook."""
    turned = first.relation.actors == second.relation.actors[::-1]
    if turned:
        second = replace(second, relation=_turned(second.relation))
    same_kind = first.relation.pairing == second.relation.pairing
    all_ = difference(first.judged(), second.judged())
    others = [pair for pair in all_.verdicts if pair.other_answer] if same_kind else []
    made = tuple(_made(first, second, pair) for pair in others)
    named = {point for one in made for taken in one.sets for point in taken.points}
    slots = differing(first, second.relation.told)
    contrasts = (_contrast(first, second, slot) for slot in slots)
    return CompareAnswer(
        schema="kemitraan/compare/1",
        first=first.about(),
        second=second.about(),
        same_kind=same_kind,
        turned=turned,
        difference=all_ if same_kind else Difference(all_.verdicts, (), (), (), ()),
        made=made,
        points={one.point: one for one in contrasts if one.point in named},
    )


def _turned(relation: Relation) -> Relation:
    told = {
        key._replace(actor=_other(key.actor), toward=_other(key.toward)): {
            value._replace(named=_other(value.named)): pooled for value, pooled in values.items()
        }
        for key, values in relation.told.items()
    }
    return replace(relation, actors=relation.actors[::-1], told=told)


def _other(place: int | None) -> int | None:
    return None if place is None else 1 - place


def _contrast(first: Subject, second: Subject, slot: Slot) -> Contrast:
    said = (said_at(subject, slot) for subject in (first, second))
    return Contrast(first.name(slot), first.topic(slot), *said)


def _made(first: Subject, second: Subject, pair: VerdictPair) -> Made:
    """The fewest points to take over from the second, up to a number of sets of them."""
    typology = first.rulebook.typologies[pair.before.typology]
    keys = keys_of(first, typology.id)
    slots = [slot for slot in differing(first, second.relation.told) if slot.key in keys]
    circuit = Circuit.of(first, {key: tuple(_ways(first, second, key, slots)) for key in keys})
    gates, target = circuit.gates, circuit.answers(typology)[pair.after.answer]
    taken = {slot: circuit.told(slot) for slot in slots}
    size = gates.fewest([*taken.values()], target) or 0
    within = target, gates.at_most([*taken.values()], size)
    found: list[list[Slot]] = []
    while len(found) < SETS and gates.can(*within):
        found.append(gates.holding(taken))
        gates.forbid(*(taken[slot] for slot in found[-1]))
    sets: list[Taken] = []
    for several in sorted(found, key=lambda one: [slots.index(slot) for slot in one]):
        told = taken_over(first.relation.told, several, second.relation.told)
        leads_to = first.outcome(typology.id, first.verdicts(told)[typology.id])
        sets.append(Taken(tuple(map(first.name, several)), leads_to))
    complete = not gates.can(*within)
    return Made(typology.id, typology.label, pair, size, tuple(sets), complete)


def _ways(first: Subject, second: Subject, key: Key, slots: list[Slot]) -> Iterator[Alternative]:
    """Every part of what differs may be taken over; of most keys that is all or nothing."""
    own = [slot for slot in slots if slot.key == key]
    for count in range(len(own) + 1):
        for taken in combinations(own, count):
            told = taken_over(first.relation.told, taken, second.relation.told)
            yield Alternative(told.get(key, {}), kept=frozenset(taken))
