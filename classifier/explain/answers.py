"""The answer key of an exercise as blocks: every verdict with its reasons, and why it is no other.

The reasons are those of the explanation at its summary depth, word for word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from classifier.explain.exercise import MARKED, counted_blocks
from classifier.explain.relation import Explanation
from classifier.logic.verdict import Status
from classifier.questions.training.exercise import AnswerKey, RightAnswer
from classifier.questions.training.tallying import Count, Counted
from classifier.words.language import Text, listed, message
from classifier.writers.blocks import Block


def key_blocks(key: AnswerKey) -> Iterator[Block]:
    """Every answer with its reasons, and why it is no other pattern."""
    yield Block("gap")
    yield Block("title", message("exercise.key"))  # on paper a sheet of its own
    for answer in key.answers:
        yield from answer_blocks(key, answer)
    yield from author_blocks(key)


def author_blocks(key: AnswerKey) -> Iterator[Block]:
    """What the case's author makes of it, which an exercise keeps back."""
    summary = key.about.case.summary
    if summary:
        yield Block("gap")
        yield Block("detail", message("exercise.author", summary=summary))


def answer_blocks(
    key: AnswerKey, answer: RightAnswer, counted: Counted | None = None, *, counts: bool = True
) -> Iterator[Block]:
    """One answer with its reasons.

    With votes it is said why it is none of the other choices that got some; without, why it is no
    other pattern. The votes themselves are told only with `counts`.
    """
    (relation,) = key.classification.relations
    writing = Explanation.of(key.classification, relation, "summary", quotes=False)
    if counted is None or not counted.total:
        yield from writing.verdict(answer.typology)
        if answer.near:
            yield Block("detail", message("exercise.also_near", choices=_near(writing, answer)), 1)
        if counted is not None:
            yield from counted_blocks(counted)
        return
    yield from writing.verdict(answer.typology, others=False)
    others = [count for count in counted.counts if count.votes and count.mark != "right"]
    if counts:
        yield Block("label", message("exercise.votes_label"), 1)
    if counts and (counted.total > 1 or not others):
        yield from counted_blocks(counted)
    if others and (counted.total > 1 or not counts):
        yield Block("label", message("exercise.not_chosen"), 1)
    for count in others:
        yield replace(_not_it(writing, answer, count), state=MARKED[count.mark])


def _not_it(writing: Explanation, answer: RightAnswer, count: Count) -> Block:
    """Why a choice that got votes is not the answer, or not quite."""
    verdict = writing.relation.verdicts[answer.typology]
    if count.mark == "near":
        said = message(f"exercise.near_{verdict.status}", choice=count.label)
        return Block("point", said, 1)
    if count.choice not in verdict.grades:
        said = message("exercise.not_status", choice=count.label, means=count.means)
        return Block("point", said, 1)
    if verdict.status is Status.NO_PARTNERSHIP:
        why, label = answer.outcome.says, writing.pattern(answer.typology, count.choice).label
        return Block("point", message("outline.not_pattern", pattern=label, why=why), 1)
    return writing.not_this(answer.typology, count.choice)


def _near(writing: Explanation, answer: RightAnswer) -> Text:
    """The choices that count as near."""
    grades = writing.relation.verdicts[answer.typology].grades
    return listed(
        [
            writing.pattern(answer.typology, name).label
            if name in grades
            else message(f"exercise.label_{name}")
            for name in answer.near
        ]
    )
