"""Relations: which pairs a case has, what holds for each of them, and how strongly it is told."""

from __future__ import annotations

from itertools import combinations, permutations
from random import Random

import naive
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import (
    SMALL,
    SOURCES,
    JSONObject,
    case_document,
    case_with,
    drawn,
    numbered,
    random_case,
    random_observation,
)

from classifier import InvalidCase, classify
from classifier.case.loading import case_of as case_of_document
from classifier.case.model import Case
from classifier.case.relations import (
    MAX_RELATIONS,
    Key,
    Pooled,
    Relation,
    Told,
    Value,
    observed_pairs,
    passed_on,
    relation_count,
    relations_of,
    strength_of,
)
from classifier.documents.positions import Document
from classifier.rulebook.loading import load_rulebook

Strengths = dict[Key, dict[Value, int]]


def strengths(told: Told) -> Strengths:
    return {k: {v: pooled.strength for v, pooled in values.items()} for k, values in told.items()}


def only(case: Case) -> Relation:
    (relation,) = relations_of(case, SMALL)
    return relation


def stated(*observations: JSONObject, kinds: dict[str, str] | None = None) -> Strengths:
    """What is told of the only relation, apart from what its kinds tell."""
    told = strengths(only(case_with(*observations, kinds=kinds)).told)
    return {key: values for key, values in told.items() if key.indicator != "status"}


# Strength

TRIED = Case.model_validate(
    case_document(
        {"g": "government", "n": "ngo", "m": "company"},
        [],
        sources={
            **SOURCES,
            "by_m": {"kind": "interview", "speaks_for": "m", "label": "l"},
            "report_too": {"kind": "document", "formal": False, "label": "l"},
        },
    )
)
STRENGTH = {
    # No voice at all.
    "": 1,
    "law": 1,
    "by_nobody": 1,
    "law by_nobody": 1,
    # One party.
    "by_g": 1,
    "by_n": 1,
    "by_g by_g_too": 1,
    "by_g law": 1,
    "by_g by_nobody": 1,
    # One voice that is no party.
    "by_outsider": 2,
    "by_m": 2,
    "seen": 2,
    "report": 2,
    "report report_too": 2,
    "report law": 2,
    "seen by_nobody": 2,
    "by_g by_outsider": 2,
    # Two kinds of voice.
    "by_g seen": 3,
    "by_g report": 3,
    "seen report": 3,
    "by_outsider seen": 3,
    "by_outsider report": 3,
    # Two actors.
    "by_g by_n": 3,
    "by_g by_m": 3,
    "by_n by_m law": 3,
}


@pytest.mark.parametrize(("sources", "expected"), STRENGTH.items())
def test_strength_is_how_many_kinds_of_voice_and_whose(sources: str, expected: int) -> None:
    named = [TRIED.sources[name] for name in sources.split()]

    assert {strength_of(order, ("g", "n")) for order in permutations(named)} == {expected}


def test_the_same_voice_twice_is_one_voice() -> None:
    for name, source in TRIED.sources.items():
        assert strength_of([source] * 3, ("g", "n")) == STRENGTH[name.replace("_too", "")]


def test_a_further_source_never_weakens() -> None:
    for several in combinations(TRIED.sources.values(), 2):
        for one in TRIED.sources.values():
            assert strength_of([*several, one], ("g", "n")) >= strength_of(several, ("g", "n"))


def test_who_is_a_party_of_another_relation_is_none_of_this_one() -> None:
    assert strength_of([TRIED.sources["by_m"]], ("g", "n")) == 2
    assert strength_of([TRIED.sources["by_m"]], ("g", "m")) == 1


# Pooling


def test_the_sources_of_one_value_are_pooled_over_its_observations() -> None:
    told = stated(
        {"indicator": "plain", "value": "yes", "sources": ["by_g"]},
        {"indicator": "plain", "value": "yes", "sources": ["seen"]},
        {"indicator": "plain", "value": "no", "sources": ["by_n"]},
    )

    assert told == {Key("plain"): {Value("yes"): 3, Value("no"): 1}}


def test_the_actor_named_with_a_starred_indicator_is_part_of_the_value() -> None:
    told = stated(
        {"indicator": "level", "value": "upper", "actor": "g", "sources": ["by_g"]},
        {"indicator": "level", "value": "upper", "actor": "n", "sources": ["seen"]},
        {"indicator": "level", "value": "upper", "sources": ["report"]},
    )

    assert told == {Key("level"): {Value("upper", 0): 1, Value("upper", 1): 2, Value("upper"): 2}}


