"""A JSON or YAML text cut into marks: a collection opens or ends, a scalar stands.

Both formats give the same marks, and neither is parsed by recursion: PyYAML's own composer and
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

Kind = Literal["json", "yaml"]
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Step = Literal[
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


class Mark(NamedTuple):
    """One step through a document: what stands on a line, and the text of it."""

    kind: Step
    line: int
    text: str = ""


def marks(text: str, kind: Kind) -> Iterator[Mark]:
    """The marks of a text in the order in which they stand.

    JSON must be well-formed as far as it goes; YAML raises `yaml.YAMLError` where it is not.
    """
    return _json_marks(text) if kind == "json" else _yaml_marks(text)


# A quote that closes nowhere ends the scan: the text was cut there, at its first fault.
_TOKEN = re.compile(
    r'(?P<text>"[^"\\]*+(?:\\.[^"\\]*+)*+")|(?P<sign>[{}\[\]])|(?P<bare>[^\s,:{}\[\]"]++)|"',
    re.DOTALL,
)
_SIGNS: dict[str, Step] = {"{": "{", "[": "[", "}": "end", "]": "end"}
_RAW_BREAK = re.compile(r"[\t\n\r]")


def _json_marks(text: str) -> Iterator[Mark]:
    line, seen = 1, 0
    for found in _TOKEN.finditer(text):
        token = found.group()
        line += text.count("\n", seen, found.start())
        seen = found.start()
        match found.lastgroup:
            case "text":
                yield Mark("text", line, json.loads(token, strict=False))
                if _RAW_BREAK.search(token):
                    yield Mark("raw_break", line)
            case "bare":
                yield Mark("bare", line, token)
            case "sign":
                yield Mark(_SIGNS[token], line)
            case _:
                return


@cache
def _lent() -> dict[int, int]:
    """A private code point for each hidden character: libyaml stops at the first such one."""
    return {code: 0xF0000 + code for code in range(0x10000) if HIDDEN.match(chr(code))}


def _yaml_marks(text: str) -> Iterator[Mark]:
    if not HIDDEN.search(text):
        yield from _event_marks(text)
        return
    returned = {lent: code for code, lent in _lent().items()}
    for mark in _event_marks(text.translate(_lent())):
        yield mark._replace(text=mark.text.translate(returned))


def _event_marks(text: str) -> Iterator[Mark]:
    loader = LOADER(text)
    documents = 0
    try:
        while loader.check_event():
            event: yaml.Event = loader.get_event()
            line = event.start_mark.line + 1 if event.start_mark else 1
            documents += isinstance(event, yaml.DocumentStartEvent)
            yield from _node_marks(event, line)
            if documents > 1:
                yield Mark("yaml_document", line)
                return
    finally:
        loader.dispose()


def _node_marks(event: yaml.Event, line: int) -> Iterator[Mark]:
    match event:
        case yaml.ScalarEvent():
            yield Mark("bare" if event.implicit[0] else "text", line, event.value)
        case yaml.MappingStartEvent():
            yield Mark("{", line)
        case yaml.SequenceStartEvent():
            yield Mark("[", line)
        case yaml.CollectionEndEvent():
            yield Mark("end", line)
        case yaml.AliasEvent():
            yield Mark("text", line)
            yield Mark("yaml_alias", line, event.anchor or "")
    if isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)):
        if event.anchor:
            yield Mark("yaml_anchor", line, event.anchor)
        if event.tag:
            yield Mark("yaml_tag", line, event.tag.replace("tag:yaml.org,2002:", "!!"))
