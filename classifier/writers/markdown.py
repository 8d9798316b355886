"""Explanations as Markdown (CommonMark): headings, lists, and every other sign meant as itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from classifier.words.language import Language
from classifier.writers.blocks import Block
from classifier.writers.passages import Passage, in_lists, passages

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~&$^])")
# What opens a list, a heading or a rule, but only where a text begins.
_OPENING = re.compile(r"^([-+=:]|\d{1,9}(?=[.)]))")
_HEADINGS = {"title": "# ", "heading": "## "}


def markdown_of_blocks(blocks: Iterable[Block], language: Language) -> str:
    """The blocks of any explanation as Markdown in one language."""
    rows = "\n".join(_rows(passages(blocks, language), inside=False))
    return re.sub(r"\n{3,}", "\n\n", rows).strip("\n") + "\n"


def escaped(text: str) -> str:
    r"""The text as Markdown that shows just this text.

    >>> print(escaped("1. *not* a list"))
    1\. \*not\* a list
    """
    return _OPENING.sub(_not_opening, _SIGNS.sub(r"\\\1", text))


def _not_opening(found: re.Match[str]) -> str:
    sign = found[0]
    return f"{sign}\\" if sign.isdigit() else f"\\{sign}"


def _rows(several: Iterable[Passage], *, inside: bool) -> Iterator[str]:
    """Rows of Markdown; empty ones part the blocks."""
    for is_list, run in in_lists(several):
        if not inside:
            yield ""
        for passage in run:
            if is_list:
                yield from _item(passage)
            else:
                yield from _paragraph(passage, inside=inside)


def _item(point: Passage) -> Iterator[str]:
    """A point of a list, with what stands under it indented so as to belong to it."""
    marker = "-"
    before = f"{point.sign} " if point.sign else ""
    if point.sign and point.block.number is not None:
        marker, before = point.block.mark, ""
    elif point.name:
        before = f"**{escaped(point.name)}** "
    yield f"{marker} {before}{_said(point)}"
    indent = " " * (len(marker) + 1)
    for row in _rows(point.under, inside=True):
        yield f"{indent}{row}" if row else ""


def _paragraph(passage: Passage, *, inside: bool) -> Iterator[str]:
    """A heading or a paragraph, then what stands under it."""
    said = _said(passage)
    match passage.block.kind:
        case "title" | "heading":
            row = _HEADINGS[passage.block.kind] + said
        case "entry" if not inside:
            row = f"##{'#' * min(passage.block.level, 4)} {said}"
        case "label" if not inside:
            row = f"###{'#' * min(passage.block.level, 1)} {said}"
        case "verdict" | "label" | "entry":
            row = f"**{escaped(passage.text)}**{_cited(passage)}"
        case "detail" | "under":
            row = f"_{escaped(passage.text)}_{_cited(passage)}"
        case _:
            row = said
    yield from ("", row) if not inside else ("", row, "")
    yield from _rows(passage.under, inside=inside)


def _said(passage: Passage) -> str:
    return escaped(passage.text) + _cited(passage)


def _cited(passage: Passage) -> str:
    return f" _({escaped(passage.cites)})_" if passage.cites else ""
