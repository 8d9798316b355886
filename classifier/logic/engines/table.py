"""The program over columns: one uint8 strength per relation and literal, in numpy.

For many relations at once, where only what holds is asked and not why. A literal that has no
strength in a whole block of relations has no column there, and what would need it is skipped;
blocks are small enough to stay in the processor's cache.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from classifier.case.relations import Told
from classifier.logic.program import SIDES, Observable, Program, Side, literal, sides_told

Column = NDArray[np.uint8]
LiteralColumns = dict[int, Column]
"""By literal; a literal without a column has no strength anywhere."""

BLOCK = 1 << 16
_BOTH = (Side.FOR, Side.AGAINST)
_DERIVED = (*_BOTH, Side.DISPUTED)


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


def columns_of(program: Program, relations: Sequence[Told]) -> LiteralColumns:
    """What is told of each relation, as the settled evidence for and against each observable."""
    columns: dict[int, bytearray] = defaultdict(lambda: bytearray(len(relations)))
    for place, told in enumerate(relations):
        for sides, published in sides_told(program, told):
            for side in _BOTH:
                if published[side]:
                    columns[sides.start + side][place] = published[side]
    return {part: np.frombuffer(column, np.uint8) for part, column in columns.items()}


def evaluate(program: Program, columns: LiteralColumns) -> LiteralColumns:
    """The strength of every literal, as `derive` gives it, from those of `columns_of`."""
    wanted = frozenset(
        literal(number, side)
        for number in range(len(program.propositions))
        for side in (Side.FOR, Side.AGAINST, Side.MET, Side.UNMET)
    )
    whole: LiteralColumns = {}
    length = max(map(len, columns.values()), default=0)
    for block in blocks(length):
        for part, column in evaluate_block(program, columns, block, wanted).items():
            if part not in whole:
                whole[part] = np.zeros(length, np.uint8)
            whole[part][block] = column
    return whole


def blocks(length: int) -> Iterator[slice]:
    """Where each block of relations is."""
    return (slice(start, start + BLOCK) for start in range(0, length, BLOCK))


def evaluate_block(
    program: Program, columns: LiteralColumns, block: slice, wanted: frozenset[int]
) -> LiteralColumns:
    """The wanted literals of a block of relations, and those they rest on."""
    told, steps = plan(program, wanted)
    cut = ((part, columns[part][block]) for part in told if part in columns)
    found = {part: column for part, column in cut if column.max()}
    for step in steps:
        for_, against = _settled(*(_strongest(bodies, found) for bodies in step.ways))
        for side in step.read:
            column = _side(side, for_, against)
            if column is not None:
                found[literal(step.proposition, side)] = column
    return found


Bodies = tuple[tuple[int, ...], ...]
Ways = tuple[Bodies, Bodies, Bodies]
"""Of a proposition's sides: for, against and disputed."""


class Calculation(NamedTuple):
    """A proposition to work out: how its sides come about, and which of its literals are read."""

    proposition: int
    ways: Ways
    read: tuple[Side, ...]


@lru_cache(maxsize=64)
def plan(
    program: Program, wanted: frozenset[int]
) -> tuple[tuple[int, ...], tuple[Calculation, ...]]:
    """The told literals that the wanted ones rest on, and the steps from those to these."""
    read = set(wanted)
    steps: list[Calculation] = []
    for proposition, ways in reversed(_ways(program).items()):
        sides = tuple(side for side in Side if literal(proposition, side) in read)
        is_told = isinstance(program.propositions[proposition], Observable)
        if sides and not (is_told and set(sides) <= set(_BOTH)):
            read.update(part for bodies in ways for body in bodies for part in body)
            steps.append(Calculation(proposition, ways, sides))
    told = (p for p in sorted(read) if isinstance(program.propositions[p // SIDES], Observable))
    return tuple(p for p in told if p % SIDES in _BOTH), tuple(reversed(steps))


def _ways(program: Program) -> dict[int, Ways]:
    """How every proposition comes about, lower strata first; what is told is its own way."""
    ways: dict[int, Ways] = {
        number: (((literal(number, Side.FOR),),), ((literal(number, Side.AGAINST),),), ())
        for number, proposition in enumerate(program.propositions)
        if isinstance(proposition, Observable)
    }
    for stratum in program.strata:
        bodies: dict[int, list[tuple[int, ...]]] = defaultdict(list)
        for clause in stratum.clauses:
            bodies[literal(clause.head, clause.side)].append(clause.body)
        for number in stratum.settles:
            for_, against, disputed = (tuple(bodies[literal(number, side)]) for side in _DERIVED)
            ways[number] = for_, against, disputed
    return ways


def _strongest(bodies: Bodies, found: LiteralColumns) -> Column | None:
    """The strength of the best of some clauses: each is as strong as its weakest literal."""
    best: Column | None = None
    own = False  # a column of `found` must not be overwritten
    for body in bodies:
        parts = [found[part] for part in body if part in found]
        if len(parts) < len(body):
            continue
        weakest = reduce(np.minimum, parts)
        if best is None:
            best, own = weakest, len(parts) > 1
        else:
            best, own = np.maximum(best, weakest, out=best if own else None), True
    return best


def _settled(
    for_: Column | None, against: Column | None, disputed: Column | None
) -> tuple[Column | None, Column | None]:
    """As `evidence.settled`: the weaker side dropped; where neither has any, what is disputed."""
    if for_ is not None and against is not None:
        for_, against = _where(for_ >= against, for_), _where(against >= for_, against)
    if disputed is None:
        return for_, against
    some = [column for column in (for_, against) if column is not None]
    if some:
        disputed = _where(reduce(np.bitwise_or, some) == 0, disputed)
    return _either(for_, disputed), _either(against, disputed)


def _either(first: Column | None, second: Column) -> Column:
    return second if first is None else first | second


def _side(side: Side, for_: Column | None, against: Column | None) -> Column | None:
    """A literal of settled evidence, as `program.PUBLISHED` has it."""
    mine, other = (against, for_) if side in (Side.AGAINST, Side.UNMET) else (for_, against)
    if mine is None or other is None or side in (Side.FOR, Side.AGAINST):
        return mine
    return _where(mine > other, mine)


def _where(mask: NDArray[np.bool_], column: Column) -> Column:
    return column * mask.view(np.uint8)  # several times faster than numpy's own `where`
