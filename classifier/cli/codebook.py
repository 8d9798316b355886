"""`kemitraan codebook`: the questions of the codebook, their values, and when to code them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import click

from classifier.cli.bilingual import Argument, Command, Misused, Option, interface_language
from classifier.cli.inputs import read_rulebook
from classifier.cli.options import common, format_option
from classifier.cli.output import hand_over
from classifier.cli.presenting import as_text
from classifier.handbook.codebook import KINDS, CodebookPages
from classifier.rulebook.codebook import Codebook
from classifier.words.language import Text, message
from classifier.words.problems import nearest
from classifier.writers.blocks import Block


@click.command(cls=Command, said="codebook")
@click.argument("names", cls=Argument, said="arg_names", nargs=-1)
@click.option("--dimension", cls=Option, said="opt_dimension", metavar="D")
@format_option
@common
@click.pass_context
def command(  # noqa: PLR0913 - each is one choice on the command line
    context: click.Context,
    *,
    names: tuple[str, ...],
    dimension: str | None,
    layout: Literal["text", "json"],
    rules: Path | None,
    output: Path | None,
) -> None:
    """Show the codebook, or parts of it."""
    rulebook = read_rulebook(rules, context)
    codebook = rulebook.codebook
    wanted = _wanted(codebook, names, dimension, context)
    if layout == "json":
        hand_over([_json(codebook, wanted)], output, context, json=True)
        return
    language = interface_language(context)
    pages = CodebookPages(rulebook, language)
    more = Block("paragraph", message("cli.codebook_more"))
    blocks = pages.named(wanted) if wanted else (*pages.contents(), more)
    hand_over([as_text(blocks, language, output)], output, context)


def _wanted(
    codebook: Codebook, names: tuple[str, ...], dimension: str | None, context: click.Context
) -> tuple[str, ...]:
    """The names asked for, with those of the dimension; all of them known."""
    known = [*codebook.indicators, *codebook.lists, KINDS]
    for name in names:
        if name not in known:
            raise Misused(_unknown("name", name, known), context)
    if dimension is None:
        return names
    if dimension not in codebook.dimensions:
        raise Misused(_unknown("dimension", dimension, list(codebook.dimensions)), context)
    belonging = (n for n, i in codebook.indicators.items() if i.dimension == dimension)
    return tuple(dict.fromkeys((*names, *belonging)))


def _unknown(sort: str, name: str, known: list[str]) -> Text:
    near = nearest(name, known)
    key = f"cli.unknown_{sort}"
    if near:
        return message(f"{key}_near", name=name, near=near)
    return message(key, name=name, all=", ".join(known))


def _json(codebook: Codebook, wanted: tuple[str, ...]) -> str:
    """The whole codebook, or the parts asked for by name."""
    whole = codebook.model_dump(mode="json")
    parts: Mapping[str, object] = {**whole["indicators"], **whole["lists"], KINDS: whole[KINDS]}
    shown = {name: parts[name] for name in wanted} if wanted else whole
    return json.dumps(shown, ensure_ascii=False, indent=2) + "\n"
