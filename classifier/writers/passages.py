"""Passages: the blocks of something shown in one language, nested as a document nests them.

Text is laid out block by block; a document (a page, a letter) wants to know which points belong
under which, and which of them are one list. Documents are written from passages, and never from
anything else, so that all of them say what the text says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from classifier.words.characters import held
from classifier.words.language import Language
from classifier.writers.blocks import GLUE, MARKS, Block, cited, spoken

APART = "\N{EM SPACE}"
"""What keeps apart pieces that stand side by side."""

_BREAKS = re.compile(r"[^\S\xa0\u2003]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A block in one language, and what stands under it."""

    block: Block
    language: Language
    under: tuple[Passage, ...] = ()

    @property
    def text(self) -> str:
        """All that is said."""
        if self.block.pieces:
            return APART.join(self.pieces)
        return plain(f"{self.before} {spoken(self.block.said, self.language)}")

    @property
    def before(self) -> str:
        """What begins the text where there is no list: a number, a sign, or a name."""
        return "" if self.listed else self.block.mark or spoken(self.block.name, self.language)

    @property
    def pieces(self) -> tuple[str, ...]:
        """Points that stand side by side, each with its mark."""
        return tuple(
            plain(f"{MARKS[one.state]}{GLUE}{spoken(one.said, self.language)}")
            for one in self.block.pieces
        )

    @property
    def cites(self) -> str:
        """All that is cited."""
        return plain(cited(self.block.cites, self.language))

    @property
    def listed(self) -> bool:
        """Whether it is one of a list."""
        return self.block.kind in ("point", "term")

    @property
    def sign(self) -> str:
        """What stands before a point in the margin; empty if that is a bullet or a name."""
        block = self.block
        return block.mark if block.kind == "point" and block.sign != "–" else ""

    @property
    def name(self) -> str:
        """What a point is called by; it begins the text."""
        return plain(spoken(self.block.name, self.language)) if self.listed else ""


def passages(blocks: Iterable[Block], language: Language) -> tuple[Passage, ...]:
    """The blocks in one language, what is indented more under what is indented less."""
    return _nested([block for block in blocks if block.kind != "gap"], language)


def in_lists(several: Iterable[Passage]) -> tuple[tuple[bool, tuple[Passage, ...]], ...]:
    """Passages in runs: whether a run is a list, and the run; terms have lists of their own."""
    runs = groupby(several, lambda one: (one.listed, one.block.kind == "term" and one.block.level))
    return tuple((is_list, tuple(run)) for (is_list, _), run in runs)


def title_of(several: Sequence[Passage]) -> str:
    """What a document is called: its first title, else what it says first."""
    titles = [passage.text for passage in several if passage.block.kind == "title"]
    return next(iter(titles or [passage.text for passage in several]), "")


def plain(text: str) -> str:
    """The text on one line, with nothing before and after it."""
    return flat(text).strip()


def flat(text: str) -> str:
    """The text on one line, without characters that a document cannot hold."""
    return held(_BREAKS.sub(" ", text))


def _nested(blocks: Sequence[Block], language: Language) -> tuple[Passage, ...]:
    made = []
    place = 0
    while place < len(blocks):
        first = blocks[place]
        deeper = (n for n in range(place + 1, len(blocks)) if blocks[n].level <= first.level)
        end = next(deeper, len(blocks))
        made.append(Passage(first, language, _nested(blocks[place + 1 : end], language)))
        place = end
    return tuple(made)
