"""`kemitraan report`: a document on cases that an office can file."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import NoReturn

import click

from classifier.cli.answering import answering, asking, language_of_all
from classifier.cli.bilingual import Command, Misused, interface_language
from classifier.cli.narrowing import Choice
from classifier.cli.options import common
from classifier.cli.output import Unwritable, tell_problems, written_whole
from classifier.cli.streams import tell
from classifier.explain.words import Depth
from classifier.logic.engines import EngineName
from classifier.words.characters import visible
from classifier.words.language import message
from classifier.writers.formats import FORMATS, Format

DOCUMENTS = [one for one in FORMATS if one.name != "text"]
SUFFIXES = ", ".join(one.suffixes[0] for one in DOCUMENTS)


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
    target, form = _target(context, output)
    work = answering(
        context,
        files,
        choice=Choice(between, period),
        private=private,
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
        made = form.written(chain.from_iterable(each), language_of_all(context, results))
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


def _target(context: click.Context, output: Path | None) -> tuple[Path, Format]:
    """The file to write, and its form; ends the run if there is none, or no way to make it here."""
    if output is None:
        _misused(context, "report_no_output", all=SUFFIXES)
    suffix = output.suffix.lower()
    form = next((one for one in DOCUMENTS if suffix in one.suffixes), None)
    if form is None:
        _misused(context, "report_suffix", name=visible(output.name), all=SUFFIXES)
    if not form.is_here:
        _misused(context, "report_extra", suffix=suffix)
    return output, form


def _misused(context: click.Context, key: str, **names: str) -> NoReturn:
    raise Misused(message(f"cli.{key}", **names), context)
