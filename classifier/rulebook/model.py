"""The rulebook: findings, typologies and checklists as frozen, typed documents.

It says in data what the literature says of partnerships. Nothing here evaluates anything; the
program (`program.py`) is made from it. Reading and checking a folder of rules is `load.py`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from classifier.rulebook.codebook import Codebook, Pairing, References, RuleDocument
from classifier.rulebook.conditions import Condition, Head, Told
from classifier.words.language import Text


class Examples(RuleDocument):
    """Cases in the one-line form, parted by `;`: of a government `g` and an NGO `n`."""

    holds: tuple[str, ...]
    fails: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the theory: if the condition holds, then so does what it stands under."""

    id: str
    when: Condition
    because: Text
    """The sentence that says so, with the actors' names for its letters."""
    reference: References
    decision: Text | None
    examples: Examples


@dataclass(frozen=True, slots=True)
class Finding:
    """A statement that rules derive; `head` says of whom."""

    head: Head
    holds: Text
    fails: Text
    supports: tuple[Rule, ...]
    opposes: tuple[Rule, ...]
    defined_as: tuple[Rule, ...]
    only: Pairing | None

    @property
    def name(self) -> str:
        """The name that conditions use."""
        return self.head.finding

    def rules(self) -> Iterator[Rule]:
        """All rules, definitions first."""
        return (rule for _, rule in self.places())

    def places(self) -> Iterator[tuple[str, Rule]]:
        """All rules, each with the pointer to it within the finding."""
        for sort, rules in (
            ("defined_as", self.defined_as),
            ("supports", self.supports),
            ("opposes", self.opposes),
        ):
            yield from ((f"{sort}/{place}", rule) for place, rule in enumerate(rules))


Role = Literal["requires", "excluded_by"]


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a pattern requires, or is excluded by."""

    id: str
    role: Role
    when: Condition
    holds: Text
    fails: Text
    telling: bool
    reference: References
    decision: Text | None
    examples: Examples


@dataclass(frozen=True, slots=True)
class Pattern:
    """A kind of partnership within a typology."""

    id: str
    label: Text
    means: Text
    reference: References
    criteria: tuple[Criterion, ...]
    remarks: tuple[Rule, ...]
    unusual_with: Mapping[str, Text]
    """Verdicts of other typologies (`typology/pattern`) that seldom come together with this."""


@dataclass(frozen=True, slots=True)
class Typology:
    """A published set of patterns that answers one question about a relation."""

    id: str
    label: Text
    question: Text
    reference: References
    only: Pairing | None
    gate: str | None
    """The finding that, if met, means there is no partnership to classify."""
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A point of a checklist."""

    id: str
    label: Text
    when: Condition | None
    """None where the case itself meets the point: it has two actors."""
    partly: Condition | None
    decision: Text | None


@dataclass(frozen=True, slots=True)
class Checklist:
    """Points the literature asks of a partnership; no total poses as a verdict."""

    id: str
    label: Text
    reference: References
    items: tuple[Item, ...]
    open_item: tuple[Told, Told | None] | None
    """What is asked of further coded members of an open list, and what meets it partly."""
    decision: Text | None
    out_of_order: Text | None
    """What to say where a later item is met and an earlier one is not; None if order is free."""


class Reference(RuleDocument):
    """A work of the literature."""

    cite: Text
    full: Text
    through: str | None = None
    """The work in which it is quoted, where it was not read itself."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Rulebook:
    """All documents together."""

    version: str
    sha256: str
    codebook: Codebook
    letters: Mapping[str, str]
    findings: Mapping[str, Finding]
    typologies: Mapping[str, Typology]
    checklists: Mapping[str, Checklist]
    references: Mapping[str, Reference]
