"""The result document `kemitraan/classification/1`: everything there is to say of a case.

It is complete without the case file, holds both languages, and is the only thing that renderers
see. What is cited (statements, findings, observations, sources, references) stands once under its
id; the steps of a proof name ids.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from classifier.case.model import Actor, Period, Source
from classifier.logic.evidence import State, Strength
from classifier.logic.verdict import Grade, Status
from classifier.rulebook.model import Reference, Role
from classifier.words.language import Language, Text

SCHEMA: Literal["kemitraan/classification/1"] = "kemitraan/classification/1"


@dataclass(frozen=True, slots=True)
class Statement:
    """Something told of a relation: a key with one value, and who says so."""

    label: Text
    dimension: str
    strength: Strength
    observations: tuple[str, ...]
    outweighed: bool = False
    """A stronger value of the same key excludes it: shown, and not used."""
    derived: bool = False
    """Read off the actors' kinds, and not coded."""


@dataclass(frozen=True, slots=True)
class Step:
    """A condition within a proof, and what the evidence makes of it."""

    condition: str
    """As it would be written in a rule, with the actors' ids."""
    label: Text
    state: State
    strength: Strength | None = None
    """Of the side that decides; of both if contested; None if unknown."""
    finding: str | None = None
    """The finding it asks for; its reasons stand there."""
    negated: bool = False
    several_values: bool = False
    """Any of several values would do, so it takes the statements to know which it was."""
    supporting: tuple[str, ...] = ()
    """The statements that speak for it."""
    opposing: tuple[str, ...] = ()
    """The statements that speak against it."""
    joined: Literal["all", "any"] | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that speaks for a finding, against it, or defines it."""

    rule: str
    side: Literal["supports", "opposes", "defined_as"]
    says: Text
    strength: Strength | None
    """None where a definition is undecided."""
    reference: tuple[str, ...]
    decision: Text | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A derived statement with its reasons on both sides."""

    says: Text
    """That it holds, or that it does not, as the evidence has it; that it holds if undecided."""
    state: State
    strength: Strength | None
    outweighed: Literal["for", "against"] | None
    """The side whose reasons are shown but weaker."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a pattern requires or is excluded by, judged."""

    id: str
    role: Role
    telling: bool
    state: State
    strength: Strength | None
    holds: Text
    fails: Text
    reference: tuple[str, ...]
    decision: Text | None
    proof: Step


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern judged: its grade and every criterion."""

    label: Text
    means: Text
    reference: tuple[str, ...]
    grade: Grade
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something worth saying of a verdict or a checklist."""

    id: str
    says: Text
    reference: tuple[str, ...] = ()
    decision: Text | None = None
    steps: tuple[Step, ...] = ()
    """What it rests on, where it is a fact of the case."""


@dataclass(frozen=True, slots=True)
class Robustness:
    """How much it takes to change a verdict."""

    size: int | None
    """How many observations would have to be others; None if no change of them is enough."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of one typology on one relation, with everything behind it."""

    label: Text
    question: Text
    reference: tuple[str, ...]
    status: Status
    pattern: str | None
    grade: Grade | None
    strength: Strength | None
    possible: tuple[str, ...]
    leaning: str | None
    gate: str | None
    """The finding that, if met, leaves no partnership to classify."""
    patterns: Mapping[str, Pattern]
    remarks: tuple[Remark, ...]
    robustness: Robustness | None = None
    """Only where it was asked for."""


ItemState = Literal["met", "partly", "unmet", "unknown", "contested"]


@dataclass(frozen=True, slots=True)
class Item:
    """A point of a checklist, judged."""

    id: str
    label: Text
    state: ItemState
    strength: Strength | None
    decision: Text | None
    proof: Step | None
    """Of the middle value if partly met; None where the case itself meets the point."""


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist, point by point."""

    label: Text
    reference: tuple[str, ...]
    decision: Text | None
    items: tuple[Item, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class RelationResult:
    """Two actors in a period: what is told of them and what follows."""

    actors: tuple[str, str]
    period: str | None
    verdicts: Mapping[str, Verdict]
    findings: Mapping[str, Finding]
    checklists: Mapping[str, Checklist]
    statements: Mapping[str, Statement]


@dataclass(frozen=True, slots=True)
class Coded:
    """An observation as the case has it."""

    statement: str
    sources: tuple[str, ...]
    between: tuple[str, str] | None = None
    period: str | None = None
    quote: Text | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class CaseTitle:
    """Which case this is."""

    id: str
    title: Text | None
    summary: Text | None
    reference: Text | None
    language: Language | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Rules:
    """The rulebook that was used; its hash is over canonical JSON of all its documents."""

    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class EngineUsed:
    """The engine that evaluated the rules."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Answers:
    """The verdicts that one typology gives over all relations."""

    status: Literal["same", "differs"]
    answers: Mapping[str, tuple[int, ...]]
    """Each answer (a pattern, or a status) with the places of its relations."""


class Classification(BaseModel):
    """The whole result for one case."""

    # Its schema takes as long to build as a case to classify, and only JSON needs it.
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)

    schema_: Literal["kemitraan/classification/1"] = Field(default=SCHEMA, alias="schema")
    case: CaseTitle
    rulebook: Rules
    engine: EngineUsed
    version: str
    actors: Mapping[str, Actor]
    periods: Mapping[str, Period]
    sources: Mapping[str, Source]
    observations: Mapping[str, Coded]
    references: Mapping[str, Reference]
    relations: tuple[RelationResult, ...]
    summary: Mapping[str, Answers]

    def to_json(self, *, indent: int | None = 2) -> str:
        """The document as JSON, which `Classification.model_validate_json` reads back."""
        return self.model_dump_json(by_alias=True, indent=indent)
