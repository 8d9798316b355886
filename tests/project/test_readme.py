"""The READMEs: what they show is what happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from showing import render_text

from classifier import classify, load_case
from classifier.words.language import Language

READMES: dict[Language, Path] = {"en": Path("README.md"), "id": Path("README.id.md")}


@pytest.mark.parametrize("language", READMES)
def test_the_explanation_shown_is_the_explanation_given(language: Language) -> None:
    readme = READMES[language].read_text(encoding="utf-8")
    shown = re.search(r"```\n\$ kemitraan classify.*?\n(.*?)```", readme, re.DOTALL)
    assert shown

    given = render_text(classify(load_case("examples/amanah-bunda.json")), language)

    for passage in shown[1].split("…\n"):
        assert passage in given


@pytest.mark.parametrize("language", READMES)
def test_the_library_lines_run(language: Language, capsys: pytest.CaptureFixture[str]) -> None:
    readme = READMES[language].read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)

    exec(code, {})

    assert "linear_collaborative" in capsys.readouterr().out
    assert len(code.strip().splitlines()) <= 8


@pytest.mark.parametrize("language", READMES)
def test_the_case_shown_is_a_case(language: Language) -> None:
    readme = READMES[language].read_text(encoding="utf-8")
    (case,) = re.findall(r"```json\n(.*?)```", readme, re.DOTALL)

    assert len(load_case(case.encode()).observations) == 3


def test_both_readmes_show_the_same_commands_and_link_to_files_that_exist() -> None:
    blocks = {
        name: [
            re.sub(r"\s*#.*|--lang \w+|my-case|kasus-saya", "", line).strip()
            for block in re.findall(r"```sh\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)
            for line in block.splitlines()
        ]
        for name, path in READMES.items()
    }
    assert blocks["id"] == blocks["en"]

    for path in READMES.values():
        for link in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
            assert Path(link).exists(), link
