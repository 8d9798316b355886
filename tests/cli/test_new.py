"""Starting a case: the example to fill in, and the conversation that saves after every answer."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier import Case, classify, load_case, load_rulebook
from classifier.case.model import (
    Actor,
    CaseDocument,
    FieldObservation,
    Interview,
    Observation,
    Written,
)
from classifier.cli import main
from classifier.cli.conversation import Conversation, Prompt
from classifier.cli.drafts import Draft, id_of, new_draft
from classifier.cli.layout import Layout
from classifier.cli.questionnaire import Questionnaire
from classifier.cli.starting import as_text, starting_case
from classifier.logic.verdict import Status
from classifier.words.language import LANGUAGES, Language

RULEBOOK = load_rulebook()
CODEBOOK = RULEBOOK.codebook
PARTIES = ("Agency & Group", "Agency", "government", "Group", "3", "")
SOURCES = ("Interview", "1", "2", "Field notes", "2", "MoU", "4", "")


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KEMITRAAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KEMITRAAN_LANG", "en")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "case.json"


def run(*words: object, answers: tuple[str, ...] = ()) -> Result:
    given = "".join(answer + "\n" for answer in answers)
    result = CliRunner().invoke(main, [str(word) for word in words], input=given)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def asked(target: Path, *answers: str, words: tuple[str, ...] = ()) -> Result:
    return run("new", target, "--interactive", *words, answers=answers)


def observations(target: Path) -> list[dict[str, Any]]:
    document = json.loads(target.read_text(encoding="utf-8"))
    load_case(target)
    found: list[dict[str, Any]] = document["observations"]
    return found


# The case to start from


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_starting_case_is_valid_and_can_be_classified(language: Language) -> None:
    case = load_case(starting_case(CODEBOOK, language).encode())

    verdicts = classify(case).relations[0].verdicts.values()

    assert case.language == language
    assert any(verdict.status is Status.PATTERN for verdict in verdicts)


def keys(model: type[CaseDocument]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


def test_the_starting_case_shows_every_key() -> None:
    document = json.loads(starting_case(CODEBOOK, "en"))

    assert set(document) == keys(Case)
    assert set().union(*document["actors"].values()) == keys(Actor)
    sources = keys(Interview) | keys(FieldObservation) | keys(Written)
    assert set().union(*document["sources"].values()) == sources
    assert set().union(*document["observations"]) == keys(Observation)


def test_the_starting_case_explains_itself() -> None:
    document = json.loads(starting_case(CODEBOOK, "en"))

    parts = [*document["actors"].values(), *document["sources"].values(), *document["observations"]]
    assert all(part["note"] for part in parts)
    text = starting_case(CODEBOOK, "en")
    explained = ("between", "period", "about", "quotes", "formal", "speaks_for", "toward")
    assert all(
        re.search(rf'"note".*{word}|"quote".*{word}|summary.*{word}', text) for word in explained
    )


def test_without_a_file_it_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    result = run("new", "--lang", "id")

    assert result.stdout == starting_case(CODEBOOK, "id")
    assert list(tmp_path.iterdir()) == []


def test_it_is_written_once_and_never_overwritten(target: Path) -> None:
    made = run("new", target)
    target.write_text("mine", encoding="utf-8")
    again = run("new", target)

    assert made.exit_code == 0
    assert again.exit_code == 1
    assert "not overwritten" in again.stderr
    assert target.read_text(encoding="utf-8") == "mine"


def test_force_overwrites(target: Path) -> None:
    target.write_text("mine", encoding="utf-8")

    run("new", target, "--force")

    assert target.read_text(encoding="utf-8") == starting_case(CODEBOOK, "en")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--interactive",), "needs the name of a file"),
        (("x.json", "--from", "size"), "--from goes with --interactive only"),
        (("x.json", "--interactive", "--from", "siz"), 'Did you mean "size"?'),
        (("x.json", "--interactive", "--from", "?"), "kemitraan codebook"),
    ],
)
def test_wrong_usage_is_told(words: tuple[str, ...], said: str) -> None:
    result = run("new", *words)

    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.parametrize("words", [(), ("--interactive",)])
def test_a_place_that_cannot_be_written_is_told_before_anything_is_asked(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    for target in (tmp_path / "none" / "case.json", tmp_path):
        result = run("new", target, "--force", *words)

        assert result.exit_code == 1
        assert result.stdout == ""
        assert "cannot be written" in result.stderr


# The conversation


def test_parties_and_sources_come_first(target: Path) -> None:
    result = asked(target, *PARTIES, *SOURCES, "q")

    document = json.loads(target.read_text(encoding="utf-8"))
    assert result.exit_code == 0
    assert document["id"] == "agency-group"
    assert document["title"] == "Agency & Group"
    assert document["actors"] == {
        "g": {"name": "Agency", "kind": "government"},
        "n": {"name": "Group", "kind": "ngo"},
    }
    assert document["sources"] == {
        "s1": {"kind": "interview", "speaks_for": "n", "label": "Interview"},
        "s2": {"kind": "observation", "label": "Field notes"},
        "s3": {"kind": "document", "formal": True, "label": "MoU"},
    }


def test_an_answer_is_coded_with_its_sources(target: Path) -> None:
    asked(target, *PARTIES, *SOURCES, "1", "1 2", "q")

    assert observations(target) == [
        {"indicator": "goal", "value": "alike", "sources": ["s1", "s2"]}
    ]


def test_the_sources_of_the_answer_before_are_the_default(target: Path) -> None:
    asked(target, *PARTIES, *SOURCES, "1", "2", "1", "", "1", "0", "1", "", "q")

    assert [o.get("sources") for o in observations(target)] == [["s2"], ["s2"], None, None]


def test_a_new_source_can_be_added_on_the_way(target: Path) -> None:
    asked(target, *PARTIES, "", "1", "+", "Report", "3", "", "q")

    document = json.loads(target.read_text(encoding="utf-8"))
    assert document["sources"]["s1"] == {"kind": "document", "formal": False, "label": "Report"}
    assert observations(target)[0]["sources"] == ["s1"]


def test_enter_leaves_a_question_out(target: Path) -> None:
    asked(target, *PARTIES, "", "", "", "2", "", "q")

    assert [o["indicator"] for o in observations(target)] == ["size"]


def test_a_value_that_names_asks_whom(target: Path) -> None:
    asked(target, *PARTIES, "", "2", "2", "", "q", words=("--from", "standing"))

    assert observations(target) == [{"indicator": "standing", "value": "unequal", "actor": "n"}]


def test_an_actors_question_is_asked_of_each(target: Path) -> None:
    result = asked(target, *PARTIES, "", "1", "", "2", "", "q", words=("--from", "need"))

    assert "Does Agency need" in result.stdout
    assert "Does Group need" in result.stdout
    assert [(o["actor"], o["value"]) for o in observations(target)] == [
        ("g", "present"),
        ("n", "absent"),
    ]


def test_a_directed_question_is_asked_both_ways(target: Path) -> None:
    asked(target, *PARTIES, "", "1", "", "2", "", "q", words=("--from", "dominance"))

    assert [(o["actor"], o["toward"]) for o in observations(target)] == [("g", "n"), ("n", "g")]


def test_of_a_list_only_the_members_named_are_asked(target: Path) -> None:
    result = asked(
        target, *PARTIES, "", "1, staff", "3", "", "1", "", "q", words=("--from", "capacity")
    )

    assert "How strong is Agency in funds?" in result.stdout
    assert [(o["about"], o["value"]) for o in observations(target)] == [
        ("funds", "weak"),
        ("staff", "strong"),
    ]


def test_an_open_list_takes_any_text(target: Path) -> None:
    asked(target, *PARTIES, "", "2, a clean river", "1", "", "1", "", words=("--from", "outcome"))

    assert [o["about"] for o in observations(target)] == ["livelihood", "a clean river"]


def test_several_values_may_hold_at_once_where_the_codebook_says_so(target: Path) -> None:
    asked(target, *PARTIES, "", "1 2", "", "q", words=("--from", "government_conduct"))

    assert [o["value"] for o in observations(target)] == ["invites", "recognises"]


def test_a_question_mark_explains(target: Path) -> None:
    result = asked(target, "?", *PARTIES, "?", "", "?", "q")

    said = " ".join(result.stdout.split())
    assert "It stands above the result" in said
    assert "More can be added later with +." in said
    assert CODEBOOK.indicators["goal"].differs.en in said


def test_going_back_takes_the_answer_back(target: Path) -> None:
    asked(target, *PARTIES, *SOURCES, "1", "b", "3", "2", "q")

    assert observations(target) == [{"indicator": "goal", "value": "unlike", "sources": ["s2"]}]


def test_going_back_reaches_the_very_first_question_and_no_further(target: Path) -> None:
    result = asked(target, "Wrong", "b", "b", *PARTIES, "q")

    assert "no question before" in result.stdout
    assert json.loads(target.read_text(encoding="utf-8"))["title"] == "Agency & Group"


def test_an_answer_that_cannot_be_taken_is_asked_again(target: Path) -> None:
    result = asked(
        target, "", "", "Agency", "0", "99", "x", "1", "Group", "ngo", "", "", "7", "1", ""
    )

    assert "This must be answered." in result.stdout
    assert result.stdout.count("a number from 1 to 10") == 3
    assert "a number from 1 to 3" in result.stdout
    assert observations(target)[0]["value"] == "alike"


@pytest.mark.parametrize("sign", ["\x07", "\x1b[2J", "\u202e", "\u200f"])
def test_hidden_characters_are_refused(target: Path, sign: str) -> None:
    result = asked(target, f"A{sign}B", *PARTIES, "q")

    assert "cannot be seen" in result.stdout
    assert sign not in result.stdout
    assert json.loads(target.read_text(encoding="utf-8"))["title"] == "Agency & Group"


def test_a_member_that_is_too_long_is_refused(target: Path) -> None:
    result = asked(target, *PARTIES, "", "x" * 201, "q", words=("--from", "outcome"))

    assert "at most 200" in result.stdout


def test_without_two_actors_nothing_is_saved(target: Path) -> None:
    result = asked(target, "Title", "Agency", "1")

    assert result.exit_code == 0
    assert "Nothing is saved" in result.stdout
    assert not target.exists()


def test_the_end_of_the_questions_is_said(target: Path) -> None:
    result = asked(target, *PARTIES, "", "", words=("--from", "outcome"))

    assert "All questions have been asked." in result.stdout


@pytest.mark.parametrize("end", [("q",), ()])
def test_half_an_answer_is_not_saved_but_asked_again(target: Path, end: tuple[str, ...]) -> None:
    asked(target, *PARTIES, *SOURCES, "1", *end)
    before = observations(target)

    asked(target, "1", "2", "q")

    assert before == []
    assert observations(target) == [{"indicator": "goal", "value": "alike", "sources": ["s2"]}]


# Going on


def test_running_it_again_goes_on_after_the_last_answer(target: Path) -> None:
    asked(target, *PARTIES, "", "", "1", "", "q")

    result = asked(target, "3", "", "q")

    assert "observations so far: 1" in result.stdout
    assert "What is the title" not in result.stdout
    assert [o["indicator"] for o in observations(target)] == ["mission_complementarity", "size"]


def test_going_on_the_sources_are_those_of_the_last_answer(target: Path) -> None:
    asked(target, *PARTIES, *SOURCES, "1", "2", "q")

    asked(target, "1", "", "q")

    assert [o["sources"] for o in observations(target)] == [["s2"], ["s2"]]


def test_going_on_within_a_list_says_what_is_there(target: Path) -> None:
    asked(target, *PARTIES, "", "1 3", "3", "", "q", words=("--from", "capacity"))

    result = asked(target, "3", "1", "", "q")

    assert "At present: funds: weak." in " ".join(result.stdout.split())
    assert [o["about"] for o in observations(target)] == ["funds", "staff"]


def test_an_answer_replaces_the_one_before_in_its_place(target: Path) -> None:
    asked(target, *PARTIES, "", "1", "", "1", "", "1", "", "q")

    result = asked(target, "2", "", "q", words=("--from", "mission_complementarity"))

    assert "At present: mutual." in result.stdout
    assert [(o["indicator"], o["value"]) for o in observations(target)] == [
        ("goal", "alike"),
        ("mission_complementarity", "one_way"),
        ("size", "alike"),
    ]


def test_what_it_does_not_ask_for_is_kept(target: Path) -> None:
    run("new", target)
    before = json.loads(target.read_text(encoding="utf-8"))

    asked(target, "2", "", "", "q", words=("--from", "goal"))

    after = json.loads(target.read_text(encoding="utf-8"))
    changed = after.pop("observations")[0], before.pop("observations")[0]
    assert after == before
    assert changed[0] == {
        "indicator": "goal",
        "value": "partly",
        "id": "o1",
        "sources": ["s1", "s2"],
    }
    load_case(target)


def test_a_file_that_is_no_case_is_told_and_left_alone(target: Path) -> None:
    target.write_text('{"schema": 1}', encoding="utf-8")

    result = asked(target, "q")

    assert result.exit_code == 1
    assert "case.json:1 /schema" in result.stderr
    assert target.read_text(encoding="utf-8") == '{"schema": 1}'


def test_the_language_of_the_case_is_spoken(target: Path) -> None:
    asked(target, *PARTIES, "", "q", words=("--lang", "id"))

    assert "Melanjutkan" in asked(target, "q").stdout
    assert "Going on" in asked(target, "q", words=("--lang", "en")).stdout


def test_only_the_case_is_left_in_the_folder(target: Path) -> None:
    asked(target, *PARTIES, *SOURCES, "1", "1", "q")

    assert [path.name for path in target.parent.iterdir()] == ["case.json"]


@pytest.mark.skipif(os.name == "nt", reason="there are no such permissions")
def test_the_permissions_of_the_file_are_kept(target: Path) -> None:
    asked(target, *PARTIES, "", "q")
    target.chmod(0o600)

    asked(target, "1", "q")

    assert target.stat().st_mode & 0o777 == 0o600


# More than two actors

THREE = ("", "Agency", "government", "Group", "ngo", "Firm", "company", "", "")


def test_with_three_actors_the_relations_are_chosen(target: Path) -> None:
    asked(target, *THREE, "1 2", "1", "", "2", "", "q")

    assert observations(target) == [
        {"indicator": "goal", "between": ["g", "n"], "value": "alike"},
        {"indicator": "goal", "between": ["g", "c"], "value": "partly"},
    ]


def test_going_on_the_relations_are_those_observed(target: Path) -> None:
    asked(target, *THREE, "3", "1", "", "q")

    result = asked(target, "", "1", "", "q")

    assert "(Enter: 3)" in result.stdout
    assert [o["between"] for o in observations(target)] == [["n", "c"], ["n", "c"]]


def test_a_question_on_government_is_asked_of_its_relations_only(target: Path) -> None:
    result = asked(target, *THREE, "", "1", "", "q", words=("--from", "ngo_conduct"))

    assert observations(target)[0]["between"] == ["g", "n"]
    assert "Firm" not in result.stdout.split("ngo_conduct")[1]


def test_a_government_comes_first_in_every_relation_as_it_does_in_the_verdicts(
    target: Path,
) -> None:
    parties = ("", "Firm", "company", "Agency", "government", "", "", "", "q")

    said = asked(target, *parties, words=("--from", "dominance")).stdout

    assert said.index("Does Agency dominate Firm?") < said.index("Does Firm dominate Agency?")


# Laws


def test_ids_are_made_of_titles() -> None:
    assert id_of("Kemitraan Dinas Sosial & LKS Amanah Bunda di Pringsewu")[-1] != "-"
    assert id_of("  2015: Ürün ") == "urun"
    assert id_of("عربي") == ""


class Talk:
    """A conversation with the answers given one by one, and every draft that was saved."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, answers: list[str], begin_at: str) -> None:
        self.saved: list[str] = []
        lines: Iterator[str] = iter(answers)

        def told(_: str) -> str:
            try:
                return next(lines)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr("builtins.input", told)
        monkeypatch.setattr("classifier.cli.conversation.say", lambda _: None)
        asking = Questionnaire(CODEBOOK, "id", begin_at)
        self.conversation = Conversation(
            new_draft("id", Path("x.json")),
            asking.script,
            self.save,
            "id",
            Layout(80, colour=False),
        )

    def save(self, draft: Draft) -> None:
        if draft.is_case:
            self.saved.append(as_text(draft.document))


