"""A relation as it was judged: its verdicts, and a view on the derivation that is their proof.

Verdicts are decided at once. Statements, steps, remarks and checklists are read off what fired
when somebody asks for them, and kept. A criterion or definition is shown whole, undecided parts
included, since they say what is still unknown; of supporting and opposing rules those are shown
that fired.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypedDict, assert_never

from classifier.case.relations import Key, Value, passed_on
from classifier.logic.evidence import STRENGTHS, Evidence, State, Strength
from classifier.logic.letters import observable_of
from classifier.logic.program import (
    SIDES,
    Conjunction,
    Derivation,
    Disjunction,
    FindingAt,
    Fired,
    Observable,
    PatternRemark,
    Side,
    Signed,
    observed,
)
from classifier.logic.verdict import Status, Verdict
from classifier.result.naming import Naming
from classifier.result.once import once
from classifier.result.proof import (
    FoundStep,
    ItemState,
    JoinedStep,
    JudgedChecklist,
    JudgedItem,
    Judgement,
    Reason,
    Remark,
    Robustness,
    Statement,
    Step,
    ToldStep,
    Way,
    opposite,
    reference,
    referred,
)
from classifier.result.tracing import trace
from classifier.rulebook import model as rb

RuleGroup = tuple[str, Side, int, tuple[tuple[str, str], ...]]
"""A rule, the side it speaks for, how strongly, and of whom."""


@dataclass(frozen=True, eq=False)
class Judged:
    """A relation with its verdicts and everything behind them."""

    naming: Naming
    derivation: Derivation
    verdicts: Mapping[str, Verdict]
    robustness: Mapping[str, Robustness] = field(default_factory=dict)
    _steps: dict[str, Step] = field(default_factory=dict, repr=False)
    """Those made so far, by their ids."""
    _findings: dict[str, FindingAt] = field(default_factory=dict, repr=False)
    """Those that were asked for, by their ids."""
    _ids: dict[Signed, str] = field(default_factory=dict, repr=False)

    @property
    def actors(self) -> tuple[str, str]:
        """The two, a government first."""
        return self.naming.relation.actors

    @property
    def period(self) -> str | None:
        """When; None if the case has no periods."""
        return self.naming.relation.period

    @property
    def rulebook(self) -> rb.Rulebook:
        """The rules it was judged by."""
        return self.naming.rulebook

    @once
    def told(self) -> Mapping[str, Statement]:
        """Everything told of the two, outweighed values included, in the codebook's order."""
        return {one.id: one for one in self.stated.values()}

    @once
    def stated(self) -> Mapping[tuple[Key, Value], Statement]:
        """The same by what the derivation calls it."""
        indicators = self.rulebook.codebook.indicators
        order = {name: place for place, name in enumerate(indicators)}
        told = sorted(self.derivation.told.items(), key=lambda item: order[item[0].indicator])
        found: dict[tuple[Key, Value], Statement] = {}
        for key, values in told:
            passed = passed_on(values, together=indicators[key.indicator].together)
            for value, pooled in values.items():
                stated = self.naming.stated(key, value, pooled)
                outweighed = value not in passed
                found[key, value] = replace(stated, outweighed=True) if outweighed else stated
        return found

    @once
    def _names(self) -> Mapping[tuple[Key, Value], str]:
        return {told: one.id for told, one in self.stated.items()}

    # Steps.

    def ref(self, of: Signed) -> str:
        """How a proof refers to a statement of the program."""
        if of not in self._ids:
            self._ids[of] = self._ref(of)
        return self._ids[of]

    def step(self, ref: str) -> Step:
        """The step that is referred to, or its opposite.

        Raises `KeyError` if the rulebook asks nothing of that name.
        """
        if ref not in self._steps:
            name, negated = referred(ref)
            if name not in self._findings and name not in self._steps:
                self._know_all()
            if name not in self._steps:
                self._steps[name] = self._found(self._findings[name])
            if negated:
                self._steps[ref] = opposite(self._steps[name])
        return self._steps[ref]

    def _know_all(self) -> None:
        """Give every statement of the program its id, asked for by a criterion or not."""
        for number in range(len(self.derivation.program.propositions)):
            for negated in (False, True):
                self.ref(Signed(number, negated))

    def finding(self, at: FindingAt) -> FoundStep:
        """A finding with its reasons."""
        step = self.step(self.ref(Signed(self.derivation.program.findings[at])))
        assert isinstance(step, FoundStep)  # noqa: S101 - findings make nothing else
        return step

    def _ref(self, of: Signed) -> str:
        """Make what is told or joined at once, and a finding when somebody asks for it."""
        match self.derivation.program.propositions[of.proposition]:
            case Observable() as asked:
                step: Step = self._told(asked, self.derivation.evidence(of.proposition))
                negated = of.negated
            case FindingAt() as at:
                name = self.naming.found(at).id
                self._findings[name] = at
                return reference(name, negated=of.negated)
            case _:
                step = self._joined(of)
                negated = step.negated
                step = opposite(step) if negated else step
        self._steps.setdefault(step.id, step)
        return reference(step.id, negated=negated)

    def _told(self, of: Observable, evidence: Evidence) -> ToldStep:
        """What became of a statement on one key."""
        told = self.derivation.told.get(of.key, {})
        supporting, opposing = (
            tuple(self._names[of.key, value] for value in told if value in values)
            for values in (of.values, of.against)
        )
        return ToldStep(
            **self.naming.asked(of), **_sides(evidence), supporting=supporting, opposing=opposing
        )

    def _found(self, at: FindingAt) -> FoundStep:
        found, number = self.naming.found(at), self.derivation.program.findings[at]
        evidence = self.derivation.evidence(number)
        definitions = (
            self._definition(rule, at, found) for rule in self.rulebook.findings[at.name].defined_as
        )
        raw = self.derivation.raw.get(number, evidence)
        return replace(
            found,
            state=evidence.state,
            for_=STRENGTHS[raw.for_ or evidence.for_],
            against=STRENGTHS[raw.against or evidence.against],
            reasons=(*definitions, *self._reasons(number)),
        )

    def _joined(self, signed: Signed) -> Step:
        """All of several statements; negated, any of their opposites."""
        of = self.derivation.program.propositions[signed.proposition]
        sides = _sides(self.derivation.evidence(signed))
        if not isinstance(of, Conjunction):
            return JoinedStep(**sides, joined="any")
        parts = [part.opposite() for part in of.of] if signed.negated else list(of.of)
        heard = [p for p in parts if not of.each or self._is_heard(p)]
        if of.each and not heard and len(parts) > 2:  # noqa: PLR2004 - more than one an actor
            return self._anything(parts[0])
        return JoinedStep(
            **sides,
            joined="any" if signed.negated else "all",
            parts=tuple(self.ref(part) for part in heard or parts),
            silent=bool(heard) and len(heard) < len(parts),
        )

    def _anything(self, part: Signed) -> ToldStep:
        """A statement about any member of a list of which nothing is told, as it is of one."""
        of = self.derivation.program.propositions[part.proposition]
        assert isinstance(of, Observable)  # noqa: S101 - only indicators have members
        return ToldStep(**self.naming.asked(of, anything=True), negated=part.negated)

    def _is_heard(self, part: Signed) -> bool:
        of = self.derivation.program.propositions[part.proposition]
        return not isinstance(of, Observable) or of.key in self.derivation.told or not of.key.about

    # Reasons.

    def _definition(self, rule: rb.Rule, at: FindingAt, found: FoundStep) -> Reason:
        ref = self.ref(self.derivation.program.definitions[rule.id, at])
        members = {k: v for k, v in found.binding.items() if k in self.rulebook.letters}
        binding = {k: v for k, v in found.binding.items() if k not in members}
        strength = self.step(ref).strength
        return Reason(rule.id, "defined_as", strength, binding, (Way((ref,), members),))

    def _reasons(self, number: int) -> Iterator[Reason]:
        """The rules that fired for a proposition, with all the ways each held equally strongly."""
        groups: dict[RuleGroup, list[Fired]] = {}
        for fired in self.derivation.fired.get(number, ()):
            rule = fired.clause.rule
            if rule is not None:
                group = (rule.id, fired.clause.side, fired.strength, self._actors_in(fired))
                groups.setdefault(group, []).append(fired)
        for (rule_id, side, strength, binding), several in groups.items():
            yield Reason(
                rule=rule_id,
                side="opposes" if side is Side.AGAINST else "supports",
                strength=STRENGTHS[strength],
                binding=dict(binding),
                ways=tuple(self._way(fired) for fired in several),
            )

    def _actors_in(self, fired: Fired) -> tuple[tuple[str, str], ...]:
        places = ((k, v) for k, v in fired.clause.names if isinstance(v, int))
        return tuple((letter, self.actors[place]) for letter, place in places)

    def _way(self, fired: Fired) -> Way:
        signed = dict.fromkeys(
            Signed(part // SIDES, part % SIDES in (Side.AGAINST, Side.UNMET))
            for part in self._leaves(fired)
        )
        members = {k: v for k, v in fired.clause.names if isinstance(v, str)}
        return Way(tuple(self.ref(of) for of in signed), members)

    def _leaves(self, fired: Fired) -> Iterator[int]:
        """The statements a clause rests on, through its nested parts."""
        for part in fired.clause.body:
            number = part // SIDES
            match self.derivation.program.propositions[number]:
                case Observable() | FindingAt() | Conjunction():
                    yield part
                case Disjunction() | PatternRemark():
                    for inner in self.derivation.fired.get(number, ()):
                        yield from self._leaves(inner)
                case _ as never:
                    assert_never(never)

    # Verdicts.

    def judgements(self, typology: str, pattern: str) -> tuple[Judgement, ...]:
        """Every criterion of a pattern, judged."""
        patterns = self.rulebook.typologies[typology].patterns
        (of,) = (one for one in patterns if one.id == pattern)
        return tuple(self._judgement(criterion.id) for criterion in of.criteria)

    def _judgement(self, criterion: str) -> Judgement:
        signed = self.derivation.program.criteria[criterion]
        return Judgement(criterion, self.ref(signed), self.derivation.evidence(signed).state)

    def gate(self, typology: str) -> FoundStep | None:
        """What became of the finding that, if met, leaves no partnership to classify."""
        name = self.rulebook.typologies[typology].gate
        if name is None or self.verdicts[typology].status is Status.NOT_APPLICABLE:
            return None
        return self.finding(FindingAt(name, (), None))

    def remarks(self, typology: str) -> tuple[Remark, ...]:
        """What is worth saying of a verdict besides."""
        return (*self._of_pattern(typology), *self._of_evidence(typology))

    def _of_pattern(self, typology: str) -> Iterator[Remark]:
        """What the rulebook remarks on the pattern found: which form, and odd company."""
        name = self.verdicts[typology].pattern
        for pattern in self.rulebook.typologies[typology].patterns:
            if pattern.id != name:
                continue
            for rule in pattern.remarks:
                for reason in self._reasons(self.derivation.program.remarks[rule.id]):
                    yield Remark(rule.id, reason=reason)
            found = {f"{t}/{verdict.pattern}" for t, verdict in self.verdicts.items()}
            for other in pattern.unusual_with:
                if other in found:
                    yield Remark(f"{pattern.id}/unusual", unusual_with=other)

    def _of_evidence(self, typology: str) -> Iterator[Remark]:
        """Remark on a verdict that rests on one observation, and on a contested gate."""
        gate, verdict = self.gate(typology), self.verdicts[typology]
        if gate is not None and gate.state is State.CONTESTED:
            yield Remark("gate-contested", step=gate.id)
        decisive: list[str] = []
        if gate is not None and gate.state is State.MET:
            decisive = [gate.id]
        elif verdict.pattern:
            criteria = {c.id: c.role for c in self._criteria(typology, verdict.pattern)}
            judgements = self.judgements(typology, verdict.pattern)
            decisive = [one.step for one in judgements if criteria[one.id] == "requires"]
        used = (self.told[name] for name in trace(self, decisive).statements)
        observations = {o for one in used if not one.outweighed for o in one.observations}
        if len(observations) == 1:
            yield Remark("rests-on-one-observation", observation=observations.pop())

    def _criteria(self, typology: str, pattern: str) -> tuple[rb.Criterion, ...]:
        patterns = self.rulebook.typologies[typology].patterns
        return next(one.criteria for one in patterns if one.id == pattern)

    # Checklists.

    @once
    def checklists(self) -> Mapping[str, JudgedChecklist]:
        """Every checklist, point by point."""
        return {name: self._checklist(of) for name, of in self.rulebook.checklists.items()}

    def _checklist(self, of: rb.Checklist) -> JudgedChecklist:
        items = (*(self._item(of, item) for item in of.items), *self._other_members(of))
        return JudgedChecklist(items, tuple(_out_of_order(items)) if of.out_of_order else ())

    def _item(self, checklist: rb.Checklist, item: rb.Item) -> JudgedItem:
        if item.when is None:
            return JudgedItem(item.id, "met")
        asked = [one for one in self.derivation.program.items[checklist.id, item.id] if one]
        evidence = [self.derivation.evidence(one) for one in asked]
        return _item(item.id, [self.ref(one) for one in asked], evidence)

    def _other_members(self, checklist: rb.Checklist) -> Iterator[JudgedItem]:
        """Items for coded members that an open list does not name."""
        asked = [of for of in checklist.open_item or () if of is not None]
        for key, values in self.derivation.told.items() if asked else ():
            named = (checklist.id, key.about) in self.derivation.program.items
            if key.indicator != asked[0].indicator or named or key.about is None:
                continue
            indicator = self.rulebook.codebook.indicators[key.indicator]
            passed = passed_on(values, together=indicator.together)
            observables = [observable_of(of, key, indicator) for of in asked]
            evidence = [observed(observable, passed) for observable in observables]
            steps = [self._told(*one) for one in zip(observables, evidence, strict=True)]
            self._steps.update((step.id, step) for step in steps)
            yield _item(key.about, [step.id for step in steps], evidence)


class _Sides(TypedDict):
    """What every step says of the evidence."""

    state: State
    for_: Strength | None
    against: Strength | None


def _sides(of: Evidence) -> _Sides:
    return {"state": of.state, "for_": STRENGTHS[of.for_], "against": STRENGTHS[of.against]}


def _item(name: str, refs: list[str], evidence: list[Evidence]) -> JudgedItem:
    """A checklist item from its own evidence and, where it has one, that of its middle value."""
    state = _item_state(*evidence)
    return JudgedItem(name, state, refs[1] if state == "partly" else refs[0])


def _item_state(whole: Evidence, middle: Evidence = Evidence(0, 0)) -> ItemState:  # noqa: B008
    """Partly where the strongest evidence is a middle value; a tie of values is contested."""
    if whole.state is State.CONTESTED or not middle.for_:
        return whole.state.value
    if whole.state is State.MET:
        return "partly" if middle.for_ > whole.for_ else "met"
    if middle.state is State.CONTESTED:
        return "contested"
    return "partly" if middle.for_ >= whole.against else "unmet"


def _out_of_order(items: tuple[JudgedItem, ...]) -> Iterator[tuple[str, str]]:
    """Each step not taken although a later one was, with that one."""
    for place, earlier in enumerate(items):
        later = next((item for item in items[place + 1 :] if item.state == "met"), None)
        if earlier.state == "unmet" and later:
            yield earlier.id, later.id
