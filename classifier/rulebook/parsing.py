"""Reading conditions: what may be said is what the codebook, the findings and the letters name.

Whatever names something else is refused at its place, with the nearest known name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import GetPydanticSchema
from pydantic_core import core_schema

from classifier.documents.reader import JSON, MAX_DEPTH
from classifier.rulebook.codebook import Codebook, Indicator
from classifier.rulebook.conditions import (
    ACTOR_LETTERS,
    ANY_MEMBER,
    SERVING,
    All,
    Any,
    Condition,
    Each,
    Found,
    Head,
    Not,
    Observed,
    WrittenCondition,
    as_written,
    letters_in,
    plain,
)
from classifier.rulebook.notation import WrittenStatement, statement
from classifier.words.characters import shown
from classifier.words.language import Text, message
from classifier.words.problems import nearest


class Unreadable(ValueError):
    """A condition is not of the form described above."""

    def __init__(self, pointer: str, what: Text, hint: Text | None = None) -> None:
        self.pointer, self.what, self.hint = pointer, what, hint
        super().__init__(f"{pointer}: {what.en}")


@dataclass(frozen=True, slots=True)
class Unread(Any):
    """Stands in for a condition that could not be read, so that reading goes on."""

    why: Unreadable | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What conditions may speak of: the codebook, the heads of findings, the letters."""

    codebook: Codebook
    heads: Mapping[str, Head]
    letters: Mapping[str, str]
    """Each declared letter with the list it ranges over."""


def vocabulary(codebook: Codebook | None, findings: JSON) -> Vocabulary | None:
    """What the conditions of a rulebook may speak of; None if that cannot be read."""
    match findings:
        case {"letters": dict(letters), "findings": dict(named)} if codebook:
            heads = {known.finding: known for text in named if (known := head(text))}
            return Vocabulary(codebook, heads, {letter: str(of) for letter, of in letters.items()})
    return None


def parsed(value: JSON, words: Vocabulary | None) -> Condition:
    """Read a condition, or what stands in for it if it cannot be read."""
    try:
        return condition(value, words) if words else Unread(())
    except Unreadable as unreadable:
        return Unread((), unreadable)


Parsed = Annotated[
    Condition,
    # A plain validator would make a schema of every condition, which takes its time.
    GetPydanticSchema(
        lambda _source, handler: core_schema.with_info_plain_validator_function(
            lambda value, info: parsed(value, info.context),
            serialization=core_schema.plain_serializer_function_ser_schema(
                as_written, return_schema=handler.generate_schema(WrittenCondition)
            ),
        )
    ),
]
"""A condition, which pydantic reads with the vocabulary that is its context."""


def head_or_nameless(text: str) -> Head:
    """Read what a finding speaks of; one without a name stands in for what cannot be read."""
    return head(text) or Found("", (), None)


def head(text: str) -> Head | None:
    """Read what a finding speaks of; None if it has not that form.

    >>> head("fills(x>y, r)").about
    'r'
    """
    read = statement(text)
    if read is None or read.values:
        return None
    who = [argument.split(">") for argument in read.arguments if set(argument) & set("xy>")]
    about = [argument for argument in read.arguments if not set(argument) & set("xy>")]
    actors = tuple(letter for letters_ in who for letter in letters_)
    fits = set(actors) <= {"x", "y"} and len(set(actors)) == len(actors) and len(who) <= 1
    if not fits or len(about) > 1 or any(len(letter) > 1 for letter in about):
        return None
    return Found(read.name, actors, about[0] if about else None)


def condition(value: JSON, vocabulary: Vocabulary, pointer: str = "") -> Condition:
    """Read a condition. Raises `Unreadable` at the first thing that is not one."""
    match value:
        case str():
            return _written(value, vocabulary, pointer)
        case {"all": list(several), **others} if not others:
            return All(tuple(_numbered(several, vocabulary, f"{pointer}/all")))
        case {"any": list(several), **others} if not others:
            return Any(tuple(_numbered(several, vocabulary, f"{pointer}/any")))
        case {"not": single, **others} if not others:
            return Not(condition(single, vocabulary, f"{pointer}/not"))
        case {"each": single, **others} if not others:
            return Each(condition(single, vocabulary, f"{pointer}/each"))
        case _:
            raise Unreadable(pointer, message("rulebook.not_a_condition"))


def _numbered(several: list[JSON], vocabulary: Vocabulary, pointer: str) -> Iterator[Condition]:
    if not several:
        raise Unreadable(pointer, message("rulebook.empty_condition"))
    for place, one in enumerate(several):
        yield condition(one, vocabulary, f"{pointer}/{place}")


