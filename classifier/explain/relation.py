"""The blocks on one relation: every verdict with its reasons, then the checklists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from classifier.explain.checklists import checklist_blocks
from classifier.explain.citing import Citing
from classifier.explain.reasons import Reasons
from classifier.explain.words import (
    Depth,
    answer_of,
    coded_in,
    in_turn,
    pair_of,
    ruled_in,
    speaks_for,
)
from classifier.logic.evidence import State
from classifier.logic.verdict import Grade, Status
from classifier.result import document as doc
from classifier.words.language import Text, listed, message
from classifier.writers.blocks import Block


@dataclass(frozen=True, slots=True)
class Relation:
    """Writes the outline of one relation."""

    result: doc.Classification
    relation: doc.RelationResult
    reasons: Reasons

    @property
    def citing(self) -> Citing:
        """Cites what stands behind a line."""
        return self.reasons.citing

    @property
    def depth(self) -> Depth:
        """How much is said."""
        return self.reasons.depth

    def blocks(self) -> Iterator[Block]:
        """Every verdict with its reasons, then the checklists."""
        pair = pair_of(self.result, self.relation)
        if pair != self.result.case.title:
            yield Block("heading", pair)
        for verdict in self.relation.verdicts.values():
            yield from self.verdict(verdict)
        yield from checklist_blocks(self.relation, self.citing, self.depth)
        if self.depth == "full":
            yield from self._told()

    def answer(self, verdict: doc.Verdict) -> Iterator[Block]:
        """A typology and its answer."""
        yield Block("gap")
        yield Block("label", verdict.label, cites=self.citing.literature(verdict.reference))
        yield Block("verdict", answer_of(verdict), 1)
        if verdict.robustness:
            yield Block("detail", _robust(verdict.robustness), 1)

    def verdict(self, verdict: doc.Verdict) -> Iterator[Block]:
        """A typology's answer, with why it is so and why it is no other."""
        yield from self.answer(verdict)
        yield from self.because(verdict)

    def because(self, verdict: doc.Verdict) -> Iterator[Block]:
        """Why an answer is so and why it is no other."""
        match verdict.status:
            case Status.NOT_APPLICABLE:
                return
            case Status.NO_PARTNERSHIP:
                yield Block("label", message("outline.because"), 1)
                yield from self.reasons.finding(verdict.gate or "", 1)
                yield from self.remarks(verdict.remarks)
                return
            case Status.PATTERN:
                yield from self.shown(verdict.patterns[verdict.pattern or ""])
            case Status.MIXED:
                for pattern in verdict.patterns.values():
                    if pattern.grade is Grade.ESTABLISHED:
                        yield Block("label", pattern.label, 1)
                        yield from self.shown(pattern)
            case Status.CONTESTED | Status.UNDETERMINED | Status.NONE_FITS:
                yield from self._open(verdict)
        yield from self._others(verdict)
        yield from self.remarks(verdict.remarks)

    def shown(self, pattern: doc.Pattern) -> Iterator[Block]:
        """Why a pattern is the verdict: what it requires, assumes, and is not excluded by."""
        yield Block("detail", message("outline.means", means=pattern.means), 1)
        yield Block("label", message("outline.because"), 1)
        for criterion in pattern.criteria:
            if criterion.role == "requires":
                yield from self.criterion(criterion, 1)
        assumed = [c for c in pattern.criteria if c.state is State.UNKNOWN]
        if assumed:
            yield Block("label", message("outline.assuming"), 1)
            for one in assumed:
                yield Block("point", one.fails, 1, state=one.state, to=ruled_in(one.id))
        ruled_out = [
            c for c in pattern.criteria if (c.role, c.state) == ("excluded_by", State.UNMET)
        ]
        if ruled_out:
            yield Block("label", message("outline.not_excluded"), 1)
            for criterion in ruled_out:
                yield from self.criterion(criterion, 1)
        yield from self._outweighed(pattern)

    def criterion(self, criterion: doc.Criterion, level: int) -> Iterator[Block]:
        """How a criterion came out, and what that rests on."""
        yield self.outcome(criterion, level)
        if self.depth == "full" and criterion.decision:
            said = message("outline.decision", why=criterion.decision)
            yield Block("detail", said, level + 1)
        yield from self.reasons.step(criterion.proof, level + 1)

    def outcome(self, criterion: doc.Criterion, level: int) -> Block:
        """How a criterion came out, in one sentence."""
        return Block(
            "point",
            self.judged(criterion),
            level,
            state=speaks_for(criterion.state, criterion.role),
            cites=self.citing.literature(criterion.reference),
            to=ruled_in(criterion.id),
        )

    def judged(self, criterion: doc.Criterion) -> Text:
        """What the evidence makes of a criterion, as a sentence."""
        match criterion.state:
            case State.MET:
                return criterion.holds
            case State.UNMET:
                return criterion.fails
            case State.UNKNOWN:
                return message("outline.not_known", that=_asked(criterion))
            case State.CONTESTED:
                return message("outline.is_contested", that=_asked(criterion))

    def _outweighed(self, pattern: doc.Pattern) -> Iterator[Block]:
        """What speaks against a verdict and is outweighed: rules that lost, values that lost."""
        reasons, told = self.citing.outweighed(pattern.criteria)
        if reasons or told:
            yield Block("label", message("outline.speaking_against"), 1)
        for reason in reasons:
            cites = self.citing.reason(reason)
            yield Block("point", reason.says, 1, cites=cites, to=ruled_in(reason.rule))
        for name in told:
            yield from self.reasons.statement(name, 1)

    def _open(self, verdict: doc.Verdict) -> Iterator[Block]:
        """The patterns not excluded, criterion by criterion: met, unknown or contested."""
        contested = [n for n in verdict.possible if verdict.patterns[n].grade is Grade.CONTESTED]
        others = [name for name in verdict.possible if name not in contested]
        for label, names in (("why_contested", contested), ("open_patterns", others)):
            if names:
                yield Block("label", message(f"outline.{label}"), 1)
            for name in names:
                yield from self._candidate(verdict.patterns[name])

    def _candidate(self, pattern: doc.Pattern) -> Iterator[Block]:
        yield Block("verdict", pattern.label, 1)
        for criterion in pattern.criteria:
            if self.is_unheard(criterion) and self.depth != "full":
                said, to = self.judged(criterion), ruled_in(criterion.id)
                yield Block("point", said, 2, state=State.UNKNOWN, to=to)
            else:
                yield from self.criterion(criterion, 2)

    def is_unheard(self, criterion: doc.Criterion) -> bool:
        """Whether nothing at all is told of what a criterion asks."""
        return criterion.state is State.UNKNOWN and not self.citing.anything_told(criterion.proof)

    def _others(self, verdict: doc.Verdict) -> Iterator[Block]:
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
            yield Block("label", message("outline.why_not"), 1)
        for _, pattern in others:
            yield from self._other(pattern)

    def _other(self, pattern: doc.Pattern) -> Iterator[Block]:
        yield self.not_this(pattern)
        if self.depth == "full":
            for criterion in pattern.criteria:
                yield from self.criterion(criterion, 2)

    def not_this(self, pattern: doc.Pattern) -> Block:
        """Why a pattern is not the verdict, in one line: what fails, or else what is open."""
        failing = [c for c in pattern.criteria if _fails(c)]
        why = in_turn([self.judged(c) for c in failing]) if failing else self._undecided(pattern)
        said = message("outline.not_pattern", pattern=pattern.label, why=why)
        return Block(
            "point",
            said,
            1,
            state=State.UNMET if failing else State.UNKNOWN,
            cites=self.citing.steps([c.proof for c in failing]),
            to=ruled_in(failing[0].id) if failing else "",
        )

    def _undecided(self, pattern: doc.Pattern) -> Text:
        """What is unknown, then what is contested, of a pattern that nothing rules out."""
        said = []
        for state, key in ((State.UNKNOWN, "not_known"), (State.CONTESTED, "is_contested")):
            several = [_asked(c) for c in pattern.criteria if c.state is state]
            if several:
                said.append(message(f"outline.{key}", that=listed(several)))
        return in_turn(said)

    def remarks(self, remarks: Iterable[doc.Remark]) -> Iterator[Block]:
        """What is worth saying besides."""
        several = tuple(remarks)
        if several:
            yield Block("label", message("outline.remarks"), 1)
        for remark in several:
            cites = self.citing.steps(remark.steps)
            # What no rule says, the program remarks on by itself.
            to = ruled_in(remark.id) if remark.reference or remark.decision else ""
            yield Block("point", remark.says, 1, cites=cites, to=to)

    def _told(self) -> Iterator[Block]:
        """Everything that was coded, used or not."""
        yield Block("gap")
        yield Block("label", message("outline.told"))
        for name, statement in self.relation.statements.items():
            text = statement.label
            if statement.outweighed:
                text = message("outline.outweighed", of=text)
            yield Block("point", text, 1, cites=self.citing.statement(name), to=coded_in(name))


def _asked(criterion: doc.Criterion) -> Text:
    """What is to be found out about a criterion, without a negation in front."""
    return criterion.fails if criterion.proof.negated else criterion.holds


def _fails(criterion: doc.Criterion) -> bool:
    return criterion.state is (State.UNMET if criterion.role == "requires" else State.MET)


def _robust(robustness: doc.Robustness) -> Text:
    """How many observations would have to be others for another verdict."""
    if robustness.size is None:
        return message("flip.robust_always")
    if robustness.size == 1:
        return message("flip.robust_one")
    return message("flip.robust", size=str(robustness.size))
