"""An exercise as lines: what a room is given, and a show of hands.

What is given is written from the exercise alone, which holds no answer. The key is written in
`answers.py`, the game in `playing.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from classifier.explain.heading import heading
from classifier.explain.voices import sources_of
from classifier.questions.training.exercise import Exercise, Mark, Question
from classifier.questions.training.tallying import Counted
from classifier.questions.training.telling import Dimension, Fact, Saying
from classifier.result.answers import MARKS
from classifier.words.language import Text, listed, message, text_of
from classifier.writers.blocks import Line

BOX = "☐"
MARKED: dict[Mark, str] = {
    "right": MARKS["met"],
    "near": MARKS["partly"],
    "wrong": MARKS["unmet"],
}


def task_lines(exercise: Exercise) -> Iterator[Line]:
    """What a room gets: the case as it is told, and the questions with boxes to tick."""
    yield from opening_lines(exercise)
    yield Line("heading", message("exercise.told"))
    if not exercise.dimensions:
        yield Line("point", message("exercise.nothing_told"))
    for dimension in exercise.dimensions:
        yield from dimension_lines(dimension)
    yield Line("heading", message("exercise.questions"))
    if not exercise.questions:
        yield Line("point", message("exercise.no_questions"))
    for question in exercise.questions:
        yield from question_lines(question)


def opening_lines(exercise: Exercise) -> Iterator[Line]:
    """The case, its parties and its sources."""
    about = exercise.about
    yield from heading(about)
    yield from (Line("detail", said) for said in (about.case.summary, about.case.reference) if said)
    yield Line("gap", text_of(""))
    yield Line("label", message("exercise.actors"))
    for party in exercise.parties:
        said = message("exercise.actor", actor=party.name, kind=party.kind)
        yield Line("point", said, 1, "·")
    yield from sources_of(exercise.sources, about.actors, exercise.sources)


def dimension_lines(dimension: Dimension) -> Iterator[Line]:
    """What is told on one dimension."""
    yield Line("gap", text_of(""))
    yield Line("label", dimension.label)
    for fact in dimension.facts:
        yield from _fact(fact)


def _fact(fact: Fact) -> Iterator[Line]:
    """A point in one line or, where several values are told, each beside the others."""
    if len(fact.told) == 1:
        yield from _saying(fact.told[0], fact.told[0].says, 1, "·")
        return
    yield Line("point", fact.says, 1, "·")
    for saying in fact.told:
        yield from _saying(saying, saying.value, 2, "–")


def _saying(saying: Saying, said: Text, level: int, mark: str) -> Iterator[Line]:
    """What is said, who says so, and in what words."""
    yield Line("point", said, level, mark, _cites(saying))
    for quote in saying.quotes:
        yield Line("detail", message("outline.quote", of=quote), level + 1)


def _cites(saying: Saying) -> Text:
    if saying.derived:
        return message("outline.derived")
    observations = text_of(", ".join(saying.observations))
    sources = text_of(", ".join(saying.sources)) if saying.sources else None
    sources = sources or message("exercise.no_source")
    return Text(
        id=f"{observations.id} · {sources.id}",
        en=f"{observations.en} · {sources.en}",
    )


def question_lines(question: Question) -> Iterator[Line]:
    """A question with its choices as boxes to tick."""
    yield Line("gap", text_of(""))
    yield Line("label", question.label)
    yield Line("detail", question.question, 1)
    for choice in question.choices:
        said = message("exercise.choice", choice=choice.label, means=choice.means)
        yield Line("point", said, 1, BOX)


def counted_lines(one: Counted) -> Iterator[Line]:
    """The votes on one question, right and wrong."""
    if not one.total:
        yield Line("detail", message("exercise.no_votes"), 1)
        return
    given = [count for count in one.counts if count.votes]
    if one.total == 1:
        (only,) = given
        said = message(f"exercise.only_{only.mark}", choice=only.label)
        yield Line("point", said, 1, MARKED[only.mark])
        return
    yield Line("point", _votes(one), 1)
    for count in given:
        said = message("exercise.counted", choice=count.label, votes=str(count.votes))
        yield Line("point", said, 1, MARKED[count.mark])
    yield Line("point", message("exercise.most", choices=listed(one.most_labels)), 1)


def _votes(of: Counted) -> Text:
    counts = {"total": str(of.total), "right": str(of.right), "near": str(of.near)}
    return message("exercise.votes", **counts)
