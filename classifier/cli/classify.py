"""`kemitraan classify`: what kind of partnership each case describes, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from classifier.cli.answering import Answering, classifies
from classifier.cli.bilingual import Command
from classifier.cli.options import layout_option
from classifier.cli.presenting import presented
from classifier.cli.streams import is_coloured
from classifier.result.classification import Classification
from classifier.words.characters import visible
from classifier.words.language import Language

Classified = Iterable[tuple[str, Classification]]


@click.command(cls=Command, said="classify")
@classifies(layout_option)
def command(work: Answering) -> None:
    """Classify case files."""
    layout, answers = work.run.layout, work.answers()
    match layout:
        case "json":
            documents = _documents(work, answers)
            pieces = _json_list(documents) if work.several else documents
        case "text":
            pieces = _texts(work, answers)
        case _:
            pieces = _document(work, answers, layout)
    work.end(work.run.deliver(pieces, data=layout == "json"))


def _texts(work: Answering, answers: Classified) -> Iterator[str]:
    """Explanations, each in its language and under its file if there may be several."""
    parting = ""
    for file, answer in answers:
        head = visible(file)
        head = click.style(head, bold=True) if is_coloured(work.run.output) else head
        said = _said(work, [answer], work.run.language_for(answer.case.language), "text")
        yield f"{parting}{head}\n{said}" if work.several else said
        parting = "\n"


def _document(work: Answering, answers: Classified, layout: str) -> Iterator[str]:
    """The explanations as one document, if there are any."""
    results = [answer for _, answer in answers]
    if results:
        yield _said(work, results, work.language_of_all(results), layout)


def _said(work: Answering, results: list[Classification], language: Language, layout: str) -> str:
    from classifier.explain.outline import outline  # noqa: PLC0415 - JSON needs none

    blocks = work.told(outline, results)
    return presented(blocks, language, layout=layout, output=work.run.output)


def _documents(work: Answering, answers: Classified) -> Iterator[str]:
    """Each result as JSON."""
    for _, answer in answers:
        result = answer.document()
        shared = result.without_quotes() if work.private else result
        yield shared.to_json(indent=work.run.indent) + "\n"


def _json_list(documents: Iterable[str]) -> Iterator[str]:
    """A JSON list, item by item, so that many cases need no more memory than one."""
    opening = "[\n"
    for document in documents:
        yield opening + document.removesuffix("\n")
        opening = ",\n"
    yield "[]\n" if opening == "[\n" else "\n]\n"
