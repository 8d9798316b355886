"""What differs between two judgements: in what is told, and in all that follows from it.

The two may be one relation as it is and as it is supposed to be, or two relations whose actors
take the same places. What is compared is matched by places, never by names, so that two cases may
call their actors as they like.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from classifier.case.relations import Pooled
from classifier.logic.evidence import STRENGTHS, State, Strength
from classifier.logic.verdict import Grade
from classifier.questions.subject import Outcome, outcome_of
from classifier.questions.supposing.changes import in_codebook_order
from classifier.result.judged import Judged
from classifier.result.proof import Bearing, FoundStep, ItemState, Reason, Statement
from classifier.result.sentences import in_works
from classifier.result.tracing import HANDS, defined, hands_of, trace
from classifier.rulebook.model import Role
from classifier.words.language import Text, in_turn, message


@dataclass(frozen=True, slots=True)
class Basis:
    """A statement that a reason rests on."""

    statement: str
    """In the one-line form."""
    says: Text
    strength: Strength
    supposed: bool
    """It is supposed, and nobody observed it."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A rule that fires, with what makes it fire."""

    rule: str
    side: Bearing
    state: State
    """Met, unless it is a definition that comes to something else."""
    says: Text
    strength: Strength | None
    reference: tuple[str, ...]
    literature: Text
    """The reference in words."""
    decision: bool
    """The rule is a decision of the project, with or without literature."""
    outweighed: bool
    """Stronger reasons on the other side prevail."""
    rests_on: tuple[Basis, ...]

    @property
    def amounts(self) -> tuple[State, Strength | None]:
        """What must differ for the rule to say something else."""
        return self.state, self.strength


@dataclass(frozen=True, slots=True)
class ReasonChange:
    """A rule that fires on one side only, or more strongly on one."""

    before: Ground | None
    after: Ground | None


@dataclass(frozen=True, slots=True)
class Amount:
    """What the evidence makes of a finding or a criterion."""

    state: State
    strength: Strength | None


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding that is judged otherwise, or for other reasons."""

    finding: str
    holds: Text
    """That it is so."""
    before: Amount
    after: Amount
    reasons: tuple[ReasonChange, ...]


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """A criterion of a pattern that is judged otherwise."""

    id: str
    role: Role
    holds: Text
    fails: Text
    before: Amount
    after: Amount


@dataclass(frozen=True, slots=True)
class GradeChange:
    """A pattern that is graded otherwise."""

    typology: str
    pattern: str
    label: Text
    before: Grade
    after: Grade
    criteria: tuple[CriterionChange, ...]


@dataclass(frozen=True, slots=True)
class VerdictPair:
    """The verdict of one typology on both sides."""

    before: Outcome
    after: Outcome

    @property
    def other_answer(self) -> bool:
        """Whether it is another verdict, and not the same with other evidence."""
        return self.before.answer != self.after.answer

    @property
    def other_words(self) -> bool:
        """Whether it is told in other words, be it for other evidence only."""
        return self.before.wording != self.after.wording


@dataclass(frozen=True, slots=True)
class StatementChange:
    """Something told on one side only, or more strongly on one."""

    statement: str
    says: Text
    before: Strength | None
    after: Strength | None


@dataclass(frozen=True, slots=True)
class ItemChange:
    """A point of a checklist that is judged otherwise."""

    checklist: Text
    item: str
    label: Text
    before: ItemState
    after: ItemState


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs; verdicts are told of every typology."""

    verdicts: tuple[VerdictPair, ...]
    grades: tuple[GradeChange, ...]
    findings: tuple[FindingChange, ...]
    items: tuple[ItemChange, ...]
    statements: tuple[StatementChange, ...]

    @property
    def changes_verdicts(self) -> bool:
        """Whether some verdict says something else."""
        return any(pair.before != pair.after for pair in self.verdicts)

    @property
    def changes_conclusions(self) -> bool:
        """Whether anything that follows is different, and not only what is told."""
        return self.changes_verdicts or bool(self.grades or self.findings or self.items)


def difference(before: Judged, after: Judged) -> Difference:
    """What differs between two judgements under the same rulebook, whose places match."""
    one, other = (
        {
            name: outcome_of(judged.naming.sentences.words, name, verdict)
            for name, verdict in judged.verdicts.items()
        }
        for judged in (before, after)
    )
    return Difference(
        verdicts=tuple(VerdictPair(one[name], other[name]) for name in one),
        grades=tuple(_grades(before, after)),
        findings=tuple(_findings(before, after)),
        items=tuple(_items(before, after)),
        statements=tuple(_statements(before, after)),
    )


def _grades(before: Judged, after: Judged) -> Iterator[GradeChange]:
    for typology, verdict in before.verdicts.items():
        for name, grade in verdict.grades.items():
            then = after.verdicts[typology].grades.get(name)
            if then is not None and then is not grade:
                label = before.naming.sentences.words.patterns[f"{typology}/{name}"].label
                criteria = tuple(_criteria(before, after, typology, name))
                yield GradeChange(typology, name, label, grade, then, criteria)


