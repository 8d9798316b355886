"""What each kind of problem means, at the address that names it (RFC 9457)."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response

from classifier.web.api import service_of
from classifier.web.problems import STATUSES, address_of, meaning
from classifier.words.language import LANGUAGES

router = APIRouter(include_in_schema=False)


@router.get("/problems/{name}")
async def problem(request: Request, name: str) -> Response:
    """Say it in both languages."""
    places = service_of(request).settings.places
    for kind, status in STATUSES.items():
        if address_of(kind).endswith(f"/{name}"):
            texts = meaning(kind, places)
            said = ("\n".join(text.said_in(language) for text in texts) for language in LANGUAGES)
            return PlainTextResponse("\n\n".join(f"{status} {one}" for one in said) + "\n")
    raise HTTPException(404)
