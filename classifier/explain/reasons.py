"""The blocks of a proof: what a criterion rests on, down to what was told and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from classifier.explain.citing import Citing
from classifier.explain.words import Depth, coded_in, ruled_in
from classifier.logic.evidence import State
from classifier.result.explainable import Related
from classifier.result.proof import FoundStep, JoinedStep, Reason, ToldStep
from classifier.result.sentences import Sentences
from classifier.result.tracing import HANDS, defined, hands_of
from classifier.words.language import Text, message
from classifier.writers.blocks import Block, Cite, MarkedState


@dataclass(frozen=True, slots=True)
class Reasons:
    """Writes the proofs of one relation."""

    citing: Citing
    sentences: Sentences
    depth: Depth
    quotes: bool

    @property
    def relation(self) -> Related:
        """The relation that is explained."""
        return self.citing.relation

    def step(self, ref: str, level: int) -> Iterator[Block]:
        """What a step rests on: the finding's reasons, the parts, or what was told."""
        match step := self.relation.step(ref):
            case FoundStep():
                yield from self.finding(step.id, level)
            case JoinedStep() if step.parts:
                for part in step.parts:
                    decisive = step.state in (self.relation.step(part).state, State.UNKNOWN)
                    if decisive or self.depth == "full":
                        yield from self._part(part, level)
            case ToldStep():
                yield from self._statements(step, level)
            case JoinedStep():
                yield self._unheard(step, level)

    def _part(self, ref: str, level: int) -> Iterator[Block]:
        match part := self.relation.step(ref):
            case FoundStep():
                yield self._claim(ref, part, level)
                if self.depth == "full" or part.state in (State.CONTESTED, State.UNKNOWN):
                    yield from self.finding(part.id, level + 1)
            case _:
                yield from self.step(ref, level)

    def _claim(self, ref: str, part: FoundStep, level: int) -> Block:
        """A finding within a proof: as it was decided, or as what is still asked."""
        finding = self._found(part.id)
        state: MarkedState = finding.state.value
        cites, to = self.citing.steps([ref]), ruled_in(part.finding)
        return Block(
            "point",
            self.sentences.finding(finding),
            level,
            state=None if state in ("met", "unmet") else state,
            cites=cites,
            to=to,
        )

    def _supporting(self, ref: str, level: int) -> Iterator[Block]:
        """What makes a rule fire: of a told step, only what speaks for it."""
        match step := self.relation.step(ref):
            case ToldStep():
                for name in step.supporting:
                    yield from self.statement(name, level)
            case _:
                yield from self._part(ref, level)

    def _statements(self, step: ToldStep, level: int) -> Iterator[Block]:
        told = (*step.supporting, *step.opposing)
        for name in told:
            if not self.relation.told[name].outweighed:
                yield from self.statement(name, level)
        if not told:
            yield self._unheard(step, level)

    def statement(self, name: str, level: int) -> Iterator[Block]:
        """Something told, with its sources; in full, with what they say."""
        yield self.stated(name, level)
        if self.depth == "full" and self.quotes:
            for observation in self.relation.told[name].observations:
                coded = self.citing.result.observations[observation]
                if coded.quote:
                    yield Block("detail", message("outline.quote", of=coded.quote), level + 1)
                if coded.note:
                    yield Block("detail", coded.note, level + 1)

    def stated(self, name: str, level: int) -> Block:
        """Something told, with its sources."""
        statement = self.relation.told[name]
        said = self.sentences.told(statement)
        if statement.outweighed:
            said = message("outline.outweighed", of=said)
        cites, to = self.citing.statement(name), coded_in(statement.indicator)
        return Block("point", said, level, cites=cites, to=to)

    def finding(self, name: str, level: int) -> Iterator[Block]:
        """The reasons of a finding on the side that counts; on both if it is contested."""
        finding = self._found(name)
        sided = [(reason, hands_of(self.relation, reason)) for reason in finding.reasons]
        if finding.state is not State.CONTESTED:
            wanted = HANDS[finding.state]
            for reason, on in sided:
                if not wanted or not on or set(on) & set(wanted):
                    yield from self._reason(reason, level)
            return
        for hand, label in (("for", "for_side"), ("against", "against_side")):
            reasons = [reason for reason, on in sided if on == (hand,)]
            if reasons:
                yield Block("label", message(f"outline.{label}"), level)
            for reason in reasons:
                yield from self._reason(reason, level)
        for reason, on in sided:
            if len(on) != 1:
                yield from self.step(reason.rests_on[0], level)

    def _reason(self, reason: Reason, level: int) -> Iterator[Block]:
        refs = reason.rests_on
        steps = [self.relation.step(ref) for ref in refs]
        if reason.side == "defined_as" and self.depth != "full":
            yield from self.step(refs[0], level)
            return
        words = self.sentences.words.rules[reason.rule]
        cites = self.citing.reason(reason)
        if self.depth == "full":
            rule = Cite(message("outline.rule", rule=reason.rule))
            cites = (*cites, rule, *self.citing.literature(words.reference))
        yield Block("point", self.claimed(reason), level, cites=cites, to=ruled_in(reason.rule))
        if self.depth == "full" and words.decision:
            yield Block("detail", message("outline.decision", why=words.decision), level + 1)
        if len(steps) == 1 and isinstance(steps[0], FoundStep):
            yield from self.finding(steps[0].id, level + 1)
        elif reason.side == "defined_as":
            yield from self._part(refs[0], level + 1)
        elif self.depth == "full" or any(isinstance(s, ToldStep) and s.several for s in steps):
            for ref in refs:
                yield from self._supporting(ref, level + 1)

    def claimed(self, reason: Reason) -> Text:
        """What a rule says; of a definition, that it is so, is not so, or is not decided."""
        state = State.MET
        if reason.side == "defined_as":
            state = defined(self.relation, reason).state
        says = self.sentences.because(reason)
        return says if state is State.MET else message(f"outline.so_{state}", that=says)

    def _unheard(self, step: ToldStep | JoinedStep, level: int) -> Block:
        """Something of which nothing is told."""
        to = coded_in(step.indicator) if isinstance(step, ToldStep) else ""
        return Block("point", self.sentences.asked(step), level, state="unknown", to=to)

    def _found(self, name: str) -> FoundStep:
        step = self.relation.step(name)
        assert isinstance(step, FoundStep)  # noqa: S101 - findings make nothing else
        return step
