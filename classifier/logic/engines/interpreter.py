"""The specification of every engine: a clause fires if all its literals are present."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from classifier.logic.program import Program


@dataclass(frozen=True, slots=True)
class Interpreter:
    """Evaluates a program in plain Python."""

    program: Program
    name: str = "interpreter"
    version: str = "1"

    def fire(self, stratum: int, strengths: Sequence[int]) -> list[int]:
        """The places of the clauses whose literals all have a strength."""
        strength = strengths.__getitem__
        return [
            place
            for place, clause in enumerate(self.program.strata[stratum].clauses)
            if all(map(strength, clause.body))
        ]
