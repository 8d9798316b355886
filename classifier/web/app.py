"""The application: the guard, the service for programs, and the page."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from classifier.questions.subject import Unanswerable
from classifier.rulebook.loading import load_rulebook
from classifier.rulebook.model import Rulebook
from classifier.version import __version__
from classifier.web import api, explained, pages
from classifier.web.guard import Guard
from classifier.web.problems import Refused, refusal_of, response_of
from classifier.web.settings import Settings
from classifier.web.working import Workshop
from classifier.words.problems import InvalidDocument

ROUTERS = (api.router, explained.router, pages.router)
"""Everything that has an address."""
TOLD = (Refused, InvalidDocument, Unanswerable, HTTPException, RequestValidationError)
"""What is told to the one who asked; anything else is a fault of the program."""


def create_app(settings: Settings, rulebook: Rulebook | None = None) -> FastAPI:
    """The application, as it is to be started; it judges by the rules that come along or others."""
    # FastAPI's own pages about a service fetch from elsewhere; the description is among the routes.
    app = FastAPI(
        title="kemitraan",
        version=__version__,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
    )
    rules = rulebook or load_rulebook()
    app.state.service = api.Service(settings, rules, Workshop(settings.seconds))
    for router in ROUTERS:
        app.include_router(router)
    for error in TOLD:
        app.add_exception_handler(error, _told)
    app.add_middleware(Guard, settings=settings)
    return app


async def _told(request: Request, error: Exception) -> Response:
    places = api.service_of(request).settings.places
    return response_of(refusal_of(error), request, places)
