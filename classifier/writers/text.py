"""Blocks as text for a terminal or a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from textwrap import TextWrapper

from classifier.words.language import Language
from classifier.writers.blocks import GLUE, MARKS, Block, Code, Kind, cited, spoken

STEP = 2
"""How far each level is indented, and a long entry or condition after its first row."""
LEAST = 10
"""The room that what is said has, however narrow the text may be."""
NAME = 24
"""Terms longer than this get a row of their own."""
BULLET = "·"
BOLD, DIM, ITALIC, UNDERLINED = "1", "2", "3", "4"
GREEN, RED, YELLOW, MAGENTA, CYAN = "32", "31", "33", "35", "36"
STYLES: Mapping[Kind, str] = {
    "title": BOLD,
    "under": DIM,
    "heading": f"{BOLD};{UNDERLINED}",
    "entry": BOLD,
    "verdict": f"{BOLD};{CYAN}",
    "label": BOLD,
    "detail": ITALIC,
}
COLOURS = {
    "met": GREEN,
    "unmet": RED,
    "unknown": YELLOW,
    "partly": YELLOW,
    "contested": MAGENTA,
}
_SPACES = re.compile(r"[^\S\xa0\n ]")


def text_of_blocks(
    blocks: Iterable[Block], language: Language, *, width: int = 80, colour: bool = False
) -> str:
    """Any blocks in one language, wrapped to a width."""
    writing = _Writing(language, width, colour)
    return "".join(f"{row.replace(GLUE, ' ')}\n" for row in writing.rows(blocks))


@dataclass(frozen=True, slots=True)
class _Writing:
    language: Language
    width: int
    colour: bool

    def rows(self, blocks: Iterable[Block]) -> Iterator[str]:
        """Block after block; terms that stand together are aligned."""
        runs = groupby(blocks, lambda one: one.level if one.kind == "term" else None)
        for level, run in runs:
            if level is not None:
                yield from self._terms(tuple(run), " " * STEP * level)
            else:
                yield from (row for block in run for row in self._block(block))

    def _block(self, block: Block) -> Iterator[str]:
        """A block, hanging behind its mark."""
        if block.kind == "heading":
            yield ""
        said = self._said(block)
        cites = cited(block.cites, self.language)
        whole = f"{said}  [{cites}]" if cites else said
        before = " " * STEP * block.level + self._mark(block)
        hanging = STEP if block.kind == "entry" or isinstance(block.said, Code) else 0
        rows = self._wrapped(whole, before, " " * (len(before) + hanging))
        if not self.colour:
            yield from rows
            return
        place = 0
        for row in rows:
            words = row[len(before) :].lstrip(" ")
            place = whole.index(words, place)
            own = max(len(said) - place, 0)
            yield self._coloured(block, row[: len(row) - len(words)], words[:own], words[own:])
            place += len(words)

    def _terms(self, terms: tuple[Block, ...], indent: str) -> Iterator[str]:
        """Terms with their explanations, if they have any, beside them."""
        names = [spoken(term.name, self.language) for term in terms]
        longest = max((len(name) for name in names if len(name) <= NAME), default=0)
        beside = indent + " " * (longest + 2)
        for name, term in zip(names, terms, strict=True):
            said = self._said(term)
            if len(name) > longest or not said:
                yield indent + name
            if said:
                before = beside if len(name) > longest else f"{indent}{name:<{longest}}  "
                yield from self._wrapped(said, before, beside)

    def _said(self, block: Block) -> str:
        """What is said; points that stand side by side each keep to their mark."""
        pieces = (
            f"{MARKS[one.state]}{GLUE}{spoken(one.said, self.language)}" for one in block.pieces
        )
        said = "  ".join(pieces) or spoken(block.said, self.language)
        return _SPACES.sub(" ", said)

    def _mark(self, block: Block) -> str:
        glyph = block.mark or spoken(block.name, self.language)
        glyph = glyph or (BULLET if block.kind == "point" else "")
        return f"{glyph} " if glyph else ""

    def _wrapped(self, text: str, first: str, further: str) -> Iterator[str]:
        """The text in rows that begin so, each line of it by itself."""
        wrapper = TextWrapper(
            max(self.width, len(further) + LEAST),
            initial_indent=first,
            subsequent_indent=further,
            expand_tabs=False,
            replace_whitespace=False,
            break_on_hyphens=False,
        )
        for line in text.split("\n"):
            yield from (row.rstrip() for row in wrapper.wrap(line) or [first])
            wrapper.initial_indent = further

    def _coloured(self, block: Block, before: str, own: str, cites: str) -> str:
        style = STYLES.get(block.kind, "")
        mark = _styled(before, COLOURS.get(block.state or "", ""))
        return f"{mark}{_styled(own, style)}{_styled(cites, f'{style};{DIM}'.strip(';'))}"


def _styled(text: str, style: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if style and text.strip() else text
