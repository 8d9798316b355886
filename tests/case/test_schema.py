"""The JSON Schema takes what the reader takes, as far as one value at a time can tell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from classifier import InvalidCase, load_case, load_rulebook
from classifier.case.schema import case_schema
from classifier.cli.starting import starting_case
from classifier.words.language import LANGUAGES, Language

CODEBOOK = load_rulebook().codebook
VALIDATOR = Draft202012Validator(case_schema(CODEBOOK, "en"))
GOLDEN = Path(__file__).parents[2] / "examples" / "amanah-bunda.json"


def case(*observations: dict[str, Any], **others: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {
        "schema": "kemitraan/case/1",
        "id": "c",
        "actors": {
            "g": {"name": "G", "kind": "government"},
            "n": {"name": "N", "kind": "ngo"},
        },
        "observations": list(observations),
        **others,
    }


def accepted(document: dict[str, Any]) -> bool:
    """Whether the reader takes it, which the schema must agree with."""
    try:
        load_case(json.dumps(document).encode())
    except InvalidCase:
        return False
    return True


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_schema_is_one(language: Language) -> None:
    Draft202012Validator.check_schema(case_schema(CODEBOOK, language))


def test_the_golden_case_fits() -> None:
    assert VALIDATOR.is_valid(json.loads(GOLDEN.read_text(encoding="utf-8")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_starting_case_fits(language: Language) -> None:
    assert VALIDATOR.is_valid(json.loads(starting_case(CODEBOOK, language)))


FITTING: list[dict[str, Any]] = [
    {"indicator": "standing", "value": "equal"},
    {"indicator": "standing", "value": "unequal", "actor": "g"},
    {"indicator": "standing", "value": "equal", "actor": None},
    {"indicator": "dominance", "value": "absent", "actor": "g", "toward": "n"},
    {"indicator": "capacity", "value": "weak", "about": "funds"},
    {"indicator": "outcome", "value": "achieved", "about": "a clean river"},
    {"indicator": "need", "value": "present", "between": ["g", "n"], "sources": []},
]
UNFIT: list[dict[str, Any]] = [
    {"indicator": "standng", "value": "equal"},
    {"indicator": "standing", "value": "equl"},
    {"indicator": "standing", "value": "equal", "actor": "g"},
    {"indicator": "standing", "value": "equal", "about": "funds"},
    {"indicator": "standing", "value": "equal", "toward": "n"},
    {"indicator": "standing", "value": "equal", "hidden": 1},
    {"indicator": "dominance", "value": "absent", "actor": "g"},
    {"indicator": "dominance", "value": "absent", "toward": "n"},
    {"indicator": "dominance", "value": "absent", "actor": None, "toward": "n"},
    {"indicator": "capacity", "value": "weak"},
    {"indicator": "capacity", "value": "weak", "about": "fund"},
    {"indicator": "need", "value": "present", "between": ["g"]},
    {"indicator": "need", "value": "present", "id": "Not An Id"},
    {"value": "equal"},
]


@pytest.mark.parametrize("observation", FITTING, ids=str)
def test_what_fits_is_taken_by_both(observation: dict[str, Any]) -> None:
    assert VALIDATOR.is_valid(case(observation))
    assert accepted(case(observation))


@pytest.mark.parametrize("observation", UNFIT, ids=str)
def test_what_does_not_fit_is_refused_by_both(observation: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(case(observation))
    assert not accepted(case(observation))


WRONG: list[dict[str, Any]] = [
    {"schema": "kemitraan/case/2"},
    {"language": "fr"},
    {"actors": {"g": {"name": "G", "kind": "government"}}},
    {"actors": {"g": {"name": "G", "kind": "goverment"}, "n": {"name": "N", "kind": "ngo"}}},
    {"actors": {"G!": {"name": "G", "kind": "ngo"}, "n": {"name": "N", "kind": "ngo"}}},
    {"actors": {"funds": {"name": "G", "kind": "ngo"}, "n": {"name": "N", "kind": "ngo"}}},
    {"actors": {"unknown": {"name": "G", "kind": "ngo"}, "n": {"name": "N", "kind": "ngo"}}},
    {"sources": {"s": {"kind": "interview", "label": "S"}}},
    {"sources": {"s": {"kind": "document", "label": "S"}}},
    {"sources": {"s": {"kind": "rumour", "label": "S"}}},
    {"title": {"id": "judul"}},
    {"titel": "T"},
]


@pytest.mark.parametrize("others", WRONG, ids=str)
def test_a_case_of_another_form_is_refused_by_both(others: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(case() | others)
    assert not accepted(case() | others)


def test_every_value_and_member_of_the_codebook_is_in_the_schema() -> None:
    for name, indicator in CODEBOOK.indicators.items():
        directed = indicator.scope == "directed"
        for value in indicator.values:
            for about in CODEBOOK.members(indicator) or [None]:
                coded = {"indicator": name, "value": value, "about": about}
                places = {"actor": "g", "toward": "n"} if directed else {}
                assert VALIDATOR.is_valid(case(coded | places)), coded
