"""`kemitraan classify`: what kind of partnership each case describes, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import click

from classifier.characters import visible
from classifier.classification import Classification
from classifier.cli.bilingual import (
    Command,
    Misused,
    Option,
    asked_language,
    environment_language,
    interface_language,
)
from classifier.cli.inputs import Input, inputs_of, read_rulebook, refuse_overwriting
from classifier.cli.narrowing import Choice, NothingChosen, narrowed, without_quotes
from classifier.cli.options import common, files_argument, format_option, pair
from classifier.cli.output import Unwritable, deliver, tell_problems
from classifier.cli.streams import each_with_progress, is_coloured, tell, width
from classifier.engines import ENGINES, EngineName
from classifier.errors import EngineFailure, InvalidDocument, Problem
from classifier.language import Language, message
from classifier.pipeline import classify
from classifier.rulebook import Rulebook

Depth = Literal["line", "summary", "full"]
Answer = tuple[Input, Classification]


@click.command(cls=Command, said="classify")
@files_argument
@format_option
@click.option(
    "--depth",
    cls=Option,
    said="opt_depth",
    words=("line", "summary", "full"),
    default="summary",
)
@click.option("--between", cls=Option, said="opt_between", callback=pair, metavar="A,B")
@click.option("--period", cls=Option, said="opt_period", metavar="P")
@click.option("--without-quotes", "private", cls=Option, said="opt_without_quotes", is_flag=True)
@click.option("--engine", cls=Option, said="opt_engine", words=ENGINES, metavar="E")
@common
@click.pass_context
def command(  # noqa: PLR0913 - each is one choice on the command line
    context: click.Context,
    *,
    files: tuple[str, ...],
    layout: Literal["text", "json"],
    depth: Depth,
    between: tuple[str, str] | None,
    period: str | None,
    private: bool,
    engine: EngineName | None,
    rules: Path | None,
    output: Path | None,
) -> None:
    """Classify case files."""
    if engine == "durable_rules" and not find_spec("durable_rules_engine"):
        raise Misused(message("cli.no_engine"), context)
    inputs = inputs_of(files)
    refuse_overwriting(output, inputs, context)
    rulebook = read_rulebook(rules, context)
    answering = Answering(rulebook, engine, Choice(between, period), private=private)
    answering.problems += inputs.problems
    answers = answering.answers(inputs.files)
    if layout == "json":
        pieces = _json_list(answers) if inputs.several else _json(answers)
    else:
        rendering = Rendering(asked_language(context), depth, private, is_coloured(output))
        pieces = rendering.pieces(answers, named=inputs.several)
    language = interface_language(context)
    try:
        deliver(pieces, output, language, json=layout == "json")
    except Unwritable as unwritable:
        answering.problems.append(unwritable.problem)
    answering.close(language)
    tell_problems(answering.problems, language)
    context.exit(1 if answering.problems else 0)


@dataclass(slots=True)
class Answering:
    """Classifies files one after the other and keeps what was wrong with them."""

    rulebook: Rulebook
    engine: EngineName | None
    choice: Choice
    private: bool = field(kw_only=True)
    problems: list[Problem] = field(default_factory=list)
    passed_over: list[Problem] = field(default_factory=list)
    """That a file has no such relation as is asked for."""
    answered: int = 0

    def answers(self, inputs: tuple[Input, ...]) -> Iterator[Answer]:
        """Each file that can be classified, with its classification."""
        for one in each_with_progress(inputs):
            try:
                answer = self._answer(one)
            except InvalidDocument as invalid:
                self.problems += invalid.problems
            except NothingChosen as nothing:
                self.passed_over.append(nothing.problem(one.name))
            except EngineFailure as failure:
                what = message("cli.engine_failed", reason=visible(str(failure)))
                hint = message("cli.engine_failed_hint")
                self.problems.append(Problem(visible(one.name), "", what, hint))
            else:
                self.answered += 1
                yield one, answer

    def close(self, language: Language) -> None:
        """Note the files without such a relation; if no file has one, they are problems."""
        if not self.answered:
            self.problems += self.passed_over
        elif self.passed_over:
            names = ", ".join(problem.file for problem in self.passed_over)
            tell(message("cli.passed_over", files=names).said_in(language))

    def _answer(self, one: Input) -> Classification:
        case = one.load(self.rulebook)
        chosen = narrowed(classify(case, self.rulebook, engine=self.engine), self.choice)
        return without_quotes(chosen) if self.private else chosen


@dataclass(frozen=True, slots=True)
class Rendering:
    """How a classification is shown to people."""

    language: Language | None
    """As asked for; else each case is told in its own."""
    depth: Depth
    private: bool
    colour: bool

    def pieces(self, answers: Iterable[Answer], *, named: bool) -> Iterator[str]:
        """The explanations as text, each under the name of its file if there may be several."""
        parting = ""
        for one, answer in answers:
            head = visible(one.name)
            head = click.style(head, bold=True) if self.colour else head
            yield f"{parting}{head}\n{self._text(answer)}" if named else self._text(answer)
            parting = "\n"

    def _text(self, answer: Classification) -> str:
        from classifier.render.text import render_text  # noqa: PLC0415 - JSON needs no rich

        language = self.language or answer.case.language or environment_language()
        return render_text(
            answer,
            language,
            depth=self.depth,
            width=width(),
            colour=self.colour,
            quotes=not self.private,
        )


def _json(answers: Iterable[Answer]) -> Iterator[str]:
    for _, answer in answers:
        yield answer.to_json() + "\n"


def _json_list(answers: Iterable[Answer]) -> Iterator[str]:
    """A JSON list, item by item, so that many cases need no more memory than one."""
    opening = "[\n"
    for _, answer in answers:
        yield opening + answer.to_json()
        opening = ",\n"
    yield "[]\n" if opening == "[\n" else "\n]\n"
