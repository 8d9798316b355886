"""The commands that ask one relation a question of the table and tell its answer.

A command is made of the question's row: whatever may be said with the question, or chosen when its
answer is told, is an option.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from classifier.cli.bilingual import Command, option
from classifier.cli.run import Decorator, Function, Run, asks
from classifier.explain.questions import QUESTIONS, Query
from classifier.questions.subject import Unanswerable

if TYPE_CHECKING:
    from classifier.questions.supposing.changes import Change


def command_of(name: str) -> click.Command:
    """The command that asks a question."""
    query = QUESTIONS[name]

    def ask(run: Run, **chosen: Any) -> None:  # noqa: ANN401 - click's own
        if "changes" in query.takes:
            chosen["changes"] = _changes(run, chosen.pop("put"), chosen.pop("unset"))
        run.answer(name, **chosen)

    made: Function = ask
    for add in reversed((asks(), *_options(query))):
        made = add(made)
    return click.command(name, cls=Command, said=name)(made)


def _options(query: Query) -> Iterator[Decorator]:
    for name in (*query.takes, *query.shows):
        match name:
            case "changes":
                yield option("--set", "put", said="opt_set", multiple=True, metavar="S")
                yield option("--unset", said="opt_unset", multiple=True, metavar="S")
            case "everything":
                yield option("--all", name, said=f"opt_all_{query.name}", is_flag=True)
            case _:
                yield option(f"--{name}", said=f"opt_{name}", metavar="T/P")


def _changes(run: Run, put: tuple[str, ...], unset: tuple[str, ...]) -> tuple[Change, ...]:
    """What is supposed; ends the run if nothing is, or it cannot be."""
    if not put and not unset:
        run.misused("cli.nothing_supposed")
    subject = run.subject
    from classifier.questions.supposing.asked import Supposing  # noqa: PLC0415 - flip needs none

    try:
        return Supposing(subject).changes(put, unset)
    except Unanswerable as wrong:
        run.refuse(wrong)
