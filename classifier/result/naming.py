"""Putting names to what the program numbers: ids for machines, labels for people.

A relation's places become its actors' ids in written statements and their names in sentences.
"""

from __future__ import annotations

from dataclasses import dataclass

from classifier.case.model import Case
from classifier.case.relations import Key, Relation, Value
from classifier.logic.program import FindingAt, Observable
from classifier.rulebook.codebook import Codebook
from classifier.rulebook.notation import written
from classifier.words.language import Text, listed, message, text_of


@dataclass(frozen=True, slots=True)
class Naming:
    """The names of one relation."""

    case: Case
    codebook: Codebook
    relation: Relation

    def actor(self, place: int) -> Text:
        """The name of the actor at a place."""
        return self.case.actors[self.relation.actors[place]].name

    def pair(self) -> dict[str, Text]:
        """The letters that every sentence may use: `a` and `b`, `g` and `n`."""
        first, second = self.actor(0), self.actor(1)
        return {"a": first, "b": second, "g": first, "n": second}

    def statement(self, key: Key, value: Value) -> str:
        """A told value in the one-line form."""
        actor = key.actor if value.named is None else value.named
        return self._written(key, actor, value.word)

    def condition(self, of: Observable | FindingAt) -> str:
        """A proposition in the one-line form."""
        if isinstance(of, Observable):
            named = {value.named for value in of.values}
            actor = of.key.actor if None in named else named.pop()
            return self._written(of.key, actor, " or ".join(self._words(of)))
        actors = [self.relation.actors[place] for place in of.actors]
        return written(
            of.name,
            actor=actors[0] if actors else None,
            toward=actors[1] if len(actors) > 1 else None,
            about=of.about,
        )

    def member(self, indicator: str, about: str) -> Text:
        """The label of a member of an indicator's list; of an open list, the text itself."""
        members = self.codebook.members(self.codebook.indicators[indicator])
        return members[about].label if about in members else text_of(about)

    def told(self, key: Key, value: Value) -> Text:
        """A told value in words: `capacity (LKS; funds): weak`."""
        return _told(self.topic(key), self.value(key, value))

    def asked(self, of: Observable, *, any_member: bool = False) -> Text:
        """What a condition asks, in words."""
        values = self.codebook.indicators[of.key.indicator].values
        label = listed([values[word].label for word in self._words(of)], last="or")
        key = of.key._replace(about=None) if any_member else of.key
        return _told(self.topic(key), label)

    def value(self, key: Key, value: Value) -> Text:
        """A value in words, with the actor it names."""
        label = self.codebook.indicators[key.indicator].values[value.word].label
        if value.named is None:
            return label
        return message("naming.named", value=label, actor=self.actor(value.named))

    def question(self, key: Key) -> Text:
        """The codebook's question for a key, with the actors' names."""
        names = self.pair()
        if key.actor is not None:
            names["actor"] = self.actor(key.actor)
        if key.toward is not None:
            names["toward"] = self.actor(key.toward)
        if key.about is not None:
            names["about"] = self.member(key.indicator, key.about)
        return self.codebook.indicators[key.indicator].question.filled(**names)

    def key(self, key: Key) -> str:
        """A key in the one-line form, without a value."""
        return self._written(key, key.actor, None)

    def topic(self, key: Key) -> Text:
        """What a key is about, in words: `capacity (LKS; funds)`."""
        label = self.codebook.indicators[key.indicator].label
        inside = []
        if key.actor is not None and key.toward is not None:
            inside.append(
                message("naming.toward", x=self.actor(key.actor), y=self.actor(key.toward))
            )
        elif key.actor is not None:
            inside.append(self.actor(key.actor))
        if key.about is not None:
            inside.append(self.member(key.indicator, key.about))
        if not inside:
            return label
        return Text(
            id=f"{label.id} ({'; '.join(t.id for t in inside)})",
            en=f"{label.en} ({'; '.join(t.en for t in inside)})",
        )

    def _words(self, of: Observable) -> list[str]:
        if len(of.values) == 1:
            return [value.word for value in of.values]
        words = {value.word for value in of.values}
        return [word for word in self.codebook.indicators[of.key.indicator].values if word in words]

    def _written(self, key: Key, actor: int | None, value: str | None) -> str:
        actors = self.relation.actors
        return written(
            key.indicator,
            actor=None if actor is None else actors[actor],
            toward=None if key.toward is None else actors[key.toward],
            about=key.about,
            value=value,
        )


def _told(asked: Text, value: Text) -> Text:
    return Text(id=f"{asked.id}: {value.id}", en=f"{asked.en}: {value.en}")
