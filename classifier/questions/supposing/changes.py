"""Supposing: what would be told of a relation if some observations were others.

A change replaces or unsets all observations of one key. The new value is as strong as the strongest
that it replaces, and at least reported; values that may hold together are keys of their own. What
is derived from the actors' kinds comes back where it is no longer coded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from classifier.case.relations import REPORTED, Key, Pooled, Told, Value, derived_values, values_of
from classifier.questions.subject import Slot, Subject
from classifier.result.naming import Naming


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

    @property
    def told(self) -> Slot:
        """What is told by it; if it unsets, what is no longer told."""
        return Slot(self.slot.key, self.value or self.slot.value)


@dataclass(frozen=True, slots=True)
class Alternative:
    """What might be told of a key, and how it is arrived at."""

    values: Mapping[Value, Pooled]
    changes: tuple[Change, ...] = ()
    """The changes that lead there."""
    kept: frozenset[Slot] = frozenset()
    """Slots that are told here as a coding tells them, where it is asked which have to be."""


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
            values[change.value] = Pooled(change.strength, (f"supposed:{number}",), supposed=True)
        if not values:
            told[change.slot.key] = dict(derived_value(subject, change.slot.key))
    return {key: values for key, values in told.items() if values}


def derived_value(subject: Subject, key: Key) -> Mapping[Value, Pooled]:
    """What is told of a key if nobody codes it: read off the actors' kinds, or nothing."""
    kinds = [subject.case.actors[name].kind for name in subject.relation.actors]
    return derived_values(subject.rulebook.codebook, kinds).get(key, {})


def alternatives(subject: Subject, key: Key) -> tuple[Alternative, ...]:
    """What is told of a key, first, and everything that changes can make of it."""
    indicator = subject.rulebook.codebook.indicators[key.indicator]
    told = subject.relation.told.get(key, {})
    if indicator.only not in (None, subject.relation.pairing):
        return (Alternative(told),)  # It cannot be observed of these two.
    if indicator.together:
        several = combined(_ways(key, value, told) for value in values_of(indicator))
        return tuple(sorted(several, key=lambda one: len(one.changes)))
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


def combined(ways: Iterable[Iterable[Alternative]]) -> Iterator[Alternative]:
    """All that may be told of values that may hold together, given the ways of each."""
    for chosen in product(*ways):
        yield Alternative(
            {value: pooled for one in chosen for value, pooled in one.values.items()},
            tuple(change for one in chosen for change in one.changes),
            frozenset(slot for one in chosen for slot in one.kept),
        )


def _ways(key: Key, value: Value, told: Mapping[Value, Pooled]) -> Iterator[Alternative]:
    """A value as it is, and every other way it could be: told, not told, told more strongly."""
    slot = Slot(key, value)
    yield Alternative({value: told[value]} if value in told else {})
    if value in told:
        yield Alternative({}, (changed(slot, None, told),))
    put = changed(slot, value, told)
    if put.strength != put.replaces:
        yield Alternative({value: Pooled(put.strength, ())}, (put,))


def differing(subject: Subject, other: Told) -> list[Slot]:
    """Where something else tells another thing of the relation, be it only with other evidence."""
    own, indicators = subject.relation.told, subject.rulebook.codebook.indicators
    found: list[Slot] = []
    for key in in_codebook_order(subject, {**own, **other}):
        one, two = _strengths(own.get(key, {})), _strengths(other.get(key, {}))
        if indicators[key.indicator].together:
            values = sorted({**one, **two}, key=str)
            found += [Slot(key, value) for value in values if one.get(value) != two.get(value)]
        elif one != two:
            found.append(Slot(key))
    return found


def taken_over(told: Told, slots: Iterable[Slot], other: Told) -> Told:
    """What is told if some slots are told as another tells them."""
    for key, value in slots:
        taken = other.get(key, {})
        if value is not None:
            kept = {of: pooled for of, pooled in told.get(key, {}).items() if of != value}
            taken = kept | ({value: taken[value]} if value in taken else {})
        told = {of: values for of, values in {**told, key: taken}.items() if values}
    return told


def in_codebook_order(subject: Subject | Naming, keys: Iterable[Key]) -> list[Key]:
    """Keys in the order of the codebook, so that answers never depend on chance."""
    order = {name: n for n, name in enumerate(subject.rulebook.codebook.indicators)}
    return sorted(keys, key=lambda k: (order[k.indicator], *(str(part) for part in k)))
