"""Why a verdict, and why not another: the proof, and what each pattern that is not shown lacks.

The proof is the classification's own. For a pattern that is not the verdict it is said of every
criterion that stands in its way how it stands, and which kinds of statements would speak otherwise
by the rules. None of that is said to be enough; what would be enough is for `flip` to find.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from classifier.logic.evidence import State, Strength
from classifier.logic.verdict import Status
from classifier.questions.kinds import Speaking, StatementKind
from classifier.questions.subject import (
    About,
    NoSuchPattern,
    Outcome,
    Subject,
    known_names,
)
from classifier.result.answers import shown
from classifier.result.document import Excerpt
from classifier.result.judged import Judged
from classifier.rulebook.conditions import Found
from classifier.rulebook.model import Pattern, Typology
from classifier.words.language import Text, message


@dataclass(frozen=True, slots=True)
class Need:
    """What a criterion would need to be otherwise; never what would be enough."""

    of: str
    """The criterion's id, or the finding that leaves no partnership to classify."""
    wanted: Text
    """What would have to be so."""
    state: State
    strength: Strength | None
    """Of what decides now, or of both sides."""
    kind: StatementKind | None
    """What would speak for it; None if no rule can."""


@dataclass(frozen=True, slots=True)
class Why:
    """A pattern that was asked about: the verdict, or what stands in its way."""

    typology: str
    pattern: str
    label: Text
    shown: bool
    """It is the verdict, or one of several in a mixed one."""
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class WhyAnswer:
    """Why the verdicts are what they are, and why the patterns asked about are not theirs."""

    schema: Literal["kemitraan/explain/1"]
    about: About
    verdicts: tuple[Outcome, ...]
    patterns: tuple[Why, ...]
    """Those asked about; none if only the verdicts are explained."""
    classification: Excerpt
    """The relation's part of the classification: the typologies explained, with their proofs."""


def why(subject: Subject, pattern: str | None = None) -> WhyAnswer:
    """Explain every verdict of a relation, or the patterns asked about (`TYPOLOGY/PATTERN`).

    `pattern` may also be a typology, for all its patterns, or a pattern that only one typology has.
    Raises `NoSuchPattern`.
    """
    typologies = subject.rulebook.typologies
    asked = [] if pattern is None else _asked(subject, pattern)
    names = tuple(dict.fromkeys(typology for typology, _ in asked)) or tuple(typologies)
    result = subject.classified()
    (relation,) = result.relations
    speaking = Speaking(subject, relation.derivation)
    return WhyAnswer(
        schema="kemitraan/explain/1",
        about=subject.about(),
        verdicts=tuple(subject.outcome(name, relation.verdicts[name]) for name in names),
        patterns=tuple(
            _why(typologies[typology], one, relation, speaking) for typology, one in asked
        ),
        classification=result.excerpt(names),
    )


def _asked(subject: Subject, of: str) -> list[tuple[str, Pattern]]:
    """The patterns meant. Raises `NoSuchPattern` with the nearest known name."""
    typologies = subject.rulebook.typologies
    name, _, pattern = of.partition("/")
    if pattern or name in typologies:
        typology = subject.typology(name)
        found = [(name, p) for p in typology.patterns if pattern in ("", p.id)]
        if not found:
            said = message("questions.no_pattern", typology=name, name=pattern)
            raise NoSuchPattern(
                said, known_names(pattern, [p.id for p in typology.patterns], before=f"{name}/")
            )
        return found
    found = [(t.id, p) for t in typologies.values() for p in t.patterns if p.id == name]
    if not found:
        known = [p.id for t in typologies.values() for p in t.patterns]
        raise NoSuchPattern(
            message("why.no_name", name=name), known_names(name, [*typologies, *known])
        )
    if len(found) > 1:
        several = ", ".join(f"{typology}/{name}" for typology, _ in found)
        raise NoSuchPattern(
            message("why.several", name=name), message("questions.one_of", names=several)
        )
    return found


def _why(typology: Typology, pattern: Pattern, relation: Judged, speaking: Speaking) -> Why:
    verdict = relation.verdicts[typology.id]
    is_shown = pattern.id in shown(verdict)
    needs: list[Need] = []
    if pattern.id in verdict.grades and not is_shown:
        needs += _gate(typology, relation, speaking)
        needs += _needs(typology, pattern, relation, speaking)
    return Why(typology.id, pattern.id, pattern.label, shown=is_shown, needs=tuple(needs))


def _needs(
    typology: Typology, pattern: Pattern, relation: Judged, speaking: Speaking
) -> Iterator[Need]:
    judgements = relation.judgements(typology.id, pattern.id)
    for criterion, judged in zip(pattern.criteria, judgements, strict=True):
        if not judged.is_satisfied(criterion.role):
            holds = criterion.role == "requires"
            yield Need(
                of=criterion.id,
                wanted=relation.naming.sentences.criterion(criterion.id, holds=holds),
                state=judged.state,
                strength=relation.step(judged.step).strength,
                kind=speaking.kind(criterion.when, holds=holds),
            )


def _gate(typology: Typology, relation: Judged, speaking: Speaking) -> Iterator[Need]:
    """What it would need for there to be a partnership to classify."""
    gate = relation.gate(typology.id)
    if gate is None or relation.verdicts[typology.id].status is not Status.NO_PARTNERSHIP:
        return
    yield Need(
        of=gate.finding,
        wanted=relation.naming.sentences.found(gate, holds=False),
        state=gate.state,
        strength=gate.strength,
        kind=speaking.kind(Found(gate.finding, (), None), holds=False),
    )
