"""The forms in which an answer is given: JSON, and whatever the table of formats has as text."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from classifier.cli.layout import layout_for
from classifier.words.language import Language
from classifier.writers.blocks import Block
from classifier.writers.formats import BY_NAME, FORMATS

FORMS = ("text", "json", *(one.name for one in FORMATS if one.is_text and one.name != "text"))


def presented(
    blocks: Iterable[Block], language: Language, *, layout: str, output: Path | None
) -> str:
    """The blocks of an answer in the form asked for."""
    if layout == "text":
        return as_text(blocks, language, output)
    return BY_NAME[layout].written(blocks, language).decode()


def as_text(blocks: Iterable[Block], language: Language, output: Path | None) -> str:
    """The blocks as text that fits the screen, or the file that it goes to."""
    return layout_for(output).text(blocks, language)
