"""`kemitraan explain`: why a verdict, why not another, what it rests on, what is contested."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args

import click

from classifier.cli.bilingual import Command, Misused, Option
from classifier.cli.output import hand_over
from classifier.cli.presenting import LAYOUTS, Layout
from classifier.cli.questioning import asks, language_of, refuse, show, subject_in
from classifier.explain.words import Depth
from classifier.questions.subject import NoSuchPattern, Subject
from classifier.words.language import Language, message
from classifier.writers.blocks import Block

if TYPE_CHECKING:
    from classifier.questions.why import WhyAnswer

F = TypeVar("F", bound=Callable[..., Any])
Shown = tuple[object, Callable[[], Iterable[Block]]]
"""An answer, and its blocks."""
DEPTH: Depth = "summary"
Picture = Literal["mermaid", "svg"]
PICTURES: tuple[Picture, ...] = get_args(Picture)
Form = Layout | Picture


def explaining(command: F) -> F:
    """The file, the relation and `--format`, which here has pictures of the proof too."""
    return asks(
        command,
        click.option(
            "--format",
            "layout",
            cls=Option,
            said="opt_explained_as",
            words=(*LAYOUTS, *PICTURES),
            default="text",
            metavar="F",
        ),
    )


@click.command(cls=Command, said="explain")
@explaining
@click.option("--pattern", cls=Option, said="opt_pattern", metavar="T/P")
@click.option("--depth", cls=Option, said="opt_depth", words=("line", "summary", "full"))
@click.option("--without-quotes", "private", cls=Option, said="opt_without_quotes", is_flag=True)
@click.option("--support", "supported", cls=Option, said="opt_support", is_flag=True)
@click.option("--contested", "disputed", cls=Option, said="opt_contested", is_flag=True)
@click.pass_context
def command(  # noqa: PLR0913 - each is one choice on the command line
    context: click.Context,
    *,
    file: str,
    pattern: str | None,
    depth: Depth | None,
    private: bool,
    supported: bool,
    disputed: bool,
    between: tuple[str, str] | None,
    period: str | None,
    layout: Form,
    rules: Path | None,
    output: Path | None,
) -> None:
    """Explain the verdicts of a relation."""
    asked = {"--support": supported, "--contested": disputed, "--pattern": pattern is not None}
    _refuse_together(context, asked)
    for name in ("--support", "--contested"):
        _refuse_together(context, {name: asked[name], "--depth": depth is not None})
        _refuse_together(context, {name: asked[name], f"--format {layout}": layout in PICTURES})
    subject = subject_in(context, file, rules=rules, between=between, period=period)
    if layout == "mermaid" or layout == "svg":  # noqa: PLR1714 - which tells the types apart
        answer = _why(context, subject, pattern, private=private)
        language = language_of(context, subject.case)
        hand_over([_picture(answer, depth or DEPTH, language, layout)], output, context)
        return
    if supported or disputed:
        said, blocks = _supported(subject) if supported else _contested(subject)
    else:
        answer = _why(context, subject, pattern, private=private)
        said, blocks = _explained(answer, depth or DEPTH)
    show(context, said, blocks, layout=layout, output=output, case=subject.case)


def _refuse_together(context: click.Context, given: Mapping[str, bool]) -> None:
    """End the run if options are given that do not go together."""
    several = [option for option, is_given in given.items() if is_given]
    if len(several) > 1:
        said = message("cli.not_together", one=several[0], other=several[1])
        raise Misused(said, context)


# Each question loads only what it needs.


def _why(
    context: click.Context, subject: Subject, pattern: str | None, *, private: bool
) -> WhyAnswer:
    from classifier.questions.why import why  # noqa: PLC0415 - as said above

    try:
        answer = why(subject, pattern)
    except NoSuchPattern as unknown:
        refuse(context, unknown.what, unknown.hint)
    if private:
        return replace(answer, classification=answer.classification.without_quotes())
    return answer


def _explained(answer: WhyAnswer, depth: Depth) -> Shown:
    from classifier.explain.why import blocks_of  # noqa: PLC0415 - as said above

    return answer, lambda: blocks_of(answer, depth)


def _supported(subject: Subject) -> Shown:
    from classifier.explain.support import blocks_of  # noqa: PLC0415 - as said above
    from classifier.questions.support import support  # noqa: PLC0415 - as said above

    answer = support(subject)
    return answer, lambda: blocks_of(answer)


def _contested(subject: Subject) -> Shown:
    from classifier.explain.contested import blocks_of  # noqa: PLC0415 - as said above
    from classifier.questions.contested import contested  # noqa: PLC0415 - as said above

    answer = contested(subject)
    return answer, lambda: blocks_of(answer)


def _picture(answer: WhyAnswer, depth: Depth, language: Language, layout: Picture) -> str:
    if layout == "svg":
        from classifier.picture.drawing import drawing_of  # noqa: PLC0415 - as said above
        from classifier.picture.svg import svg  # noqa: PLC0415 - as said above

        return svg(drawing_of(answer, depth), language, alone=True)
    from classifier.picture.mermaid import flowchart  # noqa: PLC0415 - as said above

    return flowchart(answer, language, depth)
