"""A restated case says what is supposed, and stays a case like any other."""

from __future__ import annotations

from random import Random

from hypothesis import assume, given
from strategies import drawn, random_case
from subjects import SHIPPED, behind, every_example, golden, written

from classifier.checking import check
from classifier.pipeline import title_of
from classifier.questions.changes import Supposing
from classifier.questions.restating import restated
from classifier.questions.subject import (
    NoSuchRelation,
    Subject,
    subject_of,
    subjects_of,
)
from classifier.questions.supposing import Change, alternatives, supposed
from classifier.reading import load_case
from classifier.relations import Told

SUBJECTS = every_example()
Drawn = tuple[Subject, tuple[Change, ...]]


def some_changes(subject: Subject, random: Random) -> tuple[Change, ...]:
    keys = sorted({*behind(subject), *subject.relation.told}, key=str)
    chosen = random.sample(keys, random.randint(1, 6))
    ways = [random.choice(alternatives(subject, key)) for key in chosen]
    return tuple(change for way in ways for change in way.changes)


def of_an_example(random: Random) -> Drawn:
    subject = random.choice(SUBJECTS)
    return subject, some_changes(subject, random)


def of_a_random_case(random: Random) -> Drawn:
    subject = random.choice(subjects_of(random_case(random, SHIPPED.codebook)))
    return subject, some_changes(subject, random)


def amounts(told: Told) -> dict[object, dict[object, tuple[int, bool]]]:
    return {
        key: {value: (pooled.strength, pooled.derived) for value, pooled in values.items()}
        for key, values in told.items()
    }


def again(subject: Subject, changes: tuple[Change, ...]) -> Subject:
    case = restated(subject, changes)
    check(case, SHIPPED.codebook)
    relation = subject.relation
    try:
        return subject_of(case, SHIPPED, between=relation.actors, period=relation.period)
    except NoSuchRelation:
        # What named the pair is gone, and a pair that nothing names is no relation.
        assume(False)  # noqa: FBT003 - as hypothesis has it
        raise


@given(drawn(of_an_example) | drawn(of_a_random_case))
def test_a_restated_case_tells_exactly_what_is_supposed(case: Drawn) -> None:
    subject, changes = case
    wanted = supposed(subject, changes)
    assert amounts(again(subject, changes).relation.told) == amounts(wanted)


@given(drawn(of_an_example) | drawn(of_a_random_case))
def test_a_restated_case_can_be_saved_and_read(case: Drawn) -> None:
    subject, changes = case
    made = again(subject, changes).case
    read = load_case(made.model_dump_json(by_alias=True, exclude_none=True).encode())
    assert read == made


def test_without_changes_the_case_is_the_same() -> None:
    assert title_of(restated(golden(), ())).sha256 == title_of(golden().case).sha256


def test_what_is_not_changed_keeps_its_name_and_its_sources() -> None:
    subject = golden()
    changes = Supposing(subject).changes(["standing=unequal"], [])
    before = dict(zip(subject.case.observation_ids(), subject.case.observations, strict=True))
    after = {one.id: one for one in restated(subject, changes).observations}
    kept = {
        n: o.model_copy(update={"id": n}) for n, o in before.items() if o.indicator != "standing"
    }
    assert {
        name: one for name, one in after.items() if not str(name).startswith("supposed")
    } == kept


def test_a_new_value_rests_on_the_sources_of_what_it_replaces() -> None:
    subject = golden()
    case = restated(subject, Supposing(subject).changes(["standing=unequal"], []))
    (new,) = [one for one in case.observations if one.id == "supposed"]
    (old,) = [one for one in subject.case.observations if one.indicator == "standing"]
    assert new.sources == old.sources
    assert "supposed" not in case.sources


def test_what_nobody_reported_rests_on_a_source_that_says_so() -> None:
    subject = written("standing=equal", source="by_g")
    case = restated(subject, Supposing(subject).changes(["standing=unequal", "size=alike"], []))
    new = [one for one in case.observations if str(one.id).startswith("supposed")]
    assert [one.sources for one in new] == [("supposed",), ("supposed",)]
    assert case.sources["supposed"].label.en == "Supposed; nobody observed it"


def test_what_holds_for_both_is_changed_for_one_only() -> None:
    subject = written("benefit=present")
    case = restated(subject, Supposing(subject).changes(["benefit(n)=absent"], []))
    told = {(one.actor, one.value, one.sources) for one in case.observations}
    assert told == {("g", "present", ("report",)), ("n", "absent", ("report",))}
