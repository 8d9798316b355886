"""What is declared is what is imported: in the core, and in each extra by what belongs to it."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from importlib.metadata import packages_distributions, requires
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
PRODUCT = CHECKOUT / "classifier"
# Modules of extras; whatever is not here has to do with the core alone.
PLACES = {
    "check": ("logic/engines/table.py", "questions/coders/statistics.py"),
    "report": ("writers/docx.py", "writers/pdf.py"),
    "web": ("web/", "cli/serve.py"),
}
# Where an import has not its distribution's name, and where that is brought along by a declared one.
PROVIDED_BY = {"yaml": "pyyaml", "docx": "python-docx", "pysat": "python-sat"}
BROUGHT_BY = {
    "pydantic_core": "pydantic",
    "typing_extensions": "pydantic",
    "markupsafe": "jinja2",
}


def declared(section: str, option: str) -> set[str]:
    """The distributions of a list in setup.cfg."""
    config = ConfigParser(delimiters=("=",), comment_prefixes=("#",))
    config.read(CHECKOUT / "setup.cfg", encoding="utf-8")
    lines = config[section][option].strip().splitlines()
    return {re.split(r"[^\w.-]", line.strip())[0].lower() for line in lines}


CORE = declared("options", "install_requires")
EXTRAS = {extra: declared("options.extras_require", extra) for extra in PLACES}


def imported() -> Iterator[tuple[str, str]]:
    """Each module with each distribution that it imports, also if only in a function."""
    for path in sorted(PRODUCT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [str(node.module)]
            for top in {name.partition(".")[0] for name in names}:
                if top not in sys.stdlib_module_names and top != "classifier":
                    yield (
                        path.relative_to(PRODUCT).as_posix(),
                        (PROVIDED_BY | BROUGHT_BY).get(top, top),
                    )


def allowed(module: str) -> set[str]:
    extras = (x for x, places in PLACES.items() if module.startswith(places))
    return CORE.union(*(EXTRAS[extra] for extra in extras))


def test_whatever_is_imported_is_declared_where_it_belongs() -> None:
    assert [(m, needed) for m, needed in imported() if needed not in allowed(m)] == []


def test_whatever_is_declared_is_imported() -> None:
    used = {needed for _, needed in imported()}

    assert CORE.union(*EXTRAS.values()) - used == set()


def test_every_import_is_of_the_distribution_that_is_taken_for_it() -> None:
    installed = packages_distributions()

    for name, distribution in PROVIDED_BY.items():
        assert distribution in {found.lower() for found in installed[name]}
    for name, distribution in BROUGHT_BY.items():
        needed = {re.split(r"[^\w-]", one)[0].lower() for one in requires(distribution) or ()}
        assert name.replace("_", "-") in needed
