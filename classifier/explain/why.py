"""Why a verdict and why not another, as blocks.

Every block of a shorter explanation stands in the longer one too: `line` gives the answers,
`summary` adds the proof and what each criterion in the way would need, `full` goes down to rules,
observations and what they say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from classifier.explain.heading import heading
from classifier.explain.outline import ends
from classifier.explain.relation import Explanation
from classifier.explain.words import Depth
from classifier.logic.evidence import State, Strength
from classifier.logic.verdict import Status
from classifier.questions.kinds import StatementKind
from classifier.questions.subject import Outcome
from classifier.questions.why import Need, Why, WhyAnswer
from classifier.result.assembling import behind, stated_in
from classifier.words.language import Text, message
from classifier.writers.blocks import Block, Cite


def blocks_of(answer: WhyAnswer, depth: Depth = "summary") -> Iterator[Block]:
    """The blocks of an answer."""
    (relation,) = answer.classification.relations
    explaining = Explaining(Explanation.of(answer.classification, relation, depth), depth)
    yield from heading(answer.about)
    for outcome in answer.verdicts:
        asked = [one for one in answer.patterns if one.typology == outcome.typology]
        if asked or depth == "line":
            yield from explaining.writing.answer(outcome.typology)
        else:
            yield from explaining.writing.verdict(outcome.typology)
        for one in sorted(asked, key=lambda one: not one.shown):
            yield from explaining.pattern(one, outcome)
    if depth != "line":
        if not answer.patterns:
            yield Block("detail", message("why.more"), command=True)
        yield from _ends(answer, depth)


def _ends(answer: WhyAnswer, depth: Depth) -> Iterator[Block]:
    """The sources behind what is explained, if it has any, and the literature."""
    result = answer.classification
    (relation,) = result.relations
    asked = {(one.typology, one.pattern) for one in answer.patterns}
    refs = [
        judgement.step
        for typology, verdict in relation.verdicts.items()
        for name, pattern in verdict.patterns.items()
        if not asked or (typology, name) in asked
        for judgement in pattern.criteria
    ]
    refs += [
        result.words.typologies[typology].gate or ""
        for typology, verdict in relation.verdicts.items()
        if verdict.status is Status.NO_PARTNERSHIP
    ]
    refs += (ref for v in relation.verdicts.values() for one in v.remarks for ref in one.rests_on)
    told = stated_in(behind(relation, refs).values())
    coded = [result.observations[o] for name in told for o in relation.told[name].observations]
    used = {source for one in coded for source in one.sources}
    if used:
        yield from ends(result, depth, only=used)


@dataclass(frozen=True, slots=True)
class Explaining:
    """Writes why a pattern is the verdict, or what stands in its way."""

    writing: Explanation
    depth: Depth

    def pattern(self, why: Why, outcome: Outcome) -> Iterator[Block]:
        """A pattern that was asked about."""
        if why.pattern not in self.writing.relation.verdicts[why.typology].grades:
            return  # The typology does not apply, as its answer says.
        if why.shown:
            yield from self._verdict(why, outcome)
            return
        if outcome.status is Status.NO_PARTNERSHIP:
            said = message("outline.not_pattern", pattern=why.label, why=outcome.says)
            yield Block("point", said, 1, state="unmet")
        else:
            yield self.writing.not_this(why.typology, why.pattern)
        if self.depth != "line":
            yield from self._in_the_way(why)

    def _verdict(self, why: Why, outcome: Outcome) -> Iterator[Block]:
        """The proof of a pattern that is the verdict, or one of several."""
        if outcome.status is Status.MIXED:
            yield Block("label", why.label, 1)
        if self.depth != "line":
            yield from self.writing.shown(why.typology, why.pattern)
            yield from self.writing.remarks(why.typology)

    def _in_the_way(self, why: Why) -> Iterator[Block]:
        """Every criterion, with what those in the way would need."""
        yield self.writing.means(why.typology, why.pattern, 2)
        needs = {need.of: need for need in why.needs}
        gate = self.writing.words.typologies[why.typology].gate
        if gate in needs:
            yield Block("label", message("outline.because"), 2)
            yield from self.writing.reasons.finding(gate, 2)
            yield from self._need(needs[gate], 2)
        yield Block("label", message("why.in_the_way"), 2)
        for one in self.writing.relation.judgements(why.typology, why.pattern):
            is_heard = not self.writing.is_unheard(one)
            if self.depth == "full" or (one.id in needs and is_heard):
                yield from self.writing.criterion(one, 2)
            else:
                yield self.writing.outcome(one, 2)
            if one.id in needs:
                yield from self._need(needs[one.id], 3)
        to = f"{why.typology}/{why.pattern}"
        yield Block("detail", message("why.not_enough", pattern=to), 2, command=True)

    def _need(self, need: Need, level: int) -> Iterator[Block]:
        """What would have to be so, and what would speak for it."""
        yield Block("detail", _needed(need), level)
        if need.kind is None:
            yield Block("detail", message("why.nothing_speaks"), level)
            return
        yield Block("label", message("why.would_speak"), level)
        if need.kind.rule is None and need.kind.joined == "any":
            yield from self._kinds(need.kind.of, level)
        else:
            yield from self._kinds([need.kind], level)

    def _kinds(self, several: Iterable[StatementKind], level: int) -> Iterator[Block]:
        for kind in several:
            if kind.says is None:
                yield Block("detail", message(f"why.{kind.joined}_of"), level)
                yield from self._kinds(kind.of, level + 1)
                continue
            yield Block(
                "point",
                kind.says,
                level,
                state=kind.state.value if kind.state else None,
                cites=self._written(kind),
            )
            if self.depth == "full" or kind.rule is None:
                yield from self._kinds(_below(kind), level + 1)

    def _written(self, kind: StatementKind) -> tuple[Cite, ...]:
        """The condition as it would be written and, in full, the rule that has it."""
        cites = (Cite(kind.condition),) if kind.condition else ()
        if kind.rule and self.depth == "full":
            return (*cites, Cite(message("outline.rule", rule=kind.rule)))
        return cites


def _below(kind: StatementKind) -> tuple[StatementKind, ...]:
    """What a rule or finding rests on, without saying the same twice."""
    if len(kind.of) != 1:
        return kind.of
    only = kind.of[0]
    if only.says == kind.says and only.of:
        return _below(only)
    return only.of if only.says is None and only.joined == "any" else kind.of


def _needed(need: Need) -> Text:
    match need.state:
        case State.UNKNOWN:
            return message("why.needs_unknown", wanted=need.wanted)
        case State.CONTESTED:
            key = "why.needs_contested"
        case _ if need.strength is Strength.CORROBORATED:
            return message("why.needs_unmet_top", wanted=need.wanted)
        case _:
            key = "why.needs_unmet"
    return message(key, wanted=need.wanted, strength=message(f"outline.{need.strength}"))
