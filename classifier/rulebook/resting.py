"""What findings rest on: never on themselves, and through no more others than can be followed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from classifier.rulebook import conditions as c
from classifier.rulebook.model import Finding
from classifier.words.language import Text, message

FILE = "findings.yaml"
MOST_BELOW = 50
"""Through so many findings, one after the other, may a finding rest on others."""


class Report(Protocol):
    """Takes a problem at a place of a file."""

    def __call__(self, file: str, pointer: str, what: Text, hint: Text | None = None) -> None:
        """Keep the problem."""


def check_resting(known: Mapping[str, Finding], places: Mapping[str, str], report: Report) -> None:
    """Report circles, each at the rule that closes it, and what is too deep.

    `places` says where each finding stands.
    """
    depths: dict[str, int] = {}

    def follow(way: tuple[str, ...]) -> int:
        depth = 1
        for place, rule in known[way[-1]].places():
            for name in dict.fromkeys(c.findings(rule.when)):
                if name in way:
                    names = ", ".join((*way[way.index(name) :], name))
                    at = f"{places[way[-1]]}/{place}/when"
                    report(FILE, at, message("rulebook.circular", names=names))
                elif name in known and len(way) <= MOST_BELOW:
                    below = depths[name] if name in depths else follow((*way, name))
                    depth = max(depth, 1 + below)
        depths[way[-1]] = depth
        return depth

    for name in known:
        depth = depths[name] if name in depths else follow((name,))
        if depth > MOST_BELOW:
            what = message("rulebook.deep", name=name, limit=str(MOST_BELOW))
            report(FILE, places[name], what)
            return
