"""From the shell's prompt to the answer on one case, against importing the libraries it needs."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path
from time import perf_counter

from benchmarks.material import GOLDEN
from benchmarks.measuring import medians, table

REFERENCE = "from pydantic import BaseModel; import click, yaml; from rich.console import Console"
RUNS = 15


def main() -> None:
    kemitraan = str(Path(sys.executable).with_name("kemitraan"))
    commands = {
        "the libraries alone": [sys.executable, "-c", REFERENCE],
        "`kemitraan classify`, as text": [kemitraan, "classify", str(GOLDEN)],
        "`kemitraan classify`, as JSON": [kemitraan, "classify", "--format", "json", str(GOLDEN)],
    }
    for command in commands.values():
        subprocess.run(command, check=True, capture_output=True)
    runs = [partial(subprocess.run, c, capture_output=True) for c in commands.values()]
    times = medians(runs, repeats=RUNS, clock=perf_counter)
    table(
        f"Cold start on the golden case, medians of {RUNS}",
        ("command", "ms", "ratio"),
        [
            (name, f"{1000 * time:.0f}", f"{time / times[0]:.2f}")
            for name, time in zip(commands, times, strict=True)
        ],
    )


if __name__ == "__main__":
    main()
