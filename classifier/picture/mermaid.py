"""The proof as a Mermaid flowchart, from sources up to the verdict.

An arrow without gaps says that what it comes from is why the other is so; a dotted one, that it
speaks otherwise, is outweighed or is not decided. What a case says is text, and never syntax.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from classifier.explain.words import Depth
from classifier.picture.boxes import Looks
from classifier.picture.drawing import Drawing, drawing_of
from classifier.questions.why import WhyAnswer
from classifier.words.language import Language

# Dark on light, or light on dark: each pair has a contrast of at least 7 to 1.
CLASSES: Mapping[Looks, str] = {
    "verdict": "fill:#1f3a5f,stroke:#0d1b2e,color:#ffffff",
    "pattern": "fill:#ffffff,stroke:#1f3a5f,color:#0d1b2e",
    "met": "fill:#e3f4e6,stroke:#1b6e2e,color:#0b2e13",
    "unmet": "fill:#fde5e3,stroke:#a3211a,color:#3c0a07",
    "unknown": "fill:#f4f4f4,stroke:#5c5c5c,color:#222222,stroke-dasharray:5 3",
    "contested": "fill:#f6e6fb,stroke:#7a2392,color:#2d0a38,stroke-width:3px",
    "finding": "fill:#eef2f5,stroke:#3a4753,color:#14191e",
    "rule": "fill:#ffffff,stroke:#555555,color:#111111",
    "told": "fill:#e4eefb,stroke:#1f4e8c,color:#0a1f3b",
    "outweighed": "fill:#ffffff,stroke:#1f4e8c,color:#0a1f3b,stroke-dasharray:2 3",
    "source": "fill:#fff6dc,stroke:#7a5a00,color:#2e2200",
}
SHAPES: Mapping[Looks, str] = {
    "verdict": '(["{}"])',
    "pattern": '(["{}"])',
    "rule": '[["{}"]]',
    "source": '[("{}")]',
}
SHAPE = '["{}"]'
_WORDS = re.compile(r"[^\W_]+")
_SYNTAX = re.compile(r"[^\w\s,()]|_", re.ASCII)


def flowchart(answer: WhyAnswer, language: Language, depth: Depth = "summary") -> str:
    """The proof of what was asked about, in one language."""
    return "\n".join(_rows(drawing_of(answer, depth), language)) + "\n"


def escaped(text: str) -> str:
    """The text as a quoted label shows it: every sign that could be syntax as its number.

    >>> escaped('a "b" #1; _c_')
    'a #34;b#34; #35;1#59; #95;c#95;'
    """
    return _SYNTAX.sub(_numbered, " ".join(text.split()))


def _numbered(found: re.Match[str]) -> str:
    return f"#{ord(found[0])};" if found[0].isascii() else found[0]


def _rows(drawing: Drawing, language: Language) -> Iterator[str]:
    """The flowchart, line by line."""
    yield "flowchart RL"
    yield f"  accTitle: {' '.join(_WORDS.findall(drawing.title.said_in(language)))}"
    ids = {key: f"n{number}" for number, key in enumerate(drawing.nodes, 1)}
    for key, node in drawing.nodes.items():
        shape = SHAPES.get(node.looks, SHAPE)
        said = escaped(node.marked(language))
        yield f"  {ids[key]}{shape.format(said)}:::{node.looks}"
    for (source, target), arrow in drawing.arrows.items():
        side = f'|"{escaped(arrow.side.said_in(language))}"|' if arrow.side else ""
        yield f"  {ids[source]} {'-->' if arrow.decides else '-.->'}{side} {ids[target]}"
    used = {node.looks for node in drawing.nodes.values()}
    yield from (f"  classDef {name} {style}" for name, style in CLASSES.items() if name in used)
