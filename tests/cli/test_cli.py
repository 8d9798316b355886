"""The command line: what goes to stdout and what to stderr, exit codes, and words in both languages."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from click.testing import CliRunner, Result

from classifier import Classification, load_case, load_rulebook
from classifier import classify as classified
from classifier.cli import COMMANDS, main
from classifier.cli.bilingual import Argument, Command, Group, Option, environment_language
from classifier.cli.extras import installing, packages
from classifier.logic.engines import default_engine
from classifier.result.document import Result as Kept
from classifier.words.characters import HIDDEN
from classifier.words.language import LANGUAGES, Language
from classifier.words.problems import EngineFailure, InvalidCase

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "examples" / "amanah-bunda.json"
RULES = ROOT / "rules"


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KEMITRAAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KEMITRAAN_LANG", "en")


def run(*words: object, given: bytes | str | None = None) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words], input=given)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    return result


MAIN = (sys.executable, "-c", "from classifier.cli import main; main()")


def program(*words: object, **environment: str) -> Any:  # noqa: ANN401
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHON"))}
    return subprocess.run(
        [*MAIN, *map(str, words)],
        capture_output=True,
        env=clean | environment,
        cwd=ROOT,
        check=False,
        timeout=60,
    )


def case(**changed: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {
        "schema": "kemitraan/case/1",
        "id": "c",
        "language": "en",
        "actors": {
            "g": {"name": "Agency", "kind": "government"},
            "n": {"name": "Group", "kind": "ngo"},
        },
        "sources": {"s1": {"kind": "observation", "label": "Seen", "note": "secret note"}},
        "observations": [
            {
                "indicator": "standing",
                "value": "equal",
                "sources": ["s1"],
                "quote": "secret quote",
            },
        ],
        **changed,
    }


def saved(folder: Path, name: str = "case.json", **changed: Any) -> Path:  # noqa: ANN401 - JSON
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(case(**changed), indent=1), encoding="utf-8")
    return target


def three_actors(folder: Path) -> Path:
    return saved(
        folder,
        actors={
            "g": {"name": "Agency", "kind": "government"},
            "n": {"name": "Group", "kind": "ngo"},
            "c": {"name": "Firm", "kind": "company"},
        },
        periods={"p1": {"label": "before"}, "p2": {"label": "after"}},
        observations=[
            {"indicator": "standing", "value": "equal", "between": ["g", "n"], "period": "p1"},
            {"indicator": "standing", "value": "unequal", "between": ["g", "c"]},
        ],
    )


# Classifying


def test_a_case_is_answered_on_stdout_alone() -> None:
    result = run("classify", GOLDEN)

    assert result.exit_code == 0
    assert "linear collaborative" in result.stdout
    assert result.stderr == ""


def test_json_is_the_classification() -> None:
    result = run("classify", GOLDEN, "--format", "json")

    assert result.stdout == classified(load_case(GOLDEN)).to_json() + "\n"


def test_a_case_is_told_in_its_own_language_unless_another_is_asked_for() -> None:
    assert "Karena" in run("classify", GOLDEN).stdout
    assert "Because" in run("classify", GOLDEN, "--lang", "en").stdout
    assert "Because" in run("--lang", "en", "classify", GOLDEN).stdout


@pytest.mark.parametrize("engine", ["durable_rules", "interpreter", "table"])
def test_every_engine_can_be_chosen(engine: str) -> None:
    result = run("classify", GOLDEN, "--format", "json", "--engine", engine)

    assert json.loads(result.stdout)["engine"]["name"] == engine


def test_depth_decides_how_much_is_told() -> None:
    lengths = [
        len(run("classify", GOLDEN, "--depth", depth).stdout.splitlines())
        for depth in ("line", "summary", "full")
    ]

    assert lengths == sorted(set(lengths))


def test_a_case_may_come_from_stdin() -> None:
    result = run("classify", "-", "--format", "json", given=GOLDEN.read_bytes())

    assert json.loads(result.stdout)["case"]["id"] == "amanah-bunda"


def test_a_rulebook_of_ones_own_replaces_the_packaged_one() -> None:
    result = run("classify", GOLDEN, "--format", "json", "--rules", RULES)

    assert json.loads(result.stdout)["rulebook"]["sha256"] == load_rulebook().sha256


def test_a_rulebook_that_does_not_hold_together_is_told(tmp_path: Path) -> None:
    result = run("classify", GOLDEN, "--rules", tmp_path)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "codebook.yaml" in result.stderr
    assert "5 problems in 5 files." in result.stderr


@pytest.mark.parametrize("layout", ["text", "json"])
def test_without_quotes_no_informants_words_are_told(tmp_path: Path, layout: str) -> None:
    given = saved(tmp_path)

    full = run("classify", given, "--depth", "full", "--format", layout)
    private = run("classify", given, "--depth", "full", "--format", layout, "--without-quotes")

    assert "secret quote" in full.stdout
    assert "secret" not in private.stdout


# Relations


def test_a_relation_can_be_chosen_by_pair_and_period(tmp_path: Path) -> None:
    given = three_actors(tmp_path)

    result = run("classify", given, "--format", "json", "--between", "n,g", "--period", "p1")

    made = json.loads(result.stdout)
    assert [(r["actors"], r["period"]) for r in made["relations"]] == [(["g", "n"], "p1")]
    assert all(a["status"] == "same" for a in made["summary"].values())
    assert all(list(a["answers"].values()) == [[0]] for a in made["summary"].values())


def test_the_summary_counts_the_chosen_relations_only(tmp_path: Path) -> None:
    result = run("classify", three_actors(tmp_path), "--format", "json", "--between", "g,c")

    made = Kept.model_validate_json(result.stdout)
    assert len(made.relations) == 2
    for answers in made.summary.values():
        assert sorted(p for places in answers.answers.values() for p in places) == [0, 1]


NOT_THERE = [
    (("--between", "g,x"), 'no actor "x"', "One of: g, n, c."),
    (("--between", "g,nn"), 'no actor "nn"', 'Did you mean "n"?'),
    (("--between", "n,c"), "nothing is observed of the relation between n,c", "g,n; g,c"),
    (("--period", "p3"), 'no period "p3"', "One of: p1, p2."),
]


@pytest.mark.parametrize(("words", "what", "hint"), NOT_THERE)
def test_a_relation_that_is_not_there_is_a_problem(
    tmp_path: Path, words: tuple[str, str], what: str, hint: str
) -> None:
    result = run("classify", three_actors(tmp_path), *words)

    assert result.exit_code == 1
    assert what in flat(result.stderr)
    assert hint in flat(result.stderr)


def test_of_several_cases_those_without_the_relation_are_passed_over(tmp_path: Path) -> None:
    three_actors(tmp_path)
    saved(tmp_path, "other.json")

    result = run("classify", tmp_path, "--period", "p1")
    none = run("classify", tmp_path, "--period", "p9")

    assert result.exit_code == 0
    assert "other.json" not in result.stdout
    assert len(result.stderr.splitlines()) == 1
    assert "passed over" in result.stderr
    assert "other.json" in result.stderr
    assert none.exit_code == 1
    assert "2 problems in 2 files" in none.stderr


def flat(text: str) -> str:
    return " ".join(text.split())


# Files


def test_one_file_gives_an_object_and_several_a_list(tmp_path: Path) -> None:
    one, other = saved(tmp_path, "a.json"), saved(tmp_path, "b.json")

    assert isinstance(json.loads(run("classify", one, "--format", "json").stdout), dict)
    assert len(json.loads(run("classify", one, other, "--format", "json").stdout)) == 2


def test_a_folder_is_read_below_and_in_order(tmp_path: Path) -> None:
    for name in ("b.json", "a.json", "deep/er/c.json", "notes.txt"):
        saved(tmp_path, name, id=Path(name).stem)

    made = json.loads(run("classify", tmp_path, "--format", "json").stdout)

    assert [m["case"]["id"] for m in made] == ["a", "b", "c"]


def test_a_folder_with_one_case_still_gives_a_list(tmp_path: Path) -> None:
    saved(tmp_path)

    assert len(json.loads(run("classify", tmp_path, "--format", "json").stdout)) == 1


def test_a_pattern_that_the_shell_left_alone_is_expanded(tmp_path: Path) -> None:
    saved(tmp_path, "a1.json", id="a1")
    saved(tmp_path, "deep/a2.json", id="a2")
    saved(tmp_path, "b.json", id="b")

    here = json.loads(run("classify", tmp_path / "a*.json", "--format", "json").stdout)
    below = json.loads(run("classify", tmp_path / "**" / "a*.json", "--format", "json").stdout)

    assert [m["case"]["id"] for m in here] == ["a1"]
    assert [m["case"]["id"] for m in below] == ["a1", "a2"]


def test_a_name_with_brackets_is_a_name_if_there_is_such_a_file(tmp_path: Path) -> None:
    given = saved(tmp_path, "a[1].json")

    assert run("classify", given, "--format", "json").exit_code == 0


def test_the_same_file_is_answered_once(tmp_path: Path) -> None:
    given = saved(tmp_path)
    (tmp_path / "link.json").symlink_to(given)

    result = run("validate", given, tmp_path, given, tmp_path / "*.json")

    assert len(result.stdout.splitlines()) == 1


@pytest.mark.parametrize("word", ["folder", "*.none", "absent.json"])
def test_a_word_that_names_no_case_is_a_problem(tmp_path: Path, word: str) -> None:
    (tmp_path / "folder").mkdir()

    result = run("classify", tmp_path / word)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "1 problem." in result.stderr


def test_bad_files_do_not_hide_good_ones(tmp_path: Path) -> None:
    saved(tmp_path, "a.json")
    saved(tmp_path, "b.json", actors={})
    (tmp_path / "c.json").write_text("{")
    saved(tmp_path, "d.json")

    result = run("classify", tmp_path, "--format", "json")

    assert result.exit_code == 1
    assert len(json.loads(result.stdout)) == 2
    assert "b.json" in result.stderr
    assert "c.json" in result.stderr
    assert "problems in 2 files." in result.stderr


def test_a_list_of_nothing_is_still_a_list(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{")

    assert json.loads(run("classify", tmp_path, "--format", "json").stdout) == []


def test_several_cases_are_told_under_their_names(tmp_path: Path) -> None:
    one, other = saved(tmp_path, "a.json"), saved(tmp_path, "b.json")

    lines = run("classify", one, other, "--depth", "line").stdout.splitlines()

    assert lines[0] == str(one)
    assert str(other) in lines


# Results in files


def test_a_result_goes_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "out.json"

    result = run("classify", GOLDEN, "--format", "json", "-o", target)

    assert result.stdout == ""
    assert "out.json" in result.stderr
    assert json.loads(target.read_text(encoding="utf-8"))["case"]["id"] == "amanah-bunda"
    assert [p.name for p in tmp_path.iterdir()] == ["out.json"]


def test_a_failing_run_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    target.write_text("before")

    result = run("classify", tmp_path / "absent.json", "--format", "json", "-o", target)

    assert result.exit_code == 1
    assert target.read_text() == "before"


def test_a_result_never_takes_the_place_of_its_case(tmp_path: Path) -> None:
    given = saved(tmp_path)
    before = given.read_text()

    result = run("classify", given, "-o", tmp_path / "." / "case.json")

    assert result.exit_code == 2
    assert "must not overwrite" in result.stderr
    assert given.read_text() == before


@pytest.mark.parametrize(
    ("target", "why"), [("none/out.txt", "its folder does not exist"), (".", "it is a folder")]
)
def test_a_file_that_cannot_be_written_is_a_problem(tmp_path: Path, target: str, why: str) -> None:
    result = run("classify", GOLDEN, "-o", tmp_path / target)

    assert result.exit_code == 1
    assert why in flat(result.stderr)


def test_a_folder_for_the_result_is_answered_with_a_file_in_it(tmp_path: Path) -> None:
    result = run("classify", GOLDEN, "-o", tmp_path)

    assert f"Name a file, for example {tmp_path}/result.txt." in flat(result.stderr)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
@pytest.mark.parametrize("words", [("--help",), ("new",), ("classify", str(GOLDEN))])
def test_a_result_for_which_there_is_no_room_is_told(words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        result = subprocess.run(
            [sys.executable, "-c", "from classifier.cli import main; main()", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            env=os.environ | {"KEMITRAAN_LANG": "en"},
            cwd=ROOT,
            check=False,
            timeout=60,
        )

    assert result.returncode == 1
    assert b"the result cannot be written (no space is left)" in result.stderr
    assert b"fault" not in result.stderr
    assert b"Exception" not in result.stderr


def test_a_folder_of_rules_that_is_not_there_is_told_once(tmp_path: Path) -> None:
    result = run("classify", GOLDEN, "--rules", tmp_path / "nope")

    assert result.exit_code == 1
    assert "there is no such folder" in flat(result.stderr)
    assert "1 problem." in result.stderr


def test_a_result_may_go_to_a_device() -> None:
    assert run("classify", GOLDEN, "-o", os.devnull).exit_code == 0
    assert Path(os.devnull).exists()


# Validating


def test_a_valid_case_is_said_to_be_valid() -> None:
    result = run("validate", GOLDEN)

    assert result.exit_code == 0
    assert result.stdout == f"{GOLDEN}: valid (observations: 86, sources: 6, relations: 1)\n"


def test_validation_as_json_holds_every_problem_in_both_languages(tmp_path: Path) -> None:
    good, bad = saved(tmp_path, "a.json"), saved(tmp_path, "b.json", titel="x")

    result = run("validate", good, bad, tmp_path / "none*", "--format", "json")

    report = json.loads(result.stdout)
    assert result.exit_code == 1
    assert result.stderr == ""
    assert [entry["valid"] for entry in report] == [True, False, False]
    (problem,) = report[1]["problems"]
    assert problem["pointer"] == "/titel"
    assert set(problem["what"]) == set(problem["hint"]) == {"id", "en"}


def test_problems_stand_at_their_lines_in_order(tmp_path: Path) -> None:
    given = saved(
        tmp_path,
        zzz=1,
        observations=[
            {"indicator": "standng", "value": "equal"},
            {"indicator": "size", "value": "alik"},
        ],
    )

    result = run("validate", given)
    lines = [int(n) for n in re.findall(r"case\.json:(\d+) /", result.stderr)]

    assert lines == sorted(lines)
    assert len(lines) >= 1


def test_a_problem_is_told_with_place_words_and_remedy(tmp_path: Path) -> None:
    given = saved(tmp_path, observations=[{"indicator": "standng", "value": "equal"}])

    for language, what in (
        ("id", 'indikator "standng" tidak ada dalam buku kode. Maksudnya "standing"?'),
        ("en", 'the codebook has no indicator "standng". Did you mean "standing"?'),
    ):
        result = run("validate", given, "--lang", language)

        head, body = result.stderr.splitlines()[:2]
        assert re.fullmatch(r".*case\.json:\d+ /observations/0/indicator", head)
        assert body == f"  {what}"


# Bad input

HUGE = "9" * 5000
TEXT = json.dumps(case(), indent=1)
BAD_TEXTS: dict[str, str | bytes] = {
    "nothing": "",
    "malformed": TEXT.replace('"id": "c",', '"id": "c"'),
    "cut short": TEXT[:200],
    "no json": "schema: kemitraan/case/1",
    "utf-16": TEXT.encode("utf-16"),
    "latin-1": TEXT.replace("Agency", "Ag\xeancia").encode("latin-1"),
    "nan": TEXT.replace('"c"', "NaN", 1),
    "infinity": TEXT.replace('"c"', "1e999", 1),
    "many digits": TEXT.replace('"c"', HUGE, 1),
    "duplicate key": TEXT.replace('"id": "c",', '"id": "c", "id": "d",'),
    "deep": "[" * 5000 + "]" * 5000,
    "control character": TEXT.replace("Agency", "Ag\\u0007ency"),
    "escape": TEXT.replace("Agency", "Ag\\u001b[31mency"),
    "right to left": TEXT.replace("Agency", "Ag\u202eency"),
    "lone surrogate": TEXT.replace("Agency", "Ag\\ud800ency"),
    "a list": "[]",
    "a number": "1",
}


@pytest.mark.parametrize("name", BAD_TEXTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_is_no_case_is_told(tmp_path: Path, name: str, language: Language) -> None:
    text = BAD_TEXTS[name]
    given = tmp_path / "case.json"
    given.write_bytes(text.encode() if isinstance(text, str) else text)

    result = run("classify", given, "--lang", language)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "case.json" in result.stderr
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e\ud800]", result.stderr)


def observed(**changed: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {"observations": [{"indicator": "standing", "value": "equal", **changed}]}


BAD_CASES: dict[str, tuple[dict[str, Any], str, str]] = {
    "unknown key": ({"titel": "x"}, "/titel", "Check its spelling"),
    "unknown key, near": (observed(sourcs=[]), "/observations/0/sourcs", "Check its spelling"),
    "missing key": ({"observations": [{"indicator": "size"}]}, "/observations/0/value", "Add"),
    "indicator": (observed(indicator="standng"), "/observations/0/indicator", '"standing"'),
    "value": (observed(value="equl"), "/observations/0/value", '"equal"'),
    "actor": (observed(value="unequal", actor="gg"), "/observations/0/actor", '"g"'),
    "source": (observed(sources=["s2"]), "/observations/0/sources/0", "s1"),
    "period": (
        {**observed(period="p2"), "periods": {"p1": {"label": "x"}}},
        "/observations/0/period",
        "p1",
    ),
    "member": (
        observed(indicator="capacity", value="weak", about="fund"),
        "/observations/0/about",
        '"funds"',
    ),
    "no member": (observed(indicator="capacity", value="weak"), "/observations/0", "funds"),
    "no direction": (
        observed(indicator="dominance", value="absent", actor="g"),
        "/observations/0",
        '"toward"',
    ),
    "between three": (observed(between=["g", "n", "g"]), "/observations/0/between", ""),
    "kind": (
        {"actors": {"g": {"name": "G", "kind": "goverment"}, "n": {"name": "N", "kind": "ngo"}}},
        "/actors/g/kind",
        '"government"',
    ),
    "speaker": (
        {"sources": {"s1": {"kind": "interview", "label": "x", "speaks_for": "gov"}}},
        "/sources/s1/speaks_for",
        "One of",
    ),
    "source kind": ({"sources": {"s1": {"kind": "documnt"}}}, "/sources/s1/kind", '"document"'),
    "formal": (
        {"sources": {"s1": {"kind": "document", "label": "x"}}},
        "/sources/s1/formal",
        "false for an account of practice",
    ),
    "one actor": (
        {"actors": {"g": {"name": "G", "kind": "ngo"}}},
        "/actors",
        "Add the other party",
    ),
    "no speaker": (
        {"sources": {"s1": {"kind": "interview", "label": "x"}}},
        "/sources/s1/speaks_for",
        "the id of an actor",
    ),
    "blank name": (
        {"actors": {"g": {"name": " ", "kind": "government"}, "n": {"name": "N", "kind": "ngo"}}},
        "/actors/g/name",
        "Write the text",
    ),
    "blank in one language": ({"title": {"id": "Judul", "en": ""}}, "/title", "Write the text"),
    "actor in capitals": (observed(actor="N"), "/observations/0/actor", 'Did you mean "n"?'),
    "pair in capitals": (
        observed(between=["g", "N"]),
        "/observations/0/between/1",
        'Did you mean "n"?',
    ),
    "source in capitals": (
        observed(sources=["S1"]),
        "/observations/0/sources/0",
        'Did you mean "s1"?',
    ),
    "speaker in capitals": (
        {"sources": {"s1": {"kind": "interview", "label": "x", "speaks_for": "XYZ"}}},
        "/sources/s1/speaks_for",
        '"g", "n", "unknown" or "independent"',
    ),
    "wrong schema": ({"schema": "kemitraan/case/2"}, "/schema", '"kemitraan/case/1"'),
    "wrong type": ({"observations": {}}, "/observations", "a list"),
    "wrong id": ({"id": "Not An Id"}, "/id", "Change it"),
}
WITHOUT_REMEDY: dict[str, tuple[dict[str, Any], str]] = {
    "paired with itself": (observed(between=["g", "g"]), "/observations/0/between"),
    "toward itself": (
        observed(indicator="dominance", value="absent", actor="g", toward="g"),
        "/observations/0/toward",
    ),
    "duplicate id": (
        {
            "observations": [
                {"indicator": "size", "value": "alike", "id": "x"},
                {"indicator": "goal", "value": "alike", "id": "x"},
            ]
        },
        "/observations/0/id",
    ),
    "reserved actor": (
        {
            "actors": {
                "funds": {"name": "G", "kind": "government"},
                "n": {"name": "N", "kind": "ngo"},
            },
            "observations": [],
        },
        "/actors/funds",
    ),
    "no list": (observed(about="funds"), "/observations/0/about"),
    "no such actor": (observed(actor="g"), "/observations/0/actor"),
}


@pytest.mark.parametrize("name", BAD_CASES)
def test_a_wrong_case_is_told_with_line_pointer_and_remedy(tmp_path: Path, name: str) -> None:
    changed, pointer, hint = BAD_CASES[name]
    given = saved(tmp_path, **changed)

    result = run("classify", given)
    (problem,) = (
        p
        for entry in json.loads(run("validate", given, "--format", "json").stdout)
        for p in entry["problems"]
        if p["pointer"] == pointer
    )

    assert result.exit_code == 1
    assert re.search(rf"case\.json:\d+ {pointer}\n", result.stderr)
    assert problem["line"]
    assert hint in problem["hint"]["en"]


@pytest.mark.parametrize("name", WITHOUT_REMEDY)
def test_a_wrong_case_whose_remedy_is_plain_is_told_with_its_line(
    tmp_path: Path, name: str
) -> None:
    changed, pointer = WITHOUT_REMEDY[name]

    result = run("validate", saved(tmp_path, **changed))

    assert result.exit_code == 1
    assert re.search(rf"case\.json:\d+ {pointer}\n", result.stderr)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    given = tmp_path / "large.json"
    with given.open("wb") as file:
        file.truncate(3 * 10**9)

    result = run("classify", given)

    assert result.exit_code == 1
    assert "larger than 20 MB" in result.stderr


def test_too_much_on_stdin_is_not_read() -> None:
    result = run("classify", "-", given=b" " * 20_000_002)

    assert result.exit_code == 1
    assert "larger than 20 MB" in result.stderr


def test_a_case_with_nothing_observed_is_answered(tmp_path: Path) -> None:
    result = run("classify", saved(tmp_path, observations=[]), "--depth", "line")

    assert result.exit_code == 0
    assert "undetermined" in result.stdout


# Wrong usage

MISUSES = [
    (("clasify",), "id", 'perintah "clasify" tidak ada. Maksudnya "classify"?'),
    (("clasify",), "en", 'there is no command "clasify". Did you mean "classify"?'),
    (("zzz",), "en", "One of: classify, validate"),
    (("rules", "shwo"), "en", 'Did you mean "show"?'),
    (("classify",), "id", "BERKAS... belum disebut."),
    (("classify",), "en", "FILE... is missing."),
    (("classify", "x", "--dept", "full"), "id", 'opsi "--dept" tidak ada. Maksudnya "--depth"?'),
    (("classify", "x", "--zzz"), "en", 'there is no option "--zzz".'),
    (("classify", "x", "--depth", "ful"), "en", 'Did you mean "full"?'),
    (("classify", "x", "--format", "xml"), "id", "Pilihannya: text, json, markdown, html."),
    (("classify", "x", "--lang", "fr"), "en", "One of: id, en."),
    (("classify", "x", "--period"), "en", 'the option "--period" needs a value after it.'),
    (
        ("classify", "x", "--without-quotes=1"),
        "en",
        'the option "--without-quotes" takes no value.',
    ),
    (("classify", "x", "--period"), "id", 'opsi "--period" memerlukan isi sesudahnya.'),
    (("explain", "x", "--support=3"), "id", 'opsi "--support" tidak menerima isi.'),
    (("classify", "x", "--between", "g"), "en", "two different actors parted by a comma"),
    (("classify", "x", "--between", "g,g"), "id", "dua aktor yang berbeda"),
    (("rules", "show", "a", "b"), "en", "these arguments are too many: b."),
    (("rules", "show", "tandn"), "en", 'Did you mean "tandon"?'),
    (("rules", "show", "?"), "id", "kemitraan rules list"),
    (("codebook", "standng"), "id", 'Maksudnya "standing"?'),
    (("codebook", "?"), "en", "kemitraan codebook"),
    (("codebook", "--dimension", "process."), "en", 'Did you mean "process"?'),
    (("codebook", "--dimension", "?"), "en", "One of: initial_capital"),
]


@pytest.mark.parametrize(("words", "language", "said"), MISUSES)
def test_wrong_usage_is_told_in_words(words: tuple[str, ...], language: str, said: str) -> None:
    result = run("--lang", language, *words)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert said in result.stderr
    assert {"id": "Cara pakai keliru:", "en": "Wrong usage:"}[language] in result.stderr


@pytest.mark.parametrize(
    ("engine", "library", "hint"),
    [("durable_rules", "wasmtime", "interpreter"), ("table", "numpy", installing("check"))],
)
def test_an_engine_that_does_not_run_here_is_told(
    engine: str,
    library: str,
    hint: str,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.delitem(sys.modules, "classifier.logic.engines.durable", raising=False)
    default_engine.cache_clear()
    request.addfinalizer(default_engine.cache_clear)

    result = run("classify", GOLDEN, "--engine", engine)

    assert result.exit_code == 2
    assert hint in " ".join(result.stderr.split())


@pytest.mark.parametrize("words", [(), ("rules",)])
def test_a_group_alone_shows_its_help(words: tuple[str, ...]) -> None:
    result = run(*words)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Commands:" in result.stderr


# Help


def commands(of: click.Command = main, *names: str) -> list[tuple[tuple[str, ...], click.Command]]:
    """Every command with its path."""
    found: list[tuple[tuple[str, ...], click.Command]] = [(names, of)]
    if isinstance(of, Group):
        with click.Context(of) as context:
            inner = {name: of.get_command(context, name) for name in of.list_commands(context)}
        for name, command in inner.items():
            assert command is not None
            found += commands(command, *names, name)
    return found


@pytest.mark.parametrize(
    ("path", "command"), commands(), ids=lambda p: " ".join(p) if isinstance(p, tuple) else ""
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_argument_and_option_has_help(
    path: tuple[str, ...], command: click.Command, language: Language
) -> None:
    assert isinstance(command, Command)
    result = run("--lang", language, *path, "--help")

    assert result.exit_code == 0
    assert command.short(language) in flat(result.stdout)
    for parameter in command.params:
        assert isinstance(parameter, (Argument, Option))
        names, said = parameter.help_row(language)
        assert names in result.stdout
        assert said in flat(result.stdout)
    assert {"id": "Pemakaian:", "en": "Usage:"}[language] in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_the_help_lists_every_command() -> None:
    assert [path[0] for path, _ in commands() if len(path) == 1] == list(COMMANDS)


@pytest.mark.parametrize(
    "words", [("classify", "--help", "--lang", "id"), ("classify", "--lang=id", "--help")]
)
def test_the_language_of_help_may_stand_anywhere(words: tuple[str, ...]) -> None:
    assert "Pemakaian" in run(*words).stdout


LOCALES = [
    ({}, "id"),
    ({"LANG": "id_ID.UTF-8"}, "id"),
    ({"LANG": "in_ID"}, "id"),
    ({"LANG": "C"}, "id"),
    ({"LANG": "C.UTF-8"}, "id"),
    ({"LC_ALL": "POSIX", "LANG": "en_GB.UTF-8"}, "id"),
    ({"LANG": "en_GB.UTF-8"}, "en"),
    ({"LANG": "de_DE@euro"}, "en"),
    ({"LC_ALL": "en_US", "LANG": "id_ID"}, "en"),
    ({"LC_MESSAGES": "id_ID", "LANG": "en_US"}, "id"),
    ({"KEMITRAAN_LANG": "en", "LANG": "id_ID"}, "en"),
    ({"KEMITRAAN_LANG": "fr", "LANG": "en_US"}, "en"),
]


@pytest.mark.parametrize(("environment", "language"), LOCALES)
def test_the_environment_decides_the_language(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str
) -> None:
    monkeypatch.delenv("KEMITRAAN_LANG")
    monkeypatch.setattr("locale.getlocale", lambda: (None, None))
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert environment_language() == language


def test_the_version_is_told() -> None:
    assert re.fullmatch(r"kemitraan \d+\.\d+\.\d+\n", run("--version").stdout)


# The codebook and the rules


def test_the_codebook_lists_every_indicator_and_list() -> None:
    result = run("codebook")

    codebook = load_rulebook().codebook
    for name in (*codebook.indicators, *codebook.lists, *codebook.dimensions, "actor_kinds"):
        assert name in result.stdout


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*load_rulebook().codebook.indicators, "resources", "actor_kinds"])
def test_an_indicator_is_shown_in_full_at_80_columns(name: str, language: Language) -> None:
    result = run("codebook", name, "--lang", language)

    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80
    indicator = load_rulebook().codebook.indicators.get(name)
    if indicator:
        said = flat(result.stdout)
        assert all(flat(v.when.said_in(language)) in said for v in indicator.values.values())
        assert flat(indicator.differs.said_in(language)) in said
        assert "{" not in said


def test_a_dimension_is_shown_in_full() -> None:
    result = run("codebook", "--dimension", "strengths_weaknesses")

    assert "capacity\n" in result.stdout
    assert "capability_balance · " in result.stdout
    assert "standing ·" not in result.stdout


def test_the_codebook_as_json_is_whole_or_what_is_asked_for() -> None:
    whole = json.loads(run("codebook", "--format", "json").stdout)
    part = json.loads(run("codebook", "goal", "roles", "--format", "json").stdout)

    assert set(whole) >= {"indicators", "lists", "actor_kinds", "dimensions", "version"}
    assert list(part) == ["goal", "roles"]


def rule_names() -> list[str]:
    book = load_rulebook()
    names = [*book.typologies, *book.checklists, *book.findings]
    names += [r.id for f in book.findings.values() for r in f.rules()]
    for typology in book.typologies.values():
        for pattern in typology.patterns:
            names.append(f"{typology.id}/{pattern.id}")
            names += [line.id for line in pattern.criteria]
            names += [line.id for line in pattern.remarks]
    return names


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", rule_names())
def test_every_rule_has_a_page_that_fits_80_columns(name: str, language: Language) -> None:
    result = run("rules", "show", name, "--lang", language)

    assert result.exit_code == 0
    long = [line for line in result.stdout.splitlines() if len(line) > 80]
    assert all(len(line.split()) < 3 for line in long), long
    assert "{" not in result.stdout


def test_the_page_of_a_rule_says_all_there_is() -> None:
    page = flat(run("rules", "show", "fills/serves-what-is-lacking").stdout)

    for part in (
        "Supports the finding fills(x>y, r).",
        "capacity(y, r)=weak and role(x, serving r)=performs",
        "r: some resource",
        "y is weak in r, which a role of x serves",
        "Decision",
        "✓ capacity(g, community_access)=weak; role(n, outreach)=performs",
        "✗ capacity(g, community_access)=weak; role(n, trainer)=performs",
    ):
        assert part in page


def test_the_rules_are_listed() -> None:
    result = run("rules", "list")

    book = load_rulebook()
    for name in (*book.typologies, *book.findings, *book.checklists, "tandon/adversary"):
        assert name in result.stdout


def test_the_examples_of_the_rules_are_run() -> None:
    result = run("rules", "test")

    assert result.exit_code == 0
    assert re.fullmatch(r"\d+ examples run; all as expected\.\n", result.stdout)


def test_examples_that_do_not_come_out_fail_the_run(tmp_path: Path) -> None:
    for source in sorted(RULES.rglob("*.yaml")):
        target = tmp_path / source.relative_to(RULES)
        target.parent.mkdir(exist_ok=True)
        text = source.read_text(encoding="utf-8")
        target.write_text(text.replace("holds: [merging=activities,", "holds: [merging=none,"))

    result = run("rules", "test", "--rules", tmp_path)
    report = run("rules", "test", "--rules", tmp_path, "--format", "json")

    assert result.exit_code == report.exit_code == 1
    assert "merged/activities-or-units::holds/1\n  merging=none\n" in result.stdout
    assert "1 not as expected" in result.stdout
    (failure,) = json.loads(report.stdout)["failures"]
    assert failure["id"] == "merged/activities-or-units::holds/1"


def test_the_schema_is_printed() -> None:
    assert json.loads(run("schema").stdout)["$defs"]["Observation"]["allOf"]


# Faults of the program itself


def test_a_fault_is_one_line_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("two\nlines")

    monkeypatch.setattr("classifier.cli.answering.classify", broken)

    result = run("classify", GOLDEN)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert "RuntimeError" in result.stderr
    assert "--traceback" in result.stderr


def test_a_traceback_is_shown_if_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("here")

    monkeypatch.setattr("classifier.cli.answering.classify", broken)

    result = CliRunner().invoke(main, ["classify", str(GOLDEN), "--traceback"])

    assert isinstance(result.exception, RuntimeError)


def test_an_engine_that_fails_is_told_and_the_other_files_are_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(case: Any, *words: Any, **named: Any) -> Classification:  # noqa: ANN401
        if case.id == "bad":
            raise EngineFailure("refused")
        return classified(case, *words, **named)

    monkeypatch.setattr("classifier.cli.answering.classify", refusing)
    bad, good = saved(tmp_path, "a.json", id="bad"), saved(tmp_path, "b.json")

    result = run("classify", bad, good, "--format", "json")

    assert result.exit_code == 1
    assert len(json.loads(result.stdout)) == 1
    assert "--engine interpreter" in result.stderr


# Real runs


def test_a_real_run_answers() -> None:
    result = program("classify", GOLDEN, "--lang", "en")

    assert result.returncode == 0
    assert b"linear collaborative" in result.stdout
    assert result.stderr == b""
    assert b"\x1b" not in result.stdout


@pytest.mark.parametrize("words", [("classify",), ("ask",), ("explain", "--support")])
def test_an_answer_in_json_is_one_line_unless_it_is_read_on_a_terminal(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    pty = pytest.importorskip("pty")
    asked = (*words, GOLDEN, "--format", "json")
    piped, file = program(*asked).stdout, tmp_path / "answer.json"
    program(*asked, "--output", file)
    read: list[bytes] = []
    reading, writing = pty.openpty()
    with subprocess.Popen([*MAIN, *map(str, asked)], stdout=writing, cwd=ROOT):
        os.close(writing)
        with suppress(OSError):  # which is how the end of a terminal is told
            while piece := os.read(reading, 1 << 16):
                read.append(piece)
    os.close(reading)

    assert piped.count(b"\n") == 1
    assert file.read_bytes() == piped
    assert b"".join(read).startswith(b'{\r\n  "schema": ')
    assert json.loads(b"".join(read)) == json.loads(piped)


@pytest.mark.parametrize(
    "environment", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}]
)
@pytest.mark.parametrize("layout", ["text", "json"])
def test_a_terminal_without_unicode_is_no_obstacle(
    environment: dict[str, str], layout: str
) -> None:
    result = program("classify", GOLDEN, "--format", layout, **environment)

    assert result.returncode == 0
    if layout == "json":
        assert json.loads(result.stdout) == json.loads(classified(load_case(GOLDEN)).to_json())
    elif "PYTHONIOENCODING" in environment:
        text = result.stdout.decode("ascii")
        assert "+ Dinas Sosial" in text
        assert "?" not in text.split("Dengan andaian")[0]


def test_problems_can_be_told_without_unicode(tmp_path: Path) -> None:
    given = saved(
        tmp_path, actors={"g": {"name": "G", "kind": "é→✓😀"}, "n": {"name": "N", "kind": "ngo"}}
    )

    result = program("validate", given, PYTHONIOENCODING="ascii")

    assert result.returncode == 1
    assert b"e->+" in result.stderr


def test_a_reader_that_stops_early_ends_it_without_a_word() -> None:
    command = f"{sys.executable} -c 'from classifier.cli import main; main()'"
    script = f"for i in $(seq 3); do {command} classify {GOLDEN} --format json | head -c 10; done"

    result = subprocess.run(
        ["/bin/bash", "-c", script], capture_output=True, cwd=ROOT, check=False, timeout=60
    )

    assert result.stdout == b'{"schema":' * 3
    assert result.stderr == b""


def test_answering_imports_nothing_heavy() -> None:
    heavy = ("numpy", "jinja2", "hypothesis", "polars", "rich")
    code = (
        "import sys\nfrom classifier.cli import main\n"
        f"try: main(['classify', {str(GOLDEN)!r}, '--format', 'json', '-o', {os.devnull!r}])\n"
        f"except SystemExit: pass\nprint([m for m in {heavy!r} if m in sys.modules])"
    )

    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert result.stdout == "[]\n"


# The catalogues

CATALOGUES = [
    (area, name)
    for area in ("cli", "new", "examples")
    for name in yaml.safe_load(
        files("classifier.words").joinpath("messages", f"{area}.yaml").read_text(encoding="utf-8")
    )
]


@pytest.mark.parametrize(("area", "name"), CATALOGUES)
def test_a_sentence_is_whole_in_both_languages(area: str, name: str) -> None:
    source = (
        files("classifier.words").joinpath("messages", f"{area}.yaml").read_text(encoding="utf-8")
    )
    entry = yaml.safe_load(source)[name]

    assert set(entry) == {"id", "en"}
    assert all(isinstance(said, str) and said for said in entry.values())
    assert set(re.findall(r"\{\w+\}", entry["id"])) == set(re.findall(r"\{\w+\}", entry["en"]))


def test_problems_of_shape_and_of_meaning_are_told_in_one_turn(tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text(
        """{"schema": "kemitraan/case/1", "id": "bad", "titel": "x",
        "actors": {"g": {"name": "G", "kind": "goverment"}, "n": {"name": "N", "kind": "ngo"}},
        "observations": [
        {"indicator": "standng", "value": "equal", "nots": "x"},
        {"indicator": "goal", "valu": "alike"},
        {"indicator": "dominance", "value": "absent", "actor": "g"}]}""",
        encoding="utf-8",
    )

    with pytest.raises(InvalidCase) as raised:
        load_case(path)

    assert [(p.line, p.pointer) for p in raised.value.problems] == [
        (1, "/titel"),
        (2, "/actors/g/kind"),
        (4, "/observations/0/indicator"),
        (4, "/observations/0/nots"),
        (5, "/observations/1/valu"),
        (5, "/observations/1/value"),
        (6, "/observations/2"),
    ]
    assert all(p.hint for p in raised.value.problems)


def test_an_unknown_value_is_told_without_a_word_on_its_actor(tmp_path: Path) -> None:
    coded = {"indicator": "decision_rights", "value": "one_side", "actor": "g"}

    found = validated(saved(tmp_path, observations=[coded]))

    assert [p["pointer"] for p in found] == ["/observations/0/value"]


def test_an_id_that_is_the_number_of_another_observation_is_told_with_it(tmp_path: Path) -> None:
    coded = [{"indicator": name, "value": "alike"} for name in ("size", "goal", "size")]
    coded[2]["id"] = "o1"

    (found,) = validated(saved(tmp_path, observations=coded))

    assert found["pointer"] == "/observations/2/id"
    assert "also that of observation number 1" in found["what"]["en"]


def test_an_id_counts_those_observations_too_that_cannot_be_read(tmp_path: Path) -> None:
    coded: list[dict[str, Any]] = [
        {"indicator": "size"},
        {"indicator": "size", "value": "alike", "id": "o1"},
        {"indicator": "goal", "value": "alike"},
        {"indicator": "standing", "value": "equal", "id": "o3"},
    ]

    found = validated(saved(tmp_path, observations=coded))

    assert [p["pointer"] for p in found] == ["/observations/0/value", "/observations/3/id"]


def validated(given: Path) -> list[dict[str, Any]]:
    (entry,) = json.loads(run("validate", given, "--format", "json").stdout)
    found: list[dict[str, Any]] = entry["problems"]
    return found


HOSTILE = "a\x1b]0;x\x07\u202e\x9bb"
"""An escape to a terminal, a control that turns the text round, and one of C1."""
TYPED = [
    ["{name}"],
    ["--{name}"],
    ["validate", "{name}.json"],
    ["validate", "--format", "json", "{name}.json"],
    ["classify", "{name}"],
    ["classify", "wrong{name}.json"],
    ["classify", "{name}*"],
    ["classify", GOLDEN, "-o", "{name}/result"],
    ["classify", GOLDEN, "-o", "{name}.txt"],
    ["classify", GOLDEN, "--between", "{name},n"],
    ["classify", GOLDEN, "--format", "{name}"],
    ["classify", GOLDEN, "--rules", "{name}"],
    ["classify", GOLDEN, "--rules", "{name}-rules"],
    ["explain", GOLDEN, "--pattern", "tandon/{name}"],
    ["explain", GOLDEN, "{name}"],
    ["whatif", GOLDEN, "--set", "standing={name}"],
    ["whatif", GOLDEN, "--unset", "{name}"],
    ["flip", GOLDEN, "--to", "{name}"],
    ["ask", GOLDEN, "--period", "{name}"],
    ["compare", GOLDEN, "wrong{name}.json"],
    ["agree", "{name}", "{name}.json"],
    ["replay", "{name}.json", GOLDEN],
    ["report", GOLDEN, "-o", "report.{name}"],
    ["report", GOLDEN, "-o", "{name}.html"],
    ["new", "{name}.json"],
    ["codebook", "{name}"],
    ["rules", "show", "{name}"],
    ["schema", "{name}"],
    ["serve", "--port", "{name}"],
]


@pytest.mark.parametrize("words", TYPED, ids=lambda words: " ".join(map(str, words)))
def test_what_is_typed_and_names_of_files_reach_the_screen_harmless(
    words: list[str | Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(f"{HOSTILE}.json").write_bytes(GOLDEN.read_bytes())
    Path(f"wrong{HOSTILE}.json").write_text(json.dumps(case(id="No Id")), encoding="utf-8")
    rules = shutil.copytree(RULES, f"{HOSTILE}-rules")
    (Path(rules) / "typologies" / f"{HOSTILE}.yaml").write_bytes(
        (RULES / "typologies" / "tandon.yaml").read_bytes()
    )

    ran = run(*(str(word).replace("{name}", HOSTILE) for word in words))

    assert not HIDDEN.search(ran.stdout + ran.stderr)
    assert "\n" in ran.stdout + ran.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a shell closes streams elsewhere")
@pytest.mark.parametrize(
    ("closed", "words", "code", "said"),
    [
        (">&-", ["classify", GOLDEN], 1, "stdout"),
        (">&-", ["--help"], 1, "stdout"),
        (">&-", ["classify", GOLDEN, "-o", os.devnull], 0, "Written"),
        ("<&-", ["classify", "-"], 1, "the file is empty"),
        ("<&-", ["classify", GOLDEN], 0, ""),
        ("2>&-", ["classify", "absent"], 1, ""),
        (">&- 2>&- <&-", ["classify", GOLDEN], 1, ""),
    ],
)
def test_a_stream_that_is_closed_is_no_fault_of_the_program(
    closed: str, words: list[str | Path], code: int, said: str
) -> None:
    command = [sys.executable, "-m", "kemitraan", *map(str, words)]
    ran = subprocess.run(
        ["/bin/sh", "-c", f'"$@" {closed}', "sh", *command],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=60,
    )

    assert ran.returncode == code
    assert said in ran.stderr
    assert "fault of its own" not in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "Exception ignored" not in ran.stderr


def test_an_interruption_while_it_is_starting_ends_it_without_a_word() -> None:
    interrupting = """
import sys

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "pydantic":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Finder())
from kemitraan import main
main()
"""
    ran = subprocess.run(
        [sys.executable, "-c", interrupting],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=60,
    )

    assert (ran.returncode, ran.stdout, ran.stderr) == (130, "", "")


def test_the_command_that_is_installed_is_the_one_that_may_be_interrupted() -> None:
    (command,) = entry_points(group="console_scripts", name="kemitraan")
    assert command.value == "kemitraan:main"


@pytest.mark.parametrize(
    ("extra", "needed"),
    [
        ("check", '"numpy>=1.26"'),
        ("report", '"python-docx>=1.1" "typst>=0.14"'),
        ("web", '"starlette>=0.40" "uvicorn>=0.30"'),
    ],
)
def test_an_extra_is_installed_by_the_packages_that_the_distribution_names(
    extra: str, needed: str
) -> None:
    assert " ".join(packages(extra)) == needed.replace('"', "")
    assert installing(extra).endswith(f"-m pip install {needed}")
    assert packages("no-such-extra") == ()
