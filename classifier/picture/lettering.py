"""Text in boxes of a fixed width: how wide words are, and where lines break.

A picture cannot ask a browser how wide a word will be. Widths are therefore those of a wide font
(DejaVu Sans), in thousandths of the size of the letters; a narrower font leaves room. Of letters
that are not in the table it is only guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_WIDTHS = {
    **dict.fromkeys("'‘’.,·:;/|\\ijlIJ\N{NO-BREAK SPACE} ", 345),
    **dict.fromkeys('f-()[]tr!"', 420),
    **dict.fromkeys("*_`–“”csz", 555),
    **dict.fromkeys("?FLPTYaekovxyé", 620),
    **dict.fromkeys("$0123456789ESbdghnpqu{}", 645),
    **dict.fromkeys("ABKRVXZ", 700),
    **dict.fromkeys("&CDGHNU", 785),
    **dict.fromkeys("#+<=>MOQ^w~✓✗◐", 880),
    **dict.fromkeys("%@Wm—…", 1000),
}
_MEASURED = frozenset(_WIDTHS)
_LETTER, _SIGN = 750, 1250
_HEAVIER = 1.13
"""How much wider heavy letters are."""
_BREAKS = re.compile(r"[^\S\N{NO-BREAK SPACE}]+")
_JOINTS = re.compile(r"(?<=[/_-])")


def is_measured(text: str) -> bool:
    """Whether the width of every letter is known, and not only guessed."""
    return _MEASURED.issuperset(text)


def width_of(text: str, size: float, *, heavy: bool = False) -> float:
    """How wide a text is at most, in a font that is not unusually wide.

    >>> width_of("mitra", 10)
    28.1
    """
    return round(_width(text) * size * (_HEAVIER if heavy else 1) / 1000, 1)


@lru_cache(maxsize=8192)
def _width(word: str) -> int:
    if _MEASURED.issuperset(word):
        return sum(map(_WIDTHS.__getitem__, word))
    return sum(_WIDTHS.get(letter) or _guessed(letter) for letter in word)


def _guessed(letter: str) -> int:
    """How wide a letter may be; a ligature counts as what it is made of."""
    parts = unicodedata.normalize("NFKC", letter)
    return sum(_LETTER if part.isalpha() and part < "\u2e80" else _SIGN for part in parts)


def wrapped(text: str, size: float, room: float, *, heavy: bool = False) -> tuple[str, ...]:
    """The text in lines, none wider than there is room; words that are too long are broken.

    >>> wrapped("Dinas Sosial Provinsi Lampung", 10, 90)
    ('Dinas Sosial', 'Provinsi', 'Lampung')
    """
    return _wrapped(text, int(room * 1000 / (size * (_HEAVIER if heavy else 1))))


@lru_cache(maxsize=2048)
def _wrapped(text: str, most: int) -> tuple[str, ...]:
    """The text in lines of so many thousandths of the letters' size."""
    blank = _WIDTHS[" "]
    lines: list[str] = []
    line, used = "", 0
    for word in _fitting(text, most):
        wide = _width(word)
        if line and used + blank + wide > most:
            lines.append(line)
            line, used = word, wide
        elif line:
            line, used = f"{line} {word}", used + blank + wide
        else:
            line, used = word, wide
    return (*lines, line)


def _fitting(text: str, most: int) -> Iterator[str]:
    """The words, those that are too long in pieces: behind a joint if possible, else anywhere."""
    for word in _BREAKS.split(text.strip()):
        if _width(word) <= most:
            yield word
            continue
        piece = ""
        for part in _JOINTS.split(word):
            for bit in (part,) if _width(part) <= most else part:
                if piece and _width(piece) + _width(bit) > most:
                    yield piece
                    piece = ""
                piece += bit
        yield piece
