"""What is wrong with a document, said so that its author can mend it.

A problem says where (file, line, pointer), what is wrong and why it matters, and what to do. All
problems of a document are raised together, so that nobody mends a file one error at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from classifier.words.language import Text, message, number

T = TypeVar("T")
LIKE = 20
"""So many problems of one kind are told of a document."""
NAMED = 20
"""So many names are told where there are many."""
COMPARED = 2000
"""With so many known names an unknown one is compared."""


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
    more: int = 0
    """So many more like it are wrong; the hint says so."""


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

    few = list(islice(known, COMPARED))
    return next(iter(get_close_matches(name, few, n=1, cutoff=0.6)), None)


def names_of(names: Iterable[str], joint: str = ", ") -> Text:
    """Names one after the other; of very many the first, and how many more there are.

    >>> names_of(["g", "n"]).en
    'g, n'
    """
    several = list(names)
    said = joint.join(several[:NAMED])
    if len(several) <= NAMED:
        return Text(id=said, en=said)
    return message("problems.more_names", names=said, count=number(len(several) - NAMED))


def few_of_each(found: Iterable[T], kind: Callable[[T], Hashable]) -> list[tuple[T, int]]:
    """The first of each kind, in their order; with the last of them, how many more there are.

    So that of a hundred thousand problems alike no more are put into words than anybody reads.
    """
    kept: list[T] = []
    counts: Counter[Hashable] = Counter()
    last: dict[int, Hashable] = {}
    for one in found:
        of = kind(one)
        counts[of] += 1
        if counts[of] == LIKE:
            last[len(kept)] = of
        if counts[of] <= LIKE:
            kept.append(one)
    more = {place: counts[of] - LIKE for place, of in last.items()}
    return [(one, more.get(place, 0)) for place, one in enumerate(kept)]


def and_more(hint: Text | None, count: int) -> Text | None:
    """The hint of the last problem of its kind that is told, if there are more."""
    if not count:
        return hint
    before = Text(id=f"{hint.id} ", en=f"{hint.en} ") if hint else ""
    return message("problems.more_alike", hint=before, count=number(count))


def _plain(problem: Problem) -> str:
    place = f"{problem.file}:{problem.line}" if problem.line else problem.file
    where = f"{place} {problem.pointer}".rstrip()
    hint = f". {problem.hint.en}" if problem.hint else ""
    return f"{where}: {problem.what.en}{hint}"
