"""A classification as an outline: the lines of an explanation, in both languages at once.

Text (and any other rendering for people) is made from these lines, so all renderings and both
languages say the same things in the same order. `line` says only the answers; `summary` adds the
reasons; `full` goes down to rules, observations and sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from classifier import classification as doc
from classifier.evidence import State
from classifier.language import Text, listed, message, text_of
from classifier.render.citing import Citing
from classifier.verdict import Grade, Status

Depth = Literal["line", "summary", "full"]
Kind = Literal["title", "under", "heading", "verdict", "label", "point", "detail", "gap"]

GLUE = "\N{NO-BREAK SPACE}"
MARKS = {"met": "✓", "partly": "◐", "unmet": "✗", "unknown": "?", "contested": "!"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an explanation, before it is wrapped."""

    kind: Kind
    text: Text
    level: int = 0
    mark: str = ""
    cites: Text = field(default_factory=lambda: text_of(""))
    """Observations and sources behind the line, and the literature."""


def outline(result: doc.Classification, depth: Depth, *, quotes: bool = True) -> Iterator[Line]:
    """The lines of an explanation."""
    if depth == "line":
        for relation in result.relations:
            yield from _answers(result, relation)
        return
    yield Line("title", result.case.title or text_of(result.case.id))
    if depth == "full":
        about = (result.case.summary, result.case.reference)
        yield from (Line("detail", text) for text in about if text)
    yield Line("under", _made_with(result))
    if len(result.relations) > 1:
        yield from _over_all(result)
    for relation in result.relations:
        yield from Relation(result, relation, Citing(result, relation), depth, quotes).lines()
    yield from _ends(result, depth)


def pair_of(result: doc.Classification, relation: doc.RelationResult) -> Text:
    """The two actors and, where there is one, the period."""
    a, b = (result.actors[actor].name for actor in relation.actors)
    if relation.period is None:
        return message("outline.pair", a=a, b=b)
    return message("outline.pair_period", a=a, b=b, period=result.periods[relation.period].label)


def answer_of(verdict: doc.Verdict) -> Text:
    """The verdict in a few words."""
    label = {name: pattern.label for name, pattern in verdict.patterns.items()}
    if verdict.pattern and verdict.grade and verdict.strength:
        return message(
            "outline.pattern",
            pattern=label[verdict.pattern],
            grade=message(f"outline.{verdict.grade}"),
            strength=message(f"outline.{verdict.strength}"),
        )
    if verdict.status is Status.MIXED:
        shown = [p.label for p in verdict.patterns.values() if p.grade is Grade.ESTABLISHED]
        return message("outline.status_mixed", patterns=listed(shown))
    if verdict.leaning:
        return message("outline.status_leaning", pattern=label[verdict.leaning])
    return message(f"outline.status_{verdict.status}")


def _answers(result: doc.Classification, relation: doc.RelationResult) -> Iterator[Line]:
    """Which relation of which case, then one line a typology."""
    said = message("outline.answer_of", answer=result.case.id, relations=pair_of(result, relation))
    yield Line("label", said)
    for verdict in relation.verdicts.values():
        answer = answer_of(verdict)
        yield Line("point", message("outline.not_pattern", pattern=verdict.label, why=answer), 1)


def _made_with(result: doc.Classification) -> Text:
    return message(
        "outline.made_with",
        case=result.case.id,
        observations=str(len(result.observations)),
        sources=str(len(result.sources)),
        rulebook=result.rulebook.version,
        engine=f"{result.engine.name} {result.engine.version}",
    )


def _over_all(result: doc.Classification) -> Iterator[Line]:
    """One line for each typology over all relations, naming who differs."""
    yield Line("heading", message("outline.all_relations"))
    for typology, answers in result.summary.items():
        label = result.relations[0].verdicts[typology].label
        by_answer = [
            (answer_of(result.relations[places[0]].verdicts[typology]), places)
            for places in answers.answers.values()
        ]
        if answers.status == "same":
            answer = by_answer[0][0]
            yield Line("point", message("outline.same", typology=label, answer=answer), mark="·")
            continue
        yield Line("point", message("outline.differs", typology=label), mark="·")
        for answer, places in by_answer:
            pairs = listed([pair_of(result, result.relations[place]) for place in places])
            said = message("outline.answer_of", answer=answer, relations=pairs)
            yield Line("point", said, 1, "–")


