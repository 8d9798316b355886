"""What is drawn of a proof: its boxes and arrows, from sources up to the verdict.

A verdict rests on criteria, these on findings, findings on rules, rules on what was observed and
that on sources. `line` draws criteria, `summary` what decides them, `full` everything. How a
drawing is written down, as Mermaid or as SVG, is another's to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from classifier.explain.relation import Explanation
from classifier.explain.words import Depth, coded_in, speaks_for
from classifier.logic.evidence import State
from classifier.logic.verdict import Grade, Status
from classifier.picture import boxes
from classifier.picture.boxes import Node
from classifier.questions.why import WhyAnswer
from classifier.result.answers import shown
from classifier.result.document import Decided
from classifier.result.explainable import Related
from classifier.result.proof import FoundStep, JoinedStep, Reason, ToldStep, reference
from classifier.result.tracing import HANDS, Hand, hands_of
from classifier.rulebook.model import Role
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
    (relation,) = answer.classification.relations
    drawer = _Drawer(Explanation.of(answer.classification, relation, depth))
    for name in relation.verdicts:
        drawer.verdict(name, [one.pattern for one in answer.patterns if one.typology == name])
    return drawer.drawn(message("why.picture", case=answer.about.case.id))


def drawing_of_verdict(of: Explanation, typology: str) -> Drawing:
    """The proof of one typology's verdict, as deep as it is explained."""
    drawer = _Drawer(of)
    drawer.verdict(typology, ())
    title = message("why.picture", case=of.result.case.id)
    label = of.words.typologies[typology].label
    return drawer.drawn(message("why.node", of=title, says=label))


