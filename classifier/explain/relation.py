"""The blocks on one relation: every verdict with its reasons, then the checklists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from classifier.explain.checklists import checklist_blocks
from classifier.explain.citing import Citing
from classifier.explain.reasons import Reasons
from classifier.explain.words import (
    Depth,
    ruled_in,
    speaks_for,
)
from classifier.logic.evidence import State
from classifier.logic.verdict import Grade, Status
from classifier.result.answers import answer_of
from classifier.result.explainable import Explainable, Related, pair_of
from classifier.result.proof import Judgement, Robustness
from classifier.result.sentences import Sentences
from classifier.result.words import PatternWords, Words
from classifier.words.language import Text, in_turn, listed, message
from classifier.writers.blocks import Block


@dataclass(frozen=True, slots=True)
class Explanation:
    """Writes the explanation of one relation."""

    result: Explainable
    relation: Related
    reasons: Reasons

    @classmethod
    def of(
        cls, result: Explainable, relation: Related, depth: Depth, *, quotes: bool = True
    ) -> Explanation:
        """The explanation of a relation of a result."""
        sentences = Sentences(result.words, result.actors, relation.actors)
        reasons = Reasons(Citing(result, relation), sentences, depth, quotes)
        return cls(result, relation, reasons)

    @property
    def citing(self) -> Citing:
        """Cites what stands behind a block."""
        return self.reasons.citing

    @property
    def sentences(self) -> Sentences:
        """Says what ids stand for."""
        return self.reasons.sentences

    @property
    def words(self) -> Words:
        """What the rulebook says."""
        return self.result.words

    @property
    def depth(self) -> Depth:
        """How much is said."""
        return self.reasons.depth

    def blocks(self) -> Iterator[Block]:
        """Every verdict with its reasons, then the checklists."""
        pair = pair_of(self.result, self.relation)
        if pair != self.result.case.title:
            yield Block("heading", pair)
        for typology in self.relation.verdicts:
            yield from self.verdict(typology)
        yield from self.checklists()
        if self.depth == "full":
            yield from self._told()

    def checklists(self) -> Iterator[Block]:
        """Every checklist, point by point."""
        return checklist_blocks(self.relation, self.citing, self.sentences, self.depth)

    def answer(self, typology: str) -> Iterator[Block]:
        """A typology and its answer."""
        words, verdict = self.words.typologies[typology], self.relation.verdicts[typology]
        yield Block("gap")
        yield Block("label", words.label, cites=self.citing.literature(words.reference))
        yield Block("verdict", answer_of(self.words, typology, verdict), 1)
        if typology in self.relation.robustness:
            yield Block("detail", _robust(self.relation.robustness[typology]), 1)

    def verdict(self, typology: str, *, others: bool = True) -> Iterator[Block]:
        """A typology's answer, with why it is so and, of all `others`, why it is none of them."""
        yield from self.answer(typology)
        yield from self.because(typology, others=others)

    def because(self, typology: str, *, others: bool = True) -> Iterator[Block]:
        """Why an answer is so and why it is no other."""
        verdict, gate = self.relation.verdicts[typology], self.words.typologies[typology].gate
        match verdict.status:
            case Status.NOT_APPLICABLE:
                return
            case Status.NO_PARTNERSHIP:
                yield Block("label", message("outline.because"), 1)
                yield from self.reasons.finding(gate or "", 1)
                yield from self.remarks(typology)
                return
            case Status.PATTERN:
                yield from self.shown(typology, verdict.pattern or "")
            case Status.MIXED:
                for name, grade in verdict.grades.items():
                    if grade is Grade.ESTABLISHED:
                        yield Block("label", self.pattern(typology, name).label, 1)
                        yield from self.shown(typology, name)
            case Status.CONTESTED | Status.UNDETERMINED | Status.NONE_FITS:
                yield from self._open(typology)
        if others:
            yield from self._others(typology)
        yield from self.remarks(typology)

    def pattern(self, typology: str, name: str) -> PatternWords:
        """What a pattern is called and what is meant by it."""
        return self.words.patterns[f"{typology}/{name}"]

    def shown(self, typology: str, pattern: str) -> Iterator[Block]:
        """Why a pattern is the verdict: what it requires, assumes, and is not excluded by."""
        judgements = self.relation.judgements(typology, pattern)
        yield self.means(typology, pattern, 1)
        yield Block("label", message("outline.because"), 1)
        for one in judgements:
            if self.role(one) == "requires":
                yield from self.criterion(one, 1)
        assumed = [one for one in judgements if one.state is State.UNKNOWN]
        if assumed:
            yield Block("label", message("outline.assuming"), 1)
        for one in assumed:
            said = self.sentences.criterion(one.id, holds=False)
            yield Block("point", said, 1, state=one.state.value, to=ruled_in(one.id))
        ruled_out = [
            one
            for one in judgements
            if self.role(one) == "excluded_by" and one.state is State.UNMET
        ]
        if ruled_out:
            yield Block("label", message("outline.not_excluded"), 1)
        for one in ruled_out:
            yield from self.criterion(one, 1)
        yield from self._outweighed(judgements)

    def means(self, typology: str, pattern: str, level: int) -> Block:
        """What is meant by a pattern."""
        means = self.pattern(typology, pattern).means
        return Block("detail", message("outline.means", means=means), level)

    def role(self, of: Judgement) -> str:
        """Whether a pattern requires a criterion or is excluded by it."""
        return self.words.criteria[of.id].role

    def criterion(self, of: Judgement, level: int) -> Iterator[Block]:
        """How a criterion came out, and what that rests on."""
        yield self.outcome(of, level)
        decision = self.words.criteria[of.id].decision
        if self.depth == "full" and decision:
            yield Block("detail", message("outline.decision", why=decision), level + 1)
        yield from self.reasons.step(of.step, level + 1)

    def outcome(self, of: Judgement, level: int) -> Block:
        """How a criterion came out, in one sentence."""
        words = self.words.criteria[of.id]
        return Block(
            "point",
            self.judged(of),
            level,
            state=speaks_for(of.state, words.role).value,
            cites=self.citing.literature(words.reference),
            to=ruled_in(of.id),
        )

    def judged(self, of: Judgement) -> Text:
        """What the evidence makes of a criterion, as a sentence."""
        decided = self.sentences.judged(of)
        if decided is not None:
            return decided
        key = "not_known" if of.state is State.UNKNOWN else "is_contested"
        return message(f"outline.{key}", that=self.asked(of))

    def asked(self, of: Judgement) -> Text:
        """What is to be found out about a criterion, without a negation in front."""
        return self.sentences.criterion(of.id, holds=not self.relation.step(of.step).negated)

    def _outweighed(self, judgements: tuple[Judgement, ...]) -> Iterator[Block]:
        """What speaks against a verdict and is outweighed: rules that lost, values that lost."""
        reasons, told = self.citing.outweighed(judgements)
        if reasons or told:
            yield Block("label", message("outline.speaking_against"), 1)
        for reason in reasons:
            says, cites = self.sentences.because(reason), self.citing.reason(reason)
            yield Block("point", says, 1, cites=cites, to=ruled_in(reason.rule))
        for name in told:
            yield from self.reasons.statement(name, 1)

    def _open(self, typology: str) -> Iterator[Block]:
        """The patterns not excluded, criterion by criterion: met, unknown or contested."""
        verdict = self.relation.verdicts[typology]
        contested = [n for n in verdict.possible if verdict.grades[n] is Grade.CONTESTED]
        others = [name for name in verdict.possible if name not in contested]
        for label, names in (("why_contested", contested), ("open_patterns", others)):
            if names:
                yield Block("label", message(f"outline.{label}"), 1)
            for name in names:
                yield from self._candidate(typology, name)

    def _candidate(self, typology: str, pattern: str) -> Iterator[Block]:
        yield Block("verdict", self.pattern(typology, pattern).label, 1)
        for one in self.relation.judgements(typology, pattern):
            if self.is_unheard(one) and self.depth != "full":
                said, to = self.judged(one), ruled_in(one.id)
                yield Block("point", said, 2, state="unknown", to=to)
            else:
                yield from self.criterion(one, 2)

    def is_unheard(self, of: Judgement) -> bool:
        """Whether nothing at all is told of what a criterion asks."""
        return of.state is State.UNKNOWN and not self.citing.anything_told(of.step)

    def _others(self, typology: str) -> Iterator[Block]:
        """Why the patterns that are not the verdict are not: one line each, or the whole proof."""
        verdict = self.relation.verdicts[typology]
        decided = verdict.status in (Status.PATTERN, Status.MIXED)
        others = [
            name
            for name, grade in verdict.grades.items()
            if (decided or name not in verdict.possible)
            and name != verdict.pattern
            and not (decided and grade is Grade.ESTABLISHED)
        ]
        if others:
            yield Block("label", message("outline.why_not"), 1)
        for name in others:
            yield self.not_this(typology, name)
            if self.depth == "full":
                for one in self.relation.judgements(typology, name):
                    yield from self.criterion(one, 2)

    def not_this(self, typology: str, pattern: str) -> Block:
        """Why a pattern is not the verdict, in one line: what fails, or else what is open."""
        judgements = self.relation.judgements(typology, pattern)
        failing = [one for one in judgements if one.fails(self.role(one))]
        why = in_turn([self.judged(one) for one in failing] or self._undecided(judgements))
        label = self.pattern(typology, pattern).label
        return Block(
            "point",
            message("outline.not_pattern", pattern=label, why=why),
            1,
            state="unmet" if failing else "unknown",
            cites=self.citing.steps(one.step for one in failing),
            to=ruled_in(failing[0].id) if failing else "",
        )

    def _undecided(self, judgements: tuple[Judgement, ...]) -> list[Text]:
        """What is unknown, then what is contested, of a pattern that nothing rules out."""
        said = []
        for state, key in ((State.UNKNOWN, "not_known"), (State.CONTESTED, "is_contested")):
            several = [self.asked(one) for one in judgements if one.state is state]
            if several:
                said.append(message(f"outline.{key}", that=listed(several)))
        return said

    def remarks(self, typology: str) -> Iterator[Block]:
        """What is worth saying besides."""
        several = self.relation.remarks(typology)
        pattern = f"{typology}/{self.relation.verdicts[typology].pattern}"
        if several:
            yield Block("label", message("outline.remarks"), 1)
        for remark in several:
            says, cites = self.sentences.remark(remark, pattern), self.citing.steps(remark.rests_on)
            # What no rule says, the program remarks on by itself.
            to = ruled_in(remark.id) if remark.reason else ""
            yield Block("point", says, 1, cites=cites, to=to)

    def _told(self) -> Iterator[Block]:
        """Everything that was coded, used or not."""
        yield Block("gap")
        yield Block("label", message("outline.told"))
        yield from (self.reasons.stated(name, 1) for name in self.relation.told)


def _robust(robustness: Robustness) -> Text:
    """How many observations would have to be others for another verdict."""
    if robustness.size is None:
        return message("flip.robust_always")
    if robustness.size == 1:
        return message("flip.robust_one")
    return message("flip.robust", size=str(robustness.size))
