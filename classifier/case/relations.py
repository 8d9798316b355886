"""Splitting a case into relations, and pooling what its sources say of each.

A relation is a pair of actors in a period; it is what gets a verdict. Observations of the same key
and value are pooled over their sources, and what the sources amount to is a strength (a decision
of this project, after the triangulation of sources in the paper).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations
from math import comb
from typing import NamedTuple

from classifier.case.model import Case, FieldObservation, Interview, Observation, Source
from classifier.rulebook.codebook import DERIVED, Codebook, Indicator, Pairing, Scope, in_order


class Key(NamedTuple):
    """What is asked of a relation: an indicator, of whom (place 0, 1), towards whom, about what."""

    indicator: str
    actor: int | None = None
    toward: int | None = None
    about: str | None = None


class Value(NamedTuple):
    """An answer: the coded word and, where it names an actor, that actor's place."""

    word: str
    named: int | None = None

    def excludes(self, other: Value) -> bool:
        """Whether both cannot hold: other words, or the same word of another actor.

        A value that names nobody is less specific than one that does; they can both hold.
        """
        if self.word != other.word:
            return True
        return self.named != other.named and None not in (self.named, other.named)


class Pooled(NamedTuple):
    """What the sources of a value amount to: strength 1-3, and the observations that say so."""

    strength: int
    observations: tuple[str, ...]
    derived: bool = False
    supposed: bool = False
    """Nobody observed it."""


Told = Mapping[Key, Mapping[Value, Pooled]]
"""All that is told of a relation."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Two actors in a period and what is told of them; a government comes first."""

    actors: tuple[str, str]
    period: str | None
    pairing: Pairing | None
    told: Told


MAX_RELATIONS = 500
"""So many relations may a case have: 32 actors make about as many, each with each other."""
CLAIMED, REPORTED, CORROBORATED = 1, 2, 3
"""How strong something told can be; 0 is not told. `logic.evidence` names them for readers."""


def relations_of(case: Case, codebook: Codebook) -> tuple[Relation, ...]:
    """Every relation of the case: each observed pair, in each declared period."""
    pairs = [_ordered(case, pair) for pair in observed_pairs(case)]
    by_id = tuple(zip(case.observation_ids(), case.observations, strict=True))
    return tuple(
        _relation(case, codebook, pair, period, by_id)
        for pair in pairs
        for period in (tuple(case.periods) or (None,))
    )


def passed_on(values: Mapping[Value, Pooled], *, together: bool) -> dict[Value, int]:
    """The strengths of values that no stronger value excludes; the others are outweighed.

    From the strongest down: what is outweighed itself outweighs nothing.
    """
    passed: dict[Value, int] = {}
    for value, pooled in sorted(values.items(), key=lambda item: -item[1].strength):
        outweighed = any(
            value.excludes(other) and strength > pooled.strength
            for other, strength in passed.items()
        )
        if together or not outweighed:
            passed[value] = pooled.strength
    return passed


def strength_of(sources: Iterable[Source], pair: tuple[str, str]) -> int:
    """By how many kinds of voice, or whose.

    Voices of two kinds or of two actors corroborate each other. A single voice that is no party
    reports. A party speaking alone, the text of an agreement, an unnamed party or no source at all
    is a claim: so practice outranks paper, and one side's word stays that side's word.
    """
    kinds, actors = set(), set()
    for source in sources:
        if isinstance(source, Interview):
            if source.speaks_for == "unknown":
                continue
            kinds.add("interview")
            actors.add(source.speaks_for)
        elif isinstance(source, FieldObservation) or not source.formal:
            kinds.add(source.kind)
    if len(kinds) > 1 or len(actors - {"independent"}) > 1:
        return CORROBORATED
    return REPORTED if kinds - {"interview"} or actors - set(pair) else CLAIMED


def observed_pairs(case: Case) -> list[tuple[str, str]]:
    """The pairs of actors that are judged: those named, or all if none is."""
    return _named_pairs(case) or list(combinations(case.actors, 2))


