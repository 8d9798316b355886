"""The description of the service that programs read: OpenAPI, with the library's own types in it.

It is made from the table of what may be asked (`api.py`). Of a case it has the closed lists of the
codebook, and of every address each way in which it can fail.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from classifier.case.schema import Schema, case_schema
from classifier.questions.subject import as_json
from classifier.rulebook.codebook import Codebook
from classifier.version import __version__
from classifier.web.api import OPERATIONS, Operation, language_asked
from classifier.web.problems import MEDIA_TYPE, STATUSES, ProblemDetails, Refusal
from classifier.web.routes import JSON_TYPE, Request, Response, Route
from classifier.words.language import LANGUAGES, Language, message

Described = tuple[str, JsonSchemaMode, TypeAdapter[Any]]
"""A type that an operation of some name takes or gives; of none, what every one may give."""
ALWAYS: tuple[Refusal, ...] = ("no_token", "wrong_host", "failed")
SENT: tuple[Refusal, ...] = (
    *("unreadable", "too_large", "not_json", "invalid_case", "invalid_question", "too_much"),
    "time_over",
    "stopping",
)
"""What can go wrong with a body."""
REFS = "#/components/schemas/"


def description(codebook: Codebook, language: Language, places: Mapping[str, str]) -> Schema:
    """The description in one language; `places` are what its sentences leave open."""
    types: list[Described] = [("", "serialization", TypeAdapter(ProblemDetails))]
    types += [(one.name, "serialization", TypeAdapter(one.gives)) for one in OPERATIONS]
    types += [(one.name, "validation", TypeAdapter(one.takes)) for one in OPERATIONS if one.takes]
    of, shared = TypeAdapter.json_schemas(types, ref_template=REFS + "{model}")
    paths = {f"/api/{one.name}": _described(one, of, language) for one in OPERATIONS}
    text = _plainly_named(json.dumps([paths, shared["$defs"]]))
    paths, schemas = json.loads(text)
    used = {name: schema for name, schema in schemas.items() if f'"{REFS}{name}"' in text}
    about = message("web.about", **places).said_in(language)
    return {
        "openapi": "3.1.0",
        "info": {"title": "kemitraan", "description": about, "version": __version__},
        "paths": paths,
        "components": {"schemas": used | _case_schemas(codebook, language)},
    }


def _described(
    one: Operation, of: Mapping[tuple[str, JsonSchemaMode], Schema], language: Language
) -> Schema:
    """What an operation is for, what is to be sent to it, what it gives and how it can fail."""
    kinds = [*ALWAYS, *(SENT if one.takes else ()), *(["invalid_question"] if one.speaks else ())]
    answer = _content(of[one.name, "serialization"])
    answer["description"] = message("web.answer").said_in(language)
    failures = _failures(kinds, _content(of["", "serialization"], MEDIA_TYPE), language)
    made: Schema = {
        "operationId": one.name,
        "summary": message(f"web.op_{one.name}").said_in(language),
        "responses": {"200": answer, **failures},
    }
    if one.speaks:
        lang = {"type": "string", "enum": LANGUAGES}
        made["parameters"] = [{"name": "lang", "in": "query", "schema": lang}]
    if one.takes:
        any_document = {"description": message("web.any_document").said_in(language)}
        taken = of[one.name, "validation"] or any_document
        made["requestBody"] = {"required": True, **_content(taken)}
    return {"post" if one.takes else "get": made}


def _content(schema: Schema, media_type: str = JSON_TYPE) -> Schema:
    return {"content": {media_type: {"schema": schema}}}


def _failures(kinds: Iterable[Refusal], details: Schema, language: Language) -> Schema:
    """The answers that are problem details, by status."""
    titles: dict[int, dict[str, None]] = {}
    for kind in sorted(kinds, key=lambda one: STATUSES[one]):
        title = message(f"web.{kind}_title").said_in(language)
        titles.setdefault(STATUSES[kind], {})[title] = None
    return {
        str(status): {"description": "; ".join(several), **details}
        for status, several in titles.items()
    }


def _case_schemas(codebook: Codebook, language: Language) -> Schema:
    """The schema of a case, its parts under names of their own."""
    text = json.dumps(case_schema(codebook, language)).replace("#/$defs/", f"{REFS}Case")
    schema: Schema = json.loads(text)
    parts = schema.pop("$defs")
    del schema["$schema"]
    return {"Case": schema, **{f"Case{name}": part for name, part in parts.items()}}


def _plainly_named(text: str) -> str:
    """Without the names that pydantic makes of a module's and a class's: their last two words.

    Any JSON that may be sent within a question is a case.

    >>> _plainly_named('{"$ref": "#/components/schemas/classifier__rulebook__Pattern"}')
    '{"$ref": "#/components/schemas/RulebookPattern"}'
    """
    text = text.replace(f'"{REFS}JsonValue"', f'"{REFS}Case"')
    return re.sub(r"\b(?:[a-z]+__)+([a-z]+)__([A-Z]\w+)", lambda m: m[1].title() + m[2], text)


def _respond(request: Request) -> Response:
    codebook, language = request.rulebook.codebook, language_asked(request)
    return Response(as_json(description(codebook, language, request.places), indent=2))


ROUTES: Mapping[str, Route] = {"/api/openapi.json": Route("GET", _respond)}
