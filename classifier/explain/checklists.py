"""The blocks on the checklists: point by point, and never a total that could pose as a verdict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from classifier.explain.citing import Citing
from classifier.explain.words import Depth, ruled_in
from classifier.result.explainable import Related
from classifier.result.proof import ItemState
from classifier.result.sentences import Sentences
from classifier.words.language import message
from classifier.writers.blocks import Block, Piece

STATES: tuple[ItemState, ...] = get_args(ItemState)


def checklist_blocks(
    relation: Related, citing: Citing, sentences: Sentences, depth: Depth
) -> Iterator[Block]:
    """Every checklist of a relation; in full each point on its own, with what it rests on."""
    yield Block("gap")
    yield Block("label", message("outline.checklists"))
    marks = tuple(Piece(message(f"outline.mark_{state}"), state) for state in STATES)
    yield Block("detail", level=1, pieces=marks)
    for name, checklist in relation.checklists.items():
        words = sentences.words.checklists[name]
        cites = citing.literature(words.reference)
        yield Block("label", words.label, 1, cites=cites, to=ruled_in(name))
        labels = {item.id: sentences.item(name, item.id) for item in checklist.items}
        if depth == "full":
            for item in checklist.items:
                cites = citing.steps([item.step]) if item.step else ()
                yield Block("point", labels[item.id], 1, state=item.state, cites=cites)
        else:
            pieces = tuple(Piece(labels[item.id], item.state) for item in checklist.items)
            yield Block("paragraph", level=1, pieces=pieces)
        if words.out_of_order:
            for earlier, later in checklist.out_of_order:
                names = {"earlier": labels[earlier], "later": labels[later]}
                yield Block("point", words.out_of_order.filled(**names), 1)
