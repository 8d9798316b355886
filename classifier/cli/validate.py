"""`kemitraan validate`: whether case files can be used, and everything that is wrong with them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import click

from classifier.case.model import Case
from classifier.case.relations import relations_of
from classifier.cli.bilingual import Command, interface_language
from classifier.cli.inputs import Input, inputs_of, read_rulebook, refuse_overwriting
from classifier.cli.options import common, files_argument, format_option
from classifier.cli.output import Unwritable, deliver, tell_problems
from classifier.cli.streams import each_with_progress
from classifier.rulebook.model import Rulebook
from classifier.words.characters import visible
from classifier.words.language import Language, Text, message
from classifier.words.problems import InvalidDocument, Problem


@click.command(cls=Command, said="validate")
@files_argument
@format_option
@common
@click.pass_context
def command(
    context: click.Context,
    *,
    files: tuple[str, ...],
    layout: Literal["text", "json"],
    rules: Path | None,
    output: Path | None,
) -> None:
    """Check case files."""
    inputs = inputs_of(files)
    refuse_overwriting(output, inputs, context)
    checking = Checking(read_rulebook(rules, context), list(inputs.problems))
    checked = checking.checked(inputs.files)
    language = interface_language(context)
    as_json = layout == "json"
    pieces = _report(checked, inputs.problems) if as_json else checking.lines(checked, language)
    unwritten = []
    try:
        deliver(pieces, output, language, json=as_json)
    except Unwritable as unwritable:
        unwritten = [unwritable.problem]
    tell_problems(unwritten if as_json else checking.problems + unwritten, language)
    context.exit(1 if checking.problems or unwritten else 0)


@dataclass(slots=True)
class Checking:
    """Reads files one after the other and keeps what was wrong with them."""

    rulebook: Rulebook
    problems: list[Problem] = field(default_factory=list)

    def checked(self, inputs: tuple[Input, ...]) -> Iterator[tuple[str, Case | list[Problem]]]:
        """Each file with its case, or with its problems."""
        for one in each_with_progress(inputs):
            try:
                found: Case | list[Problem] = one.load(self.rulebook)
            except InvalidDocument as invalid:
                found = list(invalid.problems)
                self.problems += found
            yield visible(one.name), found

    def lines(
        self, checked: Iterator[tuple[str, Case | list[Problem]]], language: Language
    ) -> Iterator[str]:
        """A line for each file that can be used."""
        for name, found in checked:
            if isinstance(found, Case):
                yield self._line(name, found).said_in(language) + "\n"

    def _line(self, name: str, case: Case) -> Text:
        return message(
            "cli.valid",
            file=name,
            observations=str(len(case.observations)),
            sources=str(len(case.sources)),
            relations=str(len(relations_of(case, self.rulebook.codebook))),
        )


def _report(
    checked: Iterator[tuple[str, Case | list[Problem]]], others: tuple[Problem, ...]
) -> Iterator[str]:
    """All files as one JSON list, problems in both languages."""
    files = [(name, [] if isinstance(f, Case) else f) for name, f in checked]
    files += [(problem.file, [problem]) for problem in others]
    report = [
        {"file": name, "valid": not found, "problems": [_problem(p) for p in found]}
        for name, found in files
    ]
    yield json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "line": problem.line,
        "pointer": problem.pointer,
        "what": _both(problem.what),
        "hint": _both(problem.hint) if problem.hint else None,
    }


def _both(text: Text) -> dict[str, str]:
    return {"id": text.id, "en": text.en}
