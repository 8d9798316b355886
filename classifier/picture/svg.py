"""A drawing as an SVG picture: the verdict on the left, what it rests on to its right.

Every box is one element that is named by all it says, and a link to where that is defined; what a
case says is text and never markup. Looks come from classes alone (`templates/graph.css`), so that
a page with a strict policy may show it, and any number of pictures may stand on one page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import ceil

from classifier.picture.boxes import BoxKind, Looks
from classifier.picture.drawing import Arrow, Drawing
from classifier.picture.frames import SIZE, WIDTH, Frame, drawn, framed, said
from classifier.picture.layers import Edge, Graph, graph_of, ordered
from classifier.picture.levels import Heights, heights_of
from classifier.words.language import Language, Text, message
from classifier.writers.links import in_handbook

SVG = "http://www.w3.org/2000/svg"
GAP = 16
"""Between boxes in a column."""
ACROSS = 64
"""Between columns."""
EDGE = 10
"""Around the picture: a box in focus has a line around it."""
PORT = 12
"""Between arrows that lead to one box, where there is room."""
HEAD = 8
"""How long the head of an arrow is."""


def svg(
    drawing: Drawing, language: Language, *, before: Drawing | None = None, alone: bool = False
) -> str:
    """The picture in one language: part of a page, or `alone` a file that needs nothing else.

    What is not as it was `before`, or was not there, is marked.
    """
    picture = _picture(drawing, language)
    width, height = picture.size()
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    letters = f'font-family="sans-serif" font-size="{SIZE}" fill="currentColor"'
    pieces = [
        f'<svg xmlns="{SVG}" class="proof" role="group" lang="{language}" {size} {letters}>',
        f"<title>{said(drawing.title.said_in(language))}</title>",
        f"<style>{stylesheet()}</style>" if alone else "",
        *picture.arrows(),
        *picture.boxes(_changed(drawing, before), is_linked=not alone),
        "</svg>\n",
    ]
    return "".join(pieces)


@cache
def stylesheet() -> str:
    """How pictures look, by light and in the dark, on a screen and on paper."""
    return (
        files("classifier.picture").joinpath("templates", "graph.css").read_text(encoding="utf-8")
    )


def _changed(drawing: Drawing, before: Drawing | None) -> frozenset[str]:
    """The boxes that are new, or say something else, or look otherwise."""
    if before is None:
        return frozenset()
    was = {key: (node.says, node.looks) for key, node in before.nodes.items()}
    return frozenset(
        key for key, node in drawing.nodes.items() if was.get(key) != (node.says, node.looks)
    )


@dataclass(frozen=True, slots=True)
class _Picture:
    """A drawing with its boxes in their places."""

    drawing: Drawing
    language: Language
    sides: Mapping[str, Text]
    """On which side a box speaks that speaks of something contested."""
    frames: tuple[Frame, ...]
    numbers: Mapping[str, int]
    graph: Graph
    heights: Heights

    def size(self) -> tuple[int, int]:
        """Its width and its height."""
        columns = 1 + max(self.graph.layers, default=0)
        width = columns * (WIDTH + ACROSS) - ACROSS
        return width + 2 * EDGE, ceil(self.heights.whole) + 2 * EDGE

    def arrows(self) -> Iterator[str]:
        """Every arrow; on which side it speaks is said by the box from which it comes."""
        ports = self._ports()
        yield '<g class="arrows" aria-hidden="true">'
        for (source, target), arrow in self.drawing.arrows.items():
            edge = self.numbers[source], self.numbers[target]
            yield from self._arrow(edge, arrow, ports[edge])
        yield "</g>"

    def boxes(self, changed: Collection[str], *, is_linked: bool) -> Iterator[str]:
        """Every box, in the order of the proof."""
        for key, number in self.numbers.items():
            frame, is_changed = self.frames[number], key in changed
            node = frame.node
            what = _what(node.kind, node.looks, self.sides.get(key), is_changed=is_changed)
            name = f"{what.said_in(self.language)}: {node.marked(self.language)}"
            classes = f"box {node.kind} {node.looks}" + (" changed" if is_changed else "")
            is_link = is_linked and bool(node.term)
            opening = f'a href="{in_handbook(node.term)}"' if is_link else 'g role="img"'
            yield f'<{opening} class="{classes}" data-box="{number + 1}"'
            yield f' transform="translate({self._left(number)} {self._top(number)})">'
            yield f"<title>{said(name)}</title>"
            yield from drawn(frame, is_changed=is_changed)
            yield f"</{opening[0]}>"

    def _left(self, one: int) -> int:
        return EDGE + self.graph.layers[one] * (WIDTH + ACROSS)

    def _middle(self, one: int) -> int:
        return EDGE + round(self.heights.middles[one])

    def _top(self, box: int) -> int:
        return self._middle(box) - self.frames[box].height // 2

    def _ports(self) -> dict[Edge, int]:
        """At what height each arrow ends: spread over the side of its box, in order."""
        middles, into = self.heights.middles, dict[int, list[tuple[float, Edge]]]()
        for edge, lanes in self.graph.ways.items():
            into.setdefault(edge[1], []).append((middles[(edge[0], *lanes)[-1]], edge))
        ports: dict[Edge, int] = {}
        for target, several in into.items():
            several.sort()
            level = [n for n, (come, _) in enumerate(several) if come == middles[target]]
            first = level[0] if level else (len(several) - 1) / 2
            most = max(first, len(several) - 1 - first, 1)
            apart = min(PORT, (self.frames[target].height / 2 - HEAD) / most)
            for place, (_, edge) in enumerate(several):
                ports[edge] = self._middle(target) + round((place - first) * apart)
        return ports

    def _arrow(self, edge: Edge, arrow: Arrow, port: int) -> Iterator[str]:
        source, target = edge
        start, height = self._left(source), self._middle(source)
        end = self._left(target) + WIDTH
        way = f"M{start} {height}"
        for lane in self.graph.ways[edge]:
            way += self._curve(start, height, self._left(lane) + WIDTH, self._middle(lane))
            start, height = self._left(lane), self._middle(lane)
            way += f"H{start}"
        way += self._curve(start, height, end + HEAD, port)
        kind = "decides" if arrow.decides else "open"
        gaps = "" if arrow.decides else ' stroke-dasharray="2 5"'
        yield f'<g class="arrow {kind}" data-from="{source + 1}" data-to="{target + 1}">'
        yield f'<path class="way" d="{way}" fill="none" stroke="currentColor"{gaps}/>'
        yield f'<path class="head" d="M{end + 1} {port}l{HEAD} -4v8z"/>'
        yield "</g>"

    def _curve(self, start: int, height: int, end: int, to: int) -> str:
        """A curve to the left that begins and ends level."""
        half = (start + end) // 2
        return f"C{half} {height} {half} {to} {end} {to}"


def _picture(drawing: Drawing, language: Language) -> _Picture:
    """Set the boxes and give them their places."""
    sides = {source: a.side for (source, _), a in drawing.arrows.items() if a.side}
    frames = tuple(framed(n, sides.get(key), language) for key, n in drawing.nodes.items())
    numbers = {key: number for number, key in enumerate(drawing.nodes)}
    has_patterns = any(node.kind == "pattern" for node in drawing.nodes.values())
    kinds = [frame.node.kind for frame in frames]
    graph = graph_of(
        len(frames),
        [(numbers[source], numbers[target]) for source, target in drawing.arrows],
        least={n: 1 + has_patterns for n, kind in enumerate(kinds) if kind == "criterion"},
        last=[n for n, kind in enumerate(kinds) if kind == "source"],
    )
    heights = heights_of(graph, ordered(graph), [frame.height for frame in frames], GAP)
    return _Picture(drawing, language, sides, frames, numbers, graph, heights)


@lru_cache(maxsize=128)
def _what(kind: BoxKind, looks: Looks, side: Text | None, *, is_changed: bool) -> Text:
    """What kind of box it is, how it came out, on which side it speaks, and if it changed."""
    several = [message(f"why.box_{kind}")]
    if looks in ("met", "unmet", "unknown", "contested", "outweighed"):
        several.append(message(f"why.box_{looks}"))
    if side:
        several.append(side)
    if is_changed:
        several.append(message("why.box_changed"))
    return Text(id=", ".join(t.id for t in several), en=", ".join(t.en for t in several))
