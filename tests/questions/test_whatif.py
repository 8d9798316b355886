"""What if: the difference is whole, and what would follow is what the theory says follows."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random

import naive
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from naive import Reading
from strategies import drawn
from subjects import EXAMPLES, behind, every_example, golden, random_subject, written

from classifier.case.relations import Told
from classifier.cli import main
from classifier.logic.evidence import STRENGTHS, State
from classifier.logic.program import Derivation
from classifier.questions.differences import Difference, ReasonChange, difference
from classifier.questions.subject import Outcome, Subject, as_json
from classifier.questions.supposing.asked import Supposing
from classifier.questions.supposing.changes import Change, alternatives, supposed
from classifier.questions.whatif import WhatIfAnswer, whatif

Drawn = tuple[Subject, tuple[Change, ...]]


def random_changes(random: Random) -> Drawn:
    """Changes of some of the keys that the verdicts of a random rulebook depend on."""
    subject = random_subject(random)
    keys = behind(subject)
    chosen = random.sample(keys, min(len(keys), random.randint(0, 4)))
    ways = [random.choice(alternatives(subject, key)) for key in chosen]
    return subject, tuple(change for way in ways for change in way.changes)


def stated(told: Told) -> naive.Stated:
    return {
        (key.indicator, key.actor, key.toward, key.about): {
            (value.word, value.named): pooled.strength for value, pooled in values.items()
        }
        for key, values in told.items()
    }


def theory_of(outcome: Outcome, grades: dict[str, str]) -> naive.Answer:
    """An outcome as the evaluator of the theory writes it."""
    return naive.Answer(
        outcome.status.value,
        grades,
        outcome.pattern,
        outcome.grade and outcome.grade.value,
        STRENGTHS.index(outcome.strength),
        frozenset(outcome.possible),
        outcome.leaning,
    )


@given(drawn(random_changes))
def test_what_would_follow_is_what_the_theory_says_follows(drawn_: Drawn) -> None:
    subject, changes = drawn_
    made = whatif(subject, changes).difference
    readings = [
        Reading(subject.rulebook, stated(told))
        for told in (subject.relation.told, supposed(subject, changes))
    ]
    graded: dict[tuple[str, str], tuple[str, str]] = {}
    for pair, typology in zip(made.verdicts, subject.rulebook.typologies.values(), strict=True):
        before, after = (naive.verdict(typology, reading, civil=True) for reading in readings)
        assert theory_of(pair.before, before.grades) == before
        assert theory_of(pair.after, after.grades) == after
        graded |= {
            (typology.id, name): (grade, after.grades[name])
            for name, grade in before.grades.items()
            if grade != after.grades[name]
        }
    assert {(g.typology, g.pattern): (g.before, g.after) for g in made.grades} == graded


@given(drawn(random_changes))
def test_every_finding_that_the_theory_judges_otherwise_is_told_and_no_other(
    drawn_: Drawn,
) -> None:
    subject, changes = drawn_
    told = {
        c.finding: (_sides(c.before.state), _sides(c.after.state))
        for c in whatif(subject, changes).difference.findings
        if c.before.state is not c.after.state
    }
    readings = [
        Reading(subject.rulebook, stated(told_))
        for told_ in (subject.relation.told, supposed(subject, changes))
    ]
    expected = {}
    for at in subject.program.findings:
        one, other = (naive.state(r.finding(at.name, at.actors, at.about)) for r in readings)
        if one != other:
            expected[subject.naming.found(at).id] = (one, other)
    assert told == expected


def _sides(state: State) -> str:
    return state.value


def fired(derivation: Derivation) -> set[tuple[object, ...]]:
    """Each rule that fires for a finding, with the actors it speaks of."""
    return {
        (
            derivation.program.propositions[number],
            one.clause.rule.id,
            one.clause.side,
            actors(one.clause.names),
        )
        for number in derivation.program.findings.values()
        for one in derivation.fired.get(number, ())
        if one.clause.rule
    }


def actors(names: tuple[tuple[str, int | str], ...]) -> tuple[object, ...]:
    return tuple(pair for pair in names if isinstance(pair[1], int))


@given(drawn(random_changes))
def test_the_rules_that_fire_on_one_side_only_are_told_each_once(drawn_: Drawn) -> None:
    subject, changes = drawn_
    before, after = (
        fired(subject.judged(told).derivation)
        for told in (subject.relation.told, supposed(subject, changes))
    )
    reasons = [r for c in whatif(subject, changes).difference.findings for r in c.reasons]
    rules = [r for r in reasons if (r.before or r.after).side != "defined_as"]  # type: ignore[union-attr]
    assert len([r for r in rules if r.before is None]) == len(after - before)
    assert len([r for r in rules if r.after is None]) == len(before - after)
    assert sorted(r.after.rule for r in rules if r.after and not r.before) == sorted(
        str(rule) for _, rule, *_ in after - before
    )


@given(drawn(random_changes))
def test_the_way_back_is_the_same_difference_the_other_way_round(drawn_: Drawn) -> None:
    subject, changes = drawn_
    before, after = subject.judged(), subject.judged(supposed(subject, changes))
    there, back = difference(before, after), difference(after, before)
    assert verdicts(there) == {(b, a) for a, b in verdicts(back)}
    assert {(g.pattern, g.before, g.after) for g in there.grades} == {
        (g.pattern, g.after, g.before) for g in back.grades
    }
    assert {(s.statement, s.before, s.after) for s in there.statements} == {
        (s.statement, s.after, s.before) for s in back.statements
    }
    assert {(i.item, i.before, i.after) for i in there.items} == {
        (i.item, i.after, i.before) for i in back.items
    }
    reasons = [
        {c.finding: set(map(turned, c.reasons)) for c in of.findings} for of in (there, back)
    ]
    assert reasons[0] == {
        name: {(b, a) for a, b in several} for name, several in reasons[1].items()
    }


def verdicts(of: Difference) -> set[tuple[Outcome, Outcome]]:
    return {(pair.before, pair.after) for pair in of.verdicts}


def turned(reason: ReasonChange) -> tuple[object, object]:
    return tuple(  # type: ignore[return-value]
        ground and (ground.rule, ground.side, ground.amounts, ground.says)
        for ground in (reason.before, reason.after)
    )


@given(drawn(random_changes))
def test_no_change_makes_no_difference(drawn_: Drawn) -> None:
    subject, _ = drawn_
    made = whatif(subject, []).difference
    assert not made.changes_conclusions
    assert not made.statements


@given(drawn(random_changes))
def test_what_a_change_does_by_itself_is_what_it_does_alone(drawn_: Drawn) -> None:
    subject, changes = drawn_
    for change, told in zip(changes, whatif(subject, changes).changes, strict=True):
        alone = whatif(subject, [change]).difference
        before = subject.judged().verdicts
        after = subject.judged(supposed(subject, [change])).verdicts
        assert (told.alone == "verdicts") == (
            [replace(d, grades={}) for d in before.values()]
            != [replace(d, grades={}) for d in after.values()]
        )
        assert (told.alone in ("verdicts", "others")) == alone.changes_conclusions
        assert (told.alone == "already") == (
            stated(subject.relation.told) == stated(supposed(subject, [change]))
        )


# What is said of real cases


def asked(*put: str, unset: tuple[str, ...] = (), subject: Subject | None = None) -> WhatIfAnswer:
    subject = subject or golden()
    return whatif(subject, Supposing(subject).changes(put, unset))


def test_a_reason_names_its_rule_and_what_it_rests_on() -> None:
    made = asked("standing=unequal").difference
    (finding,) = [c for c in made.findings if c.finding == "subordinated"]
    (new,) = [r.after for r in finding.reasons if r.before is None]
    (lost,) = [r.before for r in finding.reasons if r.after is None]
    assert new is not None
    assert lost is not None
    assert (new.rule, lost.rule) == ("subordinated/unequal-standing", "subordinated/equal-standing")
    assert [(b.statement, b.supposed) for b in new.rests_on] == [("standing=unequal", True)]
    assert [(b.statement, b.supposed) for b in lost.rests_on] == [("standing=equal", False)]
    assert "2017: 131-132" in new.literature.en


def test_what_fires_in_vain_is_told_as_outweighed() -> None:
    (subject,) = [s for s in every_example() if s.relation.period == "p2"]
    made = asked("standing=equal", subject=subject).difference
    (finding,) = [c for c in made.findings if c.finding == "subordinated"]
    assert finding.before == finding.after
    assert [r.after.outweighed for r in finding.reasons if r.after] == [True]


def test_a_definition_that_turns_over_is_lost_one_way_and_new_the_other() -> None:
    subject = written("benefit(g)=present", "benefit(n)=present")
    made = asked("benefit(n)=absent", subject=subject).difference
    (finding,) = [c for c in made.findings if c.finding == "mutual_benefit"]
    (reason,) = finding.reasons
    assert reason.before is not None
    assert reason.after is not None
    assert (reason.before.state, reason.after.state) == (State.MET, State.UNMET)
    assert reason.before.says != reason.after.says


def test_a_definition_that_is_no_longer_decided_is_lost() -> None:
    subject = written("benefit(g)=present", "benefit(n)=present")
    made = asked(unset=("benefit(n)",), subject=subject).difference
    (finding,) = [c for c in made.findings if c.finding == "mutual_benefit"]
    assert [(r.before is None, r.after is None) for r in finding.reasons] == [(False, True)]


def test_a_checklist_may_be_all_that_changes() -> None:
    answer = asked("need(n)=absent")
    assert [c.alone for c in answer.changes] == ["others"]
    assert [(i.item, i.before, i.after) for i in answer.difference.items] == [
        ("mutual_need", "met", "unmet")
    ]


def test_what_is_read_off_the_kinds_is_told_where_it_comes_back() -> None:
    (change,) = asked(unset=("legal_status",), subject=written("legal_status=alike")).changes
    assert change.then == ("legal_status=unlike",)


# The command


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["whatif", str(EXAMPLES[0]), *words])


def flat(text: str) -> str:
    return " ".join(text.split())


SAID = [
    (
        "id",
        "standing=unequal",
        ("Yang diandaikan", "sebagai ganti standing=equal", "(pengandaian)"),
    ),
    ("en", "standing=unequal", ("What is supposed", "instead of standing=equal", "(supposed)")),
    ("id", "standing=equal", ("Tidak ada yang berubah", "sudah demikian sekarang")),
    ("en", "standing=equal", ("Nothing changes", "it is so already")),
    ("id", "need(n)=absent", ("Tidak ada putusan yang berubah", "terpenuhi → tidak terpenuhi")),
    ("en", "need(n)=absent", ("No verdict changes", "met → unmet")),
    ("en", "outcome(songs)=achieved", ("not observed now", "songs: not known → met")),
    ("id", "size=partly", ("belum diamati", "belum diketahui → ya (dilaporkan)")),
]


@pytest.mark.parametrize(("language", "put", "said"), SAID)
def test_the_command_says_what_changes(language: str, put: str, said: tuple[str, ...]) -> None:
    ran = run("--set", put, "--lang", language)
    assert ran.exit_code == 0
    for part in said:
        assert part in flat(ran.stdout)
    assert max(map(len, ran.stdout.splitlines())) <= 80


def test_a_change_that_does_nothing_by_itself_is_told_so() -> None:
    ran = run(
        "--set",
        "standing=unequal",
        "--set",
        "need(n)=present",
        "--set",
        "size=partly",
        "--lang",
        "en",
    )
    assert "it is so already" in flat(ran.stdout)
    assert "by itself it changes no verdict" in flat(ran.stdout)


def test_the_command_gives_the_answer_as_json() -> None:
    ran = run("--set", "standing=unequal", "--unset", "capacity(n, funds)", "--format", "json")
    answer = asked("standing=unequal", unset=("capacity(n, funds)",))
    assert json.loads(ran.stdout) == json.loads(as_json(answer))
    assert json.loads(ran.stdout)["schema"] == "kemitraan/whatif/1"


MISUSED = [
    ((), "id", "--set"),
    ((), "en", "nothing is supposed"),
    (("--set", "standng=equal"), "id", 'Maksudnya "standing"?'),
    (("--set", "standing=eqal"), "en", 'Did you mean "equal"?'),
    (("--set", "size=x", "--unset", "merging"), "en", "2 changes cannot be made"),
]


@pytest.mark.parametrize(("words", "language", "said"), MISUSED)
def test_what_cannot_be_supposed_is_wrong_usage(
    words: tuple[str, ...], language: str, said: str
) -> None:
    ran = run(*words, "--lang", language)
    assert ran.exit_code == 2
    assert ran.stdout == ""
    assert said in ran.stderr
