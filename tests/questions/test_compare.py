"""Compare: taking over what is told makes the difference, and nothing less does."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from strategies import SMALL, drawn, random_rulebook, random_statements
from subjects import EXAMPLES, every_example, told_to, written

from classifier import load_case
from classifier.case.relations import Key, passed_on
from classifier.cli import main
from classifier.questions.compare import SETS, CompareAnswer, compare
from classifier.questions.solver.keys import keys_behind
from classifier.questions.subject import Slot, Subject, as_json, subject_of, subjects_of

FEW = 10
"""So many differing keys are tried by brute force."""
Two = tuple[Subject, Subject]


def two(random: Random) -> Two:
    """Two relations under one random rulebook, of which only a few keys are told differently."""
    book = random_rulebook(random)
    told, other = random_statements(random, SMALL), random_statements(random, SMALL)
    first = told_to(book, told)
    keys = differing(first, told_to(book, other))
    chosen = random.sample(keys, min(len(keys), FEW))
    return first, taken_over(first, told_to(book, other), tuple(chosen))


def differing(first: Subject, second: Subject) -> list[Slot]:
    """The points that may matter and of which the two are told different things."""
    behind = frozenset[Key]().union(
        *(keys_behind(first.program, name) for name in first.rulebook.typologies)
    )
    return [slot for key in sorted(behind, key=str) for slot in points_of(first, second, key)]


def points_of(first: Subject, second: Subject, key: Key) -> list[Slot]:
    """Where the two differ on a key; values that may hold together differ one by one."""
    together = first.rulebook.codebook.indicators[key.indicator].together
    one, other = (
        passed_on(subject.relation.told.get(key, {}), together=together)
        for subject in (first, second)
    )
    if together:
        return [Slot(key, v) for v in sorted({**one, **other}) if one.get(v) != other.get(v)]
    return [Slot(key)] if one != other else []


def taken_over(first: Subject, second: Subject, slots: tuple[Slot, ...]) -> Subject:
    """The first, with what the second is told of some points."""
    told = {key: dict(values) for key, values in first.relation.told.items()}
    for key, value in slots:
        new = second.relation.told.get(key, {})
        if value is None:
            told[key] = dict(new)
        else:
            told.setdefault(key, {}).pop(value, None)
            told[key] |= {v: pooled for v, pooled in new.items() if v == value}
    return told_to(first.rulebook, {key: values for key, values in told.items() if values})


def smallest(first: Subject, second: Subject, typology: str) -> set[tuple[str, ...]]:
    """By brute force: the smallest sets of points that give the second's verdict."""
    wanted = second.outcomes()[typology].answer
    keys = differing(first, second)
    for count in range(len(keys) + 1):
        found = {
            tuple(sorted(first.name(slot) for slot in chosen))
            for chosen in combinations(keys, count)
            if taken_over(first, second, chosen).outcomes()[typology].answer == wanted
        }
        if found:
            return found
    raise AssertionError


@given(drawn(two))
@hypothesis_settings(max_examples=40)
def test_the_smallest_sets_give_the_other_verdict_and_no_smaller_does(drawn_: Two) -> None:
    first, second = drawn_
    answer = compare(first, second)
    before, after = first.outcomes(), second.outcomes()
    assert {one.typology for one in answer.made} == {
        name for name, outcome in before.items() if outcome.answer != after[name].answer
    }
    for made in answer.made:
        expected = smallest(first, second, made.typology)
        found = [tuple(sorted(taken.points)) for taken in made.sets]
        assert {len(points) for points in found} == {made.size} == set(map(len, expected))
        assert len(set(found)) == len(found)
        assert set(found) <= expected
        assert made.complete == (len(found) == len(expected))
        assert made.complete or len(found) == SETS


@given(drawn(two))
def test_what_a_set_leads_to_is_what_follows_from_it(drawn_: Two) -> None:
    first, second = drawn_
    named = {first.name(slot): slot for slot in differing(first, second)}
    for made in compare(first, second).made:
        for taken in made.sets:
            keys = tuple(named[point] for point in taken.points)
            assert taken.leads_to == taken_over(first, second, keys).outcomes()[made.typology]
            assert taken.leads_to.answer == second.outcomes()[made.typology].answer


@given(drawn(two))
def test_every_point_of_a_set_is_told_with_what_either_says(drawn_: Two) -> None:
    first, second = drawn_
    answer = compare(first, second)
    named = {first.name(slot): slot for slot in differing(first, second)}
    assert set(answer.points) == {
        point for made in answer.made for taken in made.sets for point in taken.points
    }
    for point, contrast in answer.points.items():
        for subject, told in ((first, contrast.first), (second, contrast.second)):
            key, one = named[point]
            values = [v for v in subject.relation.told.get(key, {}) if one in (None, v)]
            assert [said.statement for said in told] == [
                subject.naming.statement(key, value) for value in values
            ]


@given(drawn(two))
def test_a_relation_does_not_differ_from_itself(drawn_: Two) -> None:
    first, _ = drawn_
    assert_same(compare(first, first))


def assert_same(answer: CompareAnswer) -> None:
    assert not answer.difference.changes_conclusions
    assert not answer.difference.statements
    assert not answer.made
    assert not answer.points


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_case_does_not_differ_from_itself(path: Path) -> None:
    for one, other in zip(*(subjects_of(load_case(path)) for _ in "AB"), strict=True):
        assert_same(compare(one, other))


