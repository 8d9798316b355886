"""At what height boxes stand in their columns, once these are in order.

A box stands level with the first of those it rests on, and as high as those above it allow: the
picture begins at the top, as a page does. What nothing leads to stands near what it leads to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from classifier.picture.layers import Columns, Graph, mean


@dataclass(frozen=True, slots=True)
class Heights:
    """The middle of each box and lane, from the top, and how high all of them are together."""

    middles: tuple[float, ...]
    whole: float


def heights_of(graph: Graph, columns: Columns, boxes: Sequence[float], gap: float) -> Heights:
    """Place boxes of such heights in columns, with a gap between any two."""
    tall = (*boxes, *(0.0 for _ in graph.layers[graph.boxes :]))
    level = _levels(graph, columns)
    middles = _settled(level, columns, tall, gap)
    whole = max((m + h / 2 for m, h in zip(middles, tall, strict=True)), default=0.0)
    for column in columns:
        _let_down(graph, column, middles, tall, gap)
    for column in columns[-1:]:
        _spread(graph, column, middles, tall, gap=gap, whole=whole)
    return Heights(tuple(middles), whole)


def _levels(graph: Graph, columns: Columns) -> list[int]:
    """For each box and lane, the first of those it is level with.

    An edge is level if it is the uppermost of both its ends and crosses none that is. A lane that
    parts is level with nothing: it would pull down all that it leads to.
    """
    place = {one: number for column in columns for number, one in enumerate(column)}
    parting = {one for one in place if one >= graph.boxes and len(graph.before[one]) > 1}
    level = list(range(len(graph.layers)))
    for column in columns:
        reached = -1
        for one in column:
            first = min(graph.after[one], key=place.__getitem__, default=one)
            if first == one or place[first] <= reached or not parting.isdisjoint((one, first)):
                continue
            if min(graph.before[first], key=place.__getitem__) == one:
                level[first] = level[one]
                reached = place[first]
    return level


def _settled(
    level: Sequence[int], columns: Columns, tall: Sequence[float], gap: float
) -> list[float]:
    """The middle of each box and lane, as high as those above it allow."""
    under: dict[int, list[tuple[int, float]]] = {one: [] for one in level}
    above = dict.fromkeys(level, 0)
    for column in columns:
        for one, other in pairwise(column):
            apart = (tall[one] + tall[other]) / 2 + gap
            under[level[one]].append((level[other], apart))
            above[level[other]] += 1
    middles = dict.fromkeys(level, 0.0)
    for one, height in zip(level, tall, strict=True):
        middles[one] = max(middles[one], height / 2)
    # Levels do not cross, so none stands both above and under another, and each is reached.
    waiting = [one for one, count in above.items() if not count]
    for one in waiting:
        for other, apart in under[one]:
            middles[other] = max(middles[other], middles[one] + apart)
            above[other] -= 1
            if not above[other]:
                waiting.append(other)
    return [middles[one] for one in level]


def _let_down(
    graph: Graph, column: Sequence[int], middles: list[float], tall: Sequence[float], gap: float
) -> None:
    """Move lanes that were fitted in towards what they lead to, as far as the next box allows."""
    for number in range(len(column) - 2, -1, -1):
        one, under = column[number : number + 2]
        if one in graph.fitted and one >= graph.boxes:
            most = middles[under] - tall[under] / 2 - gap
            wanted = mean(graph.before[one], middles, 0.0)
            middles[one] = max(middles[one], min(wanted, most))


def _spread(  # noqa: PLR0913 - a column, and what is around it
    graph: Graph,
    column: Sequence[int],
    middles: list[float],
    tall: Sequence[float],
    *,
    gap: float,
    whole: float,
) -> None:
    """Move a column that nothing leads to as near as it can to what it leads to."""
    used = list(accumulate((tall[one] + gap for one in column), initial=0.0))
    offsets = [top + tall[one] / 2 for top, one in zip(used, column, strict=False)]
    wanted = [
        mean(graph.before[one], middles, middles[one]) - offset
        for one, offset in zip(column, offsets, strict=True)
    ]
    most = whole - (used[-1] - gap)
    for one, shift, offset in zip(column, nondecreasing(wanted), offsets, strict=True):
        middles[one] = min(max(shift, 0.0), most) + offset


def nondecreasing(wanted: Sequence[float]) -> list[float]:
    """The values that never fall and are nearest to those wanted, in squares.

    >>> nondecreasing([1, 5, 3, 6])
    [1.0, 4.0, 4.0, 6.0]
    """
    pools: list[tuple[float, int]] = []
    for value in wanted:
        total, count = float(value), 1
        while pools and pools[-1][0] * count >= total * pools[-1][1]:
            more, others = pools.pop()
            total, count = total + more, count + others
        pools.append((total, count))
    return [total / count for total, count in pools for _ in range(count)]
