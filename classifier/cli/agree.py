"""`kemitraan agree`: how far two coders agree, and which disagreements change a verdict."""

from __future__ import annotations

import click

from classifier.case.model import Case
from classifier.cli.bilingual import Command, argument
from classifier.cli.inputs import inputs_of
from classifier.cli.options import answer_option
from classifier.cli.output import Problems, tell_problems
from classifier.cli.run import Run, runs
from classifier.explain.questions import QUESTIONS
from classifier.questions.subject import Unanswerable
from classifier.words.characters import visible
from classifier.words.problems import Problem


@click.command(cls=Command, said="agree")
@argument("first", said="arg_first_coder", required=True)
@argument("second", said="arg_second_coder", required=True)
@answer_option
@runs
def command(run: Run, *, first: str, second: str) -> None:
    """Say how far two coders agree."""
    sides = [inputs_of((word,)) for word in (first, second)]
    run.keep(*(name for side in sides for name in side.names))
    problems = Problems()
    codings: list[list[Case]] = []
    for side in sides:
        problems.add(side.problems)
        codings.append([])
        for _, found in side.read(run.rulebook):
            if isinstance(found, Case):
                codings[-1].append(found)
            else:
                problems.add(found)
    coders = visible(first), visible(second)
    try:
        answer = QUESTIONS["agree"].ask(*codings, rulebook=run.rulebook, coders=coders)
    except Unanswerable as nothing:
        problems.add([Problem(", ".join(coders), "", nothing.what, nothing.hint)])
    else:
        run.tell("agree", answer, codings[0][0])
    tell_problems(problems, run.language)
    run.context.exit(1 if problems.count else 0)
