"""`kemitraan exercise`: a case to judge before its verdict is shown, in a terminal or on paper."""

from __future__ import annotations

from itertools import chain

import click

from classifier.cli.bilingual import Command, option
from classifier.cli.inputs import STDIN
from classifier.cli.layout import layout_for
from classifier.cli.options import quotes_option
from classifier.cli.run import Run, asks, unquoted
from classifier.cli.streams import say
from classifier.explain.answers import author_blocks, key_blocks
from classifier.explain.exercise import task_blocks
from classifier.questions.subject import NoSuchPattern
from classifier.questions.training.exercise import AnswerKey, Exercise, Handout, exercise, key
from classifier.words.characters import visible
from classifier.words.language import Text, message


@click.command(cls=Command, said="exercise")
@asks()
@option("--typology", said="opt_typology", metavar="T")
@option("--handout", said="opt_handout", is_flag=True)
@option("--with-answers", "answered", said="opt_with_answers", is_flag=True)
@option("--with-summary", "summary", said="opt_with_summary", is_flag=True)
@quotes_option
def command(  # noqa: PLR0913 - each is one choice on the command line
    run: Run, *, typology: str | None, handout: bool, answered: bool, summary: bool, private: bool
) -> None:
    """Have a room predict a verdict, then reveal it."""
    if not handout:
        _refuse_alone(run, answered=answered)
    subject = run.subject
    try:
        task = exercise(subject, typology=typology, quotes=not private, summary=summary)
    except NoSuchPattern as unknown:
        run.refuse(unknown)
    answers = unquoted(key(subject, typology=typology), private=private)
    if not handout:
        _converse(run, task, answers)
    elif answered:
        given = Handout("kemitraan/exercise-handout/1", task, answers)
        run.show(given, lambda: chain(task_blocks(task), key_blocks(answers)), subject.case)
    else:
        run.show(task, lambda: task_blocks(task), subject.case)


def _refuse_alone(run: Run, *, answered: bool) -> None:
    """End the run if something is asked for that only a handout has."""
    given = {
        "--with-answers": answered,
        "--format": run.layout != "text",
        "-o": run.output is not None,
    }
    for name, is_given in given.items():
        if is_given:
            run.misused("cli.only_with_handout", option=name)
    if run.file == STDIN:
        run.misused("cli.exercise_stdin")


def _options(run: Run) -> str:
    """How another command is asked about the same relation."""
    options = [
        visible(run.file),
        f"--between {','.join(run.between)}" if run.between else "",
        f"--period {visible(run.period)}" if run.period else "",
        f"--rules {visible(str(run.rules))}" if run.rules else "",
    ]
    return " ".join(option for option in options if option)


def _converse(run: Run, task: Exercise, answers: AnswerKey) -> None:
    """Ask and reveal, then say how it went and where to go on."""
    from classifier.cli.conversation import (  # noqa: PLC0415 - a handout needs none of it
        Conversation,
    )
    from classifier.cli.predicting import Predictions, Session  # noqa: PLC0415 - the same

    language, layout = run.language_for(run.subject.case.language), layout_for(None)

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
        tell(message(f"exercise.go_{command}", options=_options(run)), 2)
