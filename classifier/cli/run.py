"""One run of a command: what it was told, what it reads, and how its answer is given."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from classifier.case.model import Case
from classifier.cli.bilingual import (
    Misused,
    argument,
    asked_language,
    environment_language,
    interface_language,
    unknown,
)
from classifier.cli.inputs import STDIN, Input, identity
from classifier.cli.options import between_option, common, layout_option, period_option
from classifier.cli.output import Unwritable, deliver, sentence, tell_problems
from classifier.cli.presenting import as_text, presented
from classifier.cli.streams import is_read
from classifier.explain.questions import QUESTIONS
from classifier.questions.subject import (
    NoSuchRelation,
    Subject,
    Unanswerable,
    as_json,
    subject_of,
)
from classifier.result.once import once
from classifier.rulebook.loading import load_rulebook
from classifier.rulebook.model import Rulebook
from classifier.words.characters import visible
from classifier.words.language import Language, message
from classifier.words.problems import InvalidDocument, Problem
from classifier.writers.blocks import Block

if TYPE_CHECKING:
    from classifier.questions.training.exercise import AnswerKey
    from classifier.questions.why import WhyAnswer

Quoting = TypeVar("Quoting", "WhyAnswer", "AnswerKey")
Function = Callable[..., None]
Decorator = Callable[[Function], Function]


@dataclass(frozen=True)
class Run:
    """A command under way, with the options that several commands have."""

    context: click.Context
    rules: Path | None = None
    output: Path | None = None
    layout: str = "text"
    file: str = ""
    between: tuple[str, str] | None = None
    period: str | None = None

    # What it reads; a run that cannot go on ends here, with everything that is wrong.

    @once
    def rulebook(self) -> Rulebook:
        """The rulebook in a folder, or the one that comes along."""
        if self.rules is not None and not os.path.isdir(self.rules):  # noqa: PTH112 - Path raises
            what, hint = message("cli.no_rules"), message("cli.no_rules_hint")
            self.fail([Problem(visible(str(self.rules)), "", what, hint)])
        try:
            return load_rulebook(self.rules)
        except InvalidDocument as invalid:
            self.fail(invalid.problems)

    @once
    def subject(self) -> Subject:
        """The relation that a question is asked of."""
        self.keep(self.file)
        case = self.case(self.file)
        try:
            return subject_of(case, self.rulebook, between=self.between, period=self.period)
        except NoSuchRelation as nothing:
            self.refuse(nothing, self.file)

    def case(self, file: str) -> Case:
        """The case in a file."""
        rulebook = self.rulebook
        try:
            return Input(file).load(rulebook)
        except InvalidDocument as invalid:
            self.fail(invalid.problems)

    def keep(self, *files: str) -> None:
        """Read standard input once only, and never write the answer over what it is made from."""
        if files.count(STDIN) > 1:
            self.misused("cli.compare_stdin")
        if self.output is not None and identity(str(self.output)) in map(identity, files):
            self.misused("cli.output_is_input", file=visible(str(self.output)))

    # How it ends

    def fail(self, problems: Iterable[Problem]) -> NoReturn:
        """End the run, with what is wrong with a document."""
        tell_problems(problems, self.language)
        self.context.exit(1)

    def refuse(self, wrong: Unanswerable, file: str | None = None) -> NoReturn:
        """End the run: a file has not what is asked of it, or else the question is wrong."""
        problem = Problem(visible(file or ""), "", wrong.what, wrong.hint)
        if file is None:
            raise Misused(sentence(problem), self.context)
        self.fail([problem])

    def misused(self, key: str, **names: str) -> NoReturn:
        """End the run: the command was used wrongly."""
        raise Misused(message(key, **names), self.context)

    def known(self, key: str, name: str, among: Iterable[str]) -> None:
        """End the run if there is nothing of that name."""
        if name not in (several := list(among)):
            raise Misused(unknown(key, name, several), self.context)

    # What it says

    @property
    def language(self) -> Language:
        """The language of problems and remarks."""
        return interface_language(self.context)

    def language_for(self, theirs: Language | None) -> Language:
        """The language of an answer: as asked for, else of its case, else of the environment."""
        return asked_language(self.context) or theirs or environment_language()

    def answer(self, name: str, *of: Subject, **chosen: object) -> None:
        """Ask a question of relations, with what was chosen for it, and tell the answer."""
        query, subjects = QUESTIONS[name], of or (self.subject,)
        answer = self.ask(name, *subjects, **{key: chosen[key] for key in query.takes})
        self.tell(name, answer, subjects[0].case, **{key: chosen[key] for key in query.shows})

    def ask(self, name: str, *of: Subject, **said: object) -> object:
        """The answer to a question of some relations, or else of the one that is named."""
        subjects = of or (self.subject,)
        try:
            return QUESTIONS[name].ask(*subjects, **said)
        except Unanswerable as wrong:
            self.refuse(wrong)

    def tell(self, name: str, answer: object, case: Case, /, **chosen: object) -> None:
        """Hand over the answer to a question."""
        self.show(answer, lambda: QUESTIONS[name].blocks(answer, **chosen), case)

    @property
    def indent(self) -> int | None:
        """JSON is in one line, but indented for somebody who reads it as it comes."""
        return 2 if is_read(self.output) else None

    def show(self, answer: object, lines: Callable[[], Iterable[Block]], case: Case) -> None:
        """Hand over an answer as JSON, or its lines in the form and the language asked for."""
        if self.layout == "json":
            self.write(as_json(answer, indent=self.indent) + "\n", data=True)
            return
        language = self.language_for(case.language)
        self.write(presented(lines(), language, layout=self.layout, output=self.output))

    def write(self, *pieces: str, data: bool = False) -> None:
        """Hand over a result, and end the run if its file cannot be written."""
        unwritten = self.deliver(pieces, data=data)
        if unwritten:
            self.fail(unwritten)

    def write_text(self, blocks: Iterable[Block]) -> None:
        """Hand over blocks as text in the language of the interface."""
        self.write(as_text(blocks, self.language, self.output))

    def write_json(self, value: object) -> None:
        """Hand over what is no answer of the library as JSON."""
        self.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n", data=True)

    def deliver(self, pieces: Iterable[str | bytes], *, data: bool = False) -> list[Problem]:
        """Hand over a result piece by piece; why it cannot be written is given back."""
        try:
            deliver(pieces, self.output, self.language, json=data)
        except Unwritable as unwritable:
            return [unwritable.problem]
        return []


def unquoted(answer: Quoting, *, private: bool) -> Quoting:
    """An answer as it may be shown: without any informant's words, if they are private."""
    if not private:
        return answer
    return replace(answer, classification=answer.classification.without_quotes())


SHARED = tuple(field.name for field in fields(Run) if field.name != "context")


def runs(command: Function, *, output: bool = True) -> Function:
    """Give a command its run, with what every command may be told.

    It takes the place of click's context and of the options that are in it.
    """

    @click.pass_context
    @wraps(command)
    def run(context: click.Context, /, **chosen: Any) -> None:  # noqa: ANN401 - click's own
        shared = {name: chosen.pop(name) for name in SHARED if name in chosen}
        command(Run(context, **shared), **chosen)

    return common(run, output=output)


runs_without_output = partial(runs, output=False)
"""`runs` for what writes no result, or to a file that it is always told."""


def asks(layout: Decorator = layout_option) -> Decorator:
    """`runs` for what is asked of one relation of one file, in one of these forms."""

    def asking(command: Function) -> Function:
        chosen = between_option(period_option(layout(runs(command))))
        return argument("file", said="arg_file", required=True)(chosen)

    return asking
