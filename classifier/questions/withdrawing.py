"""Withdrawing a source: the case without it, and what becomes of the verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from classifier.case.model import Observation
from classifier.questions.subject import Outcome, Subject, Verdicts, place_of, places
from classifier.result.answers import conclusion, wording


@dataclass(frozen=True, slots=True)
class Removal:
    """What becomes of a verdict in the case without a source."""

    source: str
    effect: Literal["same", "otherwise", "falls"]
    """The verdict stays as it is, keeps its answer with other words, or is another one."""
    leads_to: Outcome | None
    """None if nothing is left that observes the relation."""


def without(subject: Subject, source: str) -> Verdicts | None:
    """The verdicts in the case without a source; None if then nothing observes the relation."""
    observations: list[Observation] = []
    for one in subject.case.observations:
        sources = tuple(name for name in one.sources if name != source)
        if sources or not one.sources:  # What rests on the source alone goes with it.
            observations.append(one.model_copy(update={"sources": sources}))
    case = subject.case.model_copy(update={"observations": tuple(observations)})
    left = places(case, subject.rulebook).get(place_of(subject.relation))
    return None if left is None else left.verdicts()


def removal(subject: Subject, typology: str, source: str, after: Verdicts | None) -> Removal:
    """What becomes of one verdict, `after` being all of them without the source."""
    now = subject.verdicts()[typology]
    if after is None:
        return Removal(source, "falls", None)
    then = after[typology]
    leads_to = subject.outcome(typology, then)
    if conclusion(then) != conclusion(now):
        return Removal(source, "falls", leads_to)
    same = wording(then) == wording(now)
    return Removal(source, "same" if same else "otherwise", leads_to)
