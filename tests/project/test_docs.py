"""The pages in docs: each in both languages, and what they show is what happens."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from classifier.cli import main

PAGES = sorted(Path("docs").glob("*.md"))
SHOWN = re.compile(r"```\n\$ kemitraan (.*?)\n(.*?)```", re.DOTALL)
LIBRARY = re.compile(r"```python\n(.*?)```", re.DOTALL)
RUNS = [
    pytest.param(command, shown, id=f"{page.name}-{number}")
    for page in PAGES
    for number, (command, shown) in enumerate(SHOWN.findall(page.read_text(encoding="utf-8")))
]
CODE = [
    pytest.param(code, id=f"{page.name}-{number}")
    for page in PAGES
    for number, code in enumerate(LIBRARY.findall(page.read_text(encoding="utf-8")))
]


@pytest.mark.parametrize(("command", "shown"), RUNS)
def test_what_a_page_shows_is_what_the_command_says(
    command: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    ran = CliRunner().invoke(main, shlex.split(command))
    place = 0
    for passage in shown.split("…\n"):
        found = ran.stdout.find(passage, place)
        assert found >= place, passage
        place = found + len(passage)


@pytest.mark.parametrize("code", CODE)
def test_the_library_lines_of_a_page_run(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(code, {})
    assert capsys.readouterr().out


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_is_there_in_both_languages_and_its_links_lead_somewhere(page: Path) -> None:
    other = page.with_name(
        page.name.replace(".id.md", ".md")
        if page.name.endswith(".id.md")
        else page.name.replace(".md", ".id.md")
    )
    assert other.exists()
    text, twin = page.read_text(encoding="utf-8"), other.read_text(encoding="utf-8")
    commands = [re.sub(r" --lang \w+", "", command) for command, _ in SHOWN.findall(text)]
    assert commands == [re.sub(r" --lang \w+", "", c) for c, _ in SHOWN.findall(twin)]
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (page.parent / link).exists(), link


# How it is built


RULES = "".join(path.read_text(encoding="utf-8") for path in sorted(Path("rules").rglob("*.yaml")))
BUILT = [Path("docs/architecture.md"), Path("docs/architecture.id.md"), Path("CONTRIBUTING.md")]


@pytest.mark.parametrize("page", BUILT, ids=lambda page: page.name)
def test_what_is_quoted_of_the_rules_stands_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    quoted = re.findall(r"[`\"]([^`\"\n]*\{a\}[^`\"\n]*)[`\"]", text)
    assert quoted
    assert [one for one in quoted if one not in RULES] == []


@pytest.mark.parametrize("page", BUILT[:2], ids=lambda page: page.name)
def test_the_files_named_are_there_and_every_folder_is_named(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"`([\w/]+\.(?:py|yaml|cfg))`", text)
    assert named
    shelves = (Path(), Path("classifier"), Path("classifier/words/messages"))
    assert [one for one in named if not any((shelf / one).exists() for shelf in shelves)] == []
    folders = {path.parent.name for path in Path("classifier").glob("*/__init__.py")}
    assert folders == set(re.findall(r"^  (\w+)/ ", text, re.MULTILINE))
