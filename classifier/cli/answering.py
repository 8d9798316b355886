"""Classifying the files of a command line: what is asked of them, and what was wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, NoReturn, get_args

from classifier.case.model import Case
from classifier.cli.bilingual import environment_language, option
from classifier.cli.extras import installing
from classifier.cli.inputs import Input, Read, inputs_of
from classifier.cli.narrowing import NothingChosen, narrowed
from classifier.cli.options import between_option, files_argument, period_option, quotes_option
from classifier.cli.output import Problems, tell_problems
from classifier.cli.run import Decorator, Function, Run, runs
from classifier.cli.streams import tell
from classifier.explain.words import Depth
from classifier.logic.engines import ENGINES, EngineName, can_run
from classifier.pipeline import classify
from classifier.result.classification import Classification
from classifier.words.characters import visible
from classifier.words.language import Language, Text, message
from classifier.words.problems import EngineFailure, Problem, names_of
from classifier.writers.blocks import Block

Telling = Callable[..., Iterable[Block]]
OPTIONS: tuple[Decorator, ...] = (
    files_argument,
    option("--depth", said="opt_depth", words=get_args(Depth), default="summary"),
    between_option,
    period_option,
    quotes_option,
    option("--engine", said="opt_engine", words=ENGINES, metavar="E"),
)
"""The files, and which of their relations are answered how."""


@dataclass(slots=True)
class Answering:
    """Classifies files one after the other and keeps what was wrong with them."""

    run: Run
    files: tuple[str, ...]
    depth: Depth
    private: bool
    """Whether no informant's words are shown."""
    engine: EngineName | None
    several: bool = False
    """Whether the answer is a list."""
    problems: Problems = field(default_factory=Problems)
    passed_over: list[Problem] = field(default_factory=list)
    """That a file has no such relation as is asked for."""
    answered: int = 0

    def answers(self) -> Iterator[tuple[str, Classification]]:
        """Each file that can be classified, with its classification; ends the run if none can."""
        if self.engine and not can_run(self.engine):
            self.run.misused(f"cli.no_{self.engine}", command=installing("check"))
        inputs = inputs_of(self.files)
        self.run.keep(*inputs.names)
        self.several, self.problems = inputs.several, Problems(inputs.problems)
        return self._each(inputs.read(self.run.rulebook))

    def _each(self, read: Iterator[Read]) -> Iterator[tuple[str, Classification]]:
        for one, case in read:
            if not isinstance(case, Case):
                self.problems.add(case)
                continue
            try:
                answer = self._answer(case)
            except NothingChosen as nothing:
                self.passed_over.append(_problem(one, nothing.what, nothing.hint))
            except EngineFailure as failure:
                what = message("cli.engine_failed", reason=visible(str(failure)))
                self.problems.add([_problem(one, what, message("cli.engine_failed_hint"))])
            else:
                self.answered += 1
                yield one.name, answer

    def _answer(self, case: Case) -> Classification:
        made = classify(case, self.run.rulebook, engine=self.engine)
        chosen = narrowed(made, self.run.between, self.run.period)
        if self.depth == "full":
            from classifier.questions.robustness import (  # noqa: PLC0415 - seldom asked for
                with_robustness,
            )

            chosen = with_robustness(chosen)
        return chosen

    def told(self, tell: Telling, results: Iterable[Classification]) -> Iterator[Block]:
        """The blocks in which results are told, one after the other."""
        for result in results:
            yield from tell(result, self.depth, quotes=not self.private)

    def end(self, unwritten: list[Problem]) -> NoReturn:
        """Tell what was wrong and end the run.

        Files without such a relation are problems only if no file has one.
        """
        language = self.run.language
        self.problems.add(unwritten)
        if not self.answered:
            self.problems.add(self.passed_over)
        elif self.passed_over:
            names = names_of(problem.file for problem in self.passed_over)
            tell(message("cli.passed_over", files=names).said_in(language))
        tell_problems(self.problems, language)
        self.run.context.exit(1 if self.problems.count else 0)

    def language_of_all(self, results: Sequence[Classification]) -> Language:
        """The language of one document on several cases: as asked for, else theirs if it is one."""
        theirs = {self.run.language_for(result.case.language) for result in results}
        return theirs.pop() if len(theirs) == 1 else environment_language()


def _problem(of: Input, what: Text, hint: Text | None) -> Problem:
    return Problem(visible(of.name), "", what, hint)


def classifies(*options: Decorator) -> Callable[[Callable[[Answering], None]], Function]:
    """`runs` for what classifies the relations of several files, with options of its own."""

    def classifying(command: Callable[[Answering], None]) -> Function:
        @wraps(command)
        def classify_files(run: Run, **chosen: Any) -> None:  # noqa: ANN401 - click's own
            command(Answering(run, **chosen))

        made = runs(classify_files)
        for add in reversed((*OPTIONS, *options)):
            made = add(made)
        return made

    return classifying
