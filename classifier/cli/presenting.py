"""The forms in which an answer is shown to people: text, Markdown, a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Literal, TypeVar

import click

from classifier.cli.bilingual import Option
from classifier.cli.layout import layout_for
from classifier.words.language import Language
from classifier.writers.blocks import Block
from classifier.writers.formats import BY_NAME

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
    """The blocks of an answer in the form asked for."""
    if layout == "text":
        return as_text(blocks, language, output)
    return BY_NAME[layout].written(blocks, language).decode()


def as_text(blocks: Iterable[Block], language: Language, output: Path | None) -> str:
    """The blocks as text that fits the screen, or the file that it goes to."""
    return layout_for(output).text(blocks, language)
