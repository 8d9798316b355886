"""Reading a case file: its shape and what it says are checked in the same turn."""

from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from classifier.case.checking import problems_in
from classifier.case.model import SPEAKS_FOR_NOBODY, Case
from classifier.documents.reader import JSON, Document, json_document, problems_of, read_json
from classifier.rulebook.loading import load_rulebook
from classifier.rulebook.model import Rulebook
from classifier.words.characters import visible
from classifier.words.problems import InvalidCase, InvalidDocument, Problem


def load_case(source: Path | str | bytes, rulebook: Rulebook | None = None) -> Case:
    """Read a case file (or its bytes) and check it against the rulebook's codebook.

    Raises `InvalidCase` with every problem of the file, each with its line.
    """
    try:
        document = (
            json_document(source, "-") if isinstance(source, bytes) else read_json(Path(source))
        )
    except InvalidDocument as invalid:
        raise InvalidCase(invalid.problems) from None
    return case_of(document, rulebook or load_rulebook())


def case_of(document: Document, rulebook: Rulebook) -> Case:
    """The case in a document. Raises `InvalidCase` with everything that is wrong with it."""
    shape: list[Problem] = []
    case: Case | None = None
    places: dict[int, int] = {}
    try:
        case = Case.model_validate(document.value)
    except ValidationError as error:
        shape = problems_of(error, document, named=_named(document.value))
        case, places = _readable_part(document.value, error)
    found = [
        replace(one, line=document.line_of(one.pointer))
        for one in (
            problems_in(case, rulebook.codebook, visible(document.name), places) if case else ()
        )
    ]
    if case is None or shape or found:
        raise InvalidCase(sorted((*shape, *found), key=_turn))
    return case


def _turn(problem: Problem) -> tuple[int, tuple[str, ...]]:
    """By line, and in a line by place: the second before the tenth."""
    parts = problem.pointer.split("/")
    return problem.line or 0, tuple(p.zfill(9) if p.isdecimal() else p for p in parts)


def _named(value: JSON) -> dict[str, tuple[str, ...]]:
    """The ids in a document that each key of an observation or a source may name."""
    actors = _ids_in(value, "actors")
    return {
        **dict.fromkeys(("actor", "toward", "between"), actors),
        "speaks_for": (*actors, *SPEAKS_FOR_NOBODY),
        "period": _ids_in(value, "periods"),
        "sources": _ids_in(value, "sources"),
    }


def _ids_in(value: JSON, part: str) -> tuple[str, ...]:
    named = value.get(part) if isinstance(value, dict) else None
    return tuple(named) if isinstance(named, dict) else ()


def _readable_part(value: JSON, error: ValidationError) -> tuple[Case | None, dict[int, int]]:
    """The case without what has not its shape, so that the rest can be checked in the same turn.

    With it, where each observation left stood. None if what is wrong is more than unknown keys
    and observations: without an actor or a source, all that names it would seem wrong.
    """
    extra: list[tuple[list[str | int], str]] = []
    dropped: set[int] = set()
    for wrong in error.errors(include_url=False, include_context=False, include_input=False):
        match wrong["loc"]:
            case (*path, str(key)) if wrong["type"] == "extra_forbidden":
                extra.append(([step for step in path if step not in _TAGS], key))
            case ("observations", int(place), *_):
                dropped.add(place)
    observations = value.get("observations") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(observations, list):
        return None, {}
    kept = {place: one for place, one in enumerate(observations) if place not in dropped}
    rest: dict[str, Any] = copy.deepcopy({**value, "observations": kept})
    for path, key in extra:
        _take_out(rest, path, key)
    rest["observations"] = [*rest["observations"].values()]
    try:
        return Case.model_validate(rest), dict(enumerate(kept))
    except ValidationError:
        return None, {}


_TAGS = ("interview", "observation", "document")
"""Kinds of source, which pydantic puts into the location of what is wrong with one."""


def _take_out(value: Any, path: list[str | int], key: str) -> None:  # noqa: ANN401 - JSON
    """Take a key out of the object at a path, if that is there."""
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    if isinstance(value, dict):
        value.pop(key, None)
