"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from classifier.cli.bilingual import Argument, Misused, Option
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


def language_option(command: F) -> F:
    """`--lang`; the commands read it with `asked_language`, wherever it stood."""
    return click.option("--lang", cls=Option, said="opt_lang", words=LANGUAGES, expose_value=False)(
        command
    )


def asks_for_traceback(command: F) -> F:
    """`--traceback`, which `ending` looks for."""
    return click.option(
        "--traceback", cls=Option, said="opt_traceback", is_flag=True, expose_value=False
    )(command)


def rules_option(command: F) -> F:
    """`--rules`."""
    return click.option(
        "--rules",
        cls=Option,
        said="opt_rules",
        type=click.Path(path_type=Path),
        metavar="DIR",
    )(command)


def output_option(command: F) -> F:
    """`-o`."""
    return click.option(
        "-o",
        "--output",
        cls=Option,
        said="opt_output",
        type=click.Path(path_type=Path),
        metavar="FILE",
    )(command)


def format_option(command: F) -> F:
    """`--format`."""
    return click.option(
        "--format",
        "layout",
        cls=Option,
        said="opt_format",
        words=("text", "json"),
        default="text",
    )(command)


def files_argument(command: F) -> F:
    """One or more case files, folders or patterns."""
    return click.argument(
        "files", cls=Argument, said="arg_files", nargs=-1, required=True, type=str
    )(command)


def common(command: F) -> F:
    """`--lang`, `--rules`, `-o` and `--traceback`, which every command has."""
    return language_option(rules_option(output_option(asks_for_traceback(command))))
