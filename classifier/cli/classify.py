"""`kemitraan classify`: what kind of partnership each case describes, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import click

from classifier.cli.answering import Answer, answering, asking, language_of_all
from classifier.cli.bilingual import (
    Command,
    asked_language,
    environment_language,
    interface_language,
)
from classifier.cli.narrowing import Choice
from classifier.cli.options import common
from classifier.cli.output import Unwritable, deliver, tell_problems
from classifier.cli.presenting import Layout, Shown, layout_option, presented
from classifier.cli.streams import is_coloured, is_terminal
from classifier.explain.words import Depth
from classifier.logic.engines import EngineName
from classifier.result.classification import Classification
from classifier.words.characters import visible
from classifier.words.language import Language
from classifier.writers.blocks import Block


@click.command(cls=Command, said="classify")
@asking
@layout_option
@common
@click.pass_context
def command(  # noqa: PLR0913 - each is one choice on the command line
    context: click.Context,
    *,
    files: tuple[str, ...],
    layout: Layout,
    depth: Depth,
    between: tuple[str, str] | None,
    period: str | None,
    private: bool,
    engine: EngineName | None,
    rules: Path | None,
    output: Path | None,
) -> None:
    """Classify case files."""
    work = answering(
        context,
        files,
        choice=Choice(between, period),
        robust=depth == "full",
        engine=engine,
        rules=rules,
        output=output,
    )
    rendering = Rendering(context, depth, private, output)
    answers = work.answers()
    match layout:
        case "json":
            documents = rendering.documents(answers)
            pieces = _json_list(documents) if work.several else documents
        case "text":
            pieces = rendering.pieces(answers, named=work.several)
        case "markdown" | "html":
            pieces = rendering.document(answers, layout)
    language = interface_language(context)
    try:
        deliver(pieces, output, language, json=layout == "json")
    except Unwritable as unwritable:
        work.problems.append(unwritable.problem)
    work.close(language)
    tell_problems(work.problems, language)
    context.exit(1 if work.problems else 0)


@dataclass(frozen=True, slots=True)
class Rendering:
    """How classifications are shown to people."""

    context: click.Context
    depth: Depth
    private: bool
    output: Path | None

    def pieces(self, answers: Iterable[Answer], *, named: bool) -> Iterator[str]:
        """Explanations as text, each in its language and under its file if there may be several."""
        parting = ""
        for one, answer in answers:
            head = visible(one.name)
            head = click.style(head, bold=True) if is_coloured(self.output) else head
            language = asked_language(self.context) or answer.case.language
            said = self._said([answer], language or environment_language(), "text")
            yield f"{parting}{head}\n{said}" if named else said
            parting = "\n"

    def documents(self, answers: Iterable[Answer]) -> Iterator[str]:
        """Results as JSON, line by line, or indented for people who read them on a terminal."""
        indent = 2 if is_terminal(self.output) else None
        for _, answer in answers:
            result = answer.document()
            yield (result.without_quotes() if self.private else result).to_json(
                indent=indent
            ) + "\n"

    def document(self, answers: Iterable[Answer], layout: Shown) -> Iterator[str]:
        """The explanations as one document, if there are any."""
        results = [answer for _, answer in answers]
        if results:
            yield self._said(results, language_of_all(self.context, results), layout)

    def _said(self, results: list[Classification], language: Language, layout: Shown) -> str:
        blocks = chain.from_iterable(self._blocks(result) for result in results)
        return presented(blocks, language, layout=layout, output=self.output)

    def _blocks(self, result: Classification) -> Iterator[Block]:
        from classifier.explain.outline import outline  # noqa: PLC0415 - JSON needs none

        return outline(result, self.depth, quotes=not self.private)


def _json_list(documents: Iterable[str]) -> Iterator[str]:
    """A JSON list, item by item, so that many cases need no more memory than one."""
    opening = "[\n"
    for document in documents:
        yield opening + document.rstrip("\n")
        opening = ",\n"
    yield "[]\n" if opening == "[\n" else "\n]\n"
