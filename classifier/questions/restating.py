"""A case as it would be coded if some observations were others.

What is supposed of a relation becomes a case again, so that everything that can be asked of a case
can be asked of it, and so that it can be saved. A new value rests on the sources of what it
replaces, as strongly as they spoke; where that is less than reported, or nothing, it rests on a
source that says by its name that it is supposed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from classifier.case import Case, FieldObservation, Observation
from classifier.language import message
from classifier.questions.subject import Subject
from classifier.questions.supposing import REPORTED, Change, says
from classifier.relations import Pooled, Value

SUPPOSED = "supposed"
"""What the source and the observations are called that nobody made."""


def restated(subject: Subject, changes: Iterable[Change]) -> Case:
    """The case with these changes; every observation keeps its name."""
    several = tuple(changes)
    if not several:
        return subject.case
    case = _named(subject.case)
    return _Restating(Subject(case, subject.rulebook, subject.relation)).case(several)


def _named(case: Case) -> Case:
    """The case with the names written out that its observations have by their places."""
    named = (
        one.model_copy(update={"id": name})
        for name, one in zip(case.observation_ids(), case.observations, strict=True)
    )
    return case.model_copy(update={"observations": tuple(named)})


@dataclass(frozen=True, slots=True)
class _Restating:
    """Writes changes of one relation into its case."""

    subject: Subject

    def case(self, changes: tuple[Change, ...]) -> Case:
        """The case with the changes."""
        case = self.subject.case
        gone = {name: change for change in changes for name in self._behind(change)}
        rest, fresh = (_free(name, case.observation_ids()) for name in ("rest", SUPPOSED))
        source = next(_free(SUPPOSED, [*case.sources]))
        kept: list[Observation] = []
        for one in case.observations:
            change = gone.get(one.id or "")
            kept += [one] if change is None else self._others(one, change, rest)
        new = [self._new(c, c.value, next(fresh), source) for c in changes if c.value]
        update: dict[str, object] = {"observations": (*kept, *new)}
        if any(source in one.sources for one in new):
            label = message("questions.supposed_source")
            supposed = FieldObservation(kind="observation", label=label)
            update["sources"] = {**case.sources, source: supposed}
        return case.model_copy(update=update)

    def _told(self, change: Change) -> list[Pooled]:
        """What is told where something changes, the strongest first."""
        key, value = change.slot
        told = self.subject.relation.told.get(key, {})
        found = [pooled for one, pooled in told.items() if value in (None, one)]
        return sorted(found, key=lambda pooled: -pooled.strength)

    def _behind(self, change: Change) -> tuple[str, ...]:
        """The observations that a change takes the place of."""
        return tuple(name for pooled in self._told(change) for name in pooled.observations)

    def _others(
        self, one: Observation, change: Change, names: Iterator[str]
    ) -> Iterator[Observation]:
        """What is left of an observation that holds for each actor and is changed for one."""
        place = change.slot.key.actor
        if one.actor is not None or place is None:
            return
        for who in one.between or self.subject.case.actors:
            if who != self.subject.relation.actors[place]:
                yield one.model_copy(update={"actor": who, "id": next(names)})

    def _new(self, change: Change, value: Value, name: str, supposed: str) -> Observation:
        """The observation of a change, as wide as what it replaces was."""
        case, relation, key = self.subject.case, self.subject.relation, change.slot.key
        coded = {one.id: one for one in case.observations}
        replaced = [coded[name] for name in self._behind(change)]
        everywhere = replaced and not any(one.between for one in replaced)
        always = replaced and not any(one.period for one in replaced)
        several = len(case.actors) > len(relation.actors)
        place = key.actor if value.named is None else value.named
        return Observation(
            id=name,
            indicator=key.indicator,
            value=value.word,
            actor=None if place is None else relation.actors[place],
            toward=None if key.toward is None else relation.actors[key.toward],
            about=key.about,
            between=relation.actors if several and not everywhere else None,
            period=None if always else relation.period,
            sources=self._sources(change, supposed),
            note=message("questions.supposed_note", change=says(self.subject, change)),
        )

    def _sources(self, change: Change, supposed: str) -> tuple[str, ...]:
        """The sources of the strongest that is replaced, if they report at least."""
        if change.derived or change.replaces < REPORTED:
            return (supposed,)
        coded = {one.id: one for one in self.subject.case.observations}
        strongest = self._told(change)[0].observations
        return tuple(dict.fromkeys(source for name in strongest for source in coded[name].sources))


def _free(name: str, taken: Iterable[str]) -> Iterator[str]:
    """Names like `name` that are not taken."""
    known = set(taken)
    numbered = (name if number == 0 else f"{name}-{number}" for number in count())
    return (one for one in numbered if one not in known)
