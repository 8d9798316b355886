"""What a page says, before it is text or HTML: headings, paragraphs, and terms with explanations.

A page is written once, as a run of blocks. `layout.py` lays them out as text for a terminal,
`markup.py` as HTML for a browser; both say the same words in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias, assert_never


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to where they are defined."""

    said: str
    to: str
    """`codebook#NAME` or `rulebook#NAME`."""


@dataclass(frozen=True, slots=True)
class Code:
    """What is spelt as in a document: a name, a value, a condition, an example."""

    said: Said


Said: TypeAlias = "str | Link | Code | tuple[Said, ...]"
"""Words, some of which lead somewhere or are spelt as in a document."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a page, or a part of it, is about."""

    said: Said
    level: int


@dataclass(frozen=True, slots=True)
class Label:
    """A few words over what belongs together."""

    said: Said
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences, or one condition."""

    said: Said
    level: int


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms, each with its explanation if it has one."""

    rows: tuple[tuple[Said, Said], ...]
    level: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Room between two parts."""


Block = Heading | Label | Paragraph | Terms | Gap
"""A block says how many levels below the heading of its page it stands."""
Page: TypeAlias = Iterator[Block]


@dataclass(frozen=True, slots=True)
class Section:
    """Pages that belong together, by their names."""

    title: Said
    names: tuple[str, ...]


def spoken(said: Said) -> str:
    """The words alone.

    >>> spoken((Code(Link("standing", "codebook#standing")), " · kedudukan"))
    'standing · kedudukan'
    """
    match said:
        case str():
            return said
        case Link():
            return said.said
        case Code():
            return spoken(said.said)
        case tuple():
            return "".join(map(spoken, said))
        case _:
            assert_never(said)


def joined(joint: str, several: Iterable[Said]) -> Said:
    """Several phrases with a joint between them.

    >>> joined("; ", ["a", "b"])
    ('a', '; ', 'b')
    """
    return tuple(part for one in several for part in (joint, one))[1:]


def given(rows: Iterable[tuple[Said, Said]]) -> tuple[tuple[Said, Said], ...]:
    """The rows that say something."""
    return tuple((term, said) for term, said in rows if said)
