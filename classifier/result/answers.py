"""The words for verdicts, the same wherever one is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from classifier.logic.evidence import Strength
from classifier.logic.verdict import Grade, Status
from classifier.words.language import Text, listed, message


class Decided(Protocol):
    """A verdict, with its reasons or without."""

    @property
    def status(self) -> Status:
        """What kind of answer it is."""

    @property
    def pattern(self) -> str | None:
        """The pattern shown, if there is one."""

    @property
    def grade(self) -> Grade | None:
        """How far that pattern is shown."""

    @property
    def strength(self) -> Strength | None:
        """How well it is supported."""

    @property
    def leaning(self) -> str | None:
        """What an undetermined verdict leans to."""


def answer(of: Decided, labels: Mapping[str, Text], grades: Mapping[str, Grade]) -> Text:
    """A verdict in a few words, with the labels and grades of the typology's patterns."""
    if of.pattern and of.grade and of.strength:
        return message(
            "outline.pattern",
            pattern=labels[of.pattern],
            grade=message(f"outline.{of.grade}"),
            strength=message(f"outline.{of.strength}"),
        )
    if of.status is Status.MIXED:
        patterns = listed([labels[name] for name in shown(of, grades)])
        return message("outline.status_mixed", patterns=patterns)
    if of.leaning:
        return message("outline.status_leaning", pattern=labels[of.leaning])
    return message(f"outline.status_{of.status}")


def shown(of: Decided, grades: Mapping[str, Grade]) -> tuple[str, ...]:
    """The pattern of a verdict, or every pattern of a mixed one; none of other verdicts."""
    if of.status is Status.MIXED:
        return tuple(name for name, grade in grades.items() if grade is Grade.ESTABLISHED)
    return (of.pattern,) if of.pattern else ()
