"""An explanation as text for a terminal or a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO

from rich.console import Console
from rich.style import Style
from rich.text import Text as Styled

from classifier.words.language import Language
from classifier.writers.blocks import GLUE, MARKS, Block, Kind, cited, spoken

INDENT = 2
# rich breaks a line at any white space, no-break spaces too; this stands in while it wraps.
_HELD = "\ue000"
STYLES: dict[Kind, Style] = {
    "title": Style(bold=True),
    "under": Style(dim=True),
    "heading": Style(bold=True, underline=True),
    "verdict": Style(bold=True, color="cyan"),
    "label": Style(bold=True),
    "point": Style(),
    "paragraph": Style(),
    "detail": Style(italic=True),
    "gap": Style(),
}
COLOURS = {
    "met": "green",
    "unmet": "red",
    "unknown": "yellow",
    "partly": "yellow",
    "contested": "magenta",
}
BULLET = "·"


def text_of_blocks(
    blocks: Iterable[Block], language: Language, *, width: int = 80, colour: bool = False
) -> str:
    """The blocks of any explanation in one language, wrapped to a width."""
    console = Console(
        file=StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        legacy_windows=False,
    )
    rows = [row for block in blocks for row in _rows(console, block, language, width)]
    if not colour:
        return "".join(row.plain.rstrip().replace(_HELD, " ") + "\n" for row in rows)
    with console.capture() as capture:
        console.print(Styled("\n").join(rows), no_wrap=True, overflow="ignore", crop=False)
    return capture.get().replace(_HELD, " ")


def _rows(console: Console, block: Block, language: Language, width: int) -> Iterator[Styled]:
    """A block wrapped to the width, hanging behind its mark."""
    said = Styled(_said(block, language).replace(GLUE, _HELD), STYLES[block.kind])
    cites = cited(block.cites, language)
    if cites:
        said.append(f"  [{cites}]", Style(dim=True))
    if block.kind == "heading":
        yield Styled()
    indent = " " * (INDENT * block.level)
    glyph = block.mark or (BULLET if block.kind == "point" else "")
    mark = Styled(f"{glyph} " if glyph else "", COLOURS.get(block.state or "", ""))
    room = max(width - len(indent) - len(mark), 10)
    for place, row in enumerate(said.wrap(console, room)):
        row.rstrip()
        before = mark if place == 0 else Styled(" " * len(mark))
        yield Styled.assemble(indent, before, row)


def _said(block: Block, language: Language) -> str:
    """What is said; points that stand side by side each keep to their mark."""
    if not block.pieces:
        return spoken(block.said, language)
    pieces = ((MARKS[one.state], spoken(one.said, language)) for one in block.pieces)
    return "  ".join(f"{mark}{GLUE}{said}" for mark, said in pieces)
