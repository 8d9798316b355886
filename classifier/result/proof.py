"""The proof of what is concluded of a relation: statements, steps and reasons, each by its id.

A proof holds what is so and on what it rests, and no sentence: those are made where they are read
(`sentences.py`). A step is a condition and what the evidence makes of it. It stands once, under
its condition in the one-line form with the actors' ids; that it is asked for negated is said where
it is asked for (`not subordinated`). A reason is a rule that speaks for a finding or against it; it
is told apart by its rule and by whom it speaks of, never by what it says.

A relation has its proof as it was judged (`judged.py`) and as it is kept (`document.py`). Whatever
explains, explains either (`explainable.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from classifier.logic.evidence import State, Strength
from classifier.result.once import once
from classifier.rulebook.notation import written

OPPOSITE: Mapping[State, State] = {State.MET: State.UNMET, State.UNMET: State.MET}
"""What becomes of a state where the opposite is asked for; the others stay."""
_NOT = "not "


def reference(step: str, *, negated: bool) -> str:
    """How a proof refers to a step by its id, or to its opposite."""
    return _NOT + step if negated else step


def referred(ref: str) -> tuple[str, bool]:
    """The id of the step that a reference names, and whether its opposite is meant.

    >>> referred(reference("subordinated", negated=True))
    ('subordinated', True)
    """
    step = ref.removeprefix(_NOT)
    return step, step != ref


@dataclass(frozen=True, kw_only=True)
class _OfKey:
    """What is told or asked of one key, of which the actors have their ids."""

    indicator: str
    actor: str | None = None
    toward: str | None = None
    about: str | None = None
    named: str | None = None
    """The actor that the value names."""

    def _written(self, values: tuple[str, ...], against: tuple[str, ...] = ()) -> str:
        return written(
            self.indicator,
            actor=self.actor or self.named,
            toward=self.toward,
            about=self.about,
            values=values,
            against=against,
        )


@dataclass(frozen=True, kw_only=True)
class Statement(_OfKey):
    """Something told of a relation: a key with one value, and who says so."""

    value: str
    strength: Strength
    observations: tuple[str, ...] = ()
    outweighed: bool = False
    """A stronger value of the same key excludes it: shown, and not used."""
    derived: bool = False
    """Read off the actors' kinds, and not coded."""

    @once
    def id(self) -> str:
        """It in the one-line form."""
        return self._written((self.value,))


Bearing = Literal["supports", "opposes", "defined_as"]


@dataclass(frozen=True, slots=True)
class Way:
    """A way in which a rule holds: the steps that it rests on, and which members it is about."""

    rests_on: tuple[str, ...]
    members: Mapping[str, str] = field(default_factory=dict)
    """What each of the rule's letters for a member stands for."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that speaks for a finding, against it, or defines it."""

    rule: str
    side: Bearing
    strength: Strength | None = None
    """None where a definition is undecided."""
    binding: Mapping[str, str] = field(default_factory=dict)
    """The actor that each of the rule's letters stands for."""
    ways: tuple[Way, ...] = ()
    """All the ways in which it holds equally strongly."""

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The steps of all its ways, each once."""
        return tuple(dict.fromkeys(ref for way in self.ways for ref in way.rests_on))

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it apart from other reasons: the rule, and what it speaks of."""
        members = tuple(tuple(way.members.items()) for way in self.ways)
        return self.rule, tuple(self.binding.items()), members


@dataclass(frozen=True, kw_only=True)
class _Step:
    """What the evidence makes of a condition."""

    state: State = State.UNKNOWN
    for_: Annotated[Strength | None, Field(alias="for")] = None
    against: Strength | None = None
    """How strong each side is; of a finding the outweighed side too."""
    negated: bool = False
    """The opposite of what stands under the step's id is asked for."""

    @property
    def strength(self) -> Strength | None:
        """Of the side that decides; of both if contested; None if unknown."""
        sides = [one for one in (self.for_, self.against) if one]
        return max(sides, key=list(Strength).index, default=None)


