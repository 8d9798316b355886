"""Following a proof down to what was told, on one side of it.

What speaks for a step and what speaks against it are never mixed: whoever cites a reason cites the
observations that say so, and not those that say the opposite; and where a side decides, only what
decides is followed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from classifier.logic.evidence import State
from classifier.result.document import Finding, Reason, Step

Side = Literal["for", "against"]
SIDES: Mapping[State, tuple[Side, ...]] = {
    State.MET: ("for",),
    State.UNMET: ("against",),
    State.CONTESTED: ("for", "against"),
    State.UNKNOWN: (),
}
"""The sides that a state rests on."""
OPPOSITE: Mapping[Side, Side] = {"for": "against", "against": "for"}


def sides_of(reason: Reason) -> tuple[Side, ...]:
    """The sides of a finding that a reason speaks on; a definition as it came out."""
    if reason.side == "defined_as":
        return SIDES[reason.steps[0].state]
    return ("for",) if reason.side == "supports" else ("against",)


@dataclass(frozen=True, slots=True)
class Trace:
    """What lies behind one side of a step, in the order in which it was met."""

    statements: dict[str, None] = field(default_factory=dict)
    findings: dict[str, Side] = field(default_factory=dict)
    reasons: dict[str, tuple[Finding, Side, Reason]] = field(default_factory=dict)


def trace(steps: Iterable[Step], findings: Mapping[str, Finding], side: Side = "for") -> Trace:
    """Everything behind one side of steps, through the findings they ask for."""
    behind = Trace()
    waiting: list[tuple[Step, Side]] = [(step, side) for step in steps]
    seen: set[tuple[str, Side]] = set()
    while waiting:
        step, on = waiting.pop(0)
        behind.statements.update(dict.fromkeys(step.supporting if on == "for" else step.opposing))
        waiting += [(part, on) for part in _followed(step, on)]
        of = OPPOSITE[on] if step.negated else on
        if step.finding and (step.finding, of) not in seen:
            seen.add((step.finding, of))
            behind.findings[step.finding] = of
            for reason in findings[step.finding].reasons:
                waiting += _reasoned(reason, of)
                behind.reasons[f"{step.finding} {of} {reason.rule}"] = (
                    findings[step.finding],
                    of,
                    reason,
                )
    return behind


def _followed(step: Step, side: Side) -> tuple[Step, ...]:
    """The parts that decide a step; all of them where the side did not decide it."""
    if side not in SIDES[step.state]:
        return step.steps
    return tuple(part for part in step.steps if part.state is step.state)


def _reasoned(reason: Reason, side: Side) -> Iterator[tuple[Step, Side]]:
    """What a reason on this side rests on; a definition speaks on both sides."""
    if reason.side == "defined_as":
        yield from ((step, side) for step in reason.steps)
    elif side in sides_of(reason):
        yield from ((step, "for") for step in reason.steps)
