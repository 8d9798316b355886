"""`kemitraan schema`: the JSON Schema of the case file, or of the result."""

from __future__ import annotations

import click

from classifier.case.schema import case_schema
from classifier.cli.bilingual import Command, option
from classifier.cli.run import Run, runs
from classifier.result.document import result_schema


@click.command(cls=Command, said="schema")
@option("--result", "of_result", said="opt_result_schema", is_flag=True)
@runs
def command(run: Run, *, of_result: bool) -> None:
    """Print a schema."""
    run.write_json(
        result_schema() if of_result else case_schema(run.rulebook.codebook, run.language)
    )
