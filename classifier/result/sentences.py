"""Sentences on one relation: the words of the rulebook with the names of the actors put in.

Nothing is said before somebody asks for it. What is asked for is named by ids, so that a relation
that was just judged and one that was read back from a kept result are told in the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from classifier.case.model import Actor
from classifier.logic.evidence import State
from classifier.result.proof import (
    FoundStep,
    Judgement,
    Reason,
    Remark,
    Statement,
    Step,
    ToldStep,
)
from classifier.result.words import Words
from classifier.words.language import Text, in_turn, listed, message, text_of


@dataclass(frozen=True, slots=True)
class Sentences:
    """Says what ids stand for, of one pair of actors."""

    words: Words
    actors: Mapping[str, Actor]
    pair: tuple[str, str]

    def actor(self, name: str) -> Text:
        """What an actor is called."""
        return self.actors[name].name

    def letters(self) -> dict[str, Text]:
        """The letters that every sentence may use: `a` and `b`, `g` and `n`."""
        first, second = map(self.actor, self.pair)
        return {"a": first, "b": second, "g": first, "n": second}

    # What is told.

    def told(self, of: Statement) -> Text:
        """A statement in words: `capacity (LKS; funds): weak`."""
        topic = self.topic(of.indicator, of.actor, of.toward, of.about)
        return _of(topic, self.value(of.indicator, of.value, of.named))

    def topic(
        self, indicator: str, actor: str | None, toward: str | None, about: str | None
    ) -> Text:
        """What something is told of: `capacity (LKS; funds)`."""
        inside = []
        if actor is not None and toward is not None:
            inside.append(message("naming.toward", x=self.actor(actor), y=self.actor(toward)))
        elif actor is not None:
            inside.append(self.actor(actor))
        if about is not None:
            inside.append(self.member(indicator, about))
        label = self.words.indicators[indicator].label
        if not inside:
            return label
        within = in_turn(inside)
        return Text(id=f"{label.id} ({within.id})", en=f"{label.en} ({within.en})")

    def member(self, indicator: str, about: str) -> Text:
        """The label of a member of an indicator's list; of an open list, the text itself."""
        members = self.words.lists.get(self.words.indicators[indicator].about or "", {})
        return members.get(about) or text_of(about)

    def value(self, indicator: str, value: str, named: str | None) -> Text:
        """A value in words, with the actor it names."""
        label = self.words.indicators[indicator].values[value]
        if named is None:
            return label
        return message("naming.named", value=label, actor=self.actor(named))

    def asked(self, step: Step) -> Text:
        """What a step asks of the case."""
        if isinstance(step, FoundStep):
            return self.found(step, holds=not step.negated)
        if not isinstance(step, ToldStep):
            return message(f"naming.{step.joined}" if step.parts else "naming.no_member")
        labels = self.words.indicators[step.indicator].values
        about = None if step.anything else step.about
        topic = self.topic(step.indicator, step.actor, step.toward, about)
        asked = _of(topic, listed([labels[word] for word in step.values], last="or"))
        return message("naming.not", of=asked) if step.negated else asked

    # What is concluded.

    def finding(self, step: FoundStep) -> Text:
        """A finding as the evidence has it: that it is so, or is not; that it is if undecided."""
        return self.found(step, holds=step.state is not State.UNMET)

    def found(self, step: FoundStep, *, holds: bool) -> Text:
        """That a finding is so, or that it is not."""
        words = self.words.findings[step.finding]
        return self._filled(words.holds if holds else words.fails, step.binding)

    def because(self, reason: Reason) -> Text:
        """What a rule says, members enumerated over all the ways in which it holds."""
        letters = dict.fromkeys(letter for way in reason.ways for letter in way.members)
        members = {
            letter: listed(
                [
                    self._member(letter, name)
                    for name in dict.fromkeys(way.members[letter] for way in reason.ways)
                ]
            )
            for letter in letters
        }
        return self._filled(self.words.rules[reason.rule].because, reason.binding, members)

    def criterion(self, name: str, *, holds: bool) -> Text:
        """That a criterion is met, or that it is not."""
        words = self.words.criteria[name]
        return self._filled(words.holds if holds else words.fails, {})

    def judged(self, of: Judgement) -> Text | None:
        """A criterion as the evidence has it; None if undecided."""
        decided = of.state in (State.MET, State.UNMET)
        return self.criterion(of.id, holds=of.state is State.MET) if decided else None

    def remark(self, of: Remark, pattern: str) -> Text:
        """What a remark says of a verdict, of which this is the pattern (`TYPOLOGY/PATTERN`)."""
        if of.reason is not None:
            return self.because(of.reason)
        if of.unusual_with is not None:
            return self.words.patterns[pattern].unusual_with[of.unusual_with]
        if of.observation is not None:
            return message("judging.rests_on_one", observation=of.observation)
        return message("judging.gate_contested")

    def item(self, checklist: str, name: str) -> Text:
        """A point of a checklist; one that an open list does not name is its own text."""
        words = self.words.checklists[checklist]
        if name in words.items:
            return words.items[name].label
        return self.words.lists.get(words.members or "", {}).get(name) or text_of(name)

    # Letters.

    def _filled(
        self, sentence: Text, binding: Mapping[str, str], members: Mapping[str, Text] = {}
    ) -> Text:
        bound = {letter: self._bound(letter, name) for letter, name in binding.items()}
        return sentence.filled(**self.letters(), **bound, **members)

    def _bound(self, letter: str, name: str) -> Text:
        return self._member(letter, name) if letter in self.words.letters else self.actor(name)

    def _member(self, letter: str, name: str) -> Text:
        return self.words.lists[self.words.letters[letter]][name]


def in_works(words: Words, reference: Iterable[str]) -> tuple[tuple[str, Text, str], ...]:
    """Works with their pages: the id, how it is cited, and which pages."""
    parts = (one.partition(":") for one in reference)
    return tuple((work, words.references[work].cite, pages) for work, _, pages in parts)


def _of(topic: Text, value: Text) -> Text:
    return Text(id=f"{topic.id}: {value.id}", en=f"{topic.en}: {value.en}")
