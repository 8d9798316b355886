"""What a question is asked of: one relation of a case, under one rulebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias

from pydantic import TypeAdapter

from classifier.case.checking import check
from classifier.case.model import Actor, Case
from classifier.case.relations import Key, Pooled, Relation, Told, Value, relations_of
from classifier.logic.engines.interpreter import Interpreter
from classifier.logic.evidence import Strength
from classifier.logic.grounding import program_of
from classifier.logic.program import Program
from classifier.logic.verdict import Grade, Status, Verdict
from classifier.pipeline import classify_relations, judged
from classifier.result.answers import Conclusion, answer_of, label_of, shown
from classifier.result.classification import Classification
from classifier.result.document import CaseTitle, Decided, Result, Rules, title_of
from classifier.result.explainable import Related, pair_of
from classifier.result.judged import Judged
from classifier.result.naming import Naming
from classifier.result.once import once
from classifier.result.words import Words
from classifier.rulebook.loading import load_rulebook
from classifier.rulebook.model import Rulebook, Typology
from classifier.version import __version__
from classifier.words.language import Text, message
from classifier.words.problems import names_of, nearest


class Unanswerable(ValueError):
    """A question cannot be asked so: what is wrong, and what to do about it."""

    def __init__(self, what: Text, hint: Text | None = None) -> None:
        self.what, self.hint = what, hint
        super().__init__(what.en)


class NoSuchRelation(Unanswerable):
    """The case has no such relation, or several where one is asked for."""


class NoSuchPattern(Unanswerable):
    """The rulebook has no such typology or pattern."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict without its reasons."""

    typology: str
    label: Text
    status: Status
    pattern: str | None
    shown: tuple[str, ...]
    """That pattern, or every pattern of a mixed verdict."""
    grade: Grade | None
    strength: Strength | None
    possible: tuple[str, ...]
    possible_labels: tuple[Text, ...]
    leaning: str | None
    says: Text

    @property
    def answer(self) -> Conclusion:
        """What must differ for the verdict to be another one."""
        return self.status, self.shown

    @property
    def wording(self) -> object:
        """What must differ for the verdict to be told in other words."""
        if self.pattern:
            return self.pattern, self.grade, self.strength
        return self.leaning or self.answer


@dataclass(frozen=True, slots=True)
class About:
    """What an answer is about: the case, the relation, the rules."""

    case: CaseTitle
    rulebook: Rules
    version: str
    actors: Mapping[str, Actor]
    pair: tuple[str, str]
    period: str | None
    says: Text
    """The relation in words."""


Verdicts: TypeAlias = Mapping[str, Verdict]
"""The verdict of every typology."""
Place = tuple[frozenset[str], str | None]
"""A pair of actors, in whatever order, in a period."""


class Slot(NamedTuple):
    """What can change at once: a key, or one value of a key whose values hold together."""

    key: Key
    value: Value | None = None


@dataclass(frozen=True, eq=False)
class Subject:
    """One relation of a case under one rulebook."""

    case: Case
    rulebook: Rulebook
    relation: Relation

    @property
    def program(self) -> Program:
        """The ground program."""
        return program_of(self.rulebook)

    @once
    def naming(self) -> Naming:
        """The names of the relation's actors and statements."""
        return Naming(self.case, self.rulebook, self.relation)

    def told_at(self, slot: Slot) -> dict[Value, Pooled]:
        """What is told of a slot."""
        told = self.relation.told.get(slot.key, {})
        return {one: pooled for one, pooled in told.items() if slot.value in (None, one)}

    def name(self, slot: Slot) -> str:
        """A slot in the one-line form."""
        key, value = slot
        return self.naming.statement(key, value) if value else self.naming.key(key)

    def topic(self, slot: Slot) -> Text:
        """A slot in words."""
        key, value = slot
        return self.naming.told(key, value) if value else self.naming.topic(key)

    @once
    def _now(self) -> Judged:
        return judged(self.naming, Interpreter(self.program))

    def judged(self, told: Told | None = None) -> Judged:
        """What follows from what is told, or from something else told of the relation."""
        if told is None:
            return self._now
        naming = replace(self.naming, relation=replace(self.relation, told=told))
        return judged(naming, Interpreter(self.program))

    def verdicts(self, told: Told | None = None) -> Verdicts:
        """The verdict of every typology, as `judged`."""
        return self.judged(told).verdicts

    def outcome(self, typology: str, verdict: Verdict) -> Outcome:
        """A verdict on the relation with its words."""
        return outcome_of(self.naming.sentences.words, typology, verdict)

    def outcomes(self, told: Told | None = None) -> dict[str, Outcome]:
        """The verdict of every typology with its words, as `judged`."""
        return {name: self.outcome(name, one) for name, one in self.verdicts(told).items()}

    def classified(self) -> Classification:
        """The classification of this relation alone, with its proofs."""
        only = (self.relation,)
        return classify_relations(self.case, self.rulebook, relations=only, engine="interpreter")

    def applies(self, typology: Typology) -> bool:
        """Whether a typology is for this kind of pair."""
        return typology.only in (None, self.relation.pairing)

    def typology(self, name: str) -> Typology:
        """The typology of that name. Raises `NoSuchPattern` with the nearest known name."""
        known = self.rulebook.typologies
        if name not in known:
            raise NoSuchPattern(
                message("questions.no_typology", name=name), known_names(name, [*known])
            )
        return known[name]

    def about(self) -> About:
        """What an answer on this subject is about."""
        return About(
            case=title_of(self.case),
            rulebook=Rules(self.rulebook.version, self.rulebook.sha256),
            version=__version__,
            actors=self.case.actors,
            pair=self.relation.actors,
            period=self.relation.period,
            says=pair_of(self.case, self.relation),
        )


