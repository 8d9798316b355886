"""The boxes of a drawing: what each says, how it looks, and where what it speaks of is defined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from classifier.explain.words import answer_of, coded_in, ruled_in, speaks_for
from classifier.logic.evidence import State
from classifier.result import document as doc
from classifier.words.language import Text, message, text_of
from classifier.writers.blocks import MARKS

Kind = Literal["verdict", "pattern", "criterion", "finding", "rule", "told", "source"]
Looks = Literal[
    "verdict",
    "pattern",
    "finding",
    "rule",
    "told",
    "outweighed",
    "source",
    "met",
    "unmet",
    "unknown",
    "contested",
]
LOOKS: Mapping[State, Looks] = {
    State.MET: "met",
    State.UNMET: "unmet",
    State.UNKNOWN: "unknown",
    State.CONTESTED: "contested",
}
NOTHING = text_of("")


@dataclass(frozen=True, slots=True)
class Node:
    """A box: what it says, and how it looks."""

    kind: Kind
    looks: Looks
    says: Text
    """All of it, on one line."""
    term: str = ""
    """Where what it speaks of is defined: `codebook#NAME` or `rulebook#NAME`."""
    words: Text = NOTHING
    """The words themselves where something is said besides; else nothing."""
    besides: Text = NOTHING
    """What is said besides: a grade, a rule's name, who says so and how well supported."""


def verdict_box(name: str, verdict: doc.Verdict) -> Node:
    """A typology with its answer; what is meant by that stands with the pattern, if it is one."""
    of, answer = verdict.label, answer_of(verdict)
    said = message("why.node", of=of, says=answer)
    defined = f"{name}/{verdict.pattern}" if verdict.pattern else name
    return Node("verdict", "verdict", said, ruled_in(defined), answer, of)


def pattern_box(name: str, pattern: doc.Pattern) -> Node:
    """A pattern with its grade; `name` is `TYPOLOGY/PATTERN`."""
    of, grade = pattern.label, message(f"why.{pattern.grade}")
    said = message("why.node", of=of, says=grade)
    return Node("pattern", "pattern", said, ruled_in(name), of, grade)


def criterion_box(criterion: doc.Criterion, judged: Text) -> Node:
    """How a criterion came out."""
    state = speaks_for(criterion.state, criterion.role)
    return Node("criterion", LOOKS[state], _marked(state, judged), ruled_in(criterion.id))


def finding_box(name: str, finding: doc.Finding) -> Node:
    """A finding, marked if it is not decided."""
    term = ruled_in(name)
    if finding.state in (State.MET, State.UNMET):
        return Node("finding", "finding", finding.says, term)
    said = _marked(finding.state, finding.says)
    return Node("finding", LOOKS[finding.state], said, term)


def rule_box(reason: doc.Reason, claim: Text) -> Node:
    """What a rule says, and its name."""
    rule = message("outline.rule", rule=reason.rule)
    return Node(
        "rule", "rule", _joined(claim, rule), ruled_in(reason.rule), claim, text_of(reason.rule)
    )


def asked_box(step: doc.Step) -> Node:
    """What a rule asks, and of which nothing is told."""
    said = _marked(State.UNKNOWN, step.label)
    return Node("told", "unknown", said, coded_in(step.condition))


def told_box(name: str, statement: doc.Statement) -> Node:
    """Something told, by which observations and how well supported."""
    told, strength = statement.label, message(f"outline.{statement.strength}")
    observations = ", ".join(statement.observations)
    if statement.derived:
        besides = message("outline.derived")
        said = _joined(told, besides)
    else:
        besides = _joined(text_of(observations), strength)
        said = message("why.told", observations=observations, statement=told, strength=strength)
    looks: Looks = "outweighed" if statement.outweighed else "told"
    return Node("told", looks, said, coded_in(name), told, besides)


def source_box(name: str, label: Text) -> Node:
    """A source, which only the case defines."""
    said = message("why.node", of=name, says=label)
    return Node("source", "source", said, "", label, text_of(name))


def _marked(state: State, of: Text) -> Text:
    mark = MARKS[state]
    return Text(id=f"{mark} {of.id}", en=f"{mark} {of.en}")


def _joined(of: Text, besides: Text) -> Text:
    return Text(id=f"{of.id} · {besides.id}", en=f"{of.en} · {besides.en}")
