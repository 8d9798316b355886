"""A document that was read, and the lines on which its values stand.

One walk over the tokens of a text knows keys from values, where it is, which key is repeated and
what lies too deep. Nothing is located until a problem asks for a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from classifier.documents.tokens import Syntax, Token, TokenKind, tokens
from classifier.words.characters import shown, visible

JSON: TypeAlias = bool | int | float | str | list["JSON"] | dict[str, "JSON"] | None
"""A value of a document; to be read only."""

MAX_DEPTH = 40
"""Collections within collections; deeper ones are refused, so that nothing later recurses."""

_LONG = 100
_NODES = frozenset[TokenKind](("{", "[", "text", "bare"))


@dataclass(slots=True)
class Level:
    """An open collection and the member the walk stands at."""

    is_list: bool
    at: str | None = None
    awaits_key: bool = False
    seen: dict[str, int] = field(default_factory=dict)

    def advance(self) -> None:
        """Step to the next item of a list, or on from a key's value to the next key."""
        if self.is_list:
            self.at = "0" if self.at is None else str(int(self.at) + 1)
        self.awaits_key = not self.is_list


@dataclass(frozen=True, slots=True)
class Position:
    """The line where a value starts (or its key, if it has one), and the places inside it."""

    line: int
    inside: dict[str, Position] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """A JSON or YAML text and its value."""

    name: str
    """The path as it was given; `-` for standard input."""
    value: JSON
    text: str = field(repr=False)
    syntax: Syntax
    _root: list[Position] = field(default_factory=list, init=False, repr=False, compare=False)

    def line_of(self, pointer: str) -> int | None:
        """The line, from 1, where the value at a pointer (or its key) starts.

        What the document lacks stands where its nearest existing parent does.
        """
        if not self._root:
            self._root.extend(_positions(tokens(self.text, self.syntax)))
        if not self._root:
            return None
        place = self._root[0]
        for part in parts_of(pointer):
            if part not in place.inside:
                break
            place = place.inside[part]
        return place.line


def walk(given: Iterator[Token], trail: list[Level]) -> Iterator[Token]:
    """The tokens with keys told from values, and with repeated keys and too deep collections.

    `trail` is kept by the walk and shows where it is: see `where`.
    """
    for token in given:
        if token.kind == "end":
            trail.pop()
        elif token.kind in _NODES and trail and trail[-1].awaits_key:
            yield from _key(token, trail[-1])
            if token.kind in ("{", "["):
                return
            continue
        elif token.kind in _NODES and trail:
            trail[-1].advance()
        if token.kind not in ("{", "["):
            yield token
        elif len(trail) == MAX_DEPTH:
            yield token._replace(kind="too_deep")
            return
        else:
            yield token
            trail.append(Level(is_list=token.kind == "[", awaits_key=token.kind == "{"))


def where(trail: list[Level]) -> tuple[str, ...]:
    """The parts of the pointer to where a walk stands."""
    return tuple(level.at for level in trail if level.at is not None)


def parts_of(pointer: str) -> tuple[str, ...]:
    """The unescaped parts of an RFC 6901 pointer."""
    parts = pointer.split("/")[1:]
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in parts)


def pointer_of(parts: tuple[str, ...]) -> str:
    """The RFC 6901 pointer of some parts.

    >>> pointer_of(("actors", "g/n"))
    '/actors/g~1n'
    """
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)


def shown_pointer(parts: tuple[str, ...]) -> str:
    """The pointer as a message shows it: nothing hidden in it, and no part without end."""
    return pointer_of(tuple(visible(p) if len(p) <= _LONG else shown(p) for p in parts))


def _key(token: Token, level: Level) -> Iterator[Token]:
    if token.kind in ("{", "["):
        yield token._replace(kind="yaml_complex_key")
        return
    level.at, level.awaits_key = token.text, False
    yield token._replace(kind="key")
    if token.text in level.seen:
        yield Token("duplicate_key", token.line, str(level.seen[token.text]))
    level.seen.setdefault(token.text, token.line)
    if token.kind == "bare" and token.text == "<<":
        yield Token("yaml_merge", token.line)


def _positions(given: Iterator[Token]) -> list[Position]:
    """The root of the tree of places, or nothing for an empty text."""
    roots: list[Position] = []
    trail: list[Level] = []
    for token in walk(given, trail):
        if token.kind != "key" and token.kind not in _NODES:
            continue
        if not roots:
            roots.append(Position(token.line))
            continue
        place = roots[0]
        for part in where(trail):
            place = place.inside.setdefault(part, Position(token.line))
    return roots
