"""A verdict said to hold whomever one believes holds so, and what it depends on is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from math import prod
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pydantic import JsonValue
from strategies import SMALL, case_with, drawn, numbered, random_rulebook, random_statements
from subjects import EXAMPLES, SHIPPED, golden, told_to, written

from classifier import load_case
from classifier.case.relations import Key, Told
from classifier.cli import main
from classifier.explain.contested import blocks_of
from classifier.logic.verdict import Status
from classifier.questions.contested import ContestedAnswer, ContestedPoint, Holding, contested
from classifier.questions.subject import Subject, as_json, subject_of
from classifier.questions.supposing.changes import derived_value
from classifier.words.language import Language
from classifier.writers.text import text_of_blocks

MARKET = next(path for path in EXAMPLES if path.stem == "pasar-desa-sumber-rejeki")
MANY = 600
"""So many combinations of sides are tried one by one."""
Sides = tuple[int | None, ...]
"""The side believed on each point; None leaves it as it is."""


def quarrelling(random: Random) -> Subject:
    """What is told of a relation, with few enough combinations of sides to try."""
    while True:
        subject = told_to(random_rulebook(random), random_statements(random, SMALL))
        points = contested(subject).points
        if points and prod(len(point.sides) + 1 for point in points) <= MANY:
            return subject


def believed(subject: Subject, points: tuple[ContestedPoint, ...], sides: Sides) -> Told:
    """What is told without the statements of the sides that are not believed."""
    gone: set[str] = set()
    for point, chosen in zip(points, sides, strict=True):
        if chosen is not None:
            named = [{said.statement for said in side.statements} for side in point.sides]
            gone |= set[str]().union(*named) - named[chosen]
    told = {}
    for key, values in subject.relation.told.items():
        kept = {v: p for v, p in values.items() if subject.naming.statement(key, v) not in gone}
        told[key] = kept or dict(derived_value(subject, key))
    return {key: values for key, values in told.items() if values}


def combinations_of(points: tuple[ContestedPoint, ...]) -> Iterator[Sides]:
    yield from product(*((None, *range(len(point.sides))) for point in points))


# Found by trying many, so drawn by number: there is nothing for hypothesis to shrink.
quarrels = st.integers(0, 2**32).map(lambda number: quarrelling(numbered(number)))


@given(quarrels)
@hypothesis_settings(max_examples=40)
def test_a_verdict_that_holds_holds_in_every_combination(subject: Subject) -> None:
    answer = contested(subject)
    found = {
        sides: subject.outcomes(believed(subject, answer.points, sides))
        for sides in combinations_of(answer.points)
    }
    for one in answer.verdicts:
        others = [
            sides for sides, after in found.items() if after[one.typology].answer != one.now.answer
        ]
        assert one.holds is (not others)
        fewest = min((sum(s is not None for s in sides) for sides in others), default=0)
        assert_told(answer, one, fewest)
        if one.together:
            chosen: list[int | None] = [None] * len(answer.points)
            for belief in one.together:
                chosen[belief.point] = belief.side
            assert one.leads_to == found[tuple(chosen)][one.typology]
            assert one.leads_to.answer != one.now.answer


def assert_told(answer: ContestedAnswer, one: Holding, fewest: int) -> None:
    """One point is told if it is enough, several only if none is."""
    assert bool(one.depends) is (fewest == 1)
    assert len(one.together) == (fewest if fewest > 1 else 0)


@given(quarrels)
@hypothesis_settings(max_examples=40)
def test_a_verdict_depends_on_the_points_that_change_it(subject: Subject) -> None:
    answer = contested(subject)
    for one in answer.verdicts:
        told = {dependence.point: dependence.leads_to for dependence in one.depends}
        for place, point in enumerate(answer.points):
            leads = []
            for side in range(len(point.sides)):
                sides = tuple(side if n == place else None for n in range(len(answer.points)))
                after = subject.outcomes(believed(subject, answer.points, sides))
                leads.append(after[one.typology])
            changes = any(then.answer != one.now.answer for then in leads)
            assert (place in told) is changes
            assert not changes or told[place] == tuple(leads)


@given(drawn(lambda random: told_to(random_rulebook(random), random_statements(random, SMALL))))
def test_values_that_exclude_each_other_are_a_point(subject: Subject) -> None:
    points = [point for point in contested(subject).points if point.kind == "values"]
    expected = {
        key
        for key, values in subject.relation.told.items()
        if not SMALL.indicators[key.indicator].together
        and any(one.excludes(other) for one in values for other in values)
    }

    assert len(points) == len(expected)
    for point in points:
        (key,) = {key_of(subject, said.statement) for s in point.sides for said in s.statements}
        assert key in expected
        assert_sides(subject, key, point)


def key_of(subject: Subject, statement: str) -> Key:
    return next(
        key
        for key, values in subject.relation.told.items()
        for value in values
        if subject.naming.statement(key, value) == statement
    )


def assert_sides(subject: Subject, key: Key, point: ContestedPoint) -> None:
    """Each side holds together, and nothing told could be added to it."""
    by_name = {subject.naming.statement(key, v): v for v in subject.relation.told[key]}
    sides = [{by_name[said.statement] for said in side.statements} for side in point.sides]
    assert set().union(*sides) == set(by_name.values())
    for side in sides:
        assert not any(one.excludes(other) for one in side for other in side)
        rest = set(by_name.values()) - side
        assert all(any(new.excludes(old) for old in side) for new in rest)


@given(drawn(lambda random: told_to(SHIPPED, random_statements(random, SHIPPED.codebook))))
@hypothesis_settings(max_examples=30)
def test_a_contested_verdict_has_a_point_behind_it(subject: Subject) -> None:
    answer = contested(subject)
    if any(one.now.status is Status.CONTESTED for one in answer.verdicts):
        assert answer.points


def test_a_finding_is_contested_by_different_keys() -> None:
    subject = written("standing=equal", "command(g>n)=present", "agreement=formal")
    (point,) = contested(subject).points

    assert point.kind == "finding"
    assert [[said.statement for said in side.statements] for side in point.sides] == [
        ["command(g>n)=present"],
        ["standing=equal"],
    ]


def test_a_side_is_followed_through_findings_that_do_not_hold() -> None:
    subject = written("distinction(size)=not_made", "mission_complementarity=none")
    (point,) = contested(subject).points

    assert [[said.statement for said in side.statements] for side in point.sides] == [
        ["distinction(size)=not_made"],
        ["mission_complementarity=none"],
    ]


def test_what_is_weaker_than_the_dispute_stands_on_no_side() -> None:
    subject = subject_of(
        case_with(
            {"indicator": "standing", "value": "equal", "sources": ["report"]},
            {"indicator": "decision_rights", "value": "joint", "sources": ["by_n"]},
            {
                "indicator": "command",
                "value": "present",
                "actor": "g",
                "toward": "n",
                "sources": ["report"],
            },
        )
    )
    (point,) = contested(subject).points

    assert [said.statement for said in point.sides[1].statements] == ["standing=equal"]


def test_what_is_derived_comes_back_for_who_does_not_believe_what_is_coded() -> None:
    subject = written(
        "standing=unequal", "capability_balance=balanced", "legal_status=unlike", "agreement=formal"
    )
    answer = contested(subject)
    (point,) = answer.points
    (dependence,) = answer.verdicts[0].depends

    assert [said.statement for said in point.sides[0].statements] == ["legal_status=unlike"]
    assert dependence.leads_to[0].pattern == "subordinate_union"
    assert dependence.leads_to[1].status is Status.CONTESTED


def test_what_is_derived_comes_back_in_every_combination() -> None:
    said = ("size=alike", "capability_balance=balanced", "legal_status=unlike")
    answer = contested(written("standing=equal", *said))

    assert len(answer.points) == 1
    assert answer.verdicts[0].now.status is Status.UNDETERMINED
    assert answer.verdicts[0].holds


def test_what_is_outweighed_is_a_side_and_marked() -> None:
    subject = subject_of(
        case_with(
            {"indicator": "standing", "value": "equal", "sources": ["seen", "report"]},
            {"indicator": "standing", "value": "unequal", "actor": "g", "sources": ["by_n"]},
        )
    )
    (point,) = contested(subject).points
    outweighed = {
        said.statement: said.outweighed for side in point.sides for said in side.statements
    }

    assert outweighed == {"standing=equal": False, "standing(g)=unequal": True}


def test_a_value_that_names_nobody_stands_with_each_that_does() -> None:
    said = ("standing=unequal", "standing(g)=unequal", "standing(n)=unequal", "standing=equal")
    (point,) = (p for p in contested(written(*said)).points if p.kind == "values")

    assert [{said.statement for said in side.statements} for side in point.sides] == [
        {"standing=equal"},
        {"standing(g)=unequal", "standing=unequal"},
        {"standing(n)=unequal", "standing=unequal"},
    ]


def test_a_case_may_depend_on_one_point_only() -> None:
    answer = contested(subject_of(load_case(MARKET)))
    verdict = answer.verdicts[0]
    (dependence,) = verdict.depends

    assert len(answer.points) == 4
    assert "standing" in answer.points[dependence.point].sides[0].statements[0].statement
    assert [then.pattern for then in dependence.leads_to] == [
        "linear_collaborative",
        "subordinate_union",
    ]


def test_two_points_may_change_a_verdict_only_together() -> None:
    strong: JsonValue = ["seen", "report"]
    weak: JsonValue = ["by_n"]
    subject = subject_of(
        case_with(
            {"indicator": "standing", "value": "equal", "sources": strong},
            {"indicator": "standing", "value": "unequal", "sources": weak},
            {"indicator": "decision_rights", "value": "joint", "sources": strong},
            {"indicator": "decision_rights", "value": "one_decides", "sources": weak},
            {"indicator": "mission_complementarity", "value": "mutual", "sources": strong},
        )
    )
    answer = contested(subject)
    one = answer.verdicts[0]
    text = " ".join(text_of_blocks(blocks_of(answer), "en").split())

    assert not one.depends
    assert not one.holds
    assert [belief.point for belief in one.together] == [0, 1]
    assert one.leads_to is not None
    assert "stays if one point alone is settled, but changes if several are settled at once" in text
    assert f"are believed: {one.leads_to.says.en}" in text


def test_a_statement_without_a_source_says_so() -> None:
    subject = subject_of(
        case_with(
            {"indicator": "trust", "value": "present"},
            {"indicator": "trust", "value": "absent", "sources": ["by_n"]},
        )
    )
    text = text_of_blocks(blocks_of(contested(subject)), "en")

    assert "no source given" in text
    assert "according to l (interview, speaking for N)" in text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("id", "Kasus ini tidak bertentangan dengan dirinya sendiri"),
        ("en", "This case does not contradict itself"),
    ],
)
def test_a_case_without_contradiction_says_so(language: Language, said: str) -> None:
    answer = contested(golden())

    assert not answer.points
    assert all(one.holds for one in answer.verdicts)
    assert said in text_of_blocks(blocks_of(answer), language)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("id", "bila 2A (“kedudukan: setara”) dipercaya: linear collaborative"),
        ("en", "if 2A (“standing: equal”) is believed: linear collaborative"),
    ],
)
def test_the_text_says_what_each_side_leads_to(language: Language, said: str) -> None:
    answer = contested(subject_of(load_case(MARKET)))
    text = text_of_blocks(blocks_of(answer), language)

    assert said in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= 80


def test_an_answer_carries_no_notes_on_sources() -> None:
    case = golden().case
    noted = {n: s.model_copy(update={"note": case.title}) for n, s in case.sources.items()}
    answer = contested(subject_of(case.model_copy(update={"sources": noted})))

    assert answer.sources.keys() == noted.keys()
    assert all(source.note is None for source in answer.sources.values())


def test_the_answer_is_whole_as_json() -> None:
    document = json.loads(as_json(contested(subject_of(load_case(MARKET)))))

    assert document["schema"] == "kemitraan/contested/1"
    assert document["points"][0]["sides"][0]["statements"][0]["sources"] == ["kades"]
    assert document["verdicts"][0]["holds"] is False


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_command_shows_the_answer(language: Language) -> None:
    command = ["explain", str(MARKET), "--contested", "--lang", language]
    ran = CliRunner().invoke(main, command, env={"COLUMNS": "80"})

    assert ran.exit_code == 0
    assert ran.stdout == text_of_blocks(
        blocks_of(contested(subject_of(load_case(MARKET)))), language
    )


def test_the_command_gives_the_answer_as_json() -> None:
    ran = CliRunner().invoke(main, ["explain", str(MARKET), "--contested", "--format", "json"])

    assert json.loads(ran.stdout) == json.loads(as_json(contested(subject_of(load_case(MARKET)))))


def test_a_file_that_is_no_case_is_refused_without_a_traceback(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text("{}")
    ran = CliRunner().invoke(main, ["explain", str(file), "--contested", "--lang", "en"])

    assert ran.exit_code == 1
    assert not ran.stdout
    assert "Traceback" not in ran.stderr
