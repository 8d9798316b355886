"""How robust the verdicts of a classification are: the size of the smallest flip of each."""

from __future__ import annotations

from dataclasses import replace

from classifier.case.model import Case
from classifier.logic.verdict import Status
from classifier.questions.flip import robustness
from classifier.questions.subject import Subject, subjects_of
from classifier.result.document import Classification, RelationResult, Robustness
from classifier.rulebook.model import Rulebook


def with_robustness(result: Classification, case: Case, rulebook: Rulebook) -> Classification:
    """The classification of a case, or some of its relations, with how robust each verdict is."""
    subjects = {(s.relation.actors, s.relation.period): s for s in subjects_of(case, rulebook)}
    relations = tuple(_told(one, subjects[one.actors, one.period]) for one in result.relations)
    return result.model_copy(update={"relations": relations})


def _told(result: RelationResult, subject: Subject) -> RelationResult:
    sizes = robustness(subject)
    verdicts = {
        name: verdict
        if verdict.status is Status.NOT_APPLICABLE
        else replace(verdict, robustness=Robustness(sizes[name]))
        for name, verdict in result.verdicts.items()
    }
    return replace(result, verdicts=verdicts)
