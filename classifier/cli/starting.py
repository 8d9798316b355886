"""A case to start from: valid as it stands, with an example and an explanation of every key."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from classifier.case.model import SCHEMA
from classifier.handbook.codebook import question
from classifier.rulebook.codebook import Codebook, Indicator
from classifier.words.language import Language, Text, message

Entry = dict[str, Any]
"""A case file while it is being written, or a part of it: JSON, checked when it is read back."""

# A list of ids over several lines; the texts of a case have no line ends once they are JSON.
_IDS = re.compile(r'\[\n\s+("[\w-]+"(?:,\n\s+"[\w-]+")*)\n\s+\]')
IN_BOTH = '{"id": "...", "en": "..."}'


def starting_case(codebook: Codebook, language: Language) -> str:
    """The text of the case file."""
    return as_text(Starting(codebook, language).document())


def as_text(document: Entry) -> str:
    """The text of a case file, laid out for editing."""
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return _IDS.sub(lambda found: f"[{' '.join(found[1].split())}]", text)


@dataclass(slots=True)
class Guide:
    """What is said on the way to a case that fits a codebook, in one language."""

    codebook: Codebook
    language: Language

    def said(self, of: Text) -> str:
        """A text of the codebook."""
        return of.said_in(self.language)

    def say(self, key: str, **names: Text | str) -> str:
        """A sentence of the program."""
        return self.said(message(f"new.{key}", **names))


class Starting(Guide):
    """Makes the case out of whatever the codebook has."""

    def document(self) -> Entry:
        """The whole case."""
        return {
            "schema": SCHEMA,
            "id": self.say("case_id"),
            "title": self.say("title"),
            "summary": self.say("summary", both=IN_BOTH),
            "reference": self.say("reference"),
            "language": self.language,
            "actors": self._actors(),
            "periods": {"p1": {"label": self.say("period")}},
            "sources": self._sources(),
            "observations": list(self._observations()),
        }

    def _actors(self) -> Entry:
        kinds = self.codebook.actor_kinds
        civil = [name for name, kind in kinds.items() if kind.civil_society]
        first, second = (next(iter(kinds)), *civil, *kinds)[:2]
        note = self.say("first_actor_note", actor="g", kinds=", ".join(kinds))
        return {
            "g": {"name": self.say("first_actor"), "kind": first, "note": note},
            "n": {
                "name": self.say("second_actor"),
                "kind": second,
                "note": self.say("second_actor_note"),
            },
        }

    def _sources(self) -> Entry:
        return {
            "s1": {
                "kind": "interview",
                "speaks_for": "g",
                "label": self.say("interview"),
                "date": "2021-03",
                "note": self.say("interview_note"),
            },
            "s2": self._source("observation", "observation"),
            "s3": self._source("document", "account", formal=False),
            "s4": self._source("document", "agreement", formal=True),
        }

    def _source(self, kind: str, key: str, **formal: bool) -> Entry:
        return {"kind": kind, **formal, "label": self.say(key), "note": self.say(f"{key}_note")}

    def _observations(self) -> list[Entry]:
        """One observation of each form that the codebook has."""
        forms: list[tuple[str, Entry]] = [
            ("relation", {"sources": ["s1", "s3"], "id": "o1"}),
            ("named", {"actor": "g", "sources": ["s2"]}),
            ("directed", {"actor": "g", "toward": "n", "sources": ["s2"]}),
            ("actor", {"actor": "n", "period": "p1", "sources": ["s4"]}),
            ("about", {"actor": "n", "between": ["g", "n"], "sources": ["s1", "s2"]}),
        ]
        made = []
        for form, places in forms:
            found = next((n for n, i in self.codebook.indicators.items() if _form(i) == form), None)
            if found is not None:
                made.append(self._observation(found, form, places))
        return made

    def _observation(self, name: str, form: str, places: Entry) -> Entry:
        indicator = self.codebook.indicators[name]
        value = (*indicator.names, *indicator.values)[0]
        coded: Entry = {"indicator": name, "value": value, **places}
        if form == "about":
            coded["about"] = next(iter(self.codebook.members(indicator)))
            coded["quote"] = self.say("quote")
        coded["note"] = self._note(indicator, form)
        return coded

    def _note(self, indicator: Indicator, form: str) -> str:
        """The question, its values and what is special about the form."""
        asked = message(
            "new.asked",
            question=question(indicator, self.codebook),
            values=", ".join(indicator.values),
        )
        about: Text | str = ""
        if indicator.about:
            about = self.codebook.lists[indicator.about].label
        members = ", ".join(self.codebook.members(indicator))
        special = message(f"new.note_{form}", list=about, members=members)
        return f"{self.said(asked)} {self.said(special)}"


def _form(indicator: Indicator) -> str:
    if indicator.only or indicator.derived:
        return "special"
    if indicator.scope == "relation":
        return "named" if indicator.names else "special" if indicator.about else "relation"
    if indicator.scope == "directed":
        return "directed"
    return "about" if indicator.about else "actor"
