"""Following a proof down to what was told, on one side of it.

What speaks for a step and what speaks against it are never mixed: whoever cites a reason cites the
observations that say so, and not those that say the opposite; and where a side decides, only what
decides is followed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from classifier.logic.evidence import State
from classifier.result.proof import FoundStep, JoinedStep, Reason, Step, ToldStep


class Proof(Protocol):
    """Whatever has steps by their ids."""

    def step(self, ref: str) -> Step:
        """The step that is referred to, or its opposite."""


Hand = Literal["for", "against"]
HANDS: Mapping[State, tuple[Hand, ...]] = {
    State.MET: ("for",),
    State.UNMET: ("against",),
    State.CONTESTED: ("for", "against"),
    State.UNKNOWN: (),
}
"""The sides that a state rests on."""
OTHER: Mapping[Hand, Hand] = {"for": "against", "against": "for"}


def hands_of(proof: Proof, reason: Reason) -> tuple[Hand, ...]:
    """The sides of a finding that a reason speaks on; a definition as it came out."""
    if reason.side == "defined_as":
        return HANDS[defined(proof, reason).state]
    return ("for",) if reason.side == "supports" else ("against",)


def defined(proof: Proof, reason: Reason) -> Step:
    """What became of the one condition of a definition."""
    return proof.step(reason.rests_on[0])


@dataclass(frozen=True, slots=True)
class Trace:
    """What lies behind one side of a step, in the order in which it was met."""

    statements: dict[str, None] = field(default_factory=dict)
    reasons: list[tuple[FoundStep, Hand, Reason]] = field(default_factory=list)


def trace(proof: Proof, refs: Iterable[str], hand: Hand = "for") -> Trace:
    """Everything behind one side of steps, through the findings they ask for."""
    behind = Trace()
    waiting = deque((ref, hand) for ref in refs)
    seen: set[tuple[str, Hand]] = set()
    while waiting:
        ref, on = waiting.popleft()
        match step := proof.step(ref):
            case ToldStep():
                told = step.supporting if on == "for" else step.opposing
                behind.statements.update(dict.fromkeys(told))
            case JoinedStep():
                waiting += ((part, on) for part in _followed(proof, step, on))
            case FoundStep():
                of = OTHER[on] if step.negated else on
                if (step.id, of) not in seen:
                    seen.add((step.id, of))
                    found = proof.step(step.id)  # with its own sides, not those of its opposite
                    assert isinstance(found, FoundStep)  # noqa: S101 - it has the same id
                    behind.reasons.extend((found, of, reason) for reason in step.reasons)
                    for reason in step.reasons:
                        waiting += _reasoned(proof, reason, of)
    return behind


def _followed(proof: Proof, step: JoinedStep, hand: Hand) -> Iterator[str]:
    """The parts that decide a step; all of them where the side did not decide it."""
    decides = hand in HANDS[step.state]
    return (ref for ref in step.parts if not decides or proof.step(ref).state is step.state)


def _reasoned(proof: Proof, reason: Reason, hand: Hand) -> Iterator[tuple[str, Hand]]:
    """What a reason on this side rests on; a definition speaks on both sides."""
    if reason.side == "defined_as":
        yield from ((ref, hand) for ref in reason.rests_on)
    elif hand in hands_of(proof, reason):
        yield from ((ref, "for") for ref in reason.rests_on)


def told_behind(proof: Proof, ref: str) -> frozenset[str]:
    """The statements that decide a step, or keep it undecided."""
    hands = HANDS[proof.step(ref).state]
    return frozenset(name for hand in hands for name in trace(proof, [ref], hand).statements)
