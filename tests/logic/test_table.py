"""The table says of many relations what derivation and decision say of each."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier import load_rulebook
from classifier.case.relations import Key, Pooled, Relation, Told, Value
from classifier.logic.engines import engine_for, table
from classifier.logic.engines.interpreter import Interpreter
from classifier.logic.engines.labels import PAIRINGS, answers, pairings_of, verdicts
from classifier.logic.engines.table import Table, columns_of, evaluate
from classifier.logic.grounding import program_of
from classifier.logic.program import SIDES, Derivation, derive
from classifier.logic.verdict import Status, decide

RULEBOOK = load_rulebook()
PROGRAM = program_of(RULEBOOK)
KEYS = tuple(PROGRAM.observables)


def values_of(key: Key) -> tuple[Value, ...]:
    indicator = RULEBOOK.codebook.indicators[key.indicator]
    return tuple(
        Value(word, named)
        for word in indicator.values
        for named in ((None, 0, 1) if word in indicator.names else (None,))
    )


ANSWERS = tuple(
    (key, value, Pooled(strength, ("o1",)))
    for key in KEYS
    for value, strength in product(values_of(key), (1, 2, 3))
)


def told_of(chosen: list[tuple[Key, Value, Pooled]]) -> Told:
    told: dict[Key, dict[Value, Pooled]] = {}
    for key, value, pooled in chosen:
        told.setdefault(key, {})[value] = pooled
    return told


def relation(told: Told, pairing: int = 1) -> Relation:
    return Relation(("g", "n"), None, PAIRINGS[pairing], told)


def random_relations(seed: int, *, most: int, count: int = 300) -> list[Relation]:
    """Relations with up to so many answers; keys with several answers among them."""
    draw = np.random.default_rng(seed)
    return [
        relation(
            told_of([ANSWERS[n] for n in draw.integers(len(ANSWERS), size=draw.integers(most))]),
            int(draw.integers(len(PAIRINGS))),
        )
        for _ in range(count)
    ]


def derivations(relations: list[Relation]) -> list[Derivation]:
    return [derive(PROGRAM, r.told, Interpreter(PROGRAM)) for r in relations]


def strengths_in_table(relations: list[Relation]) -> list[bytes]:
    rows = np.zeros((len(relations), len(PROGRAM.propositions) * SIDES), np.uint8)
    for part, column in evaluate(PROGRAM, columns_of(PROGRAM, [r.told for r in relations])).items():
        rows[:, part] = column
    return [row.tobytes() for row in rows]


def verdicts_in_table(relations: list[Relation]) -> list[list[tuple[Status, str | None]]]:
    columns = columns_of(PROGRAM, [r.told for r in relations])
    codes = verdicts(PROGRAM, columns, pairings_of(relations))
    return [
        [answers(typology)[codes[name][place]] for name, typology in RULEBOOK.typologies.items()]
        for place in range(len(relations))
    ]


def verdicts_one_by_one(relations: list[Relation]) -> list[list[tuple[Status, str | None]]]:
    decisions = (
        [decide(typology, r, derivation) for typology in RULEBOOK.typologies.values()]
        for r, derivation in zip(relations, derivations(relations), strict=True)
    )
    return [[(d.status, d.pattern) for d in several] for several in decisions]


@pytest.mark.parametrize("most", [10, 60, 250, 1000])
def test_every_literal_is_as_strong_as_derived(most: int) -> None:
    relations = random_relations(most, most=most)

    assert strengths_in_table(relations) == [bytes(d.strengths) for d in derivations(relations)]


@pytest.mark.parametrize("most", [10, 60, 250, 1000])
def test_verdicts_are_as_decided(most: int) -> None:
    relations = random_relations(most, most=most)

    assert verdicts_in_table(relations) == verdicts_one_by_one(relations)


def test_random_relations_meet_every_kind_of_verdict() -> None:
    relations = [r for most in (10, 60, 250, 1000) for r in random_relations(most, most=most)]

    assert {status for several in verdicts_in_table(relations) for status, _ in several} == set(
        Status
    )


@given(st.lists(st.sampled_from(ANSWERS), max_size=40), st.sampled_from(range(len(PAIRINGS))))
def test_the_table_agrees_on_any_relation(
    chosen: list[tuple[Key, Value, Pooled]], pairing: int
) -> None:
    relations = [relation(told_of(chosen), pairing)]

    assert strengths_in_table(relations) == [bytes(d.strengths) for d in derivations(relations)]
    assert verdicts_in_table(relations) == verdicts_one_by_one(relations)


def test_an_outweighed_answer_leaves_no_trace() -> None:
    key = next(k for k in KEYS if not RULEBOOK.codebook.indicators[k.indicator].together)
    weak, strong = (
        Value(word) for word in list(RULEBOOK.codebook.indicators[key.indicator].values)[:2]
    )
    told = [
        {key: {weak: Pooled(1, ("o1",)), strong: Pooled(2, ("o2",))}},
        {key: {strong: Pooled(2, ("o2",))}},
    ]

    columns = columns_of(PROGRAM, told)

    assert columns
    assert all(first == second for first, second in columns.values())


def test_where_a_block_ends_makes_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    relations = random_relations(7, most=60, count=50)
    whole = strengths_in_table(relations), verdicts_in_table(relations)
    monkeypatch.setattr(table, "BLOCK", 7)

    in_blocks = strengths_in_table(relations), verdicts_in_table(relations)

    assert in_blocks == whole


def test_what_nothing_is_told_of_is_undetermined() -> None:
    codes = verdicts(PROGRAM, {}, np.ones(3, np.uint8))

    assert {
        answers(typology)[code]
        for name, typology in RULEBOOK.typologies.items()
        for code in codes[name]
    } == {(Status.UNDETERMINED, None)}


def test_no_relations_have_no_verdicts() -> None:
    columns = columns_of(PROGRAM, [])

    assert evaluate(PROGRAM, columns) == {}
    assert all(not len(c) for c in verdicts(PROGRAM, columns, pairings_of([])).values())


def test_as_an_engine_it_fires_what_the_interpreter_fires() -> None:
    engine = engine_for(PROGRAM, "table")
    derived = derivations(random_relations(3, most=60, count=30))

    assert isinstance(engine, Table)
    assert all(derive(PROGRAM, d.told, engine) == d for d in derived)
