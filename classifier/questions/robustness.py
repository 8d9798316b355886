"""How robust the verdicts of a classification are: the size of the smallest flip of each."""

from __future__ import annotations

from dataclasses import replace

from classifier.logic.verdict import Status
from classifier.questions.solver.flipping import Flipping
from classifier.questions.subject import Subject
from classifier.result.classification import Classification
from classifier.result.judged import Judged
from classifier.result.proof import Robustness


def with_robustness(result: Classification) -> Classification:
    """A classification with how many observations would have to be others for other verdicts."""
    return replace(result, relations=tuple(map(_told, result.relations)))


def _told(relation: Judged) -> Judged:
    naming = relation.naming
    subject = Subject(naming.case, naming.rulebook, naming.relation)
    robust = {
        name: Robustness(Flipping(subject, subject.typology(name), None).size())
        for name, verdict in relation.verdicts.items()
        if verdict.status is not Status.NOT_APPLICABLE
    }
    return replace(relation, robustness=robust)
