"""What differs between two judgements: in what is told, and in all that follows from it.

The two may be one relation as it is and as it is supposed to be, or two relations whose actors
take the same places. What is compared is matched by places, never by names, so that two cases may
call their actors as they like.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from classifier.logic.evidence import STRENGTHS, State, Strength
from classifier.logic.program import FindingAt
from classifier.logic.verdict import Grade
from classifier.questions.grounds import Firing, Ground, Judged, grounds
from classifier.questions.subject import Outcome
from classifier.questions.supposing.changes import in_codebook_order
from classifier.result import document as doc
from classifier.rulebook.model import Role
from classifier.words.language import Text


@dataclass(frozen=True, slots=True)
class ReasonChange:
    """A rule that fires on one side only, or more strongly on one."""

    before: Ground | None
    after: Ground | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the evidence makes of a finding or a criterion."""

    state: State
    strength: Strength | None


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding that is judged otherwise, or for other reasons."""

    finding: str
    holds: Text
    """That it is so."""
    before: Judgement
    after: Judgement
    reasons: tuple[ReasonChange, ...]


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """A criterion of a pattern that is judged otherwise."""

    id: str
    role: Role
    holds: Text
    fails: Text
    before: Judgement
    after: Judgement


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
    before: doc.ItemState
    after: doc.ItemState


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
    typologies = before.subject.rulebook.typologies
    return Difference(
        verdicts=tuple(VerdictPair(before.outcome(t), after.outcome(t)) for t in typologies),
        grades=tuple(_grades(before, after)),
        findings=tuple(_findings(before, after)),
        items=tuple(_items(before.result, after.result)),
        statements=tuple(_statements(before, after)),
    )


def _grades(before: Judged, after: Judged) -> Iterator[GradeChange]:
    for typology, verdict in before.result.verdicts.items():
        for name, pattern in verdict.patterns.items():
            then = after.result.verdicts[typology].patterns.get(name)
            if then is not None and then.grade is not pattern.grade:
                criteria = tuple(_criteria(pattern, then))
                yield GradeChange(
                    typology, name, pattern.label, pattern.grade, then.grade, criteria
                )


def _criteria(before: doc.Pattern, after: doc.Pattern) -> Iterator[CriterionChange]:
    for one, other in zip(before.criteria, after.criteria, strict=True):
        if one.state is not other.state:
            yield CriterionChange(
                id=one.id,
                role=one.role,
                holds=other.holds,
                fails=other.fails,
                before=Judgement(one.state, one.strength),
                after=Judgement(other.state, other.strength),
            )


def _findings(before: Judged, after: Judged) -> Iterator[FindingChange]:
    for at, number in before.subject.program.findings.items():
        one, other = (_judgement(of, number) for of in (before, after))
        reasons = tuple(_reasons(grounds(before, at, number), grounds(after, at, number)))
        if one != other or reasons:
            naming = before.subject.naming
            yield FindingChange(naming.condition(at), _holds(before, at), one, other, reasons)


def _judgement(of: Judged, number: int) -> Judgement:
    evidence = of.derivation.evidence(number)
    return Judgement(evidence.state, STRENGTHS[max(evidence)])


def _holds(of: Judged, at: FindingAt) -> Text:
    """That a finding is so, with the actors' names."""
    book, naming = of.subject.rulebook, of.subject.naming
    rule = book.findings[at.name]
    names = naming.pair()
    names |= {k: naming.actor(p) for k, p in zip(rule.head.actors, at.actors, strict=True)}
    if rule.head.about and at.about:
        members = book.codebook.lists[book.letters[rule.head.about]].members
        names[rule.head.about] = members[at.about].label
    return rule.holds.filled(**names)


def _reasons(
    before: Mapping[Firing, Ground], after: Mapping[Firing, Ground]
) -> Iterator[ReasonChange]:
    for firing in dict.fromkeys([*before, *after]):
        one, other = before.get(firing), after.get(firing)
        if one is None or other is None or one.amounts != other.amounts:
            yield ReasonChange(one, other)


def _items(before: doc.RelationResult, after: doc.RelationResult) -> Iterator[ItemChange]:
    """Points of checklists; what an open list does not have is not known."""
    for name, checklist in before.checklists.items():
        items = [{item.id: item for item in of.checklists[name].items} for of in (before, after)]
        for item in (items[0] | items[1]).values():
            one, other = (of[item.id].state if item.id in of else "unknown" for of in items)
            if one != other:
                yield ItemChange(checklist.label, item.id, item.label, one, other)


def _statements(before: Judged, after: Judged) -> Iterator[StatementChange]:
    one, other = before.subject.relation.told, after.subject.relation.told
    for key in in_codebook_order(before.subject, {**one, **other}):
        for value in dict.fromkeys([*one.get(key, {}), *other.get(key, {})]):
            pair = [told.get(key, {}).get(value) for told in (one, other)]
            then, now = (STRENGTHS[pooled.strength if pooled else 0] for pooled in pair)
            if then is not now:
                naming = (before if then else after).subject.naming
                said = naming.statement(key, value), naming.told(key, value)
                yield StatementChange(*said, then, now)
