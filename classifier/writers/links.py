"""Where the parts of an explanation lead to, and what in it is new, for pages that show that.

A report on paper leads nowhere: it is written with links that say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from classifier.writers.passages import Passage

_JOINTS = re.compile(r"( · |, |; )")


@dataclass(frozen=True, slots=True)
class Links:
    """The links of one page in one language."""

    places: Mapping[str, str] = field(default_factory=dict)
    """Where each name that is cited leads to: an observation, a source, a work, a strength."""
    terms: bool = False
    """Whether what is said leads to its definition."""
    known: AbstractSet[str] | None = None
    """What was said before; None if nothing is to be marked as new."""
    new: str = ""
    """How what is new is called."""
    deeper: int = 0
    """How many levels of headings stand above the explanation's own."""

    def href(self, passage: Passage) -> str:
        """Where what a passage speaks of is defined; empty if that is not shown."""
        return f"/{passage.term}" if self.terms and passage.term else ""

    def cited(self, passage: Passage) -> list[tuple[str, str]]:
        """What is cited piece by piece, each with where it leads to."""
        if not self.places:
            return [(passage.cites, "")]
        parts = _JOINTS.split(passage.cites)
        return [(part, self.places.get(part.partition(": ")[0], "")) for part in parts]

    def is_new(self, passage: Passage) -> bool:
        """Whether a point, or a pattern, was not spoken of so before."""
        return (
            self.known is not None
            and passage.kind in ("point", "verdict")
            and said_in(passage) not in self.known
        )


def said_in(passage: Passage) -> str:
    """A passage by itself, as it is compared: with its mark and what it cites."""
    return f"{passage.mark} {passage.text} {passage.cites}"
