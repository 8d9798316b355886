"""Withdrawing a source: the case without it, and what becomes of the verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from classifier.case.model import Observation
from classifier.questions.subject import Outcome, Subject, place_of, places


@dataclass(frozen=True, slots=True)
class Removal:
    """What becomes of a verdict in the case without a source."""

    source: str
    effect: Literal["same", "otherwise", "falls"]
    """The verdict stays as it is, keeps its answer with other words, or is another one."""
    leads_to: Outcome | None
    """None if nothing is left that observes the relation."""


def without(subject: Subject, source: str) -> Mapping[str, Outcome] | None:
    """The verdicts in the case without a source; None if then nothing observes the relation."""
    observations: list[Observation] = []
    for one in subject.case.observations:
        sources = tuple(name for name in one.sources if name != source)
        if sources or not one.sources:  # What rests on the source alone goes with it.
            observations.append(one.model_copy(update={"sources": sources}))
    case = subject.case.model_copy(update={"observations": tuple(observations)})
    left = places(case, subject.rulebook).get(place_of(subject.relation))
    return None if left is None else left.outcomes()


def removal(source: str, now: Outcome, after: Mapping[str, Outcome] | None) -> Removal:
    """What becomes of one verdict, `after` being all of them without the source."""
    then = None if after is None else after[now.typology]
    if then is None or then.answer != now.answer:
        return Removal(source, "falls", then)
    return Removal(source, "same" if then.says == now.says else "otherwise", then)
