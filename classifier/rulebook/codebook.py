"""The closed vocabulary: which questions a case may answer, and with which values.

The codebook is part of the rulebook and comes from `codebook.yaml`. Whatever is not in it cannot
be coded; what cannot be coded is left out of a case.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from classifier.words.language import Text


class RuleDocument(BaseModel):
    """A value read from a rule document: nothing unknown in it, and never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Scope = Literal["relation", "directed", "actor"]
Pairing = Literal["government_with_civil_society"]
GOVERNMENT = "government"
"""The kind of actor that stands first in a pair, if only one of the two is of it."""
DERIVED = ("alike", "unlike")
"""What is read off two actors' kinds: the values of an indicator that is derived."""
References = Annotated[
    tuple[str, ...], BeforeValidator(lambda value: [value] if isinstance(value, str) else value)
]
"""Works of `references.yaml`, each as `work` or `work:pages`."""


def in_order(first: str, second: str) -> bool:
    """Whether two actor kinds stand as a pair has them: a government before any other."""
    return first == GOVERNMENT or second != GOVERNMENT


class ActorKind(RuleDocument):
    """A kind of actor; civil society is LSM in the wide sense."""

    label: Text
    means: Text | None = None
    civil_society: bool = False


class Named(RuleDocument):
    """Something that only carries a name."""

    label: Text


class Member(RuleDocument):
    """A member of an about-list."""

    label: Text
    means: Text | None = None
    serves: str | None = None
    """The resource that somebody in this role brings."""
    unspecific: bool = False
    """It names no particular member, so no rule that compares members may use it."""


class AboutList(RuleDocument):
    """What an indicator can be about; an open list allows any other text too."""

    label: Text
    members: Mapping[str, Member]
    open: bool = False


class CodedValue(RuleDocument):
    """A value of an indicator and when to code it."""

    label: Text
    when: Text


class Indicator(RuleDocument):
    """One coded question."""

    dimension: str
    scope: Scope
    label: Text
    question: Text
    values: Annotated[Mapping[str, CodedValue], Field(min_length=1)]
    differs: Text
    neighbours: tuple[str, ...]
    reference: References = ()
    decision: Text | None = None
    about: str | None = None
    names: tuple[str, ...] = ()
    """Values that may name in `actor` the stronger, upper or deciding one."""
    together: bool = False
    """Several values may hold at once; they do not speak against each other."""
    only: Pairing | None = None
    derived: bool = False
    """If it is not coded, it is read off the actors' kinds."""


class Codebook(RuleDocument):
    """All indicators with their dimensions, about-lists and actor kinds."""

    version: str
    actor_kinds: Annotated[Mapping[str, ActorKind], Field(min_length=1)]
    dimensions: Mapping[str, Named]
    lists: Mapping[str, AboutList]
    indicators: Mapping[str, Indicator]

    # One is itself and no other, like the rulebook it belongs to: things can be kept for each.
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def members(self, indicator: Indicator) -> Mapping[str, Member]:
        """The members the indicator can be about; none if it is about nothing."""
        about = self.lists.get(indicator.about or "")
        return about.members if about else {}

    def pairing(self, first: str, second: str) -> Pairing | None:
        """What two actor kinds are to each other, government first."""
        if first == GOVERNMENT and self.actor_kinds[second].civil_society:
            return "government_with_civil_society"
        return None
