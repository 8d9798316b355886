"""Where what is named can be seen: what a case holds on its page, the rest in the handbook."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from classifier.case.model import Case
from classifier.result.explainable import Explainable
from classifier.writers.links import in_handbook


def addresses(result: Explainable, shown: Case) -> Callable[[str], str]:
    """The addresses of all that a classification may cite, on the page that shows a case.

    The two differ by what is supposed: that can be seen at the point that it is of, and its source
    nowhere.
    """
    observations = frozenset(shown.observation_ids())

    def address(to: str) -> str:
        kind, _, name = to.partition("#")
        if kind not in ("observation", "source"):
            return in_handbook(to)
        if name in (observations if kind == "observation" else shown.sources):
            return f"#{kind}-{name}"
        if kind == "source":
            return ""
        return f"#supposed-{quote(result.observations[name].statement)}"

    return address
