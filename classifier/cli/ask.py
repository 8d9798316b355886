"""`kemitraan ask`: what to ask next, by how far the answers narrow what is possible."""

from __future__ import annotations

from pathlib import Path

import click

from classifier.cli.bilingual import Command, Option
from classifier.cli.questioning import Layout, question, show, subject_in
from classifier.explain.ask import blocks_of
from classifier.questions.ask import ask


@click.command(cls=Command, said="ask")
@question
@click.option("--all", "everything", cls=Option, said="opt_all_questions", is_flag=True)
@click.pass_context
def command(  # noqa: PLR0913 - each is one choice on the command line
    context: click.Context,
    *,
    file: str,
    everything: bool,
    between: tuple[str, str] | None,
    period: str | None,
    layout: Layout,
    rules: Path | None,
    output: Path | None,
) -> None:
    """Say what to ask next."""
    subject = subject_in(context, file, rules=rules, between=between, period=period)
    answer = ask(subject)
    show(
        context,
        answer,
        lambda: blocks_of(answer, all_questions=everything),
        layout=layout,
        output=output,
        case=subject.case,
    )
