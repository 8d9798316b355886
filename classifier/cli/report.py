"""`kemitraan report`: a document on cases that an office can file."""

from __future__ import annotations

import click

from classifier.cli.answering import Answering, classifies
from classifier.cli.bilingual import Command
from classifier.cli.extras import installing
from classifier.cli.run import Run
from classifier.result.classification import Classification
from classifier.words.characters import visible
from classifier.writers.formats import FORMATS, Format

DOCUMENTS = [one for one in FORMATS if one.name != "text"]
SUFFIXES = ", ".join(one.suffixes[0] for one in DOCUMENTS)


@click.command(cls=Command, said="report")
@classifies()
def command(work: Answering) -> None:
    """Write a report on cases."""
    form = _form(work.run)
    results = [result for _, result in work.answers()]
    work.end(work.run.deliver([_document(work, results, form)]) if results else [])


def _form(run: Run) -> Format:
    """The form of the file to write; ends the run if there is none, or it cannot be made here."""
    if run.output is None:
        run.misused("cli.report_no_output", all=SUFFIXES)
    suffix = run.output.suffix.lower()
    form = next((one for one in DOCUMENTS if suffix in one.suffixes), None)
    if form is None:
        run.misused("cli.report_suffix", name=visible(run.output.name), all=SUFFIXES)
    if not form.is_here:
        run.misused("cli.report_extra", suffix=suffix, command=installing("report"))
    return form


def _document(work: Answering, results: list[Classification], form: Format) -> bytes:
    from classifier.explain.report import report  # noqa: PLC0415 - needed only if all is well

    return form.written(work.told(report, results), work.language_of_all(results))
