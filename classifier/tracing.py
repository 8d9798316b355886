"""Following a proof down to what was told, on one side of it.

What speaks for a step and what speaks against it are never mixed: whoever cites a reason cites the
observations that say so, and not those that say the opposite.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from classifier.classification import Finding, Reason, Step
from classifier.evidence import State

Side = Literal["for", "against"]
SIDES: Mapping[State, tuple[Side, ...]] = {
    State.MET: ("for",),
    State.UNMET: ("against",),
    State.CONTESTED: ("for", "against"),
    State.UNKNOWN: (),
}
"""The sides that a state rests on."""
_RULES: Mapping[Side, str] = {"for": "supports", "against": "opposes"}
_OPPOSITE: Mapping[Side, Side] = {"for": "against", "against": "for"}


def statements_behind(
    steps: Iterable[Step], findings: Mapping[str, Finding], side: Side = "for"
) -> set[str]:
    """The statements that speak on one side of steps, through the findings they ask for."""
    told: set[str] = set()
    for step, on in _steps_behind(steps, findings, side):
        told.update(step.supporting if on == "for" else step.opposing)
    return told


def findings_behind(steps: Iterable[Step], findings: Mapping[str, Finding]) -> list[str]:
    """The findings that steps ask for, directly or through others, on either side."""
    several = tuple(steps)
    both = [*_steps_behind(several, findings, "for"), *_steps_behind(several, findings, "against")]
    return list(dict.fromkeys(step.finding for step, _ in both if step.finding))


def _steps_behind(
    steps: Iterable[Step], findings: Mapping[str, Finding], side: Side
) -> Iterator[tuple[Step, Side]]:
    seen: set[tuple[str, Side]] = set()
    waiting: list[tuple[Step, Side]] = [(step, side) for step in steps]
    while waiting:
        step, on = waiting.pop(0)
        yield step, on
        waiting += [(part, on) for part in step.steps]
        of = _OPPOSITE[on] if step.negated else on
        if step.finding and (step.finding, of) not in seen:
            seen.add((step.finding, of))
            waiting += _reasons(findings[step.finding].reasons, of)


def _reasons(reasons: Iterable[Reason], side: Side) -> Iterator[tuple[Step, Side]]:
    """What the reasons on one side rest on; a definition speaks on both sides."""
    for reason in reasons:
        if reason.side == "defined_as":
            yield from ((step, side) for step in reason.steps)
        elif reason.side == _RULES[side]:
            yield from ((step, "for") for step in reason.steps)
