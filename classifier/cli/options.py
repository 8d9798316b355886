"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from classifier.cli.bilingual import Misused, argument, option
from classifier.cli.presenting import FORMS
from classifier.words.language import LANGUAGES, message

F = TypeVar("F", bound=Callable[..., Any])


def pair(context: click.Context, _: click.Parameter, value: str | None) -> tuple[str, str] | None:
    """Two different actors, written `g,n`."""
    if value is None:
        return None
    names = [name.strip() for name in value.split(",")]
    if len(names) != 2 or "" in names or names[0] == names[1]:  # noqa: PLR2004 - a pair
        raise Misused(message("cli.bad_pair", given=value), context)
    return names[0], names[1]


# `--lang` is read with `asked_language`, wherever it stood; `ending` looks for `--traceback`.
language_option = option("--lang", said="opt_lang", words=LANGUAGES, expose_value=False)
asks_for_traceback = option("--traceback", said="opt_traceback", is_flag=True, expose_value=False)
_PATH = click.Path(path_type=Path)
rules_option = option("--rules", said="opt_rules", type=_PATH, metavar="DIR")
output_option = option("-o", "--output", said="opt_output", type=_PATH, metavar="FILE")
between_option = option("--between", said="opt_between", callback=pair, metavar="A,B")
period_option = option("--period", said="opt_period", metavar="P")
layout_option = option(
    "--format", "layout", said="opt_layout", words=FORMS, default="text", metavar="F"
)
format_option = option(
    "--format", "layout", said="opt_format", words=("text", "json"), default="text"
)
answer_option = option("--format", "layout", said="opt_format", words=FORMS, default="text")
quotes_option = option("--without-quotes", "private", said="opt_without_quotes", is_flag=True)
files_argument = argument("files", said="arg_files", nargs=-1, required=True, type=str)


def common(command: F, *, output: bool) -> F:
    """`--lang`, `--rules`, `--traceback` and mostly `-o`, which every command has."""
    ended = asks_for_traceback(command)
    return language_option(rules_option(output_option(ended) if output else ended))
