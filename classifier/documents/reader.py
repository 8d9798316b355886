"""Bytes into documents: JSON case files and YAML rule documents, or every problem they have.

Reading refuses what would have to be guessed at (two values for one key, a number that is none,
an encoding that is not UTF-8) and what would reach a screen unseen (`characters`). The fast
parsers read first; only a text that one of them refuses, or that shows a sign of trouble, is
walked token by token to find and place all that is wrong. Meaning is left to the caller.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from classifier.documents import cache
from classifier.documents.bytes import bytes_of, decoded, problem
from classifier.documents.positions import JSON, MAX_DEPTH, Document, Level, walk
from classifier.documents.shape import problems_of
from classifier.documents.syntax import (
    YAML_ERRORS,
    faults,
    number_faults,
    told,
    unparsed_json,
    yaml_faults,
)
from classifier.documents.tokens import Syntax, Token, tokens
from classifier.words.characters import HIDDEN
from classifier.words.problems import InvalidDocument, Problem

__all__ = [
    "JSON",
    "MAX_BYTES",
    "MAX_DEPTH",
    "Document",
    "json_document",
    "problems_of",
    "read_json",
    "read_yaml",
    "yaml_document",
]

MAX_BYTES = 20_000_000
READING = b"1"
"""Another one where YAML is read otherwise, so that nothing is read from what was kept before."""

_YAML_WORDS: dict[str, JSON] = {"true": True, "false": False, "null": None, "": None}

# Hidden characters, and escapes that may stand for one: the walk tells whether they do.
_SUSPECT: dict[Syntax, re.Pattern[str]] = {
    "json": re.compile(rf"{HIDDEN.pattern}|\\[bf]|\\u(?:00[01789]|061|20[0-6]|[dD][89a-fA-F])"),
    "yaml": re.compile(rf"{HIDDEN.pattern}|\\[0abvefNxuU]"),
}


def read_json(source: Path, *, limit: int = MAX_BYTES) -> Document:
    """The JSON file at a path; raises `InvalidDocument` with all that is wrong with it."""
    return json_document(bytes_of(source, limit=limit), str(source), limit=limit)


def read_yaml(source: Path, *, limit: int = MAX_BYTES) -> Document:
    """The YAML file at a path; raises `InvalidDocument` with all that is wrong with it.

    What was read without fault is kept as JSON, by the hash of the file, and read from there the
    next time, which is many times as fast.
    """
    data = bytes_of(source, limit=limit)
    twin = sha256(READING + data).hexdigest() + ".json"
    kept = cache.read(twin) if len(data) <= limit else None
    if kept is not None:
        with suppress(ValueError):  # another program's
            text = decoded(data, str(source), limit=limit)
            return Document(name=str(source), value=json.loads(kept), text=text, syntax="yaml")
    document = yaml_document(data, str(source), limit=limit)
    cache.write(twin, json.dumps(document.value).encode())
    return document


def json_document(data: bytes, name: str, *, limit: int = MAX_BYTES) -> Document:
    """JSON from bytes; raises `InvalidDocument` with all that is wrong with them."""
    text = decoded(data, name, limit=limit)
    try:
        value, suspect = _json_value(text)
    except json.JSONDecodeError as error:
        raise InvalidDocument(told(unparsed_json(name, text, error), name)) from None
    except RecursionError:
        found = told(faults(name, text, "json"), name)
        raise InvalidDocument(found or [_too_deep(name)]) from None
    if suspect or _SUSPECT["json"].search(text):
        _refuse_faulty(faults(name, text, "json"), name)
    return Document(name=name, value=value, text=text, syntax="json")


def yaml_document(data: bytes, name: str, *, limit: int = MAX_BYTES) -> Document:
    """YAML from bytes; raises `InvalidDocument` with all that is wrong with them.

    `true` and `false` are truth values, `null` and nothing are null; all else is text, so that
    `no` is an answer and `1.0` a version.
    """
    text = decoded(data, name, limit=limit)
    try:
        values, suspect = _yaml_values(text)
    except YAML_ERRORS:
        values, suspect = [], True
    if suspect or _SUSPECT["yaml"].search(text):
        _refuse_faulty(yaml_faults(name, text), name)
    if not values:
        raise InvalidDocument([problem("empty", name)])
    return Document(name=name, value=values[0], text=text, syntax="yaml")


def _refuse_faulty(problems: Iterable[Problem], name: str) -> None:
    found = told(problems, name)
    if found:
        raise InvalidDocument(found)


def _json_value(text: str) -> tuple[JSON, bool]:
    """The value, and whether the text must be walked to find what is wrong with it."""
    signs: list[str] = []

    def members(pairs: list[tuple[str, JSON]]) -> dict[str, JSON]:
        found = dict(pairs)
        if len(found) < len(pairs):
            signs.append("duplicate_key")
        return found

    def real(number: str) -> float:
        signs.extend(number_faults(number))
        return float(number)

    def whole(number: str) -> int:
        signs.extend(number_faults(number))
        return 0 if signs else int(number)

    value: JSON = json.loads(
        text,
        object_pairs_hook=members,
        parse_float=real,
        parse_int=whole,
        parse_constant=signs.append,
    )
    return value, bool(signs) or _is_too_deep(value)


def _is_too_deep(value: JSON) -> bool:
    nodes = [value] if isinstance(value, (dict, list)) else []
    depth = 0
    while nodes and depth < MAX_DEPTH:
        depth += 1
        nodes = [
            child
            for node in nodes
            for child in (node.values() if isinstance(node, dict) else node)
            if isinstance(child, (dict, list))
        ]
    return bool(nodes)


def _too_deep(name: str) -> Problem:
    """The stack was nearly used up before reading began, so less than the limit was too much."""
    return problem("too_deep", name, limit=str(MAX_DEPTH))


def _yaml_values(text: str) -> tuple[list[JSON], bool]:
    """The value, none in an empty document, and whether the text must be walked for faults."""
    root: list[JSON] = []
    holders: list[list[JSON] | dict[str, JSON]] = [root]
    trail: list[Level] = []
    for token in walk(tokens(text, "yaml"), trail):
        if token.kind == "end":
            holders.pop()
        elif token.kind in ("{", "[", "text", "bare"):
            value = _yaml_value(token)
            holder = holders[-1]
            if isinstance(holder, list):
                holder.append(value)
            else:
                holder[trail[-1].at or ""] = value
            if isinstance(value, (list, dict)):
                holders.append(value)
        elif token.kind != "key":
            return root, True
    return root, False


def _yaml_value(token: Token) -> JSON:
    match token.kind:
        case "{":
            return {}
        case "[":
            return []
        case "bare":
            return _YAML_WORDS.get(token.text, token.text)
        case _:
            return token.text
