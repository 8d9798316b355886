"""No package has a circle of imports inside, also none that is closed by a lazy import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CONTRACT = """
[importlinter]
root_package = classifier

[importlinter:contract:circles]
name = No circle inside a package
type = acyclic_siblings
ancestors =
    classifier.*
"""


def test_no_package_has_a_circle_of_imports_inside(tmp_path: Path) -> None:
    config = tmp_path / "circles.ini"
    config.write_text(CONTRACT, encoding="utf-8")

    checked = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--config", config, "--no-cache"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stdout
