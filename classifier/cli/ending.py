"""How a run ends: with an exit code, and without a traceback unless one is asked for.

0 answered, 1 a document is missing or invalid or a check failed, 2 wrong usage.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from errno import EBADF, ENOSPC
from typing import Any, NoReturn

import click

from classifier.cli.bilingual import (
    Argument,
    Command,
    Group,
    Misused,
    environment_language,
    interface_language,
    language_in,
    unknown,
)
from classifier.cli.output import tell_problems, unprintable
from classifier.cli.streams import hush_stdout, open_what_is_closed, tell
from classifier.words.characters import visible
from classifier.words.language import Language, Text, message, text_of

INTERRUPTED = 130


class Root(Group):
    """The outermost command, which ends the run."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own
        """Run the command; a reader that has seen enough (`| head`) ends it without a word."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            hush_stdout()
            return 0

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002 - click's own
        **extra: Any,  # noqa: ANN401 - click's own
    ) -> Any:  # noqa: ANN401 - click's own
        """Run, and turn whatever goes wrong into words and an exit code."""
        name = prog_name or "kemitraan"

        def run() -> Any:  # noqa: ANN401 - click's own
            return super(Root, self).main(args, name, complete_var, standalone_mode=False, **extra)

        return _ended(run, sys.argv[1:] if args is None else args) if standalone_mode else run()


def _ended(run: Callable[[], object], words: Sequence[str]) -> NoReturn:
    """Run, tell what went wrong, and exit."""
    open_what_is_closed()
    try:
        code = run()
    except click.ClickException as error:
        _tell_misuse(error)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    except Exception as error:
        if "--traceback" in words:
            raise
        _tell_fault(error, language_in(words) or environment_language())
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)


def _tell_fault(error: Exception, language: Language) -> None:
    """Say that stdout takes no more, else in one line what fault of the program itself this is."""
    if isinstance(error, OSError) and error.errno in (ENOSPC, EBADF):
        hush_stdout()
        tell_problems([unprintable(error)], language)
        return
    said = visible(f"{type(error).__name__}: {error}").strip()[:300]
    tell(message("cli.fault", said=said).said_in(language))


def _tell_misuse(error: click.ClickException) -> None:
    """Print what was used wrongly, how it is used, and where there is more."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    language = interface_language(context)
    if context is not None and isinstance(context.command, Command):
        pieces = " ".join(context.command.usage_pieces(language))
        tell(f"{message('cli.usage').said_in(language)} {context.command_path} {pieces}")
        tell(message("cli.try_help", command=context.command_path).said_in(language) + "\n")
    # It may quote what was typed, which may be anything.
    tell(visible(message("cli.error", what=_words_of(error)).said_in(language)))


def _words_of(error: click.ClickException) -> Text:
    """Click's own errors in our words; those not known here as they are."""
    match error:
        case Misused():
            return error.what
        case click.NoSuchOption():
            params = error.ctx.command.get_params(error.ctx) if error.ctx else []
            known = [name for param in params for name in param.opts]
            return unknown("cli.unknown_option", error.option_name, known)
        case click.MissingParameter(param=Argument() as argument):
            name = Text(id=argument.shown("id"), en=argument.shown("en"))
            return message("cli.missing", name=name)
    return text_of(error.format_message())
