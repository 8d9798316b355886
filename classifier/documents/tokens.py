"""A JSON or YAML text cut into tokens: a collection opens or ends, a scalar stands.

Both formats give the same tokens, and neither is parsed by recursion: PyYAML's own composer and
`json` recurse, and a few kilobytes of brackets make the former end the process.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

import yaml

from classifier.words.characters import HIDDEN

Syntax = Literal["json", "yaml"]
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

TokenKind = Literal[
    # What stands there; a bare scalar is one without quotes.
    "{",
    "[",
    "end",
    "text",
    "bare",
    "key",
    # What is wrong there.
    "duplicate_key",
    "too_deep",
    "raw_break",
    "yaml_anchor",
    "yaml_alias",
    "yaml_tag",
    "yaml_merge",
    "yaml_complex_key",
    "yaml_document",
]


class Token(NamedTuple):
    """One step through a document: what stands on a line, and the text of it."""

    kind: TokenKind
    line: int
    text: str = ""


def tokens(text: str, syntax: Syntax) -> Iterator[Token]:
    """The tokens of a text in the order in which they stand.

    JSON must be well-formed as far as it goes; YAML raises `yaml.YAMLError` where it is not.
    """
    return _json_tokens(text) if syntax == "json" else _yaml_tokens(text)


# A quote that closes nowhere ends the scan: the text was cut there, at its first fault.
_PIECE = re.compile(
    r'(?P<text>"[^"\\]*+(?:\\.[^"\\]*+)*+")|(?P<sign>[{}\[\]])|(?P<bare>[^\s,:{}\[\]"]++)|"',
    re.DOTALL,
)
_SIGNS: dict[str, TokenKind] = {"{": "{", "[": "[", "}": "end", "]": "end"}
_LOOSE = json.JSONDecoder(strict=False)
_RAW_BREAK = re.compile(r"[\t\n\r]")


def _json_tokens(text: str) -> Iterator[Token]:
    line, seen = 1, 0
    for found in _PIECE.finditer(text):
        piece = found.group()
        line += text.count("\n", seen, found.start())
        seen = found.start()
        match found.lastgroup:
            case "text":
                plain = "\\" not in piece
                yield Token("text", line, piece[1:-1] if plain else _LOOSE.decode(piece))
                if _RAW_BREAK.search(piece):
                    yield Token("raw_break", line)
            case "bare":
                yield Token("bare", line, piece)
            case "sign":
                yield Token(_SIGNS[piece], line)
            case _:
                return


@cache
def _lent() -> dict[int, int]:
    """A private code point for each hidden character: libyaml stops at the first such one."""
    return {code: 0xF0000 + code for code in range(0x10000) if HIDDEN.match(chr(code))}


def _yaml_tokens(text: str) -> Iterator[Token]:
    if not HIDDEN.search(text):
        yield from _event_tokens(text)
        return
    returned = {lent: code for code, lent in _lent().items()}
    for token in _event_tokens(text.translate(_lent())):
        yield token._replace(text=token.text.translate(returned))


def _event_tokens(text: str) -> Iterator[Token]:
    loader = LOADER(text)
    documents = 0
    try:
        while loader.check_event():
            event: yaml.Event = loader.get_event()
            line = event.start_mark.line + 1 if event.start_mark else 1
            documents += isinstance(event, yaml.DocumentStartEvent)
            yield from _node_tokens(event, line)
            if documents > 1:
                yield Token("yaml_document", line)
                return
    finally:
        loader.dispose()


def _node_tokens(event: yaml.Event, line: int) -> Iterator[Token]:
    match event:
        case yaml.ScalarEvent():
            yield Token("bare" if event.implicit[0] else "text", line, event.value)
        case yaml.MappingStartEvent():
            yield Token("{", line)
        case yaml.SequenceStartEvent():
            yield Token("[", line)
        case yaml.CollectionEndEvent():
            yield Token("end", line)
        case yaml.AliasEvent():
            yield Token("text", line)
            yield Token("yaml_alias", line, event.anchor or "")
    if isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)):
        if event.anchor:
            yield Token("yaml_anchor", line, event.anchor)
        if event.tag:
            yield Token("yaml_tag", line, event.tag.replace("tag:yaml.org,2002:", "!!"))
