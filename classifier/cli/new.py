"""`kemitraan new`: a case file to start from, or one that is asked for question by question."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from classifier.case.loading import case_of
from classifier.cli.bilingual import (
    Argument,
    Command,
    Misused,
    Option,
    asked_language,
    environment_language,
    interface_language,
)
from classifier.cli.inputs import read_rulebook
from classifier.cli.layout import layout_for
from classifier.cli.options import asks_for_traceback, language_option, rules_option
from classifier.cli.output import (
    Unwritable,
    check_writable,
    hand_over,
    tell_problems,
    written_whole,
)
from classifier.cli.starting import Document, starting_case
from classifier.cli.streams import say, tell
from classifier.documents.reader import read_json
from classifier.rulebook.codebook import Codebook
from classifier.rulebook.model import Rulebook
from classifier.words.characters import visible
from classifier.words.language import Language, Text, message
from classifier.words.problems import InvalidDocument, Problem, nearest


@click.command(cls=Command, said="new")
@click.argument(
    "target", cls=Argument, said="arg_new", required=False, type=click.Path(path_type=Path)
)
@click.option("--interactive", "-i", cls=Option, said="opt_interactive", is_flag=True)
@click.option("--from", "begin_at", cls=Option, said="opt_from", metavar="INDICATOR")
@click.option("--force", cls=Option, said="opt_force", is_flag=True)
@language_option
@rules_option
@asks_for_traceback
@click.pass_context
def command(  # noqa: PLR0913 - each is one choice on the command line
    context: click.Context,
    *,
    target: Path | None,
    interactive: bool,
    begin_at: str | None,
    force: bool,
    rules: Path | None,
) -> None:
    """Make a case file."""
    rulebook = read_rulebook(rules, context)
    language = interface_language(context)
    if begin_at and begin_at not in rulebook.codebook.indicators:
        raise Misused(_unknown(begin_at, rulebook.codebook), context)
    if begin_at and not interactive:
        raise Misused(message("new.from_alone"), context)
    if target is None:
        if interactive:
            raise Misused(message("new.no_file"), context)
        hand_over([starting_case(rulebook.codebook, language)], None, context, json=True)
        return
    try:
        if interactive:
            _converse(target, rulebook, context, begin_at=begin_at, afresh=force)
        else:
            _make(target, rulebook.codebook, language, force=force)
    except InvalidDocument as invalid:
        tell_problems(invalid.problems, language)
        context.exit(1)
    except Unwritable as unwritable:
        tell_problems([unwritable.problem], language)
        context.exit(1)


def _make(target: Path, codebook: Codebook, language: Language, *, force: bool) -> None:
    """Write the starting case, unless the file exists."""
    name = visible(str(target))
    if target.exists() and not force:
        what, hint = message("new.exists"), message("new.exists_hint")
        raise InvalidDocument([Problem(name, "", what, hint)])
    with written_whole(target) as file:
        file.write(starting_case(codebook, language))
    tell(message("new.made", file=name).said_in(language))


def _converse(
    target: Path,
    rulebook: Rulebook,
    context: click.Context,
    *,
    begin_at: str | None,
    afresh: bool,
) -> None:
    """Ask, from where the file leaves off."""
    from classifier.cli.conversation import (  # noqa: PLC0415 - the starting case needs none of it
        Conversation,
    )
    from classifier.cli.drafts import Draft, new_draft  # noqa: PLC0415 - the same
    from classifier.cli.interview import Interview  # noqa: PLC0415 - the same

    check_writable(target)  # before anything is asked
    goes_on = target.exists() and not afresh
    language = asked_language(context) or environment_language()
    draft = new_draft(language, target)
    if goes_on:
        document = read_json(target)
        case = case_of(document, rulebook)
        language = asked_language(context) or case.language or language
        draft = Draft(cast("Document", document.value))
    layout = layout_for(None)
    name, so_far = visible(str(target)), str(len(draft.observations))
    key = "welcome_back" if goes_on else "welcome"
    for text in (message(f"new.{key}", file=name, count=so_far), message("new.keys")):
        say(layout.paragraph(text.said_in(language)) + "\n")

    def save(draft: Draft) -> None:
        if draft.is_case:
            draft.save(target)

    interview = Interview(rulebook.codebook, language, begin_at)
    conversation = Conversation(draft, interview.script, save, language, layout)
    end = conversation.run()
    count = str(len(conversation.draft.observations))
    key = end if conversation.draft.is_case else "stopped_early"
    last = message(f"new.{key}", file=name, count=count).said_in(language)
    say("\n" + layout.paragraph(last) + "\n")


def _unknown(name: str, codebook: Codebook) -> Text:
    near = nearest(name, codebook.indicators)
    if near:
        return message("cli.unknown_name_near", name=name, near=near)
    return message("cli.unknown_name", name=name)
