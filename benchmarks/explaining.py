"""`classify()` with its full proof, by engine."""

from __future__ import annotations

from functools import partial

from benchmarks.material import golden, small
from benchmarks.measuring import medians, table
from classifier import Case, classify, load_rulebook
from classifier.logic.engines import ENGINES, EngineName, default_engine

TIMES = 50
INSTALLED = tuple(e for e in ENGINES if e in ("interpreter", "table", default_engine()))


def main() -> None:
    table(
        "`classify()` with full proof, relations a second on one core",
        ("case", *INSTALLED),
        [_row("golden", golden()), _row("small", small())],
    )


def _row(name: str, case: Case) -> tuple[str, ...]:
    answers = [classify(case, engine=engine).relations for engine in INSTALLED]
    assert all(answer == answers[0] for answer in answers)
    times = medians([partial(_classify, case, engine) for engine in INSTALLED])
    observations = f"{name}, {len(case.observations)} observations"
    return observations, *(f"{TIMES / time:,.0f}" for time in times)


def _classify(case: Case, engine: EngineName) -> None:
    rulebook = load_rulebook()
    for _ in range(TIMES):
        classify(case, rulebook, engine=engine)


if __name__ == "__main__":
    main()
