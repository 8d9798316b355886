"""Texts in Indonesian and English, and the catalogues of what the program itself says.

Everything shown to a person is a `Text`: both languages travel together until a renderer picks
one. Sentences of the theory live in the rulebook, sentences of the program in
`classifier/words/messages/<area>.yaml`; no module holds a sentence of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import yaml

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
MESSAGES = Path(__file__).with_name("messages")


@dataclass(frozen=True, slots=True)
class Text:
    """One thing said in Indonesian (`id`) and in English (`en`)."""

    id: str
    en: str

    def said_in(self, language: Language) -> str:
        """The text in one language.

        >>> Text(id="mitra", en="partner").said_in("en")
        'partner'
        """
        return self.id if language == "id" else self.en

    def filled(self, **names: Text | str) -> Text:
        """The text with its `{places}` filled, each in its own language.

        >>> Text(id="{x} setara", en="{x} is equal").filled(x="Dinas").id
        'Dinas setara'
        """
        if not names or ("{" not in self.id and "{" not in self.en):
            return self
        texts = {k: text_of(v) for k, v in names.items()}
        return Text(
            id=self.id.format_map({k: v.id for k, v in texts.items()}),
            en=self.en.format_map({k: v.en for k, v in texts.items()}),
        )


def text_of(value: Text | str) -> Text:
    """A text from a plain string, which is then the same in both languages."""
    return value if isinstance(value, Text) else Text(id=value, en=value)


def message(key: str, /, **names: Text | str) -> Text:
    """The program's own sentence `area.name`, with its places filled.

    Raises `KeyError` if the catalogue has no such sentence: a fault of the program, which the
    tests look for.
    """
    area, name = key.split(".", 1)
    return _catalogue(area)[name].filled(**names)


def listed(texts: list[Text] | tuple[Text, ...], *, last: str = "and") -> Text:
    """Several texts as one enumeration: "a, b and c" (or "a, b or c" with `last="or"`)."""
    if not texts:
        return Text(id="", en="")
    joint = {"and": Text(id=" dan ", en=" and "), "or": Text(id=" atau ", en=" or ")}[last]
    return Text(
        id=_enumerated([t.id for t in texts], joint.id),
        en=_enumerated([t.en for t in texts], joint.en),
    )


def number(of: int) -> Text:
    """A number with its thousands parted.

    >>> number(2270).id
    '2.270'
    """
    said = f"{of:,}"
    return Text(id=said.replace(",", "."), en=said)


def in_turn(texts: list[Text]) -> Text:
    """Several texts one after the other: "a; b"."""
    return Text(id="; ".join(t.id for t in texts), en="; ".join(t.en for t in texts))


def _enumerated(words: list[str], joint: str) -> str:
    return joint.join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


@cache
def _catalogue(area: str) -> dict[str, Text]:
    source = (MESSAGES / f"{area}.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded = yaml.load(source, Loader=loader)  # noqa: S506 - one of the safe loaders
    return {name: Text(id=entry["id"], en=entry["en"]) for name, entry in loaded.items()}
