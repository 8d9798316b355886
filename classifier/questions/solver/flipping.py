"""The search for the smallest sets of changes that give a verdict, form by form.

Sets are of one form that differ only in the members of lists that they are about. Of each form some
sets are found, and no form is left out: a form that was found is forbidden, and the search goes on
until the solver finds no other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from classifier.case.relations import Key
from classifier.logic.verdict import Status
from classifier.questions.solver.circuit import Circuit
from classifier.questions.solver.gates import FALSE, Gate
from classifier.questions.solver.keys import effective, keys_of
from classifier.questions.subject import NoSuchPattern, Subject, known_names
from classifier.questions.supposing.changes import Alternative, Change, alternatives
from classifier.rulebook.model import Typology
from classifier.words.language import message

SETS = 200
"""So many sets of one form are looked for; what is interchangeable within a key counts once."""
DERIVED_RANK = 4
"""What is read off the actors' kinds is the least plausible to change."""
Interchangeable = tuple[Alternative, ...]
"""Interchangeable alternatives for one key."""
ChangeSet = tuple[Interchangeable, ...]
"""A set of changes: a group for each key that changes."""
ChangeKind = tuple[Key, bool, int]
"""What a change is of, whether it unsets, and how much it contradicts."""
ChangeForm = tuple[ChangeKind, str | None]
"""The form of a change: what sets have in common that differ only in what they are about."""


class Flipping:
    """Looks for the smallest sets of changes that give a target; thrown away afterwards."""

    def __init__(self, subject: Subject, typology: Typology, target: str | None) -> None:
        groups = {
            key: tuple(_parted(effective(subject.program, key, alternatives(subject, key))))
            for key in keys_of(subject, typology.id)
        }
        told = {key: [group[0] for group in several] for key, several in groups.items()}
        self.circuit = Circuit.of(subject, told)
        self.gates = self.circuit.gates
        # What changes nothing may share a gate.
        self.groups = {
            gate: group
            for key, several in groups.items()
            for (gate, _), group in zip(self.circuit.chosen[key], several, strict=True)
        }
        self.by_form: dict[ChangeForm, list[Gate]] = {}
        for gate, group in self.groups.items():
            for item in dict.fromkeys(form(group)):
                self.by_form.setdefault(item, []).append(gate)
        self.target = _target(subject, typology, target, self.circuit)
        self.changes = self.circuit.changes()
        self._size: int | None = None

    def size(self) -> int | None:
        """How many changes the target takes; None if no number of them gives it."""
        if self._size is None:
            self._size = self.gates.fewest(self.changes, self.target)
        return self._size

    def forms(self) -> Iterator[tuple[list[ChangeSet], bool]]:
        """The smallest sets form by form, and whether these are all of the form."""
        size = self.size()
        if not size:
            return
        within = self.target, self.gates.at_most(self.changes, size)
        while self.gates.can(*within):
            items = Counter(item for group in self._turned().values() for item in form(group))
            demand = [self.gates.at_least(self.by_form[i], count) for i, count in items.items()]
            found: list[ChangeSet] = []
            while len(found) < SETS and self.gates.can(*within, *demand):
                turned = self._turned()
                found.append(tuple(turned.values()))
                self.gates.forbid(*turned)
            yield found, len(found) < SETS
            self.gates.forbid(*demand)

    def _turned(self) -> dict[Gate, Interchangeable]:
        return {gate: self.groups[gate] for gate in self.circuit.changed()}


def _parted(groups: Iterable[Interchangeable]) -> Iterator[Interchangeable]:
    """What is interchangeable, with changes of each kind apart: they read otherwise."""
    for group in groups:
        by_kind: dict[tuple[ChangeKind, ...], list[Alternative]] = {}
        for one in group:
            by_kind.setdefault(tuple(sorted(map(kind, one.changes))), []).append(one)
        yield from (tuple(several) for several in by_kind.values())


def _target(subject: Subject, typology: Typology, target: str | None, circuit: Circuit) -> Gate:
    """The gate of what is wanted. Raises `NoSuchPattern` if no verdict is called so."""
    if target is None:
        return circuit.another(typology, subject.verdicts()[typology.id])
    answers = circuit.answers(typology)
    patterns = [pattern.id for pattern in typology.patterns]
    if target in patterns:
        return answers.get((Status.PATTERN, (target,)), FALSE)
    statuses = [status.value for status in Status if status is not Status.PATTERN]
    if target not in statuses:
        said = message("questions.no_pattern", typology=typology.id, name=target)
        raise NoSuchPattern(said, known_names(target, [*patterns, *statuses]))
    return circuit.gates.some(gate for (status, _), gate in answers.items() if status == target)


def rank(found: ChangeSet) -> tuple[int, ...]:
    """How much a set asks of the case: the strongest statement it contradicts comes first."""
    costs = sorted((_cost(c) for group in found for c in group[0].changes), reverse=True)
    return (*costs, sum(costs))


def _cost(change: Change) -> int:
    return DERIVED_RANK if change.derived else change.replaces


def form(group: Interchangeable) -> tuple[ChangeForm, ...]:
    """The form of a key's changes."""
    return tuple((kind(c), _word(c)) for c in group[0].changes)


def kind(change: Change) -> ChangeKind:
    """The kind of a change, whatever member it is about."""
    return change.slot.key._replace(about=None), change.value is None, _cost(change)


def _word(change: Change) -> str | None:
    value = change.value or change.slot.value
    return value.word if value else None
