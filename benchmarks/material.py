"""What is measured on: the golden case, a small one, and random relations."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

from classifier import Case, load_case, load_rulebook
from classifier.case.relations import Pooled, Relation, Told, relations_of, values_of
from classifier.logic.grounding import program_of
from classifier.logic.program import Program

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.json"))
GOLDEN = EXAMPLES[0]
FEW = 6
"""Observations of the small case."""


@cache
def golden() -> Case:
    return load_case(GOLDEN)


@cache
def small() -> Case:
    """The first observations of the golden case."""
    case = golden()
    return case.model_copy(update={"observations": case.observations[:FEW]})


@cache
def program() -> Program:
    return program_of(load_rulebook())


def relation(case: Case) -> Relation:
    return relations_of(case, load_rulebook().codebook)[0]


def random_relations(count: int) -> list[Relation]:
    """Relations of which little to much is told, half of them of government with civil society."""
    draw = Random(1)
    return [
        Relation(
            ("g", "n"),
            None,
            draw.choice((None, "government_with_civil_society")),
            _told(draw, share=draw.random()),
        )
        for _ in range(count)
    ]


def _told(draw: Random, *, share: float) -> Told:
    indicators = load_rulebook().codebook.indicators
    return {
        key: {
            value: Pooled(draw.randint(1, 3), ("o1",))
            for value in draw.sample(
                values_of(indicators[key.indicator]), draw.choice((1, 1, 1, 2))
            )
        }
        for key in program().observables
        if draw.random() < share
    }
