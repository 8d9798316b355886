"""`kemitraan serve`: the page for workshops and the service for programs, on this machine."""

from __future__ import annotations

import gc
import os
import secrets
import socket
import sys
import webbrowser
from contextlib import suppress
from errno import EADDRINUSE, EINVAL
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from classifier.cli.bilingual import Command, Misused, option
from classifier.cli.extras import installing
from classifier.cli.run import Run, runs_without_output
from classifier.cli.streams import say, tell
from classifier.rulebook.model import Rulebook
from classifier.web.settings import (
    LOOPBACK,
    PORT,
    Settings,
    is_everywhere,
    is_loopback,
    own_address,
)
from classifier.words.characters import visible
from classifier.words.language import Language, message
from classifier.words.problems import Problem

if TYPE_CHECKING:
    from uvicorn import Server

    from classifier.web.working import Workshop

NEEDED = ("starlette", "uvicorn")
LAST_PORT = 65535
TRIED = 20
"""So many ports are tried where none is named."""
GRACE = 2
"""So many seconds answers that are under way have to be finished."""


def _port(context: click.Context, _: click.Parameter, value: str | None) -> int | None:
    """The number of a port."""
    if value is None:
        return None
    if not (value.isascii() and value.isdecimal() and 1 <= int(value[:6]) <= LAST_PORT):
        raise Misused(message("cli.bad_port", given=visible(value)), context)
    return int(value)


@click.command(cls=Command, said="serve")
@option("--port", said="opt_port", callback=_port, metavar="N")
@option("--host", said="opt_host", default=LOOPBACK[0], metavar="H")
@option("--no-browser", "alone", said="opt_no_browser", is_flag=True)
@runs_without_output
def command(run: Run, *, port: int | None, host: str, alone: bool) -> None:
    """Serve until told to stop."""
    if not all(map(find_spec, NEEDED)):
        run.misused("cli.serve_extra", command=installing("web"))
    rulebook = run.rulebook
    ports = [port] if port is not None else [*range(PORT, PORT + TRIED), 0]
    try:
        listener = _listener(host, ports)
    except OSError as error:
        run.fail([_problem(host, ports[0], error)])
    with listener, suppress(KeyboardInterrupt):
        settings = _settings(host, listener)
        server, workshop = _server(settings, rulebook)
        url = settings.url + (f"?token={settings.token}" if settings.token else "")
        _announce(settings, url, ports[0], run.language)
        if not alone and _has_screen():
            webbrowser.open(url)
        # What is loaded stays: it need not be looked at again after every answer.
        gc.freeze()
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])
        if workshop.under_way:
            # Python would wait for the threads, though nobody waits for their answers any more.
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(0)


def _listener(host: str, ports: list[int]) -> socket.socket:
    """A socket that listens at the first port that is free. Raises `OSError` if none is."""
    try:
        found = socket.getaddrinfo(host, ports[0], type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise OSError(EINVAL, str(error)) from None
    family, _, _, _, address = found[0]
    try:
        return socket.create_server(address[:2], family=family)
    except OSError as error:
        if error.errno == EADDRINUSE and len(ports) > 1:
            return _listener(host, ports[1:])
        raise


def _problem(host: str, port: int, error: OSError) -> Problem:
    """Why the service cannot listen at a place, and what to do about it."""
    place = visible(f"{host}:{port}")
    if error.errno == EADDRINUSE:
        hint = message("cli.port_taken_hint", other=str(port % LAST_PORT + 1))
        return Problem(place, "", message("cli.port_taken"), hint)
    known = error.errno is not None and not isinstance(error, socket.gaierror)
    reason = os.strerror(error.errno or 0) if known else error.strerror or str(error)
    what = message("cli.port_refused", reason=visible(reason))
    return Problem(place, "", what, message("cli.port_refused_hint"))


def _settings(host: str, listener: socket.socket) -> Settings:
    """What the service is to be like at the address that it got, whatever that was called."""
    address, port = listener.getsockname()[:2]
    if is_loopback(address):
        return Settings(host=address, port=port)
    token = secrets.token_urlsafe()
    if is_everywhere(address):
        return Settings(host=address, port=port, name=own_address(address), token=token)
    return Settings(host=host, port=port, token=token)


def _announce(settings: Settings, url: str, asked: int, language: Language) -> None:
    """Say where the service is and how to stop it: the address is the result of the command."""
    if settings.port != asked:
        port = str(settings.port)
        tell(message("cli.serving_port", asked=str(asked), port=port).said_in(language))
    say(message("cli.serving", url=url).said_in(language) + "\n")
    if settings.token:
        tell(message("cli.serving_open").said_in(language))
    tell(message("cli.serving_stop").said_in(language))


def _has_screen() -> bool:
    """Whether a browser would have a window; one in the terminal would take that over."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    return sys.platform in ("win32", "darwin") or any(map(os.environ.get, names))


def _server(settings: Settings, rulebook: Rulebook) -> tuple[Server, Workshop]:
    """What answers until it is interrupted, and what works for it.

    Nothing is logged but faults of the program.
    """
    from uvicorn import Config, Server  # noqa: PLC0415 - an extra

    from classifier.web.app import create_app  # noqa: PLC0415 - as said above
    from classifier.web.connections import CONNECTIONS, Connection  # noqa: PLC0415 - as said above

    app = create_app(settings, rulebook)
    config = Config(
        app,
        http=Connection,
        limit_concurrency=CONNECTIONS,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    return Server(config), app.state.workshop
