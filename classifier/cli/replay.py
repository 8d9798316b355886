"""`kemitraan replay`: derive a kept result again, and say whether it still holds."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from classifier.case.model import Case
from classifier.cli.bilingual import Argument, Command, Misused, Option, interface_language
from classifier.cli.inputs import STDIN, Input, Inputs, read_rulebook, refuse_overwriting
from classifier.cli.options import common
from classifier.cli.output import tell_problems
from classifier.cli.presenting import LAYOUTS, Layout
from classifier.cli.questioning import read_case, refuse, show
from classifier.explain.replay import blocks_of
from classifier.questions.kept import MAX_BYTES, InvalidResult, load_results
from classifier.questions.replay import OtherCase, replay
from classifier.result.document import Result, sha256_of
from classifier.words.language import message


@click.command(cls=Command, said="replay")
@click.argument("result", cls=Argument, said="arg_result", required=True)
@click.argument("file", cls=Argument, said="arg_file", required=True)
@click.option("--format", "layout", cls=Option, said="opt_format", words=LAYOUTS, default="text")
@common
@click.pass_context
def command(  # noqa: PLR0913 - each is one choice on the command line
    context: click.Context,
    *,
    result: str,
    file: str,
    layout: Layout,
    rules: Path | None,
    output: Path | None,
) -> None:
    """Derive a kept result again."""
    if result == file == STDIN:
        raise Misused(message("cli.compare_stdin"), context)
    refuse_overwriting(output, Inputs((Input(result), Input(file)), (), several=True), context)
    kept = _results(context, result)
    rulebook = read_rulebook(rules, context)
    case = read_case(context, file, rulebook)
    chosen = _chosen(context, kept, case, result)
    try:
        answer = replay(chosen, case, rulebook)
    except OtherCase as other:
        refuse(context, other.what, other.hint, file=result)
    show(context, answer, lambda: blocks_of(answer), layout=layout, output=output, case=case)
    context.exit(0 if answer.same else 1)


def _results(context: click.Context, name: str) -> tuple[Result, ...]:
    """The results in a file; ends the run, with everything that is wrong, if there are none."""
    try:
        return load_results(sys.stdin.buffer.read(MAX_BYTES + 1) if name == STDIN else Path(name))
    except InvalidResult as invalid:
        tell_problems(invalid.problems, interface_language(context))
        context.exit(1)


def _chosen(context: click.Context, kept: tuple[Result, ...], case: Case, name: str) -> Result:
    """The result of the case; of several, one that was made of this very case, else the first."""
    if len(kept) == 1:
        return kept[0]
    fitting = [one for one in kept if one.case.id == case.id]
    if not fitting:
        known = ", ".join(dict.fromkeys(one.case.id for one in kept))
        what = message("replay.not_in_list", case=case.id)
        refuse(context, what, message("replay.in_list", cases=known), file=name)
    digest = sha256_of(case)
    return next((one for one in fitting if one.case.sha256 == digest), fitting[0])
