"""Pages as HTML, without style, script or ids: whoever shows them gives them those.

Every article carries the name it defines in `data-name`, and every link has its whole path
(`/codebook#standing`), so that a page may hold the same articles in two languages and show one.
What a rulebook says is text and never markup.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never
from urllib.parse import quote

from markupsafe import Markup, escape

from classifier.handbook.blocks import (
    Block,
    Code,
    Gap,
    Heading,
    Label,
    Link,
    Paragraph,
    Said,
    Terms,
)

ARTICLE = 3
"""The level of an article's heading; above it stand the title of the page and of its section."""


def article(name: str, blocks: Iterable[Block]) -> Markup:
    """A page of a name within a longer one."""
    return Markup('<article data-name="{}">\n{}</article>\n').format(name, blocks_html(blocks))


def blocks_html(blocks: Iterable[Block]) -> Markup:
    """Blocks one after the other."""
    return Markup().join(map(_block, blocks))


def said_html(said: Said) -> Markup:
    """Words with their links."""
    match said:
        case str():
            return escape(said)
        case Link():
            return Markup('<a href="{}">{}</a>').format(path_of(said.to), said.said)
        case Code():
            return Markup("<code>{}</code>").format(said_html(said.said))
        case tuple():
            return Markup().join(map(said_html, said))
        case _:
            assert_never(said)


def path_of(to: str) -> str:
    """The address that a link leads to.

    >>> path_of("rulebook#tandon/dependency")
    '/rulebook#tandon/dependency'
    """
    book, _, name = to.partition("#")
    return f"/{book}#{quote(name, safe='/:')}"


def _block(block: Block) -> Markup:
    match block:
        case Heading() | Label():
            return Markup("<h{0}>{1}</h{0}>\n").format(ARTICLE + block.level, said_html(block.said))
        case Paragraph():
            return Markup("<p>{}</p>\n").format(said_html(block.said))
        case Terms():
            rows = Markup().join(_row(*row) for row in block.rows)
            return Markup("<dl>\n{}</dl>\n").format(rows) if rows else Markup()
        case Gap():
            return Markup()
        case _:
            assert_never(block)


def _row(term: Said, said: Said) -> Markup:
    return Markup("<dt>{}</dt>\n<dd>{}</dd>\n").format(said_html(term), said_html(said))
