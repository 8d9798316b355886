"""The rule documents as they are written: their shape, before anything in them is understood.

One class a kind of entry in `findings.yaml`, `typologies/*.yaml`, `checklists.yaml` and
`references.yaml`; `codebook.yaml` is read as `codebook.Codebook` itself. Conditions are still plain
values here.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field, JsonValue

from classifier.rulebook.codebook import Pairing, References, RuleDocument
from classifier.rulebook.model import Examples, Reference
from classifier.words.language import Text


class RuleText(RuleDocument):
    """A rule as written."""

    id: str
    when: JsonValue
    because: Text
    reference: References = ()
    decision: Text | None = None
    examples: Examples


class FindingText(RuleDocument):
    """A finding as written, under its head."""

    holds: Text
    fails: Text
    supports: tuple[RuleText, ...] = ()
    opposes: tuple[RuleText, ...] = ()
    defined_as: tuple[RuleText, ...] = ()
    only: Pairing | None = None


class FindingsText(RuleDocument):
    """findings.yaml."""

    letters: Mapping[str, str]
    findings: Mapping[str, FindingText]


class CriterionText(RuleDocument):
    """A criterion as written."""

    id: str
    when: JsonValue
    holds: Text
    fails: Text
    telling: bool = True
    reference: References = ()
    decision: Text | None = None
    examples: Examples


class PatternText(RuleDocument):
    """A pattern as written."""

    label: Text
    means: Text
    reference: References
    requires: tuple[CriterionText, ...] = Field(min_length=1)
    excluded_by: tuple[CriterionText, ...] = ()
    remarks: tuple[RuleText, ...] = ()
    unusual_with: Mapping[str, Text] = {}


class TypologyText(RuleDocument):
    """typologies/<id>.yaml."""

    id: str
    label: Text
    question: Text
    reference: References
    only: Pairing | None = None
    gate: str | None = None
    patterns: Mapping[str, PatternText]


class ItemText(RuleDocument):
    """A checklist item as written."""

    label: Text
    when: JsonValue = None
    partly: JsonValue = None
    decision: Text | None = None


class ListedText(RuleDocument):
    """One item for every member of a list, with `{member}` for the member."""

    list: str
    when: str
    partly: str | None = None


class ChecklistText(RuleDocument):
    """A checklist as written: items one by one, or one for every member of a list."""

    label: Text
    reference: References
    items: Mapping[str, ItemText] = {}
    each: ListedText | None = None
    decision: Text | None = None
    out_of_order: Text | None = None
    """Its items follow one another; what to say where a later one precedes an earlier one."""


class ChecklistsText(RuleDocument):
    """checklists.yaml."""

    checklists: Mapping[str, ChecklistText]


class ReferencesText(RuleDocument):
    """references.yaml."""

    references: Mapping[str, Reference]
