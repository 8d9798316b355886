"""Laws of the layout: arrows lead to earlier columns, nothing overlaps, the same comes of the same."""

from __future__ import annotations

from itertools import combinations, pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import drawn, numbered

from classifier.picture.layers import Columns, Edge, Graph, crossings, graph_of, layers_of, ordered
from classifier.picture.lettering import is_measured, width_of, wrapped
from classifier.picture.levels import Heights, heights_of, nondecreasing

GAP = 10.0
Drawn = tuple[list[float], list[Edge], dict[int, int], list[int]]
"""Heights of boxes, edges between them, least columns, and which are last."""


def random_graph(random: Random, most: int = 25) -> Drawn:
    boxes = random.randint(1, most)
    heights = [random.choice((20.0, 47.0, 133.0)) for _ in range(boxes)]
    pairs = [(source, target) for source in range(boxes) for target in range(source)]
    edges = random.sample(pairs, min(len(pairs), random.randint(0, 2 * boxes)))
    random.shuffle(edges)
    led_to = {target for _, target in edges}
    least = {box: random.randint(0, 4) for box in range(boxes) if random.random() < 0.2}
    last = [box for box in range(boxes) if box not in led_to and random.random() < 0.4]
    return heights, edges, least, last


def laid(given_: Drawn) -> tuple[Graph, Columns, Heights]:
    heights, edges, least, last = given_
    graph = graph_of(len(heights), edges, least=least, last=last)
    columns = ordered(graph)
    return graph, columns, heights_of(graph, columns, heights, GAP)


@given(drawn(random_graph))
def test_every_edge_leads_to_an_earlier_column(given_: Drawn) -> None:
    heights, edges, least, last = given_
    graph, _, _ = laid(given_)
    for source, target in edges:
        assert graph.layers[source] > graph.layers[target]
    assert all(graph.layers[box] >= column for box, column in least.items())
    assert all(graph.layers[box] == max(graph.layers[: len(heights)]) for box in last)


@given(drawn(random_graph))
def test_an_edge_has_a_lane_in_each_column_between_its_ends(given_: Drawn) -> None:
    heights, edges, _, _ = given_
    graph, _, _ = laid(given_)
    assert graph.ways.keys() == set(edges)
    for (source, target), between in graph.ways.items():
        way = (source, *between, target)
        assert all(lane >= len(heights) for lane in between)
        for one, other in pairwise(way):
            assert graph.layers[one] == graph.layers[other] + 1
            assert other in graph.before[one]
            assert one in graph.after[other]
    lanes = [(source, lane) for (source, _), way in graph.ways.items() for lane in way]
    assert len({lane for _, lane in lanes}) == len(set(lanes))


@given(drawn(random_graph))
def test_every_column_holds_just_what_stands_in_it(given_: Drawn) -> None:
    graph, columns, _ = laid(given_)
    assert sorted(one for column in columns for one in column) == list(range(len(graph.layers)))
    for number, column in enumerate(columns):
        assert {graph.layers[one] for one in column} <= {number}


@given(drawn(random_graph))
def test_nothing_overlaps_and_all_is_inside(given_: Drawn) -> None:
    graph, columns, heights = laid(given_)
    tall = [*given_[0], *([0.0] * (len(graph.layers) - len(given_[0])))]
    for column in columns:
        for upper, lower in pairwise(column):
            apart = heights.middles[lower] - heights.middles[upper]
            assert apart >= (tall[upper] + tall[lower]) / 2 + GAP - 1e-6
    for middle, height in zip(heights.middles, tall, strict=True):
        assert middle - height / 2 >= -1e-6
        assert middle + height / 2 <= heights.whole + 1e-6


@given(drawn(random_graph))
def test_the_same_comes_of_the_same(given_: Drawn) -> None:
    assert laid(given_) == laid(given_)


@given(drawn(random_graph))
def test_crossings_are_counted_pair_by_pair(given_: Drawn) -> None:
    graph, columns, _ = laid(given_)
    place = {one: number for column in columns for number, one in enumerate(column)}
    edges = [(one, other) for one, several in enumerate(graph.before) for other in several]
    counted = sum(
        graph.layers[a] == graph.layers[c] and (place[a] - place[c]) * (place[b] - place[d]) < 0
        for (a, b), (c, d) in combinations(edges, 2)
    )
    assert crossings(graph, columns) == counted


@given(drawn(random_graph))
def test_no_order_crosses_more_than_the_one_given(given_: Drawn) -> None:
    heights, edges, least, _ = given_
    graph = graph_of(len(heights), edges, least=least)
    given_order: list[list[int]] = [[] for _ in range(max(graph.layers) + 1)]
    for one, layer in enumerate(graph.layers):
        given_order[layer].append(one)
    assert crossings(graph, ordered(graph)) <= crossings(graph, given_order)


def test_a_tree_is_drawn_without_crossings_and_from_the_top() -> None:
    edges = [(1, 0), (2, 0), (3, 2), (4, 2), (5, 1), (6, 5), (7, 1)]
    graph, columns, heights = laid(([20.0] * 8, edges, {}, []))
    assert crossings(graph, columns) == 0
    assert [heights.middles[box] for box in (0, 1, 5, 6)] == [10.0] * 4


def test_hundreds_of_boxes_are_laid_out() -> None:
    given_ = random_graph(numbered(7), 400)
    graph, _, heights = laid(([20.0] * 400, given_[1], {}, []))
    assert len(heights.middles) == len(graph.layers)


def test_a_circle_is_refused() -> None:
    with pytest.raises(ValueError, match="circle"):
        layers_of(3, [(1, 0), (2, 1), (1, 2)], {})


def test_nothing_at_all_is_laid_out_too() -> None:
    graph, columns, heights = laid(([], [], {}, []))
    assert (graph.layers, columns, heights.middles, heights.whole) == ((), (), (), 0.0)


@given(st.lists(st.integers(-50, 50), max_size=12), drawn(lambda random: random))
def test_what_never_falls_is_as_near_as_can_be(wanted: list[int], random: Random) -> None:
    found = nondecreasing(wanted)
    other = sorted(random.uniform(-60, 60) for _ in wanted)

    def far(values: list[float]) -> float:
        return sum((one - want) ** 2 for one, want in zip(values, wanted, strict=True))

    assert all(one <= other + 1e-9 for one, other in pairwise(found))
    assert far(found) <= far(other) + 1e-6
    assert far(found) <= far([float(one) for one in sorted(wanted)]) + 1e-6


# Lines.


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"))), st.booleans())
def test_no_line_is_wider_than_there_is_room(text: str, heavy: bool) -> None:  # noqa: FBT001
    lines = wrapped(text, 14, 210, heavy=heavy)
    assert all(width_of(line, 14, heavy=heavy) <= 210 + 0.1 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_lines_break_between_words_and_behind_joints() -> None:
    assert wrapped("satu dua tiga", 14, 70) == ("satu dua", "tiga")
    name = "ngo_dependent/money-or-programme-of-another-kind"
    assert wrapped(name, 12, 210) == ("ngo_dependent/money-or-", "programme-of-another-kind")
    assert wrapped("WWWWWWWW", 10, 35) == ("WWW", "WWW", "WW")
    assert wrapped("", 14, 100) == ("",)
    assert is_measured("✓ Dinas “Sosial” · o1")
    assert not is_measured("東京")
