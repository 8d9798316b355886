"""Verdicts without reasons through the table, from encoded columns; and the encoding by itself."""

from __future__ import annotations

import numpy as np

from benchmarks.material import program, random_relations
from benchmarks.measuring import medians, table
from classifier.case.relations import Relation
from classifier.logic.engines import engine_for
from classifier.logic.engines.labels import answers, pairings_of, verdicts
from classifier.logic.engines.table import Columns, columns_of
from classifier.logic.program import derive
from classifier.logic.verdict import decide

MANY = 500_000


def main() -> None:
    relations = random_relations(1000)
    told = [relation.told for relation in relations]
    columns, pairings = columns_of(program(), told), pairings_of(relations)
    _check(relations, columns)
    drawn = np.random.default_rng(1).integers(len(relations), size=MANY)
    many = {part: column[drawn] for part, column in columns.items()}
    labelling, encoding = medians(
        [
            lambda: verdicts(program(), many, pairings[drawn]),
            lambda: columns_of(program(), told),
        ]
    )
    table(
        f"Verdicts of {MANY:,} random relations through the table, on one core",
        ("step", "relations a second"),
        [
            ("verdicts of all typologies from encoded columns", f"{MANY / labelling:,.0f}"),
            ("encoding of Python objects into columns", f"{len(told) / encoding:,.0f}"),
        ],
    )


def _check(relations: list[Relation], columns: Columns) -> None:
    engine = engine_for(program(), "interpreter")
    codes = verdicts(program(), columns, pairings_of(relations))
    for place, relation in enumerate(relations):
        derivation = derive(program(), relation.told, engine)
        for name, typology in program().rulebook.typologies.items():
            decision = decide(typology, relation, derivation)
            assert answers(typology)[codes[name][place]] == (decision.status, decision.pattern)


if __name__ == "__main__":
    main()
