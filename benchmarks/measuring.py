"""Timing, and the tables it is printed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median
from time import perf_counter

REPEATS = 7


def seconds(run: Callable[[], object]) -> float:
    """How long one run takes."""
    before = perf_counter()
    run()
    return perf_counter() - before


def medians(runs: Sequence[Callable[[], object]], *, repeats: int = REPEATS) -> list[float]:
    """The median time of each; they take turns, so that a slow minute is slow for all."""
    times = [[seconds(run) for run in runs] for _ in range(repeats)]
    return [median(column) for column in zip(*times, strict=True)]


def table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a Markdown table; all columns but the first are numbers."""
    print(f"\n{title}\n")
    rule = ["---", *("---:" for _ in header[1:])]
    for row in (header, rule, *rows):
        print("| " + " | ".join(row) + " |")