LINES = st.lists(
    st.sampled_from(["1", "2", "3", "", "b", "?", "0", "+", "1 2", "4, 5", "Dinas", "q\u202e"]),
    max_size=40,
)


@settings(max_examples=60)
@given(lines=LINES, begin_at=st.sampled_from(list(CODEBOOK.indicators)))
def test_whatever_is_answered_the_saved_case_is_valid(lines: list[str], begin_at: str) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        talk = Talk(monkeypatch, [*PARTIES, "A note", "2", "", *lines], begin_at)
        talk.conversation.run()

    for text in talk.saved:
        load_case(text.encode(), RULEBOOK)


@settings(max_examples=60)
@given(lines=LINES, begin_at=st.sampled_from(list(CODEBOOK.indicators)))
def test_one_step_back_is_the_state_before(lines: list[str], begin_at: str) -> None:
    start = [*PARTIES, "A note", "2", "", *(line for line in lines if line not in ("b", "?"))]

    def document(answers: list[str]) -> Any:  # noqa: ANN401 - JSON
        with pytest.MonkeyPatch.context() as monkeypatch:
            talk = Talk(monkeypatch, answers, begin_at)
            ended = talk.conversation.run()
        return ended, len(talk.conversation.answers), talk.conversation.draft.document

    ended, taken, before = document(start)
    ended_later, taken_later, _ = document([*start, "1"])
    if "done" in (ended, ended_later) or taken_later == taken:
        return

    assert document([*start, "1", "b"])[2] == before


def test_a_prompt_is_shown_once_until_it_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    prompts = [Prompt("First?", str), Prompt("Second?", str)]
    lines = iter(["?", "?", "yes", "q"])

    def script(_: Draft) -> Any:  # noqa: ANN401 - a script
        yield from (prompt for prompt in prompts)

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("builtins.input", lambda _: next(lines))
        Conversation(
            new_draft("en", Path("x.json")), script, lambda _: None, "en", Layout(80, colour=False)
        ).run()

    assert capsys.readouterr().out.count("First?") == 1
