"""The paper's own case: its verdicts, and its four closing reasons in both languages."""

from __future__ import annotations

import re

import pytest
from showing import render_text

from classifier import Classification, classify, load_case
from classifier.words.language import LANGUAGES, Language

GOLDEN = "examples/amanah-bunda.json"

VERDICTS = {
    "sulistiyani_organisation": "linear_collaborative",
    "sulistiyani_organism": "mutualism",
    "tandon": "collaborative",
    "yusdiyanto": "collaboration_cooperation",
}

CLOSING_REASONS: dict[Language, tuple[str, ...]] = {
    "en": (
        "what weighs most is a shared aim, with visions and missions that complement each other",
        "no distinction of size, legal status and strength is made between them",
        "neither of the two dominates the other",
        "the division of roles serves the benefit of both",
        "differ in legal status or size",
    ),
    "id": (
        "yang paling ditekankan adalah tujuan yang sama dan visi-misi yang saling mengisi",
        "besaran, status hukum dan kekuatan tidak dibeda-bedakan di antara keduanya",
        "tidak satu pun dari keduanya mendominasi yang lain",
        "pembagian peran itu membawa manfaat timbal balik bagi keduanya",
        "berbeda status hukum atau besaran",
    ),
}


@pytest.fixture(scope="module")
def golden() -> Classification:
    return classify(load_case(GOLDEN))


def test_the_golden_case_gets_the_verdicts_of_the_paper(golden: Classification) -> None:
    (relation,) = golden.relations

    patterns = {name: verdict.pattern for name, verdict in relation.verdicts.items()}

    assert patterns == VERDICTS
    assert {v.grade for v in relation.verdicts.values()} <= {"established", "presumed"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_four_closing_reasons_of_the_paper_are_given(
    golden: Classification, language: Language
) -> None:
    text = render_text(golden, language)

    verdict = re.split(r"\n\n(?=\S)", text)[1 if golden.case.title is None else 2]
    said = re.sub(r"\s+", " ", verdict)

    assert [reason for reason in CLOSING_REASONS[language] if reason not in said] == []


def test_the_golden_case_names_no_private_person(golden: Classification) -> None:
    assert re.search(r"Sutikno|Heryana|Romdhony", golden.to_json()) is None


def test_most_of_the_codebook_is_used_by_the_golden_case(golden: Classification) -> None:
    assert len(golden.observations) >= 50
    assert all(coded.sources for coded in golden.observations.values())
