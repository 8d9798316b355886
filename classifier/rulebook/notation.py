"""The one-line form of an observation: `indicator(actor>toward, about)=value`.

People write it in examples and on the command line, rules are written in it, and explanations
quote it; what a statement does not have is left out. This module turns text into parts and back
and knows no codebook: what a single argument means is the codebook's to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_STATEMENT = re.compile(
    r"""\s*(?P<name>[a-z][a-z0-9_]*)\s*
        (?:\((?P<arguments>[^()=]*)\))?\s*
        (?:=\s*(?P<values>[a-z0-9_]+(?:\s+or\s+[a-z0-9_]+)*))?\s*
        (?:\(against\s+(?P<against>[a-z0-9_]+(?:\s+or\s+[a-z0-9_]+)*)\))?\s*""",
    re.VERBOSE,
)
_OR = " or "
_ORS = re.compile(r"\s+or\s+")


@dataclass(frozen=True, slots=True)
class WrittenStatement:
    """The parts of a written statement; `arguments` still carry no meaning."""

    name: str
    arguments: tuple[str, ...]
    values: tuple[str, ...]
    against: tuple[str, ...] | None

    @property
    def rest(self) -> str:
        """All but the name, as text."""
        return rest(self.arguments, self.values, self.against or ())


def parted(text: str) -> tuple[str, ...]:
    """The statements of an example, which `;` parts, each as text."""
    return tuple(part.strip() for part in text.split(";"))


def statement(text: str) -> WrittenStatement | None:
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
    return WrittenStatement(
        name=match["name"],
        arguments=tuple(a.strip() for a in arguments if a.strip()),
        values=tuple(_ORS.split(match["values"])) if match["values"] else (),
        against=tuple(_ORS.split(match["against"])) if match["against"] else None,
    )


def written(  # noqa: PLR0913 - all that a statement may have
    name: str,
    *,
    actor: str | None = None,
    toward: str | None = None,
    about: str | None = None,
    values: Iterable[str] = (),
    against: Iterable[str] = (),
) -> str:
    """Write a statement.

    >>> written("capacity", actor="n", about="funds", values=["weak"])
    'capacity(n, funds)=weak'
    """
    who = f"{actor}>{toward}" if toward else actor
    return name + rest((who, about), values, against)


def rest(
    arguments: Iterable[str | None], values: Iterable[str] = (), against: Iterable[str] = ()
) -> str:
    """Write what follows the name of a statement.

    >>> rest(("x", None), ("alike", "partly"), ("unlike",))
    '(x)=alike or partly (against unlike)'
    """
    inside, said, narrowed = ", ".join(filter(None, arguments)), _OR.join(values), _OR.join(against)
    of = f"({inside})" if inside else ""
    return of + (f"={said}" if said else "") + (f" (against {narrowed})" if narrowed else "")
