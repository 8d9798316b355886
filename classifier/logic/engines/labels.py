"""The verdicts of many relations at once, as one small number per relation and typology.

The same decisions as `verdict.decide`, without grades or reasons; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from classifier.case.relations import Relation
from classifier.logic.engines.table import Column, Columns, blocks, evaluate_block
from classifier.logic.program import Program, Side, Signed
from classifier.logic.verdict import Status
from classifier.rulebook.codebook import Pairing
from classifier.rulebook.model import Pattern, Typology

Mask = NDArray[np.bool_]
PAIRINGS: tuple[Pairing | None, ...] = (None, *get_args(Pairing))
Answer = tuple[Status, str | None]
"""The status of a verdict and its pattern, if it has one."""


def answers(typology: Typology) -> tuple[Answer, ...]:
    """What each number in a column of verdicts stands for: an answer outranks those before it."""
    return (
        (Status.NONE_FITS, None),
        (Status.UNDETERMINED, None),
        (Status.CONTESTED, None),
        *((Status.PATTERN, pattern.id) for pattern in typology.patterns),
        (Status.MIXED, None),
        (Status.NO_PARTNERSHIP, None),
        (Status.NOT_APPLICABLE, None),
    )


def pairings_of(relations: Sequence[Relation]) -> Column:
    """What the actors of each relation are to each other, as a place in `PAIRINGS`."""
    return np.array([PAIRINGS.index(r.pairing) for r in relations], np.uint8)


def verdicts(program: Program, columns: Columns, pairings: Column) -> dict[str, Column]:
    """The verdict of every typology on every relation, as a place in its `answers`."""
    typologies = program.rulebook.typologies
    codes = {name: np.empty(len(pairings), np.uint8) for name in typologies}
    for place in blocks(len(pairings)):
        found = evaluate_block(program, columns, place, _wanted(program))
        block = _Block(program, found, pairings[place])
        for name, typology in typologies.items():
            codes[name][place] = block.code(typology)
    return codes


@lru_cache(maxsize=16)
def _wanted(program: Program) -> frozenset[int]:
    """Both sides of every criterion and gate."""
    gates = (t.gate for t in program.rulebook.typologies.values() if t.gate)
    signed = (*program.criteria.values(), *(_gate(program, gate) for gate in gates))
    return frozenset(part for statement in signed for part in _sides(statement))


def _gate(program: Program, finding: str) -> Signed:
    return Signed(next(n for at, n in program.findings.items() if at.name == finding))


def _sides(statement: Signed) -> tuple[int, int]:
    return statement.literal(Side.FOR), statement.literal(Side.AGAINST)


class _Graded(NamedTuple):
    """Which relations give a pattern which grade."""

    open: Mask
    """Any grade but excluded."""
    contested: Mask
    presumed: Mask
    established: Mask


@dataclass(frozen=True, slots=True)
class _Block:
    """A few relations, with the strengths of the literals that verdicts look for."""

    program: Program
    found: Columns
    pairings: Column

    def code(self, typology: Typology) -> Column:
        """The verdicts of a typology: every answer that has a reason, the highest of them."""
        graded = [self._graded(pattern) for pattern in typology.patterns]
        presumed = _count(grade.presumed for grade in graded)
        established = _count(grade.established for grade in graded)
        alone = (presumed == 1) & (established == 0)
        reasons = (
            None,
            _any(grade.open for grade in graded),
            _any(grade.contested for grade in graded) & (presumed == 0),
            *(grade.established | (grade.presumed & alone) for grade in graded),
            established > 1,
            self._met(_gate(self.program, typology.gate)) if typology.gate else None,
            self.pairings != PAIRINGS.index(typology.only) if typology.only else None,
        )
        code = np.zeros_like(self.pairings)
        for number, reason in enumerate(reasons):
            if reason is not None:
                np.maximum(code, reason.view(np.uint8) * np.uint8(number), out=code)
        return code

    def _graded(self, pattern: Pattern) -> _Graded:
        """As `verdict.grade`."""
        required, exclusions = (
            [self._evidence(self.program.criteria[c.id]) for c in pattern.criteria if c.role == r]
            for r in ("requires", "excluded_by")
        )
        excluded = _any(
            [against > for_ for for_, against in required]
            + [for_ > against for for_, against in exclusions]
        )
        # Settled evidence has both sides only where they are equal.
        contested = _any((for_ & against) > 0 for for_, against in (*required, *exclusions))
        shown = ~(excluded | contested)
        for for_, _ in required:
            shown &= for_ > 0
        established = shown.copy()
        for _, against in exclusions:
            established &= against > 0
        return _Graded(~excluded, contested & ~excluded, shown & ~established, established)

    def _met(self, statement: Signed) -> Mask:
        for_, against = self._evidence(statement)
        return for_ > against

    def _evidence(self, statement: Signed) -> tuple[Column, Column]:
        for_, against = (self.found.get(part) for part in _sides(statement))
        none = np.zeros_like(self.pairings)
        return none if for_ is None else for_, none if against is None else against


def _any(masks: Iterable[Mask]) -> Mask:
    return reduce(np.bitwise_or, masks)


def _count(masks: Iterable[Mask]) -> Column:
    return reduce(np.add, (mask.view(np.uint8) for mask in masks))