def _written(text: str, vocabulary: Vocabulary, pointer: str) -> Condition:
    if text.startswith("not "):
        if text.count("not ") > MAX_DEPTH:
            raise Unreadable(pointer, message("rulebook.many_nots", limit=str(MAX_DEPTH)))
        return Not(_written(text.removeprefix("not ").strip(), vocabulary, pointer))
    read = statement(text)
    if read is None:
        raise Unreadable(pointer, message("rulebook.unreadable_text", text=shown(text)))
    return _told(read, vocabulary, pointer) if read.values else _found(read, vocabulary, pointer)


def _found(read: WrittenStatement, vocabulary: Vocabulary, pointer: str) -> Found:
    known = vocabulary.heads.get(read.name)
    if known is None:
        raise _unknown("finding", read.name, vocabulary.heads, pointer)
    named = [letter for argument in read.arguments for letter in argument.split(">")]
    actors = tuple(letter for letter in named if letter in ACTOR_LETTERS)
    about = next((a for a in read.arguments if ">" not in a and a not in ACTOR_LETTERS), None)
    _check_letters((*actors, about), vocabulary, pointer)
    fits = len(set(actors)) == len(actors) == len(known.actors)
    if not fits or not _fits_member(about, known.about, vocabulary):
        raise Unreadable(pointer, message("rulebook.wrong_arguments", name=plain(known)))
    return Found(read.name, actors, about)


def _told(read: WrittenStatement, vocabulary: Vocabulary, pointer: str) -> Observed:
    indicator = vocabulary.codebook.indicators.get(read.name)
    if indicator is None:
        raise _unknown("indicator", read.name, vocabulary.codebook.indicators, pointer)
    for value in (*read.values, *(read.against or ())):
        if value not in indicator.values:
            raise _unknown("value", value, indicator.values, pointer)
    actor, toward, about = _placed(read, indicator, vocabulary, pointer)
    _check_letters((actor, toward, about), vocabulary, pointer)
    return Observed(read.name, actor, toward, about, read.values, read.against)


def _placed(
    read: WrittenStatement, indicator: Indicator, vocabulary: Vocabulary, pointer: str
) -> tuple[str | None, str | None, str | None]:
    """Which argument is the actor, which the other one, which the member."""
    who = [a for a in read.arguments if ">" in a or a in ACTOR_LETTERS]
    about = [a for a in read.arguments if a not in who]
    actor, _, toward = who[0].partition(">") if who else ("", "", "")
    fits = {
        "relation": not toward and (not actor or set(read.values) <= set(indicator.names)),
        "actor": bool(actor) and not toward,
        "directed": bool(actor and toward),
    }[indicator.scope]
    if (
        not fits
        or (toward and actor == toward)
        or len(who) > 1
        or len(about) > 1
        or bool(about) != bool(indicator.about)
    ):
        raise Unreadable(pointer, message("rulebook.wrong_arguments", name=read.name))
    if about and not _is_member(about[0], indicator, vocabulary):
        raise _unknown("member", about[0], vocabulary.codebook.members(indicator), pointer)
    return actor or None, toward or None, about[0] if about else None


def _fits_member(about: str | None, wanted: str | None, vocabulary: Vocabulary) -> bool:
    """Whether a finding that speaks of a letter's list can be asked about this."""
    if about is None or wanted is None:
        return about is wanted
    of = vocabulary.letters.get(wanted, "")
    members = vocabulary.codebook.lists[of].members if of in vocabulary.codebook.lists else {}
    return vocabulary.letters.get(about) == of or (
        about in members and not members[about].unspecific
    )


def _is_member(about: str, indicator: Indicator, vocabulary: Vocabulary) -> bool:
    variable = about.removeprefix(SERVING)
    if about == ANY_MEMBER or about in vocabulary.codebook.members(indicator):
        return True
    if about.startswith(SERVING):
        return variable in vocabulary.letters
    return vocabulary.letters.get(about) == indicator.about


def _check_letters(parts: tuple[str | None, ...], vocabulary: Vocabulary, pointer: str) -> None:
    allowed = {*ACTOR_LETTERS, *vocabulary.letters}
    for letter in sorted(letters_in(parts) - allowed):
        raise _unknown("letter", letter, allowed, pointer)


def _unknown(sort: str, name: str, known: Iterable[str], pointer: str) -> Unreadable:
    near = nearest(name, known)
    hint = message("rulebook.did_you_mean", near=near) if near else None
    return Unreadable(pointer, message(f"rulebook.unknown_{sort}", name=shown(name)), hint)
