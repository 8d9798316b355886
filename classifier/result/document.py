"""The result document `kemitraan/classification/2`: complete without the case file.

Each thing stands once under its id: what was coded, the words of the rulebook that are cited, what
is told of each relation, and every step of its proof. A document that was read back can be
explained as the result it was made from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from classifier.case.model import Actor, Case, Observation, Period, Source
from classifier.case.schema import Schema, untitled
from classifier.logic.evidence import Strength
from classifier.logic.verdict import Grade, Status, Verdict
from classifier.result.proof import (
    JudgedChecklist,
    Judgement,
    Remark,
    Robustness,
    Statement,
    Step,
    opposite,
    referred,
)
from classifier.result.words import Words
from classifier.rulebook.loading import canonical
from classifier.words.language import Language, Text, text_of

SCHEMA: Literal["kemitraan/classification/2"] = "kemitraan/classification/2"


@dataclass(frozen=True, slots=True)
class CaseTitle:
    """Which case this is; the hash is over canonical JSON of the case file."""

    id: str
    title: Text | None = None
    summary: Text | None = None
    reference: Text | None = None
    language: Language | None = None
    sha256: str = field(kw_only=True)

    @property
    def name(self) -> Text:
        """What it is called: its title, or else its id."""
        return self.title or text_of(self.id)


def title_of(case: Case) -> CaseTitle:
    """Which case this is."""
    about = case.id, case.title, case.summary, case.reference, case.language
    return CaseTitle(*about, sha256=sha256_of(case))


def sha256_of(case: Case) -> str:
    """What tells a case from any other."""
    return hashlib.sha256(canonical(case.content())).hexdigest()


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


@dataclass(frozen=True, slots=True)
class KeptPattern:
    """A pattern judged: its grade and every criterion."""

    grade: Grade
    criteria: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class KeptVerdict:
    """The answer of one typology on one relation."""

    status: Status
    pattern: str | None = None
    grade: Grade | None = None
    strength: Strength | None = None
    possible: tuple[str, ...] = ()
    leaning: str | None = None
    patterns: Mapping[str, KeptPattern] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    robustness: Robustness | None = None
    """Only where it was asked for."""

    @property
    def grades(self) -> Mapping[str, Grade]:
        """How far each pattern is shown; none where the typology does not apply."""
        return {name: pattern.grade for name, pattern in self.patterns.items()}


Decided: TypeAlias = Verdict | KeptVerdict
"""A verdict, as it was decided or as it is kept."""


@dataclass(frozen=True, slots=True)
class KeptRelation:
    """Two actors in a period: what is told of them and what follows."""

    actors: tuple[str, str]
    verdicts: Mapping[str, KeptVerdict]
    told: Mapping[str, Statement]
    steps: Mapping[str, Step]
    period: str | None = None
    checklists: Mapping[str, JudgedChecklist] = field(default_factory=dict)

    @property
    def robustness(self) -> Mapping[str, Robustness]:
        """Of each verdict, where it was asked for."""
        return {n: v.robustness for n, v in self.verdicts.items() if v.robustness}

    def step(self, ref: str) -> Step:
        """The step that is referred to, or its opposite."""
        name, negated = referred(ref)
        return opposite(self.steps[name]) if negated else self.steps[name]

    def judgements(self, typology: str, pattern: str) -> tuple[Judgement, ...]:
        """Every criterion of a pattern, judged."""
        return self.verdicts[typology].patterns[pattern].criteria

    def remarks(self, typology: str) -> tuple[Remark, ...]:
        """What is worth saying of a verdict besides."""
        return self.verdicts[typology].remarks


class Result(BaseModel):
    """The whole result for one case."""

    # Its schema takes as long to build as a case to classify, and only JSON needs it.
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)

    schema_: Literal["kemitraan/classification/2"] = Field(alias="schema")
    case: CaseTitle
    rulebook: Rules
    engine: EngineUsed
    version: str
    actors: Mapping[str, Actor]
    periods: Mapping[str, Period] = {}
    sources: Mapping[str, Source] = {}
    observations: Mapping[str, Observation] = {}
    words: Words
    relations: tuple[KeptRelation, ...]
    summary: Mapping[str, Answers]

    @property
    def case_sha256(self) -> str:
        """Over canonical JSON of the case file."""
        return self.case.sha256

    def to_json(self, *, indent: int | None = None) -> str:
        """The document as JSON, without what is empty; `model_validate_json` reads it back."""
        return self.model_dump_json(by_alias=True, exclude_defaults=True, indent=indent)

    def compact(self) -> dict[str, object]:
        """The document as JSON values, without what is empty."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)

    def without_quotes(self) -> Result:
        """The document for sharing: without the quotes and notes of observations and sources."""
        return self.model_copy(
            update={
                "observations": {
                    name: one.model_copy(update={"quote": None, "note": None})
                    for name, one in self.observations.items()
                },
                "sources": {
                    name: one.model_copy(update={"note": None})
                    for name, one in self.sources.items()
                },
            }
        )


def result_schema() -> Schema:
    """The JSON Schema of `kemitraan/classification/2`."""
    return untitled(Result)


# Without the type of what it gives, a schema describes the result itself.
Excerpt = Annotated[Result, PlainSerializer(lambda of: of.compact())]
"""A result within the answer to a question, which holds it without what is empty too."""
