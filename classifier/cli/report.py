"""`kemitraan report`: a document on cases that an office can file."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import click

from classifier.cli.answering import Answering, classifies
from classifier.cli.bilingual import Command
from classifier.cli.extras import installing
from classifier.cli.output import Unwritable, written_whole
from classifier.cli.run import Run
from classifier.cli.streams import tell
from classifier.result.classification import Classification
from classifier.words.characters import visible
from classifier.words.language import message
from classifier.words.problems import Problem
from classifier.writers.formats import FORMATS, Format

DOCUMENTS = [one for one in FORMATS if one.name != "text"]
SUFFIXES = ", ".join(one.suffixes[0] for one in DOCUMENTS)


@click.command(cls=Command, said="report")
@classifies()
def command(work: Answering) -> None:
    """Write a report on cases."""
    target, form = _target(work.run)
    results = [result for _, result in work.answers()]
    work.end(_write(work, results, target, form) if results else [])


def _target(run: Run) -> tuple[Path, Format]:
    """The file to write and its form; ends the run if there is none, or it cannot be made here."""
    if run.output is None:
        run.misused("cli.report_no_output", all=SUFFIXES)
    suffix = run.output.suffix.lower()
    form = next((one for one in DOCUMENTS if suffix in one.suffixes), None)
    if form is None:
        run.misused("cli.report_suffix", name=visible(run.output.name), all=SUFFIXES)
    if not form.is_here:
        run.misused("cli.report_extra", suffix=suffix, command=installing("report"))
    return run.output, form


def _write(
    work: Answering, results: list[Classification], target: Path, form: Format
) -> list[Problem]:
    """Write the document, and say so, or give back why it cannot be written."""
    from classifier.explain.report import report  # noqa: PLC0415 - needed only if all is well

    each = (report(result, work.depth, quotes=not work.private) for result in results)
    made = form.written(chain.from_iterable(each), work.language_of_all(results))
    try:
        with written_whole(target) as file:
            file.buffer.write(made)
    except Unwritable as unwritable:
        return [unwritable.problem]
    tell(message("cli.written", file=visible(str(target))).said_in(work.run.language))
    return []
