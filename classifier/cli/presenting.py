"""The forms in which an answer is shown to people: text, Markdown, a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Literal, TypeVar, assert_never

import click

from classifier.cli.bilingual import Option
from classifier.cli.streams import is_coloured, width
from classifier.words.language import Language
from classifier.writers.blocks import Block

F = TypeVar("F", bound=Callable[..., Any])
Shown = Literal["text", "markdown", "html"]
Layout = Literal["text", "json", "markdown", "html"]
LAYOUTS: tuple[Layout, ...] = ("text", "json", "markdown", "html")


def layout_option(command: F) -> F:
    """`--format`, with every form that an explanation has."""
    return click.option(
        "--format",
        "layout",
        cls=Option,
        said="opt_layout",
        words=LAYOUTS,
        default="text",
        metavar="F",
    )(command)


def presented(
    blocks: Iterable[Block], language: Language, *, layout: Shown, output: Path | None
) -> str:
    """The blocks of an answer in the form asked for; each form loads only what it needs."""
    match layout:
        case "text":
            from classifier.writers.text import text_of_blocks  # noqa: PLC0415 - as said above

            return text_of_blocks(blocks, language, width=width(), colour=is_coloured(output))
        case "markdown":
            from classifier.writers.markdown import markdown_of_blocks  # noqa: PLC0415 - as above

            return markdown_of_blocks(blocks, language)
        case "html":
            from classifier.writers.html import page  # noqa: PLC0415 - as above

            return page(blocks, language)
        case _:
            assert_never(layout)
