"""`kemitraan new`: a case file to start from, or one that is asked for question by question."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from classifier.case.loading import case_of
from classifier.cli.bilingual import Command, argument, option
from classifier.cli.layout import layout_for
from classifier.cli.output import Unwritable, check_writable, written_whole
from classifier.cli.run import Run, runs_without_output
from classifier.cli.starting import Entry, starting_case
from classifier.cli.streams import say, tell
from classifier.documents.reader import read_json
from classifier.words.characters import visible
from classifier.words.language import message
from classifier.words.problems import InvalidDocument, Problem


@click.command(cls=Command, said="new")
@argument("target", said="arg_new", required=False, type=click.Path(path_type=Path))
@option("--interactive", "-i", said="opt_interactive", is_flag=True)
@option("--from", "begin_at", said="opt_from", metavar="INDICATOR")
@option("--force", said="opt_force", is_flag=True)
@runs_without_output
def command(
    run: Run, *, target: Path | None, interactive: bool, begin_at: str | None, force: bool
) -> None:
    """Make a case file."""
    codebook = run.rulebook.codebook
    if begin_at:
        run.known("cli.unknown_name", begin_at, codebook.indicators)
    if begin_at and not interactive:
        run.misused("new.from_alone")
    if target is None and interactive:
        run.misused("new.no_file")
    if target is None:
        run.write(starting_case(codebook, run.language), data=True)
        return
    try:
        if interactive:
            _converse(run, target, begin_at=begin_at, afresh=force)
        else:
            _make(run, target, force=force)
    except InvalidDocument as invalid:
        run.fail(invalid.problems)
    except Unwritable as unwritable:
        run.fail([unwritable.problem])


def _make(run: Run, target: Path, *, force: bool) -> None:
    """Write the starting case, unless the file exists."""
    name = visible(str(target))
    if target.exists() and not force:
        run.fail([Problem(name, "", message("new.exists"), message("new.exists_hint"))])
    with written_whole(target) as file:
        file.write(starting_case(run.rulebook.codebook, run.language).encode())
    tell(message("new.made", file=name).said_in(run.language))


def _converse(run: Run, target: Path, *, begin_at: str | None, afresh: bool) -> None:
    """Ask, from where the file leaves off."""
    from classifier.cli.conversation import (  # noqa: PLC0415 - the starting case needs none of it
        Conversation,
    )
    from classifier.cli.drafts import Draft, new_draft  # noqa: PLC0415 - the same
    from classifier.cli.questionnaire import Questionnaire  # noqa: PLC0415 - the same

    check_writable(target)  # before anything is asked
    goes_on = target.exists() and not afresh
    language = run.language_for(None)
    draft = new_draft(language, target)
    if goes_on:
        document = read_json(target)
        language = run.language_for(case_of(document, run.rulebook).language)
        draft = Draft(cast("Entry", document.value))
    layout, name = layout_for(None), visible(str(target))

    def tell_of(key: str, draft: Draft) -> str:
        said = message(f"new.{key}", file=name, count=str(len(draft.observations)))
        return layout.paragraph(said.said_in(language)) + "\n"

    def save(draft: Draft) -> None:
        if draft.is_case:
            draft.save(target)

    say(tell_of("welcome_back" if goes_on else "welcome", draft) + tell_of("keys", draft))
    questionnaire = Questionnaire(run.rulebook.codebook, language, begin_at)
    conversation = Conversation(draft, questionnaire.script, save, language, layout)
    end = conversation.run()
    made = conversation.draft
    say("\n" + tell_of(end if made.is_case else "stopped_early", made))
