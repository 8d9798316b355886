"""Text laid out for the screen, or for the file that a result goes to."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from classifier.cli.streams import is_coloured, width
from classifier.words.language import Language
from classifier.writers.blocks import Block


@dataclass(frozen=True, slots=True)
class Layout:
    """How wide text may be, and whether it may have colours."""

    width: int
    colour: bool

    def text(self, blocks: Iterable[Block], language: Language) -> str:
        """Blocks as text that fits."""
        from classifier.writers.text import text_of_blocks  # noqa: PLC0415 - JSON needs none

        return text_of_blocks(blocks, language, width=self.width, colour=self.colour)

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


def layout_for(target: Path | None) -> Layout:
    """The layout of a result that goes to the screen or to a file."""
    return Layout(width(), is_coloured(target))
