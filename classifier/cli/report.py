"""`kemitraan report`: a document on cases that an office can file."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

import click

from classifier.cli.answering import Answering, classifies
from classifier.cli.bilingual import Command
from classifier.cli.output import Unwritable, written_whole
from classifier.cli.presenting import presented
from classifier.cli.run import Run
from classifier.cli.streams import tell
from classifier.result.classification import Classification
from classifier.words.characters import visible
from classifier.words.language import Language, message
from classifier.words.problems import Problem
from classifier.writers.blocks import Block

NEEDED = {".html": "", ".htm": "", ".md": "", ".docx": "docx", ".pdf": "typst"}
"""The suffixes of documents, and the package outside the program that makes each."""
SUFFIXES = ".html, .docx, .pdf, .md"


@click.command(cls=Command, said="report")
@classifies()
def command(work: Answering) -> None:
    """Write a report on cases."""
    target = _target(work.run)
    results = [result for _, result in work.answers()]
    work.end(_write(work, results, target) if results else [])


def _target(run: Run) -> Path:
    """The file to write; ends the run if there is none, or it cannot be made here."""
    if run.output is None:
        run.misused("cli.report_no_output", all=SUFFIXES)
    suffix = run.output.suffix.lower()
    needed = NEEDED.get(suffix)
    if needed is None:
        run.misused("cli.report_suffix", name=visible(run.output.name), all=SUFFIXES)
    if needed and not find_spec(needed):
        run.misused("cli.report_extra", suffix=suffix)
    return run.output


def _write(work: Answering, results: list[Classification], target: Path) -> list[Problem]:
    """Write the document, and say so, or give back why it cannot be written."""
    from classifier.explain.report import report  # noqa: PLC0415 - needed only if all is well

    each = (report(result, work.depth, quotes=not work.private) for result in results)
    made = _made(chain.from_iterable(each), work.language_of_all(results), target)
    try:
        with written_whole(target) as file:
            file.buffer.write(made)
    except Unwritable as unwritable:
        return [unwritable.problem]
    tell(message("cli.written", file=visible(str(target))).said_in(work.run.language))
    return []


def _made(lines: Iterator[Block], language: Language, target: Path) -> bytes:
    """The document, in the form that the name of its file asks for."""
    match target.suffix.lower():
        case ".docx":
            from classifier.writers.docx import docx_of_blocks  # noqa: PLC0415 - an extra

            return docx_of_blocks(lines, language)
        case ".pdf":
            from classifier.writers.pdf import pdf_of_blocks  # noqa: PLC0415 - an extra

            return pdf_of_blocks(lines, language)
        case ".md":
            return presented(lines, language, layout="markdown", output=target).encode()
        case _:
            return presented(lines, language, layout="html", output=target).encode()
