"""Conditions of rules: what must be told of a partnership, or found in it.

A condition is written as text (`standing(x)=unequal`, `fills(x>y, r)`, `not subordinated`) or as
one of `all`, `any`, `not`, `each` over conditions. Letters stand for what varies: `x` and `y` for
the two actors in either order, `g` and `n` for government and civil society, and the letters a
rulebook declares (`r`, `s`) for different members of a list. In place of a member, `any` means any
member and `serving r` any member that serves r. A letter that nothing binds means "for some";
`each` means "for both actors", or "in both directions" where `x` and `y` occur in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import PlainSerializer
from typing_extensions import TypeAliasType

from classifier.rulebook.notation import rest

ACTOR_LETTERS = ("x", "y", "g", "n")
ANY_MEMBER = "any"
SERVING = "serving "


@dataclass(frozen=True, slots=True)
class Observed:
    """An indicator has one of `values`; `against` lists what speaks against it, if narrowed."""

    indicator: str
    actor: str | None
    toward: str | None
    about: str | None
    values: tuple[str, ...]
    against: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Found:
    """A finding holds, of actors and a member where it speaks of them."""

    finding: str
    actors: tuple[str, ...]
    about: str | None


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition."""

    of: Condition


@dataclass(frozen=True, slots=True)
class All:
    """Every one of several conditions."""

    of: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of several conditions."""

    of: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Each:
    """The condition for both actors, or in both directions."""

    of: Condition


WrittenCondition = TypeAliasType(
    "WrittenCondition",
    "str | dict[Literal['all', 'any'], list[WrittenCondition]]"
    " | dict[Literal['not', 'each'], WrittenCondition]",
)
"""A condition as a rule document has it."""
# As JSON it is what it is written as: by their fields alone `All` and `Any` would look the same.
Condition = Annotated[
    Observed | Found | Not | All | Any | Each,
    PlainSerializer(
        lambda of: as_written(of),  # noqa: PLW0108 - it stands below
        return_type=WrittenCondition,
    ),
]
Head = Found
"""What a finding speaks of: `above(x>y)`."""


def as_written(of: Condition) -> WrittenCondition:
    """The condition as a rule document has it, which `condition` reads back.

    >>> as_written(Not(All((Found("above", ("x", "y"), None), Found("partners", (), None)))))
    {'not': {'all': ['above(x>y)', 'partners']}}
    """
    match of:
        case Observed() | Found():
            return plain(of)
        case Not() | Each():
            one: dict[Literal["not", "each"], WrittenCondition]
            one = {"not" if isinstance(of, Not) else "each": as_written(of.of)}
            return one
        case All() | Any():
            several: dict[Literal["all", "any"], list[WrittenCondition]]
            several = {"all" if isinstance(of, All) else "any": [as_written(p) for p in of.of]}
            return several


def letters(of: Condition) -> frozenset[str]:
    """The letters that occur in a condition and that no `each` in it binds."""
    match of:
        case Observed():
            return letters_in((of.actor, of.toward, of.about))
        case Found():
            return letters_in((*of.actors, of.about))
        case Not():
            return letters(of.of)
        case Each():
            return letters(of.of) - {"x", "y"}
        case All() | Any():
            return frozenset().union(*(letters(part) for part in of.of))


def is_asked_of_each(of: Condition) -> bool:
    """Whether an `each` occurs in a condition."""
    match of:
        case Observed() | Found():
            return False
        case Each():
            return True
        case Not():
            return is_asked_of_each(of.of)
        case All() | Any():
            return any(map(is_asked_of_each, of.of))


def plain(of: Condition) -> str:
    """The condition as text, as a person would write it."""
    return "".join(part if isinstance(part, str) else "".join(stated(part)) for part in pieces(of))


def pieces(of: Condition) -> Iterator[Observed | Found | str]:
    """What a condition is written of, in order: statements, and the words between them."""
    match of:
        case Observed() | Found():
            yield of
        case Not() | Each():
            yield "not " if isinstance(of, Not) else "each "
            yield from pieces(of.of)
        case All() | Any():
            yield "("
            for place, part in enumerate(of.of):
                if place:
                    yield " and " if isinstance(of, All) else " or "
                yield from pieces(part)
            yield ")"


def indicators(of: Condition) -> Iterator[str]:
    """The indicators a condition reads itself, not through findings."""
    return (part.indicator for part in pieces(of) if isinstance(part, Observed))


def findings(of: Condition) -> Iterator[str]:
    """The findings a condition rests on itself, not through others."""
    return (part.finding for part in pieces(of) if isinstance(part, Found))


def stated(of: Observed | Found) -> tuple[str, str]:
    """A statement as text: the name of its indicator or finding, and what follows that."""
    if isinstance(of, Found):
        return of.finding, rest((">".join(of.actors), of.about))
    who = f"{of.actor}>{of.toward}" if of.toward else of.actor
    return of.indicator, rest((who, of.about), of.values, of.against or ())


def letters_in(parts: tuple[str | None, ...]) -> frozenset[str]:
    """The letters among what a statement speaks of."""
    names = (p.removeprefix(SERVING) for p in parts if p)
    return frozenset(name for name in names if len(name) == 1)
