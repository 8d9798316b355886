"""Text laid out for the screen, or for the file that a result goes to."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from classifier.cli.streams import is_coloured, width

TERM = 24
"""Terms longer than this get a line of their own."""
STEP = 2
"""How far a long heading is indented after its first line."""
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Layout:
    """How wide text may be, and whether headings are bold."""

    width: int
    colour: bool

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


def layout_for(target: Path | None) -> Layout:
    """The layout of a result that goes to the screen or to a file."""
    return Layout(width(), is_coloured(target))
