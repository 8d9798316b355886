"""The smallest sets of observations that force a verdict, proved to be the smallest.

A set of slots is held to what is told of them. Every other slot is left open in the circuit of the
typology: what is told there, nothing, or one value that is only claimed. A set suffices if the
solver finds no choice with another verdict. Every choice that it does find names slots of which a
sufficient set must hold one; the smallest set that holds one of each is tried next, so the first
that suffices is a smallest one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from classifier.case.relations import Key, Pooled, Value, passed_on, values_of
from classifier.logic.evidence import Evidence
from classifier.logic.program import Observable, observed
from classifier.questions.solver.circuit import Circuit, choices, keys_behind
from classifier.questions.solver.gates import FALSE, Gate, Gates
from classifier.questions.subject import Answer, Slot, Subject
from classifier.questions.supposing.changes import Alternative, derived_value, in_codebook_order
from classifier.rulebook.model import Typology

CLAIM = Pooled(1, ())
"""What may be observed where nothing is held."""


@dataclass(frozen=True, slots=True)
class Option:
    """What may be told of a key."""

    values: Mapping[Value, Pooled]
    held: frozenset[Slot] = frozenset()
    """The slots that keep what is told of them."""
    added: tuple[Value, ...] = ()
    """Values that are claimed."""


class Sufficing:
    """Looks for what forces the verdict of a typology; thrown away afterwards."""

    def __init__(
        self, subject: Subject, typology: Typology, every: Mapping[Key, tuple[Option, ...]]
    ) -> None:
        self.gates = Gates()
        keys = keys_behind(subject.program, typology.id)
        self.options = {key: several for key, several in every.items() if key in keys}
        self.chosen = choices(
            self.gates,
            {
                key: [Alternative(o.values) for o in several]
                for key, several in self.options.items()
            },
        )
        circuit = Circuit(subject.program, subject.relation, self.gates, self.chosen)
        self.answers = circuit.answers(typology)
        self.now = subject.outcomes()[typology.id].answer
        self.other = -self.answers.get(self.now, FALSE)
        self.held = {slot: self._holding(slot) for slot in slots_of(self.options)}

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

    def ends(self) -> Iterator[tuple[Answer, tuple[tuple[Key, Value], ...]]]:
        """Other verdicts that claims can lead to with all that is told, and the fewest that do."""
        held = self.held.values()
        claims = list(self._claims())
        for answer, gate in self.answers.items():
            if answer != self.now and self.gates.fewest(claims, gate, *held) is not None:
                yield answer, tuple(self._added())

    def _holding(self, slot: Slot) -> Gate:
        pairs = zip(self.chosen[slot.key], self.options[slot.key], strict=True)
        return self.gates.some(gate for (gate, _), option in pairs if slot in option.held)

    def _loose(self, several: Iterable[Slot]) -> list[Slot]:
        """Slots that need not be held for another verdict, besides a set; as few as can be."""
        kept = {slot: self.held[slot] for slot in several}
        if not self.gates.can(self.other, *kept.values()):
            return []
        for slot, gate in self.held.items():
            if slot not in kept and self.gates.can(self.other, *kept.values(), gate):
                kept[slot] = gate
        return [slot for slot in self.held if slot not in kept]

    def _claims(self) -> Iterator[Gate]:
        """A gate for each claim on a key: one for the first, one for the second, and so on."""
        for key, several in self.options.items():
            pairs = list(zip(self.chosen[key], several, strict=True))
            for count in range(1, max(len(option.added) for option in several) + 1):
                gates = (gate for (gate, _), option in pairs if len(option.added) >= count)
                yield self.gates.some(gates)

    def _added(self) -> Iterator[tuple[Key, Value]]:
        """What is claimed in the solver's solution."""
        model = self.gates.model()
        for key, several in self.options.items():
            for (gate, _), option in zip(self.chosen[key], several, strict=True):
                if gate in model:
                    yield from ((key, value) for value in option.added)


def options_of(subject: Subject) -> dict[Key, tuple[Option, ...]]:
    """What may be told of each key that a verdict depends on."""
    names = subject.rulebook.typologies
    keys = frozenset[Key]().union(*(keys_behind(subject.program, name) for name in names))
    return {
        key: tuple(_distinct(subject, key, options(subject, key)))
        for key in in_codebook_order(subject, keys)
    }


def slots_of(options: Mapping[Key, Iterable[Option]]) -> tuple[Slot, ...]:
    """The slots that can be held, in the order of their keys."""
    every = (sorted(one.held, key=str) for several in options.values() for one in several)
    return tuple(dict.fromkeys(slot for held in every for slot in held))


def options(subject: Subject, key: Key) -> Iterator[Option]:
    """What may be told of a key: what is told, nothing, or a claim."""
    indicator = subject.rulebook.codebook.indicators[key.indicator]
    told = subject.relation.told.get(key, {})
    if indicator.together:
        yield from _together(key, values_of(indicator), told)
        return
    if told:
        derived = any(pooled.derived for pooled in told.values())
        yield Option(told, frozenset() if derived else frozenset([Slot(key)]))
        if derived:
            return
    yield Option(derived_value(subject, key) if told else {})
    yield from (Option({value: CLAIM}, added=(value,)) for value in values_of(indicator))


def _together(
    key: Key, values: tuple[Value, ...], told: Mapping[Value, Pooled]
) -> Iterator[Option]:
    """Values that hold together: each is held, absent or claimed."""
    for ways in product(("absent", "claimed", "held"), repeat=len(values)):
        by_value = dict(zip(values, ways, strict=True))
        held = {value for value, way in by_value.items() if way == "held"}
        if held <= told.keys():
            claimed = tuple(value for value, way in by_value.items() if way == "claimed")
            yield Option(
                {v: told[v] if v in held else CLAIM for v in (*held, *claimed)},
                frozenset(Slot(key, value) for value in held),
                claimed,
            )


def _distinct(subject: Subject, key: Key, several: Iterable[Option]) -> Iterator[Option]:
    """Options that amount to something else or hold other slots, with the fewest claims."""
    together = subject.rulebook.codebook.indicators[key.indicator].together
    statements = [subject.program.propositions[n] for n in subject.program.observables[key]]
    seen: set[tuple[frozenset[Slot], tuple[Evidence, ...]]] = set()
    for one in sorted(several, key=lambda option: len(option.added)):
        passed = passed_on(one.values, together=together)
        amounts = tuple(observed(of, passed) for of in statements if isinstance(of, Observable))
        if (one.held, amounts) not in seen:
            seen.add((one.held, amounts))
            yield one
