"""Makes `durable_rules.wasm` from the sources that durable_rules was released with, and `drive.c`.

Run as `python -m classifier.logic.engines.core.build`. The sources come from PyPI, by their hash;
the compiler is ziglang, in one version: that gives the same bytes wherever it is done.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
from importlib.metadata import version
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

from classifier.logic.engines.core import VERSION

SOURCES = "053b26f5e48d312d4fa27995243f954671be6eece477f150c059c364eb4d7d61"
COMPILER = "0.17.1"
FILES = ("json.c", "rete.c", "state.c", "events.c", "regex.c", "drive.c")
FLAGS = (
    *("-target", "wasm32-wasi", "-mexec-model=reactor", "-std=gnu99", "-D_GNU_SOURCE"),
    *("-O2", "-flto", "-s", "-w", "-fno-common", "-fno-sanitize=undefined"),
    "-Dtime=still",  # the one thing that the core asks of the system, which `drive.c` has
)
EXPORTS = ("make", "ask", "rules", "plan", "asked", "strengths", "answer")
HERE = Path(__file__).parent


def built() -> bytes:
    """The module, made anew."""
    if version("ziglang") != COMPILER:
        raise SystemExit(f"ziglang {COMPILER} makes the module: pip install ziglang=={COMPILER}")
    with TemporaryDirectory() as name:
        folder = Path(name)
        sources = _sources(folder)
        copy(HERE / "drive.c", sources)
        exports = [f"-Wl,--export={name}" for name in EXPORTS]
        _run("ziglang", "cc", *FLAGS, *FILES, *exports, "-o", "core.wasm", folder=sources)
        return (sources / "core.wasm").read_bytes()


def _sources(folder: Path) -> Path:
    """Fetch the sdist and unpack it; where its C core lies."""
    wanted = folder / "wanted.txt"
    wanted.write_text(f"durable_rules=={VERSION} --hash=sha256:{SOURCES}\n", encoding="ascii")
    options = ("--quiet", "--no-deps", "--no-binary", ":all:", "--require-hashes")
    _run("pip", "download", *options, "--requirement", str(wanted), folder=folder)
    with tarfile.open(folder / f"durable_rules-{VERSION}.tar.gz") as archive:
        archive.extractall(folder, filter="data")
    return folder / f"durable_rules-{VERSION}" / "src" / "rules"


def _run(*command: str, folder: Path) -> None:
    subprocess.run([sys.executable, "-m", *command], cwd=folder, check=True)  # noqa: S603 - spelt out above


if __name__ == "__main__":
    (HERE / "durable_rules.wasm").write_bytes(built())