@given(drawn(lambda random: (random_case(random, SMALL), random)))
def test_the_order_of_observations_and_sources_tells_nothing(drawn_: tuple[Case, Random]) -> None:
    case, random = drawn_
    observations = [
        o.model_copy(update={"sources": o.sources[::-1]})
        for o in random.sample(case.observations, len(case.observations))
    ]
    sources = dict(reversed(list(case.sources.items())))
    shuffled = case.model_copy(update={"observations": tuple(observations), "sources": sources})

    told = [strengths(relation.told) for relation in relations_of(case, SMALL)]
    assert [strengths(relation.told) for relation in relations_of(shuffled, SMALL)] == told


@given(drawn(lambda random: random_case(random, SMALL)))
def test_splitting_the_sources_of_an_observation_over_several_changes_nothing(case: Case) -> None:
    split = [
        observation.model_copy(update={"sources": (source,) if source else ()})
        for observation in case.observations
        for source in observation.sources or ("",)
    ]
    apart = case.model_copy(update={"observations": tuple(split)})

    told = [strengths(relation.told) for relation in relations_of(case, SMALL)]
    assert [strengths(relation.told) for relation in relations_of(apart, SMALL)] == told


@given(drawn(lambda random: (random_case(random, SMALL), random)))
def test_a_further_observation_never_weakens_what_is_told(drawn_: tuple[Case, Random]) -> None:
    case, random = drawn_
    name = random.choice([name for name, of in SMALL.indicators.items() if not of.derived])
    more = random_observation(
        random,
        SMALL,
        name,
        actors=tuple(case.actors),
        periods=tuple(case.periods),
        sources=sorted(SOURCES),
    )
    more.pop("between", None)
    more["actor"] = next(iter(case.actors)) if more.get("toward") else more.get("actor")
    if "toward" in more:
        more["toward"] = list(case.actors)[1]
    document = case.content()
    assert isinstance(document["observations"], list)
    document["observations"].append(more)
    fuller = Case.model_validate(document)

    after = {(r.actors, r.period): strengths(r.told) for r in relations_of(fuller, SMALL)}
    for relation in relations_of(case, SMALL):
        told = after.get((relation.actors, relation.period), strengths(relation.told))
        for key, values in strengths(relation.told).items():
            assert all(told[key][value] >= strong for value, strong in values.items())


@given(drawn(lambda random: (random_case(random, SMALL), random)))
def test_a_further_source_never_weakens_what_is_told(drawn_: tuple[Case, Random]) -> None:
    case, random = drawn_
    source = random.choice(sorted(SOURCES))
    fuller = case.model_copy(
        update={
            "observations": tuple(
                o.model_copy(update={"sources": (*o.sources, source)})
                if random.random() < 0.5
                else o
                for o in case.observations
            )
        }
    )

    for before, after in zip(relations_of(case, SMALL), relations_of(fuller, SMALL), strict=True):
        told = strengths(after.told)
        for key, values in strengths(before.told).items():
            assert all(told[key][value] >= strong for value, strong in values.items())


def test_each_pool_names_the_observations_that_say_so() -> None:
    relation = only(
        case_with(
            {"indicator": "own", "value": "yes"},
            {"indicator": "own", "value": "yes", "actor": "g", "id": "mine"},
        )
    )

    assert relation.told[Key("own", 0)][Value("yes")].observations == ("o1", "mine")
    assert relation.told[Key("own", 1)][Value("yes")].observations == ("o1",)


# Which relation an observation speaks of


def test_without_an_actor_it_holds_for_each() -> None:
    told = stated({"indicator": "own", "value": "yes", "sources": ["seen"]})

    assert told == {Key("own", 0): {Value("yes"): 2}, Key("own", 1): {Value("yes"): 2}}


def test_what_holds_for_each_is_pooled_with_what_is_said_of_one() -> None:
    told = stated(
        {"indicator": "stock", "value": "full", "about": "wood", "sources": ["by_g"]},
        {"indicator": "stock", "value": "full", "about": "wood", "actor": "n", "sources": ["by_n"]},
    )

    assert told == {
        Key("stock", 0, None, "wood"): {Value("full"): 1},
        Key("stock", 1, None, "wood"): {Value("full"): 3},
    }


def test_a_direction_is_kept_apart_from_its_opposite() -> None:
    told = stated(
        {"indicator": "push", "value": "yes", "actor": "g", "toward": "n"},
        {"indicator": "push", "value": "no", "actor": "n", "toward": "g"},
    )

    assert told == {Key("push", 0, 1): {Value("yes"): 1}, Key("push", 1, 0): {Value("no"): 1}}


THREE = {"g": "government", "n": "ngo", "m": "company"}


def pairs(*observations: JSONObject, kinds: dict[str, str] = THREE) -> list[tuple[str, str]]:
    return [r.actors for r in relations_of(case_with(*observations, kinds=kinds), SMALL)]


