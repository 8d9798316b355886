"""The blocks on the checklists: point by point, and never a total that could pose as a verdict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from classifier.explain.citing import Citing
from classifier.explain.words import Depth, ruled_in
from classifier.result import document as doc
from classifier.words.language import message
from classifier.writers.blocks import Block, Piece

STATES: tuple[doc.ItemState, ...] = get_args(doc.ItemState)


def checklist_blocks(relation: doc.RelationResult, citing: Citing, depth: Depth) -> Iterator[Block]:
    """Every checklist of a relation; in full each point on its own, with what it rests on."""
    yield Block("gap")
    yield Block("label", message("outline.checklists"))
    marks = tuple(Piece(message(f"outline.mark_{state}"), state) for state in STATES)
    yield Block("detail", level=1, pieces=marks)
    for name, checklist in relation.checklists.items():
        cites = citing.literature(checklist.reference)
        yield Block("label", checklist.label, 1, cites=cites, to=ruled_in(name))
        if depth == "full":
            for item in checklist.items:
                cites = () if item.proof is None else citing.step(item.proof)
                yield Block("point", item.label, 1, state=item.state, cites=cites)
        else:
            items = tuple(Piece(item.label, item.state) for item in checklist.items)
            yield Block("paragraph", level=1, pieces=items)
        yield from (Block("point", remark.says, 1) for remark in checklist.remarks)
