"""`kemitraan compare`: two relations side by side, and what made the difference."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import click

from classifier.case.model import Case
from classifier.cli.bilingual import Argument, Command, Misused, Option
from classifier.cli.inputs import STDIN, read_rulebook
from classifier.cli.options import common, pair
from classifier.cli.presenting import LAYOUTS, Layout
from classifier.cli.questioning import keep_case, read_case, refuse, show
from classifier.explain.compare import blocks_of
from classifier.questions.compare import compare
from classifier.questions.subject import NoSuchRelation, Subject, subject_of, subjects_of
from classifier.rulebook.model import Rulebook
from classifier.words.language import message

T = TypeVar("T")


def _pairs(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """Pairs of actors, each written `g,n`."""
    found = [pair(context, parameter, value) for value in values]
    return tuple(one for one in found if one)


@click.command(cls=Command, said="compare")
@click.argument("files", cls=Argument, said="arg_compared", nargs=-1, required=True)
@click.option(
    "--between",
    cls=Option,
    said="opt_between_two",
    multiple=True,
    callback=_pairs,
    metavar="A,B",
)
@click.option("--period", "periods", cls=Option, said="opt_period_two", multiple=True, metavar="P")
@click.option("--all", "everything", cls=Option, said="opt_all_differences", is_flag=True)
@click.option("--format", "layout", cls=Option, said="opt_format", words=LAYOUTS, default="text")
@common
@click.pass_context
def command(  # noqa: PLR0913 - each is one choice on the command line
    context: click.Context,
    *,
    files: tuple[str, ...],
    between: tuple[tuple[str, str], ...],
    periods: tuple[str, ...],
    everything: bool,
    layout: Layout,
    rules: Path | None,
    output: Path | None,
) -> None:
    """Put two relations side by side."""
    if max(len(files), len(between), len(periods)) != 2:  # noqa: PLR2004 - two sides
        raise Misused(message("cli.compare_two"), context)
    if files == (STDIN, STDIN):
        raise Misused(message("cli.compare_stdin"), context)
    keep_case(context, *files)
    rulebook = read_rulebook(rules, context)
    cases = {file: read_case(context, file, rulebook) for file in dict.fromkeys(files)}
    sides = []
    for place in (0, 1):
        file = files[min(place, len(files) - 1)]
        try:
            chosen = _chosen(
                cases[file],
                rulebook,
                _side(between, place),
                _side(periods, place),
                alone=len(files) == 1,
            )
        except NoSuchRelation as nothing:
            refuse(context, nothing.what, nothing.hint, file=file)
        sides.append(chosen)
    first, second = sides
    answer = compare(first, second)
    show(
        context,
        answer,
        lambda: blocks_of(answer, files, everything=everything),
        layout=layout,
        output=output,
        case=first.case,
    )


def _chosen(
    case: Case,
    rulebook: Rulebook,
    between: tuple[str, str] | None,
    period: str | None,
    *,
    alone: bool,
) -> Subject:
    """The relation of one side; of two cases, one that has no other needs no choice."""
    if not alone:
        only = subjects_of(case, rulebook)
        if len(only) == 1:
            return only[0]
    return subject_of(case, rulebook, between=between, period=period)


def _side(given: tuple[T, ...], place: int) -> T | None:
    """What is given for one side; what is given once is for both."""
    return given[min(place, len(given) - 1)] if given else None
