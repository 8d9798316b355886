"""A case to start from: valid as it stands, with an example and an explanation of every key."""

from __future__ import annotations

import json
import re
from typing import Any

from classifier.case.model import SCHEMA
from classifier.handbook.codebook import question
from classifier.rulebook.codebook import Codebook, Indicator
from classifier.words.language import Language, Text, message

Document = dict[str, Any]
"""A case file while it is being written: JSON, checked when it is read back."""

# A list of ids over several lines; the texts of a case have no line ends once they are JSON.
_IDS = re.compile(r'\[\n\s+("[\w-]+"(?:,\n\s+"[\w-]+")*)\n\s+\]')
IN_BOTH = '{"id": "...", "en": "..."}'


def starting_case(codebook: Codebook, language: Language) -> str:
    """The text of the case file."""
    return as_text(Starting(codebook, language).document())


def as_text(document: Document) -> str:
    """The text of a case file, laid out for editing."""
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return _IDS.sub(lambda found: f"[{' '.join(found[1].split())}]", text)


class Starting:
    """Makes the case out of whatever the codebook has."""

    def __init__(self, codebook: Codebook, language: Language) -> None:
        self.codebook = codebook
        self.language = language
        civil = [name for name, kind in codebook.actor_kinds.items() if kind.civil_society]
        self.kinds = (next(iter(codebook.actor_kinds)), *civil, *codebook.actor_kinds)[:2]

    def document(self) -> Document:
        """The whole case."""
        return {
            "schema": SCHEMA,
            "id": self._say("case_id"),
            "title": self._say("title"),
            "summary": self._say("summary", both=IN_BOTH),
            "reference": self._say("reference"),
            "language": self.language,
            "actors": self._actors(),
            "periods": {"p1": {"label": self._say("period")}},
            "sources": self._sources(),
            "observations": list(self._observations()),
        }

    def _actors(self) -> Document:
        kinds = ", ".join(self.codebook.actor_kinds)
        first = {
            "name": self._say("first_actor"),
            "kind": self.kinds[0],
            "note": self._say("first_actor_note", actor="g", kinds=kinds),
        }
        second = {
            "name": self._say("second_actor"),
            "kind": self.kinds[1],
            "note": self._say("second_actor_note"),
        }
        return {"g": first, "n": second}

    def _sources(self) -> Document:
        return {
            "s1": {
                "kind": "interview",
                "speaks_for": "g",
                "label": self._say("interview"),
                "date": "2021-03",
                "note": self._say("interview_note"),
            },
            "s2": self._source("observation", "observation"),
            "s3": self._source("document", "account", formal=False),
            "s4": self._source("document", "agreement", formal=True),
        }

    def _source(self, kind: str, key: str, **formal: bool) -> Document:
        return {"kind": kind, **formal, "label": self._say(key), "note": self._say(f"{key}_note")}

    def _observations(self) -> list[Document]:
        """One observation of each form that the codebook has."""
        forms: list[tuple[str, Document]] = [
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

    def _observation(self, name: str, form: str, places: Document) -> Document:
        indicator = self.codebook.indicators[name]
        value = (*indicator.names, *indicator.values)[0]
        coded: Document = {"indicator": name, "value": value, **places}
        if form == "about":
            coded["about"] = next(iter(self.codebook.members(indicator)))
            coded["quote"] = self._say("quote")
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
        return f"{asked.said_in(self.language)} {special.said_in(self.language)}"

    def _say(self, key: str, **names: Text | str) -> str:
        return message(f"new.{key}", **names).said_in(self.language)


def _form(indicator: Indicator) -> str:
    if indicator.only or indicator.derived:
        return "special"
    if indicator.scope == "relation":
        return "named" if indicator.names else "special" if indicator.about else "relation"
    if indicator.scope == "directed":
        return "directed"
    return "about" if indicator.about else "actor"