@dataclass(frozen=True, kw_only=True)
class ToldStep(_Step, _OfKey):
    """A key has one of these values."""

    values: tuple[str, ...]
    only_against: tuple[str, ...] = ()
    """The values that speak against it, where not every other value does."""
    anything: bool = False
    """It asks about `any` member of a list, and nothing is told of one."""
    supporting: tuple[str, ...] = ()
    """The statements that speak for it."""
    opposing: tuple[str, ...] = ()
    """The statements that speak against it."""

    @property
    def several(self) -> bool:
        """Whether any of several values would do, so that it takes the told to know which."""
        return len(self.values) > 1 and not self.anything

    @once
    def id(self) -> str:
        """The condition in the one-line form."""
        return self._written(self.values, self.only_against)


@dataclass(frozen=True, kw_only=True)
class FoundStep(_Step):
    """A finding, with the reasons on both sides."""

    finding: str
    binding: Mapping[str, str] = field(default_factory=dict)
    """What each of its letters stands for: actors, and a member if it is about one."""
    reasons: tuple[Reason, ...] = ()

    @once
    def id(self) -> str:
        """The finding in the one-line form."""
        actors = [one for letter, one in self.binding.items() if letter in ("x", "y")]
        about = [one for letter, one in self.binding.items() if letter not in ("x", "y")]
        actor, toward = (*actors, None, None)[:2]
        return written(self.finding, actor=actor, toward=toward, about=next(iter(about), None))

    @property
    def outweighed(self) -> Literal["for", "against"] | None:
        """The side whose reasons are shown but weaker."""
        if self.for_ and self.against and self.state is not State.CONTESTED:
            return "against" if self.state is State.MET else "for"
        return None


@dataclass(frozen=True, kw_only=True)
class JoinedStep(_Step):
    """All of several steps, or any of them."""

    joined: Literal["all", "any"]
    parts: tuple[str, ...] = ()
    silent: bool = False
    """There are more parts, of which nothing is told."""

    @once
    def id(self) -> str:
        """The condition in the one-line form."""
        parts = (*self.parts, "…") if self.silent else self.parts
        return "(" + (" and " if self.joined == "all" else " or ").join(parts) + ")"


Step: TypeAlias = ToldStep | FoundStep | JoinedStep


def opposite(step: Step) -> Step:
    """The same step where its opposite is asked for. What is joined has its opposite by itself."""
    turned = replace(
        step,
        state=OPPOSITE.get(step.state, step.state),
        for_=step.against,
        against=step.for_,
        negated=not step.negated,
    )
    if isinstance(turned, ToldStep):
        return replace(turned, supporting=turned.opposing, opposing=turned.supporting)
    return turned


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the evidence makes of a criterion, and the step that shows it."""

    id: str
    step: str
    state: State = State.UNKNOWN

    def is_satisfied(self, role: str) -> bool:
        """Whether a requirement is met, or an exclusion is not."""
        return self.state is (State.MET if role == "requires" else State.UNMET)

    def fails(self, role: str) -> bool:
        """Whether it rules the pattern out."""
        return self.state is (State.UNMET if role == "requires" else State.MET)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something worth saying of a verdict."""

    id: str
    reason: Reason | None = None
    """The rule of the rulebook that remarks it."""
    unusual_with: str | None = None
    """The pattern of another typology that seldom comes together with this one."""
    observation: str | None = None
    """The only one that the verdict rests on."""
    step: str | None = None
    """What is contested, so that there may be no partnership at all."""

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The steps behind it, where it is a fact of the case."""
        return self.reason.rests_on if self.reason else (self.step,) if self.step else ()


ItemState = Literal["met", "partly", "unmet", "unknown", "contested"]


@dataclass(frozen=True, slots=True)
class JudgedItem:
    """A point of a checklist, judged."""

    id: str
    state: ItemState
    step: str | None = None
    """Of the middle value if partly met; None where the case itself meets the point."""


@dataclass(frozen=True, slots=True)
class JudgedChecklist:
    """A checklist, point by point."""

    items: tuple[JudgedItem, ...]
    out_of_order: tuple[tuple[str, str], ...] = ()
    """Points not met although a later one, the second, is."""


@dataclass(frozen=True, slots=True)
class Robustness:
    """How much it takes to change a verdict."""

    size: int | None
    """How many observations would have to be others; None if no change of them is enough."""
