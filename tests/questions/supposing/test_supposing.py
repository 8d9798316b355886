"""Supposing says what would be told, and what it offers is what it makes."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from strategies import SMALL, drawn
from subjects import every_example, golden, random_subject, told_to, written

from classifier.case.relations import Key, Pooled, Told, values_of
from classifier.questions.subject import Slot, Subject
from classifier.questions.supposing.asked import Supposing, Unsupposable
from classifier.questions.supposing.changes import Alternative, Change, alternatives, supposed

Amounts = dict[Key, dict[object, int]]


def amounts(told: Told) -> Amounts:
    """What is told, without who says so."""
    return {
        key: {value: pooled.strength for value, pooled in values.items()}
        for key, values in told.items()
    }


PLACES: dict[str, list[tuple[int | None, int | None]]] = {
    "relation": [(None, None)],
    "actor": [(0, None), (1, None)],
    "directed": [(0, 1), (1, 0)],
}
KEYS = [
    Key(name, actor, toward, about)
    for name, indicator in SMALL.indicators.items()
    for actor, toward in PLACES[indicator.scope]
    for about in (*SMALL.members(indicator),) or (None,)
]


def some_alternative(random: Random) -> tuple[Subject, Key, Alternative]:
    subject = random_subject(random)
    key = random.choice(KEYS)
    return subject, key, random.choice(alternatives(subject, key))


@given(drawn(some_alternative))
def test_an_alternative_is_what_its_changes_make(drawn_: tuple[Subject, Key, Alternative]) -> None:
    subject, key, one = drawn_
    made = amounts(supposed(subject, one.changes))
    assert made.pop(key, {}) == amounts({key: one.values})[key]
    others = {k: values for k, values in amounts(subject.relation.told).items() if k != key}
    assert made == others


@given(drawn(lambda random: (random_subject(random), random)))
def test_everything_that_one_change_makes_is_an_alternative(
    drawn_: tuple[Subject, Random],
) -> None:
    subject, random = drawn_
    key = random.choice(KEYS)
    offered = [amounts({key: one.values})[key] for one in alternatives(subject, key)]
    indicator = SMALL.indicators[key.indicator]
    told = subject.relation.told.get(key, {})
    for value in values_of(indicator):
        slot = Slot(key, value if indicator.together else None)
        replaced = [p.strength for v, p in told.items() if slot.value in (None, v)]
        change = Change(slot, value, max(replaced, default=0))
        assert amounts(supposed(subject, [change])).get(key, {}) in offered
    assert offered[0] == amounts({key: told})[key]
    assert offered[0] not in offered[1:]


@given(drawn(some_alternative))
def test_a_change_is_read_as_it_is_said(drawn_: tuple[Subject, Key, Alternative]) -> None:
    subject, _, one = drawn_
    put = [subject.name(change.told) for change in one.changes if change.value is not None]
    unset = [subject.name(change.told) for change in one.changes if change.value is None]
    read = Supposing(subject).changes(put, unset)
    assert sorted(read, key=str) == sorted(one.changes, key=str)


@given(drawn(some_alternative))
def test_a_new_value_is_as_strong_as_what_it_replaces_and_at_least_reported(
    drawn_: tuple[Subject, Key, Alternative],
) -> None:
    subject, key, one = drawn_
    told = subject.relation.told.get(key, {})
    for change in one.changes:
        replaced = [p.strength for v, p in told.items() if change.slot.value in (None, v)]
        if change.value is not None:
            assert one.values[change.value].strength == max([2, *replaced])


def told_once(random: Random) -> tuple[Subject, Key]:
    """A key of which one value is told, at least reported."""
    subject, key = random_subject(random), random.choice(KEYS)
    value = random.choice(values_of(SMALL.indicators[key.indicator]))
    told = {key: {value: Pooled(random.randint(2, 3), ("o1",))}}
    return told_to(subject.rulebook, {**subject.relation.told, **told}), key


@given(drawn(told_once))
def test_supposing_what_is_told_changes_nothing(drawn_: tuple[Subject, Key]) -> None:
    subject, key = drawn_
    ((value, _),) = subject.relation.told[key].items()
    changes = Supposing(subject).changes([subject.naming.statement(key, value)], [])
    mine = [change for change in changes if change.slot.key == key]
    assert amounts(supposed(subject, mine)) == amounts(subject.relation.told)


@given(drawn(told_once))
def test_what_is_unset_and_set_again_is_as_it_was_but_reported(
    drawn_: tuple[Subject, Key],
) -> None:
    subject, key = drawn_
    ((value, _),) = subject.relation.told[key].items()
    together = SMALL.indicators[key.indicator].together
    slot = Slot(key, value if together else None)
    less = told_to(subject.rulebook, supposed(subject, [Change(slot, None)]))
    assert all(p.derived for p in less.relation.told.get(key, {}).values())
    again = amounts(supposed(less, [Change(slot, value)]))
    assert again == {**amounts(subject.relation.told), key: {value: 2}}


def test_values_that_hold_together_are_changed_one_by_one() -> None:
    subject, key = golden(), Key("government_conduct")
    told = {value.word for value in subject.relation.told[key]}
    changes = Supposing(subject).changes(
        ["government_conduct=restricts"], ["government_conduct=steers"]
    )
    after = {value.word for value in supposed(subject, changes)[key]}
    assert "steers" in told
    assert after == told - {"steers"} | {"restricts"}


def test_what_is_derived_comes_back_where_it_is_unset() -> None:
    subject = written("legal_status=alike")
    told = supposed(subject, Supposing(subject).changes([], ["legal_status"]))
    ((value, pooled),) = told[Key("legal_status")].items()
    assert (value.word, pooled.derived) == ("unlike", True)


def test_without_an_actor_it_is_of_each() -> None:
    changes = Supposing(golden()).changes(["need=absent"], [])
    assert [change.slot.key.actor for change in changes] == [0, 1]


def test_any_text_can_be_said_of_an_open_list() -> None:
    (change,) = Supposing(golden()).changes(["outcome(work, or a > b)=achieved"], [])
    assert change.slot.key.about == "work, or a > b"


WRONG = [
    ("standing", "", "cannot be read", "standing=unequal"),
    ("Standing = ", "", "cannot be read", "standing=unequal"),
    ("standing=equal or unequal", "", "cannot be read", None),
    ("size=alike (against unlike)", "", "cannot be read", None),
    ("capacity(n, funds, staff)=weak", "", "cannot be read", None),
    ("standng=equal", "", "no indicator", 'Did you mean "standing"?'),
    ("standing=eqal", "", "not a value", 'Did you mean "equal"?'),
    ("capacity(z, funds)=weak", "", 'no actor "z"', "One of: g, n."),
    ("capacity(n, fund)=weak", "", "not a member", 'Did you mean "funds"?'),
    ("dominance(G!>n)=present", "", "no actor", "One of: g, n."),
    ("dominance(g>g)=present", "", "same actor", None),
    ("dominance(g)=present", "", "direction", None),
    ("standing(z)=unequal", "", 'no actor "z"', None),
    ("standing(g)=equal", "", "actor", None),
    ("", "standing(g)", "part of its value", "standing alone"),
    ("", "size", "not observed", None),
    ("", "standing=unequal", "not observed", "What is observed: standing=equal"),
    ("", "commitment(n)=firm or weak", "cannot be read", "capacity(n, funds)"),
]


@pytest.mark.parametrize(("put", "unset", "what", "hint"), WRONG)
def test_what_cannot_be_supposed_is_told(put: str, unset: str, what: str, hint: str | None) -> None:
    with pytest.raises(Unsupposable) as told:
        Supposing(golden()).changes([put] if put else [], [unset] if unset else [])
    assert what in told.value.what.en
    assert hint is None or (told.value.hint and hint in told.value.hint.en)


def test_what_is_derived_cannot_be_unset() -> None:
    subject = written("standing=equal")
    with pytest.raises(Unsupposable, match="only be replaced"):
        Supposing(subject).changes([], ["legal_status"])


def test_the_same_thing_is_not_changed_twice() -> None:
    for put, unset in (
        (["standing=equal", "standing(g)=unequal"], []),
        (["standing=equal"], ["standing"]),
    ):
        with pytest.raises(Unsupposable, match="changed twice"):
            Supposing(golden()).changes(put, unset)


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(Unsupposable) as told:
        Supposing(golden()).changes(["standng=equal", "size=alike", "need=x"], ["merging"])
    assert "3 changes" in told.value.what.en
    for part in ("standng", '"x"', "merging"):
        assert part in told.value.what.id


def test_who_is_no_party_of_the_relation_is_told_with_who_is() -> None:
    several = [s for s in every_example() if len(s.case.actors) > 2]
    assert several
    for subject in several:
        (outside,) = set(subject.case.actors) - set(subject.relation.actors)
        with pytest.raises(Unsupposable, match="no party") as told:
            Supposing(subject).changes([f"need({outside})=present"], [])
        assert told.value.hint is not None
        assert ", ".join(subject.relation.actors) in told.value.hint.en


def test_what_is_for_government_and_civil_society_is_for_no_other_pair() -> None:
    companies = [s for s in every_example() if s.relation.pairing is None]
    for subject in companies:
        with pytest.raises(Unsupposable, match="civil society"):
            Supposing(subject).changes(["government_view=threat"], [])


def test_what_is_not_asked_of_two_is_never_proposed_of_them() -> None:
    pairs = [s for s in every_example() if s.relation.pairing is None]
    conduct = Key("government_conduct")
    assert pairs
    for subject in pairs:
        assert [one.changes for one in alternatives(subject, conduct)] == [()]
