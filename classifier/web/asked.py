"""What the page asks: a case, one relation of it, and what is supposed of it so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field, StrictInt

from classifier.case.model import Case
from classifier.case.relations import MAX_RELATIONS
from classifier.questions.subject import Subject, fitting, subject_of, subjects_of
from classifier.questions.supposing.asked import Supposing
from classifier.questions.supposing.changes import Change
from classifier.questions.supposing.restating import restated
from classifier.result.once import once
from classifier.rulebook.model import Rulebook
from classifier.web.bodies import (
    Asked,
    Supposed,
    case_asked,
    document_in,
    question_in,
)
from classifier.web.problems import Refused
from classifier.web.settings import MAX_CHANGES
from classifier.words.language import Language


class AskedOnPage(Asked):
    """Everything that the page may send with a question."""

    pattern: str | None = None
    to: str | None = None
    supposed: tuple[Supposed, ...] = Field(default=(), max_length=MAX_RELATIONS)
    goal: str | None = None
    """The verdict that a room plays for."""
    graphs: frozenset[str] = frozenset()
    """The typologies whose proof is drawn."""
    language: Language = "id"
    """The language in which it is drawn; all else comes in both."""
    afresh: bool = False
    """The smallest change is asked of the relation as coded, not as supposed."""
    typology: str | None = None
    votes: Mapping[str, StrictInt] = {}
    answers: bool = False
    other: AskedOnPage | None = None
    """What the case is compared with."""


@dataclass(frozen=True)
class Inquiry:
    """A question with the relation that it is asked of, as coded and as supposed.

    All of it raises `InvalidCase`, `NoSuchRelation` or `Unsupposable` where the question is wrong.
    """

    question: AskedOnPage
    rulebook: Rulebook

    @once
    def case(self) -> Case:
        """The case as coded."""
        return case_asked(self.question, self.rulebook)

    @once
    def coded(self) -> Subject:
        """The relation as coded; the first, if none is chosen."""
        between, period = self.question.between, self.question.period
        if between is None and period is None:
            return subjects_of(self.case, self.rulebook)[0]
        return subject_of(self.case, self.rulebook, between=between, period=period)

    @once
    def supposed(self) -> Case:
        """The case with everything that is supposed of any of its relations."""
        return restated(self.elsewhere, self.changes)

    @once
    def now(self) -> Subject:
        """The relation with everything that is supposed."""
        return self._as_in(self.supposed) if self.question.supposed else self.coded

    @once
    def elsewhere(self) -> Subject:
        """The relation with what is supposed of the others: what its own changes start from."""
        several = self.question.supposed
        if sum(len(one.put) + len(one.unset) for one in several) > MAX_CHANGES:
            raise Refused("too_much")
        case = self.case
        for one in several:
            if not self._is_here(one):
                subject = subject_of(case, self.rulebook, between=one.between, period=one.period)
                case = restated(subject, Supposing(subject).changes(one.put, one.unset))
        return self.coded if case is self.case else self._as_in(case)

    @once
    def changes(self) -> tuple[Change, ...]:
        """What is supposed of this relation."""
        return tuple(
            change
            for one in self.question.supposed
            if self._is_here(one)
            for change in Supposing(self.elsewhere).changes(one.put, one.unset)
        )

    @once
    def other(self) -> Subject | None:
        """The relation that this one is compared with."""
        other = self.question.other
        return None if other is None else Inquiry(other, self.rulebook).now

    def _is_here(self, one: Supposed) -> bool:
        """Whether something is supposed of the relation shown; if it names none, it is."""
        return bool(fitting([self.coded.relation], one.between, one.period))

    def _as_in(self, case: Case) -> Subject:
        relation = self.coded.relation
        return subject_of(case, self.rulebook, between=relation.actors, period=relation.period)


def inquiry_of(body: bytes | None, rulebook: Rulebook) -> Inquiry:
    """What the page asks. Raises `InvalidDocument` or `Refused` if it cannot be read."""
    return Inquiry(question_in(document_in(body), AskedOnPage), rulebook)
