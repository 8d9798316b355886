"""Standard output and standard error: encodings that cannot hold a text, colour, closed pipes.

stdout carries the result and nothing else; stderr carries remarks, problems and progress.
"""

from __future__ import annotations

import codecs
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO, TypeVar

import click

T = TypeVar("T")
MANY = 20
"""So many files take long enough for progress to be worth showing."""

_PLAIN = {
    "✓": "+",
    "✗": "-",
    "◐": "~",
    "·": "-",
    "•": "-",
    "☐": "[ ]",
    "…": "...",
    "–": "-",
    "—": "-",
    "→": "->",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
}
"""What stands for a sign where the encoding has none; `?` would say *unknown*."""


def _nearest_sign(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)  # noqa: S101 - it is only used to encode
    import unicodedata  # noqa: PLC0415 - needed on a terminal without Unicode only

    def plain(sign: str) -> str:
        bare = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
        return _PLAIN.get(sign) or bare or f"<U+{ord(sign):04X}>"

    return "".join(map(plain, error.object[error.start : error.end])), error.end


def _json_escape(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)  # noqa: S101 - it is only used to encode
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    pairs = (units[place : place + 2].hex() for place in range(0, len(units), 2))
    return "".join(f"\\u{pair}" for pair in pairs), error.end


codecs.register_error("kemitraan_plain", _nearest_sign)
codecs.register_error("kemitraan_json", _json_escape)


def open_what_is_closed() -> None:
    """Put something in the place of standard streams that are closed, as with `>&-`.

    Of the one nothing is read, and what goes to stdout cannot be written: the result would be lost.
    """
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - as long as it runs
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - as above


def say(text: str, *, json: bool = False) -> None:
    """Print part of the result."""
    _print(text, sys.stdout, json=json)


def tell(text: str) -> None:
    """Print a remark or a problem."""
    _print(text + "\n", sys.stderr, json=False)


def coloured(stream: TextIO) -> bool:
    """Whether colour helps: on a terminal, unless `NO_COLOR` says otherwise."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def is_coloured(target: Path | None) -> bool:
    """Whether a result is coloured: never in a file."""
    return target is None and coloured(sys.stdout)


def is_read(target: Path | None) -> bool:
    """Whether a person reads the result as it comes."""
    return target is None and sys.stdout.isatty()


def width() -> int:
    """How wide text may be: the terminal, but lines of more than 100 signs are hard to read."""
    return max(40, min(100, shutil.get_terminal_size((80, 24)).columns))


def hush_stdout() -> None:
    """Give up a stdout that nobody reads, so that nothing more is said of it at the end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return


def each_with_progress(items: tuple[T, ...]) -> Iterator[T]:
    """The items one by one; how far it is stands on stderr if that is a terminal."""
    shown = sys.stderr.isatty() and not sys.stdout.isatty() and len(items) >= MANY
    for place, item in enumerate(items, start=1):
        if shown:
            _print(f"\r{place}/{len(items)}", sys.stderr, json=False)
        yield item
    if shown:
        _print("\r" + " " * 24 + "\r", sys.stderr, json=False)


def _print(text: str, stream: TextIO, *, json: bool) -> None:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    if json and codecs.lookup(encoding).name != "utf-8":
        encoding = "ascii"  # JSON is UTF-8 (RFC 8259); ASCII is that in any encoding
    fitting = text.encode(encoding, "kemitraan_json" if json else "kemitraan_plain")
    click.echo(fitting.decode(encoding), file=stream, nl=False, color=coloured(stream))
