"""An exercise for a training room: what is told of a relation, the questions, and the key apart.

The exercise is made from what is told and from the words of the rulebook, before anything is
derived. So it holds no answer, and whoever prints it cannot give one away. The key is derived, and
says of each choice whether it is right, near or wrong. Votes are counted in `tallying.py`, and a
game with changes is in `playing.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from classifier.case.model import Source
from classifier.logic.verdict import Grade, Status
from classifier.questions.subject import About, NoSuchPattern, Outcome, Subject
from classifier.questions.testimony import sources_of
from classifier.questions.training.telling import Dimension, sayings_of, told_by_dimension
from classifier.result.document import Excerpt
from classifier.rulebook.model import Typology
from classifier.words.language import Text, message

Mark = Literal["right", "near", "wrong"]


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that a room may give: a pattern, or one of the other answers."""

    id: str
    label: Text
    means: Text


@dataclass(frozen=True, slots=True)
class Question:
    """What one typology asks, with everything that may be answered."""

    typology: str
    label: Text
    question: Text
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """An actor of the relation."""

    id: str
    name: Text
    kind: Text


@dataclass(frozen=True, slots=True)
class Exercise:
    """What a room is given: the case as it is told, and the questions."""

    schema: Literal["kemitraan/exercise/1"]
    about: About
    parties: tuple[Party, ...]
    sources: Mapping[str, Source]
    """Those that say something of this relation."""
    dimensions: tuple[Dimension, ...]
    """What they say."""
    questions: tuple[Question, ...]
    """One for each typology that applies."""


@dataclass(frozen=True, slots=True)
class RightAnswer:
    """The answer to one question.

    Right is what the verdict shows, exactly: its pattern or, where it shows none or several, its
    status. Near is what sees the same evidence and draws the line a step off: one of the patterns
    of a mixed verdict, the pattern that an undetermined one leans to, or *undetermined* where a
    pattern is only presumed. Everything else is wrong. So is *undetermined* for a contested
    verdict, for silence and contradiction are not the same, and so is one side of what is
    contested.
    """

    typology: str
    label: Text
    right: str
    near: tuple[str, ...]
    outcome: Outcome

    def mark(self, choice: str) -> Mark:
        """Whether a choice is right, near or wrong."""
        if choice == self.right:
            return "right"
        return "near" if choice in self.near else "wrong"


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """The answer key: the answers, and the classification with all their reasons."""

    schema: Literal["kemitraan/exercise-key/1"]
    about: About
    answers: tuple[RightAnswer, ...]
    classification: Excerpt


@dataclass(frozen=True, slots=True)
class Handout:
    """An exercise with its key, for the trainer."""

    schema: Literal["kemitraan/exercise-handout/1"]
    exercise: Exercise
    key: AnswerKey


def exercise(
    subject: Subject, *, typology: str | None = None, quotes: bool = True, summary: bool = False
) -> Exercise:
    """What a room is given of a relation, on one typology or on all that apply.

    What the case's author thinks of it (notes, and the summary unless it is asked for) is left out,
    for that may well be the answer. Raises `NoSuchPattern` if the typology is not known or does not
    apply.
    """
    dimensions = told_by_dimension(subject, quotes=quotes)
    heard = {source for saying in sayings_of(dimensions) for source in saying.sources}
    return Exercise(
        schema="kemitraan/exercise/1",
        about=_about(subject, summary=summary),
        parties=tuple(_party(subject, name) for name in subject.relation.actors),
        sources={name: one for name, one in sources_of(subject).items() if name in heard},
        dimensions=dimensions,
        questions=tuple(_question(one) for one in _asked(subject, typology)),
    )


def key(subject: Subject, *, typology: str | None = None) -> AnswerKey:
    """The answers to the questions of `exercise`. Raises `NoSuchPattern` as it does."""
    names = tuple(one.id for one in _asked(subject, typology))
    outcomes = subject.outcomes()
    return AnswerKey(
        schema="kemitraan/exercise-key/1",
        about=subject.about(),
        answers=tuple(_answer(outcomes[name]) for name in names),
        classification=subject.classified().excerpt(names),
    )


def _asked(subject: Subject, name: str | None) -> tuple[Typology, ...]:
    """The typologies that a relation is judged by, or the one of them that is asked for."""
    fitting = tuple(filter(subject.applies, subject.rulebook.typologies.values()))
    if name is None:
        return fitting
    one = subject.typology(name)
    if one not in fitting:
        names = ", ".join(other.id for other in fitting)
        hint = message("questions.one_of", names=names) if names else None
        raise NoSuchPattern(message("exercise.not_applicable", name=name), hint)
    return (one,)


def _about(subject: Subject, *, summary: bool) -> About:
    about = subject.about()
    actors = {name: one.model_copy(update={"note": None}) for name, one in about.actors.items()}
    case = about.case if summary else replace(about.case, summary=None)
    return replace(about, case=case, actors=actors)


def _party(subject: Subject, name: str) -> Party:
    actor = subject.case.actors[name]
    return Party(name, actor.name, subject.rulebook.codebook.actor_kinds[actor.kind].label)


def _question(typology: Typology) -> Question:
    patterns = [Choice(one.id, one.label, one.means) for one in typology.patterns]
    others = [Status.UNDETERMINED, Status.CONTESTED, Status.MIXED, Status.NONE_FITS]
    if len(patterns) < 2:  # noqa: PLR2004 - to be mixed it takes two
        others.remove(Status.MIXED)
    if typology.gate:
        others.insert(0, Status.NO_PARTNERSHIP)
    choices = (*patterns, *map(_status, others))
    return Question(typology.id, typology.label, typology.question, choices)


def _status(status: Status) -> Choice:
    label, means = message(f"exercise.label_{status}"), message(f"exercise.means_{status}")
    return Choice(status.value, label, means)


def _answer(outcome: Outcome) -> RightAnswer:
    near: tuple[str, ...] = ()
    match outcome.status:
        case Status.MIXED:
            near = outcome.shown
        case Status.UNDETERMINED if outcome.leaning:
            near = (outcome.leaning,)
        case Status.PATTERN if outcome.grade is Grade.PRESUMED:
            near = (Status.UNDETERMINED.value,)
    right = outcome.pattern or outcome.status.value
    return RightAnswer(outcome.typology, outcome.label, right, near, outcome)
