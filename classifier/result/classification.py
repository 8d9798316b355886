"""What `classify` returns: a case, the rules, and what was derived of each relation.

No sentence is made and nothing is copied before somebody asks. Whoever explains a result reads it
as `Explainable`, which a kept one is too.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from classifier.case.model import Actor, Case, Observation, Period, Source
from classifier.result.assembling import assembled, summary_of
from classifier.result.document import Answers, EngineUsed, Result, sha256_of
from classifier.result.judged import Judged
from classifier.result.once import once
from classifier.result.words import Words, words_of
from classifier.rulebook.model import Rulebook
from classifier.version import __version__


@dataclass(frozen=True, eq=False)
class Classification:
    """The answer on one case: every relation judged."""

    case: Case
    rulebook: Rulebook
    engine: EngineUsed
    relations: tuple[Judged, ...]
    version: str = __version__

    def __eq__(self, other: object) -> bool:
        """Whether both say the same; the document that is kept of one does."""
        document = other.document() if isinstance(other, Classification) else other
        return self.document() == document

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[object, ...]:
        """Kept and sent as the document, which can be explained as well."""
        return Result.model_validate_json, (self.document().to_json(),)

    def document(self) -> Result:
        """The whole result as it is kept."""
        return assembled(self.case, self.rulebook, self.engine, self.relations)

    def to_json(self, *, indent: int | None = None) -> str:
        """The whole result as JSON."""
        return self.document().to_json(indent=indent)

    def excerpt(self, typologies: Collection[str]) -> Result:
        """What some typologies say and rest on, and nothing else."""
        return assembled(self.case, self.rulebook, self.engine, self.relations, only=typologies)

    @once
    def case_sha256(self) -> str:
        """Over canonical JSON of the case file."""
        return sha256_of(self.case)

    @property
    def actors(self) -> Mapping[str, Actor]:
        """The actors, as coded."""
        return self.case.actors

    @property
    def periods(self) -> Mapping[str, Period]:
        """The periods, as coded."""
        return self.case.periods

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources, as coded."""
        return self.case.sources

    @once
    def observations(self) -> Mapping[str, Observation]:
        """The observations by their ids, as coded."""
        return self.case.observed()

    @property
    def words(self) -> Words:
        """What the rulebook says."""
        return words_of(self.rulebook)

    @once
    def summary(self) -> Mapping[str, Answers]:
        """Whether all relations get the same answer from each typology, and which get which."""
        return summary_of(self.relations)
