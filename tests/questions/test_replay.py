"""A kept result derived again: the same from what is unchanged, and what changed is told."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from strategies import drawn, random_case
from subjects import EXAMPLES, SHIPPED

from classifier import classify, load_case
from classifier.case.model import Case
from classifier.cli import main
from classifier.cli.narrowing import narrowed
from classifier.explain.replay import blocks_of
from classifier.logic.verdict import Grade
from classifier.questions.kept import InvalidResult, load_results
from classifier.questions.replay import OtherCase, ReplayAnswer, replay
from classifier.questions.subject import as_json
from classifier.result.document import Result as Kept
from classifier.result.explainable import Explainable
from classifier.rulebook.loading import load_rulebook
from classifier.words.language import LANGUAGES
from classifier.writers.text import text_of_blocks

GOLDEN = EXAMPLES[0]
RULES = Path(__file__).parents[2] / "rules"


def kept(case: Case) -> Kept:
    """A result as it comes back from a file."""
    made = classify(case, SHIPPED, engine="interpreter")
    (result,) = load_results(made.to_json().encode())
    return result


def said(answer: ReplayAnswer) -> str:
    return " ".join(text_of_blocks(blocks_of(answer), "en").split())


def without(case: Case, indicator: str) -> Case:
    left = tuple(o for o in case.observations if o.indicator != indicator)
    return case.model_copy(update={"observations": left})


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_unchanged_case_says_the_same(path: Path) -> None:
    case = load_case(path)
    answer = replay(kept(case), case)
    assert answer.same
    assert answer.changed == ()
    assert answer.before == answer.after
    assert answer.not_held == ()
    assert not any(relation.told for relation in answer.relations)
    for language in LANGUAGES:
        assert "None" not in text_of_blocks(blocks_of(answer), language)


def two_cases(random: Random) -> tuple[Case, Case]:
    """A case, and the same with observations taken out."""
    case = random_case(random, SHIPPED.codebook)
    left = tuple(o for o in case.observations if random.random() < 0.8)
    return case, case.model_copy(update={"observations": left})


@given(drawn(two_cases))
@hypothesis_settings(max_examples=40)
def test_what_differs_is_what_two_classifications_differ_in(cases: tuple[Case, Case]) -> None:
    before, after = (classify(case, SHIPPED, engine="interpreter") for case in cases)
    answer = replay(before, cases[1], SHIPPED)
    then, now = answers(before), answers(after)
    assert ("case" in answer.changed) == (cases[0].observations != cases[1].observations)
    assert answer.same == all(now.get(place) == of for place, of in then.items())
    assert len(answer.not_held) == len(now.keys() - then.keys())
    for relation in answer.relations:
        place = frozenset(relation.actors), relation.period
        assert relation.there == (place in now)
        for verdict in relation.verdicts:
            one, other = then[place][verdict.typology], now[place][verdict.typology]
            assert verdict.same == (one == other)
            names = [name for name, grade in one[-1].items() if other[-1][name] is not grade]
            assert [change.pattern for change in verdict.grades] == names


Place = tuple[frozenset[str], str | None]


def answers(of: Explainable) -> dict[Place, dict[str, tuple[object, dict[str, Grade]]]]:
    """All that counts as an answer, of each relation and typology."""
    return {
        (frozenset(relation.actors), relation.period): {
            name: (
                (v.status, v.pattern, v.grade, v.strength, v.possible, v.leaning),
                dict(v.grades),
            )
            for name, v in relation.verdicts.items()
        }
        for relation in of.relations
    }


def test_a_changed_case_is_told_with_what_is_coded_differently() -> None:
    case = load_case(GOLDEN)
    answer = replay(kept(case), without(case, "standing"))
    assert answer.changed == ("case",)
    (relation,) = answer.relations
    (told,) = relation.told
    assert (told.statement, told.after) == ("standing=equal", None)
    assert "standing: equal: reported → not coded [standing=equal]" in said(answer)


def test_a_verdict_that_is_another_is_shown_then_and_now() -> None:
    case = load_case(GOLDEN)
    answer = replay(kept(case), case.model_copy(update={"observations": ()}))
    assert not answer.same
    text = said(answer)
    assert "then: linear collaborative of partnership: established" in text
    assert "now: undetermined" in text
    assert "linear collaborative of partnership: established → possible" in text
    assert "What may have done it: the case has changed;" in text


def test_a_case_whose_words_changed_gives_the_same() -> None:
    case = load_case(GOLDEN)
    answer = replay(kept(case), case.model_copy(update={"title": None}))
    assert answer.same
    assert answer.changed == ("case",)
    assert "The same, although the case has changed" in said(answer)
    assert "What is coded here is the same" in said(answer)


def test_other_rules_are_told(tmp_path: Path) -> None:
    shutil.copytree(RULES, tmp_path / "rules")
    codebook = tmp_path / "rules" / "codebook.yaml"
    text = codebook.read_text("utf-8")
    codebook.write_text(text.replace(SHIPPED.version, "99.0.0", 1), "utf-8")
    (tmp_path / "rules" / "typologies" / "yusdiyanto.yaml").unlink()
    case = load_case(GOLDEN)
    answer = replay(kept(case), case, load_rulebook(tmp_path / "rules"))
    assert answer.changed == ("rulebook",)
    assert not answer.same
    assert "→ version 99.0.0" in said(answer)
    assert "now: the rules no longer have this typology" in said(answer)
    older = classify(case, load_rulebook(tmp_path / "rules"))
    assert "then: the rules did not have this typology" in said(replay(older, case))


def test_a_verdict_whose_pattern_is_called_otherwise_now_is_the_same(tmp_path: Path) -> None:
    shutil.copytree(RULES, tmp_path / "rules")
    tandon = tmp_path / "rules" / "typologies" / "tandon.yaml"
    text = tandon.read_text("utf-8")
    tandon.write_text(text.replace("en: collaborative relation", "en: working together"), "utf-8")
    (tmp_path / "rules" / "typologies" / "yusdiyanto.yaml").unlink()
    case = load_case(GOLDEN)
    answer = replay(kept(case), case, load_rulebook(tmp_path / "rules"))
    assert not answer.same
    assert "= the same: working together: established" in said(answer)


def test_another_engine_or_program_is_told_and_gives_the_same() -> None:
    case = load_case(GOLDEN)
    result = kept(case)
    engine = result.engine.__class__("a lost engine", "0")
    answer = replay(result.model_copy(update={"engine": engine, "version": "0.0.0"}), case)
    assert answer.changed == ("program", "engine")
    assert answer.same


def test_an_altered_result_is_told() -> None:
    case = load_case(GOLDEN)
    text = kept(case).to_json()
    assert '"grade":"excluded"' in text
    (altered,) = load_results(text.replace('"grade":"excluded"', '"grade":"possible"').encode())
    answer = replay(altered, case)
    assert answer.changed == ()
    assert not answer.same
    assert "altered since it was made" in said(answer)


def test_an_altered_particular_of_a_verdict_is_told() -> None:
    case = load_case(GOLDEN)
    text = kept(case).to_json().replace('"status":"pattern"', '"status":"mixed"')
    answer = replay(load_results(text.encode())[0], case)
    assert not answer.same
    assert "but not in its particulars" in said(answer)


def test_what_changed_is_not_guessed_where_several_things_did() -> None:
    case = load_case(GOLDEN)
    result = kept(case).model_copy(update={"version": "0.0.0"})
    answer = replay(result, case.model_copy(update={"observations": ()}))
    assert answer.changed == ("case", "program")
    assert "which of them it was cannot be told" in said(answer)


def test_a_result_of_fewer_relations_is_compared_in_those() -> None:
    case = load_case(next(path for path in EXAMPLES if path.stem == "taman-nasional-tiga-masa"))
    period = next(iter(case.periods))
    part = narrowed(classify(case), None, period).document().without_quotes()
    answer = replay(part, case)
    assert answer.same
    assert [relation.period for relation in answer.relations] == [period]
    assert len(answer.not_held) == len(case.periods) - 1


def test_a_relation_that_is_gone_differs() -> None:
    case = load_case(next(path for path in EXAMPLES if path.stem == "taman-nasional-tiga-masa"))
    gone, *left = case.periods
    fewer = case.model_copy(
        update={
            "periods": {name: case.periods[name] for name in left},
            "observations": tuple(o for o in case.observations if o.period != gone),
        }
    )
    answer = replay(kept(case), fewer)
    assert not answer.same
    assert [relation.there for relation in answer.relations] == [False, True, True]
    assert "no longer has this relation" in said(answer)


def test_a_result_of_another_case_is_refused() -> None:
    with pytest.raises(OtherCase, match=GOLDEN.stem):
        replay(kept(load_case(GOLDEN)), load_case(EXAMPLES[1]))


@pytest.mark.parametrize(
    ("text", "pointer", "told"),
    [
        ("[]", "", "no results"),
        ("3", "", "a JSON object"),
        ("{}", "", "kemitraan/classification/2"),
        ('{"schema": 3}', "/schema", "kemitraan/classification/2"),
        ('[{"schema": "kemitraan/flip/1"}]', "/0/schema", "kemitraan/flip/1"),
        ('{"schema": "kemitraan/classification/2"}', "/case", "case"),
        ("{", "", ""),
        ("", "", ""),
    ],
)
def test_what_is_no_result_is_told_with_its_place(text: str, pointer: str, told: str) -> None:
    with pytest.raises(InvalidResult) as invalid:
        load_results(text.encode())
    problem = invalid.value.problems[0]
    assert problem.pointer == pointer
    assert told in problem.what.en


def test_all_that_is_wrong_in_a_list_is_told() -> None:
    with pytest.raises(InvalidResult) as invalid:
        load_results(b'[3, {"schema": "x"}]')
    assert [problem.pointer for problem in invalid.value.problems] == ["/0", "/1/schema"]


# The command


def run(*words: object, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, [*map(str, words)], input=typed)


@pytest.fixture
def result(tmp_path: Path) -> Path:
    path = tmp_path / "result.json"
    assert run("classify", GOLDEN, "--format", "json", "-o", path).exit_code == 0
    return path


def test_the_same_is_0_and_different_is_1(result: Path, tmp_path: Path) -> None:
    same = run("replay", result, GOLDEN, "--lang", "en")
    assert same.exit_code == 0
    assert "= The same." in same.stdout
    document = json.loads(GOLDEN.read_text("utf-8")) | {"observations": []}
    other = tmp_path / "other.json"
    other.write_text(json.dumps(document), "utf-8")
    different = run("replay", result, other, "--lang", "id")
    assert different.exit_code == 1
    assert "≠ Berbeda:" in different.stdout
    assert "Yang mungkin menjadi sebabnya: kasusnya sudah lain;" in " ".join(
        different.stdout.split()
    )


def test_the_json_of_an_answer(result: Path) -> None:
    ran = run("replay", result, GOLDEN, "--format", "json")
    answer = json.loads(ran.stdout)
    assert (answer["schema"], answer["same"], answer["changed"]) == ("kemitraan/replay/1", True, [])
    case = load_case(GOLDEN)
    assert ran.stdout == as_json(replay(load_results(result)[0], case)) + "\n"


def test_of_a_list_the_result_of_the_case_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    assert run("classify", *EXAMPLES[:3], "--format", "json", "-o", path).exit_code == 0
    for example in EXAMPLES[:3]:
        ran = run("replay", path, example, "--lang", "en")
        assert ran.exit_code == 0
        assert f"case {example.stem}" in ran.stdout
    absent = run("replay", path, EXAMPLES[3], "--lang", "en")
    assert absent.exit_code == 1
    assert "none of the kept results" in absent.stderr
    assert EXAMPLES[0].stem in absent.stderr


def test_of_several_results_of_a_case_the_one_made_of_it_is_taken(tmp_path: Path) -> None:
    case = load_case(GOLDEN)
    older = classify(case.model_copy(update={"observations": ()}))
    path = tmp_path / "results.json"
    path.write_text(f"[{older.to_json()}, {classify(case).to_json()}]", "utf-8")
    assert run("replay", path, GOLDEN).exit_code == 0


def test_a_result_may_come_from_standard_input(result: Path) -> None:
    assert run("replay", "-", GOLDEN, typed=result.read_text("utf-8")).exit_code == 0
    assert run("replay", "-", "-").exit_code == 2


def test_what_cannot_be_replayed_is_told(result: Path, tmp_path: Path) -> None:
    for words in ((GOLDEN, GOLDEN), (tmp_path / "absent", GOLDEN), (result, EXAMPLES[1])):
        ran = run("replay", *words, "--lang", "en")
        assert (ran.exit_code, ran.stdout) == (1, "")
        assert "1 problem." in ran.stderr
    assert run("replay", result, GOLDEN, "-o", result).exit_code == 2


@pytest.mark.parametrize("page", ["replay.md", "replay.id.md"])
def test_what_the_page_shows_is_what_the_command_says(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (Path(__file__).parents[2] / "docs" / page).read_text("utf-8")
    classified, replayed, *lines = text.split("```console\n")[1].split("```")[0].splitlines()
    example = next(path for path in EXAMPLES if path.stem == "posyandu-melati")
    shutil.copytree(example.parent, tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    assert run(*shlex.split(classified)[2:]).exit_code == 0
    document = json.loads(example.read_text("utf-8"))
    standing = next(o for o in document["observations"] if o["indicator"] == "standing")
    standing["sources"].append("kader")
    Path(example.name).write_text(json.dumps(document), "utf-8")
    ran = run(*shlex.split(replayed)[2:])
    assert plain(ran.stdout) == plain("\n".join(lines) + "\n")


def plain(text: str) -> str:
    """Without hashes and versions, which change with every rule."""
    return re.sub(r"\b[0-9a-f]{12}\b|\d+\.\d+\.\d+", "…", text)
