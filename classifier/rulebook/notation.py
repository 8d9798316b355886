"""The one-line form of an observation: `indicator(actor>toward, about)=value`.

People write it in examples and on the command line, rules are written in it, and explanations
quote it; what a statement does not have is left out. This module turns text into parts and back
and knows no codebook: what a single argument means is the codebook's to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_STATEMENT = re.compile(
    r"""\s*(?P<name>[a-z][a-z0-9_]*)\s*
        (?:\((?P<arguments>[^()=]*)\))?\s*
        (?:=\s*(?P<values>[a-z0-9_]+(?:\s+or\s+[a-z0-9_]+)*))?\s*
        (?:\(against\s+(?P<against>[a-z0-9_]+(?:\s+or\s+[a-z0-9_]+)*)\))?\s*""",
    re.VERBOSE,
)
_OR = re.compile(r"\s+or\s+")


@dataclass(frozen=True, slots=True)
class Statement:
    """The parts of a written statement; `arguments` still carry no meaning."""

    name: str
    arguments: tuple[str, ...]
    values: tuple[str, ...]
    against: tuple[str, ...] | None


def statement(text: str) -> Statement | None:
    """Read a written statement; None if it has not that form.

    >>> statement("size=alike or partly (against unlike)").values
    ('alike', 'partly')
    >>> statement("dominance(g>n)=absent").arguments
    ('g>n',)
    """
    match = _STATEMENT.fullmatch(text)
    if match is None or (match["against"] and not match["values"]):
        return None
    arguments = (match["arguments"] or "").split(",")
    return Statement(
        name=match["name"],
        arguments=tuple(a.strip() for a in arguments if a.strip()),
        values=tuple(_OR.split(match["values"])) if match["values"] else (),
        against=tuple(_OR.split(match["against"])) if match["against"] else None,
    )


def written(
    name: str,
    *,
    actor: str | None = None,
    toward: str | None = None,
    about: str | None = None,
    value: str | None = None,
) -> str:
    """Write a statement.

    >>> written("capacity", actor="n", about="funds", value="weak")
    'capacity(n, funds)=weak'
    """
    who = f"{actor}>{toward}" if toward else actor
    inside = ", ".join(part for part in (who, about) if part)
    return name + (f"({inside})" if inside else "") + (f"={value}" if value else "")
