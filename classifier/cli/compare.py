"""`kemitraan compare`: two relations side by side, and what made the difference."""

from __future__ import annotations

from typing import TypeVar

import click

from classifier.cli.bilingual import Command, argument, option
from classifier.cli.options import answer_option, pair
from classifier.cli.run import Run, runs
from classifier.questions.subject import NoSuchRelation, Subject, subject_of, subjects_of

T = TypeVar("T")


def _pairs(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """Pairs of actors, each written `g,n`."""
    found = [pair(context, parameter, value) for value in values]
    return tuple(one for one in found if one)


@click.command(cls=Command, said="compare")
@argument("files", said="arg_compared", nargs=-1, required=True)
@option("--between", "pairs", said="opt_between_two", multiple=True, callback=_pairs, metavar="A,B")
@option("--period", "periods", said="opt_period_two", multiple=True, metavar="P")
@option("--all", "everything", said="opt_all_differences", is_flag=True)
@answer_option
@runs
def command(
    run: Run,
    *,
    files: tuple[str, ...],
    pairs: tuple[tuple[str, str], ...],
    periods: tuple[str, ...],
    everything: bool,
) -> None:
    """Put two relations side by side."""
    if max(len(files), len(pairs), len(periods)) != 2:  # noqa: PLR2004 - two sides
        run.misused("cli.compare_two")
    run.keep(*files)
    cases = {file: run.case(file) for file in dict.fromkeys(files)}

    def side(place: int) -> Subject:
        """The relation of one side; of two cases, one that has no other needs no choice."""
        file = _side(files, place) or ""
        only = subjects_of(cases[file], run.rulebook) if len(files) > 1 else ()
        if len(only) == 1:
            return only[0]
        between, period = _side(pairs, place), _side(periods, place)
        try:
            return subject_of(cases[file], run.rulebook, between=between, period=period)
        except NoSuchRelation as nothing:
            run.refuse(nothing, file)

    run.answer("compare", side(0), side(1), files=files, everything=everything)


def _side(given: tuple[T, ...], place: int) -> T | None:
    """What is given for one side; what is given once is for both."""
    return given[min(place, len(given) - 1)] if given else None
