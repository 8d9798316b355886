"""The boxes of a drawing: what each says, how it looks, and where what it speaks of is defined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from classifier.explain.words import coded_in, ruled_in
from classifier.logic.evidence import State
from classifier.logic.verdict import Grade
from classifier.result.answers import answer_of
from classifier.result.document import Decided
from classifier.result.proof import FoundStep, Statement
from classifier.result.words import Words
from classifier.words.language import Language, Text, message, text_of
from classifier.writers.blocks import MARKS

BoxKind = Literal["verdict", "pattern", "criterion", "finding", "rule", "told", "source"]
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

    kind: BoxKind
    looks: Looks
    says: Text
    """All of it, on one line."""
    term: str = ""
    """Where what it speaks of is defined: `codebook#NAME` or `rulebook#NAME`."""
    words: Text = NOTHING
    """The words themselves where something is said besides; else nothing."""
    besides: Text = NOTHING
    """What is said besides: a grade, a rule's name, who says so and how well supported."""

    def marked(self, language: Language) -> str:
        """All that it says, behind the mark of its state."""
        mark = MARKS.get(self.looks)
        said = self.says.said_in(language)
        return f"{mark} {said}" if mark else said


def verdict_box(typology: str, verdict: Decided, words: Words) -> Node:
    """A typology with its answer; what is meant by that stands with the pattern, if it is one."""
    of, answer = words.typologies[typology].label, answer_of(words, typology, verdict)
    said = message("why.node", of=of, says=answer)
    defined = f"{typology}/{verdict.pattern}" if verdict.pattern else typology
    return Node("verdict", "verdict", said, ruled_in(defined), answer, of)


def pattern_box(name: str, of: Text, grade: Grade) -> Node:
    """A pattern with its grade; `name` is `TYPOLOGY/PATTERN`."""
    graded = message(f"why.{grade}")
    said = message("why.node", of=of, says=graded)
    return Node("pattern", "pattern", said, ruled_in(name), of, graded)


def criterion_box(name: str, state: State, judged: Text) -> Node:
    """How a criterion came out, and whether that speaks for its pattern."""
    return Node("criterion", LOOKS[state], judged, ruled_in(name))


def finding_box(finding: FoundStep, says: Text) -> Node:
    """A finding, marked if it is not decided."""
    is_decided = finding.state in (State.MET, State.UNMET)
    looks = "finding" if is_decided else LOOKS[finding.state]
    return Node("finding", looks, says, ruled_in(finding.finding))


def rule_box(name: str, claim: Text) -> Node:
    """What a rule says, and its name."""
    rule = message("outline.rule", rule=name)
    return Node("rule", "rule", _joined(claim, rule), ruled_in(name), claim, text_of(name))


def asked_box(term: str, asked: Text) -> Node:
    """What a rule asks, and of which nothing is told."""
    return Node("told", "unknown", asked, term)


def told_box(statement: Statement, told: Text) -> Node:
    """Something told, by which observations and how well supported."""
    strength = message(f"outline.{statement.strength}")
    observations = ", ".join(statement.observations)
    if statement.derived:
        besides = message("outline.derived")
        said = _joined(told, besides)
    else:
        besides = _joined(text_of(observations), strength)
        said = message("why.told", observations=observations, statement=told, strength=strength)
    looks: Looks = "outweighed" if statement.outweighed else "told"
    return Node("told", looks, said, coded_in(statement.indicator), told, besides)


def source_box(name: str, label: Text) -> Node:
    """A source, which only the case defines."""
    said = message("why.node", of=name, says=label)
    return Node("source", "source", said, "", label, text_of(name))


def _joined(of: Text, besides: Text) -> Text:
    return Text(id=f"{of.id} · {besides.id}", en=f"{of.en} · {besides.en}")
