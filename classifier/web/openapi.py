"""The description of the service that programs read: OpenAPI, with the library's own types in it.

FastAPI describes the answers. Of a case it knows nothing, since bodies are read by our own reader;
so what may be sent is put in here, with the closed lists of the codebook, and so is every way in
which a request can fail.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from starlette.routing import BaseRoute

from classifier.case.schema import case_schema
from classifier.rulebook.codebook import Codebook
from classifier.version import __version__
from classifier.web.bodies import Asked, AskedCompare, AskedFlip, AskedWhatIf, AskedWhy
from classifier.web.problems import MEDIA_TYPE, STATUSES, Kind
from classifier.words.language import Language, message

Schema = dict[str, Any]
"""A JSON Schema, or another part of the description: JSON of any shape."""

QUESTIONS: Mapping[str, type[BaseModel]] = {
    "explain": AskedWhy,
    "what_if": AskedWhatIf,
    "flip_verdict": AskedFlip,
    "ask_next": Asked,
    "compare_relations": AskedCompare,
}
"""What may be sent to the addresses that do not take a bare case."""
ALWAYS: tuple[Kind, ...] = ("no_token", "wrong_host", "failed")
SENT: tuple[Kind, ...] = (
    *("unreadable", "too_large", "not_json", "invalid_case", "invalid_question", "too_much"),
    "time_over",
)
"""What can go wrong with a body."""
REFS = "#/components/schemas/"


def description(
    routes: Sequence[BaseRoute],
    codebook: Codebook,
    language: Language,
    places: Mapping[str, str],
) -> Schema:
    """The description in one language; `places` are what its sentences leave open."""
    made = get_openapi(
        title="kemitraan",
        version=__version__,
        description=message("web.about", **places).said_in(language),
        routes=routes,
    )
    schemas: Schema = made["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas |= _case_schemas(codebook, language) | _question_schemas()
    for path in made["paths"].values():
        for method, operation in path.items():
            _describe(operation, language, sends=method == "post")
    named: Schema = _walked(_without_unused(made), _plainly_named)
    return named


def _describe(operation: Schema, language: Language, *, sends: bool) -> None:
    """Say what an operation is for, what is to be sent to it and how it can fail."""
    name = operation["operationId"]
    operation["summary"] = message(f"web.op_{name}").said_in(language)
    operation.pop("description", None)
    answer, failure = (operation["responses"][code] for code in ("200", "500"))
    answer["description"] = message("web.answer").said_in(language)
    details = failure["content"]["application/json"]["schema"]
    kinds = [*ALWAYS, *(SENT if sends else ())]
    if "parameters" in operation:
        kinds.append("invalid_question")
    if sends:
        content = {"application/json": {"schema": _body(name, language)}}
        operation["requestBody"] = {"required": True, "content": content}
    operation["responses"] = {"200": answer, **_failures(kinds, details, language)}


def _body(name: str, language: Language) -> Schema:
    if name == "validate_case":
        return {"description": message("web.any_document").said_in(language)}
    return {"$ref": REFS + (QUESTIONS[name].__name__ if name in QUESTIONS else "Case")}


def _failures(kinds: Iterable[Kind], details: Schema, language: Language) -> Schema:
    """The answers that are problem details, by status."""
    titles: dict[int, dict[str, None]] = {}
    for kind in sorted(kinds, key=lambda one: STATUSES[one]):
        title = message(f"web.{kind}_title").said_in(language)
        titles.setdefault(STATUSES[kind], {})[title] = None
    return {
        str(status): {
            "description": "; ".join(several),
            "content": {MEDIA_TYPE: {"schema": details}},
        }
        for status, several in titles.items()
    }


def _case_schemas(codebook: Codebook, language: Language) -> Schema:
    """The schema of a case, its parts under names of their own."""
    schema = case_schema(codebook, language)
    parts = schema.pop("$defs")
    del schema["$schema"]
    named = {"Case": schema, **{f"Case{name}": part for name, part in parts.items()}}
    made: Schema = _walked(named, lambda text: text.replace("#/$defs/", f"{REFS}Case"))
    return made


def _question_schemas() -> Schema:
    """The schemas of what asks something of a case."""
    made: Schema = {}
    for shape in QUESTIONS.values():
        schema = shape.model_json_schema(ref_template=REFS + "{model}")
        made |= schema.pop("$defs", {}) | {shape.__name__: schema}
    del made["JsonValue"]
    for schema in made.values():
        if "case" in schema["properties"]:
            schema["properties"]["case"] = {"$ref": REFS + "Case"}
    return made


def _without_unused(made: Schema) -> Schema:
    """Without schemas that nothing refers to, such as those of what is written as a text."""
    schemas, text = made["components"]["schemas"], json.dumps(made)
    used = {name: of for name, of in schemas.items() if f'"{REFS}{name}"' in text}
    return {**made, "components": {**made["components"], "schemas": used}}


def _plainly_named(text: str) -> str:
    """Names that pydantic makes of a module's and a class's, made of the last two words only.

    >>> _plainly_named("#/components/schemas/classifier__rulebook__Pattern")
    '#/components/schemas/RulebookPattern'
    """
    start, found, name = text.rpartition("__")
    if not found or " " in text:
        return text
    before, _, module = start.rpartition("__")
    head = before.rpartition("/")[0]
    return f"{head}/{module.title()}{name}".lstrip("/")


def _walked(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 - JSON of any shape
    """JSON with its texts and keys changed."""
    if isinstance(value, dict):
        return {change(key): _walked(inner, change) for key, inner in value.items()}
    if isinstance(value, list):
        return [_walked(item, change) for item in value]
    return change(value) if isinstance(value, str) else value
