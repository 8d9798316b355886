"""`kemitraan agree`: how far two coders agree, and which disagreements change a verdict."""

from __future__ import annotations

from pathlib import Path

import click

from classifier.case.model import Case
from classifier.cli.bilingual import Argument, Command, Misused, Option, interface_language
from classifier.cli.inputs import (
    STDIN,
    Inputs,
    inputs_of,
    read_rulebook,
    refuse_overwriting,
)
from classifier.cli.options import common
from classifier.cli.output import tell_problems
from classifier.cli.presenting import LAYOUTS, Layout
from classifier.cli.questioning import show
from classifier.explain.agree import blocks_of
from classifier.questions.agree import Incomparable, agree
from classifier.rulebook.model import Rulebook
from classifier.words.characters import visible
from classifier.words.language import message
from classifier.words.problems import InvalidDocument, Problem


@click.command(cls=Command, said="agree")
@click.argument("first", cls=Argument, said="arg_first_coder", required=True)
@click.argument("second", cls=Argument, said="arg_second_coder", required=True)
@click.option("--format", "layout", cls=Option, said="opt_format", words=LAYOUTS, default="text")
@common
@click.pass_context
def command(  # noqa: PLR0913 - each is one choice on the command line
    context: click.Context,
    *,
    first: str,
    second: str,
    layout: Layout,
    rules: Path | None,
    output: Path | None,
) -> None:
    """Say how far two coders agree."""
    if first == second == STDIN:
        raise Misused(message("cli.compare_stdin"), context)
    sides = [inputs_of((word,)) for word in (first, second)]
    for side in sides:
        refuse_overwriting(output, side, context)
    rulebook = read_rulebook(rules, context)
    problems: list[Problem] = []
    one, other = ([*_cases(side, rulebook, problems)] for side in sides)
    coders = visible(first), visible(second)
    try:
        answer = agree(one, other, rulebook, coders=coders)
    except Incomparable as nothing:
        place = f"{coders[0]}, {coders[1]}"
        problems.append(Problem(place, "", nothing.what, nothing.hint))
    else:
        case = one[0]
        show(context, answer, lambda: blocks_of(answer), layout=layout, output=output, case=case)
    tell_problems(problems, interface_language(context))
    context.exit(1 if problems else 0)


def _cases(side: Inputs, rulebook: Rulebook, problems: list[Problem]) -> list[Case]:
    """The cases that can be read; what is wrong with the others is added to the problems."""
    problems += side.problems
    found = []
    for one in side.files:
        try:
            found.append(one.load(rulebook))
        except InvalidDocument as invalid:
            problems += invalid.problems
    return found
