"""How far two coders agree, as blocks: what to settle first, then the figures."""

from __future__ import annotations

from collections.abc import Iterator

from classifier.explain.citing import strong, told_by
from classifier.questions.agree import AgreeAnswer, Figures, RelationAgreement
from classifier.questions.coders.settling import Answered, Disagreement
from classifier.questions.differences import VerdictPair
from classifier.words.language import Text, listed, message, text_of
from classifier.writers.blocks import Block, Cite

NAMES = ("A", "B")


def blocks_of(answer: AgreeAnswer) -> Iterator[Block]:
    """The blocks of an answer."""
    cases, relations = str(len(answer.cases)), str(len(answer.relations))
    yield Block("title", message("agree.title"))
    yield Block(
        "under",
        message("agree.under", cases=cases, relations=relations, rulebook=answer.rulebook.version),
    )
    for name, coder in zip(NAMES, answer.coders, strict=True):
        yield Block("point", message("agree.coder", coder=coder), 0, name=name)
    yield Block("gap")
    yield Block("paragraph", _overall(answer.overall))
    if answer.overall.both and answer.overall.only_first + answer.overall.only_second:
        yield Block("paragraph", _only("only_one", answer.overall))
    if not answer.intervals:
        yield Block("detail", message("agree.no_intervals"))
    yield from _settling(answer)
    yield from _verdicts(answer)
    yield from _others(answer)
    yield from _indicators(answer)
    yield from _only_one_has(answer)


def _overall(of: Figures) -> Text:
    if not of.both:
        return _only("none_in_both", of)
    if of.same == of.both:
        key = "agree.all_same_one_value" if of.undefined else "agree.all_same"
        return message(key, both=str(of.both))
    return message(
        "agree.in_both",
        both=str(of.both),
        same=str(of.same),
        percent=_percent(of),
        figures=_figures(of),
    )


def _only(key: str, of: Figures) -> Text:
    return message(f"agree.{key}", first=str(of.only_first), second=str(of.only_second))


def _settling(answer: AgreeAnswer) -> Iterator[Block]:
    """Relation by relation, what changes a verdict, and what does so only together."""
    several = [one for relation in answer.relations for one in relation.disagreements]
    if several:
        deciding = any(one.changes_a_verdict for one in several)
        yield Block("heading", message("agree.settle" if deciding else "agree.nothing_to_settle"))
    for relation in answer.relations:
        found = [one for one in relation.disagreements if one.changes_a_verdict]
        if found or relation.jointly:
            yield from _heading(relation)
        for one in found:
            yield from _deciding(one)
        if relation.jointly:
            yield Block("label", message("agree.jointly"), 1)
        for joint in relation.jointly:
            yield Block("point", _turn(joint.verdicts), 2, sign="→")
            points = listed([text_of(point) for point in joint.points])
            yield Block("point", message("agree.jointly_points", points=points), 2)
            if joint.others:
                yield Block("detail", message("agree.jointly_others"), 2)


def _heading(relation: RelationAgreement) -> Iterator[Block]:
    yield Block("gap")
    yield Block("label", relation.says, cites=(Cite(relation.case),))


def _deciding(one: Disagreement) -> Iterator[Block]:
    """A disagreement with what either says, and the verdicts both ways."""
    other = one.sort == "other_evidence"
    cites = (Cite(message("agree.other_evidence")),) if other else ()
    yield Block("label", one.says, 1, cites=cites)
    for name, several in zip(NAMES, (one.first, one.second), strict=True):
        if not several:
            yield Block("point", _nothing(one), 2, name=name)
        for answered in several:
            yield Block("point", _value(answered), 2, name=name, cites=_cites(answered))
    for key, pairs in (("first", one.first_becomes), ("second", one.second_becomes)):
        if pairs:
            yield Block("detail", message(f"agree.{key}_becomes"), 2)
        for pair in pairs:
            yield Block("point", _turn(pair), 3, sign="→")


def _nothing(one: Disagreement) -> Text:
    return message("agree.not_marked" if one.sort == "other_value" else "differences.not_told")


def _turn(pair: VerdictPair) -> Text:
    before, after = pair.before, pair.after
    return message("agree.turns", typology=before.label, before=before.says, after=after.says)


def _value(of: Answered) -> Text:
    return message("agree.outweighed", of=of.value) if of.said.outweighed else of.value


def _cites(of: Answered) -> tuple[Cite, ...]:
    """The statement, the sources and the strength."""
    said = of.said
    told = told_by((), said.sources, derived=said.derived)
    return (Cite(said.statement), *told, *strong(said.strength))


