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
    _places: list[Places] = field(default_factory=list, init=False, repr=False, compare=False)

    def line_of(self, pointer: str) -> int | None:
        """The line, from 1, where the value at a pointer (or its key) starts.

        What the document lacks stands where its nearest existing parent does.
        """
        if not self._places:
            self._places.append(Places(tokens(self.text, self.syntax)))
        return self._places[0].line_of(parts_of(pointer))


class Places:
    """Where the values of a text stand; no more of it is walked than has been asked for."""

    def __init__(self, given: Iterator[Token]) -> None:
        self._trail: list[Level] = []
        self._rest = walk(given, self._trail)
        self._root: Position | None = None
        self._open: list[Position] = []
        """The collections that the walk is in."""
        self._last: Position | None = None
        """What the walk came to last: a key's value may yet prove to be a collection."""

    def line_of(self, parts: tuple[str, ...]) -> int | None:
        """The line of what the parts lead to, or of its nearest parent that there is."""
        while self._root is None:
            if not self._step():
                return None
        place = self._root
        for part in parts:
            while part not in place.inside and self._may_grow(place) and self._step():
                pass
            if part not in place.inside:
                break
            place = place.inside[part]
        return place.line

    def _may_grow(self, place: Position) -> bool:
        return place is self._last or any(place is one for one in self._open)

    def _step(self) -> bool:
        """Walk on by a token. False at the end."""
        token = next(self._rest, None)
        if token is None:
            return False
        depth = len(self._trail)
        if token.kind == "end":
            del self._open[depth:]
            self._last = None
        elif token.kind == "key" or token.kind in _NODES:
            self._last = self._placed(token.line, depth)
            if token.kind in ("{", "["):
                self._open.append(self._last)
        return True

    def _placed(self, line: int, depth: int) -> Position:
        """The place where the walk stands; a key's and its value's are one."""
        if not depth:
            self._root = self._root or Position(line)
            return self._root
        inside, at = self._open[depth - 1].inside, self._trail[-1].at or ""
        if at not in inside:
            inside[at] = Position(line)
        return inside[at]


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
