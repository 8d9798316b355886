"""The command `kemitraan`: it reads what was asked, hands it to the library and prints the answer.

Nothing here knows the theory. Each command is a module of its own, imported only when it is asked
for, so that a single case is answered quickly.
"""

from __future__ import annotations

import click

from classifier.cli.bilingual import need_command, option
from classifier.cli.ending import Root
from classifier.cli.options import asks_for_traceback, language_option
from classifier.explain.questions import OF_ONE
from classifier.version import __version__

COMMANDS = {
    "classify": "classify:command",
    "validate": "validate:command",
    "explain": "explain:command",
    **{one.name: "questions:command_of" for one in OF_ONE if not one.called and not one.within},
    "compare": "compare:command",
    "agree": "agree:command",
    "report": "report:command",
    "replay": "replay:command",
    "exercise": "exercise:command",
    "new": "new:command",
    "codebook": "codebook:command",
    "rules": "rules:command",
    "schema": "schema:command",
    "serve": "serve:command",
}
"""Every command, in the order in which help lists them, with its place: module and function."""


def _version(context: click.Context, _: click.Parameter, asked: object) -> None:
    if asked and not context.resilient_parsing:
        click.echo(f"kemitraan {__version__}")
        context.exit()


@click.command(cls=Root, name="kemitraan", said="help", places=COMMANDS)
@language_option
@asks_for_traceback
@option(
    "--version",
    said="opt_version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
)
@click.pass_context
def main(context: click.Context, /, **_: object) -> None:
    """Say what kind of partnership a case describes, and why."""
    need_command(context, "no_command")
