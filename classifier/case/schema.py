"""The case format as a JSON Schema, with the closed lists of a codebook written into it.

It says of a case file what can be said of one value at a time, so that an editor can complete and
check what is typed: every indicator with its values, members and direction. What needs the rest of
the file (which actors, sources and periods there are) only `checking.py` can say.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from classifier.case.model import SPEAKS_FOR_NOBODY, Case
from classifier.rulebook.codebook import Codebook, Indicator
from classifier.words.language import Language, text_of

Schema = dict[str, Any]
"""A JSON Schema, which is JSON of any shape."""

DRAFT = "https://json-schema.org/draft/2020-12/schema"
NOTHING: Schema = {"type": "null"}


def case_schema(codebook: Codebook, language: Language) -> Schema:
    """The schema of `kemitraan/case/1`; descriptions are in one language."""
    schema = untitled(Case)
    for name in ("actors", "periods", "sources"):
        schema["properties"][name]["additionalProperties"] = False
    members = [m for about in codebook.lists.values() for m in about.members]
    reserved = sorted({*SPEAKS_FOR_NOBODY, *members})
    schema["properties"]["actors"]["propertyNames"] = {"not": {"enum": reserved}}
    schema["$defs"]["Actor"]["properties"]["kind"] = _kinds(codebook, language)
    observation = schema["$defs"]["Observation"]
    observation["properties"]["indicator"] = _indicators(codebook, language)
    observation["allOf"] = [
        {
            "if": {"properties": {"indicator": {"const": name}}, "required": ["indicator"]},
            "then": _coding(codebook, indicator, language),
        }
        for name, indicator in codebook.indicators.items()
    ]
    return schema


def untitled(model: type[BaseModel]) -> Schema:
    """The schema of a model, without the titles that pydantic makes of the keys' names."""
    made: Schema = _untitled(model.model_json_schema(by_alias=True))
    return {"$schema": DRAFT, **made}


def _untitled(value: Any) -> Any:  # noqa: ANN401 - JSON of any shape
    if isinstance(value, dict):
        return {
            key: _untitled(inner)
            for key, inner in value.items()
            if key != "title" or not isinstance(inner, str)
        }
    return [_untitled(item) for item in value] if isinstance(value, list) else value


def _kinds(codebook: Codebook, language: Language) -> Schema:
    kinds = codebook.actor_kinds
    described = (
        (name, kind.label.said_in(language), (kind.means or text_of("")).said_in(language))
        for name, kind in kinds.items()
    )
    return {"enum": list(kinds), "description": _lines(described)}


def _indicators(codebook: Codebook, language: Language) -> Schema:
    described = ((n, i.label.said_in(language), "") for n, i in codebook.indicators.items())
    return {"enum": list(codebook.indicators), "description": _lines(described)}


def _coding(codebook: Codebook, indicator: Indicator, language: Language) -> Schema:
    """What an observation of the indicator looks like."""
    described = (
        (name, value.label.said_in(language), value.when.said_in(language))
        for name, value in indicator.values.items()
    )
    then: Schema = {
        "properties": {
            "value": {"enum": list(indicator.values), "description": _lines(described)},
            "about": _about(codebook, indicator, language),
        },
        "required": [],
    }
    if indicator.about:
        then["required"].append("about")
    if indicator.scope == "directed":
        then["required"] += ["actor", "toward"]
        then["properties"] |= {"actor": {"type": "string"}, "toward": {"type": "string"}}
    else:
        then["properties"]["toward"] = NOTHING
    if indicator.scope == "relation":
        naming = {"properties": {"value": {"enum": list(indicator.names)}}}
        then |= {"if": naming, "else": {"properties": {"actor": NOTHING}}}
    return then


def _about(codebook: Codebook, indicator: Indicator, language: Language) -> Schema:
    if indicator.about is None:
        return NOTHING
    about = codebook.lists[indicator.about]
    described = (
        (name, member.label.said_in(language), (member.means or text_of("")).said_in(language))
        for name, member in about.members.items()
    )
    allowed: Schema = {"type": "string"} if about.open else {"enum": list(about.members)}
    return {**allowed, "description": _lines(described)}


def _lines(described: Iterable[tuple[str, str, str]]) -> str:
    return "\n".join(
        f"{name}: {label}" + (f". {more}" if more else "") for name, label, more in described
    )
