"""The service as one plain function: a method, an address and a body into a response.

It knows nothing of a server, of who asks, or of how long that takes: see `app.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from classifier.questions.subject import Unanswerable
from classifier.rulebook.model import Rulebook
from classifier.web import api, openapi, pages
from classifier.web.problems import Refused, refused_of, response_of
from classifier.web.routes import Request, Response, Route
from classifier.web.settings import SMALL, Settings
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
            name = path.rpartition("/")[2]
            asked = Request(self.rulebook, self.settings.places, language, query, body, name)
            return found(method, path).respond(asked)
        except (Refused, InvalidDocument, Unanswerable) as error:
            return response_of(refused_of(error), path, language, self.settings.places)

    def is_quick(self, path: str, body: bytes | None) -> bool:
        """Whether something small is asked that is answered in a moment."""
        route = _at(path)
        return route is not None and route.quick and len(body or b"") <= SMALL


def found(method: str, path: str) -> Route:
    """What answers at an address. Raises `Refused` if nothing does, or by another method."""
    route = _at(path)
    if route is None:
        raise Refused("not_found")
    if route.method != method:
        raise Refused("no_such_method", headers={"Allow": route.method})
    return route


def _at(path: str) -> Route | None:
    folder, _, name = path.rpartition("/")
    return ROUTES.get(path) or (ROUTES.get(f"{folder}/*") if name else None)
