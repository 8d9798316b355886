"""A report for the files of an office: the explanation, and what a reader needs who was not there.

Before the reasons stand the answers in brief; after them what is still open, the method, and which
case, rules and program it was made from.
"""

from __future__ import annotations

from collections.abc import Iterator

from classifier.explain.outline import outline
from classifier.explain.relation import Explanation
from classifier.explain.words import Depth
from classifier.result.explainable import Explainable, pair_of
from classifier.words.language import Text, listed, message
from classifier.writers.blocks import Block, MarkedState

OPEN: tuple[MarkedState, ...] = ("unknown", "contested")
"""The states of what is still open."""


def report(result: Explainable, depth: Depth, *, quotes: bool = True) -> Iterator[Block]:
    """The blocks of a report on one case."""
    explanation = list(outline(result, depth, quotes=quotes))
    if depth == "line":
        explanation.insert(0, Block("title", result.case.name))
    head = 1 + max((n for n, block in enumerate(explanation) if block.kind == "under"), default=0)
    yield explanation[0]
    yield Block("under", message("report.kind"))
    yield from explanation[1:head]
    if depth != "line" and len(result.relations) == 1:
        yield from _brief(result)
    yield from explanation[head:]
    yield from _open(result)
    yield Block("heading", message("report.method"))
    yield Block("paragraph", message("report.method_said"))
    yield from _made(result)


def _brief(result: Explainable) -> Iterator[Block]:
    """One line a typology; a case with several relations has its own summary of them."""
    yield Block("heading", message("report.brief"))
    for block in outline(result, "line"):
        if block.kind == "paragraph":
            yield Block("point", block.said)


def _open(result: Explainable) -> Iterator[Block]:
    """What is not known or contested, relation by relation."""
    yield Block("heading", message("report.open"))
    for relation in result.relations:
        if len(result.relations) > 1:
            yield Block("label", pair_of(result, relation))
        writing = Explanation.of(result, relation, "summary")
        questions = dict.fromkeys((*_criteria(writing), *_items(writing)))
        for state, asked in questions:
            yield Block("point", asked, state=state)
        if not questions:
            yield Block("point", message("report.open_none"))


def _criteria(writing: Explanation) -> Iterator[tuple[MarkedState, Text]]:
    """Of the patterns that are the answer, or can still be."""
    for typology, verdict in writing.relation.verdicts.items():
        names = dict.fromkeys((*verdict.possible, *([verdict.pattern] if verdict.pattern else [])))
        for name in names:
            for one in writing.relation.judgements(typology, name):
                if one.state.value in OPEN:
                    yield one.state.value, writing.judged(one)


def _items(writing: Explanation) -> Iterator[tuple[MarkedState, Text]]:
    """Of the checklists."""
    for name, checklist in writing.relation.checklists.items():
        label = writing.words.checklists[name].label
        for state in OPEN:
            items = [
                writing.sentences.item(name, one.id)
                for one in checklist.items
                if one.state == state
            ]
            if items:
                said = message("report.open_items", list=label, items=listed(items))
                yield state, said


def _made(result: Explainable) -> Iterator[Block]:
    """Which program, rules and case, so that anyone can make the report again."""
    engine = f"{result.engine.name} {result.engine.version}"
    case, rulebook = result.case, result.rulebook
    yield Block("heading", message("report.made"))
    yield from (
        Block("point", text)
        for text in (
            message("report.program", version=result.version, engine=engine),
            message("report.case", case=case.id, hash=result.case_sha256),
            message("report.rulebook", version=rulebook.version, hash=rulebook.sha256),
        )
    )
