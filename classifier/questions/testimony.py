"""What is told of a relation, with who says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from classifier.case.model import Case, Observation, Source
from classifier.case.relations import Key, Value, passed_on
from classifier.logic.evidence import STRENGTHS, Strength
from classifier.questions.subject import Slot, Subject
from classifier.words.language import Text


@dataclass(frozen=True, slots=True)
class SourcedStatement:
    """A statement, and the observations and sources that it rests on."""

    statement: str
    """In the one-line form."""
    says: Text
    strength: Strength | None
    observations: tuple[str, ...]
    sources: tuple[str, ...]
    derived: bool
    """Read off the actors' kinds, and not coded."""
    outweighed: bool
    """A stronger value of the same key excludes it."""


@dataclass(frozen=True, slots=True)
class Testimony:
    """All that is told of one key; of a key whose values hold together, one value."""

    says: Text
    """What it is about."""
    statements: tuple[SourcedStatement, ...]


def said_of(subject: Subject, key: Key, value: Value) -> SourcedStatement:
    """A value that is told of the relation, with who says so."""
    values = subject.relation.told[key]
    pooled = values[value]
    together = subject.rulebook.codebook.indicators[key.indicator].together
    return SourcedStatement(
        statement=subject.naming.statement(key, value),
        says=subject.naming.told(key, value),
        strength=STRENGTHS[pooled.strength],
        observations=pooled.observations,
        sources=voices(coded(subject.case, pooled.observations)),
        derived=pooled.derived,
        outweighed=value not in passed_on(values, together=together),
    )


def point_of(subject: Subject, slot: Slot) -> Testimony:
    """What is told of a slot, with who says so."""
    return Testimony(subject.topic(slot), said_at(subject, slot))


def said_at(subject: Subject, slot: Slot) -> tuple[SourcedStatement, ...]:
    """Everything that is told of a slot."""
    return tuple(said_of(subject, slot.key, value) for value in subject.told_at(slot))


def sources_of(subject: Subject) -> dict[str, Source]:
    """The sources of the case; an answer is to be shared, so without the notes on them."""
    sources = subject.case.sources.items()
    return {name: source.model_copy(update={"note": None}) for name, source in sources}


def coded(case: Case, names: Iterable[str]) -> list[Observation]:
    """The observations of these names; what is supposed is none of the case."""
    by_id = dict(zip(case.observation_ids(), case.observations, strict=True))
    return [by_id[name] for name in names if name in by_id]


def voices(observations: Iterable[Observation]) -> tuple[str, ...]:
    """The sources of observations, each once."""
    return tuple(dict.fromkeys(source for one in observations for source in one.sources))
