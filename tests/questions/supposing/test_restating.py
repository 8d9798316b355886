"""A restated case says what is supposed, and stays a case like any other."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import assume, given
from strategies import case_with, drawn, random_case
from subjects import SHIPPED, behind, every_example, golden, written

from classifier.case.checking import check
from classifier.case.loading import load_case
from classifier.case.relations import Told, relations_of
from classifier.questions.subject import (
    Subject,
    subject_of,
    subjects_of,
)
from classifier.questions.supposing.asked import Supposing, Unsupposable
from classifier.questions.supposing.changes import Change, alternatives, supposed
from classifier.questions.supposing.restating import restated
from classifier.result.document import sha256_of

SUBJECTS = every_example()
OF_ACTORS = {
    name: one
    for name, one in SHIPPED.codebook.indicators.items()
    if one.scope == "actor" and one.about is None
}
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
    try:
        case = restated(subject, changes)
    except Unsupposable:
        # Nothing would name a relation any more, and the case could not tell it.
        assume(False)  # noqa: FBT003 - as hypothesis has it
        raise
    check(case, SHIPPED.codebook)
    relation = subject.relation
    return subject_of(case, SHIPPED, between=relation.actors, period=relation.period)


def of_each_actor(random: Random) -> Drawn:
    """What holds for both actors at once, changed for one of them or for both."""
    texts = [f"{name}={random.choice([*one.values])}" for name, one in OF_ACTORS.items()]
    subject = written("; ".join(texts))
    keys = [key for key in subject.relation.told if key.indicator in OF_ACTORS]
    chosen = random.sample(keys, random.randint(1, len(keys)))
    ways = [random.choice(alternatives(subject, key)) for key in chosen]
    return subject, tuple(change for way in ways for change in way.changes)


SUPPOSED = drawn(of_an_example) | drawn(of_a_random_case) | drawn(of_each_actor)


@given(SUPPOSED)
def test_a_restated_case_tells_exactly_what_is_supposed(case: Drawn) -> None:
    subject, changes = case
    wanted = supposed(subject, changes)
    assert amounts(again(subject, changes).relation.told) == amounts(wanted)


@given(SUPPOSED)
def test_every_other_relation_is_told_exactly_as_before(case: Drawn) -> None:
    subject, changes = case
    made = again(subject, changes).case
    here = (subject.relation.actors, subject.relation.period)
    before, after = (
        {(r.actors, r.period): amounts(r.told) for r in relations_of(one, SHIPPED.codebook)}
        for one in (subject.case, made)
    )
    assert before.keys() == after.keys()
    assert {k: v for k, v in before.items() if k != here} == {
        k: v for k, v in after.items() if k != here
    }


@given(SUPPOSED)
def test_a_restated_case_can_be_saved_and_read(case: Drawn) -> None:
    subject, changes = case
    made = again(subject, changes).case
    read = load_case(made.model_dump_json(by_alias=True, exclude_none=True).encode())
    assert read == made


def test_without_changes_the_case_is_the_same() -> None:
    assert sha256_of(restated(golden(), ())) == sha256_of(golden().case)


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


def test_what_holds_for_both_is_changed_for_both() -> None:
    subject = written("benefit=present")
    for put, unset in ((["benefit=absent"], []), ([], ["benefit"])):
        case = restated(subject, Supposing(subject).changes(put, unset))
        told = {(one.actor, one.value) for one in case.observations}
        assert told == ({("g", "absent"), ("n", "absent")} if put else set())


def test_a_relation_is_not_lost_with_what_named_it() -> None:
    case = case_with(
        {"indicator": "trust", "value": "present", "between": ["g", "n"], "sources": ["report"]},
        {"indicator": "trust", "value": "present", "between": ["n", "m"], "sources": ["report"]},
        kinds={"g": "government", "n": "ngo", "m": "company"},
    )
    subject = subject_of(case, between=("g", "n"))
    with pytest.raises(Unsupposable, match="nothing names one of the case's relations"):
        restated(subject, Supposing(subject).changes([], ["trust"]))


def test_a_restated_case_says_that_it_is_one() -> None:
    case = restated(golden(), Supposing(golden()).changes(["standing=unequal"], []))
    assert case.title is not None
    assert case.title.en.endswith("(with suppositions)")
