"""What is built is complete, and works away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from importlib.resources import files
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

CHECKOUT = Path(__file__).parents[2]
CASE = CHECKOUT / "examples" / "amanah-bunda.json"
NOT_SOURCE = ignore_patterns(".*", "build", "dist", "*.egg-info", "__pycache__")
RULES = {path.relative_to(CHECKOUT).as_posix() for path in (CHECKOUT / "rules").rglob("*.yaml")}
MESSAGES = {
    path.relative_to(CHECKOUT).as_posix()
    for path in (CHECKOUT / "classifier" / "words" / "messages").glob("*.yaml")
}
PAGE = {
    path.relative_to(CHECKOUT).as_posix()
    for folder in ("static", "templates")
    for path in (CHECKOUT / "classifier" / "web" / folder).iterdir()
}
CORE = {
    f"classifier/logic/engines/core/{name}"
    for name in ("durable_rules.wasm", "drive.c", "LICENSE.durable_rules.txt")
}
EXAMPLES = {path.name for path in (CHECKOUT / "examples").glob("*.json")}
SERVED = """
from classifier.rulebook.loading import load_rulebook
from classifier.web import gallery
from classifier.web.service import Service
from classifier.web.settings import Settings
rules = load_rulebook()
page = Service(Settings(), rules).answer("GET", "/")
titles = gallery.titles(rules)
print(page.body.count("data-example"), len(titles))
print(*sorted(one.name for one in titles))
"""


def run(*command: object, cwd: Path) -> str:
    """Run a program that must succeed, without the checkout on its path; what it printed."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist and the wheel that is made from it."""
    folder = tmp_path_factory.mktemp("built")
    source = copytree(CHECKOUT, folder / "source", ignore=NOT_SOURCE)
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, source, cwd=folder)
    return folder


def environment(folder: Path) -> Path:
    """The Python of a fresh environment that borrows the libraries installed in this one."""
    run(sys.executable, "-m", "venv", folder / "env", cwd=folder)
    (libraries,) = (folder / "env").glob("lib/python*/site-packages")
    borrowed = (path for path in sys.path if path.endswith("site-packages"))
    (libraries / "borrowed.pth").write_text("\n".join(borrowed), encoding="utf-8")
    return folder / "env" / "bin" / "python"


def test_the_wheel_carries_rules_messages_and_types(built: Path) -> None:
    (wheel,) = built.glob("*.whl")

    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())

    assert names >= {f"classifier/{path}" for path in RULES}
    assert names >= {f"classifier/gallery/{name}" for name in EXAMPLES}
    assert names >= MESSAGES | PAGE | CORE
    assert names >= {"classifier/py.typed", "classifier/rules/__init__.py"}
    assert len([name for name in names if name.endswith("LICENSE.durable_rules.txt")]) == 2


def test_the_wheel_installs_one_package_and_the_command_that_starts_it(built: Path) -> None:
    (wheel,) = built.glob("*.whl")

    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}

    assert {top for top in tops if not top.endswith(".dist-info")} == {"classifier", "kemitraan.py"}


def test_the_sdist_carries_rules_messages_and_types(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")

    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    assert names >= RULES | {f"examples/{name}" for name in EXAMPLES}
    assert names >= MESSAGES | PAGE | CORE
    assert names >= {"classifier/py.typed", "rules/__init__.py", "README.md", "LICENSE"}


@pytest.mark.slow
def test_an_installed_wheel_classifies_away_from_the_checkout(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    python = environment(tmp_path)
    run(python, "-m", "pip", "install", "--no-deps", "--no-index", wheel, cwd=tmp_path)
    where = run(python, "-c", "import classifier; print(classifier.__file__)", cwd=tmp_path)

    answer = run(python.with_name("kemitraan"), "classify", "--format", "json", CASE, cwd=tmp_path)

    assert Path(where.strip()).is_relative_to(tmp_path)
    assert '"kemitraan/classification/2"' in answer
    assert '"engine":{"name":"durable_rules"' in answer
    shown, names = run(python, "-c", SERVED, cwd=tmp_path).splitlines()
    assert {f"{name}.json" for name in names.split()} == EXAMPLES
    assert all(int(count) >= len(EXAMPLES) for count in shown.split())


def test_the_rules_are_found_however_this_is_installed() -> None:
    assert files("classifier.rules").joinpath("codebook.yaml").is_file()
    assert files("classifier.rules").joinpath("typologies", "tandon.yaml").is_file()
