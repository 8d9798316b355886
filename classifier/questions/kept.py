"""Reading kept results: the JSON of `kemitraan classify`, one object or a list of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from classifier.documents.reader import JSON, Document, json_document, problems_of, read_json
from classifier.result.document import SCHEMA, Result
from classifier.words.characters import shown, visible
from classifier.words.language import Text, message
from classifier.words.problems import InvalidDocument, Problem

MAX_BYTES = 200_000_000
"""A result is larger than its case, and a list holds many."""


class InvalidResult(InvalidDocument):
    """A file holds no results of `classify`, or they cannot be read."""


def load_results(source: Path | bytes) -> tuple[Result, ...]:
    """The results in a file, or in its bytes. Raises `InvalidResult` with all that is wrong."""
    try:
        document = (
            json_document(source, "-", limit=MAX_BYTES)
            if isinstance(source, bytes)
            else read_json(source, limit=MAX_BYTES)
        )
    except InvalidDocument as invalid:
        raise InvalidResult(invalid.problems) from None
    value = document.value
    several = isinstance(value, list)
    found: list[Result] = []
    problems: list[Problem] = []
    for place, one in enumerate(value if isinstance(value, list) else [value]):
        at = f"/{place}" if several else ""
        try:
            found.append(_result(document, one, at))
        except InvalidResult as invalid:
            problems += invalid.problems
    if not problems and not found:
        problems.append(_problem(document, "", message("replay.no_results")))
    if problems:
        raise InvalidResult(problems)
    return tuple(found)


def _result(document: Document, value: JSON, at: str) -> Result:
    problems = list(_of_another_kind(document, value, at))
    if problems:
        raise InvalidResult(problems)
    try:
        result = Result.model_validate(value)
    except ValidationError as error:
        raise InvalidResult(problems_of(error, document, at=at)) from None
    if not result.relations:
        what, pointer = message("replay.no_relations"), f"{at}/relations"
        raise InvalidResult([_problem(document, pointer, what)])
    return result


def _of_another_kind(document: Document, value: JSON, at: str) -> Iterator[Problem]:
    """That a document is no result at all, before it is read key by key as one."""
    if not isinstance(value, dict):
        yield _problem(document, at, message("replay.no_object"))
    elif "schema" not in value:
        yield _problem(document, at, message("replay.no_schema", schema=SCHEMA))
    elif value["schema"] != SCHEMA:
        given = value["schema"]
        said = shown(given) if isinstance(given, str) else "…"
        what = message("replay.other_schema", given=said, schema=SCHEMA)
        yield _problem(document, f"{at}/schema", what)


def _problem(document: Document, pointer: str, what: Text) -> Problem:
    hint = message("replay.result_hint")
    return Problem(visible(document.name), pointer, what, hint, document.line_of(pointer))
