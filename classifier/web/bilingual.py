"""Both languages in one page, of which its style shows one: so they are switched in place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from markupsafe import Markup, escape

from classifier.words.language import LANGUAGES, Language, Text, message
from classifier.writers.blocks import Block
from classifier.writers.links import Links, in_handbook
from classifier.writers.paragraphs import html_of
from classifier.writers.passages import passages


def inline(text: Text) -> Markup:
    """A few words in both languages; once, where they are the same."""
    if text.id == text.en:
        return escape(text.id)
    spans = (
        Markup('<span lang="{}">{}</span>').format(language, text.said_in(language))
        for language in LANGUAGES
    )
    return Markup().join(spans)


def say(key: str, /, **places: Text | str) -> Markup:
    """A sentence of the page in both languages."""
    return inline(message(f"page.{key}", **places))


def both(write: Callable[[Language], str]) -> Markup:
    """Whole paragraphs in both languages, each as HTML that is safe."""
    blocks = (
        Markup('<div lang="{}" class="kemitraan said">{}</div>').format(
            language,
            Markup(write(language)),  # noqa: S704 - made by our templates, which escape
        )
        for language in LANGUAGES
    )
    return Markup().join(blocks)


def said(blocks: Iterable[Block], *, deeper: int = 0) -> Markup:
    """Blocks as paragraphs and lists in both languages, every term leading to its definition."""
    several = [block for block in blocks if not block.command]

    def write(language: Language) -> str:
        return html_of(passages(several, language), Links(in_handbook, deeper=deeper))

    return both(write)


def without_head(blocks: Iterable[Block]) -> Iterator[Block]:
    """Without the head that says which relation it is, which the page shows already."""
    return (block for block in blocks if block.kind not in ("title", "under", "heading"))
