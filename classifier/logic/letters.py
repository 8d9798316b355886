"""What the letters of a rule stand for: places of actors, members of lists.

Different letters are different things. A letter that nothing binds is placed in every way it can
be; the rest of a condition is then read for the places and members it stands for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations, product

from classifier.case.relations import Key, Value, values_of
from classifier.logic.program import FindingAt, Observable
from classifier.rulebook import conditions as c
from classifier.rulebook.codebook import Indicator
from classifier.rulebook.model import Finding, Rulebook

Binding = Mapping[str, int | str]
PLACES = {"g": 0, "n": 1}
"""In a pair of government and civil society the government comes first."""


def placed(rulebook: Rulebook, finding: Finding) -> Iterator[FindingAt]:
    """A finding at every place that its letters can take."""
    head = finding.head
    free = frozenset(head.actors) | ({head.about} if head.about else frozenset())
    for way in placings(rulebook, free, {}):
        actors = tuple(place(way, letter) for letter in head.actors)
        yield FindingAt(finding.name, actors, member(way, head.about))


def placings(rulebook: Rulebook, letters: frozenset[str], bound: Binding) -> Iterator[Binding]:
    """Every way to place the letters not yet bound; different letters, different things."""
    actors = sorted(letters & {"x", "y"} - bound.keys())
    members = sorted(letters - {"x", "y", "g", "n"} - bound.keys())
    taken = {place for letter, place in bound.items() if letter in ("x", "y")}
    places = [place for place in (0, 1) if place not in taken]
    ranges = [_range(rulebook, letter) for letter in members]
    for placing in permutations(places, len(actors)):
        for chosen in product(*ranges):
            if len(set(chosen)) == len(chosen) and not set(chosen) & set(bound.values()):
                yield {
                    **bound,
                    **dict(zip(actors, placing, strict=True)),
                    **dict(zip(members, chosen, strict=True)),
                }


def _range(rulebook: Rulebook, letter: str) -> tuple[str, ...]:
    members = rulebook.codebook.lists[rulebook.letters[letter]].members
    return tuple(name for name, of in members.items() if not of.unspecific)


def abouts(rulebook: Rulebook, of: c.Observed, binding: Binding) -> tuple[str | None, ...]:
    """The members that a told condition is about; one None if it is about none."""
    if of.about is None:
        return (None,)
    members = rulebook.codebook.members(rulebook.codebook.indicators[of.indicator])
    if of.about == c.ANY_MEMBER:
        return tuple(members)
    if of.about.startswith(c.SERVING):
        served = member(binding, of.about.removeprefix(c.SERVING))
        return tuple(name for name, one in members.items() if one.serves == served)
    return (member(binding, of.about),)


def observable_of(
    of: c.Observed, key: Key, indicator: Indicator, named: int | None = None
) -> Observable:
    """What a told condition asks of a key: its values, and those that speak against them."""
    known = values_of(indicator)
    values = frozenset(
        v for v in known if v.word in of.values and (named is None or v.named == named)
    )
    against = (
        others(indicator, values)
        if of.against is None
        else frozenset(v for v in known if v.word in of.against)
    )
    return Observable(key, values, against)


def others(indicator: Indicator, values: frozenset[Value]) -> frozenset[Value]:
    """The values that speak against some unless a rule says otherwise: all that exclude them."""
    if indicator.together:
        return frozenset()
    return frozenset(v for v in values_of(indicator) if all(v.excludes(w) for w in values))


def each(of: c.Each, binding: Binding) -> list[Binding]:
    """The bindings `each` goes through: both actors, in either order where two are named."""
    if "y" in c.letters(of.of):
        return [{**binding, "x": 0, "y": 1}, {**binding, "x": 1, "y": 0}]
    return [{**binding, "x": 0}, {**binding, "x": 1}]


def place(binding: Binding, letter: str) -> int:
    """The place that an actor's letter stands for."""
    at = binding[letter]
    assert isinstance(at, int)  # noqa: S101 - actor letters stand for places
    return at


def member(binding: Binding, name: str | None) -> str | None:
    """The member that a letter stands for, or the member so named."""
    return None if name is None else str(binding.get(name, name))
