"""The words for verdicts, the same wherever one is told."""

from __future__ import annotations

from collections.abc import Mapping

from classifier.logic.verdict import Grade, Status
from classifier.result.document import Decided
from classifier.words.language import Text, listed, message


def answer(of: Decided, labels: Mapping[str, Text]) -> Text:
    """A verdict in a few words, with the labels of the typology's patterns."""
    if of.pattern and of.grade and of.strength:
        return message(
            "outline.pattern",
            pattern=labels[of.pattern],
            grade=message(f"outline.{of.grade}"),
            strength=message(f"outline.{of.strength}"),
        )
    if of.leaning:
        return message("outline.status_leaning", pattern=labels[of.leaning])
    return short_answer(of, labels)


def short_answer(of: Decided, labels: Mapping[str, Text]) -> Text:
    """A verdict without grade, strength and leaning."""
    if of.status is Status.MIXED:
        patterns = listed([labels[name] for name in shown(of)])
        return message("outline.status_mixed", patterns=patterns)
    return labels[of.pattern] if of.pattern else message(f"outline.status_{of.status}")


def shown(of: Decided) -> tuple[str, ...]:
    """The pattern of a verdict, or every pattern of a mixed one; none of other verdicts."""
    if of.status is Status.MIXED:
        return tuple(name for name, grade in of.grades.items() if grade is Grade.ESTABLISHED)
    return (of.pattern,) if of.pattern else ()
