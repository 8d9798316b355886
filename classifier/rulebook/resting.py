"""What findings rest on: never on themselves, and through no more others than can be followed."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Protocol

from classifier.rulebook import conditions as c
from classifier.rulebook.model import Finding
from classifier.words.language import Text, message
from classifier.words.problems import names_of

FILE = "findings.yaml"
MOST_BELOW = 50
"""Through so many findings, one after the other, may a finding rest on others."""


class Report(Protocol):
    """Takes a problem at a place of a file."""

    def __call__(self, file: str, pointer: str, what: Text, hint: Text | None = None) -> None:
        """Keep the problem."""


def check_resting(known: Mapping[str, Finding], places: Mapping[str, str], report: Report) -> None:
    """Report circles, each at a rule that closes it, and if there are none what is too deep.

    `places` says where each finding stands.
    """
    rests = {
        name: {of for rule in finding.rules() for of in c.findings(rule.when) if of in known}
        for name, finding in known.items()
    }
    order = _order(rests)
    circular = isinstance(order, CycleError)
    while isinstance(order, CycleError):
        first, *others = _from_the_first(order.args[1][:0:-1], known)
        last = others[-1] if others else first
        names = names_of((first, *others, first))
        for place, rule in known[last].places():
            if first in c.findings(rule.when):
                at = f"{places[last]}/{place}/when"
                report(FILE, at, message("rulebook.circular", names=names))
        rests[last] -= {first}
        order = _order(rests)
    depths: dict[str, int] = {}
    for name in order:
        depths[name] = max((1 + depths[of] for of in rests[name]), default=0)
    deep = [name for name in known if depths[name] > MOST_BELOW]
    if deep and not circular:
        what = message("rulebook.deep", name=deep[0], limit=str(MOST_BELOW))
        report(FILE, places[deep[0]], what)


def _order(rests: Mapping[str, set[str]]) -> list[str] | CycleError:
    """The findings, each after those that it rests on; or a circle of them."""
    try:
        return list(TopologicalSorter(rests).static_order())
    except CycleError as circle:
        return circle


def _from_the_first(circle: list[str], known: Mapping[str, Finding]) -> list[str]:
    """A circle from the finding on that stands first in the rulebook."""
    start = min(map(list(known).index, circle))
    place = circle.index(list(known)[start])
    return circle[place:] + circle[:place]
