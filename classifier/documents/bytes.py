"""Files as text: bytes read within a limit and decoded as UTF-8, or a problem instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from classifier.documents.positions import shown_pointer
from classifier.words.characters import shown, visible
from classifier.words.language import Text, message
from classifier.words.problems import InvalidDocument, Problem, nearest

# The marks that open UTF-16 and UTF-32, or ASCII written in two or four bytes a character.
_UTF_16 = re.compile(rb"\xff\xfe|\xfe\xff|[^\x00]\x00|\x00{1,3}[^\x00]")

_HANDFUL = 5
"""In so many lines of a text a byte may be wrong; with more it is no text in UTF-8."""


def bytes_of(source: Path, *, limit: int) -> bytes:
    """What a file holds; no more than one byte over the limit is ever read."""
    name = str(source)
    if "\0" in name:
        raise InvalidDocument([_absent(source)])
    try:
        if source.is_dir():
            raise InvalidDocument([problem("folder", name)])
        _check_size(source.stat().st_size, name, limit)
        with source.open("rb") as file:
            return file.read(limit + 1)  # a pipe tells no size beforehand
    except (FileNotFoundError, NotADirectoryError):
        raise InvalidDocument([_absent(source)]) from None
    except PermissionError:
        raise InvalidDocument([problem("forbidden", name)]) from None
    except OSError as error:
        reason = visible(error.strerror or str(error))
        raise InvalidDocument([problem("unreadable", name, reason=reason)]) from None


def decoded(data: bytes, name: str, *, limit: int) -> str:
    """The text in UTF-8 bytes, without the byte order mark some editors put before it."""
    _check_size(len(data), name, limit)
    if _UTF_16.match(data):
        raise InvalidDocument([problem("utf_16", name)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidDocument(_undecodable(data, name)) from None
    if not text.strip():
        raise InvalidDocument([problem("empty", name)])
    return text


def problem(
    key: str,
    file: str,
    *,
    parts: tuple[str, ...] = (),
    line: int | None = None,
    hint: Text | None = None,
    **places: Text | str,
) -> Problem:
    """The problem `documents.<key>`, with the hint of the same name unless another is given."""
    return Problem(
        file=visible(file),
        pointer=shown_pointer(parts),
        what=message(f"documents.{key}", **places),
        hint=hint or message(f"documents.{key}_hint", **places),
        line=line,
    )


def _absent(source: Path) -> Problem:
    try:
        names = [other.name for other in source.parent.iterdir() if other.suffix == source.suffix]
    except (OSError, ValueError):
        names = []
    near = nearest(source.name, names)
    hint = message("documents.did_you_mean", name=shown(near)) if near else None
    return problem("absent", str(source), hint=hint)


def _check_size(size: int, name: str, limit: int) -> None:
    if size > limit:
        raise InvalidDocument([problem("too_large", name, limit=f"{limit / 1e6:g}")])


def _undecodable(data: bytes, name: str) -> list[Problem]:
    """What is not UTF-8, line by line; of a picture or the like only that it is no text."""
    found = list(islice(_bad_bytes(data, name), _HANDFUL + 1))
    return [problem("not_text", name)] if b"\0" in data or len(found) > _HANDFUL else found


def _bad_bytes(data: bytes, name: str) -> Iterator[Problem]:
    """One problem for every line that is not UTF-8, at its first byte that is not."""
    for line, row in enumerate(data.split(b"\n"), 1):
        try:
            row.decode("utf-8")
        except UnicodeDecodeError as error:
            byte, place = f"0x{row[error.start]:02X}", str(error.start + 1)
            yield problem("not_utf_8", name, line=line, byte=byte, place=place)