def relation_count(case: Case) -> int:
    """How many relations a case has, be they too many to be made."""
    pairs = len(_named_pairs(case)) or comb(len(case.actors), 2)
    return pairs * (len(case.periods) or 1)


def _named_pairs(case: Case) -> list[tuple[str, str]]:
    """The pairs that observations name, in the order of the case's actors."""
    turns = {name: turn for turn, name in enumerate(case.actors)}
    named = {
        tuple(sorted(turns[name] for name in {*pair} if name in turns))
        for o in case.observations
        for pair in (o.between or (o.actor, o.toward),)
    }
    names = [*case.actors]
    return [(names[pair[0]], names[pair[1]]) for pair in sorted(named) if len(pair) > 1]


def _ordered(case: Case, pair: tuple[str, str]) -> tuple[str, str]:
    first, second = pair
    return pair if in_order(case.actors[first].kind, case.actors[second].kind) else (second, first)


def _relation(
    case: Case,
    codebook: Codebook,
    pair: tuple[str, str],
    period: str | None,
    by_id: tuple[tuple[str, Observation], ...],
) -> Relation:
    pairing = codebook.pairing(*(case.actors[a].kind for a in pair))
    gathered: dict[Key, dict[Value, list[tuple[str, Observation]]]] = {}
    for name, observation in by_id:
        indicator = codebook.indicators[observation.indicator]
        if _speaks_of(observation, indicator, pair, period, pairing):
            for key, value in keyed(observation, indicator, pair):
                gathered.setdefault(key, {}).setdefault(value, []).append((name, observation))

    @cache
    def strength(sources: tuple[str, ...]) -> int:
        return strength_of([case.sources[name] for name in sources], pair)

    told: dict[Key, Mapping[Value, Pooled]] = {}
    for key, values in gathered.items():
        told[key] = pooled = {}
        for value, several in values.items():
            sources = tuple([source for _, one in several for source in one.sources])
            pooled[value] = Pooled(strength(sources), tuple([name for name, _ in several]))
    derived = derived_values(codebook, [case.actors[a].kind for a in pair])
    return Relation(pair, period, pairing, {**derived, **told})


def _speaks_of(
    observation: Observation,
    indicator: Indicator,
    pair: tuple[str, str],
    period: str | None,
    pairing: Pairing | None,
) -> bool:
    if observation.period not in (None, period) or indicator.only not in (None, pairing):
        return False
    if observation.between:
        return observation.between in (pair, pair[::-1])
    actor, toward = observation.actor, observation.toward
    return (actor is None or actor in pair) and (toward is None or toward in pair)


def keyed(
    observation: Observation, indicator: Indicator, pair: tuple[str, str]
) -> tuple[tuple[Key, Value], ...]:
    """The key and value of an observation; without an actor it holds for each of them."""
    actor, toward = observation.actor, observation.toward
    return _keyed(
        indicator.scope,
        Key(
            observation.indicator,
            None if actor is None else pair.index(actor),
            None if toward is None else pair.index(toward),
            observation.about,
        ),
        observation.value,
    )


@lru_cache(maxsize=1 << 14)
def _keyed(scope: Scope, written: Key, word: str) -> tuple[tuple[Key, Value], ...]:
    match scope:
        case "relation":
            return ((written._replace(actor=None), Value(word, written.actor)),)
        case "directed":
            return ((written, Value(word)),)
        case "actor":
            places = (0, 1) if written.actor is None else (written.actor,)
            return tuple((written._replace(actor=place), Value(word)) for place in places)


def derived_values(codebook: Codebook, kinds: Sequence[str]) -> Told:
    """What is read off the actors' kinds of keys that nobody coded; `other` tells nothing."""
    value = Value(DERIVED[kinds[0] != kinds[1]])
    return {
        Key(name): {value: Pooled(REPORTED, (), derived=True)}
        for name, indicator in codebook.indicators.items()
        if indicator.derived and "other" not in kinds
    }


def values_of(indicator: Indicator) -> tuple[Value, ...]:
    """Every value that can be coded, with each place that it may name."""
    return tuple(
        Value(word, place)
        for word in indicator.values
        for place in ((None, 0, 1) if word in indicator.names else (None,))
    )