def test_every_pair_is_a_relation_if_none_is_named() -> None:
    assert pairs() == [("g", "n"), ("g", "m"), ("n", "m")]
    assert pairs({"indicator": "own", "value": "yes", "actor": "g"}) == pairs()


def test_only_the_pairs_that_are_named_are_relations_if_one_is() -> None:
    between: JSONObject = {"indicator": "plain", "value": "yes", "between": ["m", "g"]}
    toward: JSONObject = {"indicator": "push", "value": "yes", "actor": "n", "toward": "m"}

    assert pairs(between) == [("g", "m")]
    assert pairs(toward) == [("n", "m")]
    assert pairs(between, toward) == [("g", "m"), ("n", "m")]


def case_of(actors: int, *observations: JSONObject, periods: int = 0) -> JSONObject:
    kinds = {f"a{n}": "ngo" for n in range(actors)}
    names = [f"p{n}" for n in range(periods)]
    return case_document(kinds, observations, sources={}, periods=names)


@pytest.mark.parametrize(
    ("document", "count"),
    [
        (case_of(1_000), "499,500"),
        (case_of(100_000), "4,999,950,000"),
        (case_of(33), "528"),
        (case_of(2, periods=501), "501"),
    ],
    ids=["a thousand actors", "a hundred thousand", "a few too many", "periods"],
)
def test_more_relations_than_anybody_waits_for_are_refused_and_counted(
    document: JSONObject, count: str
) -> None:
    with pytest.raises(InvalidCase, match=f"has {count} relations, but 500 is the most"):
        case_of_document(Document("case.json", document, "", "json"), load_rulebook())
    with pytest.raises(InvalidCase, match=f"has {count} relations"):
        classify(Case.model_validate(document))


def test_of_very_many_actors_the_pairs_that_are_named_are_judged() -> None:
    named: JSONObject = {"indicator": "standing", "value": "equal", "between": ["a2", "a1"]}
    case = Case.model_validate(case_of(100_000, named))
    assert observed_pairs(case) == [("a1", "a2")]
    assert relation_count(case) == 1
    assert relation_count(Case.model_validate(case_of(32))) == 496 <= MAX_RELATIONS


def test_a_pair_named_by_between_is_not_named_by_its_direction_too() -> None:
    named: JSONObject = {
        "indicator": "push",
        "value": "yes",
        "actor": "n",
        "toward": "m",
        "between": ["n", "m"],
    }

    assert pairs(named) == [("n", "m")]


def test_without_a_pair_it_holds_for_every_relation_of_its_actors() -> None:
    case = case_with(
        {"indicator": "own", "value": "yes", "actor": "n"},
        {"indicator": "plain", "value": "yes"},
        kinds=THREE,
    )
    told = {r.actors: strengths(r.told) for r in relations_of(case, SMALL)}

    assert Key("own", 1) in told["g", "n"]
    assert Key("own", 0) in told["n", "m"]
    assert not {Key("own", 0), Key("own", 1)} & told["g", "m"].keys()
    assert all(Key("plain") in one for one in told.values())


def test_with_a_pair_it_holds_for_that_pair_only() -> None:
    case = case_with(
        {"indicator": "own", "value": "yes", "between": ["n", "g"]},
        {"indicator": "own", "value": "no", "actor": "m", "between": ["n", "m"]},
        kinds=THREE,
    )
    told = {r.actors: strengths(r.told) for r in relations_of(case, SMALL)}

    assert told["g", "n"] | {Key("own", 0): {Value("yes"): 1}} == told["g", "n"]
    assert told["n", "m"][Key("own", 1)] == {Value("no"): 1}
    assert Key("own", 0) not in told["n", "m"]
    assert ("g", "m") not in told


def test_periods_are_judged_apart_and_what_has_none_holds_for_all() -> None:
    case = case_with(
        {"indicator": "plain", "value": "yes", "period": "early"},
        {"indicator": "graded", "value": "much"},
        periods=("early", "late"),
    )
    early, late = relations_of(case, SMALL)

    assert (early.period, late.period) == ("early", "late")
    assert Key("plain") in early.told
    assert Key("plain") not in late.told
    assert Key("graded") in early.told
    assert Key("graded") in late.told


def test_a_case_without_periods_has_relations_without_one() -> None:
    assert only(case_with()).period is None


def test_a_period_or_a_pair_does_not_strengthen_another() -> None:
    case = case_with(
        {"indicator": "plain", "value": "yes", "period": "early", "sources": ["by_g"]},
        {"indicator": "plain", "value": "yes", "period": "late", "sources": ["seen"]},
        periods=("early", "late"),
    )
    early, late = relations_of(case, SMALL)

    assert strengths(early.told)[Key("plain")] == {Value("yes"): 1}
    assert strengths(late.told)[Key("plain")] == {Value("yes"): 2}


