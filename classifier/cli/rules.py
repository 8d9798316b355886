"""`kemitraan rules`: the rules behind the answers, listed, explained and tested."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import click

from classifier.cli.bilingual import Argument, Command, Group, Misused, interface_language
from classifier.cli.inputs import read_rulebook
from classifier.cli.options import (
    asks_for_traceback,
    common,
    format_option,
    language_option,
)
from classifier.cli.output import hand_over
from classifier.cli.presenting import as_text
from classifier.handbook.rules import RulePages
from classifier.words.language import Text, message
from classifier.words.problems import nearest
from classifier.writers.blocks import Block


@click.group(cls=Group, said="rules")
@language_option
@asks_for_traceback
@click.pass_context
def command(context: click.Context) -> None:
    """Show and test the rules."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(2)


@command.command("list", cls=Command, said="rules_list")
@common
@click.pass_context
def list_rules(context: click.Context, *, rules: Path | None, output: Path | None) -> None:
    """List what the rulebook holds."""
    language = interface_language(context)
    pages = RulePages(read_rulebook(rules, context), language)
    more = Block("paragraph", message("cli.rules_more"))
    said = as_text((*pages.contents(), more), language, output)
    hand_over([said], output, context)


@command.command("show", cls=Command, said="rules_show")
@click.argument("name", cls=Argument, said="arg_rule", required=True)
@common
@click.pass_context
def show(context: click.Context, *, name: str, rules: Path | None, output: Path | None) -> None:
    """Explain one line of the rulebook."""
    language = interface_language(context)
    pages = RulePages(read_rulebook(rules, context), language).pages()
    if name not in pages:
        raise Misused(_unknown(name, list(pages)), context)
    hand_over([as_text(pages[name], language, output)], output, context)


@command.command("test", cls=Command, said="rules_test")
@format_option
@common
@click.pass_context
def test(
    context: click.Context,
    *,
    layout: Literal["text", "json"],
    rules: Path | None,
    output: Path | None,
) -> None:
    """Run the examples of the rulebook."""
    from classifier.result.examples import (  # noqa: PLC0415 - the other commands need no program
        Failure,
        examples_of,
        failing_examples,
    )

    rulebook = read_rulebook(rules, context)
    language = interface_language(context)
    failures = failing_examples(rulebook)
    total = sum(1 for _ in examples_of(rulebook))

    def lines() -> Iterator[str]:
        for failure in failures:
            yield f"{failure.example.id}\n  {failure.example.text}\n"
            yield f"  {failure.why.said_in(language)}\n"
        key = "tested" if failures else "tested_well"
        said = message(f"cli.{key}", total=str(total), failed=str(len(failures)))
        yield said.said_in(language) + "\n"

    def entry(failure: Failure) -> dict[str, object]:
        why = {"id": failure.why.id, "en": failure.why.en}
        return {"id": failure.example.id, "example": failure.example.text, "why": why}

    report = {"examples": total, "failures": [entry(failure) for failure in failures]}
    as_json = [json.dumps(report, ensure_ascii=False, indent=2) + "\n"]
    hand_over(as_json if layout == "json" else lines(), output, context, json=layout == "json")
    context.exit(1 if failures else 0)


def _unknown(name: str, known: list[str]) -> Text:
    near = nearest(name, known)
    if near:
        return message("cli.unknown_rule_near", name=name, near=near)
    return message("cli.unknown_rule", name=name)
