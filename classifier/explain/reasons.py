"""The blocks of a proof: what a criterion rests on, down to what was told and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from classifier.explain.citing import Citing
from classifier.explain.words import Depth, coded_in, ruled_in
from classifier.logic.evidence import State
from classifier.result import document as doc
from classifier.result.tracing import SIDES, sides_of
from classifier.words.language import Text, message
from classifier.writers.blocks import Block, Cite


@dataclass(frozen=True, slots=True)
class Reasons:
    """Writes the proofs of one relation."""

    result: doc.Classification
    relation: doc.RelationResult
    citing: Citing
    depth: Depth
    quotes: bool

    def step(self, step: doc.Step, level: int) -> Iterator[Block]:
        """What a step rests on: the finding's reasons, the parts, or what was told."""
        if step.finding:
            yield from self.finding(step.finding, level)
        elif step.steps:
            for part in step.steps:
                if step.state in (part.state, State.UNKNOWN) or self.depth == "full":
                    yield from self._part(part, level)
        else:
            yield from self._statements(step, level)

    def _part(self, part: doc.Step, level: int) -> Iterator[Block]:
        if part.joined:
            yield from self.step(part, level)
        elif part.finding:
            yield self._claim(part, level)
            if self.depth == "full" or part.state in (State.CONTESTED, State.UNKNOWN):
                yield from self.finding(part.finding, level + 1)
        elif part.supporting or part.opposing:
            yield from self._statements(part, level)
        else:
            yield _unheard(part, level)

    def _claim(self, part: doc.Step, level: int) -> Block:
        """A finding within a proof: as it was decided, or as what is still asked."""
        finding = self.relation.findings[part.finding or ""]
        cites, to = self.citing.step(part), ruled_in(part.finding or "")
        state = None if finding.state in (State.MET, State.UNMET) else finding.state
        return Block("point", finding.says, level, state=state, cites=cites, to=to)

    def _supporting(self, step: doc.Step, level: int) -> Iterator[Block]:
        """What makes a rule fire: of a told step, only what speaks for it."""
        if step.finding or step.joined:
            yield from self._part(step, level)
        for name in step.supporting:
            yield from self.statement(name, level)

    def _statements(self, step: doc.Step, level: int) -> Iterator[Block]:
        told = (*step.supporting, *step.opposing)
        for name in told:
            if not self.relation.statements[name].outweighed:
                yield from self.statement(name, level)
        if not told:
            yield _unheard(step, level)

    def statement(self, name: str, level: int) -> Iterator[Block]:
        """Something told, with its sources; in full, with what they say."""
        statement = self.relation.statements[name]
        text = statement.label
        if statement.outweighed:
            text = message("outline.outweighed", of=text)
        yield Block("point", text, level, cites=self.citing.statement(name), to=coded_in(name))
        if self.depth == "full" and self.quotes:
            for observation in statement.observations:
                coded = self.result.observations[observation]
                if coded.quote:
                    yield Block("detail", message("outline.quote", of=coded.quote), level + 1)
                if coded.note:
                    yield Block("detail", coded.note, level + 1)

    def finding(self, name: str, level: int) -> Iterator[Block]:
        """The reasons of a finding on the side that counts; on both if it is contested."""
        finding = self.relation.findings[name]
        if finding.state is not State.CONTESTED:
            wanted = SIDES[finding.state]
            for reason in finding.reasons:
                on = sides_of(reason)
                if not wanted or not on or set(on) & set(wanted):
                    yield from self._reason(reason, level)
            return
        for side, label in (("for", "for_side"), ("against", "against_side")):
            reasons = [r for r in finding.reasons if sides_of(r) == (side,)]
            if reasons:
                yield Block("label", message(f"outline.{label}"), level)
            for reason in reasons:
                yield from self._reason(reason, level)
        for reason in finding.reasons:
            if len(sides_of(reason)) != 1:
                yield from self.step(reason.steps[0], level)

    def _reason(self, reason: doc.Reason, level: int) -> Iterator[Block]:
        if reason.side == "defined_as" and self.depth != "full":
            yield from self.step(reason.steps[0], level)
            return
        cites = self.citing.reason(reason)
        if self.depth == "full":
            rule = Cite(message("outline.rule", rule=reason.rule))
            cites = (*cites, rule, *self.citing.literature(reason.reference))
        yield Block("point", claimed(reason), level, cites=cites, to=ruled_in(reason.rule))
        if self.depth == "full" and reason.decision:
            yield Block("detail", message("outline.decision", why=reason.decision), level + 1)
        if len(reason.steps) == 1 and reason.steps[0].finding:
            yield from self.finding(reason.steps[0].finding, level + 1)
        elif reason.side == "defined_as":
            yield from self._part(reason.steps[0], level + 1)
        elif self.depth == "full" or any(step.several_values for step in reason.steps):
            for step in reason.steps:
                yield from self._supporting(step, level + 1)


def _unheard(step: doc.Step, level: int) -> Block:
    """Something of which nothing is told."""
    return Block("point", step.label, level, state=State.UNKNOWN, to=coded_in(step.condition))


def claimed(reason: doc.Reason) -> Text:
    """What a rule says; of a definition, that it is so, is not so, or is not decided."""
    state = reason.steps[0].state if reason.side == "defined_as" else State.MET
    return reason.says if state is State.MET else message(f"outline.so_{state}", that=reason.says)
