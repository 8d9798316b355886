"""`kemitraan flip`: the smallest change of observations that gives another verdict."""

from __future__ import annotations

from pathlib import Path

import click

from classifier.cli.bilingual import Command, Option
from classifier.cli.questioning import Layout, question, refuse, show, subject_in
from classifier.explain.flip import blocks_of
from classifier.questions.flip import flip
from classifier.questions.subject import NoSuchPattern


@click.command(cls=Command, said="flip")
@question
@click.option("--to", cls=Option, said="opt_to", metavar="T/P")
@click.option("--all", "everything", cls=Option, said="opt_all_ways", is_flag=True)
@click.pass_context
def command(  # noqa: PLR0913 - each is one choice on the command line
    context: click.Context,
    *,
    file: str,
    to: str | None,
    everything: bool,
    between: tuple[str, str] | None,
    period: str | None,
    layout: Layout,
    rules: Path | None,
    output: Path | None,
) -> None:
    """Find the smallest change to another verdict."""
    subject = subject_in(context, file, rules=rules, between=between, period=period)
    try:
        answer = flip(subject, to)
    except NoSuchPattern as unknown:
        refuse(context, unknown.what, unknown.hint)
    show(
        context,
        answer,
        lambda: blocks_of(answer, all_ways=everything),
        layout=layout,
        output=output,
        case=subject.case,
    )
