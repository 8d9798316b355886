"""Which disagreements of two coders change a verdict, and so have to be settled first.

Each is tried: the answer of one coder, or that there is none, is taken over into the coding of the
other, and the other way round. Where verdicts differ and no single disagreement accounts for it,
the fewest that do so together are looked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from classifier.questions.coders.coding import Coding, Shared, Unit, with_kind
from classifier.questions.differences import VerdictPair
from classifier.questions.subject import Slot, Subject, Verdicts
from classifier.questions.supposing.changes import taken_over
from classifier.questions.testimony import SourcedStatement, said_of
from classifier.result.answers import conclusion
from classifier.words.language import Text, message

if TYPE_CHECKING:
    from classifier.questions.compare import Made


Differing = Literal["other_kind", "other_value", "only_first", "only_second", "other_evidence"]


@dataclass(frozen=True, slots=True)
class Answered:
    """A coder's answer, and what it rests on."""

    value: Text
    """In words, without the question."""
    said: SourcedStatement


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What the two coded differently, and the verdicts that would change if it were settled."""

    point: str
    """In the one-line form; of an actor's kind, where it stands in the case."""
    says: Text
    sort: Differing
    first: tuple[Answered, ...]
    second: tuple[Answered, ...]
    first_becomes: tuple[VerdictPair, ...]
    """Verdicts of the first coding that change if it takes the second's answer."""
    second_becomes: tuple[VerdictPair, ...]

    @property
    def changes_a_verdict(self) -> bool:
        """Whether it has to be settled before a verdict is relied on."""
        return bool(self.first_becomes or self.second_becomes)


@dataclass(frozen=True, slots=True)
class Jointly:
    """Verdicts that differ only through several disagreements at once."""

    verdicts: VerdictPair
    points: tuple[str, ...]
    """The fewest that, taken over into the first coding, give the second's verdict."""
    others: bool
    """There are other sets as small."""


def disagreements(of: Shared) -> tuple[Disagreement, ...]:
    """All that the two coded differently; other evidence only if it changes a verdict."""
    return (*_kinds(of), *_coded(of))


def _kinds(of: Shared) -> Iterator[Disagreement]:
    one, other = of.first.own, of.second.own
    for actor in one.relation.actors:
        kinds = [subject.case.actors[actor].kind for subject in (one, other)]
        if kinds[0] != kinds[1]:
            labels = [one.rulebook.codebook.actor_kinds[kind].label for kind in kinds]
            first, second = (
                Answered(
                    label,
                    SourcedStatement(kind, label, None, (), (), derived=False, outweighed=False),
                )
                for kind, label in zip(kinds, labels, strict=True)
            )
            yield Disagreement(
                point=f"/actors/{actor}/kind",
                says=message("agree.kind_of", actor=one.case.actors[actor].name),
                sort="other_kind",
                first=(first,),
                second=(second,),
                first_becomes=_changed(one, with_kind(one, actor, kinds[1]).verdicts()),
                second_becomes=_changed(other, with_kind(other, actor, kinds[0]).verdicts()),
            )


def _coded(of: Shared) -> Iterator[Disagreement]:
    units = {unit.slot: unit for unit in of.units()}
    there = {of.second.own.name(slot): slot for slot in of.second.differing()}
    for slot in of.first.differing():
        point = of.first.own.name(slot)
        found = Disagreement(
            point=point,
            says=of.first.own.topic(slot),
            sort=_sort(units.get(slot)),
            first=_answered(of.first.own, slot),
            second=_answered(of.first.other, slot),
            first_becomes=_taking(of.first, slot),
            second_becomes=_taking(of.second, there[point]) if point in there else (),
        )
        if found.sort != "other_evidence" or found.changes_a_verdict:
            yield found


def _sort(unit: Unit | None) -> Differing:
    if unit is None or unit.first == unit.second:
        return "other_evidence"
    if unit.in_both:
        return "other_value"
    return "only_first" if unit.second is None else "only_second"


def _answered(subject: Subject, slot: Slot) -> tuple[Answered, ...]:
    """What is told of a slot; of one value, that it is marked."""
    return tuple(
        Answered(
            message("agree.marked") if slot.value else subject.naming.value(slot.key, value),
            said_of(subject, slot.key, value),
        )
        for value in subject.told_at(slot)
    )


def _taking(side: Coding, slot: Slot) -> tuple[VerdictPair, ...]:
    told = taken_over(side.own.relation.told, [slot], side.other.relation.told)
    return _changed(side.own, side.own.verdicts(told))


def _changed(subject: Subject, after: Verdicts) -> tuple[VerdictPair, ...]:
    return tuple(
        VerdictPair(subject.outcome(name, now), subject.outcome(name, after[name]))
        for name, now in subject.verdicts().items()
        if conclusion(now) != conclusion(after[name])
    )


def jointly(
    of: Shared, verdicts: tuple[VerdictPair, ...], found: tuple[Disagreement, ...]
) -> tuple[Jointly, ...]:
    """Differing verdicts that no single disagreement leads to, with the fewest that do."""
    reached = {
        (pair.after.typology, pair.after.answer) for one in found for pair in one.first_becomes
    }
    differing_ = [pair for pair in verdicts if pair.other_answer]
    left = [p for p in differing_ if (p.after.typology, p.after.answer) not in reached]
    if not left or any(one.sort == "other_kind" for one in found):
        return ()
    from classifier.questions.compare import compare  # noqa: PLC0415 - its solver is slow to load

    made = {one.typology: one for one in compare(of.first.own, of.second.own).made}
    return tuple(_set(made[pair.before.typology]) for pair in left)


def _set(made: Made) -> Jointly:
    others = len(made.sets) > 1 or not made.complete
    return Jointly(made.verdicts, made.sets[0].points, others)
