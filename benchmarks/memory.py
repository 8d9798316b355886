"""Memory over many classifications and many rulebooks: how far it grows once it has settled."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.material import golden, program, small
from benchmarks.measuring import table
from classifier.logic.engines import engine_for
from classifier.logic.program import SIDES
from classifier.pipeline import classify

CLASSIFICATIONS = 20_000
RULEBOOKS = 100


def main() -> None:
    rows = [
        (f"{CLASSIFICATIONS:,} classifications, with the result", *_grown(_classified)),
        (f"{RULEBOOKS} rulebooks made ready, 8 kept", *_grown(_made_ready)),
    ]
    table("Resident memory, in MB", ("what", "after a quarter", "at the end"), rows)


def _grown(steps: Callable[[], Iterator[int]]) -> tuple[str, str]:
    """The memory of this process after a quarter of the steps and after all of them."""
    seen = [_resident() for _ in steps()]
    return f"{seen[len(seen) // 4]:.1f}", f"{seen[-1]:.1f}"


def _classified() -> Iterator[int]:
    cases = [small()] * 19 + [golden()]
    for number in range(CLASSIFICATIONS):
        classify(cases[number % 20], engine="durable_rules").document()
        yield number


def _made_ready() -> Iterator[int]:
    for number in range(RULEBOOKS):
        made = replace(program())  # another one, as far as anybody knows
        engine = engine_for(made, "durable_rules")
        for stratum in range(len(made.strata)):
            engine.fire(stratum, b"\1" * len(made.propositions) * SIDES)
        yield number


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main()
