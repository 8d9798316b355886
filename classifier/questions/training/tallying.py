"""A show of hands, held against the answer key. Whoever did not vote has said nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from classifier.questions.subject import About, NoSuchPattern, Unanswerable, known_names
from classifier.questions.training.exercise import AnswerKey, Exercise, Mark, Question, RightAnswer
from classifier.words.characters import shown
from classifier.words.language import Text, message

MOST_VOTES = 1_000_000
"""No room is larger; a larger number is a slip of the hand."""


class Miscounted(Unanswerable):
    """A number of votes is no number of votes."""


@dataclass(frozen=True, slots=True)
class Count:
    """The votes for one choice."""

    choice: str
    label: Text
    means: Text
    votes: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Counted:
    """The votes on one question."""

    typology: str
    label: Text
    counts: tuple[Count, ...]
    """Every choice, in the order of the question."""
    total: int
    """0 if nobody voted, which says nothing of what anybody thinks."""
    right: int
    near: int
    most: tuple[str, ...]
    """The most frequent choice, or several with the same number of votes; none without votes."""
    most_labels: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes on every question of an exercise."""

    schema: Literal["kemitraan/exercise-tally/1"]
    about: About
    questions: tuple[Counted, ...]
    total: int
    right: int
    near: int


def tally(exercise: Exercise, key: AnswerKey, votes: Mapping[str, Mapping[str, int]]) -> Tally:
    """Count the votes, given for each typology as the number of hands for each choice.

    The key is that of the exercise. Raises `NoSuchPattern` with the nearest known name if there is
    no such question or choice, and `Miscounted` if a number is none.
    """
    known = {one.typology: one for one in exercise.questions}
    for name in votes:
        if name not in known:
            said = message("exercise.no_typology", name=shown(name))
            raise NoSuchPattern(said, known_names(name, [*known]))
    answers = {answer.typology: answer for answer in key.answers}
    questions = tuple(
        counted(one, answers[name], votes.get(name, {})) for name, one in known.items()
    )
    return Tally(
        schema="kemitraan/exercise-tally/1",
        about=exercise.about,
        questions=questions,
        total=sum(one.total for one in questions),
        right=sum(one.right for one in questions),
        near=sum(one.near for one in questions),
    )


def counted(question: Question, answer: RightAnswer, votes: Mapping[str, int]) -> Counted:
    """Count the votes on one question, as `tally`."""
    _check(question, votes)
    counts = tuple(
        Count(one.id, one.label, one.means, votes.get(one.id, 0), answer.mark(one.id))
        for one in question.choices
    )
    most = max(count.votes for count in counts)
    frequent = [count for count in counts if most and count.votes == most]
    return Counted(
        typology=question.typology,
        label=question.label,
        counts=counts,
        total=sum(count.votes for count in counts),
        right=sum(count.votes for count in counts if count.mark == "right"),
        near=sum(count.votes for count in counts if count.mark == "near"),
        most=tuple(count.choice for count in frequent),
        most_labels=tuple(count.label for count in frequent),
    )


def _check(question: Question, votes: Mapping[str, int]) -> None:
    """Refuse votes for what is no choice, and numbers that are no number of hands."""
    known = [choice.id for choice in question.choices]
    for name, count in votes.items():
        if name not in known:
            said = message("exercise.no_choice", typology=question.typology, name=shown(name))
            raise NoSuchPattern(said, known_names(name, known))
        if type(count) is not int or not 0 <= count <= MOST_VOTES:
            most = str(MOST_VOTES)
            raise Miscounted(message("exercise.bad_count", choice=name, most=most))
