"""The smallest change of observations that gives another verdict, proved to be the smallest.

What could change is left open in a circuit of the typology, and a solver looks for sets of one
change, of two, and so on; that it finds none of a size is a proof that there is none. All smallest
sets are told, interchangeable ones together, the most plausible first: what adds to the case before
what contradicts it, and what contradicts a claim before what contradicts a corroborated statement.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import comb, prod
from typing import Literal

from classifier.logic.evidence import STRENGTHS, Strength
from classifier.questions.solver.flipping import ChangeKind, ChangeSet, Flipping, kind, rank
from classifier.questions.subject import About, Outcome, Subject
from classifier.questions.supposing.changes import Change, supposed
from classifier.result.answers import conclusion
from classifier.rulebook.model import Typology
from classifier.words.language import Text, message


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
class SmallestSets:
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
    ways: tuple[SmallestSets, ...]
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
        names = [name for name, of in subject.rulebook.typologies.items() if subject.applies(of)]
        targets: list[tuple[str, str | None]] = [(name, None) for name in names]
    else:
        targets = [target_of(subject, to)]
    flips = tuple(_flip(subject, subject.typology(name), target) for name, target in targets)
    return FlipAnswer("kemitraan/flip/1", subject.about(), flips)


def target_of(subject: Subject, to: str) -> tuple[str, str | None]:
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


def _flip(subject: Subject, typology: Typology, target: str | None) -> Flip:
    search = Flipping(subject, typology, target)
    ways = tuple(_ways(subject, typology, search.forms()))
    return Flip(
        typology=typology.id,
        label=typology.label,
        target=target,
        wanted=wanted_of(typology, target),
        now=subject.outcome(typology.id, subject.verdicts()[typology.id]),
        size=search.size(),
        ways=ways,
        count=sum(way.count for way in ways),
        complete=all(way.complete for way in ways),
    )


def wanted_of(typology: Typology, target: str | None) -> Text | None:
    """What is wanted, in words; None if it is any other verdict."""
    labels = {pattern.id: pattern.label for pattern in typology.patterns}
    if target is None or target in labels:
        return labels.get(target or "")
    return message(f"outline.status_{target}") if target != "mixed" else message("flip.mixed")


def _ways(
    subject: Subject, typology: Typology, forms: Iterable[tuple[list[ChangeSet], bool]]
) -> Iterator[SmallestSets]:
    """One way for each form, the most plausible first."""
    before = subject.verdicts()
    ranked = [(sorted(found, key=rank), complete) for found, complete in forms]
    for several, complete in sorted(ranked, key=lambda form: rank(form[0][0])):
        changes = [change for group in several[0] for change in group[0].changes]
        after = subject.verdicts(supposed(subject, changes))
        proposals = tuple(_proposals(subject, several))
        count = sum(prod(map(len, one)) for one in several)
        yield SmallestSets(
            proposals=proposals,
            count=count,
            complete=complete,
            free=count == prod(comb(len(p.statements), p.needed) for p in proposals),
            example=tuple(subject.name(change.told) for change in changes),
            leads_to=subject.outcome(typology.id, after[typology.id]),
            besides=tuple(
                subject.outcome(name, then)
                for name, then in after.items()
                if name != typology.id and conclusion(then) != conclusion(before[name])
            ),
        )


def _proposals(subject: Subject, several: Sequence[ChangeSet]) -> Iterator[Proposal]:
    """The changes of a form, each with everything that may stand in its place."""
    needed = Counter(kind(c) for group in several[0] for c in group[0].changes)
    of_kind: dict[ChangeKind, dict[str, Change]] = {one: {} for one in needed}
    changes = [c for one in several for group in one for a in group for c in a.changes]
    # What names nobody comes before what does: it asks less.
    for change in sorted(changes, key=lambda c: len(subject.name(c.told))):
        of_kind[kind(change)].setdefault(subject.name(change.told), change)
    for one, statements in of_kind.items():
        first = next(iter(statements.values()))
        told = {
            subject.naming.statement(change.slot.key, value): None
            for change in statements.values()
            for value in subject.told_at(change.slot)
        }
        yield Proposal(
            needed=needed[one],
            statements=tuple(statements),
            says=subject.topic(first.told),
            unset=first.value is None,
            replaces=tuple(told),
            strength=STRENGTHS[first.replaces],
            derived=first.derived,
        )
