"""What suffices for a verdict forces it, nothing smaller does, and what is needed is needed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import combinations, product
from math import prod
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from strategies import (
    SMALL,
    JSONObject,
    case_document,
    case_with,
    drawn,
    numbered,
    random_case,
    random_rulebook,
    random_statements,
)
from subjects import EXAMPLES, SHIPPED, every_example, golden, told_of, told_to, written

from classifier.case.model import Case
from classifier.case.relations import Key, Pooled, Told, Value, relations_of, values_of
from classifier.cli import main
from classifier.explain.support import blocks_of
from classifier.logic.grounding import program_of
from classifier.logic.verdict import Grade, Status
from classifier.questions.solver.gates import TRUE
from classifier.questions.solver.keys import keys_behind
from classifier.questions.solver.sufficing import Sufficing, options, options_of
from classifier.questions.subject import Slot, Subject, as_json, subject_of, subjects_of
from classifier.questions.support import SETS, Support, SupportAnswer, choices_of, support
from classifier.questions.supposing.changes import derived_value
from classifier.result.answers import Conclusion
from classifier.rulebook.model import Rulebook
from classifier.words.language import Language
from classifier.writers.text import text_of_blocks

MANY = 1000
"""So many completions are tried one by one."""
Way = tuple[frozenset[str], int, Mapping[Value, Pooled]]
"""What may be told of a key: the points it keeps, how many claims it adds, and the values."""


def ways(subject: Subject, key: Key) -> Iterator[Way]:
    """Every completion of a key, spelt out: kept, nothing, or a claim."""
    indicator = subject.rulebook.codebook.indicators[key.indicator]
    told = subject.relation.told.get(key, {})
    claim = Pooled(1, ())
    if indicator.together:
        several = [
            [(None, 0), (claim, 1), *([(told[v], 0)] if v in told else [])]
            for v in values_of(indicator)
        ]
        for chosen in product(*several):
            made = list(zip(values_of(indicator), chosen, strict=True))
            kept = {v for v, (pooled, new) in made if pooled is not None and not new}
            values = {v: pooled for v, (pooled, _) in made if pooled is not None}
            names = frozenset(subject.name(Slot(key, v)) for v in kept)
            yield names, sum(new for _, (_, new) in made), values
        return
    derived = any(pooled.derived for pooled in told.values())
    if told:
        yield frozenset() if derived else frozenset([subject.name(Slot(key))]), 0, told
    if not derived:
        yield frozenset(), 0, derived_value(subject, key) if told else {}
        yield from ((frozenset(), 1, {v: claim}) for v in values_of(indicator))


@cache
def small_typologies() -> tuple[tuple[Rulebook, str], ...]:
    """Typologies of random rulebooks, few enough of whose completions there are to try them all."""
    found: list[tuple[Rulebook, str]] = []
    for number in range(300):
        book = random_rulebook(numbered(number))
        program = program_of(book)
        for name in book.typologies:
            keys = keys_behind(program, name)
            if keys and prod(most_ways(key) for key in keys) <= MANY:
                found.append((book, name))
    return tuple(found)


def most_ways(key: Key) -> int:
    """How many completions a key can have at most."""
    indicator = SMALL.indicators[key.indicator]
    values = len(values_of(indicator))
    return int(3**values) if indicator.together else values + 2


def small_subject(random: Random) -> tuple[Subject, str]:
    book, name = random.choice(small_typologies())
    told = dict(random_statements(random, SMALL))
    if random.random() < 0.7:
        # Much that is reported, for little is forced by little.
        told = {
            key: {v: Pooled(max(pooled.strength, 2), pooled.observations)}
            for key, values in {**told, **random_statements(random, SMALL)}.items()
            for v, pooled in [next(iter(values.items()))]
        }
    if random.random() < 0.5:
        told[Key("status")] = {Value("unlike"): Pooled(2, (), derived=True)}
    return told_to(book, told), name


def tried(subject: Subject, name: str) -> list[tuple[frozenset[str], int, Conclusion]]:
    """The points kept, the claims made and the verdict of every completion."""
    keys = sorted(keys_behind(subject.program, name), key=str)
    found = []
    for several in product(*(list(ways(subject, key)) for key in keys)):
        told = {key: way[2] for key, way in zip(keys, several, strict=True) if way[2]}
        kept = frozenset[str]().union(*(way[0] for way in several))
        claims = sum(way[1] for way in several)
        found.append((kept, claims, subject.outcomes(told)[name].answer))
    return found


def supported(subject: Subject, name: str) -> Support:
    return next(one for one in support(subject).supports if one.typology == name)


small = drawn(small_subject)


@cache
def examples() -> tuple[tuple[Subject, SupportAnswer], ...]:
    return tuple((subject, support(subject)) for subject in every_example())


@given(small)
@hypothesis_settings(max_examples=40)
def test_the_smallest_sets_are_those_that_force_the_verdict(drawn_: tuple[Subject, str]) -> None:
    subject, name = drawn_
    one, completions = supported(subject, name), tried(subject, name)
    others = [kept for kept, _, answer in completions if answer != one.now.answer]
    points = sorted({point for kept, _, _ in completions for point in kept})

    def suffices(several: tuple[str, ...]) -> bool:
        return not any(kept.issuperset(several) for kept in others)

    by_size = (
        {frozenset(s) for s in combinations(points, n) if suffices(s)}
        for n in range(len(points) + 1)
    )
    smallest = next((sets for sets in by_size if sets), set())

    assert one.complete
    assert one.count == len(smallest)
    assert one.size == (len(next(iter(smallest))) if smallest else None)
    assert {frozenset(s) for s in one.sets} <= smallest
    assert len(one.sets) == min(one.count, SETS)


@given(small)
@hypothesis_settings(max_examples=40)
def test_what_is_still_open_is_what_claims_can_lead_to(drawn_: tuple[Subject, str]) -> None:
    subject, name = drawn_
    one, completions = supported(subject, name), tried(subject, name)
    everything = frozenset[str]().union(*(kept for kept, _, _ in completions))
    fewest: dict[object, int] = {}
    for kept, claims, answer in completions:
        if kept == everything and answer != one.now.answer:
            fewest[answer] = min(claims, fewest.get(answer, claims))

    assert {end.leads_to.answer: len(end.statements) for end in one.ends} == fewest
    assert (one.size is None) is bool(fewest)


@given(drawn(lambda random: told_to(random_rulebook(random), random_statements(random, SMALL))))
@hypothesis_settings(max_examples=25)
def test_a_point_is_necessary_if_the_verdict_is_another_one_without_it(subject: Subject) -> None:
    told = subject.relation.told
    for one in support(subject).supports:
        fallen = {need.point: need.leads_to.answer for need in one.needs}
        for name, rest in removals(subject, told):
            after = subject.outcomes(rest)[one.typology].answer
            assert fallen.get(name, one.now.answer) == after
            fallen.pop(name, None)
        assert not fallen


def removals(subject: Subject, told: Told) -> Iterator[tuple[str, Told]]:
    """What is told without each point in turn."""
    for key, values in told.items():
        rest = {k: v for k, v in told.items() if k != key}
        if not subject.rulebook.codebook.indicators[key.indicator].together:
            back = derived_value(subject, key)
            yield subject.name(Slot(key)), {**rest, **({key: back} if back else {})}
            continue
        for value in values:
            left = {v: pooled for v, pooled in values.items() if v != value}
            yield subject.name(Slot(key, value)), {**rest, **({key: left} if left else {})}


@given(drawn(lambda random: (random_case(random, SMALL), random_rulebook(random))))
@hypothesis_settings(max_examples=25)
def test_a_source_is_left_out_of_the_case_file(drawn_: tuple[Case, object]) -> None:
    case, book = drawn_
    for subject in subjects_of(case, book)[:2]:  # type: ignore[arg-type]
        for one in support(subject).supports:
            for removal in one.removals:
                told = told_without(subject, removal.source)
                then = None if told is None else subject.outcomes(told)[one.typology]
                assert removal.leads_to == then
                same = then is not None and then.answer == one.now.answer
                assert (removal.effect != "falls") is same
                alike = then is not None and then.says == one.now.says
                assert (removal.effect == "same") is (same and alike)


def told_without(subject: Subject, source: str) -> Told | None:
    document = subject.case.content()
    observations = document["observations"]
    assert isinstance(observations, list)
    kept = []
    for observation in observations:
        assert isinstance(observation, dict)
        sources = observation.get("sources", [])
        assert isinstance(sources, list)
        if sources == [source]:
            continue
        kept.append({**observation, "sources": [s for s in sources if s != source]})
    case = Case.model_validate({**document, "observations": kept})
    return next(
        (
            relation.told
            for relation in relations_of(case, subject.rulebook.codebook)
            if set(relation.actors) == set(subject.relation.actors)
            and relation.period == subject.relation.period
        ),
        None,
    )


@pytest.mark.parametrize("place", range(len(every_example())))
def test_no_completion_overthrows_what_is_said_to_suffice(place: int) -> None:
    random = numbered(place)
    subject, answer = examples()[place]
    for one in answer.supports:
        for number in range(40):
            several = set(random.choice(one.sets or ((),)))
            if one.choices and number % 2:
                several = {random.choice(choice) for choice in one.choices}
            told = sampled(subject, one.typology, several, random)
            if one.size is not None:
                assert subject.outcomes(told)[one.typology].answer == one.now.answer


def sampled(subject: Subject, name: str, held: set[str], random: Random) -> Told:
    """A completion of the points that are not held."""
    told = {}
    for key in sorted(keys_behind(subject.program, name), key=str):
        every = options_of_key(subject, key)
        told[key] = random.choice([w for w in every if held & points(subject, key) <= w[0]])[2]
    return {key: values for key, values in told.items() if values}


def options_of_key(subject: Subject, key: Key) -> list[Way]:
    if not subject.rulebook.codebook.indicators[key.indicator].together:
        return list(ways(subject, key))
    told = subject.relation.told.get(key, {})
    random = numbered(len(told))
    claims = {v: Pooled(1, ()) for v in values_of(SHIPPED.codebook.indicators[key.indicator])}
    made: list[Way] = [(frozenset(), 0, {}), (points(subject, key), 0, told)]
    for count in range(len(told) + 1):
        for kept in combinations(told, count):
            some = {v: p for v, p in claims.items() if v not in kept and random.random() < 0.4}
            names = frozenset(subject.name(Slot(key, v)) for v in kept)
            made.append((names, len(some), {**some, **{v: told[v] for v in kept}}))
    return made


def points(subject: Subject, key: Key) -> frozenset[str]:
    """The points of a key that are observed."""
    told = subject.relation.told.get(key, {})
    if subject.rulebook.codebook.indicators[key.indicator].together:
        return frozenset(subject.name(Slot(key, value)) for value in told)
    return frozenset([subject.name(Slot(key))] if told else [])


@pytest.mark.parametrize("place", range(len(every_example())))
def test_with_one_point_less_a_completion_has_another_verdict(place: int) -> None:
    subject, answer = examples()[place]
    for one in answer.supports:
        if one.now.status is Status.NOT_APPLICABLE:
            continue
        typology = subject.rulebook.typologies[one.typology]
        search = Sufficing(subject, typology, options_of(subject))
        held = {subject.name(slot): gate for slot, gate in search.held.items()}
        for several in one.sets[:3]:
            for left_out in several:
                rest = [held[name] for name in several if name != left_out]
                assert search.gates.can(search.other, *rest)
                told = told_of(search.circuit.chosen, search.gates.model() | {TRUE})
                assert subject.outcomes(told)[one.typology].answer != one.now.answer


def test_a_presumed_verdict_has_no_sufficient_set_and_says_what_is_missing() -> None:
    presumed = 0
    for _, answer in examples():
        for one in answer.supports:
            if one.now.grade is Grade.PRESUMED:
                presumed += 1
                assert one.size is None
                assert not one.sets
                assert one.assumed
                assert one.ends
            else:
                assert not one.assumed
    assert presumed


def test_the_papers_own_verdict_takes_four_points() -> None:
    one = supported(golden(), "sulistiyani_organisation")

    assert one.size == 4
    assert one.count == 10
    assert ("standing",) in one.choices
    assert ("agreement", "joint_activity") in one.choices
    assert "distinction(size)" in one.choices[0]
    assert not one.needs


def test_the_article_carries_the_papers_case() -> None:
    for one in support(golden()).supports:
        effects = {removal.source: removal.effect for removal in one.removals}
        assert effects.pop("article") == "falls"
        assert set(effects.values()) == {"same"}


def test_a_source_may_carry_no_more_than_the_strength() -> None:
    posyandu = next(answer for s, answer in examples() if s.case.id == "posyandu-melati")
    one = next(one for one in posyandu.supports if one.typology == "tandon")
    effects = {removal.source: removal.effect for removal in one.removals}

    assert [name for name, effect in effects.items() if effect == "otherwise"] == [
        "kader",
        "laporan",
    ]
    assert "falls" not in effects.values()


def test_what_is_derived_is_always_kept() -> None:
    subject = written("standing=equal", "distinction(size)=not_made", "joint_activity=present")
    (search,) = [
        Sufficing(subject, typology, options_of(subject))
        for name, typology in SHIPPED.typologies.items()
        if name == "sulistiyani_organisation"
    ]

    assert Key("legal_status") in subject.relation.told
    assert Slot(Key("legal_status")) not in search.held
    assert search.forced()


def test_what_would_be_derived_comes_back_where_it_is_not_held() -> None:
    coded = written("legal_status=alike")
    key = Key("legal_status")
    bare = [one.values for one in options(coded, key) if not one.kept and not one.changes]

    assert bare == [{Value("unlike"): Pooled(2, (), derived=True)}]


def test_a_verdict_that_does_not_apply_needs_nothing() -> None:
    companies = next(s for s in every_example() if s.relation.pairing is None)
    one = supported(companies, "tandon")

    assert one.size == 0
    assert one.sets == ((),)


def test_sets_that_are_no_free_choice_are_told_one_by_one() -> None:
    assert choices_of([("a", "b"), ("c", "d")]) == ()
    assert choices_of([("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")]) == (("a", "b"), ("c", "d"))
    assert choices_of([("a", "c"), ("a", "d"), ("b", "c")]) == ()


def test_every_point_that_is_spoken_of_is_told_with_its_sources() -> None:
    for subject, answer in examples():
        for one in answer.supports:
            for name in (
                *(p for several in one.sets for p in several),
                *(p for choice in one.choices for p in choice),
                *(need.point for need in one.needs),
            ):
                for said in answer.points[name].statements:
                    assert set(said.observations) <= set(subject.case.observation_ids())
                    assert set(said.sources) <= subject.case.sources.keys()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("id", "4 hal yang teramati sudah memastikan putusan ini"),
        ("en", "4 observed points already make this verdict certain"),
    ],
)
def test_the_text_says_what_suffices(language: Language, said: str) -> None:
    text = text_of_blocks(blocks_of(support(golden())), language)

    assert said in " ".join(text.split())
    assert "[o41 · article ·" in text
    assert max(map(len, text.splitlines())) <= 80


def test_sets_that_are_no_free_choice_are_shown_by_how_they_differ() -> None:
    answer = support(golden())
    one = replace(answer.supports[0], choices=())
    more = replace(one, complete=False, count=600)
    few = replace(one, sets=one.sets[:2], count=2)
    texts = [
        " ".join(text_of_blocks(blocks_of(replace(answer, supports=(s,))), "en").split())
        for s in (one, more, few)
    ]

    assert "There are 9 other sets that small: – “" in texts[0]
    assert texts[0].count("” instead of “") == 9
    assert "There are more than 599 other sets that small; 9 of them:" in texts[1]
    assert "There is one other set that small:" in texts[2]


def test_without_its_only_source_a_relation_is_no_longer_observed() -> None:
    kinds = {"g": "government", "n": "ngo", "m": "company"}
    told: list[JSONObject] = [
        {"indicator": "standing", "value": "equal", "between": ["g", "n"], "sources": ["seen"]},
        {"indicator": "trust", "value": "present", "between": ["g", "m"], "sources": ["report"]},
    ]
    subject = subject_of(Case.model_validate(case_document(kinds, told)), between=("g", "n"))
    answer = support(subject)
    removals = {removal.source: removal for removal in answer.supports[0].removals}

    assert removals["seen"].effect == "falls"
    assert removals["seen"].leads_to is None
    assert removals["report"].leads_to == answer.supports[0].now
    assert "✗ without seen: nothing is left that observes this relation" in text_of_blocks(
        blocks_of(answer), "en"
    )


def test_what_is_observed_without_a_source_stays_if_a_source_is_left_out() -> None:
    subject = subject_of(
        case_with(
            {"indicator": "ngo_conduct", "value": "confrontational"},
            {"indicator": "trust", "value": "absent", "sources": ["seen"]},
        )
    )

    assert {removal.effect for removal in supported(subject, "tandon").removals} == {"same"}


def test_an_answer_carries_no_notes_on_sources() -> None:
    case = golden().case
    noted = {n: s.model_copy(update={"note": case.title}) for n, s in case.sources.items()}
    answer = support(subject_of(case.model_copy(update={"sources": noted})))

    assert answer.sources.keys() == noted.keys()
    assert all(source.note is None for source in answer.sources.values())


def test_the_answer_is_whole_as_json() -> None:
    document = json.loads(as_json(support(golden())))

    assert document["schema"] == "kemitraan/support/1"
    assert document["points"]["standing"]["statements"][0]["sources"] == ["article"]
    assert document["supports"][0]["size"] == 4


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_command_shows_the_answer(language: Language) -> None:
    command = ["explain", str(EXAMPLES[0]), "--support", "--lang", language]
    ran = CliRunner().invoke(main, command, env={"COLUMNS": "80"})

    assert ran.exit_code == 0
    assert ran.stdout == text_of_blocks(blocks_of(support(golden())), language)


def test_the_command_gives_the_answer_as_json() -> None:
    ran = CliRunner().invoke(main, ["explain", str(EXAMPLES[0]), "--support", "--format", "json"])

    assert json.loads(ran.stdout) == json.loads(as_json(support(golden())))


def test_a_file_that_is_no_case_is_refused_without_a_traceback(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text("{}")
    ran = CliRunner().invoke(main, ["explain", str(file), "--support", "--lang", "en"])

    assert ran.exit_code == 1
    assert not ran.stdout
    assert "Traceback" not in ran.stderr