def test_what_is_of_government_and_civil_society_holds_for_no_other_pair() -> None:
    case = case_with({"indicator": "civil", "value": "good"}, kinds=THREE)
    told = {r.actors: r.told for r in relations_of(case, SMALL)}

    assert [pair for pair, one in told.items() if Key("civil") in one] == [("g", "n")]


@pytest.mark.parametrize(
    ("kinds", "first"),
    [
        ("government ngo", "a"),
        ("ngo government", "b"),
        ("company ngo", "a"),
        ("ngo company", "a"),
        ("government government", "a"),
        ("other government", "b"),
    ],
)
def test_a_government_comes_first_and_else_the_order_of_the_case_holds(
    kinds: str, first: str
) -> None:
    relation = only(case_with(kinds=dict(zip("ab", kinds.split(), strict=True))))

    assert relation.actors[0] == first


# Legal status


@pytest.mark.parametrize(
    ("kinds", "value"),
    [
        ("ngo ngo", "alike"),
        ("government government", "alike"),
        ("government ngo", "unlike"),
        ("ngo community_body", "unlike"),
        ("ngo other", None),
        ("other government", None),
        ("other other", None),
    ],
)
def test_legal_status_is_read_off_the_kinds_unless_one_is_other(
    kinds: str, value: str | None
) -> None:
    told = only(case_with(kinds=dict(zip("ab", kinds.split(), strict=True)))).told

    assert told == ({Key("status"): {Value(value): Pooled(2, (), derived=True)}} if value else {})


def test_a_coded_legal_status_is_taken_however_weak_and_whatever_the_kinds() -> None:
    told = only(case_with({"indicator": "status", "value": "alike"})).told

    assert told[Key("status")] == {Value("alike"): Pooled(1, ("o1",))}


def test_a_legal_status_coded_for_one_period_is_still_derived_for_the_other() -> None:
    coded: JSONObject = {
        "indicator": "status",
        "value": "alike",
        "period": "early",
        "sources": ["seen"],
    }
    early, late = relations_of(case_with(coded, periods=("early", "late")), SMALL)

    assert strengths(early.told)[Key("status")] == {Value("alike"): 2}
    assert late.told[Key("status")] == {Value("unlike"): Pooled(2, (), derived=True)}


# What is outweighed


def test_a_weaker_value_that_is_excluded_is_not_passed_on() -> None:
    values = {Value("much"): Pooled(2, ()), Value("some"): Pooled(1, ())}

    assert passed_on(values, together=False) == {Value("much"): 2}
    assert passed_on(values, together=True) == {Value("much"): 2, Value("some"): 1}


def test_equally_strong_values_are_both_passed_on() -> None:
    values = {
        Value("much"): Pooled(2, ()),
        Value("some"): Pooled(2, ()),
        Value("little"): Pooled(1, ()),
    }

    assert passed_on(values, together=False) == {Value("much"): 2, Value("some"): 2}


def test_a_value_that_names_nobody_goes_with_one_that_names_somebody() -> None:
    values = {Value("upper"): Pooled(3, ()), Value("upper", 0): Pooled(1, ())}

    assert passed_on(values, together=False) == {Value("upper"): 3, Value("upper", 0): 1}


def test_of_two_actors_named_the_weaker_is_outweighed() -> None:
    values = {Value("upper", 1): Pooled(3, ()), Value("upper", 0): Pooled(1, ())}

    assert passed_on(values, together=False) == {Value("upper", 1): 3}


VALUES = [Value("upper"), Value("upper", 0), Value("upper", 1), Value("even")]


def test_exclusion_is_mutual_and_nothing_excludes_itself() -> None:
    for one in VALUES:
        assert not one.excludes(one)
        assert all(one.excludes(other) == other.excludes(one) for other in VALUES)


@given(st.dictionaries(st.sampled_from(VALUES), st.integers(1, 3), min_size=1))
def test_the_strongest_value_is_always_passed_on(strong: dict[Value, int]) -> None:
    passed = passed_on({v: Pooled(s, ()) for v, s in strong.items()}, together=False)

    assert max(passed.values()) == max(strong.values())
    assert passed.items() <= strong.items()


# All of it at once


@pytest.mark.parametrize("block", range(10))
def test_relations_are_those_of_an_independent_reading_of_the_theory(block: int) -> None:
    for number in range(block * 200, (block + 1) * 200):
        case = random_case(numbered(number), SMALL)
        expected = [(p.actors, p.period, p.civil, p.stated) for p in naive.relations(case, SMALL)]

        assert expected == [
            (r.actors, r.period, r.pairing is not None, strengths(r.told))
            for r in relations_of(case, SMALL)
        ]
