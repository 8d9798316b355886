"""Putting names to what the program numbers: ids for machines, labels for people.

A relation's places become its actors' ids in written statements and their names in sentences.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from classifier.case.model import Case
from classifier.case.relations import Key, Pooled, Relation, Value
from classifier.logic.evidence import STRENGTHS
from classifier.logic.letters import others
from classifier.logic.program import FindingAt, Observable
from classifier.result.proof import FoundStep, Statement, ToldStep
from classifier.result.sentences import Sentences
from classifier.result.words import words_of
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

    @cached_property
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

    def asked(self, of: Observable, *, anything: bool = False) -> ToldStep:
        """A condition on one key, as a step of which nothing is told yet."""
        named = {value.named for value in of.values}
        return ToldStep(
            indicator=of.key.indicator,
            values=self._words(of.key, of.values),
            actor=self._id(of.key.actor),
            toward=self._id(of.key.toward),
            about=ANY_MEMBER if anything else of.key.about,
            named=None if None in named else self._id(named.pop()),
            only_against=self._only_against(of),
            anything=anything,
        )

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

    def _words(self, key: Key, values: Iterable[Value]) -> tuple[str, ...]:
        """The words of values, in the order of the codebook."""
        words = {value.word for value in values}
        known = self.rulebook.codebook.indicators[key.indicator].values
        return tuple(words) if len(words) == 1 else tuple(w for w in known if w in words)

    def _only_against(self, of: Observable) -> tuple[str, ...]:
        """What speaks against a condition, if a rule has narrowed that down."""
        if of.against == others(self.rulebook.codebook.indicators[of.key.indicator], of.values):
            return ()
        return self._words(of.key, of.against) or ("nothing",)
