"""Where the result goes, and how problems are told.

A file is written whole or not at all: a run that fails leaves what was there.
"""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from errno import EACCES, EBADF, EISDIR, ENOENT, ENOSPC, ENOTDIR
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import click

from classifier.cli.streams import coloured, hush_stdout, say, tell, width
from classifier.words.characters import visible
from classifier.words.language import Language, Text, message, number, text_of
from classifier.words.problems import Problem

MOST_PROBLEMS = 1000
"""So many problems are told of a run."""


class Unwritable(Exception):
    """The file for the result cannot be written."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.what.en)


def deliver(
    pieces: Iterable[str | bytes], target: Path | None, language: Language, *, json: bool
) -> None:
    """Write the pieces of a result one by one, to a file if there is one; nothing if none.

    Raises `Unwritable` if the file cannot be written.
    """
    each = iter(pieces)
    first = next(each, None)
    if first is None:
        return
    if target is None:
        for piece in chain([first], each):
            _print(piece if isinstance(piece, str) else piece.decode(), json=json)
        return
    with written_whole(target) as file:
        for piece in chain([first], each):
            file.write(piece if isinstance(piece, bytes) else piece.encode())
    tell(message("cli.written", file=visible(str(target))).said_in(language))


def _print(piece: str, *, json: bool) -> None:
    try:
        say(piece, json=json)
    except BrokenPipeError:
        raise
    except OSError as error:
        hush_stdout()
        raise Unwritable(unprintable(error)) from None


def unprintable(error: OSError) -> Problem:
    """That stdout takes no more, as when it goes to a full disk."""
    what = message("cli.unprintable", reason=_reason(error))
    return Problem("stdout", "", what, message("cli.unprintable_hint"))


@contextmanager
def written_whole(target: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of `target` once it is complete.

    Raises `Unwritable` if it cannot be.
    """
    try:
        if target.exists() and not target.is_file():  # a pipe, a device: nothing to replace
            with target.open("wb") as file:
                yield file
            return
        real = Path(os.path.realpath(target))
        part = real.with_name(f".{real.name[:100]}.{os.getpid()}.part")
        try:
            with part.open("wb") as file:
                yield file
            if real.exists():
                part.chmod(real.stat().st_mode)
            part.replace(real)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise Unwritable(_unwritable(target, error)) from None


def check_writable(target: Path) -> None:
    """Raise `Unwritable` if it is plain beforehand that a file cannot be written."""
    folder = target.parent
    if not folder.is_dir():
        raise Unwritable(_unwritable(target, OSError(ENOENT, "")))
    if target.is_dir():
        raise Unwritable(_unwritable(target, OSError(EISDIR, "")))
    if not os.access(folder, os.W_OK):
        raise Unwritable(_unwritable(target, OSError(EACCES, "")))


class Problems:
    """What is wrong in a run; of very much only the first is kept, and how much there is."""

    def __init__(self, found: Iterable[Problem] = ()) -> None:
        self.kept: list[Problem] = []
        self.count = self.told = 0
        self.files: set[str] = set()
        self.add(found)

    def add(self, found: Iterable[Problem]) -> None:
        """Keep what is wrong, or count it."""
        for one in found:
            self.count += 1 + one.more
            self.files.add(one.file)
            if len(self.kept) < MOST_PROBLEMS:
                self.kept.append(one)
                self.told += 1 + one.more


def tell_problems(problems: Problems | Iterable[Problem], language: Language) -> None:
    """Print problems with their places, and how many there are."""
    several = problems if isinstance(problems, Problems) else Problems(problems)
    if not several.count:
        return
    for problem in _by_line(several.kept):
        tell(_told(problem, language))
    if several.told < several.count:
        count = number(several.count - several.told)
        tell("\n" + message("cli.further_problems", count=count).said_in(language))
    files, count = number(len(several.files)), number(several.count)
    one_file = len(several.files) == 1
    key = "count_one" if several.count == 1 else "count_in_one" if one_file else "count"
    tell("\n" + message(f"cli.{key}", problems=count, files=files).said_in(language))


def sentence(problem: Problem) -> Text:
    """What is wrong and what to do, as sentences."""
    hint = problem.hint or Text(id="", en="")
    return Text(
        id=_sentences(problem.what.id, hint.id),
        en=_sentences(problem.what.en, hint.en),
    )


def _sentences(what: str, hint: str) -> str:
    end = "" if what.endswith((".", "!", "?")) else "."
    return f"{what}{end} {hint}".strip()


def _by_line(problems: list[Problem]) -> list[Problem]:
    """File by file in the order they were read, and in a file by line."""
    order = {name: place for place, name in enumerate(dict.fromkeys(p.file for p in problems))}
    return sorted(problems, key=lambda p: (order[p.file], p.line or 0))


def _told(problem: Problem, language: Language) -> str:
    place = f"{problem.file}:{problem.line}" if problem.line else problem.file
    head = f"{place} {problem.pointer}".rstrip()
    if coloured(sys.stderr):
        head = click.style(head, bold=True)
    said = visible(sentence(problem).said_in(language))
    body = textwrap.fill(
        said,
        width(),
        initial_indent="  ",
        subsequent_indent="  ",
        break_on_hyphens=False,
        break_long_words=False,
    )
    return f"{head}\n{body}"


_REASONS = {
    ENOENT: "absent",
    ENOTDIR: "absent",
    EISDIR: "folder",
    EACCES: "forbidden",
    ENOSPC: "full",
    EBADF: "closed",
}


def _unwritable(target: Path, error: Exception) -> Problem:
    hint = message("cli.unwritable_hint")
    if target.is_dir():
        hint = message("cli.unwritable_folder_hint", folder=visible(str(target)))
    what = message("cli.unwritable", reason=_reason(error))
    return Problem(visible(str(target)), "", what, hint)


def _reason(error: Exception) -> Text:
    known = _REASONS.get(getattr(error, "errno", None) or 0)
    said = visible(getattr(error, "strerror", None) or str(error))
    return message(f"cli.unwritable_{known}") if known else text_of(said)
