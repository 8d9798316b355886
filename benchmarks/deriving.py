"""Derivation alone, by engine: the same ground program, and what fires asserted equal."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib.util import find_spec

from benchmarks.material import golden, program, random_relations, relation, small
from benchmarks.measuring import medians, table
from benchmarks.rivals import Clips, Zen, ZenExpression
from classifier.case.relations import Told
from classifier.logic.engines import default_engine, engine_for
from classifier.logic.program import Engine, Program, derive

TIMES = 200
RIVALS: dict[str, tuple[Callable[[Program], Engine], ...]] = {
    "zen": (Zen, ZenExpression),
    "clips": (Clips,),
}


def main() -> None:
    engines = _engines()
    told = {
        "golden case": [relation(golden()).told] * TIMES,
        "small case": [relation(small()).told] * TIMES,
        "random relations": [r.told for r in random_relations(TIMES)],
    }
    columns = [_rates(relations, engines) for relations in told.values()]
    table(
        "Derivation alone, relations a second on one core (and the first engine over this one)",
        ("engine", *told),
        [
            (engine.name, *(column[place] for column in columns))
            for place, engine in enumerate(engines)
        ],
    )


def _engines() -> list[Engine]:
    engines = [
        engine_for(program(), name) for name in dict.fromkeys((default_engine(), "interpreter"))
    ]
    for module, makers in RIVALS.items():
        if find_spec(module):
            engines += [make(program()) for make in makers]
        else:
            print(f"\n{module} is not installed, so it is left out.")
    return engines


def _rates(relations: list[Told], engines: list[Engine]) -> list[str]:
    for told in relations[-20:]:
        derivations = [derive(program(), told, engine) for engine in engines]
        assert all(derivation == derivations[0] for derivation in derivations)
    times = medians([partial(_derive, relations, engine) for engine in engines])
    return [f"{len(relations) / time:,.0f} ({time / times[0]:.2f})" for time in times]


def _derive(relations: list[Told], engine: Engine) -> None:
    for told in relations:
        derive(program(), told, engine)


if __name__ == "__main__":
    main()
