"""Evidence for and against a statement: Belnap and Dunn's four values, graded by strength.

What is told of a partnership can speak for a statement, against it, both or neither. Each side has
a strength: 0 no evidence, 1 claimed, 2 reported, 3 corroborated. Nothing here turns silence into
a side (Belnap 1977).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Strength(StrEnum):
    """How well something is supported, weakest first."""

    CLAIMED = "claimed"
    REPORTED = "reported"
    CORROBORATED = "corroborated"


STRENGTHS: tuple[Strength | None, ...] = (None, *Strength)
"""The name of each strength, from 0."""


class State(StrEnum):
    """What the evidence makes of a statement."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    CONTESTED = "contested"


class Evidence(NamedTuple):
    """Strengths 0-3 of what speaks for a statement and of what speaks against it."""

    for_: int
    against: int

    @property
    def state(self) -> State:
        """Met or unmet by the stronger side; equal sides are contested, no side is unknown."""
        for_, against = self
        if for_ == against:
            return State.CONTESTED if for_ else State.UNKNOWN
        return State.MET if for_ > against else State.UNMET

    def negated(self) -> Evidence:
        """The evidence for the opposite statement."""
        return Evidence(self.against, self.for_)


def settled(for_: int, against: int, disputed: int = 0) -> Evidence:
    """Drop the weaker side, which is outweighed; keep both if they are equal.

    `disputed` is the strength of contested operands, which decide nothing but keep a statement
    from being unknown where no side is decided.
    """
    if for_ == against:
        return Evidence(for_ or disputed, against or disputed)
    return Evidence(for_, 0) if for_ > against else Evidence(0, against)


def all_of(operands: Iterable[Evidence]) -> Evidence:
    """All hold: the weakest link for, the strongest objection against; both sides are kept."""
    several = tuple(operands)
    return Evidence(min(e.for_ for e in several), max(e.against for e in several))


def any_of(operands: Iterable[Evidence]) -> Evidence:
    """One holds: the strongest for, and against only what speaks against every one."""
    return all_of(e.negated() for e in operands).negated()


def decided_all_of(operands: Iterable[Evidence]) -> Evidence:
    """All hold, as definitions and criteria read it: only decided operands decide.

    Met if all are met, unmet if one is unmet; else contested if one is contested, for a contested
    operand and an unknown one together decide nothing. The strength of a decided answer comes from
    decided operands alone: a proof does not lean on what is disputed.
    """
    several = tuple(settled(*e) for e in operands)
    met = min(e.for_ if not e.against else 0 for e in several)
    unmet = max(e.against if not e.for_ else 0 for e in several)
    return settled(met, unmet, max(min(e) for e in several))


def decided_any_of(operands: Iterable[Evidence]) -> Evidence:
    """One holds, as definitions and criteria read it (see `decided_all_of`)."""
    return decided_all_of(e.negated() for e in operands).negated()
