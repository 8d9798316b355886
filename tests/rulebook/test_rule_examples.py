"""Every example that a rule carries comes out as the rule says, and the runner notices if not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from classifier import load_rulebook
from classifier.result.examples import Example, examples_of, failing_examples, failure_of
from classifier.rulebook.model import Criterion, Examples, Rule, Rulebook

RULEBOOK = load_rulebook()
EXAMPLES = list(examples_of(RULEBOOK))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.id)
def test_an_example_comes_out(example: Example) -> None:
    assert failure_of(example, RULEBOOK) is None


def test_every_line_has_examples_of_both_kinds() -> None:
    lines = {example.rule for example in EXAMPLES}

    for kind in ("holds", "fails"):
        assert {example.rule for example in EXAMPLES if example.kind == kind} == lines


def test_the_rulebook_has_no_failing_examples() -> None:
    assert failing_examples(RULEBOOK) == []


def with_examples(name: str, *, holds: tuple[str, ...], fails: tuple[str, ...]) -> Rulebook:
    """The rulebook with other examples on one line."""
    examples = Examples(holds=holds, fails=fails)

    def changed(line: Rule) -> Rule:
        return replace(line, examples=examples) if line.id == name else line

    def criterion(line: Criterion) -> Criterion:
        return replace(line, examples=examples) if line.id == name else line

    findings = {
        key: replace(
            finding,
            supports=tuple(map(changed, finding.supports)),
            opposes=tuple(map(changed, finding.opposes)),
            defined_as=tuple(map(changed, finding.defined_as)),
        )
        for key, finding in RULEBOOK.findings.items()
    }
    typologies = {
        key: replace(
            typology,
            patterns=tuple(
                replace(
                    pattern,
                    requires=tuple(map(criterion, pattern.requires)),
                    excluded_by=tuple(map(criterion, pattern.excluded_by)),
                    remarks=tuple(map(changed, pattern.remarks)),
                )
                for pattern in typology.patterns
            ),
        )
        for key, typology in RULEBOOK.typologies.items()
    }
    return replace(RULEBOOK, findings=findings, typologies=typologies)


WRONG = [
    ("subordinated/equal-standing", "standing=equal", "standing=unequal"),
    ("merged/activities-or-units", "merging=units", "merging=none"),
    ("linear_collaborative/collaborative-ground", "mission_complementarity=mutual", "goal=alike"),
    ("containment_sabotage_dissolution/force", "government_conduct=uses_force", "goal=alike"),
]


@pytest.mark.parametrize(("line", "holds", "fails"), WRONG)
def test_an_example_that_does_not_come_out_is_told(line: str, holds: str, fails: str) -> None:

    right = failing_examples(with_examples(line, holds=(holds,), fails=(fails,)))
    wrong = failing_examples(with_examples(line, holds=(fails,), fails=(holds,)))

    assert right == []
    assert [failure.example.id for failure in wrong] == [f"{line}::holds/1", f"{line}::fails/1"]
    assert wrong[0].why.en == "this example should make the rule hold, but the rule does not hold"


UNUSABLE = [
    ("standing", "is not an observation"),
    ("standing=equal or unequal", "is not an observation"),
    ("standing=equal; ", "is not an observation"),
    ("capacity(g, funds, staff)=weak", "is not an observation"),
    ("standng=equal", 'the codebook has no indicator "standng"'),
    ("standing=equl", '"equl" is not a value'),
    ("dominance(g)=absent", "has a direction"),
]


@pytest.mark.parametrize(("text", "why"), UNUSABLE)
def test_an_example_that_is_no_case_is_told(text: str, why: str) -> None:
    (failure,) = failing_examples(
        with_examples("subordinated/equal-standing", holds=(text,), fails=("goal=alike",))
    )

    assert why in failure.why.en