def test_the_order_of_two_equal_parties_makes_no_difference(tmp_path: Path) -> None:
    cases = [s.case for s in every_example() if len(s.case.actors) == 2 and not s.relation.pairing]
    turned = 0
    for case in cases:
        content = case.content()
        actors = content["actors"]
        assert isinstance(actors, dict)
        content["actors"] = dict(reversed(actors.items()))
        file = tmp_path / f"{case.id}.json"
        file.write_text(json.dumps(content))
        answer = compare(subject_of(case), subject_of(load_case(file)))
        turned += answer.turned
        assert answer.first.pair == answer.second.pair
        assert_same(answer)
    assert turned


# What is said of real cases


def period(name: str) -> Subject:
    (found,) = [s for s in every_example() if s.relation.period == name]
    return found


def test_two_periods_of_one_case_are_compared() -> None:
    answer = compare(period("p1"), period("p2"))
    (organism,) = [m for m in answer.made if m.typology == "sulistiyani_organism"]
    assert organism.verdicts.before.status == "no_partnership"
    assert organism.verdicts.after.pattern == "pseudo"
    assert {taken.points for taken in organism.sets} == {
        ("agreement", "benefit(n)"),
        ("agreement", "practice"),
        ("benefit(n)", "joint_activity"),
        ("practice", "joint_activity"),
    }


def test_two_relations_of_different_kind_are_not_matched() -> None:
    civil = written("standing=equal")
    other = next(s for s in every_example() if s.relation.pairing is None)
    answer = compare(civil, other)
    assert not answer.same_kind
    assert not answer.made
    assert not answer.difference.findings
    assert [pair.before for pair in answer.difference.verdicts] == [*civil.outcomes().values()]
    assert [pair.after for pair in answer.difference.verdicts] == [*other.outcomes().values()]


def test_a_claim_may_be_what_makes_the_difference() -> None:
    first, second = written("standing=equal"), written("standing=equal", source="by_n")
    (change,) = compare(first, second).difference.statements
    assert (change.before, change.after) == ("reported", "claimed")


# The command


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["compare", *words])


def example(name: str) -> str:
    (found,) = [path for path in EXAMPLES if path.stem == name]
    return str(found)


GOLDEN, HOME, PARK = (
    example("amanah-bunda"),
    example("panti-kasih-senja"),
    example("taman-nasional-tiga-masa"),
)
THREE = example("sampah-kota-tiga-pihak")
SAID = [
    ((GOLDEN, HOME), "id", ("Perbandingan dua kasus", "bila 2 hal ini dikodekan seperti di B")),
    (
        (GOLDEN, HOME),
        "en",
        ("Two cases compared", "if these 2 points are coded as in B", "stands for"),
    ),
    ((PARK, "--period", "p1", "--period", "p3"), "en", ("and besides", "or, just as small")),
    ((PARK, "--period", "p1", "--period", "p3"), "id", ("dan selain itu", "A tidak dikodekan")),
    ((PARK, "--period", "p1", "--period", "p3", "--all"), "en", ("Checklists that differ", "rule")),
    ((GOLDEN, GOLDEN), "id", ("Tidak ada perbedaan", "sama:")),
    ((GOLDEN, GOLDEN), "en", ("There is no difference", "the same:")),
    ((THREE, "--between", "g,n", "--between", "g,c"), "id", ("Hanya putusannya",)),
    ((THREE, "--between", "g,n", "--between", "g,c"), "en", ("Only the verdicts",)),
]


@pytest.mark.parametrize(("words", "language", "said"), SAID)
def test_the_command_says_what_differs(
    words: tuple[str, ...], language: str, said: tuple[str, ...]
) -> None:
    ran = run(*words, "--lang", language)
    assert ran.exit_code == 0
    for part in said:
        assert part in " ".join(ran.stdout.split())
    assert max(map(len, ran.stdout.splitlines())) <= 80


def test_the_command_gives_the_answer_as_json() -> None:
    ran = run(GOLDEN, HOME, "--format", "json")
    answer = compare(*(subject_of(load_case(Path(name))) for name in (GOLDEN, HOME)))
    assert json.loads(ran.stdout) == json.loads(as_json(answer))
    assert json.loads(ran.stdout)["schema"] == "kemitraan/compare/1"


def test_one_of_the_two_may_come_from_stdin() -> None:
    text = Path(HOME).read_text(encoding="utf-8")
    ran = CliRunner().invoke(main, ["compare", GOLDEN, "-", "--format", "json"], input=text)
    assert ran.stdout == run(GOLDEN, HOME, "--format", "json").stdout


MISUSED = [
    ((GOLDEN,), "en", "there must be two to compare"),
    ((GOLDEN, "--period", "p1"), "id", "yang dibandingkan harus dua"),
    ((GOLDEN, HOME, PARK), "en", "there must be two to compare"),
    ((GOLDEN, "--between", "g", "--between", "g,n"), "en", "two different actors"),
    (("-", "-"), "id", "hanya dapat dibaca sekali"),
]


@pytest.mark.parametrize(("words", "language", "said"), MISUSED)
def test_what_is_not_two_is_wrong_usage(words: tuple[str, ...], language: str, said: str) -> None:
    ran = run(*words, "--lang", language)
    assert ran.exit_code == 2
    assert ran.stdout == ""
    assert said in ran.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((PARK, HOME), "several relations"),
        ((PARK, "--period", "p1", "--period", "p9"), "no such relation"),
        ((GOLDEN, "nowhere.json"), "nowhere.json"),
    ],
)
def test_a_relation_that_is_not_there_is_a_problem_of_its_file(
    words: tuple[str, ...], said: str
) -> None:
    ran = run(*words, "--lang", "en")
    assert ran.exit_code == 1
    assert ran.stdout == ""
    assert said in ran.stderr
