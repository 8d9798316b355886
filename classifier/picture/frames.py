"""Boxes as a picture has them: their lines, how high they are, and their shapes.

What a box is and how it came out is told by its shape as well as by its colour: verdicts are
round, sources have a folded corner, rules two more lines, criteria a bar; the outline of what is
not known is broken, of what is contested double, of what is outweighed dotted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from classifier.picture.boxes import Node
from classifier.picture.lettering import is_measured, width_of, wrapped
from classifier.words.characters import held
from classifier.words.language import Language, Text

WIDTH = 240
"""Of every box."""
SIZE, SMALL = 14, 12
"""Of the letters: what is said, and what is said besides."""
LINE, LINELET = 19, 16
"""From one line to the next."""
BESIDE, ABOVE, BETWEEN = 15, 10, 3
"""What stays free: left and right of the lines, above and below them, between both kinds."""
_CORNERS = {"verdict": 18, "pattern": 18, "finding": 9}
_GAPS = {"unknown": "7 4", "outweighed": "2 4"}
_FOLD = 13
_LINES = 'fill="none" stroke="currentColor"'
"""Without a stylesheet, black on white."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A box with what it says in lines."""

    node: Node
    words: tuple[str, ...]
    side: tuple[str, ...]
    """On which side of something contested it speaks."""
    besides: tuple[str, ...]
    height: int


def framed(node: Node, side: Text | None, language: Language) -> Frame:
    """Set in lines what a box says, and on which side of something contested it speaks."""
    room = WIDTH - 2 * BESIDE
    whole = node.words.said_in(language) or node.marked(language)
    words = wrapped(held(whole), SIZE, room, heavy=is_heavy(node))
    speaks = wrapped(side.said_in(language), SMALL, room, heavy=True) if side else ()
    more = node.besides.said_in(language)
    besides = wrapped(held(more), SMALL, room) if more else ()
    small = len(speaks) + len(besides)
    height = 2 * ABOVE + LINE * len(words) + LINELET * small + (BETWEEN if small else 0)
    return Frame(node, words, speaks, besides, height)


def is_heavy(node: Node) -> bool:
    """Whether its words are set in heavy letters."""
    return node.kind in ("verdict", "pattern")


def drawn(frame: Frame, *, is_changed: bool) -> Iterator[str]:
    """The shape of a box and its text, from its left upper corner."""
    yield from _shape(frame)
    words, below = frame.words, ABOVE + LINE * len(frame.words) + BETWEEN
    heavy = is_heavy(frame.node)
    yield from _lines("words", words, ABOVE, size=SIZE, line=LINE, heavy=heavy)
    yield from _lines("side", frame.side, below, size=SMALL, line=LINELET, heavy=True)
    below += LINELET * len(frame.side)
    yield from _lines("besides", frame.besides, below, size=SMALL, line=LINELET, heavy=False)
    if is_changed:
        yield f'<circle class="news" cx="{WIDTH - 1}" cy="1" r="6" fill="currentColor"/>'


def said(text: str) -> str:
    """The text as XML holds it: never markup, and without what XML cannot hold."""
    return escape(held(" ".join(text.split())))


def _shape(frame: Frame) -> Iterator[str]:
    node, height, inner = frame.node, frame.height, WIDTH - _FOLD
    corner = _CORNERS.get(node.kind, 3)
    if node.kind == "source":
        yield f'<path class="frame" d="M0 0H{inner}L{WIDTH} {_FOLD}V{height}H0Z" {_LINES}/>'
        yield f'<path class="more" d="M{inner} 0V{_FOLD}H{WIDTH}" {_LINES}/>'
        return
    size = f'width="{WIDTH}" height="{height}" rx="{corner}"'
    gaps = f' stroke-dasharray="{_GAPS[node.looks]}"' if node.looks in _GAPS else ""
    yield f'<rect class="frame" {size} {_LINES}{gaps}/>'
    if node.kind == "rule":
        yield f'<path class="more" d="M6 0V{height}M{WIDTH - 6} 0V{height}" {_LINES}/>'
    if node.looks == "contested":
        size = f'width="{WIDTH - 8}" height="{height - 8}" rx="{max(corner - 3, 1)}"'
        yield f'<rect class="more" x="4" y="4" {size} {_LINES}/>'
    if node.kind == "criterion":
        yield f'<rect class="bar" width="6" height="{height}" rx="{corner}" fill="currentColor"/>'


def _lines(  # noqa: PLR0913 - where and how large letters are
    name: str, lines: tuple[str, ...], top: int, *, size: int, line: int, heavy: bool
) -> Iterator[str]:
    if not lines:
        return
    weight = ' font-weight="700"' if heavy else ""
    yield f'<text class="{name}" font-size="{size}"{weight}>'
    for number, text in enumerate(lines, 1):
        base = top + line * number - line // 4
        end = " " if number < len(lines) else ""
        fit = "" if is_measured(text) else _fit(width_of(text, size, heavy=heavy))
        yield f'<tspan x="{BESIDE}" y="{base}"{fit}>{escape(text)}{end}</tspan>'
    yield "</text>"


def _fit(width: float) -> str:
    """What is only guessed is made to fit, whatever the font."""
    return f' textLength="{width}" lengthAdjust="spacingAndGlyphs"'
