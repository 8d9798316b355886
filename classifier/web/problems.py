"""What went wrong with a request, as RFC 9457 says it: `application/problem+json`.

Title and detail are in the language that the reader's browser asks for; every single problem is
told in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from classifier.questions.subject import Unanswerable, as_json
from classifier.web.routes import PLAIN, Response
from classifier.words.language import Language, Text, message
from classifier.words.problems import InvalidCase, InvalidDocument, Problem

Kind = Literal[
    "unreadable",
    "no_token",
    "not_found",
    "no_such_method",
    "too_large",
    "not_json",
    "wrong_host",
    "invalid_case",
    "invalid_question",
    "too_much",
    "failed",
    "time_over",
]
STATUSES: Mapping[Kind, int] = {
    "unreadable": 400,
    "no_token": 401,
    "not_found": 404,
    "no_such_method": 405,
    "too_large": 413,
    "not_json": 415,
    "wrong_host": 421,
    "invalid_case": 422,
    "invalid_question": 422,
    "too_much": 422,
    "failed": 500,
    "time_over": 503,
}
NOWHERE: tuple[Kind, ...] = ("not_found", "no_such_method")
"""What is told where there is nothing to ask."""
MEDIA_TYPE = "application/problem+json"
TOLD = 200
"""So many problems are told at once."""


@dataclass(frozen=True, slots=True)
class ToldProblem:
    """One thing wrong at one place of what was sent."""

    pointer: str
    """Where in the body, as an RFC 6901 pointer; empty for the whole."""
    line: int | None
    """Line of the body, from 1, where it is known."""
    what: Text
    hint: Text | None


@dataclass(frozen=True, slots=True)
class ProblemDetails:
    """Why a request was not answered."""

    type: str
    """What kind of problem it is; the address tells more."""
    title: str
    status: int
    detail: str
    hint: str
    """What to do."""
    problems: tuple[ToldProblem, ...]
    """Everything that is wrong with the document sent, in both languages."""


class Refused(Exception):
    """A request is not answered: of what kind the reason is, and all that is to be said of it."""

    def __init__(
        self,
        kind: Kind,
        problems: Iterable[Problem] = (),
        *,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.kind, self.problems = kind, tuple(problems)
        self.headers = dict(headers or {})
        super().__init__(kind)

    def details(self, language: Language, places: Mapping[str, str]) -> ProblemDetails:
        """The reason in words; `places` are what its sentences leave open."""
        title, detail, hint = (text.said_in(language) for text in meaning(self.kind, places))
        return ProblemDetails(
            type=address_of(self.kind),
            title=title,
            status=STATUSES[self.kind],
            detail=detail,
            hint=hint,
            problems=told(self.problems),
        )


def told(problems: Iterable[Problem]) -> tuple[ToldProblem, ...]:
    """Problems as the service tells them; of very many only the first."""
    several = [ToldProblem(p.pointer, p.line, p.what, p.hint) for p in problems]
    if len(several) > TOLD:
        more = message("documents.more_problems", count=str(TOLD))
        last = ToldProblem("", None, more, message("documents.more_problems_hint"))
        return (*several[:TOLD], last)
    return tuple(several)


def refusal_of(error: Exception) -> Refused:
    """What an exception means to the one who asked; a fault of the program is "failed"."""
    match error:
        case Refused():
            return error
        case InvalidCase():
            return Refused("invalid_case", error.problems)
        case InvalidQuestion():
            return Refused("invalid_question", error.problems)
        case InvalidDocument():
            return Refused("unreadable", error.problems)
        case Unanswerable():
            return Refused("invalid_question", [Problem("-", "", error.what, error.hint)])
        case _:
            return Refused("failed")


class InvalidQuestion(InvalidDocument):
    """What is asked of a case cannot be asked so."""


def meaning(kind: Kind, places: Mapping[str, str]) -> tuple[Text, Text, Text]:
    """The title of a kind of problem, what is so and why, and what to do."""
    title, detail, hint = (message(f"web.{kind}{end}", **places) for end in ("_title", "", "_hint"))
    return title, detail, hint


def response_of(
    refused: Refused, path: str, language: Language, places: Mapping[str, str]
) -> Response:
    """The answer that says so: as problem details, or in plain text to who asks for a page."""
    details = refused.details(language, places)
    headers = {**refused.headers, "Content-Language": language, "Vary": "Accept-Language"}
    if path.startswith("/api/"):
        return Response(as_json(details), MEDIA_TYPE, details.status, headers)
    said = f"{details.title}\n{details.detail}\n{details.hint}\n"
    return Response(said, PLAIN, details.status, headers)


def language_of(accepted: str) -> Language:
    """The language that an `Accept-Language` prefers; Indonesian if it says nothing of either.

    >>> language_of("fr, en;q=0.5"), language_of("en;q=0.5, id")
    ('en', 'id')
    """
    preferred: dict[Language, float] = {}
    for part in accepted.split(",")[:50]:
        name, _, quality = part.strip().lower().partition(";")
        main = name.split("-")[0].strip()
        if main in ("id", "in", "en"):  # "in" is the old code for Indonesian
            known: Language = "en" if main == "en" else "id"
            preferred[known] = max(preferred.get(known, 0), _weight(quality))
    return max(preferred, key=lambda one: preferred[one]) if any(preferred.values()) else "id"


def address_of(kind: Kind) -> str:
    """The address of a kind of problem, which tells more of it."""
    return f"/problems/{kind.replace('_', '-')}"


def _weight(quality: str) -> float:
    try:
        return float(quality.strip().removeprefix("q=") or 1)
    except ValueError:
        return 0
