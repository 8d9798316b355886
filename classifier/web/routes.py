"""What an address is asked, what it answers, and which function does so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from classifier.rulebook.model import Rulebook
from classifier.words.language import Language

JSON_TYPE, HTML, PLAIN = "application/json", "text/html", "text/plain"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of an address, and of which rules."""

    rulebook: Rulebook
    places: Mapping[str, str]
    """What sentences about the service leave open."""
    language: Language
    """The language preferred by the one who asks."""
    query: Mapping[str, str]
    body: bytes | None
    """The JSON that was sent; None where nothing was sent as such."""
    name: str
    """The last part of an address that ends in one of many names."""


@dataclass(frozen=True, slots=True)
class Response:
    """What is answered."""

    body: str | bytes
    media_type: str | None = JSON_TYPE
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Route:
    """How an address is asked, and what answers there."""

    method: Literal["GET", "POST"]
    respond: Callable[[Request], Response]
    quick: bool = False
    """Of a small case it is answered in a moment, so it does not wait behind what is not."""
