"""The words of a verdict, each with what it means: strengths, states, grades and answers.

A word is the one that results carry (`reported`, `none_fits`). One that is said of several things
(`contested`) has one page with a sentence for each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from classifier.handbook.references import cited
from classifier.handbook.writing import Page, Section, Writing, joined, terms
from classifier.logic.evidence import State, Strength
from classifier.logic.verdict import Grade, Status
from classifier.words.language import message
from classifier.writers.blocks import MARKS, Block, Link, Said

SENSES: Mapping[str, tuple[str, ...]] = {
    "strength": tuple(Strength),
    "state": tuple(State),
    "side": ("outweighed",),
    "item": ("partly",),
    "grade": tuple(Grade),
    "verdict": (*Status, "leaning"),
}
"""What each word is said of: evidence, a statement, one side of it, a point of a checklist, a
pattern, a typology."""
SOURCES = {"strength": "paper2020", "state": "belnap1977", "side": "belnap1977"}
"""Where the words for a thing come from; what is in no work is a decision, and says so."""


class WordPages(Writing):
    """The words as pages, by what they are said of."""

    def section(self) -> Section:
        """All of them."""
        return Section(self.say("words"), tuple(map(_name, _words())))

    def contents(self) -> tuple[Block, ...]:
        """All of them, by what they are said of."""
        rows = (
            (self.say(f"sense_{sense}"), self._links(*several)) for sense, several in SENSES.items()
        )
        return Block("entry", self.say("words")), *terms(rows, 1)

    def pages(self) -> Mapping[str, Page]:
        """Each word by its name, which begins with `word:`."""
        return {_name(word): self._page(word) for word in _words()}

    def _page(self, word: str) -> Page:
        senses = [sense for sense, several in SENSES.items() if word in several]
        yield self.title(word, message(f"handbook.word_{word}"))
        yield from terms(
            ((self.say(f"sense_{s}"), self.say(f"word_{word}_{s}")) for s in senses), 2
        )
        known = self.rulebook.references
        sources = (SOURCES[sense] for sense in senses if SOURCES.get(sense) in known)
        yield from self.facts(
            mark=MARKS.get(word, ""),
            source=cited(self, tuple(sources)),
            decision=joined(" ", (self.say(f"decision_{sense}") for sense in senses)),
        )

    def _links(self, *words: str) -> Said:
        said = {word: self.said(message(f"handbook.word_{word}")) for word in words}
        return joined(", ", (Link(text, f"rulebook#{_name(word)}") for word, text in said.items()))


def _words() -> Iterator[str]:
    """Each word once."""
    return iter(dict.fromkeys(word for several in SENSES.values() for word in several))


def _name(word: str) -> str:
    return f"word:{word}"
