"""Putting names to what the program numbers: ids for machines, labels for people.

A relation's places become its actors' ids in written statements and their names in sentences.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypedDict

from classifier.case.model import Case
from classifier.case.relations import Key, Pooled, Relation, Value
from classifier.logic.evidence import STRENGTHS
from classifier.logic.letters import others
from classifier.logic.program import FindingAt, Observable
from classifier.result.once import once
from classifier.result.proof import FoundStep, Statement
from classifier.result.sentences import Sentences
from classifier.result.words import words_of
from classifier.rulebook.codebook import Indicator
from classifier.rulebook.conditions import ANY_MEMBER
from classifier.rulebook.model import Rulebook
from classifier.rulebook.notation import written
from classifier.words.language import Text

UNHEARD = Pooled(1, ())


@dataclass(frozen=True)
class Naming:
    """The names of one relation."""

    case: Case
    rulebook: Rulebook
    relation: Relation

    @once
    def sentences(self) -> Sentences:
        """What ids stand for."""
        return Sentences(words_of(self.rulebook), self.case.actors, self.relation.actors)

    def actor(self, place: int) -> Text:
        """The name of the actor at a place."""
        return self.sentences.actor(self.relation.actors[place])

    def told(self, key: Key, value: Value) -> Text:
        """A told value in words: `capacity (LKS; funds): weak`."""
        return self.sentences.told(self.stated(key, value))

    def statement(self, key: Key, value: Value) -> str:
        """A told value in the one-line form."""
        return self.stated(key, value).id

    def stated(self, key: Key, value: Value, pooled: Pooled = UNHEARD) -> Statement:
        """A value of a key as a statement, with who says so."""
        strength = STRENGTHS[pooled.strength]
        assert strength is not None  # noqa: S101 - what is told has a strength
        return Statement(
            indicator=key.indicator,
            value=value.word,
            strength=strength,
            observations=pooled.observations,
            actor=self._id(key.actor),
            toward=self._id(key.toward),
            about=key.about,
            named=self._id(value.named),
            derived=pooled.derived,
        )

    def value(self, key: Key, value: Value) -> Text:
        """A value in words, with the actor it names."""
        return self.sentences.value(key.indicator, value.word, self._id(value.named))

    def topic(self, key: Key) -> Text:
        """What a key is about, in words: `capacity (LKS; funds)`."""
        return self.sentences.topic(
            key.indicator, self._id(key.actor), self._id(key.toward), key.about
        )

    def key(self, key: Key) -> str:
        """A key in the one-line form, without a value."""
        actor, toward = self._id(key.actor), self._id(key.toward)
        return written(key.indicator, actor=actor, toward=toward, about=key.about)

    def question(self, key: Key) -> Text:
        """The codebook's question for a key, with the actors' names."""
        names = self.sentences.letters()
        if key.actor is not None:
            names["actor"] = self.actor(key.actor)
        if key.toward is not None:
            names["toward"] = self.actor(key.toward)
        if key.about is not None:
            names["about"] = self.sentences.member(key.indicator, key.about)
        return self.rulebook.codebook.indicators[key.indicator].question.filled(**names)

    def asked(self, of: Observable, *, anything: bool = False) -> Asking:
        """What a condition on one key asks; of `any` member if nothing is told of one."""
        values, named, only_against = _read(self.rulebook, of)
        return {
            "indicator": of.key.indicator,
            "actor": self._id(of.key.actor),
            "toward": self._id(of.key.toward),
            "about": ANY_MEMBER if anything else of.key.about,
            "named": self._id(named),
            "values": values,
            "only_against": only_against,
            "anything": anything,
        }

    def found(self, at: FindingAt) -> FoundStep:
        """A finding, as a step of which nothing is known yet."""
        head = self.rulebook.findings[at.name].head
        actors = (self.relation.actors[place] for place in at.actors)
        binding = dict(zip(head.actors, actors, strict=True))
        if head.about and at.about:
            binding[head.about] = at.about
        return FoundStep(finding=at.name, binding=binding)

    def _id(self, place: int | None) -> str | None:
        return None if place is None else self.relation.actors[place]


class Asking(TypedDict):
    """The fields of a step that asks something of one key."""

    indicator: str
    actor: str | None
    toward: str | None
    about: str | None
    named: str | None
    values: tuple[str, ...]
    only_against: tuple[str, ...]
    anything: bool


@lru_cache(maxsize=1 << 13)
def _read(
    rulebook: Rulebook, of: Observable
) -> tuple[tuple[str, ...], int | None, tuple[str, ...]]:
    """The values asked for, the place they name, and what alone speaks against them."""
    indicator = rulebook.codebook.indicators[of.key.indicator]
    places = {value.named for value in of.values}
    values, against = (_words(indicator, several) for several in (of.values, of.against))
    narrowed = () if of.against == others(indicator, of.values) else against or ("nothing",)
    return values, None if None in places else places.pop(), narrowed


def _words(indicator: Indicator, values: Iterable[Value]) -> tuple[str, ...]:
    """The words of values, in the order of the codebook."""
    words = {value.word for value in values}
    return tuple(word for word in indicator.values if word in words)
