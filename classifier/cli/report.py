"""`kemitraan report`: a document on cases that an office can file."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import NoReturn

import click

from classifier.cli.answering import answering, asking, language_of_all
from classifier.cli.bilingual import Command, Misused, interface_language
from classifier.cli.narrowing import Choice
from classifier.cli.options import common
from classifier.cli.output import Unwritable, tell_problems, written_whole
from classifier.cli.presenting import presented
from classifier.cli.streams import tell
from classifier.explain.words import Depth
from classifier.logic.engines import EngineName
from classifier.words.characters import visible
from classifier.words.language import Language, message
from classifier.writers.blocks import Block

NEEDED = {".html": "", ".htm": "", ".md": "", ".docx": "docx", ".pdf": "typst"}
"""The suffixes of documents, and the package outside the program that makes each."""
SUFFIXES = ".html, .docx, .pdf, .md"


@click.command(cls=Command, said="report")
@asking
@common
@click.pass_context
def command(  # noqa: PLR0913 - each is one choice on the command line
    context: click.Context,
    *,
    files: tuple[str, ...],
    depth: Depth,
    between: tuple[str, str] | None,
    period: str | None,
    private: bool,
    engine: EngineName | None,
    rules: Path | None,
    output: Path | None,
) -> None:
    """Write a report on cases."""
    target = _target(context, output)
    work = answering(
        context,
        files,
        choice=Choice(between, period),
        robust=depth == "full",
        engine=engine,
        rules=rules,
        output=target,
    )
    results = [result for _, result in work.answers()]
    language = interface_language(context)
    if results:
        from classifier.explain.report import report  # noqa: PLC0415 - needed only if all is well

        each = (report(result, depth, quotes=not private) for result in results)
        made = _made(chain.from_iterable(each), language_of_all(context, results), target)
        try:
            with written_whole(target) as file:
                file.buffer.write(made)
        except Unwritable as unwritable:
            work.problems.append(unwritable.problem)
        else:
            tell(message("cli.written", file=visible(str(target))).said_in(language))
    work.close(language)
    tell_problems(work.problems, language)
    context.exit(1 if work.problems else 0)


def _target(context: click.Context, output: Path | None) -> Path:
    """The file to write; ends the run if there is none, or it cannot be made here."""
    if output is None:
        _misused(context, "report_no_output", all=SUFFIXES)
    needed = NEEDED.get(output.suffix.lower())
    if needed is None:
        _misused(context, "report_suffix", name=visible(output.name), all=SUFFIXES)
    if needed and not find_spec(needed):
        _misused(context, "report_extra", suffix=output.suffix.lower())
    return output


def _misused(context: click.Context, key: str, **names: str) -> NoReturn:
    raise Misused(message(f"cli.{key}", **names), context)


def _made(blocks: Iterator[Block], language: Language, target: Path) -> bytes:
    """The document, in the form that the name of its file asks for."""
    match target.suffix.lower():
        case ".docx":
            from classifier.writers.docx import docx_of_blocks  # noqa: PLC0415 - an extra

            return docx_of_blocks(blocks, language)
        case ".pdf":
            from classifier.writers.pdf import pdf_of_blocks  # noqa: PLC0415 - an extra

            return pdf_of_blocks(blocks, language)
        case ".md":
            return presented(blocks, language, layout="markdown", output=target).encode()
        case _:
            return presented(blocks, language, layout="html", output=target).encode()
