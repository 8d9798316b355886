"""What a verdict rests on: the observations that suffice for it, those it needs, and its sources.

Observations suffice if the verdict is the same whatever else is claimed, and are necessary if
without them the verdict is another one in the case as it is. A source carries a verdict if it is
another one in the case without that source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from math import prod
from typing import Literal

from classifier.case.model import Source
from classifier.case.relations import Key
from classifier.logic.verdict import Grade, Verdict
from classifier.questions.solver.keys import keys_of
from classifier.questions.solver.sufficing import Sufficing, options_of
from classifier.questions.subject import About, Outcome, Slot, Subject, Verdicts
from classifier.questions.supposing.changes import Alternative, changed, supposed
from classifier.questions.testimony import Testimony, point_of, sources_of
from classifier.questions.withdrawing import Removal, removal, without
from classifier.result.answers import conclusion
from classifier.rulebook.model import Typology
from classifier.words.language import Text

SETS = 12
"""So many smallest sets are told one by one."""
COUNTED = 600
"""So many are looked for, to count them and to see what is interchangeable."""


@dataclass(frozen=True, slots=True)
class End:
    """Another verdict that is still open, and what would have to be claimed for it."""

    leads_to: Outcome
    statements: tuple[str, ...]
    """The fewest that lead there with all that is told; in the one-line form."""
    says: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Necessity:
    """A point without which the verdict is another one."""

    point: str
    leads_to: Outcome


@dataclass(frozen=True, slots=True)
class Support:
    """What the verdict of one typology rests on."""

    typology: str
    label: Text
    now: Outcome
    size: int | None
    """How many points force the verdict at least; None if all of them together do not."""
    count: int
    """How many smallest sets were found."""
    complete: bool
    """There are no further sets of that size."""
    sets: tuple[tuple[str, ...], ...]
    """The first of these sets of points."""
    choices: tuple[tuple[str, ...], ...]
    """One point of each of these, freely chosen, is every smallest set; empty if they are not so
    simple."""
    assumed: tuple[Text, ...]
    """Of a presumed pattern: what would exclude it and is not known."""
    ends: tuple[End, ...]
    """Verdicts that are still open; none if the verdict is forced."""
    needs: tuple[Necessity, ...]
    removals: tuple[Removal, ...]


@dataclass(frozen=True, slots=True)
class SupportAnswer:
    """What each verdict on a relation rests on."""

    schema: Literal["kemitraan/support/1"]
    about: About
    sources: Mapping[str, Source]
    points: Mapping[str, Testimony]
    """The observed points that are spoken of, by their name in the one-line form."""
    supports: tuple[Support, ...]


def support(subject: Subject) -> SupportAnswer:
    """What each verdict on a relation rests on, proved over everything else that may be found."""
    slots = tuple(_observed(subject))
    case = _Known(
        options_of(subject),
        {slot: _unset(subject, slot) for slot in slots},
        {name: without(subject, name) for name in subject.case.sources},
    )
    typologies = subject.rulebook.typologies.values()
    supports = tuple(_support(subject, typology, case) for typology in typologies)
    sets = [(*one.sets, *one.choices, [need.point for need in one.needs]) for one in supports]
    named = {name for several in sets for names in several for name in names}
    points = {subject.name(slot): point_of(subject, slot) for slot in slots}
    return SupportAnswer(
        "kemitraan/support/1",
        subject.about(),
        sources_of(subject),
        {name: point for name, point in points.items() if name in named},
        supports,
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What is worked out once for all typologies."""

    options: Mapping[Key, tuple[Alternative, ...]]
    removed: Mapping[Slot, Verdicts]
    without: Mapping[str, Verdicts | None]


def _support(subject: Subject, typology: Typology, known: _Known) -> Support:
    name = typology.id
    now = subject.verdicts()[name]
    search = Sufficing(subject, typology, known.options)
    found = list(islice(search.smallest(), COUNTED + 1))
    complete = len(found) <= COUNTED
    best = sorted(found[:COUNTED], key=lambda one: _rank(subject, one))
    sets = [tuple(subject.name(slot) for slot in one) for one in best]
    return Support(
        typology=name,
        label=typology.label,
        now=subject.outcome(name, now),
        size=len(sets[0]) if sets else None,
        count=len(sets),
        complete=complete,
        sets=tuple(sets[:SETS]),
        choices=choices_of(sets) if complete else (),
        assumed=tuple(_assumed(subject, typology, now)),
        ends=tuple(_ends(subject, typology, search)),
        needs=tuple(
            Necessity(subject.name(slot), subject.outcome(name, after[name]))
            for slot, after in known.removed.items()
            if conclusion(after[name]) != conclusion(now)
        ),
        removals=tuple(
            removal(subject, name, source, after) for source, after in known.without.items()
        ),
    )


def _rank(subject: Subject, slots: Sequence[Slot]) -> list[int]:
    """The best proven sets come first: those whose weakest point is the strongest."""
    strengths = [
        max(pooled.strength for pooled in subject.told_at(slot).values()) for slot in slots
    ]
    return [-strength for strength in sorted(strengths)]


def choices_of(sets: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Points of which one each makes every set, if the sets are made so; else nothing.

    >>> choices_of([("a", "b"), ("a", "c")])
    (('a',), ('b', 'c'))
    >>> choices_of([("a", "b"), ("c", "d")])
    ()
    """
    if not sets:
        return ()
    every = {frozenset(one) for one in sets}
    points = tuple(dict.fromkeys(point for one in sets for point in one))
    choices = tuple(
        tuple(p for p in points if frozenset(sets[0]) - {place} | {p} in every) for place in sets[0]
    )
    if prod(map(len, choices)) != len(every):
        return ()
    return choices if every == {frozenset(one) for one in product(*choices)} else ()


# What is open


def _assumed(subject: Subject, typology: Typology, now: Verdict) -> Iterator[Text]:
    """What would exclude a presumed pattern and is not known."""
    if now.grade is not Grade.PRESUMED:
        return
    derivation = subject.judged().derivation
    (pattern,) = (p for p in typology.patterns if p.id == now.pattern)
    for criterion in pattern.criteria:
        of = subject.program.criteria[criterion.id]
        if criterion.role == "excluded_by" and derivation.evidence(of) == (0, 0):
            yield criterion.holds.filled(**subject.naming.sentences.letters())


def _ends(subject: Subject, typology: Typology, search: Sufficing) -> Iterator[End]:
    """Other verdicts that are open with all that is told, and the fewest claims for them."""
    for several in search.ends():
        claimed = {one.changes[0].slot.key: one.values for one in several}
        claims = [claim.told for one in several for claim in one.changes]
        then = subject.verdicts({**subject.relation.told, **claimed})[typology.id]
        yield End(
            subject.outcome(typology.id, then),
            tuple(map(subject.name, claims)),
            tuple(map(subject.topic, claims)),
        )


# What the verdict needs


def _observed(subject: Subject) -> Iterator[Slot]:
    """Every observed slot that a verdict can depend on."""
    for key in keys_of(subject, *subject.rulebook.typologies):
        told = subject.relation.told.get(key, {})
        if subject.rulebook.codebook.indicators[key.indicator].together:
            yield from (Slot(key, value) for value in told)
        elif told and not any(pooled.derived for pooled in told.values()):
            yield Slot(key)


def _unset(subject: Subject, slot: Slot) -> Verdicts:
    change = changed(slot, None, subject.relation.told[slot.key])
    return subject.verdicts(supposed(subject, [change]))
