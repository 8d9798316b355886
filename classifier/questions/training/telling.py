"""What is told of a relation, for people who are to judge it themselves.

Everything told stands here once, by dimension, with who says so. How strong it is, what outweighs
it and what follows from it are left out: to see that is the exercise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from classifier.case.relations import Key, Value
from classifier.questions.subject import Subject
from classifier.questions.supposing.changes import in_codebook_order
from classifier.questions.testimony import coded, voices
from classifier.words.language import Text


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing said on a point, and who says so."""

    statement: str
    """In the one-line form."""
    value: Text
    says: Text
    """The point and the value."""
    observations: tuple[str, ...]
    sources: tuple[str, ...]
    quotes: tuple[Text, ...]
    """Words of the sources."""
    derived: bool
    """Read off the actors' kinds, and not coded."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A point on which something is told; values that contradict each other stand together."""

    indicator: str
    says: Text
    """What the point is about."""
    told: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Dimension:
    """What is told on one dimension of the codebook."""

    id: str
    label: Text
    facts: tuple[Fact, ...]


def told_by_dimension(subject: Subject, *, quotes: bool) -> tuple[Dimension, ...]:
    """Everything that is told, in the order of the codebook; empty dimensions are left out."""
    codebook = subject.rulebook.codebook
    facts: dict[str, list[Fact]] = {name: [] for name in codebook.dimensions}
    for key in in_codebook_order(subject, subject.relation.told):
        dimension = codebook.indicators[key.indicator].dimension
        facts[dimension].append(fact_of(subject, key, quotes=quotes))
    return tuple(
        Dimension(name, codebook.dimensions[name].label, tuple(several))
        for name, several in facts.items()
        if several
    )


def fact_of(subject: Subject, key: Key, *, quotes: bool) -> Fact:
    """All that is told of one key."""
    values = subject.relation.told[key]
    sayings = tuple(_saying(subject, key, value, quotes=quotes) for value in values)
    return Fact(key.indicator, subject.naming.topic(key), sayings)


def _saying(subject: Subject, key: Key, value: Value, *, quotes: bool) -> Saying:
    naming, pooled = subject.naming, subject.relation.told[key][value]
    observations = coded(subject.case, pooled.observations)
    words = [one.quote for one in observations if one.quote] if quotes else []
    return Saying(
        statement=naming.statement(key, value),
        value=naming.value(key, value),
        says=naming.told(key, value),
        observations=pooled.observations,
        sources=voices(observations),
        quotes=tuple(dict.fromkeys(words)),
        derived=pooled.derived,
    )


def sayings_of(dimensions: Iterable[Dimension]) -> Iterator[Saying]:
    """Everything said, one after the other."""
    return (saying for one in dimensions for fact in one.facts for saying in fact.told)
