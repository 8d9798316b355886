"""`kemitraan codebook`: the questions of the codebook, their values, and when to code them."""

from __future__ import annotations

from collections.abc import Mapping

import click

from classifier.cli.bilingual import Command, argument, option
from classifier.cli.options import format_option
from classifier.cli.run import Run, runs
from classifier.handbook.codebook import KINDS, CodebookPages
from classifier.rulebook.codebook import Codebook
from classifier.words.language import message
from classifier.writers.blocks import Block


@click.command(cls=Command, said="codebook")
@argument("names", said="arg_names", nargs=-1)
@option("--dimension", said="opt_dimension", metavar="D")
@format_option
@runs
def command(run: Run, *, names: tuple[str, ...], dimension: str | None) -> None:
    """Show the codebook, or parts of it."""
    wanted = _wanted(run, names, dimension)
    if run.layout == "json":
        run.write_json(_parts(run.rulebook.codebook, wanted))
        return
    pages = CodebookPages(run.rulebook, run.language)
    more = Block("paragraph", message("cli.codebook_more"))
    run.write_text(pages.named(wanted) if wanted else (*pages.contents(), more))


def _wanted(run: Run, names: tuple[str, ...], dimension: str | None) -> tuple[str, ...]:
    """The names asked for, with those of the dimension; all of them known."""
    codebook = run.rulebook.codebook
    known = [*codebook.indicators, *codebook.lists, KINDS]
    for name in names:
        run.known("cli.unknown_name", name, known)
    if dimension is None:
        return names
    run.known("cli.unknown_dimension", dimension, codebook.dimensions)
    belonging = (n for n, i in codebook.indicators.items() if i.dimension == dimension)
    return tuple(dict.fromkeys((*names, *belonging)))


def _parts(codebook: Codebook, wanted: tuple[str, ...]) -> Mapping[str, object]:
    """The whole codebook, or the parts asked for by name."""
    whole = codebook.model_dump(mode="json")
    parts = {**whole["indicators"], **whole["lists"], KINDS: whole[KINDS]}
    return {name: parts[name] for name in wanted} if wanted else whole
