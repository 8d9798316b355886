"""What an explanation reads of a whole result, whether it was just made or is a kept one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from classifier.case.model import Actor, Observation, Period, Source
from classifier.result.answers import shown
from classifier.result.proof import Proof
from classifier.result.words import Words
from classifier.words.language import Language, Text


@dataclass(frozen=True, slots=True)
class EngineUsed:
    """The engine that evaluated the rules."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Answers:
    """The verdicts that one typology gives over all relations."""

    status: Literal["same", "differs"]
    answers: Mapping[str, tuple[int, ...]]
    """Each answer (a pattern, or a status) with the places of its relations."""


class Titled(Protocol):
    """Which case this is."""

    @property
    def id(self) -> str:
        """Its name for programs."""

    @property
    def title(self) -> Text | None:
        """Its name for people."""

    @property
    def summary(self) -> Text | None:
        """What its author makes of it."""

    @property
    def reference(self) -> Text | None:
        """Where it was published."""

    @property
    def language(self) -> Language | None:
        """In which it is to be explained."""


class Ruled(Protocol):
    """Which rulebook this is."""

    @property
    def version(self) -> str:
        """As it calls itself."""

    @property
    def sha256(self) -> str:
        """Over canonical JSON of all its documents."""


class Explainable(Protocol):
    """A result with all that it takes to explain it: just made, or kept."""

    @property
    def case(self) -> Titled:
        """Which case this is of."""

    @property
    def case_sha256(self) -> str:
        """Over canonical JSON of the case file."""

    @property
    def rulebook(self) -> Ruled:
        """The rules that were used."""

    @property
    def engine(self) -> EngineUsed:
        """What evaluated them."""

    @property
    def version(self) -> str:
        """Of the program."""

    @property
    def actors(self) -> Mapping[str, Actor]:
        """The actors, as coded."""

    @property
    def periods(self) -> Mapping[str, Period]:
        """The periods, as coded."""

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources, as coded."""

    @property
    def observations(self) -> Mapping[str, Observation]:
        """The observations by their ids, as coded."""

    @property
    def words(self) -> Words:
        """What the rulebook says."""

    @property
    def relations(self) -> Sequence[Proof]:
        """Each relation with its verdicts and their proofs."""

    @property
    def summary(self) -> Mapping[str, Answers]:
        """Whether all relations get the same answer from each typology, and which get which."""


def summary_of(relations: Iterable[Proof]) -> Mapping[str, Answers]:
    """Each typology's answers over several relations."""
    answers: dict[str, dict[str, tuple[int, ...]]] = defaultdict(dict)
    for place, relation in enumerate(relations):
        for name, verdict in relation.verdicts.items():
            answer = "+".join(shown(verdict)) or verdict.status.value
            answers[name][answer] = (*answers[name].get(answer, ()), place)
    return {
        name: Answers("same" if len(given) == 1 else "differs", given)
        for name, given in answers.items()
    }
