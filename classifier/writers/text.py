"""An explanation as text for a terminal or a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO

from rich.console import Console
from rich.style import Style
from rich.text import Text as Styled

from classifier.words.language import Language
from classifier.writers.blocks import GLUE, Kind, Line

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
    "detail": Style(italic=True),
    "gap": Style(),
}
MARKED = {"✓": "green", "✗": "red", "?": "yellow", "◐": "yellow", "!": "magenta"}


def text_of_lines(
    lines: Iterable[Line], language: Language, *, width: int = 80, colour: bool = False
) -> str:
    """The lines of any explanation in one language, wrapped to a width."""
    console = Console(
        file=StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        legacy_windows=False,
    )
    rows = [row for line in lines for row in _rows(console, line, language, width)]
    if not colour:
        return "".join(row.plain.rstrip().replace(_HELD, " ") + "\n" for row in rows)
    with console.capture() as capture:
        console.print(Styled("\n").join(rows), no_wrap=True, overflow="ignore", crop=False)
    return capture.get().replace(_HELD, " ")


def _rows(console: Console, line: Line, language: Language, width: int) -> Iterator[Styled]:
    """A line wrapped to the width, hanging behind its mark."""
    said = Styled(line.text.said_in(language).replace(GLUE, _HELD), STYLES[line.kind])
    cites = line.cites.said_in(language)
    if cites:
        said.append(f"  [{cites}]", Style(dim=True))
    if line.kind == "heading":
        yield Styled()
    indent = " " * (INDENT * line.level)
    mark = Styled(f"{line.mark} " if line.mark else "", MARKED.get(line.mark, ""))
    room = max(width - len(indent) - len(mark), 10)
    for place, row in enumerate(said.wrap(console, room)):
        row.rstrip()
        before = mark if place == 0 else Styled(" " * len(mark))
        yield Styled.assemble(indent, before, row)