@dataclass(frozen=True, slots=True)
class Relation:
    """Writes the outline of one relation."""

    result: doc.Classification
    relation: doc.RelationResult
    citing: Citing
    depth: Depth
    quotes: bool

    def lines(self) -> Iterator[Line]:
        """Every verdict with its reasons, then the checklists."""
        pair = pair_of(self.result, self.relation)
        if pair != self.result.case.title:
            yield Line("heading", pair)
        for verdict in self.relation.verdicts.values():
            yield from self._verdict(verdict)
        yield from self._checklists()
        if self.depth == "full":
            yield from self._told()

    def _verdict(self, verdict: doc.Verdict) -> Iterator[Line]:
        yield Line("gap", text_of(""))
        yield Line("label", verdict.label, cites=self.citing.literature(verdict.reference))
        yield Line("verdict", answer_of(verdict), 1)
        match verdict.status:
            case Status.NOT_APPLICABLE:
                return
            case Status.NO_PARTNERSHIP:
                if verdict.gate:
                    yield from self._finding(verdict.gate, 2)
                return
            case Status.PATTERN:
                yield from self._shown(verdict.patterns[verdict.pattern or ""])
            case Status.MIXED:
                for pattern in verdict.patterns.values():
                    if pattern.grade is Grade.ESTABLISHED:
                        yield Line("label", pattern.label, 1)
                        yield from self._shown(pattern)
            case Status.CONTESTED | Status.UNDETERMINED | Status.NONE_FITS:
                yield from self._open(verdict)
        yield from self._others(verdict)
        yield from self._remarks(verdict.remarks)

    def _shown(self, pattern: doc.Pattern) -> Iterator[Line]:
        """Why a pattern is the verdict: what it requires, assumes, and is not excluded by."""
        yield Line("detail", pattern.means, 1)
        yield Line("label", message("outline.because"), 1)
        for criterion in pattern.criteria:
            if criterion.role == "requires":
                yield from self._criterion(criterion, 1)
        assumed = [c for c in pattern.criteria if c.state is State.UNKNOWN]
        if assumed:
            yield Line("label", message("outline.assuming"), 1)
            yield from (Line("point", c.fails, 1, MARKS["unknown"]) for c in assumed)
        ruled_out = [
            c for c in pattern.criteria if (c.role, c.state) == ("excluded_by", State.UNMET)
        ]
        if ruled_out:
            yield Line("label", message("outline.not_excluded"), 1)
            for criterion in ruled_out:
                yield from self._criterion(criterion, 1)
        yield from self._outweighed(pattern)

    def _criterion(self, criterion: doc.Criterion, level: int) -> Iterator[Line]:
        good = (criterion.state is State.MET) == (criterion.role == "requires")
        decided = criterion.state in (State.MET, State.UNMET)
        mark = MARKS[criterion.state] if not decided else MARKS["met" if good else "unmet"]
        cites = self.citing.literature(criterion.reference)
        yield Line("point", self._judged(criterion), level, mark, cites)
        if self.depth == "full" and criterion.decision:
            said = message("outline.decision", why=criterion.decision)
            yield Line("detail", said, level + 1)
        yield from self._step(criterion.proof, level + 1)

    def _judged(self, criterion: doc.Criterion) -> Text:
        """What the evidence makes of a criterion, as a sentence."""
        match criterion.state:
            case State.MET:
                return criterion.holds
            case State.UNMET:
                return criterion.fails
            case State.UNKNOWN:
                return message("outline.not_known", that=criterion.holds)
            case State.CONTESTED:
                return message("outline.is_contested", that=criterion.holds)

    def _step(self, step: doc.Step, level: int) -> Iterator[Line]:
        """What a step rests on: the finding's reasons, the parts, or what was told."""
        if step.finding:
            yield from self._finding(step.finding, level)
        elif step.steps:
            for part in step.steps:
                if part.state is step.state or self.depth == "full":
                    yield from self._part(part, level)
        else:
            yield from self._statements(step, level)

    def _part(self, part: doc.Step, level: int) -> Iterator[Line]:
        if part.joined:
            yield from self._step(part, level)
        elif part.finding:
            yield Line("point", part.label, level, MARKS[part.state], self.citing.step(part))
            if self.depth == "full" or part.state in (State.CONTESTED, State.UNKNOWN):
                yield from self._finding(part.finding, level + 1)
        elif part.supporting or part.opposing:
            yield from self._statements(part, level)
        else:
            yield Line("point", part.label, level, MARKS["unknown"])

    def _supporting(self, step: doc.Step, level: int) -> Iterator[Line]:
        """What makes a rule fire: of a told step, only what speaks for it."""
        if step.finding or step.joined:
            yield from self._part(step, level)
        for name in step.supporting:
            yield from self._statement(name, level)

    def _statements(self, step: doc.Step, level: int) -> Iterator[Line]:
        told = (*step.supporting, *step.opposing)
        for name in told:
            if not self.relation.statements[name].outweighed:
                yield from self._statement(name, level)
        if not told:
            yield Line("point", step.label, level, MARKS["unknown"])

    def _statement(self, name: str, level: int) -> Iterator[Line]:
        statement = self.relation.statements[name]
        text = statement.label
        if statement.outweighed:
            text = message("outline.outweighed", of=text)
        yield Line("point", text, level, "·", self.citing.statement(name))
        if self.depth == "full" and self.quotes:
            for observation in statement.observations:
                coded = self.result.observations[observation]
                if coded.quote:
                    yield Line("detail", message("outline.quote", of=coded.quote), level + 1)
                if coded.note:
                    yield Line("detail", coded.note, level + 1)

    def _finding(self, name: str, level: int) -> Iterator[Line]:
        """The reasons of a finding on the side that counts; on both if it is contested."""
        finding = self.relation.findings[name]
        if finding.state is not State.CONTESTED:
            losing = {State.MET: "opposes", State.UNMET: "supports"}.get(finding.state)
            for reason in finding.reasons:
                if reason.side != losing:
                    yield from self._reason(reason, level)
            return
        for side, label in (("supports", "for_side"), ("opposes", "against_side")):
            reasons = [r for r in finding.reasons if r.side == side]
            if reasons:
                yield Line("label", message(f"outline.{label}"), level)
            for reason in reasons:
                yield from self._reason(reason, level)
        for reason in finding.reasons:
            if reason.side == "defined_as":
                yield from self._step(reason.steps[0], level)

    def _reason(self, reason: doc.Reason, level: int) -> Iterator[Line]:
        if reason.side == "defined_as" and self.depth != "full":
            yield from self._step(reason.steps[0], level)
            return
        cites = self.citing.reason(reason)
        if self.depth == "full":
            cites = self.citing.joined(
                cites,
                message("outline.rule", rule=reason.rule),
                self.citing.literature(reason.reference),
            )
        open_ = reason.side == "defined_as" and reason.strength is None
        text = message("outline.definition_open", says=reason.says) if open_ else reason.says
        yield Line("point", text, level, "·", cites)
        if self.depth == "full" and reason.decision:
            yield Line("detail", message("outline.decision", why=reason.decision), level + 1)
        if len(reason.steps) == 1 and reason.steps[0].finding:
            yield from self._finding(reason.steps[0].finding, level + 1)
        elif self.depth == "full" or any(" or " in step.condition for step in reason.steps):
            for step in reason.steps:
                yield from self._supporting(step, level + 1)

    def _outweighed(self, pattern: doc.Pattern) -> Iterator[Line]:
        """What speaks against a verdict and is outweighed: rules that lost, values that lost."""
        steps = [criterion.proof for criterion in pattern.criteria]
        names = self.citing.findings(steps)
        reasons = [
            reason
            for name in names
            for reason in self.relation.findings[name].reasons
            if reason.side == _LOSING.get(self.relation.findings[name].outweighed or "")
        ]
        told = self.citing.outweighed(steps)
        if reasons or told:
            yield Line("label", message("outline.speaking_against"), 1)
        for reason in reasons:
            yield Line("point", reason.says, 1, "·", self.citing.reason(reason))
        for name in told:
            yield from self._statement(name, 1)

    def _open(self, verdict: doc.Verdict) -> Iterator[Line]:
        """The patterns not excluded, criterion by criterion: met, unknown or contested."""
        if not verdict.possible:
            return
        contested = verdict.status is Status.CONTESTED
        label = "outline.why_contested" if contested else "outline.open_patterns"
        yield Line("label", message(label), 1)
        for name in verdict.possible:
            pattern = verdict.patterns[name]
            yield Line("verdict", pattern.label, 1)
            for criterion in pattern.criteria:
                if criterion.state is State.UNKNOWN and self.depth != "full":
                    yield Line("point", self._judged(criterion), 2, MARKS["unknown"])
                else:
                    yield from self._criterion(criterion, 2)

    def _others(self, verdict: doc.Verdict) -> Iterator[Line]:
        """Why the patterns that are not the verdict are not: one line each, or the whole proof."""
        decided = verdict.status in (Status.PATTERN, Status.MIXED)
        others = [
            (name, pattern)
            for name, pattern in verdict.patterns.items()
            if (decided or name not in verdict.possible)
            and name != verdict.pattern
            and not (decided and pattern.grade is Grade.ESTABLISHED)
        ]
        if others:
            yield Line("label", message("outline.why_not"), 1)
        for _, pattern in others:
            yield from self._other(pattern)

    def _other(self, pattern: doc.Pattern) -> Iterator[Line]:
        failing = [c for c in pattern.criteria if _fails(c)]
        why = listed([self._judged(c) for c in failing]) if failing else self._undecided(pattern)
        said = message("outline.not_pattern", pattern=pattern.label, why=why)
        cites = self.citing.steps([c.proof for c in failing])
        yield Line("point", said, 1, MARKS["unmet" if failing else "unknown"], cites)
        if self.depth == "full":
            for criterion in pattern.criteria:
                yield from self._criterion(criterion, 2)

    def _undecided(self, pattern: doc.Pattern) -> Text:
        """What is unknown, then what is contested, of a pattern that nothing rules out."""
        said = []
        for state, key in ((State.UNKNOWN, "not_known"), (State.CONTESTED, "is_contested")):
            several = [c.holds for c in pattern.criteria if c.state is state]
            if several:
                said.append(message(f"outline.{key}", that=listed(several)))
        return Text(id="; ".join(t.id for t in said), en="; ".join(t.en for t in said))

    def _remarks(self, remarks: Iterable[doc.Remark]) -> Iterator[Line]:
        several = tuple(remarks)
        if several:
            yield Line("label", message("outline.remarks"), 1)
        yield from (Line("point", remark.says, 1, "·") for remark in several)

    def _checklists(self) -> Iterator[Line]:
        yield Line("gap", text_of(""))
        yield Line("label", message("outline.checklists"))
        yield Line("detail", message("outline.marks"), 1)
        for checklist in self.relation.checklists.values():
            cites = self.citing.literature(checklist.reference)
            yield Line("label", checklist.label, 1, cites=cites)
            if self.depth == "full":
                for item in checklist.items:
                    yield Line("point", item.label, 1, MARKS[item.state], self._item_cites(item))
            else:
                items = [_marked(item) for item in checklist.items]
                said = Text(id="  ".join(t.id for t in items), en="  ".join(t.en for t in items))
                yield Line("point", said, 1)
            yield from (Line("point", remark.says, 1, "·") for remark in checklist.remarks)

    def _item_cites(self, item: doc.Item) -> Text:
        if item.proof is None:
            return text_of("")
        told = (*item.proof.supporting, *item.proof.opposing)
        return self.citing.statement(told[0]) if len(told) == 1 else self.citing.step(item.proof)

    def _told(self) -> Iterator[Line]:
        """Everything that was coded, used or not."""
        yield Line("gap", text_of(""))
        yield Line("label", message("outline.told"))
        for name, statement in self.relation.statements.items():
            text = statement.label
            if statement.outweighed:
                text = message("outline.outweighed", of=text)
            yield Line("point", text, 1, "·", self.citing.statement(name))


