"""Passages as paragraphs, headings and lists of HTML.

Whatever a passage says is text and never markup. Nothing is said here about how it looks but by the
classes that the styles know (`templates/passages.css`).
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import assert_never

from classifier.words.language import Language, Text
from classifier.writers.blocks import Block, Code, Link, Said
from classifier.writers.links import Links
from classifier.writers.passages import Passage, flat, in_lists

LEVELS = {"title": 1, "heading": 2}
"""The level of a heading, of kinds that always are one."""
CLASSES = {"paragraph": "point"}
"""The class of a kind that is not called like it."""


def html_of(several: Iterable[Passage], links: Links, *, inside: bool = False) -> str:
    """The passages one after the other; `inside` a point of a list nothing is a heading."""
    return "".join(
        _list(run, links) if is_list else _paragraphs(run, links, inside=inside)
        for is_list, run in in_lists(several)
    )


def words_of(said: Said, language: Language, links: Links) -> str:
    """Words in a line, with what they lead to."""
    match said:
        case str():
            return escape(flat(said))
        case Text():
            return escape(flat(said.said_in(language)))
        case Link():
            return _linked(words_of(said.said, language, links), links.href(said.to))
        case Code():
            return f"<code>{words_of(said.said, language, links)}</code>"
        case tuple():
            return "".join(words_of(one, language, links) for one in said)
        case _:
            assert_never(said)


def _list(points: tuple[Passage, ...], links: Links) -> str:
    write, tag = (_term, "dl") if points[0].block.kind == "term" else (_point, "ul")
    return f"<{tag}>\n{''.join(write(point, links) for point in points)}</{tag}>\n"


def _term(term: Passage, links: Links) -> str:
    name = words_of(term.block.name, term.language, links)
    under = html_of(term.under, links, inside=True)
    return f"<dt>{name}</dt>\n<dd>{_said(term, links)}{under}</dd>\n"


def _point(point: Passage, links: Links) -> str:
    looks, before = "", ""
    if point.sign:
        looks = f"marked {point.block.state or ''}".strip()
        before = f'<span class="mark">{escape(point.sign)}</span> '
    elif point.name:
        looks, before = "named", f'<b class="name">{escape(point.name)}</b> '
    under = html_of(point.under, links, inside=True)
    return f"<li{_classes(looks, point, links)}>{before}{_said(point, links)}{under}</li>\n"


def _paragraphs(several: Iterable[Passage], links: Links, *, inside: bool) -> str:
    return "".join(_paragraph(one, links, inside=inside) for one in several)


def _paragraph(one: Passage, links: Links, *, inside: bool) -> str:
    looks = "" if links.bare else CLASSES.get(one.block.kind, one.block.kind)
    # A pattern that is only one of several stands above what belongs to it.
    looks = f"{looks} candidate" if looks == "verdict" and one.under else looks
    tag = _tag(one.block, links.deeper, inside=inside)
    under = html_of(one.under, links, inside=inside)
    return f"<{tag}{_classes(looks, one, links)}>{_said(one, links)}</{tag}>\n{under}"


def _tag(block: Block, deeper: int, *, inside: bool) -> str:
    level = LEVELS.get(block.kind)
    if block.kind == "label" and not inside:
        level = 3 if block.level == 0 else 4
    if block.kind == "entry" and not inside:
        level = 1 + block.level
    return f"h{level + deeper}" if level else "p"


def _classes(looks: str, passage: Passage, links: Links) -> str:
    names = " ".join(filter(None, (looks, "new" if links.is_new(passage.block) else "")))
    return f' class="{names}"' if names else ""


def _said(passage: Passage, links: Links) -> str:
    """What a passage says and what it cites, with where both lead to."""
    block = passage.block
    new = f'<span class="spoken">{escape(links.new)} </span>' if links.is_new(block) else ""
    words = " ".join(f'<span class="piece">{escape(one)}</span>' for one in passage.pieces)
    said = words_of((passage.before, " ", block.said), passage.language, links).strip(" ")
    href = links.href(block.to) if block.to else ""
    return f"{new}{_linked(words or said, href, 'term')}{_cites(passage, links)}"


def _cites(passage: Passage, links: Links) -> str:
    if not passage.block.cites:
        return ""
    said = ""
    for one in passage.block.cites:
        words = words_of(one.said, passage.language, links).strip(" ")
        said += (one.joint if said else "") + _linked(words, links.href(one.to) if one.to else "")
    return f' <span class="cites">{said}</span>'


def _linked(words: str, href: str, looks: str = "") -> str:
    named = f' class="{looks}"' if looks else ""
    return f'<a{named} href="{escape(href)}">{words}</a>' if href else words
