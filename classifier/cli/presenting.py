"""The forms in which an answer is shown to people: text, Markdown, a page."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, get_args

from classifier.cli.layout import layout_for
from classifier.words.language import Language
from classifier.writers.blocks import Block
from classifier.writers.formats import BY_NAME

ForPeople = Literal["text", "markdown", "html"]
Form = Literal["text", "json", "markdown", "html"]
FORMS: tuple[Form, ...] = get_args(Form)


def presented(
    blocks: Iterable[Block], language: Language, *, layout: ForPeople, output: Path | None
) -> str:
    """The blocks of an answer in the form asked for."""
    if layout == "text":
        return as_text(blocks, language, output)
    return BY_NAME[layout].written(blocks, language).decode()


def as_text(blocks: Iterable[Block], language: Language, output: Path | None) -> str:
    """The blocks as text that fits the screen, or the file that it goes to."""
    return layout_for(output).text(blocks, language)
