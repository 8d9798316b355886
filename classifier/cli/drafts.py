"""A case file in the making: what is in it so far, and saving it whole after every answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from classifier.case.model import SCHEMA, SPEAKS_FOR_NOBODY, Case
from classifier.case.relations import Relation, relations_of
from classifier.cli.output import written_whole
from classifier.cli.starting import Entry, as_text
from classifier.rulebook.codebook import Codebook
from classifier.words.language import Language

MOST_ID = 40


@dataclass(frozen=True, slots=True)
class Blank:
    """One question to ask: an indicator of a relation, an actor or a direction."""

    indicator: str
    pair: tuple[str, str]
    actor: str | None = None
    toward: str | None = None
    between: tuple[str, str] | None = None
    """The pair, where the case has others."""

    def coded(self, about: str | None, value: str) -> Entry:
        """The observation of a value and of a member of its list."""
        places = {
            "indicator": self.indicator,
            "actor": self.actor,
            "toward": self.toward,
            "about": about,
            "between": list(self.between) if self.between else None,
            "value": value,
        }
        return {key: given for key, given in places.items() if given is not None}

    def is_told_by(self, coded: Entry) -> bool:
        """Whether an observation tells something about it, be it that it is said of both actors."""
        if coded["indicator"] != self.indicator:
            return False
        if set(coded.get("between") or self.pair) != set(self.pair):
            return False
        if self.toward not in (None, coded.get("toward")):
            return False
        return self.actor is None or coded.get("actor") in (None, self.actor)

    def is_filled_by(self, coded: Entry, about: str | None) -> bool:
        """Whether an observation answers exactly this, of a member of its list."""
        if not self.is_told_by(coded) or self.actor not in (None, coded.get("actor")):
            return False
        same_pair = set(coded.get("between") or ()) == set(self.between or ())
        return same_pair and coded.get("about") == about and not coded.get("period")


@dataclass(slots=True)
class Draft:
    """The case file; every change leaves it valid once it has two actors."""

    document: Entry

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
    def observations(self) -> list[Entry]:
        """The observations so far."""
        found: list[Entry] = self.document["observations"]
        return found

    @property
    def is_case(self) -> bool:
        """Whether it has the two actors without which there is no case."""
        return len(self.actors) > 1

    def name_of(self, actor: str, language: Language) -> str:
        """What an actor is called."""
        return in_language(self.actors[actor]["name"], language)

    def case(self) -> Case:
        """The draft as a case."""
        return Case.model_validate(self.document)

    def told(self, blank: Blank) -> list[Entry]:
        """The observations that answer a question already."""
        return [o for o in self.observations if blank.is_told_by(o)]

    def recode(self, blank: Blank, about: str | None, values: Sequence[str]) -> list[Entry]:
        """Put values in the place of what is coded for a question and a member of its list.

        The new observations may still be completed; the first keeps the id of the one it replaces.
        """
        old = [n for n, o in enumerate(self.observations) if blank.is_filled_by(o, about)]
        first = self.observations[old[0]] if old else {}
        kept = {"id": first["id"]} if "id" in first else {}
        new = [blank.coded(about, value) for value in values]
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

    def add_source(self, source: Entry) -> str:
        """Add a source under the next free id."""
        name = next(f"s{n}" for n in count(1) if f"s{n}" not in self.sources)
        self.sources[name] = source
        return name

    def save(self, target: Path) -> None:
        """Write the file whole. Raises `Unwritable` if it cannot be."""
        with written_whole(target) as file:
            file.write(as_text(self.document).encode())


def pairs_of(case: Case, codebook: Codebook) -> tuple[Relation, ...]:
    """Every pair of actors as a relation, whatever is observed and in whichever period."""
    return relations_of(case.model_copy(update={"observations": (), "periods": {}}), codebook)


def blanks_of(draft: Draft, codebook: Codebook, relations: Sequence[Relation]) -> list[Blank]:
    """Every question to ask of these relations, in the codebook's order."""
    several = len(draft.actors) > 2  # noqa: PLR2004 - more than one pair
    found = []
    for name, indicator in codebook.indicators.items():
        pairs = [one.actors for one in relations if indicator.only in (None, one.pairing)]
        match indicator.scope:
            case "relation":
                found += [Blank(name, p, between=p if several else None) for p in pairs]
            case "actor":
                of = {actor: pair for pair in reversed(pairs) for actor in pair}
                found += [Blank(name, of[a], actor=a) for a in draft.actors if a in of]
            case "directed":
                both = ((pair, turned) for pair in pairs for turned in (pair, pair[::-1]))
                found += [Blank(name, pair, actor=a, toward=b) for pair, (a, b) in both]
    return found


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
