"""Boolean gates over a SAT solver, which decides whether demands on them can hold at once.

The only module that drives python-sat.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from pysat.solvers import Cadical153

T = TypeVar("T")
Gate = int
"""A variable of the solver, or its opposite as a negative number."""
TRUE: Gate = 1
FALSE: Gate = -1


class Gates:
    """Gates over the variables of one solver, each made once; constants fold away."""

    def __init__(self) -> None:
        self.solver = Cadical153()
        self.last = TRUE
        self.solver.add_clause([TRUE])
        self._made: dict[frozenset[Gate], Gate] = {}

    def new(self) -> Gate:
        """A variable that may be either."""
        self.last += 1
        return self.last

    def every(self, parts: Iterable[Gate]) -> Gate:
        """All of the parts."""
        several = frozenset(parts)
        if several not in self._made:
            self._made[several] = self._joined(several - {TRUE})
        return self._made[several]

    def _joined(self, several: frozenset[Gate]) -> Gate:
        if several in self._made:
            return self._made[several]
        opposites = [-part for part in several]
        if FALSE in several or not several.isdisjoint(opposites):
            return FALSE
        if len(several) < 2:  # noqa: PLR2004 - nothing to join
            return next(iter(several), TRUE)
        gate = self.new()
        for part in several:
            self.solver.add_clause([-gate, part])
        self.solver.add_clause([gate, *opposites])
        return gate

    def some(self, parts: Iterable[Gate]) -> Gate:
        """At least one of the parts."""
        return -self.every([-part for part in parts])

    def differ(self, one: Gate, other: Gate) -> Gate:
        """Exactly one of the two."""
        return self.some([self.every([one, -other]), self.every([-one, other])])

    def one_of(self, several: Sequence[Gate]) -> None:
        """Demand that exactly one holds."""
        self.solver.add_clause(list(several))
        for place, one in enumerate(several):
            for other in several[:place]:
                self.solver.add_clause([-one, -other])

    def at_least(self, several: Sequence[Gate], count: int) -> Gate:
        """So many of the parts, or more."""
        reached = [TRUE] + [FALSE] * count
        for gate in several:
            further = (self.every([fewer, gate]) for fewer in reached[:-1])
            reached[1:] = [self.some(pair) for pair in zip(reached[1:], list(further), strict=True)]
        return reached[count]

    def fewest(self, several: Sequence[Gate], *demands: Gate) -> int | None:
        """How few of the parts hold where all demands do; None if the demands cannot.

        The solution with so few is then the `model`, and a smaller one is proved not to be.
        """
        if not self.can(*demands):
            return None
        counts = range(len(several) + 1)
        return next(n for n in counts if self.can(*demands, self.at_most(several, n)))

    def at_most(self, several: Sequence[Gate], count: int) -> Gate:
        """So many of the parts, or fewer."""
        return -self.at_least(several, count + 1)

    def forbid(self, *together: Gate) -> None:
        """Demand that these do not all hold at once."""
        self.solver.add_clause([-gate for gate in together])

    def can(self, *demands: Gate) -> bool:
        """Whether all demands can hold at once."""
        return bool(self.solver.solve(assumptions=list(demands)))

    def model(self) -> frozenset[Gate]:
        """What holds in the solution that `can` found."""
        return frozenset(part for part in self.solver.get_model() or () if part > 0)

    def holding(self, several: Mapping[T, Gate]) -> list[T]:
        """What holds of some named gates in the solution that `can` found."""
        known = self.solver.get_model() or ()
        # What no clause speaks of may be either, and is no part of the solution.
        model = [*known, *range(-len(known) - 1, -self.last - 1, -1)]
        return [name for name, gate in several.items() if model[abs(gate) - 1] == gate]
