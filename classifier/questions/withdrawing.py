"""Withdrawing a source: the case without it, and what becomes of the verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from classifier.case.model import Observation
from classifier.case.relations import relations_of
from classifier.questions.subject import Outcome, Subject


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
    case = subject.case
    observations = tuple(_kept(case.observations, source))
    left = case.model_copy(update={"observations": observations})
    for relation in relations_of(left, subject.rulebook.codebook):
        if (relation.actors, relation.period) == (subject.relation.actors, subject.relation.period):
            return subject.outcomes(relation.told)
    return None


def _kept(observations: Sequence[Observation], source: str) -> Iterator[Observation]:
    """Observations without a source; one that rests on it alone goes."""
    for observation in observations:
        sources = tuple(name for name in observation.sources if name != source)
        if sources or not observation.sources:
            yield observation.model_copy(update={"sources": sources})


def removal(source: str, now: Outcome, after: Mapping[str, Outcome] | None) -> Removal:
    """What becomes of one verdict, `after` being all of them without the source."""
    then = None if after is None else after[now.typology]
    if then is None or then.answer != now.answer:
        return Removal(source, "falls", then)
    return Removal(source, "same" if then.says == now.says else "otherwise", then)
