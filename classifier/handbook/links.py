"""Names, conditions and examples as links: what is named leads to where it is defined."""

from __future__ import annotations

from classifier.handbook.writing import joined
from classifier.rulebook.codebook import Codebook
from classifier.rulebook.conditions import (
    All,
    Any,
    Condition,
    Found,
    Observed,
    pieces,
    plain,
    stated,
)
from classifier.rulebook.model import Finding
from classifier.rulebook.notation import parted, statement
from classifier.writers.blocks import Code, Link, Said


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
    return Code(joined("; ", (_example(part, codebook) for part in parted(text))))


def _example(part: str, codebook: Codebook) -> Said:
    read = statement(part)
    if read is None or read.name not in codebook.indicators:
        return part
    return Link(read.name, f"codebook#{read.name}"), read.rest


def _piece(of: Observed | Found | str) -> Said:
    """A statement with its name leading to its indicator or finding, or words between two."""
    if isinstance(of, str):
        return of
    name, rest = stated(of)
    return Link(name, f"{'codebook' if isinstance(of, Observed) else 'rulebook'}#{name}"), rest
