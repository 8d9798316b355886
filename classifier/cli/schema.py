"""`kemitraan schema`: the JSON Schema of the case file."""

from __future__ import annotations

import json
from pathlib import Path

import click

from classifier.case.schema import case_schema
from classifier.cli.bilingual import Command, interface_language
from classifier.cli.inputs import read_rulebook
from classifier.cli.options import common
from classifier.cli.output import hand_over


@click.command(cls=Command, said="schema")
@common
@click.pass_context
def command(context: click.Context, *, rules: Path | None, output: Path | None) -> None:
    """Print the schema."""
    language = interface_language(context)
    schema = case_schema(read_rulebook(rules, context).codebook, language)
    text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    hand_over([text], output, context, json=True)
