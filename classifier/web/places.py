"""Where what is named can be seen: what a case holds on its page, the rest in the handbook."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from classifier.case.model import Case
from classifier.result.explainable import Explainable

BOOKS = {
    "codebook": "/codebook#",
    "rulebook": "/rulebook#",
    "work": "/rulebook#ref:",
    "word": "/rulebook#word:",
}
"""Where each kind of thing that the handbook defines stands in it."""


def defined(to: str) -> str:
    """The address of what the handbook defines; empty if that is something else.

    >>> defined("work#belnap1977")
    '/rulebook#ref:belnap1977'
    """
    kind, _, name = to.partition("#")
    return f"{BOOKS[kind]}{name}" if kind in BOOKS else ""


def addresses(result: Explainable, shown: Case) -> Callable[[str], str]:
    """The addresses of all that a classification may cite, on the page that shows a case.

    The two differ by what is supposed: that can be seen at the point that it is of, and its source
    nowhere.
    """
    observations = frozenset(shown.observation_ids())

    def address(to: str) -> str:
        kind, _, name = to.partition("#")
        if kind not in ("observation", "source"):
            return defined(to)
        if name in (observations if kind == "observation" else shown.sources):
            return f"#{kind}-{name}"
        if kind == "source":
            return ""
        return f"#supposed-{quote(result.observations[name].statement)}"

    return address
