"""The addresses of the workshop page: the page itself, its parts, the handbook, the examples.

A part is HTML in both languages, made anew from what the page sends with every question.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from markupsafe import Markup

from classifier.handbook.html import codebook_html, rulebook_html
from classifier.rulebook.model import Rulebook
from classifier.web import gallery, showing, training
from classifier.web.asked import Inquiry, inquiry_of
from classifier.web.bilingual import both
from classifier.web.bodies import case_in, document_in
from classifier.web.problems import STATUSES, Refused, address_of, meaning
from classifier.web.routes import HTML, PLAIN, Request, Response, Route
from classifier.web.views import view
from classifier.words.language import LANGUAGES

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
QUICK = ("case", "verdicts")
"""Those that only show a case and its verdicts."""
SHARED = {"passages.css": "classifier.writers", "graph.css": "classifier.picture"}
"""Styles that the page shares with reports and pictures, and who has them."""
KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


def workshop(request: Request) -> Response:
    """The page, with every example on its shelf."""
    shelves, titles = gallery.shelves(request.rulebook), gallery.titles(request.rulebook)
    shown = {"kind": "page", "script": "page.js", "shelves": shelves, "titles": titles}
    return Response(view("index.html", **shown), HTML)


def static(request: Request) -> Response:
    """A style, a script or a picture of the page."""
    name = request.name
    package, folder = SHARED.get(name, __package__), "templates" if name in SHARED else "static"
    kind = KINDS.get(name.rpartition(".")[2])
    found = [one for one in files(package).joinpath(folder).iterdir() if one.name == name]
    if kind is None or not found:
        raise Refused("not_found")
    return Response(found[0].read_bytes(), kind)


def example(request: Request) -> Response:
    """An example, as the file it is."""
    text = gallery.example(request.name)
    if text is None:
        raise Refused("not_found")
    return Response(text)


def problem(request: Request) -> Response:
    """What a kind of problem means, in both languages, at the address that names it (RFC 9457)."""
    for kind, status in STATUSES.items():
        if address_of(kind) == f"/problems/{request.name}":
            texts = meaning(kind, request.places)
            said = ("\n".join(text.said_in(language) for text in texts) for language in LANGUAGES)
            return Response("\n\n".join(f"{status} {one}" for one in said) + "\n", PLAIN)
    raise Refused("not_found")


def open_case(request: Request) -> Response:
    """Read a case, and say everything that is wrong with it."""
    case_in(document_in(request.body), request.rulebook)
    return Response(b"", None, 204)


def restated(request: Request) -> Response:
    """The case, with what is supposed of it, as a file to save."""
    case = inquiry_of(request.body, request.rulebook).supposed
    return Response(case.model_dump_json(by_alias=True, exclude_none=True, indent=2))


def _part(name: str, show: Callable[[Inquiry], Markup]) -> Route:
    """What gives a part of the page."""
    return Route(
        "POST",
        lambda asked: Response(show(inquiry_of(asked.body, asked.rulebook)), HTML),
        quick=name in QUICK,
    )


@lru_cache(maxsize=2 * gallery.KEPT)
def _handbook(page: Literal["codebook", "rulebook"], rules: Rulebook) -> Response:
    write = codebook_html if page == "codebook" else rulebook_html
    said = both(lambda language: write(rules, language))
    shown = {"kind": "handbook", "script": "handbook.js", "page": page, "said": said}
    return Response(view("handbook.html", **shown), HTML)


ROUTES: Mapping[str, Route] = {
    "/": Route("GET", workshop),
    "/codebook": Route("GET", lambda request: _handbook("codebook", request.rulebook)),
    "/rulebook": Route("GET", lambda request: _handbook("rulebook", request.rulebook)),
    "/static/*": Route("GET", static),
    "/gallery/*": Route("GET", example),
    "/problems/*": Route("GET", problem),
    "/page/open": Route("POST", open_case, quick=True),
    "/page/restated": Route("POST", restated, quick=True),
    **{f"/page/{name}": _part(name, show) for name, show in PARTS.items()},
}
