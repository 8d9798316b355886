"""A case as it would be coded if some observations were others.

What is supposed of a relation becomes a case again, so that everything that can be asked of a case
can be asked of it, and so that it can be saved. It is written for that relation alone: what was
said more widely is left standing for the other actor, the other pairs and the other periods. A new
value rests on the sources of what it replaces, as strongly as they spoke; where that is less than
reported, or nothing, it rests on a source that says by its name that it is supposed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from classifier.case.model import Case, FieldObservation, Observation
from classifier.case.relations import REPORTED, Pooled, Value, observed_pairs
from classifier.questions.subject import Subject
from classifier.questions.supposing.asked import Unsupposable
from classifier.questions.supposing.changes import Change
from classifier.questions.testimony import coded, voices
from classifier.words.language import message

SUPPOSED = "supposed"
"""What the source and the observations are called that nobody made."""


def restated(subject: Subject, changes: Iterable[Change]) -> Case:
    """The case with these changes; every observation keeps its name.

    Raises `Unsupposable` if one of the case's relations would no longer be named by anything.
    """
    several = tuple(changes)
    if not several:
        return subject.case
    case = _named(subject.case)
    pairs = observed_pairs(case)
    made = _Restating(Subject(case, subject.rulebook, subject.relation), pairs).case(several)
    if observed_pairs(made) != pairs:
        raise Unsupposable(message("questions.unnamed"), message("questions.unnamed_hint"))
    return made


def _named(case: Case) -> Case:
    named = (
        one.model_copy(update={"id": name})
        for name, one in zip(case.observation_ids(), case.observations, strict=True)
    )
    return case.model_copy(update={"observations": tuple(named)})


@dataclass(frozen=True, slots=True)
class _Restating:
    """Writes changes of one relation into its case."""

    subject: Subject
    pairs: list[tuple[str, str]]
    """All pairs of the case that are judged."""

    def case(self, changes: tuple[Change, ...]) -> Case:
        """The case with the changes."""
        case = self.subject.case
        gone: dict[str, set[int | None]] = defaultdict(set)
        for change in changes:
            for name in (name for pooled in self._told(change) for name in pooled.observations):
                gone[name].add(change.slot.key.actor)
        rest, fresh = (_free(name, case.observation_ids()) for name in ("rest", SUPPOSED))
        source = next(_free(SUPPOSED, [*case.sources]))
        kept: list[Observation] = []
        for one in case.observations:
            places = gone.get(one.id or "")
            kept += [one] if places is None else self._left(one, places, rest)
        new = [self._new(c, c.value, next(fresh), source) for c in changes if c.value]
        update: dict[str, object] = {
            "title": message("questions.supposed_title", title=case.name),
            "observations": (*kept, *new),
        }
        if any(source in one.sources for one in new):
            label = message("questions.supposed_source")
            supposed = FieldObservation(kind="observation", label=label)
            update["sources"] = {**case.sources, source: supposed}
        return case.model_copy(update=update)

    def _told(self, change: Change) -> list[Pooled]:
        """What is told where something changes, the strongest first."""
        found = self.subject.told_at(change.slot).values()
        return sorted(found, key=lambda pooled: -pooled.strength)

    def _left(
        self, one: Observation, places: set[int | None], names: Iterator[str]
    ) -> Iterator[Observation]:
        """What is left of an observation that is changed for some places of this relation."""
        relation = self.subject.relation
        narrow: list[dict[str, object]] = []
        if one.actor is None and None not in places:
            others = {0, 1} - places
            narrow += [{"actor": relation.actors[place], **self._here} for place in others]
        spoken_of = {one.actor, one.toward} - {None}
        if one.between is None:
            narrow += [
                {"between": pair}
                for pair in self.pairs
                if set(pair) != set(relation.actors) and spoken_of <= set(pair)
            ]
        if one.period is None:
            periods = (name for name in self.subject.case.periods if name != relation.period)
            narrow += [{**self._here, "period": name} for name in periods]
        for update in narrow:
            yield one.model_copy(update={**update, "id": next(names)})

    @property
    def _here(self) -> dict[str, object]:
        """What narrows an observation to this relation."""
        relation = self.subject.relation
        several = len(self.subject.case.actors) > len(relation.actors)
        return {"between": relation.actors if several else None, "period": relation.period}

    def _new(self, change: Change, value: Value, name: str, supposed: str) -> Observation:
        relation, key = self.subject.relation, change.slot.key
        place = key.actor if value.named is None else value.named
        made = Observation(
            id=name,
            indicator=key.indicator,
            value=value.word,
            actor=None if place is None else relation.actors[place],
            toward=None if key.toward is None else relation.actors[key.toward],
            about=key.about,
            sources=self._sources(change, supposed),
            note=message("questions.supposed_note", change=self.subject.name(change.told)),
        )
        return made.model_copy(update=self._here)

    def _sources(self, change: Change, supposed: str) -> tuple[str, ...]:
        """The sources of the strongest that is replaced, if they report at least."""
        if change.derived or change.replaces < REPORTED:
            return (supposed,)
        return voices(coded(self.subject.case, self._told(change)[0].observations))


def _free(name: str, taken: Iterable[str]) -> Iterator[str]:
    """Names like `name` that are not taken."""
    known = set(taken)
    numbered = (name if number == 0 else f"{name}-{number}" for number in count())
    return (one for one in numbered if one not in known)
