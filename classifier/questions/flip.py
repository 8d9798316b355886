"""The smallest change of observations that gives another verdict, proved to be the smallest.

What could change is left open in a circuit of the typology, and a solver looks for sets of one
change, of two, and so on; that it finds none of a size is a proof that there is none. All smallest
sets are told, interchangeable ones together, the most plausible first: what adds to the case before
what contradicts it, and what contradicts a claim before what contradicts a corroborated statement.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import comb, prod
from typing import Literal

from classifier.errors import nearest
from classifier.evidence import STRENGTHS, Strength
from classifier.language import Text, message
from classifier.questions.circuit import Choices, Circuit, choices, effective, keys_behind
from classifier.questions.gates import FALSE, TRUE, Gate, Gates
from classifier.questions.subject import About, NoSuchPattern, Outcome, Subject
from classifier.questions.supposing import (
    Alternative,
    Change,
    alternatives,
    in_codebook_order,
    says,
    supposed,
)
from classifier.relations import Key
from classifier.rulebook import Typology
from classifier.verdict import Status

SETS = 200
"""So many sets of one form are looked for; what is interchangeable within a key counts once."""
DERIVED_RANK = 4
"""What is read off the actors' kinds is the least plausible to change."""
Answer = tuple[Status, str | None]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One change of a set: what would have to be observed instead."""

    needed: int
    """How many of the statements it takes."""
    statements: tuple[str, ...]
    """In the one-line form; interchangeable ones."""
    says: Text
    """The first of them in words."""
    unset: bool
    """It is enough that nothing is observed."""
    replaces: tuple[str, ...]
    """What is told there now."""
    strength: Strength | None
    """Of what it replaces; None if nothing is observed there."""
    derived: bool
    """What it replaces is read off the actors' kinds."""


@dataclass(frozen=True, slots=True)
class Way:
    """Smallest sets of the same form: some of each proposal's statements."""

    proposals: tuple[Proposal, ...]
    count: int
    """How many sets of this form were found."""
    complete: bool
    """These are all of them."""
    free: bool
    """Every choice from the proposals is one of them."""
    example: tuple[str, ...]
    """The first of these sets."""
    leads_to: Outcome
    """The verdict after the first of them."""
    besides: tuple[Outcome, ...]
    """The other typologies' verdicts that are then others too."""


@dataclass(frozen=True, slots=True)
class Flip:
    """The smallest changes that give one typology another verdict."""

    typology: str
    label: Text
    target: str | None
    """The pattern or status wanted; None is any other verdict."""
    wanted: Text | None
    now: Outcome
    size: int | None
    """How many changes it takes at least: 0 if it is so already, None if none does."""
    ways: tuple[Way, ...]
    count: int
    """How many smallest sets were found."""
    complete: bool
    """These are all of them; there is no further form in any case."""


@dataclass(frozen=True, slots=True)
class FlipAnswer:
    """The smallest changes, for each typology asked about."""

    schema: Literal["kemitraan/flip/1"]
    about: About
    flips: tuple[Flip, ...]


def flip(subject: Subject, to: str | None = None) -> FlipAnswer:
    """The smallest changes to a verdict, written `TYPOLOGY/PATTERN`, or to any other.

    `to` may be a typology alone, for any other verdict of it; without it every typology is asked.
    Instead of a pattern it may be a status such as `no_partnership`. Raises `NoSuchPattern`.
    """
    if to is None:
        names = [name for name, o in subject.outcomes().items() if o.status != "not_applicable"]
        targets: list[tuple[str, str | None]] = [(name, None) for name in names]
    else:
        targets = [_named(subject, to)]
    flips = tuple(_flip(subject, subject.typology(name), target) for name, target in targets)
    return FlipAnswer("kemitraan/flip/1", subject.about(), flips)


def _named(subject: Subject, to: str) -> tuple[str, str | None]:
    """The typology and the pattern meant; a pattern may stand alone where only one is called so."""
    name, _, pattern = to.partition("/")
    of = [
        typology.id
        for typology in subject.rulebook.typologies.values()
        if name in [p.id for p in typology.patterns]
    ]
    if not pattern and name not in subject.rulebook.typologies and len(of) == 1:
        return of[0], name
    return name, pattern or None


def robustness(subject: Subject) -> Mapping[str, int | None]:
    """How many observations would have to be others for another verdict, by typology."""
    return {
        name: _Search(subject, typology, None).size()
        for name, typology in subject.rulebook.typologies.items()
    }


