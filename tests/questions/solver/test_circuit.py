"""The circuit says of every choice what the program derives from it."""

from __future__ import annotations

from random import Random

from hypothesis import given
from strategies import drawn
from subjects import behind, every_example, random_subject, told_of, written

from classifier.case.relations import Key, Pooled
from classifier.logic.engines.interpreter import Interpreter
from classifier.logic.program import SIDES, Side, derive
from classifier.logic.verdict import Grade, Status, decide
from classifier.questions.solver.circuit import Circuit, choices
from classifier.questions.solver.gates import TRUE, Gates
from classifier.questions.solver.keys import effective, keys_behind
from classifier.questions.subject import Subject
from classifier.questions.supposing.changes import Alternative, alternatives
from classifier.result.answers import conclusion


def opened(subject: Subject) -> Circuit:
    gates = Gates()
    chosen = choices(gates, {key: alternatives(subject, key) for key in behind(subject)})
    return Circuit(subject.program, subject.relation, gates, chosen)


@given(drawn(lambda random: (random_subject(random), random)))
def test_a_choice_gives_the_verdict_that_is_derived_from_it(drawn_: tuple[Subject, Random]) -> None:
    subject, random = drawn_
    circuit = opened(subject)
    picked = [random.choice(several)[0] for several in circuit.chosen.values()]
    for typology in subject.rulebook.typologies.values():
        answers = circuit.answers(typology)
        assert circuit.gates.can(*picked)
        told = told_of(circuit.chosen, circuit.gates.model() | {TRUE})
        decision = decide(typology, subject.relation, subject.judged(told).derivation)
        right = answers.get(conclusion(decision))
        assert right is not None
        assert circuit.gates.can(*picked, right)
        assert not circuit.gates.can(*picked, -right)


@given(drawn(lambda random: (random_subject(random), random)))
def test_a_choice_gives_every_strength_that_is_derived_from_it(
    drawn_: tuple[Subject, Random],
) -> None:
    subject, random = drawn_
    circuit = opened(subject)
    picked = [random.choice(several)[0] for several in circuit.chosen.values()]
    parts = [
        signed.proposition * SIDES + side
        for signed in subject.program.criteria.values()
        for side in (Side.FOR, Side.AGAINST, Side.MET, Side.UNMET)
    ]
    graded = {part: circuit.literal(part) for part in parts}
    assert circuit.gates.can(*picked)
    model = circuit.gates.model() | {TRUE}
    told = told_of(circuit.chosen, model)
    strengths = derive(subject.program, told, Interpreter(subject.program)).strengths
    for part, gates in graded.items():
        held = [gate in model if gate > 0 else -gate not in model for gate in gates]
        assert held == [strengths[part] >= step for step in (1, 2, 3)]


@given(drawn(random_subject))
def test_exactly_one_answer_is_given(subject: Subject) -> None:
    circuit = opened(subject)
    for typology in subject.rulebook.typologies.values():
        gates = list(circuit.answers(typology).values())
        assert not circuit.gates.can(*(-gate for gate in gates))
        assert not circuit.gates.can(circuit.gates.at_least(gates, 2))


@given(drawn(random_subject))
def test_no_other_key_changes_a_verdict(subject: Subject) -> None:
    for name, typology in subject.rulebook.typologies.items():
        keys = keys_behind(subject.program, name)
        kept = {key: values for key, values in subject.relation.told.items() if key in keys}
        whole, part = (
            decide(typology, subject.relation, subject.judged(told).derivation)
            for told in (subject.relation.told, kept)
        )
        assert whole == part


@given(drawn(lambda random: (random_subject(random), random)))
def test_interchangeable_alternatives_lead_to_the_same(drawn_: tuple[Subject, Random]) -> None:
    subject, random = drawn_
    keys = behind(subject)
    key = random.choice(keys) if keys else None
    if key is None:
        return
    for group in effective(subject.program, key, alternatives(subject, key)):
        decisions = {
            str(subject.judged({**subject.relation.told, key: one.values}).verdicts)
            for one in group
        }
        assert len(decisions) == 1


def test_no_weaker_evidence_brings_back_an_excluded_pattern() -> None:
    """Proved for the shipped rulebook on every example (design: no completion does)."""
    proved = 0
    for subject in every_example():
        told = subject.relation.told
        for name, typology in subject.rulebook.typologies.items():
            gates = Gates()
            weak = {key: completions(subject, key) for key in keys_behind(subject.program, name)}
            circuit = Circuit(subject.program, subject.relation, gates, choices(gates, weak))
            grades = decide(typology, subject.relation, subject.judged(told).derivation).grades
            for pattern in typology.patterns:
                if grades.get(pattern.id) is Grade.EXCLUDED:
                    back = circuit.grades(pattern)
                    assert not gates.can(back["established"]), (subject.case.id, pattern.id)
                    assert not gates.can(back["presumed"]), (subject.case.id, pattern.id)
                    proved += 1
    assert proved


def completions(subject: Subject, key: Key) -> tuple[Alternative, ...]:
    """What is observed stays; of what is not, nothing or one value is claimed."""
    told = subject.relation.told.get(key)
    if told:
        return (Alternative(told),)
    several = [{v: Pooled(1, ()) for v in one.values} for one in alternatives(subject, key)]
    return tuple(Alternative(values) for values in several)


def test_two_mixed_verdicts_are_the_same_only_if_their_patterns_are() -> None:
    texts = ("programme_dependence(n>g)=present", "ngo_conduct=confrontational")
    mixed = written(*texts).outcomes()["tandon"]
    assert mixed.answer == (Status.MIXED, ("dependency", "adversary"))
    assert mixed.shown != written(*texts[:1]).outcomes()["tandon"].shown
