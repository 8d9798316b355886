"""Timing, and the tables it is printed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median
from time import process_time

REPEATS = 7
Clock = Callable[[], float]


def seconds(run: Callable[[], object], clock: Clock) -> float:
    """How long one run takes."""
    before = clock()
    run()
    return clock() - before


def medians(
    runs: Sequence[Callable[[], object]], *, repeats: int = REPEATS, clock: Clock = process_time
) -> list[float]:
    """The median time of each; they take turns, so that a slow minute is slow for all.

    What is timed is the processor's time in this process, unless another clock is given.
    """
    times = [[seconds(run, clock) for run in runs] for _ in range(repeats)]
    return [median(column) for column in zip(*times, strict=True)]


def table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a Markdown table; all columns but the first are numbers."""
    print(f"\n{title}\n")
    rule = ["---", *("---:" for _ in header[1:])]
    for row in (header, rule, *rows):
        print("| " + " | ".join(row) + " |")
