"""The blocks that everything shown is made of, whatever it is about.

A block says what it is and in what state, and which things its words lead to. Which glyph, tag or
style stands for that is for each writer to say, and no writer reads it back from words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, replace
from typing import Literal, TypeAlias, assert_never

from classifier.words.language import Language, Text

Kind = Literal[
    "title",
    "under",
    "heading",
    "verdict",
    "label",
    "point",
    "paragraph",
    "detail",
    "entry",
    "term",
    "gap",
]
"""An entry is the head of something that a handbook defines, a term a name with what it means."""
MarkedState: TypeAlias = Literal["met", "partly", "unmet", "unknown", "contested"]
Sign = Literal["", "=", "≠", "→", "+", "–", "☐", " "]
"""A space keeps free the room that a sign has on the line below or above."""

GLUE = "\N{NO-BREAK SPACE}"
MARKS: Mapping[str, str] = {
    "met": "✓",
    "partly": "◐",
    "unmet": "✗",
    "unknown": "?",
    "contested": "!",
}
"""The glyph for each state, the same wherever one is shown."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to where they are defined."""

    said: Said
    to: str


@dataclass(frozen=True, slots=True)
class Code:
    """What is spelt as in a document: a name, a value, a condition, an example."""

    said: Said


Said: TypeAlias = "Text | str | Link | Code | tuple[Said, ...]"
"""Words, some of which may lead somewhere; a string is the same in every language."""


@dataclass(frozen=True, slots=True)
class Cite:
    """Something that stands behind a block."""

    said: Said
    to: str = ""
    """What it leads to: `observation#o1`, `source#s1`, `rulebook#word:reported`."""
    joint: str = " · "
    """What stands between it and the one before."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A short point that stands beside others."""

    said: Said
    state: MarkedState


@dataclass(frozen=True, slots=True)
class Block:
    """One thing said. A point that has no state, sign, number or name has a bullet."""

    kind: Kind
    said: Said = ""
    level: int = 0
    """How far it is indented, and so what it stands under."""
    _: KW_ONLY
    state: MarkedState | None = None
    sign: Sign = ""
    number: int | None = None
    name: Said = ""
    """What it is called by; it begins the text."""
    pieces: tuple[Piece, ...] = ()
    """Several points side by side, instead of what is said."""
    cites: tuple[Cite, ...] = ()
    """Observations and sources behind it, and the literature."""
    to: str = ""
    """Where what it speaks of is defined: `codebook#NAME` or `rulebook#NAME`."""
    command: bool = False
    """It says what to type to learn more, which is of use on a command line only."""

    @property
    def mark(self) -> str:
        """The glyph or number before it; the bullet of a point is none of these."""
        if self.state is not None:
            return MARKS[self.state]
        return self.sign or (f"{self.number}." if self.number is not None else "")

    def alone(self) -> Block:
        """What is said, wherever it stands and leads to: so it is told whether it is new."""
        return replace(self, kind="point", level=0, to="")


def spoken(said: Said, language: Language) -> str:
    """The words alone.

    >>> spoken((Code(Link("standing", "codebook#standing")), " · ", Text("setara", "equal")), "en")
    'standing · equal'
    """
    match said:
        case str():
            return said
        case Text():
            return said.said_in(language)
        case Link() | Code():
            return spoken(said.said, language)
        case tuple():
            return "".join(spoken(one, language) for one in said)
        case _:
            assert_never(said)


def cited(cites: Iterable[Cite], language: Language) -> str:
    """All that is cited, with the joints between.

    >>> cited((Cite("o1"), Cite("o2", joint=", "), Cite("s1")), "en")
    'o1, o2 · s1'
    """
    return "".join(
        f"{one.joint if place else ''}{spoken(one.said, language)}"
        for place, one in enumerate(cites)
    )
