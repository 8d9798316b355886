"""The table of questions: every question there is, as its two modules have it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Collection
from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest
from click.testing import CliRunner

import classifier
from classifier import load_case
from classifier.cli import main
from classifier.explain.questions import OF_ONE, QUESTIONS, Query
from classifier.questions.subject import subject_of

PACKAGE = Path(classifier.__file__).parent
GOLDEN = Path(__file__).parents[2] / "examples" / "amanah-bunda.json"
OF = ("first", "second", "result", "case", "answer")
"""What is asked of that is no relation, or what is told: said by its place."""


def named(function: object, of: Collection[str] = OF) -> set[str]:
    assert callable(function)
    return set(signature(function).parameters) - set(of)


def test_every_question_with_an_answer_to_tell_is_in_the_table() -> None:
    asked = {path.stem for path in (PACKAGE / "questions").glob("*.py")}
    told = {path.stem for path in (PACKAGE / "explain").glob("*.py")}

    assert {name for name in asked & told if not name.startswith("_")} - {"differences"} == set(
        QUESTIONS
    )


@pytest.mark.parametrize("query", QUESTIONS.values(), ids=lambda query: query.name)
def test_a_row_names_what_its_modules_take(query: Query) -> None:
    question = import_module(f"classifier.questions.{query.name}")
    telling = import_module(f"classifier.explain.{query.name}")

    assert set(query.takes) == named(getattr(question, query.name), query.of or OF)
    assert set(query.shows) == named(telling.blocks_of)


@pytest.mark.parametrize("query", OF_ONE, ids=lambda query: query.name)
def test_a_question_is_asked_of_a_relation_and_told(query: Query) -> None:
    given = {"changes": ()} if query.name == "whatif" else {}

    answer = query.ask(subject_of(load_case(GOLDEN)), **given)

    assert list(query.blocks(answer))


@pytest.mark.parametrize("query", OF_ONE, ids=lambda query: query.name)
def test_a_question_of_a_relation_has_a_command_or_an_option_of_one(query: Query) -> None:
    command = query.within or query.called or query.name

    helped = CliRunner().invoke(main, [command, "--help"])

    assert helped.exit_code == 0
    assert not query.within or f"--{query.name}" in helped.output


def test_the_table_loads_no_question() -> None:
    code = (
        "import sys, classifier.explain.questions\n"
        "print([m for m in sys.modules if m.startswith(('classifier.questions.', 'pysat'))])"
    )

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout == "[]\n"
