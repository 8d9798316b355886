"""A relation judged, with the rules that fire for each finding.

Rules are told apart by the places of the actors they speak of, never by names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from classifier.case.relations import Told
from classifier.logic.evidence import STRENGTHS, State, Strength
from classifier.logic.program import Derivation, FindingAt
from classifier.logic.verdict import decide
from classifier.questions.subject import Outcome, Subject, outcome_of
from classifier.result import document as doc
from classifier.result.assembling import Judge
from classifier.result.proof import Prover
from classifier.result.tracing import SIDES, sides_of, trace
from classifier.rulebook.model import Rulebook
from classifier.words.language import Text, message


@dataclass(frozen=True, slots=True)
class Basis:
    """A statement that a reason rests on."""

    statement: str
    """In the one-line form."""
    says: Text
    strength: Strength
    supposed: bool
    """It is supposed, and nobody observed it."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A rule that fires, with what makes it fire."""

    rule: str
    side: Literal["supports", "opposes", "defined_as"]
    state: State
    """Met, unless it is a definition that comes to something else."""
    says: Text
    strength: Strength | None
    reference: tuple[str, ...]
    literature: Text
    """The reference in words."""
    decision: bool
    """The rule is a decision of the project, with or without literature."""
    outweighed: bool
    """Stronger reasons on the other side prevail."""
    rests_on: tuple[Basis, ...]

    @property
    def amounts(self) -> tuple[State, Strength | None]:
        """What must differ for the rule to say something else."""
        return self.state, self.strength


@dataclass(frozen=True, slots=True)
class Judged:
    """A relation with all that follows from what is told of it."""

    subject: Subject
    derivation: Derivation
    result: doc.RelationResult

    def outcome(self, typology: str) -> Outcome:
        """The verdict of a typology."""
        of = self.subject.rulebook.typologies[typology]
        return outcome_of(of, decide(of, self.subject.relation, self.derivation))


def judged(subject: Subject, told: Told | None = None) -> Judged:
    """Judge a relation, as it is or as something else is told of it."""
    if told is not None:
        relation = replace(subject.relation, told=told)
        subject = Subject(subject.case, subject.rulebook, relation)
    derivation = subject.derivation()
    prover = Prover(derivation, subject.naming)
    result = Judge(subject.rulebook, subject.relation, prover).result()
    return Judged(subject, derivation, result)


Firing = tuple[str, str, tuple[tuple[str, int], ...]]
"""A rule, the side it speaks for, and the places of the actors it speaks of."""


def grounds(of: Judged, at: FindingAt, number: int) -> dict[Firing, Ground]:
    """The rules that fire for a finding, each at its strongest."""
    finding = of.result.findings.get(of.subject.naming.condition(at))
    if finding is None:
        return {}
    defined = len(of.subject.rulebook.findings[at.name].defined_as)
    found: dict[Firing, Ground] = {}
    for reason in finding.reasons[:defined]:
        if reason.steps[0].state is not State.UNKNOWN:
            found[reason.rule, reason.side, ()] = _ground(of, finding, reason)
    firings = _firings(of.derivation, number)
    for firing, reason in zip(firings, finding.reasons[defined:], strict=True):
        ground = _ground(of, finding, reason)
        if firing not in found or _rank(ground.strength) > _rank(found[firing].strength):
            found[firing] = ground
    return found


def _firings(derivation: Derivation, number: int) -> Iterator[Firing]:
    """The rules that fired for a finding, in the order in which its reasons stand."""
    seen: set[tuple[Firing, int]] = set()
    for fired in derivation.fired.get(number, ()):
        rule = fired.clause.rule
        if rule is not None:
            actors = tuple((k, v) for k, v in fired.clause.names if isinstance(v, int))
            firing = (rule.id, fired.clause.side.name, actors)
            if (firing, fired.strength) not in seen:
                seen.add((firing, fired.strength))
                yield firing


def _rank(strength: Strength | None) -> int:
    return STRENGTHS.index(strength)


def _ground(of: Judged, finding: doc.Finding, reason: doc.Reason) -> Ground:
    state = reason.steps[0].state if reason.side == "defined_as" else State.MET
    told = {
        name
        for side in SIDES[state]
        for name in trace(reason.steps, of.result.findings, side).statements
    }
    so = reason.says if state is State.MET else message(f"outline.so_{state}", that=reason.says)
    return Ground(
        rule=reason.rule,
        side=reason.side,
        state=state,
        says=so,
        strength=reason.strength,
        reference=reason.reference,
        literature=_literature(of.subject.rulebook, reason.reference),
        decision=reason.decision is not None,
        outweighed=finding.outweighed in sides_of(reason),
        rests_on=tuple(
            _basis(name, statement)
            for name, statement in of.result.statements.items()
            if name in told and not statement.outweighed
        ),
    )


def _literature(rulebook: Rulebook, reference: tuple[str, ...]) -> Text:
    """Works with their pages."""
    cited = []
    for one in reference:
        work, _, pages = one.partition(":")
        cite = rulebook.references[work].cite
        cited.append(message("differences.pages", work=cite, pages=pages) if pages else cite)
    return Text(id="; ".join(t.id for t in cited), en="; ".join(t.en for t in cited))


def _basis(name: str, statement: doc.Statement) -> Basis:
    supposed = any(o.startswith("supposed:") for o in statement.observations)
    return Basis(name, statement.label, statement.strength, supposed)
