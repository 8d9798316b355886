"""The answer to a question about one case: from the shell's prompt, and asked again."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.material import EXAMPLES, GOLDEN
from benchmarks.measuring import medians, seconds, table
from classifier import Case, load_case
from classifier.questions.ask import ask
from classifier.questions.flip import flip
from classifier.questions.subject import Subject, subjects_of
from classifier.questions.support import support

RUNS = 9
QUESTIONS = (
    ("classify",),
    ("ask",),
    ("flip",),
    ("flip", "--to", "sulistiyani_organisation/subordinate_union"),
    ("explain", "--support"),
    ("explain", "--contested"),
)
WARM: tuple[Callable[[Subject], object], ...] = (flip, ask, support)
REPEATED = 5
WANTED = 60
"""Milliseconds, at most, for a question that was asked before."""


def main() -> None:
    cold()
    warm()


def cold() -> None:
    kemitraan = str(Path(sys.executable).with_name("kemitraan"))
    commands = [[kemitraan, name, str(GOLDEN), *options] for name, *options in QUESTIONS]
    for command in commands:
        subprocess.run(command, check=True, capture_output=True)
    runs = [partial(subprocess.run, command, capture_output=True) for command in commands]
    times = medians(runs, repeats=RUNS, clock=perf_counter)
    table(
        f"Questions about the golden case with start-up, medians of {RUNS}",
        ("command", "ms", "ratio"),
        [
            (f"`kemitraan {' '.join(question)}`", f"{1000 * time:.0f}", f"{time / times[0]:.2f}")
            for question, time in zip(QUESTIONS, times, strict=True)
        ],
    )


def warm() -> None:
    """Ask of every relation of every example; the slowest is told."""
    cases = [(path.stem, load_case(path)) for path in EXAMPLES]
    worst = {question: max(_times(question, cases)) for question in WARM}
    table(
        f"Warm, worst example, the best of {REPEATED}",
        ("question, and the example", "ms", "wanted", "ratio"),
        [
            (f"`{question.__name__}`, {name}", f"{ms:.0f}", str(WANTED), f"{ms / WANTED:.2f}")
            for question, (ms, name) in worst.items()
        ],
    )


def _times(
    question: Callable[[Subject], object], cases: list[tuple[str, Case]]
) -> Iterator[tuple[float, str]]:
    """The processor time in milliseconds for each relation, after one that does not count."""
    for name, case in cases:
        for place in range(len(subjects_of(case))):
            question(subjects_of(case)[place])
            # A new subject each time: it keeps what it has worked out.
            runs = [partial(question, subjects_of(case)[place]) for _ in range(REPEATED)]
            yield 1000 * min(seconds(run, process_time) for run in runs), name


if __name__ == "__main__":
    main()
