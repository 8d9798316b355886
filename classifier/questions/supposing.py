"""Supposing: what would be told of a relation if some observations were others.

A change replaces or unsets all observations of one key. The new value is as strong as the strongest
that it replaces, and at least reported; values that may hold together are keys of their own. What
is derived from the actors' kinds comes back where it is no longer coded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from classifier.case import Observation
from classifier.checking import faults_of
from classifier.codebook import Indicator
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


class _Places(NamedTuple):
    """Of whom and about what a statement is, by ids."""

    actor: str | None = None
    toward: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Supposing:
    """Reads changes of one relation."""

    subject: Subject

    def changes(self, put: Iterable[str], unset: Iterable[str]) -> tuple[Change, ...]:
        """The changes that are written in the one-line form.

        Raises `Unsupposable` with all that is no statement of this relation, or changes twice.
        """
        made: dict[Slot, Change] = {}
        wrong: list[Unsupposable] = []
        for text, puts in [*((t, True) for t in put), *((t, False) for t in unset)]:
            try:
                found = self._read(text, puts=puts)
            except Unsupposable as one:
                wrong.append(one)
                continue
            again = next((change.slot.key for change in found if change.slot in made), None)
            if again is not None:
                name = self.subject.naming.key(again)
                wrong.append(Unsupposable(message("questions.set_twice", statement=name)))
            made |= {change.slot: change for change in found}
        if wrong:
            raise wrong[0] if len(wrong) == 1 else _all(wrong)
        return tuple(made.values())

    def _read(self, text: str, *, puts: bool) -> list[Change]:
        parsed = statement(text)
        hint = message(f"questions.unreadable_{'set' if puts else 'unset'}")
        unreadable = Unsupposable(message("questions.unreadable", text=text.strip()), hint)
        if parsed is None or parsed.against or len(parsed.values) > 1:
            raise unreadable
        places = self._places(parsed)
        if places is None or (puts and not parsed.values):
            raise unreadable
        value = parsed.values[0] if parsed.values else None
        self._check(parsed.name, places, value)
        keys = tuple(self._keys(parsed.name, places, value))
        changes = [c for key, named in keys for c in self._changes(key, named, puts=puts)]
        if not changes:
            raise Unsupposable(
                message("questions.not_told", statement=text.strip()),
                self._told(key for key, _ in keys),
            )
        if not puts and any(change.derived for change in changes):
            raise Unsupposable(message("questions.derived_unset", statement=text.strip()))
        return changes

    def _places(self, parsed: Statement) -> _Places | None:
        """What each argument is; None if there are too many."""
        indicator = self.subject.rulebook.codebook.indicators.get(parsed.name)
        if indicator and indicator.about and indicator.scope == "relation":
            # Of an open list it may be any text, with commas too.
            return _Places(about=", ".join(parsed.arguments) or None)
        actors = self.subject.case.actors
        who = [one for one in parsed.arguments if ">" in one or one in actors]
        about = [one for one in parsed.arguments if one not in who]
        if not who and (len(about) > 1 or (about and indicator and not indicator.about)):
            who = [about.pop(0)]
        if len(who) > 1 or len(about) > 1:
            return None
        actor, _, toward = who[0].partition(">") if who else ("", "", "")
        return _Places(actor.strip() or None, toward.strip() or None, *about)

    def _check(self, name: str, places: _Places, value: str | None) -> None:
        """Hold a statement against the codebook, as an observation of a case would be."""
        codebook, pairing = self.subject.rulebook.codebook, self.subject.relation.pairing
        indicator = codebook.indicators.get(name)
        if indicator and value is None and indicator.scope == "relation" and places.actor:
            hint = message("questions.write_whole", indicator=name)
            raise Unsupposable(message("questions.unset_whole", indicator=name), hint)
        coded = value or (next(iter(indicator.values)) if indicator else "")
        # Not validated: what is no id of an actor is told as an actor that is not known.
        observation = Observation.model_construct(
            indicator=name, value=coded, **places._asdict(), sources=()
        )
        case = self.subject.case.model_copy(update={"observations": (observation,)})
        fault = next((f for f in faults_of(case, codebook) if f.pointer.startswith("/obs")), None)
        if fault is not None:
            raise Unsupposable(fault.what, fault.hint)
        parties = self.subject.relation.actors
        outside = [who for who in places[:2] if who is not None and who not in parties]
        if outside:
            hint = message("questions.one_of", names=", ".join(parties))
            raise Unsupposable(message("questions.outside_relation", name=outside[0]), hint)
        if indicator and indicator.only not in (None, pairing):
            raise Unsupposable(message("questions.wrong_pair", indicator=name))

    def _keys(
        self, name: str, places: _Places, word: str | None
    ) -> Iterator[tuple[Key, Value | None]]:
        """The keys a statement speaks of; without an actor, it is of each of them."""
        about = places.about
        actor, toward = (
            None if who is None else self.subject.relation.actors.index(who) for who in places[:2]
        )
        match self.subject.rulebook.codebook.indicators[name].scope:
            case "relation":
                yield Key(name, about=about), Value(word, actor) if word else None
            case "directed":
                yield Key(name, actor, toward, about), Value(word) if word else None
            case "actor":
                for place in (0, 1) if actor is None else (actor,):
                    yield Key(name, place, None, about), Value(word) if word else None

    def _told(self, keys: Iterable[Key]) -> Text | None:
        """What is told of keys instead, as a hint."""
        naming, told = self.subject.naming, self.subject.relation.told
        names = [naming.statement(key, value) for key in keys for value in told.get(key, {})]
        return message("questions.told_instead", names=", ".join(names)) if names else None

    def _changes(self, key: Key, value: Value | None, *, puts: bool) -> list[Change]:
        told = self.subject.relation.told.get(key, {})
        indicator = self.subject.rulebook.codebook.indicators[key.indicator]
        if puts:
            return [changed(Slot(key, value if indicator.together else None), value, told)]
        gone = [one for one in told if value in (None, one)]
        if not indicator.together:
            return [changed(Slot(key), None, told)] if gone else []
        return [changed(Slot(key, one), None, told) for one in gone]


def _all(wrong: list[Unsupposable]) -> Unsupposable:
    """Everything that is wrong with several changes, as one."""
    told = [
        message("questions.wrong_change", what=one.what, hint=one.hint) if one.hint else one.what
        for one in wrong
    ]
    which = Text(id="; ".join(t.id for t in told), en="; ".join(t.en for t in told))
    return Unsupposable(message("questions.wrong_changes", count=str(len(wrong)), which=which))


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
        new = {value: Pooled(change.strength, ())} if value else derived_value(subject, key)
        if _strengths(new) != _strengths(told):
            found.append(Alternative(new, (change,)))
    return tuple(found)


def _strengths(values: Mapping[Value, Pooled]) -> dict[Value, int]:
    return {value: pooled.strength for value, pooled in values.items()}


def _subsets(
    key: Key, values: tuple[Value, ...], told: Mapping[Value, Pooled]
) -> Iterator[Alternative]:
    """Everything that may be told of values that may hold together, the fewest changes first."""
    ways = [tuple(_ways(key, value, told)) for value in values]
    sets = [tuple(c for c in chosen if c is not None) for chosen in product(*ways)]
    for changes in sorted(sets, key=len):
        turned = {change.slot.value for change in changes}
        kept = {v: p for v, p in told.items() if v not in turned}
        new = {c.value: Pooled(c.strength, ()) for c in changes if c.value is not None}
        yield Alternative({**kept, **new}, changes)


def _ways(key: Key, value: Value, told: Mapping[Value, Pooled]) -> Iterator[Change | None]:
    """A value as it is, and every other way it could be: told, not told, told more strongly."""
    slot = Slot(key, value)
    yield None
    if value in told:
        yield changed(slot, None, told)
    put = changed(slot, value, told)
    if put.strength != put.replaces:
        yield put


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
