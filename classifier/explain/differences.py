"""What differs between two judgements, as lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from classifier.logic.evidence import State, Strength
from classifier.questions.differences import (
    CriterionChange,
    FindingChange,
    GradeChange,
    ItemChange,
    Judgement,
    ReasonChange,
)
from classifier.questions.grounds import Basis, Ground
from classifier.result.answers import MARKS
from classifier.words.language import Text, listed, message, text_of
from classifier.writers.blocks import Line


def strong(of: Text, strength: Strength | None) -> Text:
    """Something with how well it is supported."""
    if strength is None:
        return of
    return message("differences.strong", of=of, strength=message(f"outline.{strength}"))


def judged(of: Judgement) -> Text:
    """What the evidence makes of a finding, in a word."""
    return strong(message(f"differences.state_{of.state}"), of.strength)


def grade_lines(change: GradeChange, level: int) -> Iterator[Line]:
    """A pattern graded otherwise, with the criteria that are judged otherwise."""
    before, after = (
        message(f"differences.grade_{grade}") for grade in (change.before, change.after)
    )
    said = message("differences.becomes", of=change.label, before=before, after=after)
    yield Line("point", said, level, "·")
    for criterion in change.criteria:
        yield Line("point", _criterion(criterion), level + 1, _mark(criterion))


def finding_line(change: FindingChange, level: int) -> Line:
    """A finding before and after; once if only its reasons differ."""
    before, after = judged(change.before), judged(change.after)
    said = message("differences.becomes", of=change.holds, before=before, after=after)
    if before == after:
        said = message("outline.not_pattern", pattern=change.holds, why=after)
    return Line("point", said, level, "·")


def reason_lines(
    reasons: Iterable[ReasonChange], level: int, marks: tuple[str, str]
) -> Iterator[Line]:
    """Rules that fire on one side only, marked by the side, and those that fire more strongly."""
    for reason in reasons:
        if reason.before and reason.after and reason.before.state is reason.after.state:
            yield from _ground(reason.after, level, "·", reason.before.strength)
            continue
        for mark, ground in zip(marks, (reason.before, reason.after), strict=True):
            if ground:
                yield from _ground(ground, level, mark, ground.strength)


def item_lines(items: Iterable[ItemChange], level: int) -> Iterator[Line]:
    """Points of checklists, under the name of each list."""
    label = None
    for item in items:
        if item.checklist != label:
            label = item.checklist
            yield Line("label", label, level)
        before, after = (message(f"differences.item_{s}") for s in (item.before, item.after))
        said = message("differences.becomes", of=item.label, before=before, after=after)
        yield Line("point", said, level, "·")


def _ground(ground: Ground, level: int, mark: str, before: Strength | None) -> Iterator[Line]:
    """A rule that fires, and what it rests on."""
    parts = [
        message("outline.rule", rule=ground.rule),
        ground.literature,
        _strength(ground, before),
    ]
    cites = Text(
        id=" · ".join(part.id for part in parts if part.id),
        en=" · ".join(part.en for part in parts if part.en),
    )
    says = ground.says
    if ground.outweighed:
        says = message("outline.outweighed", of=says)
    yield Line("point", says, level, mark, cites)
    if ground.rests_on:
        rests = listed([_basis(one) for one in ground.rests_on])
        yield Line("detail", message("differences.rests_on", statements=rests), level + 1)


def _strength(ground: Ground, before: Strength | None) -> Text:
    if ground.strength is None or before is None:
        return text_of("")
    now, then = (message(f"outline.{strength}") for strength in (ground.strength, before))
    return now if now == then else message("differences.from_to", before=then, after=now)


def _basis(basis: Basis) -> Text:
    said = text_of(basis.statement)
    return message("differences.supposed", of=said) if basis.supposed else said


def _criterion(change: CriterionChange) -> Text:
    """What the evidence makes of a criterion now, as a sentence."""
    match change.after.state:
        case State.MET:
            return change.holds
        case State.UNMET:
            return change.fails
        case State.UNKNOWN:
            return message("outline.not_known", that=change.holds)
        case State.CONTESTED:
            return message("outline.is_contested", that=change.holds)


def _mark(change: CriterionChange) -> str:
    """Whether it speaks for the pattern now."""
    state = change.after.state
    if state not in (State.MET, State.UNMET):
        return MARKS[state]
    return MARKS["met" if (state is State.MET) == (change.role == "requires") else "unmet"]
