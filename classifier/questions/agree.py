"""How far two coders agree: on what both coded, and on the verdicts that follow.

Cases are matched by their ids, and their relations by actors and period. What only one coder has is
named and not counted. Agreement beyond chance is `statistics`, what is worth settling `settling`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from classifier.case.checking import check
from classifier.case.model import Case
from classifier.questions.coders.coding import Shared, Unit, shared
from classifier.questions.coders.settling import Disagreement, Jointly, disagreements, jointly
from classifier.questions.coders.statistics import (
    bootstrap,
    can_bootstrap,
    cohen_kappa,
    krippendorff_alpha,
    percent,
)
from classifier.questions.differences import VerdictPair
from classifier.questions.subject import Place, Unanswerable, places
from classifier.result.document import Rules, sha256_of
from classifier.rulebook.loading import load_rulebook
from classifier.rulebook.model import Rulebook
from classifier.version import __version__
from classifier.words.language import Text, message
from classifier.words.problems import names_of

Undefined = Literal["nothing_in_both", "one_value"]


@dataclass(frozen=True, slots=True)
class Figures:
    """How far the two agree on what both coded, and how often only one did."""

    indicator: str | None
    """None of all indicators together."""
    label: Text | None
    both: int
    same: int
    only_first: int
    only_second: int
    percent: float | None
    kappa: float | None
    alpha: float | None
    interval: tuple[float, float] | None
    """Of alpha, 95 of 100; None with few units, or if all are coded alike."""
    undefined: Undefined | None
    """Why there is no kappa and no alpha."""


@dataclass(frozen=True, slots=True)
class RelationAgreement:
    """One relation that both coded."""

    case: str
    title: Text
    says: Text
    """The relation in words."""
    actors: tuple[str, str]
    period: str | None
    verdicts: tuple[VerdictPair, ...]
    disagreements: tuple[Disagreement, ...]
    jointly: tuple[Jointly, ...]


@dataclass(frozen=True, slots=True)
class TypologyAgreement:
    """In how many relations a typology gives both the same verdict."""

    typology: str
    label: Text
    relations: int
    same: int


@dataclass(frozen=True, slots=True)
class CodedTwice:
    """A case that both coded."""

    id: str
    title: Text | None
    sha256: tuple[str, str]


@dataclass(frozen=True, slots=True)
class AgreeAnswer:
    """How far two coders agree."""

    schema: Literal["kemitraan/agree/1"]
    coders: tuple[str, str]
    rulebook: Rules
    version: str
    cases: tuple[CodedTwice, ...]
    only_first: tuple[str, ...]
    """Cases that only the first coded."""
    only_second: tuple[str, ...]
    relations: tuple[RelationAgreement, ...]
    relations_only_first: tuple[Text, ...]
    """Relations of the cases in both that only the first coding has; they are not counted."""
    relations_only_second: tuple[Text, ...]
    intervals: bool
    """Whether numpy is installed; without it no figures have an interval."""
    overall: Figures
    indicators: tuple[Figures, ...]
    typologies: tuple[TypologyAgreement, ...]


class Incomparable(Unanswerable):
    """There is nothing that both coded, or a coder has a case twice."""


def agree(
    first: Iterable[Case],
    second: Iterable[Case],
    rulebook: Rulebook | None = None,
    *,
    coders: tuple[str, str],
) -> AgreeAnswer:
    """How far two coders agree on the cases that both coded, matched by their ids.

    Raises `InvalidCase` if a case does not fit the codebook, and `Incomparable` if no case is in
    both or one is there twice.
    """
    rulebook = rulebook or load_rulebook()
    one, other = _by_id(first, coders[0], rulebook), _by_id(second, coders[1], rulebook)
    both = [name for name in one if name in other]
    if not both:
        sides = (("first", one), ("second", other))
        ids = {which: names_of(of) if of else "–" for which, of in sides}
        raise Incomparable(message("agree.nothing_in_both"), message("agree.ids", **ids))
    pairs = {name: shared(one[name], other[name], rulebook) for name in both}
    units = [unit for each in pairs.values() for of in each.values() for unit in of.units()]
    relations = tuple(_relation(of) for each in pairs.values() for of in each.values())
    return AgreeAnswer(
        schema="kemitraan/agree/1",
        coders=coders,
        rulebook=Rules(rulebook.version, rulebook.sha256),
        version=__version__,
        cases=tuple(
            CodedTwice(
                name,
                one[name].title or other[name].title,
                (sha256_of(one[name]), sha256_of(other[name])),
            )
            for name in both
        ),
        only_first=tuple(name for name in one if name not in other),
        only_second=tuple(name for name in other if name not in one),
        relations=relations,
        relations_only_first=tuple(_left_out(one, pairs, rulebook)),
        relations_only_second=tuple(_left_out(other, pairs, rulebook)),
        intervals=can_bootstrap(),
        overall=_figures(None, units, rulebook),
        indicators=tuple(_by_indicator(units, rulebook)),
        typologies=tuple(_typologies(relations, rulebook)),
    )


def _by_id(cases: Iterable[Case], coder: str, rulebook: Rulebook) -> dict[str, Case]:
    found: dict[str, Case] = {}
    for case in cases:
        check(case, rulebook.codebook)
        if case.id in found:
            what = message("agree.twice", case=case.id, coder=coder)
            raise Incomparable(what, message("agree.twice_hint"))
        found[case.id] = case
    return found


def _left_out(
    cases: Mapping[str, Case], pairs: Mapping[str, Mapping[Place, Shared]], rulebook: Rulebook
) -> Iterator[Text]:
    """The relations of cases in both that the other coding has not."""
    for name, found in pairs.items():
        for place, subject in places(cases[name], rulebook).items():
            if place not in found:
                yield message("agree.of_case", case=name, relation=subject.about().says)


def _by_indicator(units: list[Unit], rulebook: Rulebook) -> Iterator[Figures]:
    for name in rulebook.codebook.indicators:
        several = [unit for unit in units if unit.indicator == name]
        if several:
            yield _figures(name, several, rulebook)


def _figures(indicator: str | None, units: list[Unit], rulebook: Rulebook) -> Figures:
    groups: dict[str, list[tuple[object, object]]] = {}
    for unit in units:
        if unit.in_both:
            groups.setdefault(unit.indicator, []).append((unit.first, unit.second))
    pairs = list(groups.values())
    both = sum(map(len, pairs))
    alpha = krippendorff_alpha(*pairs)
    undefined: Undefined | None = None
    if alpha is None:
        undefined = "one_value" if both else "nothing_in_both"
    return Figures(
        indicator=indicator,
        label=rulebook.codebook.indicators[indicator].label if indicator else None,
        both=both,
        same=sum(one == other for group in pairs for one, other in group),
        only_first=sum(unit.second is None for unit in units),
        only_second=sum(unit.first is None for unit in units),
        percent=percent(*pairs),
        kappa=cohen_kappa(*pairs),
        alpha=alpha,
        interval=bootstrap(*pairs),
        undefined=undefined,
    )


def _typologies(
    relations: tuple[RelationAgreement, ...], rulebook: Rulebook
) -> Iterator[TypologyAgreement]:
    for place, (name, typology) in enumerate(rulebook.typologies.items()):
        same = sum(not relation.verdicts[place].other_answer for relation in relations)
        yield TypologyAgreement(name, typology.label, len(relations), same)


def _relation(of: Shared) -> RelationAgreement:
    own = of.first.own
    one, other = own.outcomes(), of.second.own.outcomes()
    verdicts = tuple(VerdictPair(one[name], other[name]) for name in own.rulebook.typologies)
    found = disagreements(of)
    about = own.about()
    return RelationAgreement(
        case=own.case.id,
        title=own.case.name,
        says=about.says,
        actors=about.pair,
        period=about.period,
        verdicts=verdicts,
        disagreements=found,
        jointly=jointly(of, verdicts, found),
    )
