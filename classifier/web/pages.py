"""The addresses of the workshop page: the page itself, its parts, the handbook, the examples.

A part is HTML in both languages, made anew from what the page sends with every question.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from classifier.handbook.html import codebook_html, rulebook_html
from classifier.questions.subject import Unanswerable
from classifier.rulebook.model import Rulebook
from classifier.web import gallery, showing, training
from classifier.web.api import JSON_TYPE, body_of, service_of
from classifier.web.asked import Inquiry, inquiry_of, opened
from classifier.web.bilingual import both
from classifier.web.problems import STATUSES, Refused, refusal_of
from classifier.web.views import view
from classifier.words.language import message
from classifier.words.problems import InvalidDocument

PARTS: Mapping[str, Callable[[Inquiry], Markup]] = {
    "case": showing.case,
    "verdicts": showing.verdicts,
    "why": showing.why_not,
    "flip": showing.smallest,
    "ask": showing.to_ask,
    "exercise": training.to_predict,
    "reveal": training.revealed,
    "compare": showing.compared,
    "handout": training.handout,
}
"""What the page asks for, each a question of the library."""
SHARED = {"passages.css": "classifier.writers", "graph.css": "classifier.picture"}
"""Styles that the page shares with reports and pictures, and who has them."""
KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
PROBLEMS = 20
"""So many problems of a case are shown at once."""

router = APIRouter(include_in_schema=False)


@router.get("/")
def workshop(request: Request) -> HTMLResponse:
    """The page, with every example on its shelf."""
    rules = service_of(request).rulebook
    shelves, titles = gallery.shelves(rules), gallery.titles(rules)
    return HTMLResponse(_frame("index.html", "page", shelves=shelves, titles=titles))


@router.get("/static/{name}")
def static(name: str) -> Response:
    """A style, a script or a picture of the page."""
    package, folder = SHARED.get(name, __package__), "templates" if name in SHARED else "static"
    kind = KINDS.get(name.rpartition(".")[2])
    found = [one for one in files(package).joinpath(folder).iterdir() if one.name == name]
    if kind is None or not found:
        raise HTTPException(404)
    return Response(found[0].read_bytes(), media_type=kind)


@router.get("/gallery/{name}")
def example(name: str) -> Response:
    """An example, as the file it is."""
    text = gallery.example(name)
    if text is None:
        raise HTTPException(404)
    return Response(text, media_type=JSON_TYPE)


@router.get("/codebook")
def codebook(request: Request) -> HTMLResponse:
    """The codebook to read."""
    return HTMLResponse(_handbook("codebook", service_of(request).rulebook))


@router.get("/rulebook")
def rulebook(request: Request) -> HTMLResponse:
    """The rulebook to read."""
    return HTMLResponse(_handbook("rulebook", service_of(request).rulebook))


@router.post("/page/open")
async def open_case(request: Request) -> Response:
    """Read a case, and say everything that is wrong with it."""

    def answer(data: bytes, rulebook: Rulebook) -> Response:
        opened(data, rulebook)
        return Response(status_code=204)

    return await _answered(request, answer)


@router.post("/page/restated")
async def restated(request: Request) -> Response:
    """The case, with what is supposed of it, as a file to save."""

    def answer(data: bytes, rulebook: Rulebook) -> Response:
        case = inquiry_of(data, rulebook).supposed
        text = case.model_dump_json(by_alias=True, exclude_none=True, indent=2)
        return Response(text, media_type=JSON_TYPE)

    return await _answered(request, answer)


@router.post("/page/{name}")
async def part(request: Request, name: str) -> Response:
    """A part of the page."""
    show = PARTS.get(name)
    if show is None:
        raise HTTPException(404)

    def answer(data: bytes, rulebook: Rulebook) -> Response:
        return HTMLResponse(show(inquiry_of(data, rulebook)))

    return await _answered(request, answer)


async def _answered(request: Request, answer: Callable[[bytes, Rulebook], Response]) -> Response:
    """An answer worked out in a thread; what is wrong is told as a part of the page."""
    service = service_of(request)
    try:
        async with service.workshop.in_time():
            data = await body_of(request)
            return await service.workshop.done(lambda: answer(data, service.rulebook))
    except (Refused, InvalidDocument, Unanswerable) as error:
        return _told(refusal_of(error), service.settings.places)


def _told(refused: Refused, places: Mapping[str, str]) -> HTMLResponse:
    """What is wrong, in both languages; of very many problems only the first."""
    details = [refused.details(language, places) for language in ("id", "en")]
    shown = details[0].problems[:PROBLEMS]
    more = len(refused.problems) - len(shown)
    is_case = refused.kind in ("unreadable", "invalid_case")
    body = view(
        "problems.html",
        title=message("page.cannot_open") if is_case else None,
        id=details[0],
        en=details[1],
        problems=shown,
        more=max(more, 0),
    )
    return HTMLResponse(body, STATUSES[refused.kind], refused.headers)


def _frame(template: str, kind: Literal["page", "handbook"], **shown: object) -> Markup:
    """A whole page; its kind names its script too."""
    return view(template, kind=kind, script=f"{kind}.js", **shown)


@lru_cache(maxsize=2 * gallery.KEPT)
def _handbook(page: Literal["codebook", "rulebook"], rules: Rulebook) -> Markup:
    write = codebook_html if page == "codebook" else rulebook_html
    said = both(lambda language: write(rules, language))
    return _frame("handbook.html", "handbook", page=page, said=said)
