"""Asking the service without a network: requests straight into the application."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path
from typing import Any, TypedDict, Unpack

import httpx
from starlette.applications import Starlette

from classifier.web.app import create_app
from classifier.web.settings import Settings

GOLDEN = Path("examples/amanah-bunda.json")
SEVERAL = Path("examples/taman-nasional-tiga-masa.json")
READ = {"Content-Type": "application/json"}


class Sent(TypedDict, total=False):
    """What goes with a request."""

    json: object
    content: str | bytes | AsyncIterator[bytes]
    headers: dict[str, str]
    params: dict[str, str]


@cache
def app_with(
    *, host: str = "127.0.0.1", port: int = 8765, token: str | None = None, seconds: float = 20
) -> Starlette:
    return create_app(Settings(host, port, token, seconds))


def asked(
    method: str,
    path: str,
    app: Starlette | None = None,
    *,
    at: str = "127.0.0.1:8765",
    **sent: Unpack[Sent],
) -> httpx.Response:
    """The answer to one request."""

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app or app_with())
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{at}") as client:
            return await client.request(method, path, **sent)

    return asyncio.run(ask())


def posted(path: str, body: object, app: Starlette | None = None) -> httpx.Response:
    return asked("POST", path, app, json=body)


def case_in(path: Path = GOLDEN) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read
