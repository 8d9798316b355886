"""From a classification to the document that is kept: each thing that is cited, once.

All of a classification, or what some typologies rest on and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from classifier.case.model import Case
from classifier.logic.evidence import State
from classifier.result.answers import shown
from classifier.result.document import (
    SCHEMA,
    Answers,
    EngineUsed,
    KeptPattern,
    KeptRelation,
    KeptVerdict,
    Result,
    Rules,
    title_of,
)
from classifier.result.judged import Judged
from classifier.result.proof import (
    FoundStep,
    JoinedStep,
    Reason,
    Remark,
    Statement,
    Step,
    ToldStep,
    referred,
)
from classifier.result.tracing import Proof
from classifier.result.words import NOTHING, CriterionWords, FindingWords, Words, words_of
from classifier.rulebook.model import Reference, Rulebook
from classifier.version import __version__
from classifier.words.language import Text

T = TypeVar("T")
Sided = TypeVar("Sided", FindingWords, CriterionWords)


def assembled(
    case: Case,
    rulebook: Rulebook,
    engine: EngineUsed,
    relations: Sequence[Judged],
    *,
    only: Collection[str] | None = None,
) -> Result:
    """The whole result, or what some typologies say and rest on."""
    typologies, is_whole = rulebook.typologies if only is None else only, only is None
    cited = _Cited(words_of(rulebook))
    kept = tuple(_relation(one, typologies, cited, is_whole=is_whole) for one in relations)
    observations = {
        name: one.model_copy(update={"id": None}) if one.id else one
        for name, one in case.observed().items()
        if is_whole or name in cited.observations
    }
    used = {source for one in observations.values() for source in one.sources}
    return Result.model_construct(
        schema_=SCHEMA,
        case=title_of(case),
        rulebook=Rules(rulebook.version, rulebook.sha256),
        engine=engine,
        version=__version__,
        actors=case.actors,
        periods=case.periods,
        sources={name: one for name, one in case.sources.items() if is_whole or name in used},
        observations=observations,
        words=cited.words(is_whole=is_whole),
        relations=kept,
        summary=summary_of(kept),
    )


def summary_of(relations: Iterable[Judged | KeptRelation]) -> Mapping[str, Answers]:
    """Whether all relations get the same answer from each typology, and which get which."""
    answers: dict[str, dict[str, tuple[int, ...]]] = defaultdict(dict)
    for place, relation in enumerate(relations):
        for name, verdict in relation.verdicts.items():
            answer = "+".join(shown(verdict)) or verdict.status.value
            answers[name][answer] = (*answers[name].get(answer, ()), place)
    return {
        name: Answers("same" if len(given) == 1 else "differs", given)
        for name, given in answers.items()
    }


def behind(relation: Proof, refs: Iterable[str]) -> dict[str, Step]:
    """Every step behind some, on either side, decisive or not, by its id."""
    found: dict[str, Step] = {}
    waiting = list(refs)
    while waiting:
        name, _ = referred(waiting.pop())
        if name not in found:
            found[name] = step = relation.step(name)
            waiting += rests_on(step)
    return found


def rests_on(step: Step) -> tuple[str, ...]:
    """The steps that one names."""
    match step:
        case ToldStep():
            return ()
        case JoinedStep():
            return step.parts
        case FoundStep():
            return tuple(ref for reason in step.reasons for ref in reason.rests_on)


def _relation(
    of: Judged, typologies: Collection[str], cited: _Cited, *, is_whole: bool
) -> KeptRelation:
    verdicts = {name: _verdict(of, name) for name in typologies}
    checklists = of.checklists if is_whole else {}
    steps = behind(of, _roots(of, verdicts))
    steps |= behind(of, (i.step for c in checklists.values() for i in c.items if i.step))
    names = stated_in(steps.values())
    told = {name: one for name, one in of.told.items() if is_whole or name in names}
    cited.verdicts(verdicts)
    cited.steps(steps.values())
    cited.statements(told.values())
    cited.checklists |= {name: bool(one.out_of_order) for name, one in checklists.items()}
    return KeptRelation(of.actors, verdicts, told, steps, of.period, checklists)


def _verdict(of: Judged, typology: str) -> KeptVerdict:
    verdict = of.verdicts[typology]
    return KeptVerdict(
        status=verdict.status,
        pattern=verdict.pattern,
        grade=verdict.grade,
        strength=verdict.strength,
        possible=verdict.possible,
        leaning=verdict.leaning,
        patterns={
            name: KeptPattern(grade, of.judgements(typology, name))
            for name, grade in verdict.grades.items()
        },
        remarks=of.remarks(typology),
        robustness=of.robustness.get(typology),
    )


def _roots(of: Judged, verdicts: Mapping[str, KeptVerdict]) -> Iterator[str]:
    """What verdicts rest on: their criteria, their gates, their remarks."""
    for name, verdict in verdicts.items():
        yield from (one.step for p in verdict.patterns.values() for one in p.criteria)
        yield from (ref for remark in verdict.remarks for ref in remark.rests_on)
        if gate := of.gate(name):
            yield gate.id


def stated_in(steps: Iterable[Step]) -> set[str]:
    """The statements that steps name, on either side."""
    told = (step for step in steps if isinstance(step, ToldStep))
    return {name for step in told for name in (*step.supporting, *step.opposing)}


@dataclass
class _Cited:
    """What of the words is cited; thrown away when they are narrowed to that."""

    of: Words
    typologies: set[str] = field(default_factory=set)
    patterns: set[str] = field(default_factory=set)
    """Those of typologies that apply to any relation."""
    unusual: set[tuple[str, str]] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)
    holds: set[str] = field(default_factory=set)
    """The findings and criteria of which it is said that they are so."""
    fails: set[str] = field(default_factory=set)
    """Those of which it is said that they are not."""
    values: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    members: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    letters: set[str] = field(default_factory=set)
    checklists: dict[str, bool] = field(default_factory=dict)
    """Each with whether anything in it is out of order."""
    observations: set[str] = field(default_factory=set)

    def verdicts(self, several: Mapping[str, KeptVerdict]) -> None:
        """Cite what verdicts are told with."""
        for name, verdict in several.items():
            self.typologies.add(name)
            self.patterns.update(f"{name}/{pattern}" for pattern in verdict.patterns)
            for one in (c for p in verdict.patterns.values() for c in p.criteria):
                self.holds |= {one.id} if one.state is not State.UNMET else set()
                self.fails |= {one.id} if one.state is not State.MET else set()
            for remark in verdict.remarks:
                self._remark(f"{name}/{verdict.pattern}", remark)

    def _remark(self, pattern: str, remark: Remark) -> None:
        if remark.unusual_with:
            self.unusual.add((pattern, remark.unusual_with))
        if remark.reason:
            self._reason(remark.reason)

    def steps(self, several: Iterable[Step]) -> None:
        """Cite what steps are told with."""
        for step in several:
            if isinstance(step, ToldStep):
                self._key(step.indicator, step.about, step.values)
            elif isinstance(step, FoundStep):
                said = self.fails if step.state is State.UNMET else self.holds
                said.add(step.finding)
                self._members(step.binding)
                for reason in step.reasons:
                    self._reason(reason)

    def statements(self, several: Iterable[Statement]) -> None:
        """Cite what statements are told with."""
        for one in several:
            self._key(one.indicator, one.about, [one.value])
            self.observations.update(one.observations)

    def _reason(self, reason: Reason) -> None:
        self.rules.add(reason.rule)
        for way in reason.ways:
            self._members(way.members)

    def _key(self, indicator: str, about: str | None, values: Iterable[str]) -> None:
        self.values[indicator].update(values)
        if about:
            self.members[self.of.indicators[indicator].about or ""].add(about)

    def _members(self, binding: Mapping[str, str]) -> None:
        for letter in self.of.letters.keys() & binding.keys():
            self.letters.add(letter)
            self.members[self.of.letters[letter]].add(binding[letter])

    def words(self, *, is_whole: bool) -> Words:
        """The words that are cited."""
        of, said = self.of, self.holds | self.fails
        narrowed = Words(
            typologies=_only(of.typologies, self.typologies),
            patterns={
                n: replace(one, unusual_with=self._unusual(n, one.unusual_with))
                for n, one in of.patterns.items()
                if n in self.patterns
            },
            criteria={n: self._sides(n, one) for n, one in of.criteria.items() if n in said},
            findings={n: self._sides(n, one) for n, one in of.findings.items() if n in said},
            rules=_only(of.rules, self.rules),
            indicators={
                n: replace(one, values=_only(one.values, self.values[n]))
                for n, one in of.indicators.items()
                if n in self.values
            },
            lists={
                n: _only(one, self.members[n]) for n, one in of.lists.items() if self.members[n]
            },
            letters=_only(of.letters, self.letters),
            checklists={
                n: replace(one, out_of_order=one.out_of_order if self.checklists[n] else None)
                for n, one in of.checklists.items()
                if n in self.checklists
            },
            references=of.references,
        )
        return narrowed if is_whole else replace(narrowed, references=_works(narrowed))

    def _sides(self, name: str, of: Sided) -> Sided:
        """A finding or criterion with what is said of it."""
        return replace(
            of,
            holds=of.holds if name in self.holds else NOTHING,
            fails=of.fails if name in self.fails else NOTHING,
        )

    def _unusual(self, pattern: str, known: Mapping[str, Text]) -> dict[str, Text]:
        return {other: says for other, says in known.items() if (pattern, other) in self.unusual}


def _only(of: Mapping[str, T], names: Collection[str]) -> dict[str, T]:
    """What stands under some names, in the order in which it stood."""
    return {name: one for name, one in of.items() if name in names}


def _works(of: Words) -> dict[str, Reference]:
    """The works that words cite, and those in which they are quoted."""
    citing = (of.typologies, of.patterns, of.criteria, of.rules, of.checklists)
    cited = {one for several in citing for words in several.values() for one in words.reference}
    works = {one.partition(":")[0] for one in cited}
    works |= {through for work in works if (through := of.references[work].through)}
    return _only(of.references, works)
