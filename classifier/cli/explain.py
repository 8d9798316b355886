"""`kemitraan explain`: why a verdict, why not another, what it rests on, what is contested."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast, get_args

import click

from classifier.cli.bilingual import Command, option
from classifier.cli.options import quotes_option
from classifier.cli.presenting import FORMS
from classifier.cli.run import Function, Run, asks, unquoted
from classifier.explain.questions import OF_ONE
from classifier.explain.words import Depth
from classifier.questions.why import WhyAnswer
from classifier.words.language import Language

PICTURES = ("mermaid", "svg")
DEPTH: Depth = "summary"
BESIDES = tuple(one.name for one in OF_ONE if one.within == "explain")
"""The questions that are asked here by an option of their name, in place of why."""


def _besides(command: Function) -> Function:
    for name in reversed(BESIDES):
        command = option(f"--{name}", said=f"opt_{name}", is_flag=True)(command)
    return command


@click.command(cls=Command, said="explain")
@asks(
    option(
        "--format",
        "layout",
        said="opt_explained_as",
        words=(*FORMS, *PICTURES),
        default="text",
        metavar="F",
    )
)
@option("--pattern", said="opt_pattern", metavar="T/P")
@option("--depth", said="opt_depth", words=get_args(Depth))
@quotes_option
@_besides
def command(
    run: Run, *, pattern: str | None, depth: Depth | None, private: bool, **besides: bool
) -> None:
    """Explain the verdicts of a relation."""
    asked = [name for name in BESIDES if besides[name]]
    given = {f"--{name}": True for name in asked}
    _refuse_together(run, {**given, "--pattern": pattern is not None})
    if asked:
        _refuse_together(run, {**given, "--depth": depth is not None})
        _refuse_together(run, {**given, f"--format {run.layout}": run.layout in PICTURES})
        run.answer(asked[0])
        return
    answer = unquoted(cast("WhyAnswer", run.ask("why", pattern=pattern)), private=private)
    case = run.subject.case
    if run.layout in PICTURES:
        language = run.language_for(case.language)
        run.write(_picture(answer, depth or DEPTH, language, run.layout))
    else:
        run.tell("why", answer, case, depth=depth or DEPTH)


def _refuse_together(run: Run, given: Mapping[str, bool]) -> None:
    """End the run if options are given that do not go together."""
    several = [option for option, is_given in given.items() if is_given]
    if len(several) > 1:
        run.misused("cli.not_together", one=several[0], other=several[1])


def _picture(answer: WhyAnswer, depth: Depth, language: Language, form: str) -> str:
    """The proof drawn; each form loads only what it needs."""
    if form == "svg":
        from classifier.picture.drawing import drawing_of  # noqa: PLC0415 - as said above
        from classifier.picture.svg import svg  # noqa: PLC0415 - as said above

        return svg(drawing_of(answer, depth), language, alone=True)
    from classifier.picture.mermaid import flowchart  # noqa: PLC0415 - as said above

    return flowchart(answer, language, depth)
