"""`kemitraan rules`: the rules behind the answers, listed, explained and tested."""

from __future__ import annotations

import click

from classifier.cli.bilingual import Command, Group, argument, need_command
from classifier.cli.options import asks_for_traceback, format_option, language_option
from classifier.cli.run import Run, runs
from classifier.handbook.rules import RulePages
from classifier.words.language import message
from classifier.writers.blocks import Block


@click.group(cls=Group, said="rules")
@language_option
@asks_for_traceback
@click.pass_context
def command(context: click.Context) -> None:
    """Show and test the rules."""
    need_command(context)


@command.command("list", cls=Command, said="rules_list")
@runs
def list_rules(run: Run) -> None:
    """List what the rulebook holds."""
    more = Block("paragraph", message("cli.rules_more"))
    run.write_text((*RulePages(run.rulebook, run.language).contents(), more))


@command.command("show", cls=Command, said="rules_show")
@argument("name", said="arg_rule", required=True)
@runs
def show(run: Run, *, name: str) -> None:
    """Explain one line of the rulebook."""
    pages = RulePages(run.rulebook, run.language).pages()
    run.known("cli.unknown_rule", name, pages)
    run.write_text(pages[name])


@command.command("test", cls=Command, said="rules_test")
@format_option
@runs
def test(run: Run) -> None:
    """Run the examples of the rulebook."""
    from classifier.result.examples import (  # noqa: PLC0415 - the other commands need no program
        examples_of,
        failing_examples,
    )

    failures = failing_examples(run.rulebook)
    total = sum(1 for _ in examples_of(run.rulebook))
    if run.layout == "json":
        entries = [
            {"id": f.example.id, "example": f.example.text, "why": {"id": f.why.id, "en": f.why.en}}
            for f in failures
        ]
        run.write_json({"examples": total, "failures": entries})
    else:
        key = "tested" if failures else "tested_well"
        said = message(f"cli.{key}", total=str(total), failed=str(len(failures)))
        lines = [
            f"{f.example.id}\n  {f.example.text}\n  {f.why.said_in(run.language)}\n"
            for f in failures
        ]
        run.write(*lines, said.said_in(run.language) + "\n")
    run.context.exit(1 if failures else 0)
