"""Supposing: what would be told of a relation if some observations were others.

A change replaces or unsets all observations of one key. The new value is as strong as the strongest
that it replaces, and at least reported; values that may hold together are keys of their own. What
is derived from the actors' kinds comes back where it is no longer coded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from classifier.case import Observation
from classifier.checking import faults_of
from classifier.codebook import Indicator
from classifier.errors import nearest
from classifier.language import Text, message
from classifier.notation import Statement, statement, written
from classifier.questions.subject import Subject
from classifier.relations import DERIVED_STRENGTH, Key, Pooled, Told, Value

REPORTED = 2
"""What is supposed is at least as strong as this."""


class Slot(NamedTuple):
    """What one change changes: a key, or one value of a key whose values hold together."""

    key: Key
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A slot that gets another value, or none."""

    slot: Slot
    value: Value | None
    """None unsets."""
    replaces: int = 0
    """The strength of what it replaces; 0 if nothing was observed there."""
    derived: bool = False
    """What it replaces was read off the actors' kinds."""

    @property
    def strength(self) -> int:
        """How strong the new value is."""
        return max(self.replaces, REPORTED)


@dataclass(frozen=True, slots=True)
class Alternative:
    """What might be told of a key, and the changes that lead there."""

    values: Mapping[Value, Pooled]
    changes: tuple[Change, ...] = ()


class Unsupposable(ValueError):
    """A change cannot be read or made."""

    def __init__(self, what: Text, hint: Text | None = None) -> None:
        self.what, self.hint = what, hint
        super().__init__(what.en)


@dataclass(slots=True)
class Supposing:
    """Reads changes of one relation and makes them."""

    subject: Subject
    _made: dict[Slot, Change] = field(default_factory=dict)

    def changes(self, put: Iterable[str], unset: Iterable[str]) -> tuple[Change, ...]:
        """The changes that are written in the one-line form.

        Raises `Unsupposable` for what is not a statement of this relation, or changes twice.
        """
        asked = [(text, True) for text in put] + [(text, False) for text in unset]
        made: dict[Slot, Change] = {}
        for text, puts in asked:
            for change in self._read(text, puts=puts):
                if change.slot in made:
                    raise Unsupposable(message("questions.set_twice", statement=text.strip()))
                made[change.slot] = change
        return tuple(made.values())

    def _read(self, text: str, *, puts: bool) -> list[Change]:
        parsed = statement(text)
        hint = message(f"questions.unreadable_{'set' if puts else 'unset'}")
        if (
            parsed is None
            or parsed.against
            or len(parsed.values) > 1
            or (puts and not parsed.values)
        ):
            raise Unsupposable(message("questions.unreadable", text=text.strip()), hint)
        places = self._places(parsed)
        value = parsed.values[0] if parsed.values else None
        self._check(parsed.name, places, value)
        changes = [
            change
            for key, named in self._keys(parsed.name, places, value)
            for change in self._changes(key, named, puts=puts)
        ]
        if not changes:
            raise Unsupposable(message("questions.not_told", statement=text.strip()))
        if not puts and any(change.derived for change in changes):
            raise Unsupposable(message("questions.derived_unset", statement=text.strip()))
        return changes

    def _places(self, parsed: Statement) -> dict[str, str]:
        found: dict[str, str] = {}
        for argument in parsed.arguments:
            actor, _, toward = argument.partition(">")
            if toward:
                found |= {"actor": actor.strip(), "toward": toward.strip()}
            elif argument in self.subject.case.actors:
                found["actor"] = argument
            else:
                found["about"] = argument
        return found

    def _check(self, name: str, places: Mapping[str, str], value: str | None) -> None:
        """Hold a statement against the codebook, as an observation of a case would be."""
        codebook = self.subject.rulebook.codebook
        indicator = codebook.indicators.get(name)
        coded = value
        if indicator and value is None:
            able = indicator.names if "actor" in places and indicator.names else indicator.values
            coded = next(iter(able))
        observation = Observation(indicator=name, value=coded or "", **places)
        case = self.subject.case.model_copy(update={"observations": (observation,)})
        fault = next((f for f in faults_of(case, codebook) if f.pointer.startswith("/obs")), None)
        if fault is not None:
            raise Unsupposable(fault.what, fault.hint)
        for who in ("actor", "toward"):
            if who in places and places[who] not in self.subject.relation.actors:
                raise Unsupposable(message("questions.outside_relation", name=places[who]))
        if indicator and indicator.only not in (None, self.subject.relation.pairing):
            raise Unsupposable(message("questions.wrong_pair", indicator=name))

    def _keys(
        self, name: str, places: Mapping[str, str], word: str | None
    ) -> Iterator[tuple[Key, Value | None]]:
        """The keys a statement speaks of; without an actor, it is of each of them."""
        actors, about = self.subject.relation.actors, places.get("about")
        actor = actors.index(places["actor"]) if "actor" in places else None
        match self.subject.rulebook.codebook.indicators[name].scope:
            case "relation":
                yield Key(name, about=about), word and Value(word, actor) or None
            case "directed":
                toward = actors.index(places["toward"])
                yield Key(name, actor, toward, about), Value(word) if word else None
            case "actor":
                for place in (0, 1) if actor is None else (actor,):
                    yield Key(name, place, None, about), Value(word) if word else None

    def _changes(self, key: Key, value: Value | None, *, puts: bool) -> list[Change]:
        told = self.subject.relation.told.get(key, {})
        indicator = self.subject.rulebook.codebook.indicators[key.indicator]
        if not indicator.together:
            if not puts and (not told or (value is not None and value not in told)):
                return []
            return [changed(Slot(key), value if puts else None, told)]
        if puts:
            return [changed(Slot(key, value), value, told)]
        gone = [v for v in told if value in (None, v)]
        return [changed(Slot(key, v), None, told) for v in gone]


