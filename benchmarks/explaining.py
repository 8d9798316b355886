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
from classifier.logic.engines import ENGINES, EngineName, can_run, default_engine
from classifier.result.assembling import behind
from classifier.writers.text import text_of_blocks

TIMES = 50
INSTALLED = tuple(engine for engine in ENGINES if can_run(engine))
FEWEST = Path(__file__).parents[1] / "examples" / "perpustakaan-keliling.json"
"""An example of three observations."""
Stage = Callable[[Classification], object]


def _visited(result: Classification) -> object:
    """Every step behind every criterion of every pattern."""
    return [
        behind(one, [judged.step for t, p in PATTERNS for judged in one.judgements(t, p)])
        for one in result.relations
    ]


STAGES: dict[str, tuple[Stage, str, str]] = {
    "verdicts": (lambda result: result.relations, "1,200", "5,000"),
    "every step of the proof": (_visited, "600", ""),
    "the result as JSON": (Classification.to_json, "", ""),
    "text in one language": (lambda r: text_of_blocks(outline(r, "summary"), "id"), "500", ""),
}
"""How far one may go, and what is wanted of the golden and of the small case."""
PATTERNS = [(name, p.id) for name, t in load_rulebook().typologies.items() for p in t.patterns]


def main() -> None:
    cases = {"golden": golden(), "small": small()}
    table(
        "From a case to its verdicts, relations a second on one core",
        ("case", *INSTALLED),
        [_engines(name, case) for name, case in cases.items()],
    )
    table(
        f"How far, through {default_engine()}, relations a second and how many times as long",
        ("up to and with", *(column for case in cases for column in (case, "wanted"))),
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
    times = medians(
        [partial(_classify, case, engine, STAGES["verdicts"][0]) for engine in INSTALLED]
    )
    observations = f"{name}, {len(case.observations)} observations"
    return observations, *(f"{TIMES / time:,.0f}" for time in times)


def _stages(cases: dict[str, Case]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [(name,) for name in STAGES]
    for place, case in enumerate(cases.values()):
        runs = [partial(_classify, case, default_engine(), stage) for stage, *_ in STAGES.values()]
        times = medians(runs)
        for row, (time, (_, *wanted)) in enumerate(zip(times, STAGES.values(), strict=True)):
            rows[row] += (f"{TIMES / time:,.0f} ({time / times[0]:.1f})", wanted[place])
    return rows


def _size(name: str, case: Case, wanted: int) -> tuple[str, ...]:
    read, made = json.dumps(case.content(), ensure_ascii=False), classify(case).to_json()
    return name, *(f"{len(text.encode()) / 1000:.0f}" for text in (read, made)), str(wanted)


def _classify(case: Case, engine: EngineName, stage: Stage) -> None:
    rulebook = load_rulebook()
    for _ in range(TIMES):
        stage(classify(case, rulebook, engine=engine))


if __name__ == "__main__":
    main()