def _flip(subject: Subject, typology: Typology, target: str | None) -> Flip:
    now = subject.outcomes()[typology.id]
    search = _Search(subject, typology, target)
    ways = tuple(_ways(subject, typology, search.forms()))
    return Flip(
        typology=typology.id,
        label=typology.label,
        target=target,
        wanted=_wanted(typology, target),
        now=now,
        size=search.size(),
        ways=ways,
        count=sum(way.count for way in ways),
        complete=all(way.complete for way in ways),
    )


def _wanted(typology: Typology, target: str | None) -> Text | None:
    labels = {pattern.id: pattern.label for pattern in typology.patterns}
    if target is None or target in labels:
        return labels.get(target or "")
    return message(f"outline.status_{target}") if target != "mixed" else message("flip.mixed")


Group = tuple[Alternative, ...]
"""Interchangeable alternatives for one key."""
Found = tuple[Group, ...]
"""A set of changes: a group for each key that changes."""
Item = tuple[Key, bool, str | None, int]
"""The form of a change: what sets have in common that differ only in what they are about."""


class _Search:
    """Looks for the smallest sets of changes that give a target; thrown away afterwards."""

    def __init__(self, subject: Subject, typology: Typology, target: str | None) -> None:
        self.subject = subject
        self.gates = Gates()
        keys = keys_behind(subject.program, typology.id)
        self.groups = {
            key: tuple(_parted(effective(subject.program, key, alternatives(subject, key), keys)))
            for key in in_codebook_order(subject, keys)
        }
        self.chosen = choices(self.gates, {k: [g[0] for g in gs] for k, gs in self.groups.items()})
        circuit = Circuit(subject.program, subject.relation, self.gates, self.chosen)
        self.target = _target(subject, typology, target, circuit.answers(typology))
        self.changes = list(_changes(self.gates, self.chosen))
        self._size: int | None = None

    def size(self) -> int | None:
        """How many changes the target takes; None if no number of them gives it."""
        if self._size is None and self.gates.can(self.target):
            counts = range(len(self.changes) + 1)
            self._size = next(n for n in counts if self.gates.can(*self._within(n)))
        return self._size

    def _within(self, size: int) -> tuple[Gate, Gate]:
        """The target, with no more changes than that."""
        return self.target, -self.gates.at_least(self.changes, size + 1)

    def forms(self) -> Iterator[tuple[list[Found], bool]]:
        """The smallest sets form by form, and whether these are all of the form."""
        size = self.size()
        if not size:
            return
        within = self._within(size)
        while self.gates.can(*within):
            form = Counter(c for group in self._turned() for c in _form(group))
            demand = [self._at_least(item, count) for item, count in form.items()]
            found: list[Found] = []
            while len(found) < SETS and self.gates.can(*within, *demand):
                found.append(self._found())
            yield found, len(found) < SETS
            self.gates.forbid(*demand)

    def _turned(self) -> Found:
        """The changed keys of the solver's solution."""
        model = self.gates.model()
        return tuple(
            self.groups[key][place]
            for key, several in self.chosen.items()
            for place, (gate, one) in enumerate(several)
            if one.changes and gate in model
        )

    def _found(self) -> Found:
        """The solver's solution, which it will not find again."""
        model = self.gates.model()
        turned = [
            g for several in self.chosen.values() for g, a in several if a.changes and g in model
        ]
        found = self._turned()
        self.gates.forbid(*turned)
        return found

    def _at_least(self, item: Item, count: int) -> Gate:
        """Whether so many changes are of one form."""
        gates = [
            gate
            for key, several in self.chosen.items()
            for place, (gate, _) in enumerate(several)
            if item in _form(self.groups[key][place])
        ]
        return self.gates.at_least(gates, count)


def _parted(groups: Iterable[Group]) -> Iterator[Group]:
    """What is interchangeable, with unsetting apart: it reads otherwise."""
    for group in groups:
        by_kind: dict[tuple[bool, ...], list[Alternative]] = {}
        for one in group:
            kind = tuple(sorted(change.value is None for change in one.changes))
            by_kind.setdefault(kind, []).append(one)
        yield from (tuple(several) for several in by_kind.values())


