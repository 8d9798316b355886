"""The application that a server runs: the guard, and behind it the service.

What is asked is worked out in threads: a question in one of the few that stand ready, with an end
to waiting for it; what is only given out in any.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from classifier.rulebook.loading import load_rulebook
from classifier.rulebook.model import Rulebook
from classifier.web.guard import Guard, preferred, starlette_of
from classifier.web.routes import JSON_TYPE
from classifier.web.service import Service
from classifier.web.settings import Settings
from classifier.web.working import Workshop


def create_app(settings: Settings, rulebook: Rulebook | None = None) -> Starlette:
    """The application, as it is to be started; it judges by the rules that come along or others."""
    service = Service(settings, rulebook or load_rulebook())
    app = Starlette(middleware=[Middleware(Guard, settings=settings)])
    app.state.workshop = Workshop(settings.seconds)
    # The addresses are the service's own.
    app.router.default = _Counter(service, app.state.workshop)
    return app


@dataclass(frozen=True, slots=True)
class _Counter:
    """Where requests are handed in and answers given out."""

    service: Service
    workshop: Workshop

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request. Raises `Refused` if there is too much of it, or time is over."""
        request = Request(scope, receive)
        asked = (request.method, scope["path"], request.query_params)
        work = partial(self.service.answer, *asked, language=preferred(request))
        if request.method == "POST":
            async with self.workshop.in_time():
                body = await request.body() if _is_json(request) else None
                quick = self.service.is_quick(scope["path"], body)
                made = await self.workshop.done(partial(work, body=body), quick=quick)
        else:
            made = await run_in_threadpool(work)
        await starlette_of(made)(scope, receive, send)


def _is_json(request: Request) -> bool:
    """Whether a body is said to be plain JSON: only then is it read.

    A page from elsewhere can make a browser send a form here, but not JSON.
    """
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    packed = request.headers.get("content-encoding", "identity").strip().lower()
    return (kind, packed) == (JSON_TYPE, "identity")
