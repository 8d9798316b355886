"""Deriving a kept result again: whether it still holds, and if not, what has changed since.

A result names what it was made of: the case and the rulebook by their hashes, the engine and the
program by their versions. The case is classified anew, by the same engine where there is one, and
what the result holds is compared: verdicts with their evidence, grades of patterns, and what was
told. A result that holds fewer relations is compared in those that it holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from classifier.case.model import Case
from classifier.logic.engines import ENGINES, EngineName, can_run, default_engine
from classifier.logic.verdict import Grade
from classifier.pipeline import classify
from classifier.questions.differences import StatementChange
from classifier.questions.subject import Outcome, Unanswerable, outcome_of, place_of
from classifier.result.answers import label_of
from classifier.result.document import CaseTitle, EngineUsed, Rules, title_of
from classifier.result.explainable import Explainable, Related, pair_of
from classifier.result.sentences import Sentences
from classifier.rulebook.loading import load_rulebook
from classifier.rulebook.model import Rulebook
from classifier.words.language import Text, message

Part = Literal["case", "rulebook", "program", "engine"]
"""What a result is made of."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a result was made of."""

    case_sha256: str
    rulebook: Rules
    version: str
    """Of the program."""
    engine: EngineUsed

    def parts(self) -> Mapping[Part, object]:
        """By what each part is told from another; of a rulebook that is what it says."""
        rules = self.rulebook.sha256
        return {
            "case": self.case_sha256,
            "rulebook": rules,
            "program": self.version,
            "engine": self.engine,
        }


@dataclass(frozen=True, slots=True)
class Regraded:
    """A pattern with another grade, or one that only one rulebook has."""

    pattern: str
    label: Text
    before: Grade | None
    after: Grade | None


@dataclass(frozen=True, slots=True)
class Rejudged:
    """The verdict of one typology, then and now."""

    typology: str
    label: Text
    before: Outcome | None
    """None if the typology was not in the rulebook."""
    after: Outcome | None
    grades: tuple[Regraded, ...]

    @property
    def same(self) -> bool:
        """Whether verdict and grades are what they were; words and the order of names may not."""
        if self.before is None or self.after is None:
            return False
        one, other = (
            (*of.answer, of.grade, of.strength, frozenset(of.possible), of.leaning)
            for of in (self.before, self.after)
        )
        return not self.grades and one == other


@dataclass(frozen=True, slots=True)
class Replayed:
    """One relation of the result, derived again."""

    actors: tuple[str, str]
    period: str | None
    says: Text
    """The relation in words."""
    there: bool
    """The case still has it."""
    verdicts: tuple[Rejudged, ...]
    told: tuple[StatementChange, ...]
    """What is told differently."""

    @property
    def same(self) -> bool:
        """Whether all verdicts and grades are what they were."""
        return self.there and all(verdict.same for verdict in self.verdicts)


@dataclass(frozen=True, slots=True)
class ReplayAnswer:
    """A kept result, and the same case derived again."""

    schema: Literal["kemitraan/replay/1"]
    case: CaseTitle
    before: Provenance
    after: Provenance
    changed: tuple[Part, ...]
    relations: tuple[Replayed, ...]
    not_held: tuple[Text, ...]
    """Relations of the case that the result does not hold."""
    same: bool
    """All verdicts and grades that the result holds are the same now."""


class OtherCase(Unanswerable):
    """The result is of another case."""


def replay(result: Explainable, case: Case, rulebook: Rulebook | None = None) -> ReplayAnswer:
    """Derive a result again from its case, and say what is different.

    Raises `OtherCase` if the result is of a case with another id, and `InvalidCase` if the case
    does not fit the codebook.
    """
    if result.case.id != case.id:
        what = message("replay.other_case", result=result.case.id, case=case.id)
        raise OtherCase(what, message("replay.other_case_hint"))
    now = classify(case, rulebook or load_rulebook(), engine=_engine(result.engine.name))
    before, after = _made(result), _made(now)
    relations = tuple(_replayed(result, now, relation) for relation in result.relations)
    held = {place_of(relation) for relation in result.relations}
    left = (relation for relation in now.relations if place_of(relation) not in held)
    return ReplayAnswer(
        schema="kemitraan/replay/1",
        case=title_of(case),
        before=before,
        after=after,
        changed=tuple(part for part, one in before.parts().items() if one != after.parts()[part]),
        relations=relations,
        not_held=tuple(pair_of(now, relation) for relation in left),
        same=all(relation.same for relation in relations),
    )


def _engine(name: str) -> EngineName:
    """The engine of that name where it runs, so that like is compared with like."""
    return next((one for one in ENGINES if one == name and can_run(one)), default_engine())


def _made(result: Explainable) -> Provenance:
    rulebook = Rules(result.rulebook.version, result.rulebook.sha256)
    return Provenance(result.case_sha256, rulebook, result.version, result.engine)


def _replayed(result: Explainable, now: Explainable, relation: Related) -> Replayed:
    again = next((one for one in now.relations if place_of(one) == place_of(relation)), None)
    sides = (_Held(result, relation), _Held(now, again)) if again else None
    return Replayed(
        actors=relation.actors,
        period=relation.period,
        says=pair_of(result, relation),
        there=again is not None,
        verdicts=tuple(_rejudged(*sides)) if sides else (),
        told=tuple(_retold(*sides)) if sides else (),
    )


@dataclass(frozen=True, slots=True)
class _Held:
    """A relation within its result, which has the words for it."""

    result: Explainable
    relation: Related

    def outcome(self, typology: str) -> Outcome | None:
        """A verdict without its reasons."""
        verdict = self.relation.verdicts.get(typology)
        if verdict is None:
            return None
        return outcome_of(self.result.words, typology, verdict)

    def typology(self, name: str) -> Text:
        """What a typology is called."""
        return self.result.words.typologies[name].label

    def pattern(self, typology: str, name: str) -> Text:
        """What a pattern is called."""
        return label_of(self.result.words, typology, name)

    def statement(self, name: str) -> Text:
        """What is told, in words."""
        of = self.relation
        sentences = Sentences(self.result.words, self.result.actors, of.actors)
        return sentences.told(of.told[name])


def _rejudged(before: _Held, after: _Held) -> Iterator[Rejudged]:
    known = after.relation.verdicts
    for name in dict.fromkeys([*before.relation.verdicts, *known]):
        label = (after if name in known else before).typology(name)
        grades = tuple(_regraded(before, after, name))
        yield Rejudged(name, label, before.outcome(name), after.outcome(name), grades)


def _regraded(before: _Held, after: _Held, typology: str) -> Iterator[Regraded]:
    """The patterns that are graded otherwise; none where there was or is no such typology."""
    then, now = (of.relation.verdicts.get(typology) for of in (before, after))
    if then is None or now is None:
        return
    for name in dict.fromkeys([*then.grades, *now.grades]):
        one, other = then.grades.get(name), now.grades.get(name)
        if one != other:
            label = (after if other else before).pattern(typology, name)
            yield Regraded(name, label, one, other)


def _retold(before: _Held, after: _Held) -> Iterator[StatementChange]:
    one, other = before.relation.told, after.relation.told
    for name in dict.fromkeys([*one, *other]):
        then, now = (told[name].strength if name in told else None for told in (one, other))
        if then != now:
            yield StatementChange(name, (after if now else before).statement(name), then, now)
