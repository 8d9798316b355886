"""`kemitraan whatif`: what would follow if some observations were others."""

from __future__ import annotations

from pathlib import Path

import click

from classifier.cli.bilingual import Command, Misused, Option
from classifier.cli.presenting import Layout
from classifier.cli.questioning import question, refuse, show, subject_in
from classifier.explain.whatif import blocks_of
from classifier.questions.supposing.asked import Supposing, Unsupposable
from classifier.questions.whatif import whatif
from classifier.words.language import message


@click.command(cls=Command, said="whatif")
@question
@click.option("--set", "put", cls=Option, said="opt_set", multiple=True, metavar="S")
@click.option("--unset", cls=Option, said="opt_unset", multiple=True, metavar="S")
@click.pass_context
def command(  # noqa: PLR0913 - each is one choice on the command line
    context: click.Context,
    *,
    file: str,
    put: tuple[str, ...],
    unset: tuple[str, ...],
    between: tuple[str, str] | None,
    period: str | None,
    layout: Layout,
    rules: Path | None,
    output: Path | None,
) -> None:
    """Say what would follow if some observations were others."""
    if not put and not unset:
        raise Misused(message("cli.nothing_supposed"), context)
    subject = subject_in(context, file, rules=rules, between=between, period=period)
    try:
        changes = Supposing(subject).changes(put, unset)
    except Unsupposable as wrong:
        refuse(context, wrong.what, wrong.hint)
    answer = whatif(subject, changes)
    show(
        context,
        answer,
        lambda: blocks_of(answer),
        layout=layout,
        output=output,
        case=subject.case,
    )
