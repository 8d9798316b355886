"""From the shell's prompt to the answer on one case, against importing the libraries it needs.

What is timed is the processor's time of the whole process. Bytecode and the program's own cache are
there, as they are from the second start on.
"""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from benchmarks.material import GOLDEN
from benchmarks.measuring import medians, table

REFERENCE = "from pydantic import BaseModel; import click, yaml; from rich.console import Console"
RUNS = 15
ROOT = Path(__file__).parents[1]
CLASSIFY = [str(Path(sys.executable).with_name("kemitraan")), "classify", str(GOLDEN)]
JSON = [*CLASSIFY, "--format", "json"]
INTERPRETER = ("--engine", "interpreter")
COMMANDS: dict[str, tuple[Sequence[str], str]] = {
    "the libraries alone": ([sys.executable, "-c", REFERENCE], ""),
    "`kemitraan classify --format json`": (JSON, "2.6"),
    "the same with `--engine interpreter`": ([*JSON, *INTERPRETER], "2.3"),
    "`kemitraan classify`, as text": (CLASSIFY, "2.8"),
    "the same with `--engine interpreter`, as text": ([*CLASSIFY, *INTERPRETER], "2.5"),
}
"""What is started, and how many times as long as the libraries it may take."""


def main() -> None:
    compileall.compile_dir(ROOT / "classifier", quiet=1)
    for command, _ in COMMANDS.values():
        _start(command)
    times = medians([partial(_start, c) for c, _ in COMMANDS.values()], repeats=RUNS, clock=_spent)
    table(
        f"Cold start on the golden case, medians of {RUNS}",
        ("command", "ms", "ratio", "wanted at most"),
        [
            (name, f"{1000 * time:.0f}", f"{time / times[0]:.2f}", wanted)
            for (name, (_, wanted)), time in zip(COMMANDS.items(), times, strict=True)
        ],
    )


def _start(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "LANG": "C.UTF-8"})


def _spent() -> float:
    """The processor's time of all processes that were started and have ended."""
    spent = getrusage(RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


if __name__ == "__main__":
    main()
