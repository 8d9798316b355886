"""The rulebook: findings, typologies and checklists as frozen, typed documents.

It says in data what the literature says of partnerships. Nothing here evaluates anything; the
program (`logic.program`) is made from it. Pydantic makes these of what `findings.yaml` and
`typologies/*.yaml` hold, and the vocabulary that conditions are read with is its context.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from classifier.rulebook.codebook import Codebook, Pairing, References, RuleDocument
from classifier.rulebook.conditions import Head, Observed
from classifier.rulebook.entries import NAME, NAMED, Entries, Name, within
from classifier.rulebook.parsing import Parsed, head_or_nameless
from classifier.words.language import Text


class Examples(RuleDocument):
    """Cases in the one-line form, parted by `;`: of a government `g` and an NGO `n`."""

    holds: tuple[str, ...]
    fails: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the theory: if the condition holds, then so does what it stands under."""

    id: str
    when: Parsed
    because: Text
    """The sentence that says so, with the actors' names for its letters."""
    examples: Examples
    reference: References = ()
    decision: Text | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A statement that rules derive; `head` says of whom."""

    head: Annotated[Head, Field(validation_alias=NAME), BeforeValidator(head_or_nameless)]
    holds: Text
    fails: Text
    supports: tuple[Rule, ...] = ()
    opposes: tuple[Rule, ...] = ()
    defined_as: tuple[Rule, ...] = ()
    only: Pairing | None = None

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
    role: Annotated[Role, Field(validation_alias=NAME)]
    when: Parsed
    holds: Text
    fails: Text
    examples: Examples
    telling: bool = True
    reference: References = ()
    decision: Text | None = None


Required = Annotated[tuple[Criterion, ...], Field(min_length=1), within("requires")]
Excluding = Annotated[tuple[Criterion, ...], within("excluded_by")]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A kind of partnership within a typology."""

    id: Name
    label: Text
    means: Text
    reference: References
    requires: Required
    excluded_by: Excluding = ()
    remarks: tuple[Rule, ...] = ()
    unusual_with: Mapping[str, Text] = field(default_factory=dict)
    """Verdicts of other typologies (`typology/pattern`) that seldom come together with this."""

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """What it requires, then what excludes it."""
        return self.requires + self.excluded_by


@dataclass(frozen=True, slots=True)
class Typology:
    """A published set of patterns that answers one question about a relation."""

    __pydantic_config__ = RuleDocument.model_config

    id: str
    label: Text
    question: Text
    reference: References
    patterns: Annotated[Entries[Pattern], Field(min_length=1)]
    only: Pairing | None = None
    gate: str | None = None
    """The finding that, if met, means there is no partnership to classify."""


@dataclass(frozen=True, slots=True)
class Item:
    """A point of a checklist."""

    id: Name
    label: Text
    when: Parsed | None = None
    """None where the case itself meets the point: it has two actors."""
    partly: Parsed | None = None
    decision: Text | None = None


@dataclass(frozen=True, slots=True)
class Checklist:
    """Points the literature asks of a partnership; no total poses as a verdict."""

    id: str
    label: Text
    reference: References
    items: tuple[Item, ...]
    open_item: tuple[Observed, Observed | None] | None
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


class FindingsFile(RuleDocument):
    """findings.yaml."""

    letters: Mapping[str, str]
    findings: Annotated[Mapping[str, Finding], NAMED]
    """By their heads, as written."""


class ReferencesFile(RuleDocument):
    """references.yaml."""

    references: Mapping[str, Reference]


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
