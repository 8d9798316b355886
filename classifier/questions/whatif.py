"""What would follow if some observations were others, as a difference to what follows now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from classifier.logic.evidence import STRENGTHS, Strength
from classifier.questions.differences import Difference, difference
from classifier.questions.subject import About, Subject
from classifier.questions.supposing.changes import Change, derived_value, supposed
from classifier.result.judged import Judged
from classifier.words.language import Text

Effect = Literal["verdicts", "others", "nothing", "already"]


@dataclass(frozen=True, slots=True)
class Supposition:
    """One change, and what it does by itself."""

    statement: str
    """In the one-line form."""
    says: Text
    unset: bool
    before: Strength | None
    """Of what it replaces; None if nothing is observed there."""
    after: Strength | None
    """None if it unsets."""
    replaces: tuple[str, ...]
    """What is told there now, in the one-line form."""
    derived: bool
    """What it replaces is read off the actors' kinds."""
    then: tuple[str, ...]
    """What is read off the actors' kinds once it is unset."""
    alone: Effect
    """What it changes by itself: verdicts, only what lies behind them or beside them, nothing that
    follows, or not even what is told."""


@dataclass(frozen=True, slots=True)
class WhatIfAnswer:
    """The changes, and what they change together."""

    schema: Literal["kemitraan/whatif/1"]
    about: About
    changes: tuple[Supposition, ...]
    difference: Difference


def whatif(subject: Subject, changes: Iterable[Change]) -> WhatIfAnswer:
    """What would follow if some observations of a relation were others, and what of it is new."""
    several = tuple(changes)
    now = subject.judged()
    return WhatIfAnswer(
        schema="kemitraan/whatif/1",
        about=subject.about(),
        changes=tuple(_suppositions(subject, now, several)),
        difference=difference(now, subject.judged(supposed(subject, several))),
    )


def _suppositions(
    subject: Subject, now: Judged, changes: tuple[Change, ...]
) -> Iterator[Supposition]:
    for change in changes:
        key, unset = change.slot.key, change.value is None
        told = subject.told_at(change.slot)
        then = derived_value(subject, key) if unset else ()
        yield Supposition(
            statement=subject.name(change.told),
            says=subject.topic(change.told),
            unset=unset,
            before=STRENGTHS[change.replaces],
            after=None if unset else STRENGTHS[change.strength],
            replaces=tuple(subject.naming.statement(key, v) for v in told),
            derived=change.derived,
            then=tuple(subject.naming.statement(key, v) for v in then),
            alone=_effect(subject, now, change),
        )


def _effect(subject: Subject, now: Judged, change: Change) -> Effect:
    made = difference(now, subject.judged(supposed(subject, [change])))
    if made.changes_verdicts:
        return "verdicts"
    if made.changes_conclusions:
        return "others"
    return "nothing" if made.statements else "already"
