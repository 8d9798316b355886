"""A classification as text for a terminal or a file."""

from __future__ import annotations

from io import StringIO

from rich.console import Console
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text as Styled

from classifier.classification import Classification
from classifier.language import Language
from classifier.render.lines import GLUE, Depth, Kind, Line
from classifier.render.outline import outline

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


def render_text(  # noqa: PLR0913 - each is one choice of presentation
    classification: Classification,
    language: Language,
    *,
    depth: Depth = "summary",
    width: int = 80,
    colour: bool = False,
    quotes: bool = True,
) -> str:
    """The explanation in one language, wrapped to a width."""
    console = Console(
        file=StringIO(),
        width=width,
        force_terminal=colour,
        no_color=not colour,
        color_system="standard" if colour else None,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    with console.capture() as capture:
        for line in outline(classification, depth, quotes=quotes):
            _print(console, line, language)
    rows = (row.rstrip().replace(_HELD, " ") for row in capture.get().splitlines())
    return "\n".join(rows) + "\n"


def _print(console: Console, line: Line, language: Language) -> None:
    said = Styled(line.text.said_in(language).replace(GLUE, _HELD), STYLES[line.kind])
    cites = line.cites.said_in(language)
    if cites:
        said.append(f"  [{cites}]", Style(dim=True))
    if line.kind == "heading":
        console.print()
    if not line.mark:
        console.print(Padding(said, (0, 0, 0, INDENT * line.level)))
        return
    row = Table.grid(padding=(0, 1, 0, 0))
    row.add_column(no_wrap=True)
    row.add_column()
    row.add_row(Styled(line.mark, MARKED.get(line.mark, "")), said)
    console.print(Padding(row, (0, 0, 0, INDENT * line.level)))
