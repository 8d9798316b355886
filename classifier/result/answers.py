"""What a verdict says: in words, the same wherever one is told, and by ids, to be compared."""

from __future__ import annotations

from typing import TypeAlias

from classifier.logic.verdict import Grade, Status
from classifier.result.document import Decided
from classifier.result.words import Words
from classifier.words.language import Text, listed, message

Conclusion: TypeAlias = tuple[Status, tuple[str, ...]]
"""The status of a verdict and the patterns that it shows: one, or those of a mixed verdict."""


def answer_of(words: Words, typology: str, of: Decided) -> Text:
    """The verdict of a typology in a few words."""
    if of.pattern and of.grade and of.strength:
        return message(
            "outline.pattern",
            pattern=label_of(words, typology, of.pattern),
            grade=message(f"outline.{of.grade}"),
            strength=message(f"outline.{of.strength}"),
        )
    if of.leaning:
        leaning = label_of(words, typology, of.leaning)
        return message("outline.status_leaning", pattern=leaning)
    return short_answer_of(words, typology, of)


def short_answer_of(words: Words, typology: str, of: Decided) -> Text:
    """The verdict without grade, strength and leaning."""
    labels = [label_of(words, typology, name) for name in shown(of)]
    if of.status is Status.MIXED:
        return message("outline.status_mixed", patterns=listed(labels))
    return labels[0] if labels else message(f"outline.status_{of.status}")


def label_of(words: Words, typology: str, pattern: str) -> Text:
    """What a pattern is called."""
    return words.patterns[f"{typology}/{pattern}"].label


def shown(of: Decided) -> tuple[str, ...]:
    """The pattern of a verdict, or every pattern of a mixed one; none of other verdicts."""
    if of.status is Status.MIXED:
        return tuple(name for name, grade in of.grades.items() if grade is Grade.ESTABLISHED)
    return (of.pattern,) if of.pattern else ()


def conclusion(of: Decided) -> Conclusion:
    """What must differ for a verdict to be another one."""
    return of.status, shown(of)


def wording(of: Decided) -> object:
    """What `answer_of` tells a verdict by: what must differ for it to be told in other words."""
    return (of.pattern, of.grade, of.strength) if of.pattern else of.leaning or conclusion(of)
