"""What is asked can matter, and what is not asked cannot."""

from __future__ import annotations

import json
from itertools import product
from math import prod
from random import Random

import pytest
from click.testing import CliRunner
from hypothesis import assume, given
from hypothesis import settings as hypothesis_settings
from strategies import drawn
from subjects import EXAMPLES, behind, every_example, golden, random_subject, told_to, written

from classifier.case.relations import Key, Pooled
from classifier.cli import main
from classifier.questions.ask import ask, mattering
from classifier.questions.subject import Subject, as_json
from classifier.questions.supposing.changes import alternatives

FEW = 200
"""So many completions are tried by brute force."""


def nearly_told(random: Random) -> Subject:
    """A random subject of which all but a few keys are told."""
    subject = random_subject(random)
    told = dict(subject.relation.told)
    unheard = [key for key in behind(subject) if key not in told]
    random.shuffle(unheard)
    for key in unheard[random.randint(1, 3) :]:
        values = random.choice(alternatives(subject, key)).values
        told[key] = {v: Pooled(random.randint(1, 3), ("o1",)) for v in values}
    return told_to(subject.rulebook, {key: values for key, values in told.items() if values})


def says(subject: Subject, told: object) -> tuple[object, ...]:
    outcomes = subject.outcomes(told)  # type: ignore[arg-type]
    return tuple((o.answer, o.grade, o.possible) for o in outcomes.values())


def matters(subject: Subject, key: Key, opened: list[Key]) -> bool:
    """Whether, with some answers to the others, answers to this one lead to different ends."""
    others = [other for other in opened if other != key]
    for chosen in product(*(alternatives(subject, other) for other in others)):
        told = {**subject.relation.told}
        told |= {k: one.values for k, one in zip(others, chosen, strict=True)}
        ends = {says(subject, {**told, key: one.values}) for one in alternatives(subject, key)}
        if len(ends) > 1:
            return True
    return False


@given(drawn(nearly_told))
def test_what_is_asked_can_matter_and_what_is_not_cannot(subject: Subject) -> None:
    opened = [key for key in behind(subject) if key not in subject.relation.told]
    assume(prod(len(alternatives(subject, key)) for key in opened) <= FEW)
    asked = set(mattering(subject))
    assert asked == {key for key in opened if matters(subject, key, opened)}


@given(drawn(random_subject))
@hypothesis_settings(max_examples=20)
def test_questions_are_ranked_by_how_far_they_narrow(subject: Subject) -> None:
    ranks = [(not q.alone, q.worst, q.average) for q in ask(subject).questions]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize(
    "subject", every_example(), ids=lambda s: f"{s.case.id}-{s.relation.period}"
)
def test_nothing_observed_is_asked(subject: Subject) -> None:
    observed = {subject.naming.key(key) for key in subject.relation.told}
    asked = {statement for q in ask(subject).questions for statement in q.statements}
    assert not asked & observed


def test_what_would_decide_is_asked_first() -> None:
    subject = written("capability_balance=unbalanced", "size=unlike")
    first = ask(subject).questions[0]
    assert first.indicator in ("standing", "decision_rights")
    assert first.worst <= ask(subject).open


def test_a_reply_says_where_it_leads() -> None:
    subject = written("practice=genuine", "benefit=present", "awareness(g)=present")
    question = next(q for q in ask(subject).questions if q.statements == ("awareness(n)",))
    absent = next(reply for reply in question.replies if reply.value == "absent")
    assert [o.pattern for o in absent.changes if o.typology == "sulistiyani_organism"] == ["pseudo"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("id", "Yang perlu ditanyakan berikutnya"), ("en", "What to ask next")],
)
def test_the_command_asks_in_both_languages(language: str, said: str) -> None:
    ran = CliRunner().invoke(main, ["ask", str(EXAMPLES[0]), "--lang", language])
    assert ran.exit_code == 0
    assert said in ran.stdout
    assert "awareness(g)" in ran.stdout


def test_the_command_gives_the_answer_as_json() -> None:
    ran = CliRunner().invoke(main, ["ask", str(EXAMPLES[0]), "--format", "json"])
    assert json.loads(ran.stdout) == json.loads(as_json(ask(golden())))


def test_a_case_with_several_relations_tells_the_choices() -> None:
    several = next(p for p in EXAMPLES if p.stem == "taman-nasional-tiga-masa")
    ran = CliRunner().invoke(main, ["ask", str(several), "--lang", "en"])
    assert ran.exit_code == 1
    assert "--period" in ran.stderr
