"""Which case files are meant: files, folders, patterns and standard input, each file once."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path

from classifier.case.loading import load_case
from classifier.case.model import Case
from classifier.cli.streams import each_with_progress
from classifier.documents.reader import MAX_BYTES
from classifier.rulebook.model import Rulebook
from classifier.words.characters import visible
from classifier.words.language import message
from classifier.words.problems import InvalidDocument, Problem

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """A case file to read; `-` is standard input."""

    name: str

    def load(self, rulebook: Rulebook) -> Case:
        """The case. Raises `InvalidCase` with everything that is wrong with it."""
        if self.name != STDIN:
            return load_case(Path(self.name), rulebook)
        return load_case(sys.stdin.buffer.read(MAX_BYTES + 1), rulebook)


Read = tuple[Input, Case | tuple[Problem, ...]]
"""A file with its case, or with everything that is wrong with it."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files that the words of a command line name, and what was wrong with the words."""

    files: tuple[Input, ...]
    problems: tuple[Problem, ...]
    several: bool
    """A folder, a pattern or more than one word: the answer is then a list."""

    @property
    def names(self) -> tuple[str, ...]:
        """The files by name."""
        return tuple(file.name for file in self.files)

    def read(self, rulebook: Rulebook) -> Iterator[Read]:
        """Read the files one after the other, and show how far it is."""
        for file in each_with_progress(self.files):
            try:
                found: Case | tuple[Problem, ...] = file.load(rulebook)
            except InvalidDocument as invalid:
                found = invalid.problems
            yield file, found


def inputs_of(words: tuple[str, ...]) -> Inputs:
    """Expand folders and patterns (those the shell left alone), in the order given."""
    files: dict[str, Input] = {}
    problems = []
    several = len(words) > 1
    for word in words:
        found = _files_of(word)
        several = several or found is not None
        if found is not None and not found:
            problems.append(_nothing(word))
        for name in [word] if found is None else found:
            files.setdefault(identity(name), Input(name))
    return Inputs(tuple(files.values()), tuple(problems), several)


def _files_of(word: str) -> list[str] | None:
    """The files in a folder or of a pattern; None if the word names a single file."""
    if word == STDIN or "\0" in word:
        return None
    if os.path.isdir(word):  # noqa: PTH112 - Path raises on names that are too long
        return sorted(str(p) for p in _below(Path(word)))
    if has_magic(word) and not os.path.lexists(word):
        names = sorted(glob(word, recursive=True))  # noqa: PTH207 - Path wants no absolute ones
        return [name for name in names if not Path(name).is_dir()]
    return None


def _below(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*.json") if path.is_file())


def identity(name: str) -> str:
    """What tells whether two names are of the same file."""
    return name if name == STDIN or "\0" in name else os.path.realpath(name)


def _nothing(word: str) -> Problem:
    kind = "empty_folder" if os.path.isdir(word) else "empty_pattern"  # noqa: PTH112 - as above
    return Problem(visible(word), "", message(f"cli.{kind}"), message(f"cli.{kind}_hint"))
