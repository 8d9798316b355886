"""A name means one thing: no two packages have a type of one name, and what is kept is `once`."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path("classifier")


def types_in(module: Path) -> Iterator[str]:
    """The classes and aliases that other modules can import."""
    for node in ast.parse(module.read_text(encoding="utf-8")).body:
        match node:
            case ast.ClassDef(name=name):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name


def test_no_two_packages_have_a_type_of_one_name() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for module in PACKAGE.rglob("*.py"):
        for name in types_in(module):
            if name[0].isupper() and not name.isupper() and len(name) > 1:
                found[name].add(module.relative_to(PACKAGE).parts[0])

    assert {name: sorted(of) for name, of in found.items() if len(of) > 1} == {}


def test_whatever_is_kept_is_kept_without_a_lock() -> None:
    using = [
        module.relative_to(PACKAGE).as_posix()
        for module in PACKAGE.rglob("*.py")
        if "cached_property" in module.read_text(encoding="utf-8")
    ]

    assert set(using) == {"result/once.py"}
