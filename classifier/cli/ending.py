"""How a run ends: with an exit code, and without a traceback unless one is asked for.

0 answered, 1 a document is missing or invalid or a check failed, 2 wrong usage.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from errno import ENOSPC
from typing import Any, NoReturn

import click

from classifier.cli.bilingual import environment_language, language_in
from classifier.cli.misuse import tell_misuse
from classifier.cli.output import tell_problems, unprintable
from classifier.cli.streams import hush_stdout, tell
from classifier.words.characters import visible
from classifier.words.language import Language, message

INTERRUPTED = 130


def ended(run: Callable[[], Any], args: Sequence[str] | None) -> NoReturn:
    """Run, tell what went wrong, and exit."""
    words = sys.argv[1:] if args is None else args
    try:
        code = run()
    except click.ClickException as error:
        tell_misuse(error)
        sys.exit(2)
    except click.Abort:
        sys.exit(INTERRUPTED)
    except Exception as error:
        if "--traceback" in words:
            raise
        _tell(error, language_in(words) or environment_language())
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)


def _tell(error: Exception, language: Language) -> None:
    if isinstance(error, OSError) and error.errno == ENOSPC:
        hush_stdout()
        tell_problems([unprintable(error)], language)
    else:
        _tell_fault(error, language)


def _tell_fault(error: Exception, language: Language) -> None:
    """One line on a fault of the program itself, and what to do about it."""
    said = visible(f"{type(error).__name__}: {error}").strip()[:300]
    line = message("cli.fault", said=said)
    tell(line.said_in(language))
