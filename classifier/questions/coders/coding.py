"""Two coders' answers on one relation, put side by side.

A unit is a question that at least one of them answered: a key of the relation or, of an indicator
whose values may hold together, one value of it. What a coder left out is not coded. It is no answer
of its own, since silence is never a no. Only where both used an indicator whose values may
hold together is each of its values a unit that a coder marked or did not mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from classifier.case.model import Case
from classifier.case.relations import Key, Pooled, Told, Value, passed_on
from classifier.questions.subject import Place, Slot, Subject, place_of, places
from classifier.questions.supposing.changes import differing, in_codebook_order
from classifier.rulebook.model import Rulebook

Category: TypeAlias = tuple[Value, ...] | bool
"""What was coded: the values that count, or whether a value was marked."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A question that at least one coder answered."""

    indicator: str
    slot: Slot
    first: Category | None
    """None if it is not coded."""
    second: Category | None

    @property
    def in_both(self) -> bool:
        """Whether both answered it."""
        return self.first is not None and self.second is not None


@dataclass(frozen=True, slots=True, eq=False)
class Coding:
    """A coder's relation, and the other coder's answers as if about the same cast."""

    own: Subject
    other: Subject
    """The other coding, its actors in the order and of the kinds that this coder gives them."""

    def differing(self) -> list[Slot]:
        """Where the two tell different things, be it only with other evidence."""
        return differing(self.own, self.other.relation.told)


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """A relation that both coded, seen from either side."""

    first: Coding
    second: Coding

    def units(self) -> Iterator[Unit]:
        """Every unit, in the order of the codebook."""
        first, second = self.first.own.relation.told, self.first.other.relation.told
        indicators = self.first.own.rulebook.codebook.indicators
        for key in in_codebook_order(self.first.own, {**first, **second}):
            one, other = _coded(first, key), _coded(second, key)
            if indicators[key.indicator].together:
                yield from _marked(key, one, other)
            elif one or other:
                yield Unit(key.indicator, Slot(key), _category(one), _category(other))


def shared(first: Case, second: Case, rulebook: Rulebook) -> dict[Place, Shared]:
    """Every relation that both codings of a case have."""
    one, other = places(first, rulebook), places(second, rulebook)
    second_as_first = places(read_as(second, first), rulebook)
    first_as_second = places(read_as(first, second), rulebook)
    return {
        place: Shared(
            Coding(one[place], second_as_first[place]), Coding(other[place], first_as_second[place])
        )
        for place in one
        if place in other
    }


def read_as(case: Case, cast: Case) -> Case:
    """A case with its actors in the order and of the kinds that another gives them."""
    known = {
        name: case.actors[name].model_copy(update={"kind": actor.kind})
        for name, actor in cast.actors.items()
        if name in case.actors
    }
    rest = {name: actor for name, actor in case.actors.items() if name not in known}
    return case.model_copy(update={"actors": known | rest})


def with_kind(subject: Subject, actor: str, kind: str) -> Subject:
    """The same relation if an actor were of another kind."""
    case = subject.case
    changed = case.actors[actor].model_copy(update={"kind": kind})
    other = case.model_copy(update={"actors": {**case.actors, actor: changed}})
    return places(other, subject.rulebook)[place_of(subject.relation)]


def _coded(told: Told, key: Key) -> Mapping[Value, Pooled]:
    """What was coded of a key, and not read off the actors' kinds."""
    return {value: pooled for value, pooled in told.get(key, {}).items() if not pooled.derived}


def _category(values: Mapping[Value, Pooled]) -> Category | None:
    """The values that no stronger one outweighs, without those that another says more exactly."""
    passed = passed_on(values, together=False)
    named = {value.word for value in passed if value.named is not None}
    exact = [value for value in passed if value.named is not None or value.word not in named]
    return tuple(sorted(exact, key=str)) or None


def _marked(key: Key, one: Mapping[Value, Pooled], other: Mapping[Value, Pooled]) -> Iterator[Unit]:
    """A unit for each value that some coder marked; what nobody marked is silence."""
    for value in dict.fromkeys((*one, *other)):
        if one and other:
            yield Unit(key.indicator, Slot(key, value), value in one, value in other)
        else:
            first, second = (True if value in coded else None for coded in (one, other))
            yield Unit(key.indicator, Slot(key, value), first, second)
