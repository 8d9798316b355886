"""What went wrong with a request, as RFC 9457 says it: `application/problem+json`.

Title and detail are in the language that the reader's browser asks for; every single problem is
told in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from classifier.questions.subject import Unanswerable, as_json
from classifier.web.routes import HTML, PLAIN, Response
from classifier.web.views import view
from classifier.words.language import LANGUAGES, Language, Text, message
from classifier.words.problems import InvalidCase, InvalidDocument, Problem

Refusal = Literal[
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
    "stopping",
]
STATUSES: Mapping[Refusal, int] = {
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
    "stopping": 503,
}
MEDIA_TYPE = "application/problem+json"
NO_HEADERS: Mapping[str, str] = {}
TOLD = 200
"""So many problems are told at once."""
SHOWN = 20
"""So many of them are shown on the page."""
# "in" is the old code for Indonesian.
_PREFERRED = re.compile(r"(?:^|,)\s*(id|in|en)\b[^,;]*(?:;\s*q=([01](?:\.\d*)?)\s*)?(?=,|$)")


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
        kind: Refusal,
        problems: Iterable[Problem] = (),
        headers: Mapping[str, str] = NO_HEADERS,
    ) -> None:
        self.kind, self.problems, self.headers = kind, tuple(problems), headers
        super().__init__(kind)

    def details(self, language: Language, places: Mapping[str, str]) -> ProblemDetails:
        """The reason in words; `places` are what its sentences leave open."""
        title, detail, hint = (text.said_in(language) for text in meaning(self.kind, places))
        address, status = address_of(self.kind), STATUSES[self.kind]
        return ProblemDetails(address, title, status, detail, hint, told(self.problems))


def told(problems: Iterable[Problem]) -> tuple[ToldProblem, ...]:
    """Problems as the service tells them; of very many only the first."""
    several = [ToldProblem(p.pointer, p.line, p.what, p.hint) for p in problems]
    if len(several) > TOLD:
        more = message("documents.more_problems", count=str(TOLD))
        last = ToldProblem("", None, more, message("documents.more_problems_hint"))
        return (*several[:TOLD], last)
    return tuple(several)


def refused_of(error: Refused | InvalidDocument | Unanswerable, named: str = "") -> Refused:
    """What an exception means to the one who asked.

    What cannot be answered is told of the part of the body at the pointer `named`.
    """
    match error:
        case Refused():
            return error
        case InvalidCase():
            return Refused("invalid_case", error.problems)
        case InvalidDocument():
            return Refused("unreadable", error.problems)
        case Unanswerable():
            return Refused("invalid_question", [Problem("-", named, error.what, error.hint)])


def meaning(kind: Refusal, places: Mapping[str, str]) -> tuple[Text, Text, Text]:
    """The title of a kind of problem, what is so and why, and what to do."""
    title, detail, hint = (message(f"web.{kind}{end}", **places) for end in ("_title", "", "_hint"))
    return title, detail, hint


def response_of(
    refused: Refused, path: str, language: Language, places: Mapping[str, str]
) -> Response:
    """The answer that says so: as problem details, as a part of the page, or in plain text."""
    if path.startswith("/page/"):
        return _part(refused, places)
    details = refused.details(language, places)
    headers = {**refused.headers, "Content-Language": language, "Vary": "Accept-Language"}
    if path.startswith("/api/"):
        return Response(as_json(details, indent=2), MEDIA_TYPE, details.status, headers)
    said = f"{details.title}\n{details.detail}\n{details.hint}\n"
    return Response(said, PLAIN, details.status, headers)


def _part(refused: Refused, places: Mapping[str, str]) -> Response:
    """What is wrong, in both languages; of very many problems only the first."""
    said = {language: refused.details(language, places) for language in LANGUAGES}
    is_case = refused.kind in ("unreadable", "invalid_case")
    body = view(
        "problems.html",
        title=message("page.cannot_open") if is_case else None,
        **said,
        problems=said["id"].problems[:SHOWN],
        more=sum(1 + one.more for one in refused.problems[SHOWN:]),
    )
    return Response(body, HTML, STATUSES[refused.kind], refused.headers)


def language_of(accepted: str) -> Language:
    """The language that an `Accept-Language` prefers; Indonesian if it says nothing of either.

    >>> language_of("fr, en;q=0.5"), language_of("en;q=0.5, id")
    ('en', 'id')
    """
    found = [(float(weight or 1), name) for name, weight in _PREFERRED.findall(accepted.lower())]
    best = max(found, key=lambda one: one[0], default=(0, "id"))
    return "en" if best[0] and best[1] == "en" else "id"


def address_of(kind: Refusal) -> str:
    """The address of a kind of problem, which tells more of it."""
    return f"/problems/{kind.replace('_', '-')}"
