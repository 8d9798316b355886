"""Characters that must not pass unseen: which they are, and how text is shown without them.

Control characters take over a terminal, bidirectional controls make a text read in another order
than it is stored, and half a surrogate pair cannot be written at all. Documents that hold them are
refused; messages that quote a document never print them.
"""

from __future__ import annotations

import re
from itertools import accumulate

SHOWN = 60
"""The most characters of a document that a message quotes."""

HIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls, but for tab, newline, carriage return
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    r"\ud800-\udfff]"  # halves of surrogate pairs
)
_UNHELD = re.compile(f"{HIDDEN.pattern}|[\ufffe\uffff]")


def shown(text: str) -> str:
    r"""The text on one line, at most 60 characters, with what cannot be seen spelt out.

    >>> shown("Dinas\u202e Sosial")
    'Dinas<U+202E> Sosial'
    """
    if len(text) <= SHOWN and text.isprintable():
        return text
    pieces = [_piece(character) for character in text[: SHOWN + 1]]
    lengths = list(accumulate(map(len, pieces)))
    if not lengths or lengths[-1] <= SHOWN:
        return "".join(pieces)
    return "".join(pieces[: sum(length < SHOWN for length in lengths)]) + "…"


def visible(text: str) -> str:
    """The whole text on one line, with what cannot be seen spelt out."""
    return text if text.isprintable() else "".join(map(_piece, text))


def held(text: str) -> str:
    r"""The text as a page can hold it: what must not pass, or cannot, is marked as lost.

    >>> held("Dinas\u202e Sosial")
    'Dinas\ufffd Sosial'
    """
    return text if text.isprintable() else _UNHELD.sub("\N{REPLACEMENT CHARACTER}", text)


def code_points(characters: str) -> str:
    r"""The characters by number, each once.

    >>> code_points("\x07\x1b\x07")
    'U+0007, U+001B'
    """
    return ", ".join(_code(character) for character in dict.fromkeys(characters))


def _piece(character: str) -> str:
    return character if character.isprintable() else f"<{_code(character)}>"


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"