@dataclass(frozen=True, slots=True)
class _Drawer:
    """Collects boxes and arrows, each once."""

    of: Explanation
    nodes: dict[str, Node] = field(default_factory=dict)
    arrows: dict[tuple[str, str], Arrow] = field(default_factory=dict)

    @property
    def relation(self) -> Related:
        """The relation whose proof is drawn."""
        return self.of.relation

    def drawn(self, title: Text) -> Drawing:
        """What was collected."""
        return Drawing(title, self.nodes, self.arrows)

    def verdict(self, typology: str, asked: Iterable[str]) -> None:
        """A typology's verdict with the patterns asked about, or those it speaks of."""
        into, verdict = f"verdict {typology}", self.relation.verdicts[typology]
        self.nodes[into] = boxes.verdict_box(typology, verdict, self.of.words)
        gate = self.of.words.typologies[typology].gate
        if verdict.status is Status.NO_PARTNERSHIP and gate:
            self._finding(gate, into, Arrow(decides=True))
        for name in tuple(asked) or _spoken_of(verdict):
            if name == verdict.pattern:
                self._criteria(typology, name, into, is_verdict=True)
            elif name in verdict.grades:
                self._pattern(typology, name, into)

    def _pattern(self, typology: str, pattern: str, into: str) -> None:
        verdict = self.relation.verdicts[typology]
        grade, name = verdict.grades[pattern], f"{typology}/{pattern}"
        shown = verdict.status is Status.MIXED and grade is Grade.ESTABLISHED
        key = f"pattern {name}"
        node = boxes.pattern_box(name, self.of.pattern(typology, pattern).label, grade)
        self._box(key, node, into, Arrow(shown))
        self._criteria(typology, pattern, key, is_verdict=False)

    def _criteria(self, typology: str, pattern: str, into: str, *, is_verdict: bool) -> None:
        grade = self.relation.verdicts[typology].grades[pattern]
        for one in self.relation.judgements(typology, pattern):
            role = self.of.words.criteria[one.id].role
            node = boxes.criterion_box(one.id, speaks_for(one.state, role), self.of.judged(one))
            decides = one.state in _decisive(role, grade, is_verdict=is_verdict)
            key = f"criterion {one.id}"
            self._box(key, node, into, Arrow(decides))
            if self.of.depth != "line":
                self._step(one.step, key, decides=True)

    def _step(self, ref: str, into: str, *, decides: bool) -> None:
        """What stands behind a step: findings, or what was told."""
        match step := self.relation.step(ref):
            case FoundStep():
                known = step.state is not State.UNKNOWN
                self._finding(step.id, into, Arrow(decides and known))
            case JoinedStep() if step.parts:
                for part in step.parts:
                    state = self.relation.step(part).state
                    if step.state in (State.UNKNOWN, state) or self.of.depth == "full":
                        self._step(part, into, decides=decides and state is step.state)
            case _:
                self._told(step, into, decides=decides)

    def _told(self, step: ToldStep | JoinedStep, into: str, *, decides: bool) -> None:
        hands = HANDS[step.state]
        sided: tuple[tuple[Hand, tuple[str, ...]], ...] = ()
        if isinstance(step, ToldStep):
            sided = (("for", step.supporting), ("against", step.opposing))
        for hand, names in sided:
            for name in names:
                if hand in hands or not hands or self.of.depth == "full":
                    self._statement(name, into, decides=decides and hand in hands)
        if not any(names for _, names in sided):
            term = coded_in(step.indicator) if isinstance(step, ToldStep) else ""
            node = boxes.asked_box(term, self.of.sentences.asked(step))
            # The opposite has a box of its own, as its sentence is another.
            key = f"asked {reference(step.id, negated=step.negated)}"
            self._box(key, node, into, Arrow(decides=False))

    def _finding(self, name: str, into: str, arrow: Arrow) -> None:
        finding = self.relation.step(name)
        assert isinstance(finding, FoundStep)  # noqa: S101 - findings make nothing else
        key = f"finding {name}"
        is_new = key not in self.nodes
        self._box(key, boxes.finding_box(finding, self.of.sentences.finding(finding)), into, arrow)
        if not is_new or self.of.depth == "line":
            return
        for reason in finding.reasons:
            on, wanted = hands_of(self.relation, reason), HANDS[finding.state]
            if set(on) & set(wanted) or not wanted or not on or self.of.depth == "full":
                self._reason(reason, key, finding)

    def _reason(self, reason: Reason, into: str, finding: FoundStep) -> None:
        on = hands_of(self.relation, reason)
        decides = bool(set(on) & set(HANDS[finding.state]))
        side = None
        if finding.state is State.CONTESTED and len(on) == 1:
            side = message(f"outline.{on[0]}_side")
        key = f"rule {into} {reason.key}"
        node = boxes.rule_box(reason.rule, self.of.reasons.claimed(reason))
        self._box(key, node, into, Arrow(decides, side))
        for ref in reason.rests_on:
            step = self.relation.step(ref)
            if reason.side == "defined_as" or not isinstance(step, ToldStep):
                self._step(ref, key, decides=decides)
            else:
                for told in step.supporting:
                    self._statement(told, key, decides=decides)

    def _statement(self, name: str, into: str, *, decides: bool) -> None:
        """Something told, with the sources of its observations."""
        result, statement = self.of.result, self.relation.told[name]
        key = f"told {name}"
        self._arrow(key, into, Arrow(decides and not statement.outweighed))
        if key in self.nodes:
            return
        self.nodes[key] = boxes.told_box(statement, self.of.sentences.told(statement))
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


def _decisive(role: Role, grade: Grade, *, is_verdict: bool) -> set[State]:
    """The states of a criterion that make a pattern what it is."""
    good, bad = State.MET, State.UNMET
    if role == "excluded_by":
        good, bad = bad, good
    if is_verdict:
        return {good}
    match grade:
        case Grade.ESTABLISHED:
            return {good}
        case Grade.EXCLUDED:
            return {bad}
        case Grade.CONTESTED:
            return {State.CONTESTED}
        case Grade.POSSIBLE | Grade.PRESUMED:
            return {State.UNKNOWN}


def _spoken_of(verdict: Decided) -> tuple[str, ...]:
    """The patterns that a verdict is, or that it leaves open; all of them if it is none."""
    if verdict.status is Status.NO_PARTNERSHIP:
        return ()
    return shown(verdict) or tuple(verdict.possible or verdict.grades)
