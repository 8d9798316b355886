"""What differs between two judgements, as blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from classifier.explain.words import speaks_for
from classifier.logic.evidence import State, Strength
from classifier.questions.differences import (
    Amount,
    Basis,
    CriterionChange,
    FindingChange,
    GradeChange,
    Ground,
    ItemChange,
    ReasonChange,
)
from classifier.words.language import Text, listed, message, text_of
from classifier.writers.blocks import Block, Cite, Sign

SIGNS: tuple[Sign, Sign] = ("–", "+")
"""A rule that fires no longer, and one that now does."""


def strong(of: Text, strength: Strength | None) -> Text:
    """Something with how well it is supported."""
    if strength is None:
        return of
    return message("differences.strong", of=of, strength=message(f"outline.{strength}"))


def judged(of: Amount) -> Text:
    """What the evidence makes of a finding, in a word."""
    return strong(message(f"differences.state_{of.state}"), of.strength)


def grade_blocks(change: GradeChange, level: int) -> Iterator[Block]:
    """A pattern graded otherwise, with the criteria that are judged otherwise."""
    before, after = (
        message(f"differences.grade_{grade}") for grade in (change.before, change.after)
    )
    said = message("differences.becomes", of=change.label, before=before, after=after)
    yield Block("point", said, level)
    for criterion in change.criteria:
        yield Block(
            "point",
            _criterion(criterion),
            level + 1,
            state=speaks_for(criterion.after.state, criterion.role).value,
        )


def finding_block(change: FindingChange, level: int) -> Block:
    """A finding before and after; once if only its reasons differ."""
    before, after = judged(change.before), judged(change.after)
    said = message("differences.becomes", of=change.holds, before=before, after=after)
    if change.before == change.after:
        said = message("outline.not_pattern", pattern=change.holds, why=after)
    return Block("point", said, level)


def reason_blocks(
    reasons: Iterable[ReasonChange], level: int, names: tuple[str, str] = ("", "")
) -> Iterator[Block]:
    """Rules that fire on one side only, and those that fire more strongly.

    Which side it is is said by its name or, without names, by whether the rule is new or gone.
    """
    for reason in reasons:
        if reason.before and reason.after and reason.before.state is reason.after.state:
            yield from _ground(reason.after, level, reason.before.strength)
            continue
        sides = zip(names, SIGNS, (reason.before, reason.after), strict=True)
        for name, sign, ground in sides:
            if ground:
                first, *rest = _ground(ground, level, ground.strength)
                yield replace(first, name=name, sign="" if name else sign)
                yield from rest


def item_blocks(items: Iterable[ItemChange], level: int) -> Iterator[Block]:
    """Points of checklists, under the name of each list."""
    label = None
    for item in items:
        if item.checklist != label:
            label = item.checklist
            yield Block("label", label, level)
        before, after = (message(f"differences.item_{s}") for s in (item.before, item.after))
        said = message("differences.becomes", of=item.label, before=before, after=after)
        yield Block("point", said, level)


def _ground(ground: Ground, level: int, before: Strength | None) -> Iterator[Block]:
    """A rule that fires, and what it rests on."""
    parts = (
        message("outline.rule", rule=ground.rule),
        ground.literature,
        _strength(ground, before),
    )
    says = ground.says
    if ground.outweighed:
        says = message("outline.outweighed", of=says)
    cites = tuple(Cite(part) for part in parts if part.id)
    yield Block("point", says, level, cites=cites)
    if ground.rests_on:
        rests = listed([_basis(one) for one in ground.rests_on])
        yield Block("detail", message("differences.rests_on", statements=rests), level + 1)


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
