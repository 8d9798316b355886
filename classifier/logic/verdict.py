"""From criteria to grades, and from grades to the verdict of a typology.

Undetermined, contested, mixed and none of them are answers, with reasons, and not errors. What is
unknown excludes nothing and establishes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from classifier.case.relations import Relation
from classifier.logic.evidence import STRENGTHS, Evidence, State, Strength
from classifier.logic.program import Derivation, FindingAt
from classifier.rulebook.model import Pattern, Typology


class Grade(StrEnum):
    """How far a pattern is shown."""

    ESTABLISHED = "established"
    PRESUMED = "presumed"
    POSSIBLE = "possible"
    CONTESTED = "contested"
    EXCLUDED = "excluded"


class Status(StrEnum):
    """What kind of answer a verdict is."""

    PATTERN = "pattern"
    MIXED = "mixed"
    CONTESTED = "contested"
    UNDETERMINED = "undetermined"
    NONE_FITS = "none_fits"
    NO_PARTNERSHIP = "no_partnership"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict of one typology on one relation, without its reasons."""

    status: Status
    grades: Mapping[str, Grade]
    """How far each pattern is shown; none where the typology does not apply."""
    pattern: str | None = None
    grade: Grade | None = None
    strength: Strength | None = None
    """That of the weakest required criterion of the pattern."""
    possible: tuple[str, ...] = ()
    """Every pattern that the evidence does not exclude."""
    leaning: str | None = None


def grade(requires: Sequence[State], excluded_by: Sequence[State]) -> Grade:
    """The grade of a pattern from the states of its criteria."""
    if State.UNMET in requires or State.MET in excluded_by:
        return Grade.EXCLUDED
    if State.CONTESTED in requires or State.CONTESTED in excluded_by:
        return Grade.CONTESTED
    if State.UNKNOWN in requires:
        return Grade.POSSIBLE
    return Grade.PRESUMED if State.UNKNOWN in excluded_by else Grade.ESTABLISHED


def decide(typology: Typology, relation: Relation, derivation: Derivation) -> Verdict:
    """The verdict of a typology on a relation."""
    if typology.only not in (None, relation.pairing):
        return Verdict(Status.NOT_APPLICABLE, {})
    program = derivation.program
    criteria = {
        criterion.id: derivation.evidence(program.criteria[criterion.id])
        for pattern in typology.patterns
        for criterion in pattern.criteria
    }
    grades = {pattern.id: _graded(pattern, criteria) for pattern in typology.patterns}
    if typology.gate and _gate(typology.gate, derivation) is State.MET:
        return Verdict(Status.NO_PARTNERSHIP, grades)
    return _decided(typology, grades, criteria)


def _decided(
    typology: Typology, grades: Mapping[str, Grade], criteria: Mapping[str, Evidence]
) -> Verdict:
    patterns = {pattern.id: pattern for pattern in typology.patterns}
    possible = tuple(name for name, g in grades.items() if g is not Grade.EXCLUDED)
    established = [name for name, g in grades.items() if g is Grade.ESTABLISHED]
    presumed = [name for name, g in grades.items() if g is Grade.PRESUMED]
    if len(established) > 1:
        return Verdict(Status.MIXED, grades, possible=possible)
    if established or len(presumed) == 1:
        (shown,) = established or presumed
        return Verdict(
            Status.PATTERN,
            grades,
            pattern=shown,
            grade=grades[shown],
            strength=_weakest(patterns[shown], criteria),
            possible=possible,
        )
    if not presumed and Grade.CONTESTED in grades.values():
        return Verdict(Status.CONTESTED, grades, possible=possible)
    if possible:
        leaning = _leaning(typology, grades, criteria)
        return Verdict(Status.UNDETERMINED, grades, possible=possible, leaning=leaning)
    return Verdict(Status.NONE_FITS, grades)


def _graded(pattern: Pattern, criteria: Mapping[str, Evidence]) -> Grade:
    return grade(
        [criteria[one.id].state for one in pattern.requires],
        [criteria[one.id].state for one in pattern.excluded_by],
    )


def _gate(finding: str, derivation: Derivation) -> State:
    return derivation.evidence(derivation.program.findings[FindingAt(finding, (), None)]).state


def _weakest(pattern: Pattern, criteria: Mapping[str, Evidence]) -> Strength | None:
    return STRENGTHS[min(criteria[one.id].for_ for one in pattern.requires)]


def _leaning(
    typology: Typology, grades: Mapping[str, Grade], criteria: Mapping[str, Evidence]
) -> str | None:
    """The open pattern with the most telling requirements met, if it is the only such one."""
    told = {
        pattern.id: sum(
            one.telling and criteria[one.id].state is State.MET for one in pattern.requires
        )
        for pattern in typology.patterns
        if grades[pattern.id] in (Grade.POSSIBLE, Grade.PRESUMED)
    }
    most = max(told.values(), default=0)
    leading = [name for name, count in told.items() if count == most]
    return leading[0] if most and len(leading) == 1 else None
