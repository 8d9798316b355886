"""The points of the codebook as the page shows them: what is told of each, and what else could be.

A point is what one change changes: it has the values that are told with who says so, and every
value that could be supposed instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from classifier.case.relations import Key, values_of
from classifier.explain.words import coded_in
from classifier.questions.subject import Subject
from classifier.questions.supposing.changes import in_codebook_order
from classifier.questions.training.telling import Fact, fact_of
from classifier.rulebook.codebook import Indicator
from classifier.words.language import Text

PLACES: dict[str, tuple[tuple[int | None, int | None], ...]] = {
    "relation": ((None, None),),
    "actor": ((0, None), (1, None)),
    "directed": ((0, 1), (1, 0)),
}
"""Of whom and towards whom an indicator may be asked, by its scope."""


@dataclass(frozen=True, slots=True)
class PointOption:
    """A value that a point may have."""

    statement: str
    """In the one-line form."""
    label: Text
    when: Text
    """When the codebook would have it coded."""
    told: bool


@dataclass(frozen=True, slots=True)
class Point:
    """What is asked, what is told, and what might be."""

    slot: str
    """In the one-line form, without a value."""
    term: str
    label: Text
    question: Text
    told: Fact | None
    options: tuple[PointOption, ...]
    several: bool
    """Several values may hold at once; each is a change of its own."""
    coded: bool
    """Somebody coded it, so it can be unset."""


@dataclass(frozen=True, slots=True)
class Topic:
    """The points of one indicator."""

    label: Text
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class PointGroup:
    """The points of one dimension: those of which something is told, and the others."""

    id: str
    label: Text
    told: tuple[Topic, ...]
    open: tuple[Topic, ...]


def groups_of(subject: Subject) -> tuple[PointGroup, ...]:
    """Every point of the codebook that a relation may have, by dimension."""
    codebook = subject.rulebook.codebook
    told = subject.relation.told
    keys = in_codebook_order(subject, {*told, *_keys(subject)})
    return tuple(
        PointGroup(
            name,
            dimension.label,
            tuple(_topics(subject, (k for k in keys if k in told and _is_of(subject, k, name)))),
            tuple(
                _topics(subject, (k for k in keys if k not in told and _is_of(subject, k, name)))
            ),
        )
        for name, dimension in codebook.dimensions.items()
    )


def _is_of(subject: Subject, key: Key, dimension: str) -> bool:
    return subject.rulebook.codebook.indicators[key.indicator].dimension == dimension


def _keys(subject: Subject) -> Iterator[Key]:
    """Every key that could be coded of a relation, with the members the codebook names."""
    codebook = subject.rulebook.codebook
    for name, indicator in codebook.indicators.items():
        if indicator.only in (None, subject.relation.pairing):
            for actor, toward in PLACES[indicator.scope]:
                for about in tuple(codebook.members(indicator)) or (None,):
                    yield Key(name, actor, toward, about)


def _topics(subject: Subject, keys: Iterator[Key]) -> Iterator[Topic]:
    indicators = subject.rulebook.codebook.indicators
    for name, several in groupby(keys, lambda key: key.indicator):
        points = tuple(_point(subject, key, indicators[name]) for key in several)
        yield Topic(indicators[name].label, points)


def _point(subject: Subject, key: Key, indicator: Indicator) -> Point:
    naming = subject.naming
    told = subject.relation.told.get(key, {})
    options = tuple(
        PointOption(
            statement=naming.statement(key, value),
            label=naming.value(key, value),
            when=indicator.values[value.word].when,
            told=value in told,
        )
        for value in values_of(indicator)
    )
    return Point(
        slot=naming.key(key),
        term=coded_in(key.indicator),
        label=naming.topic(key),
        question=naming.question(key),
        told=fact_of(subject, key, quotes=True) if told else None,
        options=options,
        several=indicator.together,
        coded=any(not pooled.derived for pooled in told.values()),
    )
