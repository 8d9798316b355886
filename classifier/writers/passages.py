"""Passages: the lines of an explanation in one language, nested as a document nests them.

Text is laid out line by line; a document (a page, a letter) wants to know which points belong
under which, and which of them are one list. Documents are written from passages, and never from
anything else, so that all of them say what the text says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from classifier.result.answers import MARKS
from classifier.words.characters import held
from classifier.words.language import Language
from classifier.writers.blocks import Kind, Line

BULLETS = ("·", "–")
"""Marks that only say that a point is one."""
APART = "\N{EM SPACE}"
"""What keeps apart pieces that stand side by side."""

_STATES = {mark: state for state, mark in MARKS.items()}
_SIGN = re.compile(r"[^\w]+|\d+\.")
_BREAKS = re.compile(r"[^\S\xa0\u2003]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """One thing said, and what stands under it."""

    kind: Kind
    level: int
    mark: str
    pieces: tuple[str, ...]
    """Nearly always one; the points of a short checklist stand side by side."""
    cites: str
    under: tuple[Passage, ...] = ()
    term: str = ""
    """Where what it speaks of is defined."""

    @property
    def text(self) -> str:
        """All that is said."""
        return APART.join(self.pieces)

    @property
    def listed(self) -> bool:
        """Whether it is one of a list; a point without any mark is a paragraph."""
        return self.kind == "point" and bool(self.mark)

    @property
    def state(self) -> str:
        """What a mark says of a point: met, unmet and so on; empty if it has no such mark."""
        return _STATES.get(self.mark, "")

    @property
    def sign(self) -> str:
        """A mark that is a sign or a number and stands before the text, in the margin."""
        return "" if self.mark in BULLETS or not _SIGN.fullmatch(self.mark) else self.mark

    @property
    def name(self) -> str:
        """What a point is called by, where its mark is a name and begins the text."""
        return "" if self.mark in BULLETS or self.sign else self.mark


def passages(lines: Iterable[Line], language: Language) -> tuple[Passage, ...]:
    """The lines in one language, what is indented more under what is indented less."""
    return _nested([line for line in lines if line.kind != "gap"], language)


def in_lists(several: Iterable[Passage]) -> tuple[tuple[bool, tuple[Passage, ...]], ...]:
    """Passages in runs: whether a run is a list, and the run."""
    runs = groupby(several, lambda passage: passage.listed)
    return tuple((is_list, tuple(run)) for is_list, run in runs)


def title_of(several: Iterable[Passage]) -> str:
    """What a document is called: its first title, else what it says first."""
    every = tuple(several)
    titles = [passage.text for passage in every if passage.kind == "title"]
    return next(iter(titles or [passage.text for passage in every]), "")


def _nested(lines: Sequence[Line], language: Language) -> tuple[Passage, ...]:
    made = []
    place = 0
    while place < len(lines):
        first = lines[place]
        deeper = (n for n in range(place + 1, len(lines)) if lines[n].level <= first.level)
        end = next(deeper, len(lines))
        made.append(_passage(first, _nested(lines[place + 1 : end], language), language))
        place = end
    return tuple(made)


def _passage(line: Line, under: tuple[Passage, ...], language: Language) -> Passage:
    said, mark = line.text.said_in(language).strip(), line.mark
    if line.kind != "point":  # a numbered heading
        said, mark = f"{mark} {said}".strip(), ""
    return Passage(
        kind=line.kind,
        level=line.level,
        mark=_plain(mark),
        pieces=tuple(map(_plain, re.split(" {2,}", said))),
        cites=_plain(line.cites.said_in(language)),
        under=under,
        term=line.term,
    )


def _plain(text: str) -> str:
    """The text on one line, without characters that a document cannot hold."""
    return held(_BREAKS.sub(" ", text)).strip(" ")
