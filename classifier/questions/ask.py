"""What to ask next: the questions not yet answered, by how far an answer narrows what is possible.

A question is asked only if it can matter: if, with some answers to the other open questions, two
answers to it (or an answer and none) lead to different verdicts, grades or possible patterns. A
solver decides that exactly, over two copies of the circuit that differ in this one question.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from classifier.case.relations import Key, values_of
from classifier.logic.verdict import Verdict
from classifier.questions.solver.circuit import Circuit, said
from classifier.questions.solver.gates import Gates
from classifier.questions.solver.keys import effective, keys_of
from classifier.questions.subject import About, Outcome, Slot, Subject, Verdicts
from classifier.questions.supposing.changes import Alternative, Change, alternatives, supposed
from classifier.result.answers import conclusion
from classifier.words.language import Text


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a question, and what it would lead to on its own."""

    statement: str
    value: str
    named: str | None
    """The actor that the value names."""
    label: Text
    changes: tuple[Outcome, ...]
    """The verdicts that would then say something else."""
    open: int
    """How many patterns would then be possible, over all typologies."""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something not yet observed that can matter."""

    indicator: str
    asks: Text
    statements: tuple[str, ...]
    """What is asked, in the one-line form; of several members of a list, any one."""
    replies: tuple[Reply, ...]
    worst: int
    """How many patterns are possible after the least telling reply."""
    average: float
    """How many are possible over all replies."""
    alone: bool
    """Some reply changes a verdict on its own, and not only together with others."""

    @property
    def told(self) -> tuple[Reply, ...]:
        """Without replies that name somebody where the value alone leads to the same."""
        plain = {(one.value, one.changes, one.open) for one in self.replies if one.named is None}
        return tuple(
            one
            for one in self.replies
            if one.named is None or (one.value, one.changes, one.open) not in plain
        )


@dataclass(frozen=True, slots=True)
class AskAnswer:
    """The questions that can matter, the most telling first."""

    schema: Literal["kemitraan/ask/1"]
    about: About
    now: tuple[Outcome, ...]
    open: int
    """How many patterns are possible now, over all typologies."""
    questions: tuple[OpenQuestion, ...]


def ask(subject: Subject) -> AskAnswer:
    """What to ask next of a relation."""
    now = subject.verdicts()
    # How many verdicts an answer changes on average comes last, then the order of the codebook.
    questions = sorted(
        _questions(subject, now),
        key=lambda q: (
            not q.alone,
            q.worst,
            q.average,
            -sum(len(reply.changes) for reply in q.replies) / len(q.replies),
            [*subject.rulebook.codebook.indicators].index(q.indicator),
        ),
    )
    return AskAnswer(
        schema="kemitraan/ask/1",
        about=subject.about(),
        now=tuple(subject.outcomes().values()),
        open=_open(now),
        questions=tuple(questions),
    )


def mattering(subject: Subject) -> tuple[Key, ...]:
    """The keys not yet observed whose answer can matter, in the codebook's order.

    Of two circuits over the same open keys it is asked whether they can say different things while
    they differ in one key alone.
    """
    typologies = tuple(filter(subject.applies, subject.rulebook.typologies.values()))
    keys = keys_of(subject, *(typology.id for typology in typologies))
    gates, told = Gates(), {key: _openings(subject, key) for key in keys}
    two = [Circuit.of(subject, told, gates) for _ in range(2)]
    same = {
        key: gates.every(
            -gates.differ(one, other)
            for (one, _), (other, _) in zip(*(of.chosen[key] for of in two), strict=True)
        )
        for key in keys
    }
    several = [[gate for typology in typologies for gate in said(of, typology)] for of in two]
    differ = gates.some(gates.differ(*pair) for pair in zip(*several, strict=True))
    # In each solution one key differs, and is then held to be the same: what is left cannot matter.
    apart = {key: -gate for key, gate in same.items()}
    demands = differ, gates.at_most([*apart.values()], 1)
    found: set[Key] = set()
    while gates.can(*demands):
        (key,) = gates.holding(apart)
        found.add(key)
        gates.forbid(apart[key])
    return tuple(key for key in keys if key in found)


def _openings(subject: Subject, key: Key) -> tuple[Alternative, ...]:
    """What may be told of a key: as it is if it is observed, else nothing or any one value."""
    told = subject.relation.told.get(key)
    if told:
        return (Alternative(told),)
    groups = effective(subject.program, key, alternatives(subject, key))
    return tuple(group[0] for group in groups)


def _questions(subject: Subject, now: Verdicts) -> Iterator[OpenQuestion]:
    """One question for each key; those that differ only in the member they are about are one."""
    alike: dict[tuple[object, ...], list[tuple[Key, tuple[Reply, ...]]]] = {}
    for key in mattering(subject):
        replies = tuple(_replies(subject, key, now))
        leads = tuple((r.changes, r.open) for r in replies)
        alike.setdefault((key._replace(about=None), leads), []).append((key, replies))
    for several in alike.values():
        key, replies = several[0]
        counts = [reply.open for reply in replies]
        yield OpenQuestion(
            indicator=key.indicator,
            asks=subject.naming.question(key),
            statements=tuple(subject.naming.key(key) for key, _ in several),
            replies=replies,
            worst=max(counts),
            average=sum(counts) / len(counts),
            alone=any(reply.changes for reply in replies),
        )


def _replies(subject: Subject, key: Key, now: Verdicts) -> Iterator[Reply]:
    indicator = subject.rulebook.codebook.indicators[key.indicator]
    for value in values_of(indicator):
        slot = Slot(key, value if indicator.together else None)
        after = subject.verdicts(supposed(subject, [Change(slot, value, 0)]))
        yield Reply(
            statement=subject.naming.statement(key, value),
            value=value.word,
            named=None if value.named is None else subject.relation.actors[value.named],
            label=subject.naming.value(key, value),
            changes=tuple(
                subject.outcome(name, then)
                for name, then in after.items()
                if _said(then) != _said(now[name])
            ),
            open=_open(after),
        )


def _said(of: Verdict) -> tuple[object, ...]:
    """What `said` has of a verdict."""
    return conclusion(of), of.grade, of.possible


def _open(verdicts: Verdicts) -> int:
    return sum(len(of.possible) for of in verdicts.values())
