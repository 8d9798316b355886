"""The proof as a picture: a Mermaid flowchart from sources up to the verdict.

A verdict rests on criteria, these on findings, findings on rules, rules on what was observed and
that on sources. An arrow without gaps says that what it comes from is why the other is so; a
dotted one, that it speaks otherwise, is outweighed or is not decided. `line` shows criteria,
`summary` what decides them, `full` everything. What a case says is text, and never syntax.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from classifier import classification as doc
from classifier.evidence import State
from classifier.language import Language, Text, message
from classifier.questions.why import WhyAnswer
from classifier.render.citing import Citing
from classifier.render.lines import MARKS, Depth, answer_of
from classifier.render.reasons import Reasons, claimed
from classifier.render.relation import Relation
from classifier.tracing import SIDES, sides_of
from classifier.verdict import Grade, Status

# Dark on light, or light on dark: each pair has a contrast of at least 7 to 1.
CLASSES = {
    "verdict": "fill:#1f3a5f,stroke:#0d1b2e,color:#ffffff",
    "pattern": "fill:#ffffff,stroke:#1f3a5f,color:#0d1b2e",
    "met": "fill:#e3f4e6,stroke:#1b6e2e,color:#0b2e13",
    "unmet": "fill:#fde5e3,stroke:#a3211a,color:#3c0a07",
    "unknown": "fill:#f4f4f4,stroke:#5c5c5c,color:#222222,stroke-dasharray:5 3",
    "contested": "fill:#f6e6fb,stroke:#7a2392,color:#2d0a38,stroke-width:3px",
    "finding": "fill:#eef2f5,stroke:#3a4753,color:#14191e",
    "rule": "fill:#ffffff,stroke:#555555,color:#111111",
    "told": "fill:#e4eefb,stroke:#1f4e8c,color:#0a1f3b",
    "outweighed": "fill:#ffffff,stroke:#1f4e8c,color:#0a1f3b,stroke-dasharray:2 3",
    "source": "fill:#fff6dc,stroke:#7a5a00,color:#2e2200",
}
SHAPES = {"verdict": '(["{}"])', "pattern": '(["{}"])', "rule": '[["{}"]]', "source": '[("{}")]'}
SHAPE = '["{}"]'
LOOKS = {MARKS[state]: state for state in ("met", "unmet", "unknown", "contested")}
_WORDS = re.compile(r"[^\W_]+")
_SYNTAX = re.compile(r"[^\w\s,()]|_", re.ASCII)


def flowchart(answer: WhyAnswer, language: Language, depth: Depth = "summary") -> str:
    """The proof of what was asked about, in one language."""
    result = answer.classification
    relation = result.relations[0]
    reasons = Reasons(result, relation, Citing(result, relation), depth, quotes=False)
    drawing = Drawing(Relation(result, relation, reasons), depth)
    for name, verdict in relation.verdicts.items():
        asked = [one.pattern for one in answer.patterns if one.typology == name]
        drawing.verdict(name, verdict, asked)
    title = message("why.picture", case=answer.about.case.id).said_in(language)
    return "\n".join(drawing.rows(title, language)) + "\n"


def escaped(text: str) -> str:
    """The text as a quoted label shows it: every sign that could be syntax as its number.

    >>> escaped('a "b" #1; _c_')
    'a #34;b#34; #35;1#59; #95;c#95;'
    """
    return _SYNTAX.sub(_numbered, " ".join(text.split()))


def _numbered(found: re.Match[str]) -> str:
    return f"#{ord(found[0])};" if found[0].isascii() else found[0]


@dataclass(frozen=True, slots=True)
class Node:
    """A box: what it says, and how it looks."""

    says: Text
    looks: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """What one box has to do with the one it leads to."""

    decides: bool
    """It is why the other is so."""
    side: Text | None = None
    """On which side of something contested it speaks."""


@dataclass(slots=True)
class Drawing:
    """Collects boxes and arrows, each once, in the order of the proof."""

    relation: Relation
    depth: Depth
    nodes: dict[str, Node] = field(default_factory=dict)
    arrows: dict[tuple[str, str], Arrow] = field(default_factory=dict)

    def rows(self, title: str, language: Language) -> Iterator[str]:
        """The flowchart, line by line."""
        yield "flowchart RL"
        yield f"  accTitle: {' '.join(_WORDS.findall(title))}"
        ids = {key: f"n{number}" for number, key in enumerate(self.nodes, 1)}
        for key, node in self.nodes.items():
            shape = SHAPES.get(node.looks, SHAPE)
            said = escaped(node.says.said_in(language))
            yield f"  {ids[key]}{shape.format(said)}:::{node.looks}"
        for (source, target), arrow in self.arrows.items():
            side = f'|"{escaped(arrow.side.said_in(language))}"|' if arrow.side else ""
            yield f"  {ids[source]} {'-->' if arrow.decides else '-.->'}{side} {ids[target]}"
        used = {node.looks for node in self.nodes.values()}
        yield from (f"  classDef {name} {style}" for name, style in CLASSES.items() if name in used)

    def verdict(self, name: str, verdict: doc.Verdict, asked: list[str]) -> None:
        """A typology's verdict with the patterns asked about, or those it speaks of."""
        said = message("why.node", of=verdict.label, says=answer_of(verdict))
        self.nodes[name] = Node(said, "verdict")
        if verdict.status is Status.NO_PARTNERSHIP and verdict.gate:
            self._finding(verdict.gate, name, Arrow(decides=True))
        for key in asked or _spoken_of(verdict):
            if key in verdict.patterns:
                self._pattern(key, verdict, name)

    def _pattern(self, key: str, verdict: doc.Verdict, name: str) -> None:
        pattern, into = verdict.patterns[key], name
        if key != verdict.pattern:
            into = f"{name}/{key}"
            shown = verdict.status is Status.MIXED and pattern.grade is Grade.ESTABLISHED
            said = message("why.node", of=pattern.label, says=message(f"why.{pattern.grade}"))
            self._box(into, Node(said, "pattern"), name, Arrow(shown))
        for criterion in pattern.criteria:
            line = self.relation.outcome(criterion, 0)
            node = Node(_marked(line.mark, line.text), LOOKS[line.mark])
            decides = criterion.state in _decisive(criterion, pattern, is_verdict=into == name)
            self._box(criterion.id, node, into, Arrow(decides))
            if self.depth != "line":
                self._step(criterion.proof, criterion.id, decides=True)

    def _step(self, step: doc.Step, into: str, *, decides: bool) -> None:
        """What stands behind a step: findings, or what was told."""
        if step.finding:
            known = step.state is not State.UNKNOWN
            self._finding(step.finding, into, Arrow(decides and known))
        elif step.joined:
            for part in step.steps:
                decisive = step.state in (State.UNKNOWN, part.state)
                if decisive or self.depth == "full":
                    self._step(part, into, decides=decides and part.state is step.state)
        else:
            self._told(step, into, decides=decides)

    def _told(self, step: doc.Step, into: str, *, decides: bool) -> None:
        sides = SIDES[step.state]
        for side, names in (("for", step.supporting), ("against", step.opposing)):
            for name in names:
                if side in sides or not sides or self.depth == "full":
                    self._statement(name, into, decides=decides and side in sides)
        if not (step.supporting or step.opposing):
            node = Node(_marked(MARKS["unknown"], step.label), "unknown")
            self._box(f"asked {step.condition}", node, into, Arrow(decides=False))

    def _finding(self, name: str, into: str, arrow: Arrow) -> None:
        finding = self.relation.relation.findings[name]
        decided = finding.state in (State.MET, State.UNMET)
        looks = "finding" if decided else finding.state.value
        says = finding.says if decided else _marked(MARKS[finding.state], finding.says)
        is_new = name not in self.nodes
        self._box(name, Node(says, looks), into, arrow)
        if not is_new or self.depth == "line":
            return
        for reason in finding.reasons:
            on, wanted = sides_of(reason), SIDES[finding.state]
            if set(on) & set(wanted) or not wanted or not on or self.depth == "full":
                self._reason(reason, name, finding)

    def _reason(self, reason: doc.Reason, name: str, finding: doc.Finding) -> None:
        on = sides_of(reason)
        decides = bool(set(on) & set(SIDES[finding.state]))
        rule = message("outline.rule", rule=reason.rule)
        key = f"{name} {reason.rule} {reason.says.en}"
        side = None
        if finding.state is State.CONTESTED and len(on) == 1:
            side = message(f"outline.{on[0]}_side")
        says = self.relation.citing.joined(claimed(reason), rule)
        self._box(key, Node(says, "rule"), name, Arrow(decides, side))
        for step in reason.steps:
            if reason.side == "defined_as" or step.finding or step.joined:
                self._step(step, key, decides=decides)
            else:
                for told in step.supporting:
                    self._statement(told, key, decides=decides)

    def _statement(self, name: str, into: str, *, decides: bool) -> None:
        """Something told, with its observations and the sources of these."""
        result, statement = self.relation.result, self.relation.relation.statements[name]
        said = message(
            "why.told",
            observations=", ".join(statement.observations),
            statement=statement.label,
            strength=message(f"outline.{statement.strength}"),
        )
        if statement.derived:
            said = self.relation.citing.joined(statement.label, message("outline.derived"))
        node = Node(said, "outweighed" if statement.outweighed else "told")
        key = f"told {name}"
        self._box(key, node, into, Arrow(decides and not statement.outweighed))
        coded = (result.observations[one] for one in statement.observations)
        for source in dict.fromkeys(source for one in coded for source in one.sources):
            says = message("why.node", of=source, says=result.sources[source].label)
            self._box(f"source {source}", Node(says, "source"), key, Arrow(decides=True))

    def _box(self, key: str, node: Node, into: str, arrow: Arrow) -> None:
        """A box, and an arrow from it; of two arrows the one that decides."""
        self.nodes.setdefault(key, node)
        before = self.arrows.get((key, into))
        if before is None or (arrow.decides and not before.decides):
            self.arrows[key, into] = arrow


def _decisive(criterion: doc.Criterion, pattern: doc.Pattern, *, is_verdict: bool) -> set[State]:
    """The states of a criterion that make a pattern what it is."""
    good, bad = State.MET, State.UNMET
    if criterion.role == "excluded_by":
        good, bad = bad, good
    if is_verdict:
        return {good}
    match pattern.grade:
        case Grade.ESTABLISHED:
            return {good}
        case Grade.EXCLUDED:
            return {bad}
        case Grade.CONTESTED:
            return {State.CONTESTED}
        case Grade.POSSIBLE | Grade.PRESUMED:
            return {State.UNKNOWN}


def _spoken_of(verdict: doc.Verdict) -> list[str]:
    """The patterns that a verdict is, or that it leaves open; all of them if it is none."""
    if verdict.status is Status.NO_PARTNERSHIP:
        return []
    if verdict.pattern:
        return [verdict.pattern]
    if verdict.status is Status.MIXED:
        return [n for n, one in verdict.patterns.items() if one.grade is Grade.ESTABLISHED]
    return [*(verdict.possible or verdict.patterns)]


def _marked(mark: str, of: Text) -> Text:
    return Text(id=f"{mark} {of.id}", en=f"{mark} {of.en}")
