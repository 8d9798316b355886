"""Boxes in columns: in which one each stands, and in what order.

The way of Sugiyama, Tagawa and Toda (1981). What a box leads to stands in an earlier column; an
arrow over several columns has a lane of its own in those between, so that it passes no box, and
all arrows from one box share its lanes. Orders with few crossings come from barycentres, and from
changing places with a neighbour; boxes that are to be last, and their lanes, are fitted into an
order that is made without them. Nothing here knows what is in a box, and the same always comes of
the same.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

Edge = tuple[int, int]
"""From one box to another, by their places; it leads to an earlier column."""
Columns = tuple[tuple[int, ...], ...]
"""Each column from top to bottom."""
ROUNDS, CHANGES = 2, 4
"""How often the order of columns is looked over from each side, and then neighbour by neighbour."""


@dataclass(frozen=True, slots=True)
class Graph:
    """Boxes and then lanes, each in a column."""

    boxes: int
    """How many of them are boxes."""
    layers: tuple[int, ...]
    """The column of each."""
    before: tuple[tuple[int, ...], ...]
    """To what each leads, in the column before its own."""
    after: tuple[tuple[int, ...], ...]
    """What leads to each, in the column after its own."""
    ways: Mapping[Edge, tuple[int, ...]]
    """The lanes through which each edge leads."""
    fitted: frozenset[int] = frozenset()
    """The boxes that are last, and their lanes."""


def graph_of(
    boxes: int, edges: Iterable[Edge], *, least: Mapping[int, int], last: Collection[int] = ()
) -> Graph:
    """Boxes in their columns, and lanes between them.

    `least` names the column before which a box may not stand; those that are `last`, to which
    nothing leads, stand in the last one.
    """
    several = tuple(edges)
    layers = list(layers_of(boxes, several, least))
    for box in last:
        layers[box] = max(layers)
    graph = _laned(layers, several)
    lanes = (lane for (source, _), way in graph.ways.items() if source in last for lane in way)
    return replace(graph, fitted=frozenset((*last, *lanes)))


def layers_of(boxes: int, edges: Iterable[Edge], least: Mapping[int, int]) -> tuple[int, ...]:
    """The column of each box: by the longest way from it to one that leads nowhere.

    Raises `ValueError` if edges lead in a circle.

    >>> layers_of(3, [(2, 0), (2, 1), (1, 0)], {})
    (0, 1, 2)
    """
    into: list[list[int]] = [[] for _ in range(boxes)]
    leads = [0] * boxes
    for source, target in edges:
        into[target].append(source)
        leads[source] += 1
    layers = [least.get(box, 0) for box in range(boxes)]
    waiting = [box for box in range(boxes) if not leads[box]]
    for box in waiting:
        for source in into[box]:
            layers[source] = max(layers[source], layers[box] + 1)
            leads[source] -= 1
            if not leads[source]:
                waiting.append(source)
    if len(waiting) < boxes:
        raise ValueError("edges lead in a circle")
    return tuple(layers)


def _laned(layers: Sequence[int], edges: Iterable[Edge]) -> Graph:
    """Give arrows over several columns their lanes."""
    every = list(layers)
    lanes: dict[Edge, int] = {}
    ways: dict[Edge, tuple[int, ...]] = {}
    before: list[dict[int, None]] = [{} for _ in layers]
    after: list[list[int]] = [[] for _ in layers]
    for source, target in edges:
        way = [source]
        for layer in range(layers[source] - 1, layers[target], -1):
            lane = lanes.setdefault((source, layer), len(every))
            if lane == len(every):
                every.append(layer)
                before.append({})
                after.append([])
            way.append(lane)
        ways[source, target] = tuple(way[1:])
        for one, other in pairwise((*way, target)):
            if other not in before[one]:
                before[one][other] = None
                after[other].append(one)
    return Graph(
        len(layers), tuple(every), tuple(map(tuple, before)), tuple(map(tuple, after)), ways
    )


def ordered(graph: Graph) -> Columns:
    """The columns with few crossings; of equal orders, the first that was found."""
    columns: list[list[int]] = [[] for _ in range(max(graph.layers, default=-1) + 1)]
    for one, layer in enumerate(graph.layers):
        if one not in graph.fitted:
            columns[layer].append(one)
    after = (tuple(a for a in several if a not in graph.fitted) for several in graph.after)
    columns = _swept(replace(graph, after=tuple(after)), columns)
    _fit_in(graph, columns)
    return tuple(map(tuple, columns))


def _swept(graph: Graph, columns: list[list[int]]) -> list[list[int]]:
    """The columns looked over from both sides, and then neighbour by neighbour."""
    place = _places(graph, columns)
    best, fewest = [list(column) for column in columns], crossings(graph, columns)
    for turn in range(2 * ROUNDS):
        if not fewest:
            return best
        forward = turn % 2 == 0
        beside = graph.before if forward else graph.after
        for column in columns if forward else reversed(columns):
            wanted = {one: mean(beside[one], place, place[one]) for one in column}
            column.sort(key=wanted.__getitem__)
            for number, one in enumerate(column):
                place[one] = number
        count = crossings(graph, columns)
        if count < fewest:
            best, fewest = [list(column) for column in columns], count
    _change_places(graph, best)
    return best


def _fit_in(graph: Graph, columns: list[list[int]]) -> None:
    """Put what is to be fitted in where it crosses least, and there as low as can be."""
    place = _places(graph, columns)
    waiting: list[list[int]] = [[] for _ in columns]
    for one in sorted(graph.fitted):
        waiting[graph.layers[one]].append(one)
    for sides in (graph.before,), (graph.before, graph.after):
        for column, several in zip(columns, waiting, strict=True):
            several.sort(key=lambda one: mean(graph.before[one], place, place[one]))
            for one in several:
                _put(one, column, sides, place)


def _put(
    one: int, column: list[int], sides: Sequence[Sequence[Sequence[int]]], place: list[int]
) -> None:
    """Put one into a column where its edges to these sides cross least, the lowest such place."""
    if one in column:
        column.remove(one)
    ends = [(side, sorted(place[other] for other in side[one])) for side in sides]
    cost = least = where = 0
    for number, other in enumerate(column, 1):
        for side, own in ends:
            for end in side[other]:
                cost += bisect_left(own, place[end]) + bisect_right(own, place[end]) - len(own)
        if cost <= least:
            least, where = cost, number
    column.insert(where, one)
    for number, other in enumerate(column):
        place[other] = number


def _change_places(graph: Graph, columns: list[list[int]]) -> None:
    """Let neighbours change places as long as that leaves fewer crossings."""
    place = _places(graph, columns)
    for _ in range(CHANGES):
        is_better = False
        for column in columns:
            for number in range(len(column) - 1):
                upper, lower = column[number : number + 2]
                if _gained(graph, upper, lower, place) > 0:
                    column[number], column[number + 1] = lower, upper
                    place[upper], place[lower] = number + 1, number
                    is_better = True
        if not is_better:
            return


def _gained(graph: Graph, upper: int, lower: int, place: Sequence[int]) -> int:
    """How many crossings fewer there are if two neighbours change places."""
    gained = 0
    for side in (graph.before, graph.after):
        for one in side[upper]:
            for other in side[lower]:
                gained += (place[one] > place[other]) - (place[one] < place[other])
    return gained


def crossings(graph: Graph, columns: Sequence[Sequence[int]]) -> int:
    """How often edges cross, each two of them at most once."""
    place = _places(graph, columns)
    count = 0
    for column in columns:
        passed: list[int] = []
        for one in column:
            ends = sorted(place[other] for other in graph.before[one])
            count += sum(len(passed) - bisect_right(passed, end) for end in ends)
            for end in ends:
                insort(passed, end)
    return count


def _places(graph: Graph, columns: Iterable[Sequence[int]]) -> list[int]:
    """In which place of its column everything stands."""
    place = [0] * len(graph.layers)
    for column in columns:
        for number, one in enumerate(column):
            place[one] = number
    return place


def mean(several: Collection[int], of: Sequence[float], default: float) -> float:
    """The mean of what several have; of none, what is said."""
    return sum(of[one] for one in several) / len(several) if several else default
