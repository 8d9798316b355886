"""The algebra of evidence: laws, each tried on all there is to try (0-3 for, 0-3 against)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import permutations, product

import pytest

from classifier.logic.evidence import (
    STRENGTHS,
    Evidence,
    State,
    Strength,
    all_of,
    any_of,
    decided_all_of,
    decided_any_of,
    settled,
)

EVERY = [Evidence(f, a) for f, a in product(range(4), repeat=2)]
SETTLED = sorted({settled(*e) for e in EVERY})
PAIRS = list(product(EVERY, repeat=2))
TRIPLES = list(product(SETTLED, repeat=3))
UNKNOWN = Evidence(0, 0)
Join = Callable[[Iterable[Evidence]], Evidence]


def some(states: str) -> list[Evidence]:
    """Evidence of strength 2 in these states: Met, Unmet, Contested, unknown `?`."""
    of = {"M": (2, 0), "U": (0, 2), "C": (2, 2), "?": (0, 0)}
    return [Evidence(*of[letter]) for letter in states]


# States


@pytest.mark.parametrize("evidence", EVERY)
def test_the_stronger_side_decides_and_silence_is_unknown(evidence: Evidence) -> None:
    expected = {
        (True, False): State.MET,
        (False, True): State.UNMET,
        (False, False): State.CONTESTED if evidence.for_ else State.UNKNOWN,
    }
    sides = evidence.for_ > evidence.against, evidence.for_ < evidence.against

    assert evidence.state is expected[sides]


def test_strengths_are_named_from_nothing_to_corroborated() -> None:
    assert STRENGTHS == (None, Strength.CLAIMED, Strength.REPORTED, Strength.CORROBORATED)


def test_the_opposite_of_the_opposite_is_the_statement() -> None:
    assert all(e.negated().negated() == e for e in EVERY)


def test_negation_swaps_met_and_unmet_and_leaves_the_rest() -> None:
    swaps = {State.MET: State.UNMET, State.UNMET: State.MET}

    assert all(e.negated().state is swaps.get(e.state, e.state) for e in EVERY)


# Settling


def test_settling_twice_changes_nothing_more() -> None:
    assert all(settled(*settled(*e)) == settled(*e) for e in EVERY)


def test_settling_keeps_the_state() -> None:
    assert all(settled(*e).state is e.state for e in EVERY)


def test_settling_drops_the_weaker_side_only() -> None:
    for for_, against in EVERY:
        kept = settled(for_, against)
        assert kept.for_ == (for_ if for_ >= against else 0)
        assert kept.against == (against if against >= for_ else 0)


def test_settling_and_negation_commute() -> None:
    assert all(settled(*e.negated()) == settled(*e).negated() for e in EVERY)


def test_what_is_disputed_decides_nothing_and_is_told_only_where_nothing_is_decided() -> None:
    for evidence, disputed in product(EVERY, range(4)):
        made = settled(*evidence, disputed)
        if evidence == UNKNOWN:
            assert made == (disputed, disputed)
        else:
            assert made == settled(*evidence)


# All and any, as rules that support or oppose read them


@pytest.mark.parametrize("joined", [all_of, any_of])
def test_all_and_any_form_lattices(joined: Join) -> None:
    for a, b, c in product(EVERY, repeat=3):
        assert joined([a, b]) == joined([b, a])
        assert joined([a, joined([b, c])]) == joined([joined([a, b]), c]) == joined([a, b, c])
    assert all(joined([e, e]) == joined([e]) == e for e in EVERY)


def test_all_and_any_absorb_each_other() -> None:
    assert all(all_of([a, any_of([a, b])]) == a == any_of([a, all_of([a, b])]) for a, b in PAIRS)


def test_all_and_any_distribute_over_each_other() -> None:
    for a, b, c in product(EVERY, repeat=3):
        assert all_of([a, any_of([b, c])]) == any_of([all_of([a, b]), all_of([a, c])])
        assert any_of([a, all_of([b, c])]) == all_of([any_of([a, b]), any_of([a, c])])


def test_not_all_is_any_not() -> None:
    for a, b in PAIRS:
        assert all_of([a, b]).negated() == any_of([a.negated(), b.negated()])
        assert any_of([a, b]).negated() == all_of([a.negated(), b.negated()])


def test_all_is_as_strong_as_its_weakest_link_and_its_strongest_objection() -> None:
    assert all_of([Evidence(3, 0), Evidence(1, 2)]) == (1, 2)
    assert any_of([Evidence(3, 0), Evidence(1, 2)]) == (3, 0)


def test_more_evidence_never_takes_any_away() -> None:
    for (a, b), more in product(PAIRS, EVERY):
        stronger = Evidence(max(a.for_, more.for_), max(a.against, more.against))
        for joined in (all_of, any_of):
            before, after = joined([a, b]), joined([stronger, b])
            assert after.for_ >= before.for_
            assert after.against >= before.against


# All and any, as definitions and criteria read them

ANY_DECIDED = {
    "M": "M", "U": "U", "C": "C", "?": "?",
    "MM": "M", "MU": "M", "MC": "M", "M?": "M",
    "UU": "U", "UC": "C", "U?": "?",
    "CC": "C", "C?": "C", "??": "?",
    "MUC?": "M", "UC?": "C", "UU?": "?", "UUU": "U", "CCU": "C",
}  # fmt: skip
ALL_DECIDED = {
    "M": "M", "U": "U", "C": "C", "?": "?",
    "MM": "M", "MU": "U", "MC": "C", "M?": "?",
    "UU": "U", "UC": "U", "U?": "U",
    "CC": "C", "C?": "C", "??": "?",
    "MUC?": "U", "MC?": "C", "MM?": "?", "MMM": "M", "CCM": "C",
}  # fmt: skip


def orders(table: dict[str, str]) -> Iterator[tuple[str, str]]:
    for states, expected in table.items():
        yield from (("".join(order), expected) for order in set(permutations(states)))


@pytest.mark.parametrize(("states", "expected"), sorted(orders(ANY_DECIDED)))
def test_any_is_met_by_one_met_unmet_by_all_unmet_and_contested_before_unknown(
    states: str, expected: str
) -> None:
    assert decided_any_of(some(states)).state is some(expected)[0].state


@pytest.mark.parametrize(("states", "expected"), sorted(orders(ALL_DECIDED)))
def test_all_is_unmet_by_one_unmet_met_by_all_met_and_contested_before_unknown(
    states: str, expected: str
) -> None:
    assert decided_all_of(some(states)).state is some(expected)[0].state


def test_decided_any_is_the_opposite_of_decided_all_of_opposites() -> None:
    for three in TRIPLES:
        opposites = [e.negated() for e in three]
        assert decided_any_of(three) == decided_all_of(opposites).negated()


def test_what_is_decided_takes_its_strength_from_what_decides_it() -> None:
    for three in TRIPLES:
        made = decided_all_of(three)
        if made.state is State.MET:
            assert made.for_ == min(e.for_ for e in three)
        if made.state is State.UNMET:
            assert made.against == max(e.against for e in three if e.state is State.UNMET)


def test_what_is_decided_does_not_lean_on_what_is_disputed() -> None:
    assert decided_any_of([Evidence(1, 0), Evidence(3, 3)]) == (1, 0)
    assert decided_all_of([Evidence(0, 1), Evidence(3, 3)]) == (0, 1)


def test_a_contested_answer_is_as_strong_as_the_strongest_dispute() -> None:
    for three in TRIPLES:
        for made in (decided_all_of(three), decided_any_of(three)):
            if made.state is State.CONTESTED:
                assert made.for_ == made.against == max(min(e) for e in three)


def test_nothing_told_of_any_part_is_nothing_told_of_the_whole() -> None:
    for joined in (all_of, any_of, decided_all_of, decided_any_of):
        assert joined([UNKNOWN] * 3) == UNKNOWN


def test_an_unknown_part_never_speaks() -> None:
    for a, b in product(SETTLED, repeat=2):
        every, some_ = decided_all_of([a, b, UNKNOWN]), decided_any_of([a, b, UNKNOWN])
        assert every.state in (decided_all_of([a, b]).state, State.UNKNOWN)
        assert every.state is not State.MET
        assert some_.state in (decided_any_of([a, b]).state, State.UNKNOWN)
        assert some_.state is not State.UNMET


def test_decided_answers_are_settled_and_forget_what_was_outweighed() -> None:
    for three in product(EVERY, repeat=2):
        for joined in (decided_all_of, decided_any_of):
            made = joined(three)
            assert made == settled(*made) == joined([settled(*e) for e in three])


def test_the_states_of_nested_answers_do_not_depend_on_the_nesting() -> None:
    for a, b, c in TRIPLES:
        for joined in (decided_all_of, decided_any_of):
            left, right = joined([joined([a, b]), c]), joined([a, joined([b, c])])
            assert left.state is right.state is joined([a, b, c]).state


def test_where_nothing_is_disputed_decided_answers_are_the_settled_plain_ones() -> None:
    decided = [e for e in SETTLED if e.state is not State.CONTESTED]
    for three in product(decided, repeat=3):
        assert decided_all_of(three).state is settled(*all_of(three)).state
        assert decided_any_of(three).state is settled(*any_of(three)).state
