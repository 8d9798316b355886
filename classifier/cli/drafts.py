"""A case file in the making: what is in it so far, and saving it whole after every answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, count
from pathlib import Path
from typing import Any

from classifier.case.model import SCHEMA, SPEAKS_FOR_NOBODY
from classifier.cli.output import written_whole
from classifier.cli.starting import Document, as_text
from classifier.rulebook.codebook import Codebook
from classifier.words.language import Language

MOST_ID = 40


@dataclass(frozen=True, slots=True)
class Step:
    """One question to ask: an indicator of a relation, an actor or a direction."""

    indicator: str
    pair: tuple[str, str]
    actor: str | None = None
    toward: str | None = None
    between: tuple[str, str] | None = None
    """The pair, where the case has others."""


@dataclass(slots=True)
class Draft:
    """The case file; every change leaves it valid once it has two actors."""

    document: Document

    @property
    def actors(self) -> dict[str, Any]:
        """The actors so far."""
        found: dict[str, Any] = self.document["actors"]
        return found

    @property
    def sources(self) -> dict[str, Any]:
        """The sources so far."""
        found: dict[str, Any] = self.document.setdefault("sources", {})
        return found

    @property
    def observations(self) -> list[Document]:
        """The observations so far."""
        found: list[Document] = self.document["observations"]
        return found

    @property
    def is_case(self) -> bool:
        """Whether it has the two actors without which there is no case."""
        return len(self.actors) > 1

    def name_of(self, actor: str, language: Language) -> str:
        """What an actor is called."""
        return in_language(self.actors[actor]["name"], language)

    def pairs(self, codebook: Codebook) -> list[tuple[str, str]]:
        """Every pair of actors, a government first."""
        return [
            (b, a) if codebook.pairing(self._kind(b), self._kind(a)) else (a, b)
            for a, b in combinations(self.actors, 2)
        ]

    def observed_pairs(self) -> list[frozenset[str]]:
        """The pairs that observations name."""
        named: list[list[str]] = [
            o.get("between") or [o.get("actor", ""), o.get("toward", "")] for o in self.observations
        ]
        return [frozenset(pair) for pair in named if all(pair)]

    def steps(self, codebook: Codebook, pairs: list[tuple[str, str]]) -> list[Step]:
        """Every question to ask of these pairs, in the codebook's order."""
        return [step for name in codebook.indicators for step in self._steps(name, codebook, pairs)]

    def told(self, step: Step) -> list[Document]:
        """The observations that answer a question already."""
        return [o for o in self.observations if _answers(o, step)]

    def recode(self, step: Step, about: str | None, values: Sequence[str]) -> list[Document]:
        """Put values in the place of what is coded for a question and a member of its list.

        The new observations may still be completed; the first keeps the id of the one it replaces.
        """
        old = [n for n, o in enumerate(self.observations) if _is_of(o, step, about)]
        first = self.observations[old[0]] if old else {}
        kept = {"id": first["id"]} if "id" in first else {}
        new = [self._coded(step, about, value) for value in values]
        new[0].update(kept)
        place = old[0] if old else len(self.observations)
        rest = [o for n, o in enumerate(self.observations) if n not in old]
        self.observations[:] = [*rest[:place], *new, *rest[place:]]
        return new

    def set_title(self, title: str) -> None:
        """Give the case a title, and an id made of it."""
        name = id_of(title) or self.document["id"]
        opening = {"schema": self.document["schema"], "id": name, "title": title}
        self.document = opening | {k: v for k, v in self.document.items() if k not in opening}

    def add_actor(self, name: str, kind: str) -> None:
        """Add an actor under an id of its own, made of the first letter of its kind."""
        taken = {*self.actors, *SPEAKS_FOR_NOBODY}
        letter = kind[0]
        ids = (letter if number == 1 else f"{letter}{number}" for number in count(1))
        self.actors[next(i for i in ids if i not in taken)] = {"name": name, "kind": kind}

    def add_source(self, source: Document) -> str:
        """Add a source under the next free id."""
        name = next(f"s{n}" for n in count(1) if f"s{n}" not in self.sources)
        self.sources[name] = source
        return name

    def _coded(self, step: Step, about: str | None, value: str) -> Document:
        places = {
            "indicator": step.indicator,
            "actor": step.actor,
            "toward": step.toward,
            "about": about,
            "between": list(step.between) if step.between else None,
            "value": value,
        }
        return {key: given for key, given in places.items() if given is not None}

    def save(self, target: Path) -> None:
        """Write the file whole. Raises `Unwritable` if it cannot be."""
        with written_whole(target) as file:
            file.write(as_text(self.document))

    def _steps(self, name: str, codebook: Codebook, pairs: list[tuple[str, str]]) -> Iterator[Step]:
        indicator = codebook.indicators[name]
        fitting = [
            (a, b)
            for a, b in pairs
            if indicator.only in (None, codebook.pairing(self._kind(a), self._kind(b)))
        ]
        match indicator.scope:
            case "relation":
                several = len(self.actors) > 2  # noqa: PLR2004 - more than one pair
                for pair in fitting:
                    yield Step(name, pair, between=pair if several else None)
            case "actor":
                of = {actor: pair for pair in reversed(fitting) for actor in pair}
                for actor in self.actors:
                    if actor in of:
                        yield Step(name, of[actor], actor=actor)
            case "directed":
                for a, b in fitting:
                    yield Step(name, (a, b), actor=a, toward=b)
                    yield Step(name, (a, b), actor=b, toward=a)

    def _kind(self, actor: str) -> str:
        kind: str = self.actors[actor]["kind"]
        return kind


def new_draft(language: Language, target: Path) -> Draft:
    """A draft without anything in it."""
    return Draft(
        {
            "schema": SCHEMA,
            "id": id_of(target.stem) or "case",
            "language": language,
            "actors": {},
            "sources": {},
            "observations": [],
        }
    )


def id_of(text: str) -> str:
    """An id made of a text; empty if nothing in it can be used.

    >>> id_of("Dinas Sosial & LKS Amanah Bunda")
    'dinas-sosial-lks-amanah-bunda'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).lstrip("-0123456789")
    return words[:MOST_ID].strip("-")


def in_language(text: Any, language: Language) -> str:  # noqa: ANN401 - JSON
    """A text of a case file, which may be in both languages."""
    return str(text[language]) if isinstance(text, dict) else str(text)


def _answers(coded: Document, step: Step) -> bool:
    """Whether an observation tells something about a question."""
    if coded["indicator"] != step.indicator:
        return False
    actor, between = coded.get("actor"), coded.get("between")
    if between is not None and set(between) != set(step.pair):
        return False
    if step.toward is not None:
        return (actor, coded.get("toward")) == (step.actor, step.toward)
    return step.actor is None or actor in (step.actor, None)


def _is_of(coded: Document, step: Step, about: str | None) -> bool:
    """Whether an observation answers exactly a question, of a member of its list."""
    if not _answers(coded, step) or coded.get("about") != about or coded.get("period"):
        return False
    if step.actor is not None and coded.get("actor") is None:
        return False  # said of both actors
    return set(coded.get("between") or ()) == set(step.between or ())
