"""How far two coders agree beyond chance: pure statistics over pairs of categories.

Each pair is one unit, as the first coder and as the second coded it. Several groups of pairs may be
given, one for each question asked: what chance would give is then reckoned within each group, since
nobody mistakes the answer to one question for the answer to another, and the groups are pooled
(de Vries, Elliott, Kanouse and Teleki 2008 for kappa; for alpha likewise). What is not defined is
None and never a number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from fractions import Fraction
from importlib.util import find_spec
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Column: TypeAlias = NDArray[np.float64]

Pairs: TypeAlias = Sequence[tuple[Hashable, Hashable]]

SEED = 20080801
"""Intervals are drawn from the same numbers every time, so that a report can be repeated."""
DRAWS = 2000
FEWEST = 10
"""With fewer units, drawing them again tells nothing of units not seen."""


def percent(*groups: Pairs) -> float | None:
    """The share of units coded alike, 0 to 100; None if there are none.

    >>> percent([("a", "a"), ("a", "b")])
    50.0
    """
    units = sum(map(len, groups))
    return 100 * sum(map(_alike, groups)) / units if units else None


def cohen_kappa(*groups: Pairs) -> float | None:
    """Cohen's kappa (1960); None if by chance, too, all would be alike.

    >>> cohen_kappa([("a", "a"), ("b", "b"), ("a", "b"), ("b", "a")])
    0.0
    """
    units = sum(map(len, groups))
    by_chance = sum((_alike_by_chance(group) for group in groups if group), Fraction())
    if by_chance == units:
        return None
    return float((sum(map(_alike, groups)) - by_chance) / (units - by_chance))


def krippendorff_alpha(*groups: Pairs) -> float | None:
    """Krippendorff's alpha of nominal data (2011); None if only one category was ever used.

    >>> krippendorff_alpha([("a", "a"), ("a", "a")]) is None
    True
    """
    differing = sum(2 * (len(group) - _alike(group)) for group in groups)
    by_chance = sum((_differing_by_chance(group) for group in groups if group), Fraction())
    return float(1 - differing / by_chance) if by_chance else None


def can_bootstrap() -> bool:
    """Whether numpy is installed, without which nothing can be drawn again."""
    return find_spec("numpy") is not None


def bootstrap(*groups: Pairs, draws: int = DRAWS, seed: int = SEED) -> tuple[float, float] | None:
    """Between which values 95 of 100 alphas lie if units are drawn again and again.

    None where no interval says anything: with few units, or where all are coded alike; and where
    it cannot be drawn (`can_bootstrap`).
    """
    groups = tuple(group for group in groups if group)
    units = sum(map(len, groups))
    if units < FEWEST or sum(map(_alike, groups)) == units or not can_bootstrap():
        return None
    import numpy as np  # noqa: PLC0415 - slow to load, and only intervals need it

    # The order of coders does not matter to alpha, so it must not matter to what is drawn.
    cells = [Counter(tuple(sorted(map(repr, pair))) for pair in group) for group in groups]
    counts = [count for group in cells for _, count in sorted(group.items())]
    drawn = np.random.default_rng(seed).multinomial(units, np.array(counts) / units, size=draws)
    differing = by_chance = np.zeros(draws)
    start = 0
    for group in cells:
        several = sorted(group)
        columns = drawn[:, start : start + len(several)]
        start += len(several)
        here, expected = _drawn(several, columns)
        differing, by_chance = differing + here, by_chance + expected
    defined = by_chance > 0
    low, high = np.percentile(1 - differing[defined] / by_chance[defined], [2.5, 97.5])
    return float(low), float(high)


def _drawn(cells: Sequence[tuple[str, ...]], columns: NDArray[np.int64]) -> tuple[Column, Column]:
    """The values that differ in each draw, and those that would by chance."""
    import numpy as np  # noqa: PLC0415 - as above

    categories = sorted({name for cell in cells for name in cell})
    uses = np.array([[cell.count(name) for name in categories] for cell in cells])
    alike = columns @ np.array([cell[0] == cell[-1] for cell in cells])
    values = 2.0 * columns.sum(axis=1)
    used = columns @ uses
    alike_by_chance = (used * (used - 1)).sum(axis=1) / np.maximum(values - 1, 1)
    return values - 2 * alike, values - alike_by_chance


def _alike(pairs: Pairs) -> int:
    return sum(first == second for first, second in pairs)


def _alike_by_chance(pairs: Pairs) -> Fraction:
    """So many units would be alike if each coder gave the same answers in any order."""
    first, second = (Counter(coded) for coded in zip(*pairs, strict=True))
    return Fraction(sum(count * second[name] for name, count in first.items()), len(pairs))


def _differing_by_chance(pairs: Pairs) -> Fraction:
    """So many values would differ if the answers of both were paired in any order."""
    used = Counter(name for pair in pairs for name in pair)
    values = used.total()
    same = sum(count * (count - 1) for count in used.values())
    return values - Fraction(same, values - 1)
