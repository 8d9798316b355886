"""What every request passes first, and every response last.

It looks at the name by which the service was called, at the token, and at how much is sent; it sets
the headers that keep a browser from doing more with an answer than show it; and it turns a fault of
the program into an answer and one line for whoever runs it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from secrets import compare_digest
from urllib.parse import quote, urlencode

from starlette import responses
from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from classifier.web.problems import Refused, language_of, response_of
from classifier.web.routes import Response
from classifier.web.settings import MAX_BODY, Settings
from classifier.words.characters import visible
from classifier.words.language import Language

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_LONG = 300
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Guard:
    """Stands before the application."""

    app: ASGIApp
    settings: Settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        passage = _Passage(receive, send)
        asked = HTTPConnection(scope)
        try:
            answer = self._at_once(asked, scope["method"])
            await (answer or self.app)(scope, passage.receive, passage.send)
        except ClientDisconnect:
            return
        except asyncio.CancelledError:
            # The server stops, and has waited long enough.
            refused = Refused("stopping", headers={"Connection": "close"})
        except Refused as error:
            refused = error
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told
            refused = Refused("failed")
            _note(scope, error)
        else:
            return
        if not passage.started:
            response = response_of(refused, scope["path"], preferred(asked), self.settings.places)
            await starlette_of(response)(scope, passage.receive, passage.send)

    def _at_once(self, asked: HTTPConnection, method: str) -> responses.Response | None:
        """The answer to who has not the right name or token, or shows a token to a page."""
        names = asked.headers.getlist("host")
        if len(names) != 1 or not self.settings.answers_to(names[0]):
            raise Refused("wrong_host")
        _check_size(asked)
        token = self.settings.token
        if token is None:
            return None
        shown = asked.query_params.get("token")
        if shown is not None and method == "GET" and not asked.scope["path"].startswith("/api/"):
            _check(shown, token)
            return self._welcome(asked, token)
        scheme, _, bearer = asked.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            _check(bearer.strip(), token)
        else:
            _check(asked.cookies.get(self._cookie, ""), session_of(token))
        return None

    @property
    def _cookie(self) -> str:
        # A browser keeps one jar for all ports of a host.
        return f"kemitraan_{self.settings.port}"

    def _welcome(self, asked: HTTPConnection, token: str) -> responses.Response:
        """Lead to the same page without the token, which then stands in a cookie."""
        rest = [(k, v) for k, v in asked.query_params.multi_items() if k != "token"]
        # One slash at the start: two would lead to another host.
        path = quote("/" + asked.scope["path"].lstrip("/\\"))
        response = responses.RedirectResponse(path + ("?" + urlencode(rest) if rest else ""), 303)
        # Lax: who follows a link in a message comes from elsewhere. No GET changes anything.
        response.set_cookie(self._cookie, session_of(token), httponly=True, samesite="lax")
        return response


class _Passage:
    """Counts what comes in for one request, and puts the headers on what goes out."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._left, self.started = MAX_BODY, False

    async def receive(self) -> Message:
        """The next part of the body. Raises `Refused` when there is too much."""
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                raise _too_large()
        return message

    async def send(self, message: Message) -> None:
        """Hand on a part of the answer."""
        if message["type"] == "http.response.start":
            self.started = True
            MutableHeaders(scope=message).update(HEADERS)
        await self._send(message)


def preferred(asked: HTTPConnection) -> Language:
    """The language in which to answer."""
    return language_of(",".join(asked.headers.getlist("accept-language")))


def starlette_of(made: Response) -> responses.Response:
    """What the service answers, as it is sent."""
    return responses.Response(made.body, made.status, made.headers, made.media_type)


def session_of(token: str) -> str:
    """What the cookie holds: it opens this service, and does not give the token away."""
    return sha256(f"kemitraan {token}".encode()).hexdigest()


def _check_size(asked: HTTPConnection) -> None:
    """Refuse at once what is said to be too large."""
    declared = asked.headers.get("content-length", "0")
    if declared.isdecimal() and int(declared[:20]) > MAX_BODY:
        raise _too_large()


def _too_large() -> Refused:
    """That a body has too many bytes; the rest of it is not read."""
    return Refused("too_large", headers={"Connection": "close"})


def _check(shown: str, right: str) -> None:
    if not compare_digest(shown.encode(), right.encode()):
        raise Refused("no_token", headers={"WWW-Authenticate": "Bearer"})


def _note(scope: Scope, error: Exception) -> None:
    """One line on a fault of the program, for whoever runs the service."""
    said = visible(f"{scope['method']} {scope['path']}: {type(error).__name__}: {error}")
    log.error("%s", said[:_LONG])
