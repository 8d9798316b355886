"""What to ask next as blocks: the questions, and what each answer would lead to."""

from __future__ import annotations

from collections.abc import Iterator

from classifier.explain.heading import heading
from classifier.questions.ask import AskAnswer, OpenQuestion, Reply
from classifier.questions.subject import Outcome
from classifier.words.language import Text, listed, message, text_of
from classifier.writers.blocks import Block, Cite

SHOWN = 8
"""So many questions are shown unless all are asked for."""


def blocks_of(answer: AskAnswer, *, everything: bool = False) -> Iterator[Block]:
    """The blocks of an answer."""
    yield from heading(answer.about)
    yield Block("gap")
    for outcome in answer.now:
        said = message("outline.not_pattern", pattern=outcome.label, why=outcome.says)
        yield Block("point", said)
    yield Block("gap")
    if not answer.questions:
        yield Block("label", message("ask.nothing"))
        return
    key = "ask.head" if len(answer.questions) > 1 else "ask.head_one"
    yield Block("label", message(key, count=str(len(answer.questions))))
    shown = answer.questions if everything else answer.questions[:SHOWN]
    for number, question in enumerate(shown, start=1):
        yield from _question(answer, question, number)
    if len(shown) < len(answer.questions):
        rest = str(len(answer.questions) - len(shown))
        yield Block("detail", message("ask.further" if rest != "1" else "ask.one", count=rest))


def _question(answer: AskAnswer, question: OpenQuestion, number: int) -> Iterator[Block]:
    """A question, and its answers by where they lead."""
    cites = (Cite(question.statements[0]),)
    yield Block("label", question.asks, number=number, cites=cites)
    if len(question.statements) > 1:
        others = listed([text_of(name) for name in question.statements[1:]])
        yield Block("detail", message("ask.as_well", others=others), 2)
    if not question.alone:
        yield Block("detail", message("ask.together"), 2)
        return
    by_end: dict[tuple[Text, ...], list[Reply]] = {}
    for reply in question.told:
        ends = tuple(end_of(outcome, answer.now) for outcome in reply.changes)
        by_end.setdefault(ends, []).append(reply)
    for ends, replies in by_end.items():
        yield from _replies(answer, replies, ends)


def _replies(answer: AskAnswer, replies: list[Reply], ends: tuple[Text, ...]) -> Iterator[Block]:
    given = listed([message("outline.quote", of=reply.label) for reply in replies], last="or")
    if not ends:
        yield Block("point", message("ask.changes_nothing", reply=given), 2, state="unknown")
        return
    then = replies[0].open
    narrowed = message("ask.open", now=str(answer.open), then=str(then))
    cites = (Cite(narrowed),) if then != answer.open else ()
    yield Block("point", message("ask.reply", reply=given), 2, sign="→", cites=cites)
    for end in ends:
        yield Block("point", end, 3)


def end_of(outcome: Outcome, now: tuple[Outcome, ...]) -> Text:
    """The verdict after a reply; where it reads as now, what is possible then."""
    (before,) = (one for one in now if one.typology == outcome.typology)
    why = outcome.says
    if before.wording == outcome.wording:
        why = message("ask.possible", patterns=listed(outcome.possible_labels))
    return message("outline.not_pattern", pattern=outcome.label, why=why)
