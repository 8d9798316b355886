"""However much is wrong, what is said of it stays readable: the first of each kind, and a count."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from asking import asked
from click.testing import CliRunner
from strategies import JSONObject, case_document

from classifier import InvalidCase, load_case
from classifier.case.loading import case_of
from classifier.cli import main
from classifier.cli.output import MOST_PROBLEMS
from classifier.documents.positions import Document
from classifier.rulebook.loading import load_rulebook
from classifier.web.problems import SHOWN
from classifier.words.language import number
from classifier.words.problems import LIKE, NAMED, names_of

MANY = 3_000


def case_of_many(observation: JSONObject, *, actors: int = 2) -> JSONObject:
    kinds = {f"a{place}": "ngo" for place in range(actors)}
    return case_document(kinds, [observation] * MANY, sources={})


WRONG: dict[str, JSONObject] = {
    "an unknown indicator": {"indicator": "nothing", "value": "equal"},
    "an unknown value": {"indicator": "standing", "value": "nothing"},
    "a missing key": {"indicator": "standing"},
    "an unknown key": {"indicator": "standing", "value": "equal", "nothing": 1},
    "a word that is no id": {"indicator": "standing", "value": "equal", "period": "No Id"},
    "the same id": {"indicator": "standing", "value": "equal", "id": "same"},
}


@pytest.mark.parametrize("claim", WRONG)
def test_of_very_many_problems_alike_the_first_are_told_and_how_many_more(claim: str) -> None:
    document = Document("case.json", case_of_many(WRONG[claim]), "", "json")

    with pytest.raises(InvalidCase) as raised:
        case_of(document, load_rulebook())

    problems = raised.value.problems
    assert len(problems) == LIKE
    assert [one.more for one in problems] == [0] * (LIKE - 1) + [MANY - LIKE]
    last = problems[-1].hint
    assert last is not None
    assert last.en.endswith("… and 2,980 more like it.")
    assert last.id.endswith("… dan 2.980 lagi yang serupa.")


def test_kinds_of_problems_do_not_hide_each_other() -> None:
    observations: list[JSONObject] = [{"indicator": "nothing", "value": "equal"}] * MANY
    observations += [{"indicator": "standing", "value": "equal", "period": "late"}]
    document = case_document({"g": "government", "n": "ngo"}, observations)

    with pytest.raises(InvalidCase) as raised:
        case_of(Document("case.json", document, "", "json"), load_rulebook())

    assert raised.value.problems[-1].pointer == f"/observations/{MANY}/period"


def test_a_hint_names_a_few_of_very_many_names(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    wrong: JSONObject = {"indicator": "standing", "value": "equal", "between": ["a0", "somebody"]}
    document = case_of_many(wrong, actors=2_000)
    # One that is right, so that not every two actors are a relation.
    document["observations"] = [{**wrong, "between": ["a0", "a1"]}, *[wrong] * MANY]
    file.write_text(json.dumps(document), encoding="utf-8")

    ran = CliRunner().invoke(main, ["validate", str(file), "--lang", "en"])

    assert "a19, … and 1,980 more" in " ".join(ran.stderr.split())
    assert "a20" not in ran.stderr
    assert len(ran.stderr) < 10_000
    assert "3,000 problems in one file." in ran.stderr


def test_as_many_names_as_are_told_are_told_in_full() -> None:
    assert names_of(map(str, range(NAMED))).en.endswith(", 19")
    assert names_of(map(str, range(NAMED + 1))).id.endswith(", … dan 1 lagi")


def test_the_service_tells_few_of_very_many_problems() -> None:
    body = case_of_many({"indicator": "standing", "value": "equal", "between": ["a0", "x"]})
    answer = asked("POST", "/api/validate", json=body)
    assert len(answer.content) < 20_000
    assert len(answer.json()["problems"]) == LIKE
    page = asked("POST", "/page/open", json=body)
    assert "2.980" in page.text


def test_of_very_many_files_the_problems_of_the_first_are_told(tmp_path: Path) -> None:
    for place in range(MOST_PROBLEMS + 5):
        (tmp_path / f"{place:04}.json").write_text("{", encoding="utf-8")

    ran = CliRunner().invoke(main, ["validate", str(tmp_path), "--lang", "en"])

    assert ran.stderr.count(".json:") == MOST_PROBLEMS
    assert "… and 5 more problems." in ran.stderr
    assert "1,005 problems in 1,005 files." in ran.stderr


def test_a_case_made_by_a_program_is_told_as_briefly() -> None:
    with pytest.raises(InvalidCase) as raised:
        load_case(json.dumps(case_of_many(WRONG["an unknown value"])).encode())
    assert len(str(raised.value)) < 10_000


def test_thousands_are_parted_as_each_language_does() -> None:
    assert (number(1_234_567).id, number(1_234_567).en) == ("1.234.567", "1,234,567")


def test_the_page_counts_what_it_does_not_show() -> None:
    both: JSONObject = {"indicator": "standing", "value": "nothing", "period": "late"}
    page = asked("POST", "/page/open", json=case_of_many(both))
    assert page.text.count("<li>") == SHOWN
    # Half of those shown are of each kind; the last of each stands for all that are like it.
    assert f"and {2 * MANY - SHOWN} more<" in page.text
