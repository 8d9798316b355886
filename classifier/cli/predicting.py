"""Predict, then reveal: the case page by page, then a prediction for each question, then why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from classifier.cli.conversation import Misread, Prompt, Script, choice_of
from classifier.cli.layout import Layout
from classifier.explain.answers import answer_blocks
from classifier.explain.exercise import dimension_blocks, opening_blocks
from classifier.questions.subject import Unanswerable
from classifier.questions.training.exercise import AnswerKey, Exercise, Question, RightAnswer
from classifier.questions.training.tallying import Tally, counted, tally
from classifier.words.characters import shown
from classifier.words.language import Language, Text, message
from classifier.words.problems import nearest
from classifier.writers.blocks import Block

Votes = dict[str, int]
_WORDS = re.compile(r"\w+")
_VOTE = re.compile(r"(?P<choice>[^:]+):(?P<votes>[0-9]{1,9})")


@dataclass(slots=True)
class Predictions:
    """What was predicted so far: for each question the votes, a single answer being one."""

    votes: dict[str, Votes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Session:
    """An exercise with a room, in one language."""

    exercise: Exercise
    key: AnswerKey
    language: Language
    layout: Layout

    def script(self, made: Predictions) -> Script:
        """Everything there is to read, to predict and to reveal."""
        for page in self._pages():
            yield self._page(page)
        answers = {answer.typology: answer for answer in self.key.answers}
        for place, question in enumerate(self.exercise.questions, start=1):
            answer = answers[question.typology]
            votes = yield self._asked(question, answer, place)
            made.votes[question.typology] = votes
            yield self._page(answer_blocks(self.key, answer, counted(question, answer, votes)))

    def tally(self, made: Predictions) -> Tally:
        """The predictions against the key."""
        return tally(self.exercise, self.key, made.votes)

    def _pages(self) -> Iterator[Iterable[Block]]:
        yield opening_blocks(self.exercise)
        if not self.exercise.dimensions:
            yield [Block("paragraph", message("exercise.nothing_told"))]
        for dimension in self.exercise.dimensions:
            yield dimension_blocks(dimension)

    def _page(self, blocks: Iterable[Block]) -> Prompt:
        """Something to read before going on."""
        text = self.layout.text(blocks, self.language)
        return Prompt(
            self._say("go_on"), _enter, page=text.strip("\n") + "\n", more=self._say("keys")
        )

    def _asked(self, question: Question, answer: RightAnswer, place: int) -> Prompt:
        means = (
            message("exercise.choice", choice=choice.label, means=choice.means)
            for choice in question.choices
        )
        return Prompt(
            self._said(question.question),
            _reader(question, answer, self.language),
            heading=f"[{place}/{len(self.exercise.questions)}] {self._said(question.label)}",
            choices=tuple((self._said(choice.label), "") for choice in question.choices),
            below=(self._say("how_to_answer"),),
            more="\n".join(map(self._said, means)),
        )

    def _said(self, of: Text) -> str:
        return of.said_in(self.language)

    def _say(self, key: str) -> str:
        return self._said(message(f"exercise.{key}"))


def _enter(line: str) -> None:
    if line:
        raise Misread(message("exercise.only_enter"))


def _reader(question: Question, answer: RightAnswer, language: Language) -> Callable[[str], Votes]:
    """Read one choice, or the votes of a room."""

    def read(line: str) -> Votes:
        if not line:
            raise Misread(message("exercise.predict_first"))
        if ":" not in line:
            return {_choice(line, question, language): 1}
        votes: Votes = {}
        for word in re.sub(r"\s*:\s*", ":", line).replace(",", " ").split():
            vote = _VOTE.fullmatch(word)
            if vote is None:
                raise Misread(message("exercise.bad_votes", word=shown(word)))
            name = _choice(vote["choice"], question, language)
            if name in votes:
                raise Misread(message("exercise.voted_twice", choice=name))
            votes[name] = int(vote["votes"])
        return _held(votes, question, answer)

    return read


def _held(votes: Votes, question: Question, answer: RightAnswer) -> Votes:
    """Votes that can be counted."""
    if not votes:
        raise Misread(message("exercise.predict_first"))
    try:
        counted(question, answer, votes)
    except Unanswerable as unanswerable:
        raise Misread(unanswerable.what) from None
    return votes


def _choice(word: str, question: Question, language: Language) -> str:
    """The choice meant by its number, its id, what it is called, or words of its name alone."""
    names = [choice.id for choice in question.choices]
    called = {choice.label.said_in(language).casefold(): choice.id for choice in question.choices}
    said = word.strip().casefold()
    try:
        return called.get(said) or choice_of(said, names)
    except Misread:
        words = set(_WORDS.findall(said))
        having = [name for name in called if words and words <= set(_WORDS.findall(name))]
        if len(having) == 1:
            return called[having[0]]
        near = nearest(said, [*names, *called])
        if near is None:
            raise
        raise Misread(message("exercise.no_such_choice", word=shown(word), near=near)) from None
