"""`kemitraan explain`: why a verdict, why not another, what it rests on, what is contested."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
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
        "form",
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
    run: Run,
    *,
    form: str,
    pattern: str | None,
    depth: Depth | None,
    private: bool,
    **besides: bool,
) -> None:
    """Explain the verdicts of a relation."""
    asked = [name for name in BESIDES if besides[name]]
    given = {f"--{name}": True for name in asked}
    _refuse_together(run, {**given, "--pattern": pattern is not None})
    if asked:
        _refuse_together(run, {**given, "--depth": depth is not None})
        _refuse_together(run, {**given, f"--format {form}": form in PICTURES})
    if form in PICTURES:
        answer = _why(run, pattern, private=private)
        run.write(
            _picture(answer, depth or DEPTH, run.language_for(run.subject.case.language), form)
        )
        return
    run = replace(run, layout=form)
    if asked:
        run.answer(asked[0])
    else:
        answer = _why(run, pattern, private=private)
        run.tell("why", answer, run.subject.case, depth=depth or DEPTH)


def _why(run: Run, pattern: str | None, *, private: bool) -> WhyAnswer:
    return unquoted(cast("WhyAnswer", run.ask("why", pattern=pattern)), private=private)


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
