"""The result as it is kept: complete, as its schema says, and small."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from subjects import EXAMPLES

from classifier import Result, classify, load_case, load_rulebook
from classifier.cli import main
from classifier.result.document import result_schema

GOLDEN = "examples/amanah-bunda.json"
VALIDATOR = Draft202012Validator(result_schema())


def test_the_schema_of_the_result_is_one_and_can_be_asked_for() -> None:
    Draft202012Validator.check_schema(result_schema())

    printed = CliRunner().invoke(main, ["schema", "--result"])

    assert json.loads(printed.stdout) == result_schema()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_result_of_an_example_fits_its_schema(path: object) -> None:
    text = classify(load_case(str(path)), engine="interpreter").to_json()

    assert [error.message for error in VALIDATOR.iter_errors(json.loads(text))] == []


@pytest.mark.parametrize("key", ["words", "relations", "actors", "case"])
def test_what_lacks_a_part_does_not_fit(key: str) -> None:
    whole = json.loads(classify(load_case(EXAMPLES[0]), engine="interpreter").to_json())
    del whole[key]

    assert not VALIDATOR.is_valid(whole)


def test_a_result_holds_nothing_empty_and_nothing_twice() -> None:
    for path in EXAMPLES:
        result = classify(load_case(path), engine="interpreter").document()
        written = json.loads(result.to_json())
        assert not list(empty(written))
        for relation in written["relations"]:
            assert all(not step.get("negated") for step in relation["steps"].values())
        assert Result.model_validate(written) == result


def test_an_excerpt_has_the_criteria_of_its_own_patterns_and_of_no_namesakes() -> None:
    book = load_rulebook()
    tandon = book.typologies["tandon"]
    own = tandon.patterns[0]
    criterion = replace(own.requires[0], id=f"{own.id}/of_the_namesake")
    namesake = replace(own, requires=(criterion,), excluded_by=(), remarks=())
    other = replace(tandon, id="other", patterns=(namesake,))
    book = replace(book, typologies={"tandon": tandon, "other": other})
    result = classify(load_case(GOLDEN), rulebook=book, engine="interpreter")

    assert criterion.id in result.document().words.criteria
    assert list(result.excerpt(["other"]).words.criteria) == [criterion.id]
    assert criterion.id not in result.excerpt(["tandon"]).words.criteria


def empty(value: object, at: str = "") -> list[str]:
    """Where a value is empty or none, but for what is a fact of its own."""
    if isinstance(value, dict):
        return [one for key, inner in value.items() for one in empty(inner, f"{at}/{key}")]
    if isinstance(value, list) and value:
        return [one for inner in value for one in empty(inner, at)]
    return [at] if value in (None, [], "") else []
