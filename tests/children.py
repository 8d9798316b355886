"""Running a function of a test file in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def child(module: str, call: str) -> str:
    """What a call in a test module prints."""
    paths = os.pathsep.join([str(HERE), *sys.path])
    made = subprocess.run(
        [sys.executable, "-c", f"import {module} as tests; tests.{call}"],
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
        env={**os.environ, "PYTHONPATH": paths},
        cwd=HERE.parent,
    )
    assert made.returncode == 0, made.stderr
    return made.stdout.strip()
