"""From a derivation to what is said of a relation: verdicts, remarks and checklists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from classifier.case.relations import Relation, passed_on
from classifier.logic.evidence import Evidence, State
from classifier.logic.letters import observable_of
from classifier.logic.program import observed
from classifier.logic.verdict import Decision, Status, decide
from classifier.result import document as doc
from classifier.result.proof import Prover, statements_of
from classifier.result.tracing import trace
from classifier.rulebook import model as rb
from classifier.words.language import Text, message


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges one relation by the rulebook, with a prover for the reasons."""

    rulebook: rb.Rulebook
    relation: Relation
    prover: Prover

    def result(self) -> doc.RelationResult:
        """Everything there is to say of the relation."""
        decisions = {
            name: decide(typology, self.relation, self.prover.derivation)
            for name, typology in self.rulebook.typologies.items()
        }
        statements = statements_of(self.relation.told, self.prover.naming)
        verdicts = {
            name: self._verdict(self.rulebook.typologies[name], decisions, statements)
            for name in decisions
        }
        checklists = {c.id: self._checklist(c) for c in self.rulebook.checklists.values()}
        self.prover.known_findings()
        return doc.RelationResult(
            actors=self.relation.actors,
            period=self.relation.period,
            verdicts=verdicts,
            findings=self.prover.findings,
            checklists=checklists,
            statements=statements,
        )

    def _verdict(
        self,
        typology: rb.Typology,
        decisions: Mapping[str, Decision],
        statements: Mapping[str, doc.Statement],
    ) -> doc.Verdict:
        decision = decisions[typology.id]
        applies = decision.status is not Status.NOT_APPLICABLE
        patterns = {
            p.id: self._pattern(p, decision) for p in (typology.patterns if applies else ())
        }
        gate = self.prover.gate(typology.gate) if typology.gate and applies else None
        return doc.Verdict(
            label=typology.label,
            question=typology.question,
            reference=typology.reference,
            status=decision.status,
            pattern=decision.pattern,
            grade=decision.grade,
            strength=decision.strength,
            possible=decision.possible,
            leaning=decision.leaning,
            gate=typology.gate if applies else None,
            patterns=patterns,
            remarks=(
                *(self._of_pattern(typology, decisions) if decision.pattern else ()),
                *self._of_evidence(patterns.get(decision.pattern or ""), gate, statements),
            ),
        )

    def _pattern(self, pattern: rb.Pattern, decision: Decision) -> doc.Pattern:
        return doc.Pattern(
            label=pattern.label,
            means=pattern.means,
            reference=pattern.reference,
            grade=decision.grades[pattern.id],
            criteria=tuple(self.prover.criterion(c) for c in pattern.criteria),
        )

    def _of_pattern(
        self, typology: rb.Typology, decisions: Mapping[str, Decision]
    ) -> Iterator[doc.Remark]:
        """What the rulebook remarks on the pattern found: which form, and odd company."""
        pattern = next(p for p in typology.patterns if p.id == decisions[typology.id].pattern)
        for rule in pattern.remarks:
            for made in self.prover.reasons_of(self.prover.program.remarks[rule.id]):
                yield doc.Remark(rule.id, made.says, made.reference, made.decision, made.steps)
        found = {f"{name}/{d.pattern}" for name, d in decisions.items() if d.pattern}
        for other, says in pattern.unusual_with.items():
            if other in found:
                yield doc.Remark(f"{pattern.id}/unusual", says)

    def _of_evidence(
        self,
        pattern: doc.Pattern | None,
        gate: doc.Step | None,
        statements: Mapping[str, doc.Statement],
    ) -> Iterator[doc.Remark]:
        """Remark on a verdict that rests on one observation, and on a contested gate."""
        if gate is not None and gate.state is State.CONTESTED:
            yield doc.Remark("gate-contested", message("judging.gate_contested"), steps=(gate,))
        if gate is not None and gate.state is State.MET:
            decisive = [gate]
        else:
            criteria = pattern.criteria if pattern else ()
            decisive = [c.proof for c in criteria if c.role == "requires"]
        told = trace(decisive, self.prover.findings).statements
        used = [statements[name] for name in told if not statements[name].outweighed]
        observations = {o for statement in used for o in statement.observations}
        if len(observations) == 1:
            says = message("judging.rests_on_one", observation=observations.pop())
            yield doc.Remark("rests-on-one-observation", says)

    # Checklists.

    def _checklist(self, checklist: rb.Checklist) -> doc.Checklist:
        items = [self._item(checklist, item) for item in checklist.items]
        items += self._other_members(checklist)
        return doc.Checklist(
            label=checklist.label,
            reference=checklist.reference,
            decision=checklist.decision,
            items=tuple(items),
            remarks=tuple(_out_of_order(checklist, items)),
        )

    def _item(self, checklist: rb.Checklist, item: rb.Item) -> doc.Item:
        if item.when is None:
            return doc.Item(item.id, item.label, "met", None, item.decision, None)
        whole, partly = self.prover.program.items[checklist.id, item.id]
        proof = self.prover.step(whole)
        middle = None if partly is None else self.prover.step(partly)
        evidence = [self.prover.derivation.evidence(p) for p in (whole, partly) if p is not None]
        return _judged(item.id, item.label, item.decision, (proof, middle), evidence)

    def _other_members(self, checklist: rb.Checklist) -> Iterator[doc.Item]:
        """Items for coded members that an open list does not name."""
        if checklist.open_item is None:
            return
        asked = [of for of in checklist.open_item if of is not None]
        indicator = self.rulebook.codebook.indicators[asked[0].indicator]
        for key, values in self.relation.told.items():
            named = (checklist.id, key.about) in self.prover.program.items
            if key.indicator != asked[0].indicator or named or key.about is None:
                continue
            passed = passed_on(values, together=indicator.together)
            observables = [observable_of(of, key, indicator) for of in asked]
            evidence = [observed(observable, passed) for observable in observables]
            steps = [self.prover.told(*pair) for pair in zip(observables, evidence, strict=True)]
            label = self.prover.naming.member(key.indicator, key.about)
            proofs = (steps[0], steps[1] if len(steps) > 1 else None)
            yield _judged(key.about, label, None, proofs, evidence)


