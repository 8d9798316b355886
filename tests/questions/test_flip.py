"""A flip flips, no smaller one does, and all that are as small are told."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from strategies import case_with, drawn, numbered, observation
from subjects import (
    EXAMPLES,
    SHIPPED,
    changed_sets,
    every_example,
    golden,
    random_subject,
    written,
)

from classifier.cli import main
from classifier.explain.flip import blocks_of
from classifier.questions.flip import Flip, flip
from classifier.questions.robustness import with_robustness
from classifier.questions.solver.keys import keys_behind
from classifier.questions.subject import NoSuchPattern, Subject, as_json, subject_of
from classifier.questions.supposing.asked import Supposing
from classifier.questions.supposing.changes import supposed
from classifier.writers.text import text_of_blocks

MOST = 2
"""So many changes are tried by brute force."""
FEW = 10
"""Of so many keys."""


def target_of(random: Random) -> tuple[Subject, str]:
    subject = random_subject(random)
    name = random.choice([*subject.rulebook.typologies])
    patterns = [pattern.id for pattern in subject.rulebook.typologies[name].patterns]
    return subject, random.choice([name, *(f"{name}/{pattern}" for pattern in patterns)])


def small_target_of(random: Random) -> tuple[Subject, str]:
    """A target that depends on few enough keys for brute force."""
    number = random.randrange(1000)
    while True:
        number += 1000
        subject, to = target_of(numbered(number))
        if len(keys_behind(subject.program, to.partition("/")[0])) <= FEW:
            return subject, to


def is_reached(subject: Subject, flipped: Flip, told: object = None) -> bool:
    outcome = subject.outcomes(told)[flipped.typology]  # type: ignore[arg-type]
    if flipped.target is None:
        return outcome.answer != flipped.now.answer
    return outcome.pattern == flipped.target


def tried(subject: Subject, flipped: Flip) -> dict[int, int]:
    """How many sets of each size reach the target, no smaller one being enough."""
    keys = sorted(keys_behind(subject.program, flipped.typology), key=str)
    found: dict[int, int] = {}
    for chosen in changed_sets(subject, keys, MOST):
        changes = [change for alternative in chosen for change in alternative.changes]
        if is_reached(subject, flipped, supposed(subject, changes)):
            found[len(changes)] = found.get(len(changes), 0) + 1
    return found


@given(drawn(small_target_of))
@hypothesis_settings(max_examples=25)
def test_no_smaller_set_does_and_all_of_that_size_are_counted(drawn_: tuple[Subject, str]) -> None:
    subject, to = drawn_
    (flipped,) = flip(subject, to).flips
    found = tried(subject, flipped)
    if flipped.size is None or flipped.size > MOST:
        assert not found
    else:
        assert min(found) == flipped.size
        assert flipped.size == 0 or not flipped.complete or found[flipped.size] == flipped.count


@given(drawn(target_of))
def test_a_flip_flips(drawn_: tuple[Subject, str]) -> None:
    subject, to = drawn_
    (flipped,) = flip(subject, to).flips
    assert (flipped.size == 0) == is_reached(subject, flipped)
    for way in flipped.ways:
        gone = {
            text for proposal in way.proposals if proposal.unset for text in proposal.statements
        }
        put = [text for text in way.example if text not in gone]
        unset = [text for text in way.example if text in gone]
        changes = Supposing(subject).changes(put, unset)
        assert len(changes) == flipped.size
        assert is_reached(subject, flipped, supposed(subject, changes))


@pytest.mark.parametrize(
    "subject", every_example(), ids=lambda s: f"{s.case.id}-{s.relation.period}"
)
def test_every_example_can_be_flipped_to_what_it_can_become(subject: Subject) -> None:
    for one in flip(subject).flips:
        assert one.size
        assert one.ways
        assert all(way.leads_to.answer != one.now.answer for way in one.ways)


def test_one_contradicted_fact_stands_between_the_paper_and_a_subordinate_union() -> None:
    (flipped,) = flip(golden(), "sulistiyani_organisation/subordinate_union").flips
    assert flipped.size == 2
    assert any("standing=unequal" in way.proposals[0].statements for way in flipped.ways)


def test_what_is_interchangeable_is_told_once_with_a_count() -> None:
    subject = written("ngo_conduct=cooperative", "contribution(g, funds)=gives")
    (flipped,) = flip(subject, "tandon/collaborative").flips
    assert flipped.size == 1
    (gives,) = [w for w in flipped.ways if w.example[0].startswith("contribution(n")]
    assert gives.count == len(SHIPPED.codebook.lists["resources"].members)


def test_adding_comes_before_contradicting() -> None:
    subject = written("standing=equal", "capability_balance=unbalanced")
    (flipped,) = flip(subject, "sulistiyani_organisation").flips
    strengths = [max(str(p.strength) for p in way.proposals) for way in flipped.ways]
    assert strengths[0] == "None"


def test_what_adds_and_what_strengthens_a_claim_are_told_apart() -> None:
    # Values of conduct hold together: inviting adds one, recognising strengthens a claim.
    recognises, dissolves = "government_conduct=recognises", "government_conduct=dissolves"
    claim = observation(recognises, SHIPPED.codebook) | {"sources": []}
    subject = subject_of(case_with(claim, observation(dissolves, SHIPPED.codebook, "seen")))
    (flipped,) = flip(subject, "yusdiyanto").flips
    found = {p.statements: (p.replaces, p.strength) for w in flipped.ways for p in w.proposals}
    assert found["government_conduct=invites",] == ((), None)
    assert found[recognises,] == ((recognises,), "claimed")
    assert text_of_blocks(blocks_of(flip(subject)), "en")


def test_a_typology_that_does_not_apply_cannot_be_flipped() -> None:
    companies = next(s for s in every_example() if s.relation.pairing is None)
    (flipped,) = flip(companies, "tandon/collaborative").flips
    assert flipped.size is None
    assert not flipped.ways


def test_robustness_is_the_size_of_the_smallest_flip() -> None:
    subject = golden()
    sizes = {one.typology: one.size for one in flip(subject).flips}
    (relation,) = with_robustness(subject.classified()).relations
    assert {name: one.size for name, one in relation.robustness.items()} == sizes


def test_an_unknown_pattern_is_told_with_the_nearest() -> None:
    with pytest.raises(NoSuchPattern) as error:
        flip(golden(), "sulistiyani_organisation/linear_unoin")
    assert error.value.hint is not None
    assert "linear_union" in error.value.hint.en
    with pytest.raises(NoSuchPattern):
        flip(golden(), "sulistiani_organisation")


@pytest.mark.parametrize(
    ("language", "said"),
    [("id", "diperlukan 2 perubahan sekaligus"), ("en", "it takes 2 changes at once")],
)
def test_the_command_says_what_it_takes(language: str, said: str) -> None:
    to = "sulistiyani_organisation/subordinate_union"
    ran = CliRunner().invoke(main, ["flip", str(EXAMPLES[0]), "--to", to, "--lang", language])
    assert ran.exit_code == 0
    assert said in " ".join(ran.stdout.split())
    assert "standing=unequal" in ran.stdout


def test_the_command_gives_the_answer_as_json() -> None:
    ran = CliRunner().invoke(main, ["flip", str(EXAMPLES[0]), "--format", "json"])
    assert json.loads(ran.stdout) == json.loads(as_json(flip(golden())))


def test_a_wrong_target_is_wrong_usage() -> None:
    ran = CliRunner().invoke(main, ["flip", str(EXAMPLES[0]), "--to", "tandom", "--lang", "en"])
    assert ran.exit_code == 2
    assert "Did you mean tandon?" in ran.stderr


@pytest.mark.parametrize("words", [["flip"], ["ask"], ["explain"], ["whatif", "--unset", "goal"]])
def test_an_answer_never_takes_the_place_of_its_case(words: list[str], tmp_path: Path) -> None:
    case = tmp_path / "case.json"
    case.write_bytes(EXAMPLES[0].read_bytes())
    name, *options = words
    ran = CliRunner().invoke(main, [name, str(case), *options, "-o", str(case)])
    assert ran.exit_code == 2
    assert case.read_bytes() == EXAMPLES[0].read_bytes()
