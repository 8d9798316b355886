"""Two coders: the figures are the published ones, and what is told to change a verdict does."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from strategies import JSONObject, case_document, drawn, random_case, random_observation
from subjects import EXAMPLES, SHIPPED

from classifier import load_case
from classifier.case.model import Case
from classifier.cli import main
from classifier.explain.agree import blocks_of
from classifier.logic.evidence import State
from classifier.logic.program import FindingAt
from classifier.questions.agree import AgreeAnswer, Figures, Incomparable, agree
from classifier.questions.coders.coding import Shared, shared
from classifier.questions.coders.settling import Disagreement
from classifier.questions.coders.statistics import (
    FEWEST,
    bootstrap,
    cohen_kappa,
    krippendorff_alpha,
    percent,
)
from classifier.questions.differences import VerdictPair
from classifier.questions.subject import Outcome, as_json, places
from classifier.questions.supposing.changes import taken_over
from classifier.words.language import LANGUAGES
from classifier.writers.text import text_of_blocks

CODERS = Path("tests/coders")
A, B = CODERS / "a", CODERS / "b"

# Published figures


def pairs(first: str, second: str) -> list[tuple[str, str]]:
    return list(zip(first.split(), second.split(), strict=True))


def table(*rows: tuple[int, ...]) -> list[tuple[int, int]]:
    return [
        (row, column)
        for row, counts in enumerate(rows)
        for column, count in enumerate(counts)
        for _ in range(count)
    ]


def test_alpha_of_binary_data_is_that_of_krippendorff() -> None:
    """Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, section A."""
    data = pairs("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
    assert krippendorff_alpha(data) == pytest.approx(0.095, abs=0.0005)


def test_alpha_of_nominal_data_is_that_of_krippendorff() -> None:
    """Krippendorff 2011, section B."""
    data = pairs("a a b b d c c c e d d a", "b a b b b c c c e d d d")
    assert krippendorff_alpha(data) == pytest.approx(0.692, abs=0.0005)
    low, high = bootstrap(data) or (0, 0)
    assert 0.2 < low < 0.692 < high <= 1


def test_kappa_is_that_of_cohen() -> None:
    """Cohen 1960, A Coefficient of Agreement for Nominal Scales, table 2: .70, .41, .492."""
    data = table((88, 14, 18), (10, 40, 10), (2, 6, 12))
    assert percent(data) == 70
    assert cohen_kappa(data) == pytest.approx(0.492, abs=0.0005)


def test_kappa_is_that_of_fleiss() -> None:
    """Fleiss, Levin and Paik 2003, Statistical Methods for Rates and Proportions, table 18.1."""
    data = table((75, 1, 4), (5, 4, 1), (0, 0, 10))
    assert cohen_kappa(data) == pytest.approx(0.68, abs=0.005)


# Laws of the figures

CODED = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=40)


def turned(data: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(second, first) for first, second in data]


def alpha_by_pairs(*groups: list[tuple[str, str]]) -> float | None:
    """By its definition: every two values of a group are paired, with or without the same unit."""
    observed = expected = 0.0
    for group in groups:
        values = [value for pair in group for value in pair]
        others = [
            one != two
            for place, one in enumerate(values)
            for other, two in enumerate(values)
            if place != other
        ]
        observed += 2 * sum(one != two for one, two in group)
        expected += sum(others) / (len(values) - 1) if group else 0
    return 1 - observed / expected if expected else None


@given(st.lists(CODED, max_size=3))
def test_alpha_is_what_its_definition_says(groups: list[list[tuple[str, str]]]) -> None:
    alpha = krippendorff_alpha(*groups)
    expected = alpha_by_pairs(*groups)
    assert (alpha is None) == (expected is None)
    assert alpha is None or alpha == pytest.approx(expected)


@given(st.lists(CODED, min_size=1, max_size=3))
@hypothesis_settings(max_examples=25)
def test_the_order_of_the_coders_does_not_matter(groups: list[list[tuple[str, str]]]) -> None:
    other = [turned(group) for group in groups]
    for figure in (percent, cohen_kappa, krippendorff_alpha, bootstrap):
        assert figure(*groups) == figure(*other)


@given(CODED)
def test_a_group_of_one_value_neither_lifts_nor_lowers(data: list[tuple[str, str]]) -> None:
    alone = [("x", "x")] * 9
    assert krippendorff_alpha(data, alone) == krippendorff_alpha(data)
    assert cohen_kappa(data, alone) == cohen_kappa(data)


@given(st.lists(st.sampled_from("abc"), max_size=40))
def test_perfect_agreement_is_one_or_not_defined(values: list[str]) -> None:
    data = [(value, value) for value in values]
    wanted = 1.0 if len(set(values)) > 1 else None
    assert cohen_kappa(data) == krippendorff_alpha(data) == wanted
    assert bootstrap(data) is None


def test_random_codings_agree_no_more_than_by_chance() -> None:
    random = Random(7)  # noqa: S311 - no secret
    data = [(random.choice("abcd"), random.choice("abcd")) for _ in range(4000)]
    low, high = bootstrap(data) or (1, 1)
    assert krippendorff_alpha(data) == pytest.approx(0, abs=0.03)
    assert cohen_kappa(data) == pytest.approx(0, abs=0.03)
    assert low < 0 < high
    assert high - low < 0.1


def test_an_interval_is_the_same_every_time_and_needs_enough_units() -> None:
    data = table((5, 1), (2, 4))
    assert bootstrap(data) == bootstrap(data)
    more = table((50, 13, 7), (20, 40, 3))
    assert bootstrap(more) == bootstrap(more) != bootstrap(more, seed=1)
    assert bootstrap(data[: FEWEST - 1]) is None


def test_each_draw_has_the_alpha_of_the_units_drawn() -> None:
    groups = [table((6, 2), (1, 4)), table((3, 1, 0), (2, 5, 0), (0, 0, 2))]
    cells = [[(0, 0), (0, 1), (1, 1)], [(0, 0), (0, 1), (1, 1), (2, 2)]]
    counts = np.array([6, 3, 4, 3, 3, 5, 2])
    for seed in range(20):
        drawn_ = np.random.default_rng(seed).multinomial(26, counts / 26)
        first = [cell for cell, n in zip(cells[0], drawn_, strict=False) for _ in range(n)]
        second = [cell for cell, n in zip(cells[1], drawn_[3:], strict=True) for _ in range(n)]
        alpha = krippendorff_alpha(first, second)
        assert bootstrap(*groups, draws=1, seed=seed) == pytest.approx((alpha, alpha))


def test_an_interval_holds_alpha_about_as_often_as_it_says() -> None:
    """The alpha of all the population lies inside for most samples of it."""
    random = Random(3)  # noqa: S311 - no secret
    population = table((30, 8, 2), (6, 25, 4), (3, 2, 20))
    truth = krippendorff_alpha(population)
    assert truth is not None
    inside = 0
    for _ in range(100):
        low, high = bootstrap([random.choice(population) for _ in range(60)], draws=300) or (0, 0)
        inside += low <= truth <= high
    assert 85 <= inside <= 100


# Two codings


def two_codings(random: Random) -> tuple[Case, Case]:
    """A case, and the same coded by somebody else: some left out, some other, some more."""
    first = random_case(random, SHIPPED.codebook)
    kinds = {name: actor.kind for name, actor in first.actors.items()}
    dumped = first.model_dump(by_alias=True, mode="json", exclude_none=True)
    kept = [one for one in dumped["observations"] if random.random() < 0.8]
    for one in kept:
        values = list(SHIPPED.codebook.indicators[one["indicator"]].values)
        if random.random() < 0.3 and not one.get("actor"):
            one["value"] = random.choice(values)
    of_pair = [name for name, of in SHIPPED.codebook.indicators.items() if not of.only]
    more = [
        random_observation(
            random,
            SHIPPED.codebook,
            random.choice(of_pair),
            actors=tuple(kinds),
            periods=tuple(first.periods),
            sources=tuple(first.sources),
        )
        for _ in range(random.randint(0, 6))
    ]
    document = case_document(kinds, [*kept, *more], periods=tuple(first.periods))
    return first, Case.model_validate(document)


def agreed(first: Case, second: Case) -> AgreeAnswer:
    return agree([first], [second], SHIPPED, coders=("A", "B"))


@given(drawn(two_codings))
@hypothesis_settings(max_examples=30)
def test_agreeing_with_oneself_is_perfect(codings: tuple[Case, Case]) -> None:
    answer = agreed(codings[0], codings[0])
    for of in (answer.overall, *answer.indicators):
        assert of.same == of.both
        assert (of.only_first, of.only_second) == (0, 0)
        assert of.kappa in (1, None)
        assert (of.alpha is None) == (of.undefined is not None)
    assert not any(one.disagreements or one.jointly for one in answer.relations)
    assert all(one.same == one.relations for one in answer.typologies)


def mirrored(of: Figures) -> tuple[object, ...]:
    numbers = (of.both, of.same, of.percent, of.kappa, of.alpha, of.interval)
    return (of.indicator, *numbers, of.only_second, of.only_first)


def as_is(of: Figures) -> tuple[object, ...]:
    numbers = (of.both, of.same, of.percent, of.kappa, of.alpha, of.interval)
    return (of.indicator, *numbers, of.only_first, of.only_second)


def effects(pairs: tuple[VerdictPair, ...]) -> list[tuple[object, object]]:
    return [(pair.before.answer, pair.after.answer) for pair in pairs]


def settled(answer: AgreeAnswer) -> dict[tuple[str, str | None, str], tuple[object, object]]:
    return {
        (",".join(sorted(relation.actors)), relation.period, one.point): (
            effects(one.first_becomes),
            effects(one.second_becomes),
        )
        for relation in answer.relations
        for one in relation.disagreements
    }


@given(drawn(two_codings))
@hypothesis_settings(max_examples=30)
def test_swapping_the_coders_changes_names_only(codings: tuple[Case, Case]) -> None:
    there, back = agreed(*codings), agreed(*codings[::-1])
    assert list(map(as_is, there.indicators)) == list(map(mirrored, back.indicators))
    assert as_is(there.overall) == mirrored(back.overall)
    assert there.typologies == back.typologies
    assert settled(there) == {point: two[::-1] for point, two in settled(back).items()}


@given(drawn(two_codings))
@hypothesis_settings(max_examples=30)
def test_taking_over_every_disagreement_gives_the_other_verdict(
    codings: tuple[Case, Case],
) -> None:
    for of in shared(*codings, SHIPPED).values():
        for side, other in ((of.first, of.second), (of.second, of.first)):
            other_told = side.other.relation.told
            told = taken_over(side.own.relation.told, side.differing(), other_told)
            assert verdicts(side.own.outcomes(told)) == verdicts(other.own.outcomes())


def verdicts(outcomes: Mapping[str, Outcome]) -> dict[str, object]:
    return {name: outcome.answer for name, outcome in outcomes.items()}


@given(drawn(two_codings))
@hypothesis_settings(max_examples=20)
def test_a_verdict_that_differs_is_accounted_for(codings: tuple[Case, Case]) -> None:
    """By a disagreement that alone makes it, or by the fewest that do so together."""
    answer = agreed(*codings)
    for relation in answer.relations:
        for pair in relation.verdicts:
            made = any(
                (one.after.typology, one.after.answer) == (pair.after.typology, pair.after.answer)
                for of in relation.disagreements
                for one in of.first_becomes
            )
            jointly = [one for one in relation.jointly if one.verdicts.before == pair.before]
            assert pair.other_answer or not jointly
            assert not pair.other_answer or made != bool(jointly)
        points = {one.point for one in relation.disagreements}
        assert all(len(one.points) > 1 and points >= {*one.points} for one in relation.jointly)


@given(drawn(two_codings))
@hypothesis_settings(max_examples=20)
def test_every_unit_is_counted_once(codings: tuple[Case, Case]) -> None:
    answer = agreed(*codings)
    for of in ("both", "same", "only_first", "only_second"):
        total = sum(getattr(one, of) for one in answer.indicators)
        assert total == getattr(answer.overall, of)


# Units and their values


def coded(*observations: JSONObject, kinds: dict[str, str] | None = None) -> Case:
    kinds = kinds or {"g": "government", "n": "ngo"}
    return Case.model_validate(case_document(kinds, list(observations)))


def seen(indicator: str, value: str, **others: str) -> JSONObject:
    return {"indicator": indicator, "value": value, "sources": ["seen"], **others}


def claimed(indicator: str, value: str, **others: str) -> JSONObject:
    return {"indicator": indicator, "value": value, "sources": [], **others}


def figures(answer: AgreeAnswer, indicator: str) -> Figures:
    return next(of for of in answer.indicators if of.indicator == indicator)


def test_what_one_left_out_is_no_disagreement() -> None:
    answer = agreed(
        coded(seen("goal", "alike"), seen("trust", "present")), coded(seen("goal", "alike"))
    )
    of = figures(answer, "trust")
    assert (of.both, of.only_first, of.only_second) == (0, 1, 0)
    assert (of.kappa, of.undefined) == (None, "nothing_in_both")
    assert answer.overall.percent == 100


def test_a_value_that_a_stronger_one_outweighs_is_not_what_was_coded() -> None:
    first = coded(seen("goal", "alike"), claimed("goal", "unlike"))
    assert figures(agreed(first, coded(seen("goal", "alike"))), "goal").same == 1


def test_two_equally_strong_values_are_another_answer_than_one() -> None:
    first = coded(seen("goal", "alike"), seen("goal", "unlike"))
    assert figures(agreed(first, coded(seen("goal", "alike"))), "goal").same == 0


def test_the_actor_that_is_named_is_part_of_the_value() -> None:
    first = coded(seen("standing", "unequal", actor="g"))
    second = coded(seen("standing", "unequal", actor="n"))
    assert figures(agreed(first, second), "standing").same == 0
    both = coded(seen("standing", "unequal", actor="g"), seen("standing", "unequal"))
    assert figures(agreed(first, both), "standing").same == 1


def test_where_values_may_hold_together_each_that_somebody_marked_is_a_unit() -> None:
    first = coded(seen("government_conduct", "invites"), seen("government_conduct", "steers"))
    second = coded(seen("government_conduct", "invites"))
    of = figures(agreed(first, second), "government_conduct")
    assert (of.both, of.same) == (2, 1)
    alone = figures(agreed(first, coded()), "government_conduct")
    assert (alone.both, alone.only_first) == (0, 2)


def test_what_is_read_off_the_kinds_is_not_coded() -> None:
    answer = agreed(coded(seen("legal_status", "alike")), coded())
    assert figures(answer, "legal_status").only_first == 1
    assert not agreed(coded(), coded()).indicators


def disagreements(answer: AgreeAnswer) -> list[Disagreement]:
    return [one for relation in answer.relations for one in relation.disagreements]


def test_an_actor_of_another_kind_is_a_disagreement_that_may_change_a_verdict() -> None:
    observations = (seen("ngo_conduct", "confrontational"), seen("goal", "alike"))
    first = coded(*observations)
    second = coded(seen("goal", "alike"), kinds={"g": "government", "n": "company"})
    (one, *_) = disagreements(agreed(first, second))
    assert (one.sort, one.point) == ("other_kind", "/actors/n/kind")
    assert ("tandon", "not_applicable") in [
        (pair.after.typology, pair.after.status) for pair in one.first_becomes
    ]


def test_the_same_answer_on_other_evidence_is_told_only_where_it_matters() -> None:
    # Two rules fight over who is above; the stronger evidence wins.
    base = (seen("size", "alike"), seen("distinction", "not_made", about="size"))
    first = coded(*base, seen("standing", "equal"), claimed("task_balance", "even"))
    second = coded(*base, seen("standing", "equal"), seen("task_balance", "even"))
    assert disagreements(agreed(first, second)) == []
    against = (seen("standing", "unequal"), claimed("decision_rights", "joint"))
    weak, strong = (
        coded(*base, *against),
        coded(*base, against[0], seen("decision_rights", "joint")),
    )
    (told,) = disagreements(agreed(weak, strong))
    assert (told.sort, told.changes_a_verdict) == ("other_evidence", True)
    assert state_of(weak) is State.MET
    assert state_of(strong) is State.CONTESTED


def state_of(case: Case) -> State:
    (subject,) = places(case, SHIPPED).values()
    number = subject.program.findings[FindingAt("subordinated", (), None)]
    return subject.judged().derivation.evidence(number).state


def test_actors_in_another_order_are_the_same_actors() -> None:
    kinds = {"g": "company", "n": "producers"}
    turned_kinds = dict(reversed(kinds.items()))
    observations = (
        seen("dominance", "present", actor="g", toward="n"),
        seen("standing", "unequal", actor="g"),
        seen("benefit", "absent", actor="n"),
    )
    answer = agreed(coded(*observations, kinds=kinds), coded(*observations, kinds=turned_kinds))
    assert answer.overall.same == answer.overall.both == 3
    assert disagreements(answer) == []


def test_actors_whose_kinds_turn_the_relation_are_the_same_actors() -> None:
    observation = seen("dominance", "present", actor="g", toward="n")
    first = coded(observation, kinds={"g": "company", "n": "ngo"})
    second = coded(observation, kinds={"g": "company", "n": "government"})
    for answer in (agreed(first, second), agreed(second, first)):
        of = figures(answer, "dominance")
        assert (of.both, of.same) == (1, 1)
        assert [one.sort for one in disagreements(answer)] == ["other_kind"]


def test_a_relation_that_only_one_has_is_named_and_not_counted() -> None:
    kinds = {"g": "government", "n": "ngo", "m": "donor"}
    first = coded({**seen("goal", "alike"), "between": ["g", "n"]}, kinds=kinds)
    second = coded({**seen("goal", "alike"), "between": ["g", "m"]}, kinds=kinds)
    answer = agreed(first, second)
    assert answer.overall.both == answer.overall.only_first == 0
    assert len(answer.relations_only_first) == len(answer.relations_only_second) == 1


def test_cases_that_only_one_has_are_named() -> None:
    cases = [load_case(path) for path in EXAMPLES[:3]]
    answer = agree(cases[:2], cases[1:], coders=("A", "B"))
    assert [one.id for one in answer.cases] == [cases[1].id]
    assert (answer.only_first, answer.only_second) == ((cases[0].id,), (cases[2].id,))


def test_nothing_in_both_and_a_case_twice_are_refused() -> None:
    one, two = (load_case(path) for path in EXAMPLES[:2])
    with pytest.raises(Incomparable, match="no case is coded by both"):
        agree([one], [two], coders=("A", "B"))
    with pytest.raises(Incomparable, match="twice in B"):
        agree([one], [one, one], coders=("A", "B"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_agrees_with_itself_and_can_be_shown(path: Path) -> None:
    case = load_case(path)
    answer = agreed(case, case)
    assert answer.overall.percent == 100
    for language in LANGUAGES:
        said = text_of_blocks(blocks_of(answer), language)
        assert "nan" not in said.lower().split()
        assert "None" not in said


def test_without_numpy_there_are_no_intervals_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = ([load_case(path) for path in sorted(f.iterdir())] for f in (A, B))
    whole = agree(first, second, coders=("A", "B"))
    monkeypatch.setitem(sys.modules, "numpy", None)
    answer = agree(first, second, coders=("A", "B"))

    assert (whole.intervals, answer.intervals) == (True, False)
    assert whole.overall.interval
    assert answer.overall == replace(whole.overall, interval=None)
    for language in LANGUAGES:
        lacking, full = (
            " ".join(text_of_blocks(blocks_of(one), language).split()) for one in (answer, whole)
        )
        assert "pip install numpy" in lacking
        assert "pip install numpy" not in full


# The command


def run(*words: object) -> tuple[int, str, str]:
    ran = CliRunner().invoke(main, ["agree", *map(str, words)])
    return ran.exit_code, ran.stdout, ran.stderr


def test_what_changes_a_verdict_comes_first() -> None:
    code, said, _ = run(A, B, "--lang", "en")
    assert code == 0
    settle, rest = said.index("Settle these first"), said.index("Other disagreements")
    assert settle < said.index("decision_rights=joint") < rest < said.index("[communication]")
    assert "If A is coded as B" in said
    assert "Cases that only A has: bank-sampah-cempaka" in said
    assert "taken" not in said[:settle]


def test_both_languages_write_numbers_their_own_way() -> None:
    _, english, _ = run(A, B, "--lang", "en")
    _, indonesian, _ = run(A, B, "--lang", "id")
    assert "kappa 0.26" in english
    assert "kappa 0,26" in indonesian
    assert "Selesaikan ini lebih dahulu" in indonesian


def test_the_json_is_complete_and_has_no_number_that_is_none() -> None:
    code, said, _ = run(A, B, "--format", "json")
    answer = json.loads(said, parse_constant=pytest.fail)
    assert code == 0
    assert answer["schema"] == "kemitraan/agree/1"
    assert [one["id"] for one in answer["cases"]] == [
        "irigasi-rawa-bening",
        "kopi-lereng-utara",
        "taman-baca-kampung-sagu",
    ]
    openness = next(one for one in answer["indicators"] if one["indicator"] == "openness")
    assert (openness["alpha"], openness["undefined"]) == (None, "nothing_in_both")
    cases = [[load_case(path) for path in sorted(folder.glob("*.json"))] for folder in (A, B)]
    assert said == as_json(agree(cases[0], cases[1], coders=(str(A), str(B)))) + "\n"


def test_two_files_are_compared_too() -> None:
    name = "kopi-lereng-utara.json"
    code, said, _ = run(A / name, B / name, "--lang", "en")
    assert code == 0
    assert "cases in both: 1" in said
    assert "practice" in said


def test_perfect_agreement_and_one_value_are_said_in_words(tmp_path: Path) -> None:
    code, said, _ = run(A, A, "--lang", "en")
    assert code == 0
    assert "perfect agreement" in said
    path = tmp_path / "c.json"
    path.write_text(
        json.dumps(case_document({"g": "government", "n": "ngo"}, [seen("goal", "alike")]))
    )
    _, one_value, _ = run(path, path, "--lang", "en")
    assert "kappa and alpha are not defined" in " ".join(one_value.split())
    path.write_text(json.dumps(case_document({"g": "government", "n": "ngo"}, [])))
    _, nothing, _ = run(path, path, "--lang", "en")
    assert "There is nothing that both coded" in nothing


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_compared(tmp_path: Path) -> None:
    (tmp_path / "good.json").write_text((A / "kopi-lereng-utara.json").read_text("utf-8"), "utf-8")
    (tmp_path / "bad.json").write_text("{")
    code, said, told = run(tmp_path, B, "--lang", "en")
    assert code == 1
    assert "practice" in said
    assert "bad.json" in told


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ([A / "kopi-lereng-utara.json", B / "irigasi-rawa-bening.json"], 1, "matched by their ids"),
        ([A], 2, "B"),
        (["-", "-"], 2, "only once"),
        ([A, "absent"], 1, "absent"),
    ],
)
def test_what_cannot_be_compared_is_told(words: list[object], code: int, told: str) -> None:
    ran, said, problems = run(*words, "--lang", "en")
    assert (ran, said) == (code, "")
    assert told in " ".join(problems.split())
    assert "Traceback" not in problems


def test_the_same_case_twice_in_a_folder_is_told(tmp_path: Path) -> None:
    for name in ("one.json", "two.json"):
        (tmp_path / name).write_text((A / "kopi-lereng-utara.json").read_text("utf-8"), "utf-8")
    code, _, told = run(tmp_path, B, "--lang", "en")
    assert code == 1
    assert "twice" in told


def test_shared_relations_are_seen_from_both_sides() -> None:
    first, second = (load_case(folder / "kopi-lereng-utara.json") for folder in (A, B))
    (of,) = shared(first, second, SHIPPED).values()
    assert isinstance(of, Shared)
    assert of.first.own.relation.told == of.second.other.relation.told
