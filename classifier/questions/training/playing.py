"""A game: give a relation another verdict in the fewest changes of what is told.

Whether a room has reached the verdict is derived, and the fewest changes that reach it are those
that `flip` proves. So nobody can be told that fewer would have done, or that it cannot be done,
where that is not so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from classifier.questions.flip import target_of, wanted_of
from classifier.questions.solver.flipping import Flipping
from classifier.questions.subject import About, Outcome, Subject
from classifier.questions.supposing.changes import Change, differing, supposed
from classifier.words.language import Text, message


@dataclass(frozen=True, slots=True)
class Played:
    """The changes a room made, where they lead, and how few would have done."""

    schema: Literal["kemitraan/exercise-game/1"]
    about: About
    typology: str
    label: Text
    target: str | None
    """The pattern or status wanted; None is any other verdict."""
    wanted: Text
    before: Outcome
    now: Outcome
    """The verdict with the changes."""
    changed: int
    """How many points are told otherwise; a change that makes no difference there is none."""
    idle: tuple[str, ...]
    """Changes, in the one-line form, that change nothing in what is told."""
    reached: bool
    fewest: int | None
    """How many changes it takes at least: 0 if it is so already, None if none does."""

    @property
    def best(self) -> bool:
        """Whether it was reached, and with no change too many."""
        return self.reached and self.changed == self.fewest


def played(subject: Subject, to: str, changes: tuple[Change, ...]) -> Played:
    """Check the changes a room made on the way to a verdict, written as for `flip`.

    The changes come from `Supposing(subject).changes(put, unset)`. Raises `NoSuchPattern`.
    """
    name, target = target_of(subject, to)
    typology = subject.typology(name)
    fewest = Flipping(subject, typology, target).size()
    told = supposed(subject, changes)
    before, now = (
        subject.outcome(name, of[name]) for of in (subject.verdicts(), subject.verdicts(told))
    )
    turned = set(differing(subject, told))
    return Played(
        schema="kemitraan/exercise-game/1",
        about=subject.about(),
        typology=name,
        label=typology.label,
        target=target,
        wanted=wanted_of(typology, target) or message("flip.another"),
        before=before,
        now=now,
        changed=len(turned),
        idle=tuple(subject.name(change.told) for change in changes if change.slot not in turned),
        reached=_reaches(now, before, target),
        fewest=fewest,
    )


def _reaches(now: Outcome, before: Outcome, target: str | None) -> bool:
    """Whether a verdict is the one wanted; a pattern goes before a status of its name, as ever."""
    if target is None:
        return now.answer != before.answer
    return target == (now.pattern or now.status)
