"""What a rulebook says in words, by id: all that an explanation needs of it, and no rules.

A result carries the words that it cites, so it can be explained without the rulebook. Sentences
still have their places open; `sentences.py` fills them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from classifier.rulebook.conditions import Observed
from classifier.rulebook.model import (
    Checklist,
    Criterion,
    Pattern,
    Reference,
    Role,
    Rulebook,
    Typology,
)
from classifier.words.language import Text

NOTHING = Text(id="", en="")


@dataclass(frozen=True, slots=True)
class IndicatorWords:
    """A coded question and its values."""

    label: Text
    values: Mapping[str, Text]
    about: str | None = None
    """The list of what it can be about."""


@dataclass(frozen=True, slots=True)
class FindingWords:
    """That a finding is so, and that it is not; a kept result has what it says of the two."""

    holds: Text = NOTHING
    fails: Text = NOTHING


@dataclass(frozen=True, slots=True)
class RuleWords:
    """What a rule says, and on whose authority."""

    because: Text
    reference: tuple[str, ...] = ()
    decision: Text | None = None


@dataclass(frozen=True, slots=True)
class CriterionWords:
    """What a pattern requires or is excluded by."""

    role: Role
    holds: Text = NOTHING
    fails: Text = NOTHING
    telling: bool = True
    reference: tuple[str, ...] = ()
    decision: Text | None = None


@dataclass(frozen=True, slots=True)
class PatternWords:
    """A pattern: what it is called and what is meant by it."""

    label: Text
    means: Text
    reference: tuple[str, ...] = ()
    """Where it is not that of its typology."""
    unusual_with: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TypologyWords:
    """A typology and what it asks."""

    label: Text
    question: Text
    reference: tuple[str, ...]
    gate: str | None = None
    """The finding that, if met, leaves no partnership to classify."""


@dataclass(frozen=True, slots=True)
class ItemWords:
    """A point of a checklist."""

    label: Text
    decision: Text | None = None


@dataclass(frozen=True, slots=True)
class ChecklistWords:
    """A checklist and its points."""

    label: Text
    reference: tuple[str, ...]
    items: Mapping[str, ItemWords] = field(default_factory=dict)
    members: str | None = None
    """The list whose members are its points, besides those named."""
    decision: Text | None = None
    out_of_order: Text | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that is said by id."""

    typologies: Mapping[str, TypologyWords]
    patterns: Mapping[str, PatternWords]
    """By `TYPOLOGY/PATTERN`."""
    criteria: Mapping[str, CriterionWords]
    findings: Mapping[str, FindingWords]
    rules: Mapping[str, RuleWords]
    indicators: Mapping[str, IndicatorWords]
    lists: Mapping[str, Mapping[str, Text]]
    """What indicators can be about: the members of each list."""
    letters: Mapping[str, str]
    """What a letter of a rule stands for a member of."""
    checklists: Mapping[str, ChecklistWords]
    references: Mapping[str, Reference]


@lru_cache(maxsize=16)
def words_of(book: Rulebook) -> Words:
    """The words of a rulebook."""
    patterns = [(t, p) for t in book.typologies.values() for p in t.patterns]
    rules = [rule for finding in book.findings.values() for rule in finding.rules()]
    rules += [rule for _, pattern in patterns for rule in pattern.remarks]
    indicators = book.codebook.indicators.items()
    return Words(
        typologies={
            t.id: TypologyWords(t.label, t.question, t.reference, t.gate)
            for t in book.typologies.values()
        },
        patterns={f"{t.id}/{p.id}": _pattern(p, t) for t, p in patterns},
        criteria={c.id: _criterion(c) for _, pattern in patterns for c in pattern.criteria},
        findings={f.name: FindingWords(f.holds, f.fails) for f in book.findings.values()},
        rules={r.id: RuleWords(r.because, r.reference, r.decision) for r in rules},
        indicators={
            name: IndicatorWords(of.label, {v: one.label for v, one in of.values.items()}, of.about)
            for name, of in indicators
        },
        lists={
            name: {member: one.label for member, one in of.members.items()}
            for name, of in book.codebook.lists.items()
        },
        letters=book.letters,
        checklists={c.id: _checklist(c, book) for c in book.checklists.values()},
        references=book.references,
    )


def _pattern(of: Pattern, typology: Typology) -> PatternWords:
    reference = () if of.reference == typology.reference else of.reference
    return PatternWords(of.label, of.means, reference, of.unusual_with)


def _criterion(of: Criterion) -> CriterionWords:
    return CriterionWords(of.role, of.holds, of.fails, of.telling, of.reference, of.decision)


def _checklist(of: Checklist, book: Rulebook) -> ChecklistWords:
    """A checklist; points that are the members of a list are called as these are."""
    lists = {
        book.codebook.indicators[item.when.indicator].about
        for item in of.items
        if isinstance(item.when, Observed) and item.when.about == item.id
    }
    members = lists.pop() if len(lists) == 1 else None
    known = book.codebook.lists[members].members if members else {}
    items = {
        item.id: ItemWords(item.label, item.decision)
        for item in of.items
        if item.id not in known or item.label != known[item.id].label or item.decision
    }
    return ChecklistWords(of.label, of.reference, items, members, of.decision, of.out_of_order)
