"""Pages as plain text: paragraphs and lists of terms, wrapped to a width."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from classifier.handbook.blocks import (
    Block,
    Code,
    Gap,
    Heading,
    Label,
    Paragraph,
    Terms,
    spoken,
)

TERM = 24
"""Terms longer than this get a line of their own."""
STEP = 2
"""How far each level is indented, and a long heading or condition after its first line."""
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Layout:
    """How wide text may be, and whether headings are bold."""

    width: int
    colour: bool

    def lines(self, blocks: Iterable[Block]) -> Iterator[str]:
        """The blocks of a page, laid out."""
        for block in blocks:
            match block:
                case Heading():
                    yield self.heading(spoken(block.said), indent=STEP * block.level)
                case Label():
                    yield self.paragraph(spoken(block.said), indent=STEP * block.level)
                case Paragraph():
                    hanging = STEP if isinstance(block.said, Code) else 0
                    said, indent = spoken(block.said), STEP * block.level
                    yield self.paragraph(said, indent=indent, hanging=hanging)
                case Terms():
                    rows = ((spoken(term), spoken(said)) for term, said in block.rows)
                    yield from self.terms(rows, indent=STEP * block.level)
                case Gap():
                    yield ""
                case _:
                    assert_never(block)

    def heading(self, text: str, *, indent: int = 0) -> str:
        """Text that stands out."""
        wrapped = self.paragraph(text, indent=indent, hanging=STEP)
        return f"{BOLD}{wrapped}{PLAIN}" if self.colour else wrapped

    def paragraph(self, text: str, *, indent: int = 0, hanging: int = 0) -> str:
        """Wrapped text, its further lines indented by `hanging` more."""
        return textwrap.fill(
            text,
            self.width,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hanging),
            break_on_hyphens=False,
            break_long_words=False,
        )

    def terms(self, rows: Iterable[tuple[str, str]], *, indent: int = 0) -> Iterator[str]:
        """Terms with their explanations, if they have any, beside them."""
        listed = list(rows)
        longest = max((len(term) for term, _ in listed if len(term) <= TERM), default=0)
        for term, text in listed:
            start = f"{' ' * indent}{term:<{longest}}  "
            if len(term) > longest or not text:
                yield " " * indent + term
                start = " " * (indent + longest + 2)
            if not text:
                continue
            yield textwrap.fill(
                text,
                self.width,
                initial_indent=start,
                subsequent_indent=" " * (indent + longest + 2),
                break_on_hyphens=False,
                break_long_words=False,
            )
