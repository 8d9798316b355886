"""The text rendering: both languages say the same, at three depths, within the width."""

from __future__ import annotations

from pathlib import Path

import pytest
from showing import render_text

from classifier import Classification, classify, load_case
from classifier.explain.outline import outline
from classifier.explain.words import Depth
from classifier.result.answers import answer_of
from classifier.writers.blocks import spoken

EXAMPLES = sorted(path for path in Path("examples").glob("*.json"))
DEPTHS: tuple[Depth, ...] = ("line", "summary", "full")


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda path: path.stem)
def result(request: pytest.FixtureRequest) -> Classification:
    return classify(load_case(request.param))


@pytest.mark.parametrize("depth", DEPTHS)
def test_both_languages_have_the_same_skeleton(result: Classification, depth: Depth) -> None:
    blocks = list(outline(result, depth))
    texts = [
        (spoken(said, "id"), spoken(said, "en"))
        for block in blocks
        for said in (block.said, *(p.said for p in block.pieces), *(c.said for c in block.cites))
    ]

    assert all(bool(indonesian) == bool(english) for indonesian, english in texts)
    assert all("{" not in one for text in texts for one in text)


@pytest.mark.parametrize("depth", DEPTHS)
def test_no_line_is_wider_than_asked(result: Classification, depth: Depth) -> None:
    for width in (60, 80):
        text = render_text(result, "id", depth=depth, width=width)

        assert max(map(len, text.splitlines())) <= width


def test_a_deeper_explanation_gives_every_verdict_that_a_shorter_one_does(
    result: Classification,
) -> None:
    answers = [
        answer_of(result.words, name, verdict)
        for relation in result.relations
        for name, verdict in relation.verdicts.items()
    ]
    said = {
        depth: " ".join(spoken(one.said, "en") for one in outline(result, depth))
        for depth in DEPTHS
    }

    assert [a.en for a in answers for depth in DEPTHS if a.en not in said[depth]] == []


def test_a_full_explanation_makes_every_point_of_the_summary(result: Classification) -> None:
    summary, full = (
        {one.said for one in outline(result, depth) if one.state in ("met", "unmet", "contested")}
        for depth in ("summary", "full")
    )

    assert summary - full == set()


def test_without_quotes_nothing_of_an_informant_is_shown(result: Classification) -> None:
    quoted = [c.quote.id for c in result.observations.values() if c.quote]

    text = render_text(result, "id", depth="full", width=10_000, quotes=False)

    assert [quote for quote in quoted if quote in text] == []


def test_colour_changes_no_word(result: Classification) -> None:
    plain = render_text(result, "en")

    assert "\x1b[" not in plain
    assert "\x1b[" in render_text(result, "en", colour=True)
