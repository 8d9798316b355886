"""Passages as paragraphs, headings and lists of HTML.

Whatever a passage says is text and never markup. Nothing is said here about how it looks but by the
classes that the styles know (`templates/passages.css`).
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from classifier.writers.links import Links
from classifier.writers.passages import Passage, in_lists

LEVELS = {"title": 1, "heading": 2}
"""The level of a heading, of kinds that always are one."""


def html_of(several: Iterable[Passage], links: Links, *, inside: bool = False) -> str:
    """The passages one after the other; `inside` a point of a list nothing is a heading."""
    return "".join(
        _list(run, links) if is_list else _paragraphs(run, links, inside=inside)
        for is_list, run in in_lists(several)
    )


def _list(points: Iterable[Passage], links: Links) -> str:
    return f"<ul>\n{''.join(_point(point, links) for point in points)}</ul>\n"


def _point(point: Passage, links: Links) -> str:
    looks, before = "", ""
    if point.sign:
        looks = f"marked {point.state}".strip()
        before = f'<span class="mark">{escape(point.sign)}</span> '
    elif point.name:
        looks, before = "named", f'<b class="name">{escape(point.name)}</b> '
    under = html_of(point.under, links, inside=True)
    return f"<li{_classes(looks, point, links)}>{before}{_said(point, links)}{under}</li>\n"


def _paragraphs(several: Iterable[Passage], links: Links, *, inside: bool) -> str:
    return "".join(_paragraph(one, links, inside=inside) for one in several)


def _paragraph(one: Passage, links: Links, *, inside: bool) -> str:
    # A pattern that is only one of several stands above what belongs to it.
    looks = f"{one.kind} candidate" if one.kind == "verdict" and one.under else one.kind
    tag = _tag(one, links.deeper, inside=inside)
    under = html_of(one.under, links, inside=inside)
    return f"<{tag}{_classes(looks, one, links)}>{_said(one, links)}</{tag}>\n{under}"


def _tag(one: Passage, deeper: int, *, inside: bool) -> str:
    level = LEVELS.get(one.kind)
    if one.kind == "label" and not inside:
        level = 3 if one.level == 0 else 4
    return f"h{level + deeper}" if level else "p"


def _classes(looks: str, passage: Passage, links: Links) -> str:
    names = " ".join(filter(None, (looks, "new" if links.is_new(passage) else "")))
    return f' class="{names}"' if names else ""


def _said(passage: Passage, links: Links) -> str:
    """What a passage says and what it cites, with where both lead to."""
    new = f'<span class="spoken">{escape(links.new)} </span>' if links.is_new(passage) else ""
    words = escape(passage.text)
    if len(passage.pieces) > 1:
        words = " ".join(f'<span class="piece">{escape(one)}</span>' for one in passage.pieces)
    href = links.href(passage)
    if href:
        words = f'<a class="term" href="{escape(href)}">{words}</a>'
    return f"{new}{words}{_cites(passage, links)}"


def _cites(passage: Passage, links: Links) -> str:
    if not passage.cites:
        return ""
    pieces = (
        f'<a href="{escape(href)}">{escape(text)}</a>' if href else escape(text)
        for text, href in links.cited(passage)
    )
    return f' <span class="cites">{"".join(pieces)}</span>'
