"""What the commands that ask one question of one relation share: reading, choosing, showing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from classifier.case.model import Case
from classifier.cli.bilingual import (
    Argument,
    Misused,
    Option,
    asked_language,
    environment_language,
    interface_language,
)
from classifier.cli.inputs import Input, Inputs, read_rulebook, refuse_overwriting
from classifier.cli.options import common, pair
from classifier.cli.output import hand_over, sentence, tell_problems
from classifier.cli.presenting import Layout, layout_option, presented
from classifier.questions.subject import NoSuchRelation, Subject, as_json, subject_of
from classifier.rulebook.model import Rulebook
from classifier.words.characters import visible
from classifier.words.language import Language, Text
from classifier.words.problems import InvalidDocument, Problem
from classifier.writers.blocks import Block

__all__ = [
    "Layout",
    "asks",
    "language_of",
    "question",
    "read_case",
    "refuse",
    "show",
    "subject_in",
]

F = TypeVar("F", bound=Callable[..., Any])


def question(command: F) -> F:
    """The file, `--between`, `--period`, `--format` and what every command has."""
    return asks(command, layout_option)


def asks(command: F, layout: Callable[[F], F]) -> F:
    """As `question`, with a `--format` of its own."""
    command = layout(common(command))
    command = click.option("--period", cls=Option, said="opt_period", metavar="P")(command)
    command = click.option(
        "--between", cls=Option, said="opt_between", callback=pair, metavar="A,B"
    )(command)
    return click.argument("file", cls=Argument, said="arg_file", required=True)(command)


def keep_case(context: click.Context, *files: str) -> None:
    """Refuse to write the answer over a case that it is about."""
    inputs = Inputs(tuple(Input(file) for file in files), (), several=False)
    refuse_overwriting(context.params.get("output"), inputs, context)


def read_case(context: click.Context, file: str, rulebook: Rulebook) -> Case:
    """The case in a file; ends the run, with everything that is wrong, if it cannot be read."""
    try:
        return Input(file).load(rulebook)
    except InvalidDocument as invalid:
        tell_problems(invalid.problems, interface_language(context))
        context.exit(1)


def subject_in(
    context: click.Context,
    file: str,
    *,
    rules: Path | None,
    between: tuple[str, str] | None,
    period: str | None,
) -> Subject:
    """The relation that a question is asked of; ends the run if there is no such one."""
    keep_case(context, file)
    rulebook = read_rulebook(rules, context)
    case = read_case(context, file, rulebook)
    try:
        return subject_of(case, rulebook, between=between, period=period)
    except NoSuchRelation as nothing:
        refuse(context, nothing.what, nothing.hint, file=file)


def refuse(
    context: click.Context, what: Text, hint: Text | None, *, file: str | None = None
) -> NoReturn:
    """End the run: a file has not what is asked of it (1), or the question is wrong (2)."""
    if file is None:
        raise Misused(sentence(Problem("", "", what, hint)), context)
    tell_problems([Problem(visible(file), "", what, hint)], interface_language(context))
    context.exit(1)


def show(  # noqa: PLR0913 - each is one choice of presentation
    context: click.Context,
    answer: object,
    blocks: Callable[[], Iterable[Block]],
    *,
    layout: Layout,
    output: Path | None,
    case: Case | None = None,
) -> None:
    """Hand over an answer as JSON, or its blocks in the form and the language asked for."""
    if layout == "json":
        hand_over([as_json(answer) + "\n"], output, context, json=True)
        return
    said = presented(blocks(), language_of(context, case), layout=layout, output=output)
    hand_over([said], output, context)


def language_of(context: click.Context, case: Case | None) -> Language:
    """As asked for, else that of the case, else that of the environment."""
    return asked_language(context) or (case and case.language) or environment_language()
