"""What is wrong with a document, said so that its author can mend it.

A problem says where (file, line, pointer), what is wrong and why it matters, and what to do. All
problems of a document are raised together, so that nobody mends a file one error at a time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from classifier.words.language import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong at one place of a document."""

    file: str
    pointer: str
    """Where in the document, as an RFC 6901 pointer; empty for the whole."""
    what: Text
    """What is wrong and why it matters."""
    hint: Text | None = None
    """What to do about it."""
    line: int | None = None
    """Line of the file, from 1, where it is known."""


class InvalidDocument(ValueError):
    """A document cannot be used; `problems` holds everything found wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(_plain(problem) for problem in self.problems))


class InvalidCase(InvalidDocument):
    """A case file cannot be read or breaks a rule of the case format."""


class InvalidRulebook(InvalidDocument):
    """A rulebook cannot be read or does not hold together."""


class EngineFailure(RuntimeError):
    """A rule engine refused a relation twice; the case itself is not at fault."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like `name`, if any is like it at all.

    >>> nearest("standng", ["standing", "distinction"])
    'standing'
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only what is wrong asks for it

    return next(iter(get_close_matches(name, list(known), n=1, cutoff=0.6)), None)


def _plain(problem: Problem) -> str:
    place = f"{problem.file}:{problem.line}" if problem.line else problem.file
    where = f"{place} {problem.pointer}".rstrip()
    hint = f". {problem.hint.en}" if problem.hint else ""
    return f"{where}: {problem.what.en}{hint}"
