"""Classifying the files of a command line: what is asked of them, and what was wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import click

from classifier.cli.bilingual import Misused, Option, asked_language, environment_language
from classifier.cli.inputs import Input, inputs_of, read_rulebook, refuse_overwriting
from classifier.cli.narrowing import Choice, NothingChosen, narrowed
from classifier.cli.options import files_argument, pair
from classifier.cli.streams import each_with_progress, tell
from classifier.explain.words import Depth
from classifier.logic.engines import ENGINES, EngineName
from classifier.pipeline import classify
from classifier.result.classification import Classification
from classifier.rulebook.model import Rulebook
from classifier.words.characters import visible
from classifier.words.language import Language, message
from classifier.words.problems import EngineFailure, InvalidDocument, Problem

F = TypeVar("F", bound=Callable[..., Any])
DEPTHS: tuple[Depth, ...] = ("line", "summary", "full")
Answer = tuple[Input, Classification]


def asking(command: F) -> F:
    """The files, and which of their relations are answered how."""
    options = (
        click.option("--depth", cls=Option, said="opt_depth", words=DEPTHS, default="summary"),
        click.option("--between", cls=Option, said="opt_between", callback=pair, metavar="A,B"),
        click.option("--period", cls=Option, said="opt_period", metavar="P"),
        click.option(
            "--without-quotes", "private", cls=Option, said="opt_without_quotes", is_flag=True
        ),
        click.option("--engine", cls=Option, said="opt_engine", words=ENGINES, metavar="E"),
    )
    for option in reversed(options):
        command = option(command)
    return files_argument(command)


@dataclass(slots=True)
class Answering:
    """Classifies files one after the other and keeps what was wrong with them."""

    rulebook: Rulebook
    engine: EngineName | None
    choice: Choice
    robust: bool = field(kw_only=True)
    """Whether it is said how robust each verdict is."""
    several: bool = field(kw_only=True)
    inputs: tuple[Input, ...] = field(kw_only=True)
    problems: list[Problem] = field(kw_only=True)
    passed_over: list[Problem] = field(default_factory=list)
    """That a file has no such relation as is asked for."""
    answered: int = 0

    def answers(self) -> Iterator[Answer]:
        """Each file that can be classified, with its classification."""
        for one in each_with_progress(self.inputs):
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
        if self.robust:
            from classifier.questions.robustness import (  # noqa: PLC0415 - seldom asked for
                with_robustness,
            )

            chosen = with_robustness(chosen)
        return chosen


def answering(  # noqa: PLR0913 - each is one choice on the command line
    context: click.Context,
    files: tuple[str, ...],
    *,
    choice: Choice,
    robust: bool,
    engine: EngineName | None,
    rules: Path | None,
    output: Path | None,
) -> Answering:
    """What classifies the files that are named; ends the run if that cannot be."""
    if engine == "durable_rules" and not find_spec("durable_rules_engine"):
        raise Misused(message("cli.no_engine"), context)
    inputs = inputs_of(files)
    refuse_overwriting(output, inputs, context)
    return Answering(
        read_rulebook(rules, context),
        engine,
        choice,
        robust=robust,
        several=inputs.several,
        inputs=inputs.files,
        problems=list(inputs.problems),
    )


def language_of_all(context: click.Context, answers: Sequence[Classification]) -> Language:
    """The language of one document on several cases: as asked for, else theirs if it is one."""
    theirs = {answer.case.language or environment_language() for answer in answers}
    return asked_language(context) or (theirs.pop() if len(theirs) == 1 else environment_language())
