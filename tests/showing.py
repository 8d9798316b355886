"""A classification as text, as a reader of tests wants to see it."""

from __future__ import annotations

from classifier import Classification
from classifier.explain.outline import outline
from classifier.explain.words import Depth
from classifier.words.language import Language
from classifier.writers.text import text_of_blocks


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
    lines = outline(classification, depth, quotes=quotes)
    return text_of_blocks(lines, language, width=width, colour=colour)
