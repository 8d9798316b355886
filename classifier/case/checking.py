"""Holding a case against a codebook: every name known, every observation of its indicator's form.

The result is a list of everything that is wrong, each with its place in the file. Reading the file
itself is `loading`'s; the shape of the document is the models' in `model`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from operator import attrgetter
from typing import NamedTuple
from weakref import WeakKeyDictionary

from classifier.case.model import SPEAKS_FOR_NOBODY, Case, Interview, Observation
from classifier.case.relations import MAX_RELATIONS, relation_count
from classifier.rulebook.codebook import Codebook, Indicator
from classifier.words.characters import shown
from classifier.words.language import Text, message, number
from classifier.words.problems import (
    InvalidCase,
    Problem,
    and_more,
    few_of_each,
    names_of,
    nearest,
)


class _Coding(NamedTuple):
    """How something is coded, whoever it is said of."""

    indicator: str
    value: str
    about: str | None
    has_actor: bool
    has_toward: bool


# Cases are many, and the ways in which something is rightly coded few: those met so far.
_CODINGS: WeakKeyDictionary[Codebook, set[_Coding]] = WeakKeyDictionary()


class Fault(NamedTuple):
    """What is wrong at one place of a case; it is put into words only where it is told."""

    pointer: str
    kind: str
    names: Mapping[str, str | Text] = {}
    advice: str | None = None
    known: Iterable[str] | None = None
    """What might have been meant instead."""

    @property
    def what(self) -> Text:
        """What is wrong and why it matters."""
        return message(f"case.{self.kind}", **self.names)

    @property
    def hint(self) -> Text | None:
        """What to do about it."""
        if self.advice is not None:
            return message(f"case.{self.advice}", **self.names)
        known = tuple(self.known or ())
        near = nearest(str(self.names.get("name", "")), known)
        if near:
            return message("case.did_you_mean", near=near)
        return message("case.one_of", names=names_of(known)) if known else None


def check(case: Case, codebook: Codebook) -> None:
    """Raise `InvalidCase` if the case does not fit the codebook."""
    found = problems_in(case, codebook, case.id)
    if found:
        raise InvalidCase(found)


def problems_in(
    case: Case, codebook: Codebook, file: str, places: Mapping[int, int] | None = None
) -> list[Problem]:
    """Everything that `faults_of` finds, in words; of very many of a kind only the first."""
    return [
        Problem(file, fault.pointer, fault.what, and_more(fault.hint, more), more=more)
        for fault, more in few_of_each(faults_of(case, codebook, places), attrgetter("kind"))
    ]


def faults_of(
    case: Case, codebook: Codebook, places: Mapping[int, int] | None = None
) -> Iterator[Fault]:
    """Everything in the case that the codebook does not know or does not allow.

    `places` says where each observation stands in the file, if not in its turn.
    """
    places = places or {}
    yield from _actors(case, codebook)
    yield from _relations(case)
    yield from _sources(case)
    yield from _ids(case, places)
    known = _CODINGS.setdefault(codebook, set())
    for turn, observation in enumerate(case.observations):
        at = f"/observations/{places.get(turn, turn)}"
        yield from _places(case, observation, at)
        indicator = codebook.indicators.get(observation.indicator)
        if indicator is None:
            yield _unknown(
                f"{at}/indicator", "indicator", observation.indicator, codebook.indicators
            )
            continue
        coding = _Coding(
            observation.indicator,
            observation.value,
            observation.about,
            observation.actor is not None,
            observation.toward is not None,
        )
        if coding not in known:
            faults = (*_coded(codebook, coding), *_about(codebook, coding))
            if not faults and coding.about in (None, *codebook.members(indicator)):
                known.add(coding)
            for fault in faults:
                yield fault._replace(pointer=at + fault.pointer)
        if indicator.only is not None:
            yield from _pairing(case, observation, indicator, codebook, at)


def _actors(case: Case, codebook: Codebook) -> Iterator[Fault]:
    members = {m for about in codebook.lists.values() for m in about.members}
    for name, actor in case.actors.items():
        if actor.kind not in codebook.actor_kinds:
            yield _unknown(f"/actors/{name}/kind", "kind", actor.kind, codebook.actor_kinds)
        if name in SPEAKS_FOR_NOBODY or name in members:
            yield Fault(f"/actors/{name}", "reserved_actor", {"name": name}, "another_id")


def _relations(case: Case) -> Iterator[Fault]:
    """So many relations that nobody would wait for them, or read what is said of each."""
    count = relation_count(case)
    if count > MAX_RELATIONS:
        names = {"count": number(count), "limit": number(MAX_RELATIONS)}
        yield Fault("/actors", "many_relations", names, "fewer_relations")


def _sources(case: Case) -> Iterator[Fault]:
    allowed = (*case.actors, *SPEAKS_FOR_NOBODY)
    for name, source in case.sources.items():
        if isinstance(source, Interview) and source.speaks_for not in allowed:
            yield _unknown(f"/sources/{name}/speaks_for", "speaker", source.speaks_for, allowed)


def _ids(case: Case, places: Mapping[int, int]) -> Iterator[Fault]:
    """Ids that are used twice, be it that one is only the number of its observation."""
    numbers = [places.get(turn, turn) + 1 for turn in range(len(case.observations))]
    names = [one.id or f"o{n}" for n, one in zip(numbers, case.observations, strict=True)]
    if len(set(names)) == len(names):
        return
    bearers: dict[str, dict[int, str]] = {}
    for turn, name in zip(numbers, names, strict=True):
        bearers.setdefault(name, {})[turn] = f"o{turn}"
    for turn, one in zip(numbers, case.observations, strict=True):
        several = bearers.get(one.id or "", {})
        if len(several) > 1:
            yield _taken(one.id or "", turn, several)


def _taken(name: str, turn: int, several: Mapping[int, str]) -> Fault:
    """An id that other observations have too, be it one that is called so by its number."""
    by_number = name.removeprefix("o")
    other = int(by_number) if by_number.isdecimal() else 0
    numbered = other != turn and several.get(other) == name
    if not numbered:
        other = next(n for n in several if n != turn)
    kind = "numbered_id" if numbered else "duplicate_id"
    at = f"/observations/{turn - 1}/id"
    return Fault(at, kind, {"id": name, "number": str(other)}, "another_id")


def _places(case: Case, observation: Observation, at: str) -> Iterator[Fault]:
    """The actors, the period and the sources an observation speaks of."""
    if observation.actor is not None or observation.toward is not None or observation.between:
        yield from _pair(case, observation, at)
    if observation.period is not None and observation.period not in case.periods:
        yield _unknown(f"{at}/period", "period", observation.period, case.periods)
    for place, name in enumerate(observation.sources):
        if name not in case.sources:
            yield _unknown(f"{at}/sources/{place}", "source", name, case.sources)


def _pair(case: Case, observation: Observation, at: str) -> Iterator[Fault]:
    """The actors an observation names, singly and as a pair."""
    for key, name in (("actor", observation.actor), ("toward", observation.toward)):
        if name is not None and name not in case.actors:
            yield _unknown(f"{at}/{key}", "actor", name, case.actors)
        elif name is not None and observation.between and name not in observation.between:
            names = {"name": name, "names": ", ".join(observation.between)}
            yield Fault(f"{at}/{key}", "outside_pair", names, "one_of")
    for place, name in enumerate(observation.between or ()):
        if name not in case.actors:
            yield _unknown(f"{at}/between/{place}", "actor", name, case.actors)
    if observation.between and len(set(observation.between)) == 1:
        yield Fault(f"{at}/between", "paired_with_itself", advice="name_two")
    if observation.actor is not None and observation.actor == observation.toward:
        yield Fault(f"{at}/toward", "paired_with_itself", advice="name_two")


def _coded(codebook: Codebook, coding: _Coding) -> Iterator[Fault]:
    """What is wrong with value and direction, by where it stands in the observation."""
    name, value, indicator = coding.indicator, coding.value, codebook.indicators[coding.indicator]
    is_known = value in indicator.values
    if not is_known:
        yield _unknown("/value", "value", value, indicator.values, indicator=name)
    if indicator.scope == "directed" and not (coding.has_actor and coding.has_toward):
        yield Fault("", "no_direction", {"indicator": name}, "give_direction")
    if indicator.scope != "directed" and coding.has_toward:
        names = {"indicator": name, "key": "toward"}
        yield Fault("/toward", "direction_unwanted", names, "leave_out")
    unnamed = indicator.scope == "relation" and is_known and value not in indicator.names
    if unnamed and coding.has_actor:
        names = {"indicator": name, "value": value, "key": "actor"}
        yield Fault("/actor", "actor_unwanted", names, "leave_out")


def _about(codebook: Codebook, coding: _Coding) -> Iterator[Fault]:
    """What is wrong with the member, by where it stands in the observation."""
    name, about, indicator = coding.indicator, coding.about, codebook.indicators[coding.indicator]
    if indicator.about is None:
        if about is not None:
            names = {"indicator": name, "key": "about"}
            yield Fault("/about", "about_unwanted", names, "leave_out")
        return
    members = codebook.members(indicator)
    if about is None:
        yield Fault("", "about_missing", {"indicator": name}, known=members)
    elif about not in members and not codebook.lists[indicator.about].open:
        yield _unknown("/about", "member", about, members, indicator=name)


def _pairing(
    case: Case, observation: Observation, indicator: Indicator, codebook: Codebook, at: str
) -> Iterator[Fault]:
    """An indicator that is only for certain pairs is coded where there is such a pair."""
    pair = observation.between or tuple(case.actors)
    kinds = {case.actors[a].kind for a in pair if a in case.actors}
    if not kinds <= codebook.actor_kinds.keys():
        return
    if not any(codebook.pairing(*two) == indicator.only for two in product(kinds, repeat=2)):
        names = {"indicator": observation.indicator}
        yield Fault(f"{at}/indicator", "wrong_pair", names, "leave_observation_out")


def _unknown(
    pointer: str, sort: str, name: str, known: Iterable[str], *, indicator: str = ""
) -> Fault:
    names = {"name": shown(name), "indicator": indicator}
    return Fault(pointer, f"unknown_{sort}", names, known=known)
