"""The lines on the checklists: point by point, and never a total that could pose as a verdict."""

from __future__ import annotations

from collections.abc import Iterator

from classifier.explain.citing import Citing
from classifier.result import document as doc
from classifier.result.answers import MARKS
from classifier.words.language import Text, message, text_of
from classifier.writers.blocks import GLUE, Depth, Line, ruled_in


def checklist_lines(relation: doc.RelationResult, citing: Citing, depth: Depth) -> Iterator[Line]:
    """Every checklist of a relation; in full each point on its own, with what it rests on."""
    yield Line("gap", text_of(""))
    yield Line("label", message("outline.checklists"))
    yield Line("detail", message("outline.marks"), 1)
    for name, checklist in relation.checklists.items():
        cites = citing.literature(checklist.reference)
        yield Line("label", checklist.label, 1, cites=cites, term=ruled_in(name))
        if depth == "full":
            for item in checklist.items:
                cites = text_of("") if item.proof is None else citing.step(item.proof)
                yield Line("point", item.label, 1, MARKS[item.state], cites)
        else:
            items = [_marked(item) for item in checklist.items]
            said = Text(id="  ".join(t.id for t in items), en="  ".join(t.en for t in items))
            yield Line("point", said, 1)
        yield from (Line("point", remark.says, 1, "·") for remark in checklist.remarks)


def _marked(item: doc.Item) -> Text:
    mark = MARKS[item.state]
    return Text(id=f"{mark}{GLUE}{item.label.id}", en=f"{mark}{GLUE}{item.label.en}")
