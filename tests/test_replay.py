"""A kept result derived again: the same from what is unchanged, and what changed is told."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from strategies import drawn, random_case
from subjects import EXAMPLES, SHIPPED

from classifier import Classification, classify, load_case
from classifier.case import Case
from classifier.cli import main
from classifier.cli.narrowing import Choice, narrowed, without_quotes
from classifier.language import LANGUAGES
from classifier.load import load_rulebook
from classifier.questions.kept import InvalidResult, load_results
from classifier.questions.replay import OtherCase, ReplayAnswer, replay
from classifier.questions.subject import as_json
from classifier.render.replay import lines_of
from classifier.render.text import text_of_lines

GOLDEN = EXAMPLES[0]
RULES = Path(__file__).parent.parent / "rules"


def kept(case: Case) -> Classification:
    """A result as it comes back from a file."""
    made = classify(case, SHIPPED, engine="interpreter")
    (result,) = load_results(made.to_json().encode())
    return result


def said(answer: ReplayAnswer) -> str:
    return " ".join(text_of_lines(lines_of(answer), "en").split())


def without(case: Case, indicator: str) -> Case:
    left = tuple(o for o in case.observations if o.indicator != indicator)
    return case.model_copy(update={"observations": left})


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_unchanged_case_says_the_same(path: Path) -> None:
    case = load_case(path)
    answer = replay(kept(case), case)
    assert answer.same
    assert answer.changed == ()
    assert answer.before == answer.after
    assert answer.not_held == ()
    assert not any(relation.told for relation in answer.relations)
    for language in LANGUAGES:
        assert "None" not in text_of_lines(lines_of(answer), language)


def two_cases(random: Random) -> tuple[Case, Case]:
    """A case, and the same with observations taken out."""
    case = random_case(random, SHIPPED.codebook)
    left = tuple(o for o in case.observations if random.random() < 0.8)
    return case, case.model_copy(update={"observations": left})


@given(drawn(two_cases))
@hypothesis_settings(max_examples=30)
def test_what_differs_is_what_two_classifications_differ_in(cases: tuple[Case, Case]) -> None:
    before, after = (classify(case, SHIPPED, engine="interpreter") for case in cases)
    answer = replay(before, cases[1], SHIPPED)
    assert ("case" in answer.changed) == (cases[0].observations != cases[1].observations)
    assert answer.same == (verdicts(before, after) == verdicts(after, after))
    for relation in answer.relations:
        for verdict in relation.verdicts:
            changed = {one.pattern for one in verdict.grades}
            assert changed == grades(before, relation.actors, relation.period, verdict.typology) ^ (
                grades(after, relation.actors, relation.period, verdict.typology)
            ) or {one for one, _ in changed_grades(before, after, relation, verdict.typology)} == changed


def verdicts(of: Classification, held: Classification) -> object:
    """All that counts as an answer, of the relations that another result holds."""
    places = {(r.actors, r.period) for r in held.relations}
    return {
        (r.actors, r.period, name): (
            v.status,
            v.pattern,
            v.grade,
            v.strength,
            set(v.possible),
            v.leaning,
            {pattern: judged.grade for pattern, judged in v.patterns.items()},
        )
        for r in of.relations
        if (r.actors, r.period) in places
        for name, v in r.verdicts.items()
    }
