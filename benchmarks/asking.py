"""From the shell's prompt to the answer to a question about one case."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path
from time import perf_counter

from benchmarks.material import GOLDEN
from benchmarks.measuring import medians, table

RUNS = 9
QUESTIONS = (
    ("classify",),
    ("ask",),
    ("flip",),
    ("flip", "--to", "sulistiyani_organisation/subordinate_union"),
    ("explain", "--support"),
    ("explain", "--contested"),
)


def main() -> None:
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


if __name__ == "__main__":
    main()
