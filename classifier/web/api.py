"""The service for programs: each question that the library answers, at an address of its own.

A body is read as a case file is, and an answer is the library's own, byte for byte. The rows of
one table say what is taken, what answers and what is given; `openapi.py` describes them from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, get_type_hints

from pydantic import JsonValue

from classifier.case.loading import case_of
from classifier.case.schema import case_schema
from classifier.explain.questions import QUESTIONS, Query
from classifier.pipeline import classify
from classifier.questions.subject import as_json
from classifier.result.document import Result
from classifier.rulebook.codebook import Codebook
from classifier.rulebook.model import Rulebook
from classifier.web.bodies import (
    case_in,
    changes_in,
    document_in,
    question_in,
    shape_of,
    subject_in,
    told_in,
)
from classifier.web.problems import Refused, ToldProblem, told
from classifier.web.routes import Request, Response, Route
from classifier.words.language import LANGUAGES, Language, message
from classifier.words.problems import InvalidDocument, Problem


@dataclass(frozen=True, slots=True)
class Operation:
    """What programs may ask at one address, `/api/` and its name."""

    name: str
    answer: Callable[[Request], object]
    gives: type
    """What describes the answer."""
    takes: Any = None  # what mypy knows as no type can be one to pydantic
    """What describes the body, if there is one: `JsonValue` is a case, and `object` anything."""
    speaks: bool = False
    """It is asked for in a language."""
    quick: bool = False

    @property
    def route(self) -> Route:
        """How it is asked and answered."""
        return Route(
            "POST" if self.takes else "GET",
            lambda request: Response(as_json(self.answer(request))),
            self.quick,
        )


@dataclass(frozen=True, slots=True)
class Validation:
    """Whether a case can be used, and everything that is wrong with it."""

    valid: bool
    problems: tuple[ToldProblem, ...]


def _validation(request: Request) -> Validation:
    try:
        case_of(document_in(request.body), request.rulebook)
    except InvalidDocument as invalid:
        return Validation(valid=False, problems=told(invalid.problems))
    return Validation(valid=True, problems=())


def _classification(request: Request) -> Result:
    case = case_in(document_in(request.body), request.rulebook)
    return classify(case, request.rulebook).document()


def _question(query: Query) -> Operation:
    """A question of the table."""
    takes = shape_of(query)
    said = [name for name in query.takes if name in takes.model_fields]
    named = f"/{said[0]}" if said else ""  # the part of a body that the rules may not know

    def answered(request: Request) -> object:
        document, rulebook = document_in(request.body), request.rulebook
        asked: Any = question_in(document, takes)
        at = {f"/{name}": getattr(asked, name) for name in query.of if len(query.of) > 1}
        with told_in(document, named):
            of = [subject_in(one, rulebook, place) for place, one in (at or {"": asked}).items()]
            chosen = {name: getattr(asked, name) for name in said}
            if "changes" in query.takes:
                chosen["changes"] = changes_in(of[0], asked)
            return query.ask(*of, **chosen)

    gives = get_type_hints(query.function)["return"]
    return Operation(query.called or query.name, answered, gives, takes)


def language_asked(request: Request) -> Language:
    """The language that is asked for, or else preferred. Raises `Refused` if there is no such."""
    lang = request.query.get("lang", request.language)
    for known in LANGUAGES:
        if lang == known:
            return known
    what, hint = message("web.bad_language"), message("web.bad_language_hint")
    raise Refused("invalid_question", [Problem("-", "", what, hint)])


OPERATIONS = (
    Operation("classify", _classification, Result, JsonValue, quick=True),
    Operation("validate", _validation, Validation, object, quick=True),
    *(_question(one) for one in QUESTIONS.values() if one.of),
    Operation("codebook", lambda request: request.rulebook.codebook, Codebook),
    Operation("rulebook", lambda request: request.rulebook, Rulebook),
    Operation(
        "schema",
        lambda request: case_schema(request.rulebook.codebook, language_asked(request)),
        dict,
        speaks=True,
    ),
)
ROUTES: Mapping[str, Route] = {f"/api/{one.name}": one.route for one in OPERATIONS}