def changed(slot: Slot, value: Value | None, told: Mapping[Value, Pooled]) -> Change:
    """The change of a slot, with the strength of what it replaces."""
    replaced = [p for v, p in told.items() if slot.value in (None, v)]
    return Change(
        slot,
        value,
        max((p.strength for p in replaced), default=0),
        any(p.derived for p in replaced),
    )


def supposed(subject: Subject, changes: Iterable[Change]) -> Told:
    """What is told of the relation with these changes; they are cited as `supposed:1`, ..."""
    told: dict[Key, dict[Value, Pooled]] = {
        key: dict(values) for key, values in subject.relation.told.items()
    }
    for number, change in enumerate(changes, start=1):
        values = told.setdefault(change.slot.key, {})
        if change.slot.value is None:
            values.clear()
        else:
            values.pop(change.slot.value, None)
        if change.value is not None:
            values[change.value] = Pooled(change.strength, (f"supposed:{number}",))
        if not values:
            told[change.slot.key] = dict(derived_value(subject, change.slot.key))
    return {key: values for key, values in told.items() if values}


def derived_value(subject: Subject, key: Key) -> Mapping[Value, Pooled]:
    """What is told of a key if nobody codes it: read off the actors' kinds, or nothing."""
    indicator = subject.rulebook.codebook.indicators[key.indicator]
    kinds = [subject.case.actors[name].kind for name in subject.relation.actors]
    if not indicator.derived or "other" in kinds or key != Key(key.indicator):
        return {}
    value = Value("alike" if kinds[0] == kinds[1] else "unlike")
    return {value: Pooled(DERIVED_STRENGTH, (), derived=True)}


def values_of(indicator: Indicator) -> tuple[Value, ...]:
    """Every value that can be coded, with each place that it may name."""
    return tuple(
        Value(word, place)
        for word in indicator.values
        for place in ((None, 0, 1) if word in indicator.names else (None,))
    )


def alternatives(subject: Subject, key: Key) -> tuple[Alternative, ...]:
    """What is told of a key, first, and everything that changes can make of it."""
    indicator = subject.rulebook.codebook.indicators[key.indicator]
    told = subject.relation.told.get(key, {})
    if indicator.together:
        return tuple(_subsets(key, values_of(indicator), told))
    unset = [] if not told or any(p.derived for p in told.values()) else [None]
    ways: list[Value | None] = [*values_of(indicator), *unset]
    found = [Alternative(told)]
    for value in ways:
        change = changed(Slot(key), value, told)
        if value is None:
            found.append(Alternative(derived_value(subject, key), (change,)))
        elif set(told) != {value} or change.strength != told[value].strength:
            found.append(Alternative({value: Pooled(change.strength, ())}, (change,)))
    return tuple(found)


def _subsets(
    key: Key, values: tuple[Value, ...], told: Mapping[Value, Pooled]
) -> Iterator[Alternative]:
    """Every set of values that may hold together; none changed comes first."""
    for count in range(len(values) + 1):
        for turned in combinations(values, count):
            changes = tuple(changed(Slot(key, v), None if v in told else v, told) for v in turned)
            kept = {v: p for v, p in told.items() if v not in turned}
            new = {c.value: Pooled(c.strength, ()) for c in changes if c.value is not None}
            yield Alternative({**kept, **new}, changes)


def in_codebook_order(subject: Subject, keys: Iterable[Key]) -> list[Key]:
    """Keys in the order of the codebook, so that answers never depend on chance."""
    order = {name: n for n, name in enumerate(subject.rulebook.codebook.indicators)}
    return sorted(keys, key=lambda k: (order[k.indicator], *(str(part) for part in k)))


def says(subject: Subject, change: Change) -> str:
    """A change in the one-line form."""
    value = change.value or change.slot.value
    if value is not None:
        return subject.naming.statement(change.slot.key, value)
    key, actors = change.slot.key, subject.relation.actors
    return written(
        key.indicator,
        actor=None if key.actor is None else actors[key.actor],
        toward=None if key.toward is None else actors[key.toward],
        about=key.about,
    )


__all__ = [
    "Alternative",
    "Change",
    "Slot",
    "Supposing",
    "Unsupposable",
    "alternatives",
    "changed",
    "derived_value",
    "nearest",
    "says",
    "supposed",
    "values_of",
]
