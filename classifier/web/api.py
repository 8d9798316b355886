"""The service for programs: each question that the library answers, at an address of its own.

A body is read as a case file is, and an answer is the library's own, byte for byte. FastAPI is told
of both only to describe them (`openapi.py`); it reads and checks neither.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar, cast

from fastapi import APIRouter, Query, Request, Response

from classifier.case.loading import case_of
from classifier.case.schema import case_schema
from classifier.documents.reader import Document
from classifier.pipeline import classify
from classifier.questions.ask import AskAnswer, ask
from classifier.questions.compare import CompareAnswer, compare
from classifier.questions.flip import FlipAnswer, flip
from classifier.questions.subject import NoSuchPattern, as_json
from classifier.questions.whatif import WhatIfAnswer, whatif
from classifier.questions.why import WhyAnswer, why
from classifier.result.document import Result
from classifier.rulebook.codebook import Codebook
from classifier.rulebook.model import Rulebook
from classifier.web.bodies import (
    Asked,
    AskedCompare,
    AskedFlip,
    AskedWhatIf,
    AskedWhy,
    case_in,
    changes_in,
    document_in,
    question_in,
    subject_in,
    unanswerable,
)
from classifier.web.openapi import description
from classifier.web.problems import ProblemDetails, Refused, ToldProblem, language_of, told
from classifier.web.settings import Settings
from classifier.web.working import Workshop
from classifier.words.language import Language
from classifier.words.problems import InvalidDocument

JSON_TYPE = "application/json"
T = TypeVar("T")
# The rest of what can fail is described in `openapi.py`.
router = APIRouter(prefix="/api", responses={500: {"model": ProblemDetails}})
Lang = Annotated[Language | None, Query()]


@dataclass(frozen=True, slots=True)
class Service:
    """What the addresses share: the settings, the rules, and the threads that work."""

    settings: Settings
    rulebook: Rulebook
    workshop: Workshop


@dataclass(frozen=True, slots=True)
class Validation:
    """Whether a case can be used, and everything that is wrong with it."""

    valid: bool
    problems: tuple[ToldProblem, ...]


def service_of(request: Request) -> Service:
    """What the application shares."""
    return cast("Service", request.app.state.service)


async def answered(request: Request, answer: Callable[[bytes, Rulebook], object]) -> Response:
    """The answer to what a request's body asks, worked out in a thread, as JSON.

    Raises `Refused` if the body is no JSON or time is over; what `answer` raises is told as well.
    """
    service = service_of(request)
    async with service.workshop.in_time():
        data = await body_of(request)
        made = await service.workshop.done(lambda: as_json(answer(data, service.rulebook)))
    return Response(made, media_type=JSON_TYPE)


async def body_of(request: Request) -> bytes:
    """The body. Raises `Refused` if it is not said to be JSON: only then is it read.

    A page from elsewhere can make a browser send a form here, but not JSON.
    """
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    packed = request.headers.get("content-encoding", "identity").strip().lower()
    if kind != JSON_TYPE or packed != "identity":
        raise Refused("not_json", headers={"Accept": JSON_TYPE, "Accept-Encoding": "identity"})
    return await request.body()


@router.post("/classify", response_model=Result)
async def classify_case(request: Request) -> Response:
    """Say what kind of partnership a case describes."""

    def answer(data: bytes, rulebook: Rulebook) -> Result:
        return classify(case_in(document_in(data), rulebook), rulebook).document()

    return await answered(request, answer)


@router.post("/validate", response_model=Validation)
async def validate_case(request: Request) -> Response:
    """Say what is wrong with a case."""
    return await answered(request, _validation)


def _validation(data: bytes, rulebook: Rulebook) -> Validation:
    try:
        case_of(document_in(data), rulebook)
    except InvalidDocument as invalid:
        return Validation(valid=False, problems=told(invalid.problems))
    return Validation(valid=True, problems=())


@router.post("/explain", response_model=WhyAnswer)
async def explain(request: Request) -> Response:
    """Say why the verdicts are what they are, or why a pattern is not among them."""

    def answer(data: bytes, rulebook: Rulebook) -> WhyAnswer:
        document = document_in(data)
        asked = question_in(document, AskedWhy)
        subject = subject_in(document, rulebook, asked)
        return _of_pattern(document, "/pattern", lambda: why(subject, asked.pattern))

    return await answered(request, answer)


@router.post("/whatif", response_model=WhatIfAnswer)
async def what_if(request: Request) -> Response:
    """Say what would follow if some statements were others."""

    def answer(data: bytes, rulebook: Rulebook) -> WhatIfAnswer:
        document = document_in(data)
        asked = question_in(document, AskedWhatIf)
        subject = subject_in(document, rulebook, asked)
        return whatif(subject, changes_in(document, subject, asked))

    return await answered(request, answer)


@router.post("/flip", response_model=FlipAnswer)
async def flip_verdict(request: Request) -> Response:
    """Find the smallest change that gives another verdict."""

    def answer(data: bytes, rulebook: Rulebook) -> FlipAnswer:
        document = document_in(data)
        asked = question_in(document, AskedFlip)
        subject = subject_in(document, rulebook, asked)
        return _of_pattern(document, "/to", lambda: flip(subject, asked.to))

    return await answered(request, answer)


@router.post("/ask", response_model=AskAnswer)
async def ask_next(request: Request) -> Response:
    """Say what to ask next."""

    def answer(data: bytes, rulebook: Rulebook) -> AskAnswer:
        document = document_in(data)
        return ask(subject_in(document, rulebook, question_in(document, Asked)))

    return await answered(request, answer)


@router.post("/compare", response_model=CompareAnswer)
async def compare_relations(request: Request) -> Response:
    """Put two relations side by side."""

    def answer(data: bytes, rulebook: Rulebook) -> CompareAnswer:
        document = document_in(data)
        asked = question_in(document, AskedCompare)
        first = subject_in(document, rulebook, asked.first, "/first")
        return compare(first, subject_in(document, rulebook, asked.second, "/second"))

    return await answered(request, answer)


@router.get("/codebook", response_model=Codebook)
def codebook(request: Request) -> Response:
    """Give the codebook."""
    return Response(as_json(service_of(request).rulebook.codebook), media_type=JSON_TYPE)


@router.get("/rulebook", response_model=Rulebook)
def rulebook(request: Request) -> Response:
    """Give the whole rulebook."""
    return Response(as_json(service_of(request).rulebook), media_type=JSON_TYPE)


@router.get("/schema", response_model=dict[str, Any])
def schema(request: Request, lang: Lang = None) -> Response:
    """Give the JSON Schema of a case."""
    codebook = service_of(request).rulebook.codebook
    made = case_schema(codebook, lang or language_of(request))
    return Response(json.dumps(made, ensure_ascii=False, indent=2), media_type=JSON_TYPE)


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request, lang: Lang = None) -> Response:
    """Describe the service."""
    service, language = service_of(request), lang or language_of(request)
    places = service.settings.places
    made = description(request.app.routes, service.rulebook.codebook, language, places)
    return Response(json.dumps(made, ensure_ascii=False, indent=2), media_type=JSON_TYPE)


def _of_pattern(document: Document, pointer: str, answer: Callable[[], T]) -> T:
    try:
        return answer()
    except NoSuchPattern as unknown:
        raise unanswerable(document, unknown, pointer) from None