def _judged(
    name: str,
    label: Text,
    decision: Text | None,
    proofs: tuple[doc.Step, doc.Step | None],
    evidence: list[Evidence],
) -> doc.Item:
    """A checklist item from its own evidence and, where it has one, that of its middle value."""
    state = _item_state(*evidence)
    proof = proofs[1] if state == "partly" else proofs[0]
    return doc.Item(name, label, state, proof.strength if proof else None, decision, proof)


def _item_state(whole: Evidence, middle: Evidence = Evidence(0, 0)) -> doc.ItemState:  # noqa: B008
    """Partly where the strongest evidence is a middle value; a tie of values is contested."""
    if whole.state is State.CONTESTED or not middle.for_:
        return whole.state.value
    if whole.state is State.MET:
        return "partly" if middle.for_ > whole.for_ else "met"
    if middle.state is State.CONTESTED:
        return "contested"
    return "partly" if middle.for_ >= whole.against else "unmet"


def _out_of_order(checklist: rb.Checklist, items: list[doc.Item]) -> Iterator[doc.Remark]:
    """A remark for each step not taken although a later one was."""
    if checklist.out_of_order is None:
        return
    for place, earlier in enumerate(items):
        later = next((item for item in items[place + 1 :] if item.state == "met"), None)
        if earlier.state == "unmet" and later:
            says = checklist.out_of_order.filled(earlier=earlier.label, later=later.label)
            yield doc.Remark(f"{checklist.id}/out-of-order", says)
