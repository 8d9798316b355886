"""Verdicts as cards: the answer, every pattern with its grade, the reasons, the picture.

Each card is made of a relation as it is and as it was coded, and marks what is new between the two.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from markupsafe import Markup

from classifier.case.model import Case
from classifier.explain.relation import Explanation
from classifier.explain.words import ruled_in
from classifier.logic.evidence import State
from classifier.logic.verdict import Grade
from classifier.picture.drawing import drawing_of_verdict
from classifier.picture.svg import svg
from classifier.questions.subject import Subject
from classifier.result.answers import answer_of, short_answer_of, shown, wording
from classifier.result.document import sha256_of
from classifier.web.bilingual import both
from classifier.web.places import addresses
from classifier.words.language import Language, Text, message
from classifier.writers.blocks import MARKS, Block
from classifier.writers.links import Links
from classifier.writers.paragraphs import html_of
from classifier.writers.passages import passages

STATES = {
    Grade.ESTABLISHED: State.MET,
    Grade.PRESUMED: State.MET,
    Grade.POSSIBLE: State.UNKNOWN,
    Grade.CONTESTED: State.CONTESTED,
    Grade.EXCLUDED: State.UNMET,
}
KEPT = 4
"""So many relations are kept in memory as they were coded, while a room changes one."""


@dataclass(frozen=True, slots=True)
class Graded:
    """A pattern on a card."""

    id: str
    label: Text
    term: str
    grade: Text
    sign: str
    looks: str
    shown: bool
    was: Text | None
    """Its grade as coded, if that was another."""


@dataclass(frozen=True, slots=True)
class Card:
    """The answer of one typology."""

    typology: str
    label: Text
    term: str
    question: Text
    says: Text
    short: Text
    """The answer without grade and strength."""
    was: Text | None
    """The answer as coded, if that was another."""
    patterns: tuple[Graded, ...]
    reasons: Markup
    graph: Markup
    """The proof as a picture; empty unless it is asked for."""


@dataclass(frozen=True, slots=True)
class Cards:
    """All answers on one relation, and the checklists."""

    verdicts: tuple[Card, ...]
    checklists: Markup


def cards_of(coded: Subject, now: Subject, shown: Case, pictures: Pictures) -> Cards:
    """The cards of a relation, with what differs from the relation as it was coded.

    What they cite leads to the case that is `shown` beside them.
    """
    key = _Coded.of(coded)
    after = _coded(key) if coded is now else _judged(now)
    writing = _Writing(key, _coded(key), after, shown, pictures)
    return Cards(tuple(writing.cards()), writing.checklists())


@dataclass(frozen=True, slots=True)
class Pictures:
    """The typologies whose proofs are drawn, and the language they are drawn in."""

    of: Container[str]
    language: Language


@dataclass(frozen=True, slots=True)
class _Coded:
    """A relation as coded, equal to any other of the same case under the same rules."""

    case: str
    rulebook: str
    actors: tuple[str, str]
    period: str | None
    subject: Subject = field(compare=False)

    @classmethod
    def of(cls, subject: Subject) -> _Coded:
        relation, digest = subject.relation, sha256_of(subject.case)
        rulebook = subject.rulebook.sha256
        return cls(digest, rulebook, relation.actors, relation.period, subject)


@lru_cache(maxsize=KEPT)
def _coded(of: _Coded) -> Explanation:
    """A room changes one case again and again; what was coded is judged once."""
    return _judged(of.subject)


@lru_cache(maxsize=KEPT)
def _known(of: _Coded) -> frozenset[Block]:
    """Everything that was said of a relation as it was coded."""
    before = _coded(of)
    blocks = [block for one in before.relation.verdicts for block in before.because(one)]
    blocks += before.checklists()
    return frozenset(block.alone() for block in blocks)


def _judged(subject: Subject) -> Explanation:
    result = subject.classified()
    (relation,) = result.relations
    return Explanation.of(result, relation, "summary")


@lru_cache(maxsize=8 * KEPT)
def _as_coded(of: _Coded, blocks: tuple[Block, ...]) -> Markup:
    """What is said of a relation as it was coded: most of it stays when one thing is changed."""
    return _written(blocks, addresses(_coded(of).result, of.subject.case), None)


def _written(
    blocks: tuple[Block, ...], href: Callable[[str], str], known: frozenset[Block] | None
) -> Markup:
    """Blocks in both languages; what is not `known` is marked, unless nothing is."""

    def write(language: Language) -> str:
        links = Links(href=href, known=known, new=message("page.new").said_in(language))
        return html_of(passages(blocks, language), links)

    return both(write)


@dataclass(frozen=True, slots=True)
class _Writing:
    """Writes the cards of one relation."""

    coded: _Coded
    before: Explanation
    after: Explanation
    shown: Case
    pictures: Pictures

    def cards(self) -> Iterator[Card]:
        """One card for each typology."""
        for name, verdict in self.after.relation.verdicts.items():
            words = self.after.words
            before = self.before.relation.verdicts[name]
            same = wording(before) == wording(verdict)
            yield Card(
                typology=name,
                label=words.typologies[name].label,
                term=ruled_in(name),
                question=words.typologies[name].question,
                says=answer_of(words, name, verdict),
                short=short_answer_of(words, name, verdict),
                was=None if same else answer_of(words, name, before),
                patterns=tuple(self._patterns(name)),
                reasons=self._said(self.after.because(name), self.before.because(name)),
                graph=self._drawn(name) if name in self.pictures.of else Markup(),
            )

    def _drawn(self, typology: str) -> Markup:
        """The proof as a picture, with what is new in it marked."""
        now, was = (drawing_of_verdict(of, typology) for of in (self.after, self.before))
        before = None if self.before is self.after else was
        language = self.pictures.language
        picture = Markup(svg(now, language, before=before))  # noqa: S704 - made by us
        return Markup('<div lang="{}">{}</div>').format(language, picture)

    def checklists(self) -> Markup:
        """The checklists point by point."""
        return self._said(self.after.checklists(), self.before.checklists())

    def _said(self, after: Iterable[Block], before: Iterable[Block]) -> Markup:
        """Blocks with what was not said before marked; those that are as before, as before."""
        now, then = tuple(after), tuple(before)
        if now == then:
            return _as_coded(self.coded, then)
        return _written(now, addresses(self.after.result, self.shown), _known(self.coded))

    def _patterns(self, typology: str) -> Iterator[Graded]:
        verdict = self.after.relation.verdicts[typology]
        before = self.before.relation.verdicts[typology].grades
        for name, grade in verdict.grades.items():
            old, state = before.get(name, grade), STATES[grade]
            yield Graded(
                id=f"{typology}/{name}",
                label=self.after.pattern(typology, name).label,
                term=ruled_in(f"{typology}/{name}"),
                grade=message(f"why.{grade}"),
                sign=MARKS[state],
                looks=state,
                shown=name in shown(verdict),
                was=None if old is grade else message(f"why.{old}"),
            )
