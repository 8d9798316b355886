"""What pydantic found wrong with a document, as problems in both languages.

The only place that knows pydantic's error types. A location loses the parts that are not in the
document (tags of unions, names of models and validators), so that its pointer leads somewhere; the
members of a union that all refused one value are told as one problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from classifier.documents.positions import JSON, Document, parts_of, pointer_of, shown_pointer
from classifier.words.characters import shown, visible
from classifier.words.language import Text, listed, message, text_of
from classifier.words.problems import Problem, and_more, few_of_each, nearest

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

Parts = tuple[str, ...]
Wording = tuple[Text, Text | None]

ID = r"^[a-z][a-z0-9_-]{0,39}$"
"""The form of an id."""
_EXPLAINED = {"formal": "missing_formal", "speaks_for": "missing_speaks_for"}
"""Keys of which it is said what to write if they are missing."""
_MOST_CHOICES = 12
_MOST_WAYS = 16

_MISSING = {"missing", "missing_argument", "missing_keyword_only_argument"}
_EXTRA = {"extra_forbidden", "unexpected_keyword_argument"}
_NOUNS = {
    "a_text": ("string",),
    "a_whole_number": ("int",),
    "a_number": ("float", "decimal"),
    "a_truth_value": ("bool",),
    "a_list": ("list", "tuple", "set", "frozen_set", "iterable"),
    "an_object": ("dict", "mapping", "model", "model_attributes", "dataclass"),
}
_EXPECTED = {
    "int_from_float": "a_whole_number",
    "none_required": "nothing",
    **{f"{name}_type": noun for noun, names in _NOUNS.items() for name in names},
    **{f"{name}_parsing": noun for noun, names in _NOUNS.items() for name in names},
}
_LIMITS = {
    "greater_than": ("more_than", "gt"),
    "greater_than_equal": ("at_least", "ge"),
    "less_than": ("less_than", "lt"),
    "less_than_equal": ("at_most", "le"),
    "string_too_short": ("short_text", "min_length"),
    "string_too_long": ("long_text", "max_length"),
    "too_short": ("short_list", "min_length"),
    "too_long": ("long_list", "max_length"),
}


@dataclass(frozen=True, slots=True)
class ShapeRefusal:
    """One pydantic error, its location made a place of the document."""

    kind: str
    parts: Parts
    given: object
    context: Mapping[str, object]
    said: str
    expected: tuple[str, ...] = ()
    """What a value of the wrong type should have been: any of these."""
    more: int = 0
    """So many more like it are not told."""


def problems_of(
    error: ValidationError,
    document: Document,
    *,
    at: str = "",
    known: Iterable[str] = (),
    named: Mapping[str, Iterable[str]] | None = None,
) -> list[Problem]:
    """The problems that pydantic found in a document, by line.

    `at` points to the part of the document that was validated; `known` are keys of the format,
    with which an unknown key is compared besides those that are missing where it stands; `named`
    are the ids that a key may name, with which one of the wrong form is compared. What a
    validator raises as `ValueError(what, hint)`, two `Text`s or the first only, is told as it is.
    Of very many of a kind only the first are told.
    """
    part = _value_at(document.value, parts_of(at))
    details = few_of_each(error.errors(include_url=False), _kind)
    refusals = _telling([replace(_refusal(one, part), more=more) for one, more in details])
    missing: dict[Parts, list[str]] = {}
    for refusal in refusals:
        if refusal.kind in _MISSING:
            missing.setdefault(refusal.parts[:-1], []).append(refusal.parts[-1])
    found = []
    for refusal in refusals:
        keys = [*missing.get(refusal.parts[:-1], ()), *known]
        what, hint = _said(refusal, keys)
        if refusal.kind == "string_pattern_mismatch":
            hint = _named(refusal, named or {}) or hint
        parts = parts_of(at) + refusal.parts
        line = document.line_of(pointer_of(parts))
        hint = and_more(hint, refusal.more)
        place = visible(document.name), shown_pointer(parts)
        found.append(Problem(*place, what, hint, line, refusal.more))
    return sorted(dict.fromkeys(found), key=lambda problem: problem.line or 0)


def _kind(detail: ErrorDetails) -> tuple[int | str, ...]:
    """What errors have in common that are alike: what is wrong, in which part, and how deep."""
    kind, loc = detail["type"], detail["loc"]
    # A key that is unknown, or that names an entry, may be any; others are the format's own.
    last = loc[-1] if len(loc) > 2 and kind not in _EXTRA else ""  # noqa: PLR2004 - as said
    return kind, loc[0] if len(loc) > 1 else "", len(loc), last if isinstance(last, str) else ""


def _refusal(detail: ErrorDetails, value: JSON) -> ShapeRefusal:
    kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
    parts = _real_parts(detail["loc"], value, given, is_missing=kind in _MISSING)
    field = re.fullmatch(r"'([^']+)'", str(context.get("discriminator", "")))
    if field and kind == "union_tag_not_found":
        kind, parts = "missing", (*parts, field[1])
    elif field and kind == "union_tag_invalid":
        parts, given = (*parts, field[1]), context.get("tag")
    elif kind in _MISSING and isinstance(detail["loc"][-1], int):
        # An item of a list is missing: of several, the last tells how many there must be.
        kind, context = "too_short", {"min_length": detail["loc"][-1] + 1}
        parts = parts[:-1]
    expected = (_EXPECTED[kind],) if kind in _EXPECTED else ()
    return ShapeRefusal(kind, parts, given, context, detail["msg"], expected)


def _real_parts(
    loc: tuple[int | str, ...], value: JSON, given: object, *, is_missing: bool
) -> Parts:
    """The parts of a location that lead through the document.

    A tag may be spelt like a key, so every way of leaving parts out is followed; the best one ends
    at the value that pydantic was given, or else deepest.
    """
    ways: dict[Parts, JSON] = {(): value}
    for part in loc[:-1] if is_missing else loc:
        onward = {
            (*path, str(part)): child
            for path, node in ways.items()
            for child in _children(node, part)
        }
        longest = sorted({**ways, **onward}.items(), key=lambda way: -len(way[0]))
        ways = dict(longest[:_MOST_WAYS])
    best = max(ways, key=lambda path: (ways[path] == given, len(path)))
    return (*best, str(loc[-1])) if is_missing else best


def _children(node: JSON, part: int | str) -> Iterator[JSON]:
    if isinstance(node, dict) and isinstance(part, str) and part in node:
        yield node[part]
    if isinstance(node, list) and isinstance(part, int) and 0 <= part < len(node):
        yield node[part]


def _value_at(value: JSON, parts: Parts) -> JSON:
    for part in parts:
        key = int(part) if isinstance(value, list) and part.isdecimal() else part
        value = next(_children(value, key), None)
    return value


def _telling(refusals: list[ShapeRefusal]) -> list[ShapeRefusal]:
    """The refusals, those of a union's members put together.

    Where one member looked inside the value, that another wanted a different type tells nothing.
    """
    within = {
        prefix for refusal in refusals for prefix in list(accumulate(_each(refusal.parts)))[:-1]
    }
    kept = [one for one in refusals if not one.expected or one.parts not in within]
    merged: dict[tuple[Parts, object], ShapeRefusal] = {}
    for place, refusal in enumerate(kept):
        one = "type" if refusal.expected else "too_short"
        key = (refusal.parts, one if refusal.expected or refusal.kind == one else place)
        earlier = merged.get(key, refusal)
        expected = dict.fromkeys((*earlier.expected, *refusal.expected))
        more = max(earlier.more, refusal.more)
        merged[key] = replace(refusal, expected=tuple(expected), more=more)
    return list(merged.values())


def _each(parts: Parts) -> Iterator[Parts]:
    yield ()
    for part in parts:
        yield (part,)


def _said(refusal: ShapeRefusal, keys: list[str]) -> Wording:
    """What a refusal is called, and what to do about it."""
    match refusal.kind:
        case kind if kind in _EXPECTED:
            return _wrong_type(refusal)
        case kind if kind in _LIMITS:
            return _beyond_limit(refusal)
        case kind if kind in _MISSING:
            return _missing_key(refusal.parts[-1])
        case kind if kind in _EXTRA and refusal.parts:
            return _unknown_key(refusal.parts[-1], keys)
        case "literal_error" | "enum" | "union_tag_invalid":
            return _not_a_choice(refusal)
        case "string_pattern_mismatch":
            return _wrong_form(refusal)
        case "value_error" | "assertion_error":
            return _own_words(refusal)
        case _:
            return _sentences("other", said=visible(refusal.said))


def _wrong_type(refusal: ShapeRefusal) -> Wording:
    expected = listed([_noun(noun) for noun in refusal.expected], last="or")
    return _sentences("wrong_type", expected=expected, given=_described(refusal.given))


def _beyond_limit(refusal: ShapeRefusal) -> Wording:
    key, limit = _LIMITS[refusal.kind]
    if refusal.given == "" and key == "short_text":
        return _sentences("empty_text")
    if refusal.parts == ("actors",) and key == "short_list":
        key = "few_actors"
    given = refusal.given
    measure = str(len(given)) if isinstance(given, (str, list, dict)) else shown(str(given))
    return _sentences(key, limit=str(refusal.context.get(limit)), measure=measure)


def _missing_key(name: str) -> Wording:
    what, hint = _sentences("missing_key", name=shown(name))
    return what, message(f"documents.{_EXPLAINED[name]}_hint") if name in _EXPLAINED else hint


def _wrong_form(refusal: ShapeRefusal) -> Wording:
    pattern = visible(str(refusal.context.get("pattern")))
    if pattern == ID:
        return _sentences("bad_id", given=_quoted(refusal.given))
    return _sentences("pattern", given=_quoted(refusal.given), pattern=pattern)


def _named(refusal: ShapeRefusal, named: Mapping[str, Iterable[str]]) -> Text | None:
    """What the author may have meant where an id names something else in the document."""
    keys = [part for part in refusal.parts[2:] if not part.isdecimal()]
    names = list(named.get(keys[-1], ())) if keys else []
    near = nearest(str(refusal.given).lower(), names)
    if near:
        return message("documents.did_you_mean", name=near)
    choices = listed([text_of(f'"{visible(name)}"') for name in names[:_MOST_CHOICES]], last="or")
    return message("documents.choice_hint", names=choices) if names else None


def _unknown_key(name: str, keys: list[str]) -> Wording:
    near = nearest(name, keys)
    what, hint = _sentences("unknown_key", name=shown(name))
    return what, message("documents.did_you_mean", name=near) if near else hint


def _not_a_choice(refusal: ShapeRefusal) -> Wording:
    expected = str(refusal.context.get("expected") or refusal.context.get("expected_tags"))
    names = re.findall(r"'([^']*)'", expected) or re.split(r", | or ", expected)
    near = nearest(refusal.given, names) if isinstance(refusal.given, str) else None
    few = listed([text_of(f'"{visible(name)}"') for name in names[:_MOST_CHOICES]], last="or")
    what, hint = _sentences("choice", given=_quoted(refusal.given), names=few)
    if len(names) > _MOST_CHOICES:
        hint = message("documents.choice_of_many", names=few, count=str(len(names)))
    return what, message("documents.did_you_mean", name=near) if near else hint


def _own_words(refusal: ShapeRefusal) -> Wording:
    error = refusal.context.get("error")
    words = error.args if isinstance(error, Exception) else ()
    texts = [word for word in words if isinstance(word, Text)]
    if texts:
        return texts[0], texts[1] if len(texts) > 1 else None
    return _sentences("refused", said=visible(str(error or refusal.said)))


def _sentences(key: str, **places: Text | str) -> Wording:
    return message(f"documents.{key}", **places), message(f"documents.{key}_hint", **places)


def _noun(name: str) -> Text:
    return message(f"documents.{name}")


def _quoted(value: object) -> Text:
    return text_of(f'"{shown(value)}"') if isinstance(value, str) else _described(value)


def _described(value: object) -> Text:
    match value:
        case str():
            return message("documents.the_text", text=shown(value))
        case None:
            return text_of("null")
        case bool():
            return text_of(str(value).lower())
        case int() | float():
            return text_of(shown(str(value)))
        case list() | tuple():
            return _noun("a_list")
        case _:
            return _noun("an_object")