def _criteria(
    before: Judged, after: Judged, typology: str, pattern: str
) -> Iterator[CriterionChange]:
    sentences = after.naming.sentences
    pairs = (of.judgements(typology, pattern) for of in (before, after))
    for one, other in zip(*pairs, strict=True):
        if one.state is not other.state:
            yield CriterionChange(
                id=one.id,
                role=sentences.words.criteria[one.id].role,
                holds=sentences.criterion(one.id, holds=True),
                fails=sentences.criterion(one.id, holds=False),
                before=Amount(one.state, before.step(one.step).strength),
                after=Amount(other.state, after.step(other.step).strength),
            )


def _findings(before: Judged, after: Judged) -> Iterator[FindingChange]:
    program, naming = before.derivation.program, before.naming
    for at, number in program.findings.items():
        if not any(number in of.derivation.fired for of in (before, after)):
            continue  # Nothing speaks for it or against it.
        one, other = (of.finding(at) for of in (before, after))
        reasons = tuple(_reasons(grounds(before, one), grounds(after, other)))
        was, now = (Amount(step.state, step.strength) for step in (one, other))
        if was != now or reasons:
            found = naming.found(at)
            holds = naming.sentences.found(found, holds=True)
            yield FindingChange(found.id, holds, was, now, reasons)


def _reasons(
    before: Mapping[Firing, Ground], after: Mapping[Firing, Ground]
) -> Iterator[ReasonChange]:
    for firing in dict.fromkeys([*before, *after]):
        one, other = before.get(firing), after.get(firing)
        if one is None or other is None or one.amounts != other.amounts:
            yield ReasonChange(one, other)


Firing = tuple[str, str, tuple[tuple[str, int], ...]]
"""A rule, the side it speaks for, and the places of the actors it speaks of."""


def grounds(of: Judged, finding: FoundStep) -> dict[Firing, Ground]:
    """The rules that fire for a finding of this kind of pair, each at its strongest."""
    only = of.rulebook.findings[finding.finding].only
    if only not in (None, of.naming.relation.pairing):
        return {}
    found: dict[Firing, Ground] = {}
    for reason in finding.reasons:
        ground = _ground(of, finding, reason)
        if ground.state is State.UNKNOWN:
            continue  # A definition that comes to nothing.
        bound = {} if reason.side == "defined_as" else reason.binding
        places = tuple((letter, of.actors.index(actor)) for letter, actor in bound.items())
        known = found.setdefault((reason.rule, reason.side, places), ground)
        if STRENGTHS.index(ground.strength) > STRENGTHS.index(known.strength):
            found[reason.rule, reason.side, places] = ground
    return found


def _ground(of: Judged, finding: FoundStep, reason: Reason) -> Ground:
    state = defined(of, reason).state if reason.side == "defined_as" else State.MET
    told = {name for hand in HANDS[state] for name in trace(of, reason.rests_on, hand).statements}
    sentences = of.naming.sentences
    says, words = sentences.because(reason), sentences.words.rules[reason.rule]
    return Ground(
        rule=reason.rule,
        side=reason.side,
        state=state,
        says=says if state is State.MET else message(f"outline.so_{state}", that=says),
        strength=reason.strength,
        reference=words.reference,
        literature=_literature(of, words.reference),
        decision=words.decision is not None,
        outweighed=finding.outweighed in hands_of(of, reason),
        rests_on=tuple(
            _basis(of, statement, of.derivation.told[key][value])
            for (key, value), statement in of.stated.items()
            if statement.id in told and not statement.outweighed
        ),
    )


def _literature(of: Judged, reference: tuple[str, ...]) -> Text:
    cited = [
        message("differences.pages", work=cite, pages=pages) if pages else cite
        for _, cite, pages in in_works(of.naming.sentences.words, reference)
    ]
    return in_turn(cited)


def _basis(of: Judged, statement: Statement, pooled: Pooled) -> Basis:
    says = of.naming.sentences.told(statement)
    return Basis(statement.id, says, statement.strength, pooled.supposed)


def _items(before: Judged, after: Judged) -> Iterator[ItemChange]:
    """Points of checklists; what an open list does not have is not known."""
    for name, checklist in before.checklists.items():
        one, other = (
            {item.id: item.state for item in of.items} for of in (checklist, after.checklists[name])
        )
        for item in one | other:
            then, now = (of.get(item, "unknown") for of in (one, other))
            if then != now:
                words = before.naming.sentences.words.checklists[name]
                label = before.naming.sentences.item(name, item)
                yield ItemChange(words.label, item, label, then, now)


def _statements(before: Judged, after: Judged) -> Iterator[StatementChange]:
    one, other = before.derivation.told, after.derivation.told
    for key in in_codebook_order(before.naming, {**one, **other}):
        for value in dict.fromkeys([*one.get(key, {}), *other.get(key, {})]):
            pair = [told.get(key, {}).get(value) for told in (one, other)]
            then, now = (STRENGTHS[pooled.strength if pooled else 0] for pooled in pair)
            if then is not now:
                naming = (before if then else after).naming
                said = naming.statement(key, value), naming.told(key, value)
                yield StatementChange(*said, then, now)
