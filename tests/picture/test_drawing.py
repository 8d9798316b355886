"""A drawing has every box once, leads to the verdict, and knows where its words are defined."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from strategies import drawn
from subjects import EXAMPLES, SHIPPED, case_subject, every_example, golden

from classifier import classify, load_case
from classifier.explain.relation import Explanation
from classifier.explain.words import Depth
from classifier.picture.drawing import Drawing, drawing_of, drawing_of_verdict
from classifier.picture.layers import layers_of
from classifier.picture.mermaid import flowchart
from classifier.questions.subject import Subject
from classifier.questions.why import why

DEPTHS: tuple[Depth, ...] = ("line", "summary", "full")
EVERY = [
    (result, relation, name)
    for path in EXAMPLES
    for result in [classify(load_case(path))]
    for relation in result.relations
    for name in relation.verdicts
]
DRAWINGS = [
    drawing_of_verdict(Explanation.of(result, relation, depth), name)
    for result, relation, name in EVERY
    for depth in DEPTHS
]
DEFINED = {
    *(f"codebook#{name}" for name in SHIPPED.codebook.indicators),
    *(f"rulebook#{name}" for name in SHIPPED.findings),
    *(f"rulebook#{rule.id}" for one in SHIPPED.findings.values() for rule in one.rules()),
    *(f"rulebook#{name}" for name in SHIPPED.typologies),
    *(f"rulebook#{t.id}/{p.id}" for t in SHIPPED.typologies.values() for p in t.patterns),
    *(
        f"rulebook#{criterion.id}"
        for typology in SHIPPED.typologies.values()
        for pattern in typology.patterns
        for criterion in pattern.criteria
    ),
}


def layers(drawing: Drawing) -> tuple[int, ...]:
    number = {key: n for n, key in enumerate(drawing.nodes)}
    edges = [(number[source], number[target]) for source, target in drawing.arrows]
    return layers_of(len(number), edges, {})


@pytest.mark.parametrize("subject", every_example(), ids=lambda s: f"{s.case.id}-{s.relation}"[:60])
def test_one_typology_is_drawn_as_in_the_answer_to_why(subject: Subject) -> None:
    for name in subject.rulebook.typologies:
        answer = replace(why(subject, name), patterns=())
        result = answer.classification
        for depth in DEPTHS:
            asked = drawing_of(answer, depth)
            alone = drawing_of_verdict(Explanation.of(result, result.relations[0], depth), name)
            assert (alone.nodes, alone.arrows) == (asked.nodes, asked.arrows)
            assert alone.title.en.startswith(asked.title.en)


def test_what_a_box_speaks_of_is_defined_where_it_says() -> None:
    for drawing in DRAWINGS:
        for node in drawing.nodes.values():
            if node.kind == "source":
                assert not node.term
            else:
                assert node.term in DEFINED, node


def test_every_box_leads_to_the_verdict() -> None:
    for drawing in DRAWINGS:
        found = layers(drawing)
        (verdict, *others) = drawing.nodes.values()
        assert verdict.kind == "verdict"
        assert found[0] == 0
        assert all(found[1:])
        assert "verdict" not in {node.kind for node in others}


@given(drawn(case_subject))
def test_no_proof_leads_in_a_circle(subject: Subject) -> None:
    for depth in DEPTHS:
        drawing = drawing_of(why(subject), depth)
        ends = {target for _, target in drawing.arrows} | {source for source, _ in drawing.arrows}
        assert ends <= drawing.nodes.keys()
        layers(drawing)


def test_what_is_said_besides_is_part_of_what_is_said() -> None:
    for drawing in DRAWINGS:
        for node in drawing.nodes.values():
            assert bool(node.words.id) == bool(node.besides.id)
            for part in (node.words, node.besides):
                whole = node.says.en.replace("·", "").replace("(", "").replace(")", "")
                words = part.en.replace("·", "").replace("(", "").replace(")", "")
                assert all(word in whole for word in words.split())


def test_names_that_are_the_same_stay_two_boxes() -> None:
    tandon = SHIPPED.typologies["tandon"]
    namesake = replace(tandon, id="hostile")
    book = replace(SHIPPED, typologies={"hostile": namesake})
    answer = why(replace(golden(), rulebook=book), "hostile")
    drawing = drawing_of(answer)
    assert {"verdict hostile", "finding hostile"} <= drawing.nodes.keys()
    rows = [row.split() for row in flowchart(answer, "en").splitlines()]
    assert all(row[0] != row[-1] for row in rows if len(row) == 3 and "->" in row[1])
