"""Two relations side by side, and what made the difference between their verdicts.

For each typology whose verdicts differ, a solver looks for the fewest points which the first
relation would have to be told of as the second is, for the first to get the second's verdict. That
it finds no smaller set is a proof that there is none. What the two have in common, or what differs
without mattering to that verdict, is never part of a smallest set.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from classifier.language import Text
from classifier.questions.circuit import Circuit, choices, effective, keys_behind
from classifier.questions.differences import Difference, VerdictPair, difference
from classifier.questions.gates import Gates
from classifier.questions.grounds import judged
from classifier.questions.subject import About, Outcome, Subject
from classifier.questions.supposing import Alternative, in_codebook_order
from classifier.questions.testimony import Said, said_of
from classifier.relations import Key, Relation
from classifier.rulebook import Typology
from classifier.verdict import Status

SETS = 12
"""So many smallest sets of one verdict are told."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """A point on which the two are told different things."""

    point: str
    """In the one-line form, with the first's actors."""
    says: Text
    first: tuple[Said, ...]
    second: tuple[Said, ...]


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
    """Two relations side by side; both have to be under the same rulebook."""
    turned = first.relation.actors == second.relation.actors[::-1]
    if turned:
        second = replace(second, relation=_turned(second.relation))
    same_kind = first.relation.pairing == second.relation.pairing
    all_ = difference(judged(first), judged(second))
    differing = [pair for pair in all_.verdicts if pair.other_answer] if same_kind else []
    made = tuple(_made(first, second, pair) for pair in differing)
    named = {point for one in made for taken in one.sets for point in taken.points}
    contrasts = (_contrast(first, second, key) for key in _told(first, second))
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
    """A relation with its actors in the other order."""
    told = {
        key._replace(actor=_other(key.actor), toward=_other(key.toward)): {
            value._replace(named=_other(value.named)): pooled for value, pooled in values.items()
        }
        for key, values in relation.told.items()
    }
    return replace(relation, actors=relation.actors[::-1], told=told)


def _other(place: int | None) -> int | None:
    return None if place is None else 1 - place


def _told(first: Subject, second: Subject) -> list[Key]:
    """Every key of which either is told something."""
    return in_codebook_order(first, {**first.relation.told, **second.relation.told})


def _contrast(first: Subject, second: Subject, key: Key) -> Contrast:
    one, other = (
        tuple(said_of(subject, key, value) for value in subject.relation.told.get(key, {}))
        for subject in (first, second)
    )
    return Contrast(first.naming.key(key), first.naming.topic(key), one, other)


def _made(first: Subject, second: Subject, pair: VerdictPair) -> Made:
    typology = first.rulebook.typologies[pair.before.typology]
    search = _Search(first, second, typology, pair.after.answer)
    sets = [_taken(first, second, typology, keys) for keys in search.sets()]
    return Made(typology.id, typology.label, pair, search.size, tuple(sets), search.exhausted())


def _taken(first: Subject, second: Subject, typology: Typology, keys: list[Key]) -> Taken:
    told = {**first.relation.told, **{k: second.relation.told.get(k, {}) for k in keys}}
    after = first.outcomes({key: values for key, values in told.items() if values})
    return Taken(tuple(first.naming.key(key) for key in keys), after[typology.id])


class _Search:
    """Looks for the fewest points to take over from the second; thrown away afterwards."""

    def __init__(
        self, first: Subject, second: Subject, typology: Typology, answer: tuple[Status, str | None]
    ) -> None:
        self.gates = Gates()
        behind = keys_behind(first.program, typology.id)
        told = {key: _both(first, second, key) for key in _told(first, second) if key in behind}
        chosen = choices(self.gates, told)
        answers = Circuit(first.program, first.relation, self.gates, chosen).answers(typology)
        self.target = answers[answer]
        self.taken = {key: several[-1][0] for key, several in chosen.items() if len(several) > 1}
        gates = [*self.taken.values()]
        self.size = self.gates.fewest(gates, self.target) or 0
        self.within = self.target, self.gates.at_most(gates, self.size)

    def exhausted(self) -> bool:
        """Whether there is no further smallest set."""
        return not self.gates.can(*self.within)

    def sets(self) -> list[list[Key]]:
        """Smallest sets, up to a number of them."""
        found: list[list[Key]] = []
        while len(found) < SETS and not self.exhausted():
            model = self.gates.model()
            found.append([key for key, gate in self.taken.items() if gate in model])
            self.gates.forbid(*(self.taken[key] for key in found[-1]))
        places = {key: place for place, key in enumerate(self.taken)}
        return sorted(found, key=lambda keys: [places[key] for key in keys])


def _both(first: Subject, second: Subject, key: Key) -> tuple[Alternative, ...]:
    """What is told of a key in the first and in the second; once if it amounts to the same."""
    told = [Alternative(subject.relation.told.get(key, {})) for subject in (first, second)]
    return tuple(group[0] for group in effective(first.program, key, told))
