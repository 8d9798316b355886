"""The service as one plain function: a method, an address and a body into a response.

It knows nothing of a server, of who asks, or of how long that takes: see `app.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from classifier.questions.subject import Unanswerable
from classifier.rulebook.model import Rulebook
from classifier.web import api, openapi, pages
from classifier.web.problems import NOWHERE, Refused, refusal_of, response_of
from classifier.web.routes import JSON_TYPE, Request, Response, Route
from classifier.web.settings import Settings
from classifier.words.language import Language
from classifier.words.problems import InvalidDocument

ROUTES: Mapping[str, Route] = {**api.ROUTES, **openapi.ROUTES, **pages.ROUTES}
"""Everything that has an address; a star at its end stands for any name."""
NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Service:
    """What answers, by which rules."""

    settings: Settings
    rulebook: Rulebook

    def answer(
        self,
        method: str,
        path: str,
        query: Mapping[str, str] = NOTHING,
        body: bytes | None = None,
        *,
        language: Language = "id",
    ) -> Response:
        """What is answered; a body is JSON, or None where what was sent is not said to be that."""
        try:
            route = found(method, path)
            name, places = path.rpartition("/")[2], self.settings.places
            sent = body if route.method == "GET" else _json_sent(body)
            return route.respond(Request(self.rulebook, places, language, query, sent or b"", name))
        except (Refused, InvalidDocument, Unanswerable) as error:
            return self.told(refusal_of(error), path, language)

    def told(self, refused: Refused, path: str, language: Language) -> Response:
        """The answer that says why there is none: where a part of the page is asked for, as one."""
        if path.startswith("/page/") and refused.kind not in NOWHERE:
            return pages.told(refused, self.settings.places)
        return response_of(refused, path, language, self.settings.places)


def found(method: str, path: str) -> Route:
    """What answers at an address. Raises `Refused` if nothing does, or by another method."""
    folder, _, name = path.rpartition("/")
    route = ROUTES.get(path) or (ROUTES.get(f"{folder}/*") if name else None)
    if route is None:
        raise Refused("not_found")
    if route.method != method:
        raise Refused("no_such_method", headers={"Allow": route.method})
    return route


def _json_sent(body: bytes | None) -> bytes:
    """What was sent. Raises `Refused` if it is no JSON."""
    if body is None:
        raise Refused("not_json", headers={"Accept": JSON_TYPE, "Accept-Encoding": "identity"})
    return body
