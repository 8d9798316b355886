"""Holding a case against a codebook: every name known, every observation of its indicator's form.

The result is a list of everything that is wrong, each with its place in the file. Reading the file
itself is `documents.py`'s; the shape of the document is the models' in `case.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from classifier.case.model import SPEAKS_FOR_NOBODY, Case, Interview, Observation
from classifier.rulebook.codebook import Codebook, Indicator
from classifier.words.characters import shown
from classifier.words.language import Text, message
from classifier.words.problems import InvalidCase, Problem, nearest


class Fault(NamedTuple):
    """What is wrong at one place of a case."""

    pointer: str
    what: Text
    hint: Text | None = None


def check(case: Case, codebook: Codebook) -> None:
    """Raise `InvalidCase` if the case does not fit the codebook."""
    faults = tuple(faults_of(case, codebook))
    if faults:
        raise InvalidCase(Problem(case.id, f.pointer, f.what, f.hint) for f in faults)


def faults_of(
    case: Case, codebook: Codebook, places: Mapping[int, int] | None = None
) -> Iterator[Fault]:
    """Everything in the case that the codebook does not know or does not allow.

    `places` says where each observation stands in the file, if not in its turn.
    """
    places = places or {}
    yield from _actors(case, codebook)
    yield from _sources(case)
    yield from _ids(case, places)
    for turn, observation in enumerate(case.observations):
        at = f"/observations/{places.get(turn, turn)}"
        yield from _places(case, observation, at)
        indicator = codebook.indicators.get(observation.indicator)
        if indicator is None:
            yield _unknown(
                f"{at}/indicator", "indicator", observation.indicator, codebook.indicators
            )
            continue
        for fault in _coding(
            codebook,
            observation.indicator,
            observation.value,
            observation.about,
            has_actor=observation.actor is not None,
            has_toward=observation.toward is not None,
        ):
            yield fault._replace(pointer=at + fault.pointer)
        if indicator.only is not None:
            yield from _pairing(case, observation, indicator, codebook, at)


def _actors(case: Case, codebook: Codebook) -> Iterator[Fault]:
    members = {m for about in codebook.lists.values() for m in about.members}
    for name, actor in case.actors.items():
        if actor.kind not in codebook.actor_kinds:
            yield _unknown(f"/actors/{name}/kind", "kind", actor.kind, codebook.actor_kinds)
        if name in SPEAKS_FOR_NOBODY or name in members:
            what = message("case.reserved_actor", name=name)
            yield Fault(f"/actors/{name}", what, message("case.another_id"))


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
    bearers: dict[str, list[int]] = {}
    for number, name in zip(numbers, names, strict=True):
        bearers.setdefault(name, []).append(number)
    for number, one in zip(numbers, case.observations, strict=True):
        others = [n for n in bearers.get(one.id or "", ()) if n != number]
        if others:
            yield _taken(one.id or "", others, f"/observations/{number - 1}/id")


def _taken(name: str, others: list[int], at: str) -> Fault:
    """An id that other observations have too."""
    numbered = name in {f"o{number}" for number in others}
    key = "case.numbered_id" if numbered else "case.duplicate_id"
    number = str(next((n for n in others if f"o{n}" == name), others[0]))
    return Fault(at, message(key, id=name, number=number), message("case.another_id"))


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
            what = message("case.outside_pair", name=name)
            hint = message("case.one_of", names=", ".join(observation.between))
            yield Fault(f"{at}/{key}", what, hint)
    for place, name in enumerate(observation.between or ()):
        if name not in case.actors:
            yield _unknown(f"{at}/between/{place}", "actor", name, case.actors)
    if observation.between and len(set(observation.between)) == 1:
        yield Fault(f"{at}/between", message("case.paired_with_itself"), message("case.name_two"))
    if observation.actor is not None and observation.actor == observation.toward:
        yield Fault(f"{at}/toward", message("case.paired_with_itself"), message("case.name_two"))


# Cases are many, and the ways in which something can be coded few.
@lru_cache(maxsize=1 << 14)
def _coding(  # noqa: PLR0913 - all that the codebook has a say in
    codebook: Codebook,
    name: str,
    value: str,
    about: str | None,
    *,
    has_actor: bool,
    has_toward: bool,
) -> tuple[Fault, ...]:
    """What is wrong with value, direction and member, by where it stands in the observation."""
    return tuple(_coded(codebook, name, value, has_actor=has_actor, has_toward=has_toward)) + tuple(
        _about(codebook, name, about)
    )


def _coded(
    codebook: Codebook, name: str, value: str, *, has_actor: bool, has_toward: bool
) -> Iterator[Fault]:
    indicator = codebook.indicators[name]
    is_known = value in indicator.values
    if not is_known:
        yield _unknown("/value", "value", value, indicator.values, indicator=name)
    if indicator.scope == "directed" and not (has_actor and has_toward):
        what = message("case.no_direction", indicator=name)
        yield Fault("", what, message("case.give_direction"))
    if indicator.scope != "directed" and has_toward:
        what = message("case.direction_unwanted", indicator=name)
        yield Fault("/toward", what, message("case.leave_out", key="toward"))
    unnamed = indicator.scope == "relation" and is_known and value not in indicator.names
    if unnamed and has_actor:
        what = message("case.actor_unwanted", indicator=name, value=shown(value))
        yield Fault("/actor", what, message("case.leave_out", key="actor"))


def _about(codebook: Codebook, name: str, about: str | None) -> Iterator[Fault]:
    indicator = codebook.indicators[name]
    if indicator.about is None:
        if about is not None:
            what = message("case.about_unwanted", indicator=name)
            yield Fault("/about", what, message("case.leave_out", key="about"))
        return
    members = codebook.members(indicator)
    if about is None:
        what = message("case.about_missing", indicator=name)
        yield Fault("", what, message("case.one_of", names=", ".join(members)))
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
        what = message("case.wrong_pair", indicator=observation.indicator)
        yield Fault(f"{at}/indicator", what, message("case.leave_observation_out"))


def _unknown(
    pointer: str, sort: str, name: str, known: Iterable[str], *, indicator: str = ""
) -> Fault:
    names = tuple(known)
    near = nearest(name, names)
    hint = (
        message("case.did_you_mean", near=near)
        if near
        else message("case.one_of", names=", ".join(names))
        if names
        else None
    )
    what = message(f"case.unknown_{sort}", name=shown(name), indicator=indicator)
    return Fault(pointer, what, hint)
