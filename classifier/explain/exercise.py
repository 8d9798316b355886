"""An exercise as blocks: what a room is given, and a show of hands.

What is given is written from the exercise alone, which holds no answer. The key is written in
`answers.py`, the game in `playing.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from classifier.explain.citing import told_by
from classifier.explain.heading import heading
from classifier.explain.voices import sources_of
from classifier.questions.training.exercise import Exercise, Mark, Question
from classifier.questions.training.tallying import Counted
from classifier.questions.training.telling import Dimension, Fact, Saying
from classifier.words.language import Text, listed, message
from classifier.writers.blocks import Block, Cite, MarkedState, Sign

MARKED: dict[Mark, MarkedState] = {"right": "met", "near": "partly", "wrong": "unmet"}


def task_blocks(exercise: Exercise) -> Iterator[Block]:
    """What a room gets: the case as it is told, and the questions with boxes to tick."""
    yield from opening_blocks(exercise)
    yield Block("heading", message("exercise.told"))
    if not exercise.dimensions:
        yield Block("paragraph", message("exercise.nothing_told"))
    for dimension in exercise.dimensions:
        yield from dimension_blocks(dimension)
    yield Block("heading", message("exercise.questions"))
    if not exercise.questions:
        yield Block("paragraph", message("exercise.no_questions"))
    for question in exercise.questions:
        yield from question_blocks(question)


def opening_blocks(exercise: Exercise) -> Iterator[Block]:
    """The case, its parties and its sources."""
    about = exercise.about
    yield from heading(about)
    yield from (
        Block("detail", said) for said in (about.case.summary, about.case.reference) if said
    )
    yield Block("gap")
    yield Block("label", message("exercise.actors"))
    for party in exercise.parties:
        said = message("exercise.actor", actor=party.name, kind=party.kind)
        yield Block("point", said, 1)
    yield from sources_of(exercise.sources, about.actors, exercise.sources)


def dimension_blocks(dimension: Dimension) -> Iterator[Block]:
    """What is told on one dimension."""
    yield Block("gap")
    yield Block("label", dimension.label)
    for fact in dimension.facts:
        yield from _fact(fact)


def _fact(fact: Fact) -> Iterator[Block]:
    """A point in one line or, where several values are told, each beside the others."""
    if len(fact.told) == 1:
        yield from _saying(fact.told[0], fact.told[0].says, 1)
        return
    yield Block("point", fact.says, 1)
    for saying in fact.told:
        yield from _saying(saying, saying.value, 2, sign="–")


def _saying(saying: Saying, said: Text, level: int, sign: Sign = "") -> Iterator[Block]:
    """What is said, who says so, and in what words."""
    yield Block("point", said, level, sign=sign, cites=_cites(saying))
    for quote in saying.quotes:
        yield Block("detail", message("outline.quote", of=quote), level + 1)


def _cites(saying: Saying) -> tuple[Cite, ...]:
    if saying.derived:
        return told_by((), (), derived=True)
    nobody = () if saying.sources else (Cite(message("exercise.no_source")),)
    return (*told_by(saying.observations, saying.sources, derived=False), *nobody)


def question_blocks(question: Question) -> Iterator[Block]:
    """A question with its choices as boxes to tick."""
    yield Block("gap")
    yield Block("label", question.label)
    yield Block("detail", question.question, 1)
    for choice in question.choices:
        said = message("exercise.choice", choice=choice.label, means=choice.means)
        yield Block("point", said, 1, sign="☐")


def counted_blocks(one: Counted) -> Iterator[Block]:
    """The votes on one question, right and wrong."""
    if not one.total:
        yield Block("detail", message("exercise.no_votes"), 1)
        return
    given = [count for count in one.counts if count.votes]
    if one.total == 1:
        (only,) = given
        said = message(f"exercise.only_{only.mark}", choice=only.label)
        yield Block("point", said, 1, state=MARKED[only.mark])
        return
    yield Block("paragraph", _votes(one), 1)
    for count in given:
        said = message("exercise.counted", choice=count.label, votes=str(count.votes))
        yield Block("point", said, 1, state=MARKED[count.mark])
    yield Block("paragraph", message("exercise.most", choices=listed(one.most_labels)), 1)


def _votes(of: Counted) -> Text:
    counts = {"total": str(of.total), "right": str(of.right), "near": str(of.near)}
    return message("exercise.votes", **counts)
