"""`kemitraan validate`: whether case files can be used, and everything that is wrong with them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain

import click

from classifier.case.model import Case
from classifier.case.relations import relations_of
from classifier.cli.bilingual import Command
from classifier.cli.inputs import Inputs, Read, inputs_of
from classifier.cli.options import files_argument, format_option
from classifier.cli.output import Problems, tell_problems
from classifier.cli.run import Run, runs
from classifier.words.characters import visible
from classifier.words.language import message
from classifier.words.problems import Problem


@click.command(cls=Command, said="validate")
@files_argument
@format_option
@runs
def command(run: Run, *, files: tuple[str, ...]) -> None:
    """Check case files."""
    inputs = inputs_of(files)
    run.keep(*inputs.names)
    as_json, problems = run.layout == "json", Problems(inputs.problems)
    checked = _checked(inputs.read(run.rulebook), problems)
    pieces = _report(checked, inputs) if as_json else _lines(run, checked)
    unwritten = run.deliver(pieces, data=as_json)
    told = Problems() if as_json else problems
    told.add(unwritten)
    tell_problems(told, run.language)
    run.context.exit(1 if problems.count or unwritten else 0)


def _checked(read: Iterator[Read], problems: Problems) -> Iterator[Read]:
    """What was read, and what was wrong with it kept."""
    for file, found in read:
        problems.add(() if isinstance(found, Case) else found)
        yield file, found


def _lines(run: Run, checked: Iterator[Read]) -> Iterator[str]:
    """A line for each file that can be used."""
    for file, case in checked:
        if isinstance(case, Case):
            said = message(
                "cli.valid",
                file=visible(file.name),
                observations=str(len(case.observations)),
                sources=str(len(case.sources)),
                relations=str(len(relations_of(case, run.rulebook.codebook))),
            )
            yield said.said_in(run.language) + "\n"


def _report(checked: Iterator[Read], inputs: Inputs) -> Iterator[str]:
    """All files as one JSON list, one after the other, problems in both languages."""
    read = ((visible(file.name), found) for file, found in checked)
    nothing = ((problem.file, [problem]) for problem in inputs.problems)
    before = "["
    for name, found in chain(read, nothing):
        problems = [] if isinstance(found, Case) else found
        report = {"file": name, "valid": not problems, "problems": list(map(_problem, problems))}
        text = json.dumps(report, ensure_ascii=False, indent=2).replace("\n", "\n  ")
        yield f"{before}\n  {text}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def _problem(problem: Problem) -> dict[str, object]:
    told = asdict(problem)
    return {key: told[key] for key in ("line", "pointer", "what", "hint")}
