"""What every page is written with: a rulebook, in one language, and blocks.

A page is written once, as a run of blocks; writers make text or HTML of it, both with the same
words in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import Formatter
from typing import TypeAlias

from classifier.rulebook.model import Rulebook
from classifier.words.language import Language, Text, message
from classifier.writers.blocks import Block, Code, Said

Page: TypeAlias = Iterator[Block]
"""A block says how many levels below the heading of its page it stands."""


@dataclass(frozen=True, slots=True)
class Section:
    """Pages that belong together, by their names."""

    title: Said
    names: tuple[str, ...]


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

    def title(self, name: str, label: Text) -> Block:
        """A name and what it stands for, unless that only repeats the name."""
        said = self.said(label)
        return Block("entry", Code(name) if said == name else (Code(name), " · ", said))

    def facts(self, level: int = 1, /, **facts: Said) -> Page:
        """Those facts that there are, each under its word."""
        said = ((self.say(f"fact_{name}"), said) for name, said in facts.items() if said)
        return terms(said, level)


def terms(rows: Iterable[tuple[Said, Said]], level: int) -> Page:
    """Terms, each with its explanation if it has one."""
    return (Block("term", said, level, name=name) for name, said in rows)


def joined(joint: str, several: Iterable[Said]) -> Said:
    """Several phrases with a joint between them.

    >>> joined("; ", ["a", "b"])
    ('a', '; ', 'b')
    """
    return tuple(part for one in several for part in (joint, one))[1:]
