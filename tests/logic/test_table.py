"""The table says of many relations what derivation says of each."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier import load_rulebook
from classifier.case.relations import Key, Pooled, Told, Value, values_of
from classifier.logic.engines import engine_for, table
from classifier.logic.engines.interpreter import Interpreter
from classifier.logic.engines.table import Table, columns_of, evaluate
from classifier.logic.grounding import program_of
from classifier.logic.program import SIDES, Derivation, derive

RULEBOOK = load_rulebook()
PROGRAM = program_of(RULEBOOK)
KEYS = tuple(PROGRAM.observables)


ANSWERS = tuple(
    (key, value, Pooled(strength, ("o1",)))
    for key in KEYS
    for value, strength in product(
        values_of(RULEBOOK.codebook.indicators[key.indicator]), (1, 2, 3)
    )
)


def told_of(chosen: list[tuple[Key, Value, Pooled]]) -> Told:
    told: dict[Key, dict[Value, Pooled]] = {}
    for key, value, pooled in chosen:
        told.setdefault(key, {})[value] = pooled
    return told


def random_relations(seed: int, *, most: int, count: int = 300) -> list[Told]:
    """Relations with up to so many answers; keys with several answers among them."""
    draw = np.random.default_rng(seed)
    return [
        told_of([ANSWERS[n] for n in draw.integers(len(ANSWERS), size=draw.integers(most))])
        for _ in range(count)
    ]


def derivations(relations: list[Told]) -> list[Derivation]:
    return [derive(PROGRAM, told, Interpreter(PROGRAM)) for told in relations]


def strengths_in_table(relations: list[Told]) -> list[bytes]:
    rows = np.zeros((len(relations), len(PROGRAM.propositions) * SIDES), np.uint8)
    for part, column in evaluate(PROGRAM, columns_of(PROGRAM, relations)).items():
        rows[:, part] = column
    return [row.tobytes() for row in rows]


@pytest.mark.parametrize("most", [10, 60, 250, 1000])
def test_every_literal_is_as_strong_as_derived(most: int) -> None:
    relations = random_relations(most, most=most)

    assert strengths_in_table(relations) == [bytes(d.strengths) for d in derivations(relations)]


@given(st.lists(st.sampled_from(ANSWERS), max_size=40))
def test_the_table_agrees_on_any_relation(chosen: list[tuple[Key, Value, Pooled]]) -> None:
    relations = [told_of(chosen)]

    assert strengths_in_table(relations) == [bytes(d.strengths) for d in derivations(relations)]


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
    whole = strengths_in_table(relations)
    monkeypatch.setattr(table, "BLOCK", 7)

    assert strengths_in_table(relations) == whole


def test_no_relations_have_no_columns() -> None:
    assert evaluate(PROGRAM, columns_of(PROGRAM, [])) == {}


def test_as_an_engine_it_fires_what_the_interpreter_fires() -> None:
    engine = engine_for(PROGRAM, "table")
    derived = derivations(random_relations(3, most=60, count=30))

    assert isinstance(engine, Table)
    assert all(derive(PROGRAM, d.told, engine) == d for d in derived)