def _verdicts(answer: AgreeAnswer) -> Iterator[Block]:
    yield Block("heading", message("agree.verdicts"))
    for place, of in enumerate(answer.typologies):
        if of.same == of.relations:
            yield Block("point", message("agree.verdicts_same", typology=of.label), 1, sign="=")
            continue
        count, same = str(of.relations), str(of.same)
        said = message("agree.verdicts_some", typology=of.label, relations=count, same=same)
        yield Block("point", said, 1, sign="≠")
        for relation in answer.relations:
            if relation.verdicts[place].other_answer:
                yield Block("point", relation.says, 2, cites=(Cite(relation.case),))
                yield Block("point", relation.verdicts[place].before.says, 3, name="A")
                yield Block("point", relation.verdicts[place].after.says, 3, name="B")


def _others(answer: AgreeAnswer) -> Iterator[Block]:
    """What changes no verdict alone, a line each."""
    label = [Block("heading", message("agree.others"))]
    for relation in answer.relations:
        found = [one for one in relation.disagreements if not one.changes_a_verdict]
        if found:
            yield from label
            label = []
            yield Block("label", relation.says, 1)
        for one in found:
            first, second = (_short(one, several) for several in (one.first, one.second))
            said = message("agree.against", of=one.says, first=first, second=second)
            yield Block("point", said, 1, cites=(Cite(one.point),))


def _short(one: Disagreement, several: tuple[Answered, ...]) -> Text:
    if not several:
        return _nothing(one)
    return listed([_value(answered) for answered in several])


def _indicators(answer: AgreeAnswer) -> Iterator[Block]:
    """Each indicator with its figures; those in perfect agreement in one line."""
    yield Block("heading", message("agree.indicators"))
    perfect = [of for of in answer.indicators if of.both == of.same and _in_both_only(of)]
    for of in answer.indicators:
        if of not in perfect:
            yield Block("point", _indicator(of), 1)
    if perfect:
        labels = [
            message("agree.counted", label=of.label or "", both=str(of.both)) for of in perfect
        ]
        yield Block("point", message("agree.perfect", labels=listed(labels)), 1, sign="=")
    if any(of.undefined == "one_value" for of in answer.indicators):
        yield Block("detail", message("agree.one_value"), 1)


def _in_both_only(of: Figures) -> bool:
    return not of.only_first and not of.only_second


def _indicator(of: Figures) -> Text:
    label, both = of.label or text_of(""), str(of.both)
    if not of.both:
        said = message("agree.indicator_none", label=label)
    elif of.both == 1:
        key = "agree.indicator_one" if of.same else "agree.indicator_one_differs"
        said = message(key, label=label)
    elif of.same < of.both:
        said = message(
            "agree.indicator",
            label=label,
            both=both,
            same=str(of.same),
            percent=_percent(of),
            figures=_figures(of),
        )
    else:
        key = "agree.indicator_one_value" if of.undefined else "agree.indicator_perfect"
        said = message(key, label=label, both=both)
    counts = {"a": of.only_first, "b": of.only_second}
    only = [message(f"agree.only_{c}", count=str(n)) for c, n in counts.items() if n]
    return message("agree.indicator_only", of=said, only=listed(only)) if only else said


def _figures(of: Figures) -> Text:
    kappa, alpha = _number(of.kappa), _number(of.alpha)
    if of.interval is None:
        return message("agree.figures", kappa=kappa, alpha=alpha)
    low, high = map(_number, of.interval)
    return message("agree.figures_interval", kappa=kappa, alpha=alpha, low=low, high=high)


def _number(value: float | None) -> Text:
    """A coefficient with two decimals, as each language writes them."""
    written = "–" if value is None else f"{value:.2f}"
    return Text(id=written.replace(".", ","), en=written)


def _percent(of: Figures) -> Text:
    return message("agree.percent", percent=f"{of.percent or 0:.0f}")


def _only_one_has(answer: AgreeAnswer) -> Iterator[Block]:
    """Cases and relations that one coder alone has."""
    named = (
        ("cases_only_a", [text_of(name) for name in answer.only_first]),
        ("cases_only_b", [text_of(name) for name in answer.only_second]),
    )
    left = (
        ("relations_only_a", list(answer.relations_only_first)),
        ("relations_only_b", list(answer.relations_only_second)),
    )
    if any(several for _, several in (*named, *left)):
        yield Block("gap")
    for key, several in named:
        if several:
            yield Block("detail", message(f"agree.{key}", cases=listed(several)))
    for key, several in left:
        if several:
            yield Block("detail", message(f"agree.{key}", relations=listed(several)))