def subject_of(
    case: Case,
    rulebook: Rulebook | None = None,
    *,
    between: tuple[str, str] | None = None,
    period: str | None = None,
) -> Subject:
    """The relation of a case that a question is asked of.

    Raises `InvalidCase` if the case does not fit the codebook, and `NoSuchRelation` if it has no
    such relation or more than one.
    """
    subjects = subjects_of(case, rulebook)
    relations = [one.relation for one in subjects]
    meant = fitting(relations, between, period)
    if len(meant) == 1:
        return subjects[relations.index(meant[0])]
    known = names_of((_written(one.actors, one.period) for one in meant or relations), "; ")
    what = message("questions.several_relations")
    if not meant:
        what = message("questions.no_relation", asked=_written(between, period))
    raise NoSuchRelation(what, message("questions.relations", relations=known))


def fitting(
    relations: Iterable[Relation], between: tuple[str, str] | None, period: str | None = None
) -> list[Relation]:
    """The relations that a choice may mean: of this pair in any order, and in this period."""
    return [
        one
        for one in relations
        if (between is None or set(between) == set(one.actors)) and period in (None, one.period)
    ]


def subjects_of(case: Case, rulebook: Rulebook | None = None) -> tuple[Subject, ...]:
    """Every relation of a case. Raises `InvalidCase` if it does not fit the codebook."""
    rulebook = rulebook or load_rulebook()
    check(case, rulebook.codebook)
    return tuple(places(case, rulebook).values())


def places(case: Case, rulebook: Rulebook) -> dict[Place, Subject]:
    """Every relation of a case that fits the codebook, by its place."""
    relations = relations_of(case, rulebook.codebook)
    return {place_of(relation): Subject(case, rulebook, relation) for relation in relations}


def place_of(relation: Relation | Related) -> Place:
    """The actors and the period by which a relation is found again in another coding."""
    return frozenset(relation.actors), relation.period


def outcome_of(words: Words, typology: str, verdict: Decided) -> Outcome:
    """A verdict with its words."""
    return Outcome(
        typology=typology,
        label=words.typologies[typology].label,
        status=verdict.status,
        pattern=verdict.pattern,
        shown=shown(verdict),
        grade=verdict.grade,
        strength=verdict.strength,
        possible=verdict.possible,
        possible_labels=tuple(label_of(words, typology, name) for name in verdict.possible),
        leaning=verdict.leaning,
        says=answer_of(words, typology, verdict),
    )


def as_json(answer: object, *, indent: int | None = None) -> str:
    """The answer to a question as JSON, texts in both languages; a result as it is kept."""
    if isinstance(answer, Result):
        return answer.to_json(indent=indent)
    written = TypeAdapter(type(answer)).dump_json(answer, indent=indent, by_alias=True)
    return written.decode("utf-8")


def _written(between: tuple[str, str] | None, period: str | None) -> str:
    """A choice of relation as the command takes it."""
    pair = "--between " + ",".join(between) if between else ""
    return f"{pair} --period {period}".strip() if period is not None else pair


def known_names(name: str, known: Sequence[str], *, before: str = "") -> Text:
    """The known name most like one that is not known, else all of them, as a hint."""
    near = nearest(name, known)
    if near:
        return message("questions.did_you_mean", near=before + near)
    return message("questions.one_of", names=names_of(before + one for one in known))