_LOSING = {"for": "supports", "against": "opposes"}


def _fails(criterion: doc.Criterion) -> bool:
    return criterion.state is (State.UNMET if criterion.role == "requires" else State.MET)


def _marked(item: doc.Item) -> Text:
    mark = MARKS[item.state]
    return Text(id=f"{mark}{GLUE}{item.label.id}", en=f"{mark}{GLUE}{item.label.en}")


def _ends(result: doc.Classification, depth: Depth) -> Iterator[Line]:
    """The sources and, in full, the literature."""
    yield Line("gap", text_of(""))
    yield Line("label", message("outline.sources"))
    for name, source in result.sources.items():
        match source.kind:
            case "interview" if source.speaks_for in result.actors:
                actor = result.actors[source.speaks_for].name
                kind = message("outline.interview_for", actor=actor)
            case "interview":
                kind = message(f"outline.interview_{source.speaks_for}")
            case "observation":
                kind = message("outline.observation")
            case "document":
                kind = message(f"outline.document_{'formal' if source.formal else 'account'}")
        said = message("outline.source", label=source.label, kind=kind)
        yield Line("point", said, 1, name)
    if depth == "full":
        yield Line("gap", text_of(""))
        yield Line("label", message("outline.literature"))
        for work in result.references.values():
            full = work.full
            if work.through:
                through = result.references[work.through].cite
                full = message("outline.through", work=full, through=through)
            yield Line("point", full, 1, "·")
