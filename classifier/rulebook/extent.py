"""How often a condition is written out: for every way to place its letters, and to go through it.

The program has a clause for each of these ways, so a rule whose letters multiply out would be
worked on for minutes, and is refused instead.
"""

from __future__ import annotations

from math import perm, prod

from classifier.rulebook import conditions as c
from classifier.rulebook.codebook import AboutList
from classifier.rulebook.parsing import Vocabulary

MOST_WAYS = 5_000
"""So often may a condition be written out; the rulebook that comes along needs a tenth of it."""
BOTH = 2
"""An `each` goes through both actors, or both directions."""


def ways(of: c.Condition, words: Vocabulary, bound: frozenset[str]) -> int:
    """How often a condition is written out where some of its letters are bound."""
    free = c.letters(of) - bound
    actors = perm(BOTH - len(bound & {"x", "y"}), len(free & {"x", "y"}))
    ranges = (_size(words.codebook.lists.get(words.letters.get(letter, ""))) for letter in free)
    return actors * prod(ranges) * _statements(of, words)


def _statements(of: c.Condition, words: Vocabulary) -> int:
    """The statements of a condition, those in an `each` once for each of the two."""
    match of:
        case c.Observed(about=str(about)) if about == c.ANY_MEMBER or about.startswith(c.SERVING):
            indicator = words.codebook.indicators[of.indicator]
            return _size(words.codebook.lists.get(indicator.about or ""))
        case c.Observed() | c.Found():
            return 1
        case c.Not():
            return _statements(of.of, words)
        case c.Each():
            return BOTH * _statements(of.of, words)
        case c.All() | c.Any():
            return sum(_statements(part, words) for part in of.of)


def _size(about: AboutList | None) -> int:
    """The members of a list; of what is no list one, so that it counts for nothing."""
    return len(about.members) if about else 1
