"""The questions that are asked of one relation as they stand in the table: whatif, flip, ask."""

from __future__ import annotations

import click

from classifier.cli.bilingual import Command, option
from classifier.cli.run import Run, asks
from classifier.questions.subject import Unanswerable


@click.command(cls=Command, said="whatif")
@asks()
@option("--set", "put", said="opt_set", multiple=True, metavar="S")
@option("--unset", said="opt_unset", multiple=True, metavar="S")
def whatif(run: Run, *, put: tuple[str, ...], unset: tuple[str, ...]) -> None:
    """Say what would follow if some observations were others."""
    if not put and not unset:
        run.misused("cli.nothing_supposed")
    subject = run.subject
    from classifier.questions.supposing.asked import Supposing  # noqa: PLC0415 - flip needs none

    try:
        changes = Supposing(subject).changes(put, unset)
    except Unanswerable as wrong:
        run.refuse(wrong)
    run.answer("whatif", changes=changes)


@click.command(cls=Command, said="flip")
@asks()
@option("--to", said="opt_to", metavar="T/P")
@option("--all", "everything", said="opt_all_ways", is_flag=True)
def flip(run: Run, **chosen: object) -> None:
    """Find the smallest change to another verdict."""
    run.answer("flip", **chosen)


@click.command(cls=Command, said="ask")
@asks()
@option("--all", "everything", said="opt_all_questions", is_flag=True)
def ask(run: Run, **chosen: object) -> None:
    """Say what to ask next."""
    run.answer("ask", **chosen)
