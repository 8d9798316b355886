"""What every page is written with: a rulebook, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter

from classifier.handbook.blocks import Code, Heading, Said, Terms, given
from classifier.rulebook.model import Rulebook
from classifier.words.language import Language, Text, message


@dataclass(frozen=True, slots=True)
class Writing:
    """Picks the language, and fills sentences with links."""

    rulebook: Rulebook
    language: Language

    def said(self, text: Text | None) -> str:
        """A text in the language of the page; nothing if there is none."""
        return text.said_in(self.language) if text else ""

    def say(self, key: str, **places: Said) -> Said:
        """A sentence of the handbook; unlike in a text, its places may be links."""
        said = message(f"handbook.{key}").said_in(self.language)
        if not places:
            return said
        filled: list[Said] = []
        for before, place, _, _ in Formatter().parse(said):
            filled += [before, places[place] if place else ""]
        return tuple(filled)

    def title(self, name: str, label: Text) -> Heading:
        """A name and what it stands for, unless that only repeats the name."""
        said = self.said(label)
        return Heading(Code(name) if said == name else (Code(name), " · ", said), 0)

    def facts(self, **facts: Said) -> Terms:
        """Those facts that there are, each under its word."""
        return Terms(given((self.say(f"fact_{name}"), said) for name, said in facts.items()), 1)
