"""The program over columns: one uint8 strength per relation and side, in numpy.

For many relations at once, where only what holds is asked and not why. The columns are in the
order of the program's propositions; a block of relations is small enough to stay in cache.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from classifier.evidence import State
from classifier.program import SIDES, Clause, Observable, Program, Side, Signed
from classifier.rulebook import Pattern, Typology
from classifier.verdict import Status

Column = NDArray[np.uint8]
Columns = dict[int, Column]
"""By literal; a literal without a column has no strength anywhere."""

STATUSES = tuple(Status)
BLOCK = 1 << 15


@dataclass(frozen=True, slots=True)
class Table:
    """Evaluates a program column by column."""

    program: Program
    name: str = "table"
    version: str = field(default_factory=lambda: np.__version__)

    def fire(self, stratum: int, strengths: Sequence[int]) -> list[int]:
        """The places of the clauses that fire for one relation."""
        row = np.frombuffer(bytes(strengths), np.uint8)
        return [
            place
            for place, clause in enumerate(self.program.strata[stratum].clauses)
            if row[list(clause.body)].all()
        ]
