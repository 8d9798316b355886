"""The smallest sets of observations that force a verdict, proved to be the smallest.

A set of slots is held to what is told of them. Every other slot is left open in the circuit of the
typology: what is told there, nothing, or one value that is only claimed. A set suffices if the
solver finds no choice with another verdict. Every choice that it does find names slots of which a
sufficient set must hold one; the smallest set that holds one of each is tried next, so the first
that suffices is a smallest one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from classifier.case.relations import CLAIMED, Key, Pooled, Value, values_of
from classifier.questions.solver.circuit import Circuit
from classifier.questions.solver.gates import Gates
from classifier.questions.solver.keys import effective, keys_of
from classifier.questions.subject import Slot, Subject
from classifier.questions.supposing.changes import Alternative, Change, combined, derived_value
from classifier.result.answers import conclusion
from classifier.rulebook.model import Typology

CLAIM = Pooled(CLAIMED, ())
"""What may be observed where nothing is held."""


class Sufficing:
    """Looks for what forces the verdict of a typology; thrown away afterwards."""

    def __init__(
        self, subject: Subject, typology: Typology, every: Mapping[Key, tuple[Alternative, ...]]
    ) -> None:
        open_ = {key: every[key] for key in keys_of(subject, typology.id)}
        self.circuit = Circuit.of(subject, open_)
        self.gates = self.circuit.gates
        self.answers = self.circuit.answers(typology)
        now = subject.verdicts()[typology.id]
        self.now, self.other = conclusion(now), self.circuit.another(typology, now)
        kept = (sorted(one.kept, key=str) for several in open_.values() for one in several)
        slots = dict.fromkeys(slot for one in kept for slot in one)
        self.held = {slot: self.circuit.told(slot) for slot in slots}

    def forced(self) -> bool:
        """Whether all that is told forces the verdict."""
        return not self.gates.can(self.other, *self.held.values())

    def smallest(self) -> Iterator[tuple[Slot, ...]]:
        """Every smallest set of slots that forces the verdict; none if nothing does."""
        if not self.forced():
            return
        hitting = Gates()
        picked = {slot: hitting.new() for slot in self.held}
        size, found = 0, False
        while not found:
            within = hitting.at_most([*picked.values()], size)
            while hitting.can(within):
                several = hitting.holding(picked)
                loose = self._loose(several)
                if loose:
                    hitting.forbid(*(-picked[slot] for slot in loose))
                    continue
                found = True
                yield tuple(several)
                hitting.forbid(*(picked[slot] for slot in several))
            size += 1

    def ends(self) -> Iterator[tuple[Alternative, ...]]:
        """The fewest claims that lead to each other verdict with all that is told."""
        held = self.held.values()
        claims = self.circuit.changes()
        for answer, gate in self.answers.items():
            if answer != self.now and self.gates.fewest(claims, gate, *held) is not None:
                yield tuple(self.circuit.changed().values())

    def _loose(self, several: Iterable[Slot]) -> list[Slot]:
        """Slots that need not be held for another verdict, besides a set; as few as can be."""
        kept = {slot: self.held[slot] for slot in several}
        if not self.gates.can(self.other, *kept.values()):
            return []
        for slot, gate in self.held.items():
            if slot not in kept and self.gates.can(self.other, *kept.values(), gate):
                kept[slot] = gate
        return [slot for slot in self.held if slot not in kept]


def options_of(subject: Subject) -> dict[Key, tuple[Alternative, ...]]:
    """What may be told of each key that a verdict depends on, with the fewest claims."""
    keys = keys_of(subject, *subject.rulebook.typologies)
    return {
        key: tuple(group[0] for group in effective(subject.program, key, options(subject, key)))
        for key in keys
    }


def options(subject: Subject, key: Key) -> Iterator[Alternative]:
    """What may be told of a key: what is told, nothing, or a claim."""
    indicator = subject.rulebook.codebook.indicators[key.indicator]
    told = subject.relation.told.get(key, {})
    if indicator.together:
        yield from combined(_ways(key, value, told) for value in values_of(indicator))
        return
    if told:
        derived = any(pooled.derived for pooled in told.values())
        yield Alternative(told, kept=frozenset() if derived else frozenset([Slot(key)]))
        if derived:
            return
    yield Alternative(derived_value(subject, key) if told else {})
    for value in values_of(indicator):
        yield Alternative({value: CLAIM}, (Change(Slot(key), value),))


def _ways(key: Key, value: Value, told: Mapping[Value, Pooled]) -> Iterator[Alternative]:
    """A value that may hold with others: absent, claimed or held."""
    slot = Slot(key, value)
    yield Alternative({})
    yield Alternative({value: CLAIM}, (Change(slot, value),))
    if value in told:
        yield Alternative({value: told[value]}, kept=frozenset([slot]))
