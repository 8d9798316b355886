"""All that is wrong with a JSON or YAML text, each fault at its place and by its name.

Slow and thorough, and called only when the fast parsers in `documents` met a sign of trouble.
Where a text does not parse, the parser says what it expected; the tables turn that, and the
characters around it, into the commonest slips. What no row knows is named in general.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from itertools import islice

import yaml

from classifier.documents.bytes import problem
from classifier.documents.positions import MAX_DEPTH, Level, walk, where
from classifier.documents.tokens import Syntax, Token, tokens
from classifier.words.characters import HIDDEN, code_points, shown
from classifier.words.problems import Problem

MAX_DIGITS = 4300
MAX_PROBLEMS = 1000
"""Problems told of one file; of more it is said that there are more."""

# PyYAML without libyaml raises the last two for an escape beyond Unicode.
YAML_ERRORS = (yaml.YAMLError, ValueError, OverflowError)
_NOT_NUMBERS = ("NaN", "Infinity", "-Infinity")

# Matched from the start against "<what json says>|<character before>|<text from there>".
_JSON_SLIPS = (
    ("open_text", r"Unterminated|Invalid control"),
    ("bad_escape", r"Invalid \\"),
    ("cut_short", r"[^|]*\|.?\|$"),
    ("comment", r"[^|]*\|.?\|(//|/\*|#)"),
    ("trailing_comma", r"[^|]*\|(,\|[}\]]|.?\|,\s*[}\]])"),
    ("extra_bracket", r"Extra data\|.?\|[}\]]"),
    ("more_than_one", r"Extra data"),
    ("single_quotes", r"[^|]*\|.?\|'"),
    ("curly_quotes", r"[^|]*\|.?\|[“”„‟‘’‚‛«»]"),
    ("missing_value", r"[^|]*\|.?\|,"),
    ("python_word", r"Expecting value\|.?\|(True|False|None|undefined)\b"),
    ("stray_quote", r"Expecting ',' delimiter\|\"\|[^\W\d]"),
    ("bare_word", r"Expecting (value|property name)[^|]*\|.?\|[^\W\d]"),
    ("missing_comma", r"Expecting ',' delimiter\|.?\|[\"{\[\d\-tfn]"),
    ("missing_colon", r"Expecting ':' delimiter"),
    ("wrong_bracket", r"[^|]*\|.?\|[}\]]"),
)

# Matched from the start against "<what was being parsed>|<what PyYAML says>|<character there>".
_YAML_SLIPS = (
    ("too_deep", r".*maximum nesting depth"),
    ("yaml_tab", r".*(\|\t|tab character)"),
    ("yaml_colon", r".*mapping values are not allowed"),
    ("yaml_reserved_sign", r".*cannot start any token\|[@`%]"),
    ("yaml_bad_escape", r".*escape"),
    ("yaml_open_quote", r".*quoted scalar"),
    ("yaml_open_bracket", r".*flow (sequence|mapping|node)"),
    ("yaml_indentation", r".*(block (mapping|collection)|expected ':'|<document start>)"),
)


def told(problems: Iterable[Problem], name: str) -> list[Problem]:
    """The problems, or the first thousand and that there are more."""
    found = list(islice(problems, MAX_PROBLEMS + 1))
    if len(found) > MAX_PROBLEMS:
        found[MAX_PROBLEMS] = problem("more_problems", name, count=str(MAX_PROBLEMS))
    return found


def unparsed_json(name: str, text: str, error: json.JSONDecodeError) -> Iterator[Problem]:
    """What is wrong with JSON that does not parse: up to there, and there."""
    if error.msg.startswith("Invalid control") and _is_sound_but_for_controls(text):
        yield from faults(name, text, "json")
        return
    yield from faults(name, text[: error.pos], "json")
    line, column = _line_and_column(text, error.pos)
    yield problem(_json_slip(text, error), name, line=line, column=str(column))


def _is_sound_but_for_controls(text: str) -> bool:
    try:
        json.loads(text, strict=False, parse_int=str)
    except (json.JSONDecodeError, RecursionError):
        return False
    return True


def yaml_faults(name: str, text: str) -> Iterator[Problem]:
    """What is wrong with YAML, including where it does not parse and what its comments hide."""
    nothing_yet = True
    try:
        for fault in faults(name, text, "yaml"):
            nothing_yet = False
            yield fault
    except YAML_ERRORS as error:
        slip, offset, character = _yaml_slip(text, error)
        if slip == "too_deep" and nothing_yet:
            # The scanner gave up before it told of anything; what it had read says where.
            yield from islice(faults(name, text[: offset - 1], "yaml"), 1)
            return
        line, column = _line_and_column(text, offset)
        yield problem(slip, name, line=line, column=str(column), codes=code_points(character))
        return
    if nothing_yet:  # what is hidden stands outside every key and value, in a comment
        for hidden in HIDDEN.finditer(text):
            line, _ = _line_and_column(text, hidden.start())
            yield problem("hidden_character", name, line=line, codes=code_points(hidden.group()))


def faults(name: str, text: str, syntax: Syntax) -> Iterator[Problem]:
    """All that is wrong with a text as far as it can be parsed, in the order of the text."""
    trail: list[Level] = []
    for token in walk(tokens(text, syntax), trail):
        for key in _token_faults(token, syntax):
            parts = where(trail)
            yield problem(
                key,
                name,
                parts=parts,
                line=token.line,
                text=shown(token.text),
                name=shown(parts[-1]) if parts else "",
                codes=code_points("".join(HIDDEN.findall(token.text))),
                limit=str(MAX_DIGITS if key == "too_many_digits" else MAX_DEPTH),
            )


def _token_faults(token: Token, syntax: Syntax) -> Iterator[str]:
    match token.kind:
        case "{" | "[" | "end":
            return
        case "bare" if syntax == "json":
            yield from number_faults(token.text)
        case "text" | "key" | "bare":
            hidden = HIDDEN.findall(token.text)
            if hidden:
                halves = all("\ud800" <= c <= "\udfff" for c in hidden)
                yield "half_character" if halves else "hidden_character"
        case _:
            yield token.kind


def number_faults(word: str) -> Iterator[str]:
    """What is wrong with a JSON number or other bare word, by the name of its sentence."""
    if word in _NOT_NUMBERS:
        yield "not_a_number"
    elif word.lstrip("-").isdecimal():
        if len(word.lstrip("-")) > MAX_DIGITS:
            yield "too_many_digits"
    elif word not in ("true", "false", "null") and math.isinf(float(word)):
        yield "number_overflow"


def _json_slip(text: str, error: json.JSONDecodeError) -> str:
    """The name of the slip at which reading JSON ended."""
    before = text[max(0, error.pos - 200) : error.pos].rstrip()[-1:]
    after = text[error.pos : error.pos + 200].lstrip()
    return _first(_JSON_SLIPS, f"{error.msg}|{before}|{after}", "malformed")


def _yaml_slip(text: str, error: Exception) -> tuple[str, int, str]:
    """The name of the slip at which reading YAML ended, its offset, and the character there."""
    if isinstance(error, yaml.reader.ReaderError):
        code: int | str = error.character
        character = code if isinstance(code, str) else chr(code)
        return "yaml_character", max(0, text.find(character)), character
    there = getattr(error, "problem_mark", None)
    if not isinstance(error, yaml.MarkedYAMLError) or there is None:
        return "malformed_yaml", 0, ""
    character = text[there.index : there.index + 1]
    symptom = f"{error.context}|{error.problem}|{character}"
    return _first(_YAML_SLIPS, symptom, "malformed_yaml"), there.index, character


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _first(slips: tuple[tuple[str, str], ...], symptom: str, otherwise: str) -> str:
    return next((name for name, sign in slips if re.match(sign, symptom, re.DOTALL)), otherwise)
