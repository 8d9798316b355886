"""The catalogues: whole in both languages, all used, and nothing used that is not there."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest
import yaml

CATALOGUES = sorted(Path("classifier/words/messages").glob("*.yaml"))
CODE = "\n".join(path.read_text(encoding="utf-8") for path in Path("classifier").rglob("*.py"))


def entries() -> list[tuple[str, str, dict[str, str]]]:
    return [
        (path.stem, name, entry)
        for path in CATALOGUES
        for name, entry in yaml.safe_load(path.read_text(encoding="utf-8")).items()
    ]


@pytest.mark.parametrize(("area", "name", "entry"), entries())
def test_a_sentence_has_the_same_places_in_both_languages(
    area: str, name: str, entry: dict[str, str]
) -> None:
    assert set(entry) == {"id", "en"}, f"{area}.{name}"
    places = [{p for _, p, _, _ in Formatter().parse(entry[key]) if p} for key in ("id", "en")]

    assert places[0] == places[1]
    assert entry["id"].strip()
    assert entry["en"].strip()


def test_every_sentence_that_is_said_is_in_its_catalogue() -> None:
    known = {f"{area}.{name}" for area, name, _ in entries()}

    said = set(re.findall(r'message\(\s*"([a-z]+\.[a-z_0-9]+)"', CODE))

    assert said - known == set()
