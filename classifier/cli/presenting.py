"""The forms in which an answer is shown to people: text, Markdown, a page."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, assert_never, get_args

from classifier.cli.streams import is_coloured, width
from classifier.words.language import Language
from classifier.writers.blocks import Block

ForPeople = Literal["text", "markdown", "html"]
Format = Literal["text", "json", "markdown", "html"]
FORMATS: tuple[Format, ...] = get_args(Format)


def presented(
    lines: Iterable[Block], language: Language, *, layout: ForPeople, output: Path | None
) -> str:
    """The lines of an answer in the form asked for; each form loads only what it needs."""
    match layout:
        case "text":
            from classifier.writers.text import text_of_blocks  # noqa: PLC0415 - as said above

            return text_of_blocks(lines, language, width=width(), colour=is_coloured(output))
        case "markdown":
            from classifier.writers.markdown import markdown_of_blocks  # noqa: PLC0415 - as above

            return markdown_of_blocks(lines, language)
        case "html":
            from classifier.writers.html import page  # noqa: PLC0415 - as above

            return page(lines, language)
        case _:
            assert_never(layout)
