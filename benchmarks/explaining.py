"""From a case to its verdicts, to every step of their proof, to text; and how much is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.material import golden, small
from benchmarks.measuring import medians, table
from classifier import Case, Classification, classify, load_case, load_rulebook
from classifier.explain.outline import outline
from classifier.logic.engines import ENGINES, EngineName, default_engine
from classifier.writers.text import text_of_blocks

TIMES = 50
INSTALLED = tuple(e for e in ENGINES if e in ("interpreter", "table", default_engine()))
FEWEST = Path(__file__).parents[1] / "examples" / "perpustakaan-keliling.json"
"""An example of three observations."""
STAGES: dict[str, Callable[[Classification], object]] = {
    "verdicts": lambda result: result.relations,
    "every step of the proof": Classification.document,
    "the result as JSON": Classification.to_json,
    "text in one language": lambda result: text_of_blocks(outline(result, "summary"), "id"),
}


def main() -> None:
    cases = {"golden": golden(), "small": small()}
    table(
        "From a case to its verdicts, relations a second on one core",
        ("case", *INSTALLED),
        [_engines(name, case) for name, case in cases.items()],
    )
    table(
        f"How far, through {default_engine()}, relations a second and how many times as long",
        ("up to and with", *cases),
        _stages(cases),
    )
    table(
        "The result, in kB",
        ("case", "case file", "result", "wanted at most"),
        [_size("golden", golden(), 125), _size("3 observations", load_case(FEWEST), 55)],
    )


def _engines(name: str, case: Case) -> tuple[str, ...]:
    answers = [classify(case, engine=engine).document().relations for engine in INSTALLED]
    assert all(answer == answers[0] for answer in answers)
    times = medians([partial(_classify, case, engine, STAGES["verdicts"]) for engine in INSTALLED])
    observations = f"{name}, {len(case.observations)} observations"
    return observations, *(f"{TIMES / time:,.0f}" for time in times)


def _stages(cases: dict[str, Case]) -> list[tuple[str, ...]]:
    columns = []
    for case in cases.values():
        runs = [partial(_classify, case, default_engine(), stage) for stage in STAGES.values()]
        times = medians(runs)
        columns.append([f"{TIMES / time:,.0f} ({time / times[0]:.1f})" for time in times])
    return [(name, *row) for name, row in zip(STAGES, zip(*columns, strict=True), strict=True)]


def _size(name: str, case: Case, wanted: int) -> tuple[str, ...]:
    read, made = json.dumps(case.content(), ensure_ascii=False), classify(case).to_json()
    return name, *(f"{len(text.encode()) / 1000:.0f}" for text in (read, made)), str(wanted)


def _classify(case: Case, engine: EngineName, stage: Callable[[Classification], object]) -> None:
    rulebook = load_rulebook()
    for _ in range(TIMES):
        stage(classify(case, rulebook, engine=engine))


if __name__ == "__main__":
    main()
