"""From a derivation to what is said of a relation: verdicts, remarks and checklists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from classifier import classification as doc
from classifier import rulebook as rb
from classifier.evidence import STRENGTHS, Evidence, State, settled
from classifier.language import message
from classifier.proof import Prover, statements_of
from classifier.relations import Key, Relation, Value, passed_on
from classifier.tracing import statements_behind
from classifier.verdict import Decision, Status, decide


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
        gate = typology.gate if applies else None
        remarks = self._remarks(typology, decisions) if decision.pattern else ()
        shown = patterns.get(decision.pattern or "")
        lonely = self._rests_on_one(shown, statements) if shown else ()
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
            gate=gate,
            patterns=patterns,
            remarks=(*remarks, *lonely),
        )

    def _pattern(self, pattern: rb.Pattern, decision: Decision) -> doc.Pattern:
        return doc.Pattern(
            label=pattern.label,
            means=pattern.means,
            reference=pattern.reference,
            grade=decision.grades[pattern.id],
            criteria=tuple(self.prover.criterion(c) for c in pattern.criteria),
        )

    def _remarks(
        self, typology: rb.Typology, decisions: Mapping[str, Decision]
    ) -> Iterator[doc.Remark]:
        """What the rulebook remarks on the pattern found: which form, and odd company."""
        pattern = next(p for p in typology.patterns if p.id == decisions[typology.id].pattern)
        for rule in pattern.remarks:
            for reason in self.prover.reasons_of(self.prover.program.remarks[rule.id]):
                yield doc.Remark(rule.id, reason.says, reason.reference, reason.decision)
        found = {f"{name}/{d.pattern}" for name, d in decisions.items() if d.pattern}
        for other, says in pattern.unusual_with.items():
            if other in found:
                yield doc.Remark(f"{pattern.id}/unusual", says)

    def _rests_on_one(
        self, pattern: doc.Pattern, statements: Mapping[str, doc.Statement]
    ) -> Iterator[doc.Remark]:
        """Remark if every required criterion leads to one and the same observation."""
        required = [c.proof for c in pattern.criteria if c.role == "requires"]
        told = statements_behind(required, self.prover.findings)
        observations = {o for name in told for o in statements[name].observations}
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
        signed, partly = self.prover.program.items[checklist.id, item.id]
        evidence = self.prover.derivation.evidence(signed)
        middle = 0 if partly is None else self.prover.derivation.evidence(partly).for_
        state = _item_state(evidence, middle)
        strength = STRENGTHS[middle if state == "partly" else max(evidence)]
        proof = self.prover.step(signed)
        return doc.Item(item.id, item.label, state, strength, item.decision, proof)

    def _other_members(self, checklist: rb.Checklist) -> Iterator[doc.Item]:
        """Items for coded members that an open list does not name."""
        name = checklist.open_indicator
        if name is None:
            return
        first, *others = self.rulebook.codebook.indicators[name].values
        for key, values in self.relation.told.items():
            if key.indicator != name or (checklist.id, key.about) in self.prover.program.items:
                continue
            passed = passed_on(values, together=False)
            for_ = passed.get(Value(first), 0)
            evidence = settled(for_, max((passed.get(Value(v), 0) for v in others[-1:]), default=0))
            middle = max((passed.get(Value(v), 0) for v in others[:-1]), default=0)
            yield self._other(key, evidence, middle)

    def _other(self, key: Key, evidence: Evidence, middle: int) -> doc.Item:
        naming = self.prover.naming
        state = _item_state(evidence, middle)
        about = key.about or ""
        values = self.relation.told[key]
        proof = doc.Step(
            condition=naming.statement(key, Value(next(iter(values)).word)),
            label=naming.told(key, next(iter(values))),
            state=evidence.state,
            strength=STRENGTHS[max(*evidence, middle)],
            supporting=tuple(naming.statement(key, value) for value in values),
        )
        label = naming.member(key.indicator, about)
        return doc.Item(about, label, state, proof.strength, None, proof)


def _item_state(evidence: Evidence, middle: int) -> doc.ItemState:
    """Partly where the strongest evidence is a middle value."""
    state = evidence.state
    if state is State.CONTESTED:
        return "contested"
    if middle and (middle > evidence.for_ if state is State.MET else middle >= evidence.against):
        return "partly"
    return _ITEM_STATES[state]


_ITEM_STATES: Mapping[State, doc.ItemState] = {
    State.MET: "met",
    State.UNMET: "unmet",
    State.UNKNOWN: "unknown",
    State.CONTESTED: "contested",
}


def _out_of_order(checklist: rb.Checklist, items: list[doc.Item]) -> Iterator[doc.Remark]:
    """A remark for each step not taken although a later one was."""
    if checklist.out_of_order is None:
        return
    for place, earlier in enumerate(items):
        later = next((item for item in items[place + 1 :] if item.state == "met"), None)
        if earlier.state == "unmet" and later:
            says = checklist.out_of_order.filled(earlier=earlier.label, later=later.label)
            yield doc.Remark(f"{checklist.id}/out-of-order", says)
