"""What is drawn of a proof: its boxes and arrows, from sources up to the verdict.

A verdict rests on criteria, these on findings, findings on rules, rules on what was observed and
that on sources. `line` draws criteria, `summary` what decides them, `full` everything. How a
drawing is written down, as Mermaid or as SVG, is another's to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from classifier.explain.citing import Citing
from classifier.explain.reasons import Reasons, claimed
from classifier.explain.relation import Relation
from classifier.explain.words import Depth
from classifier.logic.evidence import State
from classifier.logic.verdict import Grade, Status
from classifier.picture import boxes
from classifier.picture.boxes import Node
from classifier.questions.why import WhyAnswer
from classifier.result import document as doc
from classifier.result.tracing import SIDES, sides_of
from classifier.words.language import Text, message


@dataclass(frozen=True, slots=True)
class Arrow:
    """What one box has to do with the one it leads to."""

    decides: bool
    """It is why the other is so."""
    side: Text | None = None
    """On which side of something contested it speaks."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes by their keys, and arrows from one box to another, in the order of the proof."""

    title: Text
    nodes: Mapping[str, Node]
    arrows: Mapping[tuple[str, str], Arrow]


def drawing_of(answer: WhyAnswer, depth: Depth = "summary") -> Drawing:
    """The proof of what was asked about."""
    result = answer.classification
    relation = result.relations[0]
    drawer = _drawer(result, relation, depth)
    for name, verdict in relation.verdicts.items():
        asked = [one.pattern for one in answer.patterns if one.typology == name]
        drawer.verdict(name, verdict, asked)
    return drawer.drawn(message("why.picture", case=answer.about.case.id))


def drawing_of_verdict(
    result: doc.Classification, relation: doc.RelationResult, typology: str, depth: Depth
) -> Drawing:
    """The proof of one typology's verdict on a relation of a classification."""
    drawer = _drawer(result, relation, depth)
    verdict = relation.verdicts[typology]
    drawer.verdict(typology, verdict, ())
    title = message("why.picture", case=result.case.id)
    return drawer.drawn(message("why.node", of=title, says=verdict.label))


def _drawer(result: doc.Classification, relation: doc.RelationResult, depth: Depth) -> _Drawer:
    reasons = Reasons(result, relation, Citing(result, relation), depth, quotes=False)
    return _Drawer(Relation(result, relation, reasons), depth)


@dataclass(frozen=True, slots=True)
class _Drawer:
    """Collects boxes and arrows, each once."""

    relation: Relation
    depth: Depth
    nodes: dict[str, Node] = field(default_factory=dict)
    arrows: dict[tuple[str, str], Arrow] = field(default_factory=dict)

    def drawn(self, title: Text) -> Drawing:
        """What was collected."""
        return Drawing(title, self.nodes, self.arrows)

    def verdict(self, name: str, verdict: doc.Verdict, asked: Iterable[str]) -> None:
        """A typology's verdict with the patterns asked about, or those it speaks of."""
        into = f"verdict {name}"
        self.nodes[into] = boxes.verdict_box(name, verdict)
        if verdict.status is Status.NO_PARTNERSHIP and verdict.gate:
            self._finding(verdict.gate, into, Arrow(decides=True))
        for key in tuple(asked) or _spoken_of(verdict):
            if key == verdict.pattern:
                self._criteria(verdict.patterns[key], into, is_verdict=True)
            elif key in verdict.patterns:
                self._pattern(f"{name}/{key}", verdict.patterns[key], verdict, into)

    def _pattern(self, name: str, of: doc.Pattern, verdict: doc.Verdict, into: str) -> None:
        shown = verdict.status is Status.MIXED and of.grade is Grade.ESTABLISHED
        key = f"pattern {name}"
        self._box(key, boxes.pattern_box(name, of), into, Arrow(shown))
        self._criteria(of, key, is_verdict=False)

    def _criteria(self, pattern: doc.Pattern, into: str, *, is_verdict: bool) -> None:
        for criterion in pattern.criteria:
            node = boxes.criterion_box(criterion, self.relation.judged(criterion))
            decides = criterion.state in _decisive(criterion, pattern, is_verdict=is_verdict)
            key = f"criterion {criterion.id}"
            self._box(key, node, into, Arrow(decides))
            if self.depth != "line":
                self._step(criterion.proof, key, decides=True)

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
            self._box(f"asked {step.condition}", boxes.asked_box(step), into, Arrow(decides=False))

    def _finding(self, name: str, into: str, arrow: Arrow) -> None:
        finding = self.relation.relation.findings[name]
        key = f"finding {name}"
        is_new = key not in self.nodes
        self._box(key, boxes.finding_box(name, finding), into, arrow)
        if not is_new or self.depth == "line":
            return
        for reason in finding.reasons:
            on, wanted = sides_of(reason), SIDES[finding.state]
            if set(on) & set(wanted) or not wanted or not on or self.depth == "full":
                self._reason(reason, key, finding)

    def _reason(self, reason: doc.Reason, into: str, finding: doc.Finding) -> None:
        on = sides_of(reason)
        decides = bool(set(on) & set(SIDES[finding.state]))
        side = None
        if finding.state is State.CONTESTED and len(on) == 1:
            side = message(f"outline.{on[0]}_side")
        key = f"rule {into} {reason.rule} {reason.says.en}"
        self._box(key, boxes.rule_box(reason, claimed(reason)), into, Arrow(decides, side))
        for step in reason.steps:
            if reason.side == "defined_as" or step.finding or step.joined:
                self._step(step, key, decides=decides)
            else:
                for told in step.supporting:
                    self._statement(told, key, decides=decides)

    def _statement(self, name: str, into: str, *, decides: bool) -> None:
        """Something told, with the sources of its observations."""
        result, statement = self.relation.result, self.relation.relation.statements[name]
        key = f"told {name}"
        self._arrow(key, into, Arrow(decides and not statement.outweighed))
        if key in self.nodes:
            return
        self.nodes[key] = boxes.told_box(name, statement)
        coded = (result.observations[one] for one in statement.observations)
        for source in dict.fromkeys(source for one in coded for source in one.sources):
            behind = f"source {source}"
            if behind not in self.nodes:
                label = result.sources[source].label
                self.nodes[behind] = boxes.source_box(source, label)
            self._arrow(behind, key, Arrow(decides=True))

    def _box(self, key: str, node: Node, into: str, arrow: Arrow) -> None:
        """A box, and an arrow from it."""
        self.nodes.setdefault(key, node)
        self._arrow(key, into, arrow)

    def _arrow(self, key: str, into: str, arrow: Arrow) -> None:
        """Of two arrows the one that decides."""
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


def _spoken_of(verdict: doc.Verdict) -> tuple[str, ...]:
    """The patterns that a verdict is, or that it leaves open; all of them if it is none."""
    if verdict.status is Status.NO_PARTNERSHIP:
        return ()
    if verdict.pattern:
        return (verdict.pattern,)
    if verdict.status is Status.MIXED:
        return tuple(n for n, one in verdict.patterns.items() if one.grade is Grade.ESTABLISHED)
    return tuple(verdict.possible or verdict.patterns)