def _target(
    subject: Subject, typology: Typology, target: str | None, answers: Mapping[Answer, Gate]
) -> Gate:
    """The gate of what is wanted. Raises `NoSuchPattern` if no verdict is called so."""
    if target is None:
        now = subject.outcomes()[typology.id]
        return -answers.get(now.answer, FALSE)
    patterns = [pattern.id for pattern in typology.patterns]
    if target in patterns:
        return answers.get((Status.PATTERN, target), FALSE)
    statuses = [status.value for status in Status if status is not Status.PATTERN]
    if target not in statuses:
        near = nearest(target, [*patterns, *statuses])
        hint = message("questions.one_of", names=", ".join(patterns))
        if near:
            hint = message("questions.did_you_mean", near=near)
        raise NoSuchPattern(
            message("questions.no_pattern", typology=typology.id, name=target), hint
        )
    return answers.get((Status(target), None), FALSE)


def _changes(gates: Gates, chosen: Choices) -> Iterator[Gate]:
    """A gate for each change: of a key with two changes, one for the first and one for both."""
    for several in chosen.values():
        for count in range(1, max(len(one.changes) for _, one in several) + 1):
            gate = gates.some(gate for gate, one in several if len(one.changes) >= count)
            if gate not in (TRUE, FALSE):
                yield gate


# Telling what was found.


def _ways(
    subject: Subject, typology: Typology, forms: Iterable[tuple[list[Found], bool]]
) -> Iterator[Way]:
    """One way for each form, the most plausible first."""
    before = subject.outcomes()
    ranked = [(sorted(found, key=_rank), complete) for found, complete in forms]
    for several, complete in sorted(ranked, key=lambda form: _rank(form[0][0])):
        changes = [change for group in several[0] for change in group[0].changes]
        after = subject.outcomes(supposed(subject, changes))
        proposals = tuple(_proposals(subject, several))
        count = sum(prod(map(len, one)) for one in several)
        yield Way(
            proposals=proposals,
            count=count,
            complete=complete,
            free=count == prod(comb(len(p.statements), p.needed) for p in proposals),
            example=tuple(says(subject, change) for change in changes),
            leads_to=after[typology.id],
            besides=tuple(
                outcome
                for name, outcome in after.items()
                if name != typology.id and outcome.answer != before[name].answer
            ),
        )


def _rank(found: Found) -> tuple[int, ...]:
    """How much a set asks of the case: the strongest statement it contradicts comes first."""
    costs = sorted((_cost(c) for group in found for c in group[0].changes), reverse=True)
    return (*costs, sum(costs))


def _cost(change: Change) -> int:
    return DERIVED_RANK if change.derived else change.replaces


def _form(group: Group) -> tuple[Item, ...]:
    """The form of a key's changes."""
    return tuple((*_kind(c), _word(c), _cost(c)) for c in group[0].changes)


def _kind(change: Change) -> tuple[Key, bool]:
    return change.slot.key._replace(about=None), change.value is None


def _word(change: Change) -> str | None:
    value = change.value or change.slot.value
    return value.word if value else None


def _proposals(subject: Subject, several: Sequence[Found]) -> Iterator[Proposal]:
    """The changes of a form, each with everything that may stand in its place."""
    needed = Counter(_kind(c) for group in several[0] for c in group[0].changes)
    of_kind: dict[tuple[Key, bool], dict[str, Change]] = {kind: {} for kind in needed}
    changes = [c for one in several for group in one for a in group for c in a.changes]
    # What names nobody comes before what does: it asks less.
    for change in sorted(changes, key=lambda c: len(says(subject, c))):
        of_kind[_kind(change)].setdefault(says(subject, change), change)
    for kind, statements in of_kind.items():
        yield _proposal(subject, needed[kind], statements)


def _proposal(subject: Subject, needed: int, statements: Mapping[str, Change]) -> Proposal:
    first = next(iter(statements.values()))
    key, value = first.slot.key, first.value or first.slot.value
    told = {
        subject.naming.statement(change.slot.key, v): None
        for change in statements.values()
        for v in subject.relation.told.get(change.slot.key, {})
        if change.slot.value in (None, v)
    }
    return Proposal(
        needed=needed,
        statements=tuple(statements),
        says=subject.naming.told(key, value) if value else subject.naming.topic(key),
        unset=first.value is None,
        replaces=tuple(told),
        strength=STRENGTHS[first.replaces],
        derived=first.derived,
    )
