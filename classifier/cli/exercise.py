"""`kemitraan exercise`: a case to judge before its verdict is shown, in a terminal or on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from classifier.cli.bilingual import Command, Misused, Option
from classifier.cli.inputs import STDIN
from classifier.cli.layout import layout_for
from classifier.cli.narrowing import without_quotes
from classifier.cli.questioning import Layout, language_of, question, refuse, show, subject_in
from classifier.cli.streams import say
from classifier.explain.answers import author_blocks, key_blocks
from classifier.explain.exercise import task_blocks
from classifier.questions.subject import NoSuchPattern
from classifier.questions.training.exercise import Exercise, Handout, Key, exercise, key
from classifier.words.characters import visible
from classifier.words.language import Language, Text, message
from classifier.writers.blocks import Block


@click.command(cls=Command, said="exercise")
@question
@click.option("--typology", cls=Option, said="opt_typology", metavar="T")
@click.option("--handout", cls=Option, said="opt_handout", is_flag=True)
@click.option("--with-answers", "answered", cls=Option, said="opt_with_answers", is_flag=True)
@click.option("--with-summary", "summary", cls=Option, said="opt_with_summary", is_flag=True)
@click.option("--without-quotes", "private", cls=Option, said="opt_without_quotes", is_flag=True)
@click.pass_context
def command(  # noqa: PLR0913 - each is one choice on the command line
    context: click.Context,
    *,
    file: str,
    typology: str | None,
    handout: bool,
    answered: bool,
    summary: bool,
    private: bool,
    between: tuple[str, str] | None,
    period: str | None,
    layout: Layout,
    rules: Path | None,
    output: Path | None,
) -> None:
    """Have a room predict a verdict, then reveal it."""
    if not handout:
        _refuse_alone(context, file)
    subject = subject_in(context, file, rules=rules, between=between, period=period)
    try:
        task = exercise(subject, typology=typology, quotes=not private, summary=summary)
    except NoSuchPattern as unknown:
        refuse(context, unknown.what, unknown.hint)
    answers = key(subject, typology=typology)
    if private:
        answers = replace(answers, classification=without_quotes(answers.classification))
    if not handout:
        _converse(task, answers, language_of(context, subject.case), _options(context, file, rules))
        return
    show(
        context,
        Handout("kemitraan/exercise-handout/1", task, answers) if answered else task,
        lambda: _sheet(task, answers if answered else None),
        layout=layout,
        output=output,
        case=subject.case,
    )


def _refuse_alone(context: click.Context, file: str) -> None:
    """End the run if something is asked for that only a handout has."""
    given = {
        "--with-answers": context.params["answered"],
        "--format": context.params["layout"] != "text",
        "-o": context.params["output"] is not None,
    }
    for option, is_given in given.items():
        if is_given:
            raise Misused(message("cli.only_with_handout", option=option), context)
    if file == STDIN:
        raise Misused(message("cli.exercise_stdin"), context)


def _sheet(task: Exercise, answers: Key | None) -> Iterator[Block]:
    """The handout, with the key if there is one."""
    yield from task_blocks(task)
    if answers is not None:
        yield from key_blocks(answers)


def _options(context: click.Context, file: str, rules: Path | None) -> str:
    """How another command is asked about the same relation."""
    between, period = context.params["between"], context.params["period"]
    options = [
        visible(file),
        f"--between {','.join(between)}" if between else "",
        f"--period {visible(period)}" if period else "",
        f"--rules {visible(str(rules))}" if rules else "",
    ]
    return " ".join(option for option in options if option)


def _converse(task: Exercise, answers: Key, language: Language, options: str) -> None:
    """Ask and reveal, then say how it went and where to go on."""
    from classifier.cli.conversation import (  # noqa: PLC0415 - a handout needs none of it
        Conversation,
    )
    from classifier.cli.predicting import Predictions, Session  # noqa: PLC0415 - the same

    layout = layout_for(None)

    def tell(said: Text, indent: int = 0) -> None:
        say(layout.paragraph(said.said_in(language), indent=indent, hanging=2) + "\n")

    tell(message("exercise.keys"))
    session = Session(task, answers, language, layout)
    conversation = Conversation(Predictions(), session.script, lambda _: None, language, layout)
    end = conversation.run()
    say("\n")
    if not task.questions:
        tell(message("exercise.no_questions"))
        return
    votes = conversation.draft.votes
    if not votes:
        tell(message("exercise.nothing_predicted"))
        return
    made = session.tally(conversation.draft)
    tell(
        message(
            "exercise.score",
            answered=str(len(votes)),
            questions=str(len(task.questions)),
            right=str(made.right),
            total=str(made.total),
            near=str(made.near),
        )
    )
    if end == "done":
        say(layout.text(author_blocks(answers), language))
    say("\n")
    tell(message("exercise.go_further"))
    for command in ("flip", "whatif"):
        tell(message(f"exercise.go_{command}", options=options), 2)
