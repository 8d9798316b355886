"""Where the parts of an explanation lead to, and what in it is new, for pages that show that.

A report on paper leads nowhere: it is written with links that say nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from urllib.parse import quote

from classifier.writers.blocks import Block

BOOKS = ("codebook#", "rulebook#")


def nowhere(to: str) -> str:  # noqa: ARG001 - as a page without links takes it
    """The address of anything, on a page that leads nowhere."""
    return ""


def in_handbook(to: str) -> str:
    """The address of what a book of the handbook defines; empty if something else is named.

    >>> in_handbook("rulebook#tandon/dependency")
    '/rulebook#tandon/dependency'
    """
    return f"/{quote(to, safe='#/:')}" if to.startswith(BOOKS) else ""


@dataclass(frozen=True, slots=True)
class Links:
    """The links of one page in one language."""

    href: Callable[[str], str] = nowhere
    """The address of what is named `KIND#NAME`; empty if it is not shown anywhere."""
    known: AbstractSet[Block] | None = None
    """What was said before, each block alone; None if nothing is to be marked as new."""
    new: str = ""
    """How what is new is called."""
    deeper: int = 0
    """How many levels of headings stand above the explanation's own."""
    bare: bool = False
    """Whether nothing carries a class, for a page that knows none of them."""

    def is_new(self, block: Block) -> bool:
        """Whether a point, or a pattern, was not spoken of so before."""
        return (
            self.known is not None
            and block.kind in ("point", "paragraph", "verdict")
            and block.alone() not in self.known
        )
