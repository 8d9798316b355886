"""Wrong usage in words: what was wrong, how the command is used, and where there is more.

The only place that knows click's errors. What it does not know is told as click says it.
"""

from __future__ import annotations

import re

import click

from classifier.cli.bilingual import Argument, Command, Misused, interface_language
from classifier.cli.streams import tell
from classifier.words.language import Text, message, text_of
from classifier.words.problems import nearest


def tell_misuse(error: click.ClickException) -> None:
    """Print what was used wrongly, how it is used, and where there is more."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    language = interface_language(context)
    if context is not None and isinstance(context.command, Command):
        pieces = " ".join(context.command.usage_pieces(language))
        tell(f"{message('cli.usage').said_in(language)} {context.command_path} {pieces}")
        tell(message("cli.try_help", command=context.command_path).said_in(language) + "\n")
    tell(message("cli.error", what=_words_of(error)).said_in(language))


def _words_of(error: click.ClickException) -> Text:
    """Click's own errors in our words; those not known here as they are."""
    match error:
        case Misused():
            return error.what
        case click.NoSuchOption():
            return _unknown_option(error)
        case click.BadOptionUsage():
            key = "option_wants" if "require" in error.message else "option_takes_nothing"
            return message(f"cli.{key}", option=error.option_name)
        case click.MissingParameter(param=Argument() as argument):
            name = Text(id=argument.shown("id"), en=argument.shown("en"))
            return message("cli.missing", name=name)
    extra = re.search(r"unexpected extra arguments? \((.*)\)", error.message)
    return message("cli.extra", names=extra[1]) if extra else text_of(error.format_message())


def _unknown_option(error: click.NoSuchOption) -> Text:
    params = error.ctx.command.get_params(error.ctx) if error.ctx else []
    near = nearest(error.option_name, [name for param in params for name in param.opts])
    if near:
        return message("cli.unknown_option_near", name=error.option_name, near=near)
    return message("cli.unknown_option", name=error.option_name)
