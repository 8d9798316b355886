"""`kemitraan schema`: the JSON Schema of the case file."""

from __future__ import annotations

import json

import click

from classifier.case.schema import case_schema
from classifier.cli.bilingual import Command
from classifier.cli.run import Run, runs


@click.command(cls=Command, said="schema")
@runs
def command(run: Run) -> None:
    """Print the schema."""
    schema = case_schema(run.rulebook.codebook, run.language)
    run.write(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", json=True)
