"""The proof of everything concluded: from criteria through findings and rules to what was told.

It is read off what fired. A criterion or definition is shown whole, undecided parts included, since
they say what is still unknown; of supporting and opposing rules those are shown that fired.
Findings stand once under their id, however many steps ask for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from classifier.case.relations import Told, passed_on
from classifier.logic.evidence import STRENGTHS, Evidence, State
from classifier.logic.program import (
    SIDES,
    Conjunction,
    Derivation,
    FindingAt,
    Fired,
    Observable,
    Program,
    Side,
    Signed,
)
from classifier.result.document import Criterion, Finding, Reason, Statement, Step
from classifier.result.naming import Naming
from classifier.rulebook.model import Criterion as CriterionRule
from classifier.rulebook.model import Rule
from classifier.words.language import Text, listed, message


@dataclass(slots=True)
class Prover:
    """Explains one derivation; keeps what it has already explained."""

    derivation: Derivation
    naming: Naming
    findings: dict[str, Finding] = field(default_factory=dict)
    _steps: dict[Signed, Step] = field(default_factory=dict)

    @property
    def program(self) -> Program:
        """The program that was evaluated."""
        return self.derivation.program

    def criterion(self, rule: CriterionRule) -> Criterion:
        """A criterion with its state and its proof."""
        proof = self.step(self.program.criteria[rule.id])
        names = self.naming.pair()
        return Criterion(
            id=rule.id,
            role=rule.role,
            telling=rule.telling,
            state=proof.state,
            strength=proof.strength,
            holds=rule.holds.filled(**names),
            fails=rule.fails.filled(**names),
            reference=rule.reference,
            decision=rule.decision,
            proof=proof,
        )

    def step(self, of: Signed) -> Step:
        """What became of a statement, with all it rests on."""
        if of not in self._steps:
            self._steps[of] = self._step(of)
        return self._steps[of]

    def gate(self, finding: str) -> Step:
        """What became of a typology's gate."""
        return self.step(Signed(self.program.findings[FindingAt(finding, (), None)]))

    def reasons_of(self, number: int) -> Iterator[Reason]:
        """The rules that fired for a proposition, with all the ways each held equally strongly."""
        groups: dict[tuple[str, Side, int, tuple[tuple[str, int], ...]], list[Fired]] = {}
        for fired in self.derivation.fired.get(number, ()):
            rule = fired.clause.rule
            if rule is not None:
                actors = tuple((k, v) for k, v in fired.clause.names if isinstance(v, int))
                group = (rule.id, fired.clause.side, fired.strength, actors)
                groups.setdefault(group, []).append(fired)
        for (_, side, _, _), several in groups.items():
            rule = several[0].clause.rule
            if rule is not None:
                yield self._reason(rule, side, several)

    def known_findings(self) -> None:
        """Explain every finding that has evidence, asked for or not."""
        for at, number in self.program.findings.items():
            applies = self._applies(at)
            if applies and (number in self.derivation.raw or not (at.actors or at.about)):
                self._finding(at, number)

    def _applies(self, at: FindingAt) -> bool:
        only = self.program.rulebook.findings[at.name].only
        return only in (None, self.naming.relation.pairing)

    def _step(self, of: Signed) -> Step:
        evidence = self.derivation.evidence(of)
        proposition = self.program.propositions[of.proposition]
        match proposition:
            case Observable():
                return self.told(proposition, evidence, negated=of.negated)
            case FindingAt():
                return self._found(proposition, of, evidence)
            case Conjunction():
                return self._joined(proposition, of, evidence)
            case _:
                return Step("none", message("naming.no_member"), evidence.state)

    def told(self, of: Observable, evidence: Evidence, *, negated: bool = False) -> Step:
        """What became of a statement on one key."""
        label, condition = self.naming.asked(of), self.naming.condition(of)
        told = self.derivation.told.get(of.key, {})
        supporting, opposing = (
            tuple(self.naming.statement(of.key, value) for value in told if value in values)
            for values in (of.values, of.against)
        )
        return Step(
            condition=f"not {condition}" if negated else condition,
            label=message("naming.not", of=label) if negated else label,
            state=evidence.state,
            strength=STRENGTHS[max(evidence)],
            negated=negated,
            several_values=len({value.word for value in of.values}) > 1,
            supporting=opposing if negated else supporting,
            opposing=supporting if negated else opposing,
        )

    def _found(self, at: FindingAt, of: Signed, evidence: Evidence) -> Step:
        name = self.naming.condition(at)
        self._finding(at, of.proposition)
        rule = self.program.rulebook.findings[at.name]
        label = rule.fails if of.negated else rule.holds
        return Step(
            condition=f"not {name}" if of.negated else name,
            label=label.filled(**self._names(at)),
            state=evidence.state,
            strength=STRENGTHS[max(evidence)],
            finding=name,
            negated=of.negated,
        )

    def _joined(self, of: Conjunction, signed: Signed, evidence: Evidence) -> Step:
        """All of several statements; negated, any of their opposites."""
        parts = [part.opposite() for part in of.of] if signed.negated else list(of.of)
        shown = [p for p in parts if not of.each or self._has_evidence(p)]
        if of.each and not shown and len(parts) > 2:  # noqa: PLR2004 - more than one an actor
            return self._of_any_member(parts[0], evidence)
        steps = tuple(self.step(part) for part in shown or parts)
        joint = " or " if signed.negated else " and "
        return Step(
            condition="(" + joint.join(step.condition for step in steps) + ")",
            label=message("naming.any" if signed.negated else "naming.all"),
            state=evidence.state,
            strength=STRENGTHS[max(evidence)],
            joined="any" if signed.negated else "all",
            steps=steps,
        )

    def _of_any_member(self, part: Signed, evidence: Evidence) -> Step:
        """A statement about any member of a list of which nothing is told."""
        of = self.program.propositions[part.proposition]
        assert isinstance(of, Observable)  # noqa: S101 - only indicators have members
        key = of.key._replace(about="any")
        return Step(
            condition=self.naming.condition(Observable(key, of.values, of.against)),
            label=self.naming.asked(of, any_member=True),
            state=evidence.state,
            strength=STRENGTHS[max(evidence)],
        )

    def _has_evidence(self, part: Signed) -> bool:
        of = self.program.propositions[part.proposition]
        return not isinstance(of, Observable) or of.key in self.derivation.told or not of.key.about

    def _finding(self, at: FindingAt, number: int) -> None:
        name = self.naming.condition(at)
        if name in self.findings:
            return
        rule = self.program.rulebook.findings[at.name]
        evidence = self.derivation.evidence(number)
        raw = self.derivation.raw.get(number, Evidence(0, 0))
        says = rule.fails if evidence.state is State.UNMET else rule.holds
        reasons = (*self._definitions(at, rule.defined_as), *self.reasons_of(number))
        self.findings[name] = Finding(
            says=says.filled(**self._names(at)),
            state=evidence.state,
            strength=STRENGTHS[max(evidence)],
            outweighed=_outweighed(raw),
            reasons=reasons,
        )

    def _definitions(self, at: FindingAt, rules: tuple[Rule, ...]) -> Iterator[Reason]:
        for rule in rules:
            step = self.step(self.program.definitions[rule.id, at])
            yield Reason(
                rule=rule.id,
                side="defined_as",
                says=rule.because.filled(**self._names(at)),
                strength=step.strength,
                reference=rule.reference,
                decision=rule.decision,
                steps=(step,),
            )

    def _reason(self, rule: Rule, side: Side, several: list[Fired]) -> Reason:
        literals = dict.fromkeys(part for fired in several for part in self._leaves(fired))
        signed = dict.fromkeys(
            Signed(part // SIDES, part % SIDES in (Side.AGAINST, Side.UNMET)) for part in literals
        )
        return Reason(
            rule=rule.id,
            side="opposes" if side is Side.AGAINST else "supports",
            says=rule.because.filled(**self._letters(several)),
            strength=STRENGTHS[several[0].strength],
            reference=rule.reference,
            decision=rule.decision,
            steps=tuple(self.step(of) for of in signed),
        )

    def _leaves(self, fired: Fired) -> Iterator[int]:
        """The statements a clause rests on, through its nested parts."""
        for part in fired.clause.body:
            number = part // SIDES
            if isinstance(self.program.propositions[number], Observable | FindingAt | Conjunction):
                yield part
            else:
                for inner in self.derivation.fired.get(number, ()):
                    yield from self._leaves(inner)

    def _letters(self, several: list[Fired]) -> dict[str, Text]:
        """What the letters of a rule stand for, members enumerated over all the ways it held."""
        names = self.naming.pair()
        for letter in dict(several[0].clause.names):
            values = dict.fromkeys(dict(fired.clause.names)[letter] for fired in several)
            names[letter] = listed([self._name(letter, value) for value in values])
        return names

    def _names(self, at: FindingAt) -> dict[str, Text]:
        head = self.program.rulebook.findings[at.name].head
        names = self.naming.pair()
        names |= {k: self.naming.actor(p) for k, p in zip(head.actors, at.actors, strict=True)}
        if head.about and at.about:
            names[head.about] = self._name(head.about, at.about)
        return names

    def _name(self, letter: str, value: int | str) -> Text:
        if isinstance(value, int):
            return self.naming.actor(value)
        book = self.program.rulebook
        return book.codebook.lists[book.letters[letter]].members[value].label


def statements_of(told: Told, naming: Naming) -> Mapping[str, Statement]:
    """Everything told of a relation, in the codebook's order, outweighed values included."""
    indicators = naming.codebook.indicators
    order = {name: place for place, name in enumerate(indicators)}
    statements: dict[str, Statement] = {}
    for key, values in sorted(told.items(), key=lambda item: order[item[0].indicator]):
        indicator = indicators[key.indicator]
        passed = passed_on(values, together=indicator.together)
        for value, pooled in values.items():
            strength = STRENGTHS[pooled.strength]
            assert strength is not None  # noqa: S101 - what is told has a strength
            statements[naming.statement(key, value)] = Statement(
                label=naming.told(key, value),
                dimension=indicator.dimension,
                strength=strength,
                observations=pooled.observations,
                outweighed=value not in passed,
                derived=pooled.derived,
            )
    return statements


def _outweighed(raw: Evidence) -> Literal["for", "against"] | None:
    if raw.for_ == raw.against or 0 in raw:
        return None
    return "against" if raw.for_ > raw.against else "for"
