"""The answer key of an exercise as blocks: every verdict with its reasons, and why it is no other.

The reasons are those of the explanation at its summary depth, word for word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from classifier.explain.citing import Citing
from classifier.explain.exercise import MARKED, counted_blocks
from classifier.explain.reasons import Reasons
from classifier.explain.relation import Relation
from classifier.logic.verdict import Grade, Status
from classifier.questions.training.exercise import Answer, Key
from classifier.questions.training.tallying import Count, Counted
from classifier.result import document as doc
from classifier.words.language import Text, listed, message
from classifier.writers.blocks import Block


def key_blocks(key: Key) -> Iterator[Block]:
    """Every answer with its reasons, and why it is no other pattern."""
    yield Block("gap")
    yield Block("title", message("exercise.key"))  # on paper a sheet of its own
    for answer in key.answers:
        yield from answer_blocks(key, answer)
    yield from author_blocks(key)


def author_blocks(key: Key) -> Iterator[Block]:
    """What the case's author makes of it, which an exercise keeps back."""
    summary = key.about.case.summary
    if summary:
        yield Block("gap")
        yield Block("detail", message("exercise.author", summary=summary))


def answer_blocks(
    key: Key, answer: Answer, counted: Counted | None = None, *, counts: bool = True
) -> Iterator[Block]:
    """One answer with its reasons.

    With votes it is said why it is none of the other choices that got some; without, why it is no
    other pattern. The votes themselves are told only with `counts`.
    """
    result = key.classification
    relation = result.relations[0]
    reasons = Reasons(result, relation, Citing(result, relation), "summary", quotes=False)
    writing, verdict = Relation(result, relation, reasons), relation.verdicts[answer.typology]
    if counted is None or not counted.total:
        yield from writing.verdict(verdict)
        if answer.near:
            yield Block("detail", message("exercise.also_near", choices=_near(answer, verdict)), 1)
        if counted is not None:
            yield from counted_blocks(counted)
        return
    yield from writing.verdict(_without_others(verdict))
    others = [count for count in counted.counts if count.votes and count.mark != "right"]
    if counts:
        yield Block("label", message("exercise.votes_label"), 1)
    if counts and (counted.total > 1 or not others):
        yield from counted_blocks(counted)
    if others and (counted.total > 1 or not counts):
        yield Block("label", message("exercise.not_chosen"), 1)
    for count in others:
        yield replace(_not_it(writing, verdict, answer, count), state=MARKED[count.mark])


def _without_others(verdict: doc.Verdict) -> doc.Verdict:
    """A verdict with the patterns that it shows or leaves open, so that only these are written."""
    match verdict.status:
        case Status.PATTERN:
            kept = {verdict.pattern}
        case Status.MIXED:
            kept = {n for n, p in verdict.patterns.items() if p.grade is Grade.ESTABLISHED}
        case _:
            kept = {*verdict.possible}
    patterns = {name: one for name, one in verdict.patterns.items() if name in kept}
    return replace(verdict, patterns=patterns)


def _not_it(writing: Relation, verdict: doc.Verdict, answer: Answer, count: Count) -> Block:
    """Why a choice that got votes is not the answer, or not quite."""
    if count.mark == "near":
        said = message(f"exercise.near_{verdict.status}", choice=count.label)
        return Block("point", said, 1)
    pattern = verdict.patterns.get(count.choice)
    if pattern is None:
        said = message("exercise.not_status", choice=count.label, means=count.means)
        return Block("point", said, 1)
    if verdict.status is Status.NO_PARTNERSHIP:
        why = answer.outcome.says
        said = message("outline.not_pattern", pattern=pattern.label, why=why)
        return Block("point", said, 1)
    return writing.not_this(pattern)


def _near(answer: Answer, verdict: doc.Verdict) -> Text:
    """The choices that count as near."""
    return listed(
        [
            verdict.patterns[name].label
            if name in verdict.patterns
            else message(f"exercise.label_{name}")
            for name in answer.near
        ]
    )
