"""Names, conditions and examples as links: what is named leads to where it is defined."""

from __future__ import annotations

import re

from classifier.rulebook.codebook import Codebook
from classifier.rulebook.conditions import All, Any, Condition, Found, Told, pieces, plain
from classifier.rulebook.model import Finding
from classifier.writers.blocks import Code, Link, Said

# An example is statements parted by `;`, each beginning with the name of its indicator.
_NAMES = re.compile(r"((?:^|;)\s*)([a-z][a-z0-9_]*)")


def in_codebook(name: str) -> Code:
    """An indicator or a list, by its name."""
    return Code(Link(name, f"codebook#{name}"))


def in_rulebook(name: str) -> Code:
    """A typology, pattern, criterion, rule or checklist, by its name."""
    return Code(Link(name, f"rulebook#{name}"))


def of_finding(finding: Finding) -> Code:
    """A finding, by what it speaks of."""
    return Code(Link(plain(finding.head), f"rulebook#{finding.name}"))


def condition(of: Condition) -> Code:
    """A condition as a person would write it, without brackets around the whole."""
    written = tuple(map(_piece, pieces(of)))
    return Code(written[1:-1] if isinstance(of, All | Any) else written)


def example(text: str, codebook: Codebook) -> Code:
    """An example, the name of each of its indicators a link."""
    before, *rest = _NAMES.split(text)
    said: list[Said] = [before]
    for joint, name, after in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        known = name in codebook.indicators
        said += [joint, Link(name, f"codebook#{name}") if known else name, after]
    return Code(tuple(said))


def _piece(of: Told | Found | str) -> Said:
    match of:
        case str():
            return of
        case Told():
            return _stated(of, of.indicator, "codebook")
        case Found():
            return _stated(of, of.finding, "rulebook")


def _stated(of: Told | Found, name: str, book: str) -> Said:
    """A statement whose name leads to its indicator or finding."""
    return Link(name, f"{book}#{name}"), plain(of).removeprefix(name)
