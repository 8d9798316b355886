"""The smallest changes as blocks: for each verdict what it takes, and the ways to get there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from classifier.explain.heading import heading
from classifier.logic.verdict import Status
from classifier.questions.flip import Flip, FlipAnswer, Proposal, SmallestSets
from classifier.questions.subject import Outcome
from classifier.words.language import Text, listed, message, text_of
from classifier.writers.blocks import Block, Cite

SHOWN = 5
"""So many ways are shown unless all are asked for."""
NAMED = 8
"""So many interchangeable statements are named."""


def blocks_of(answer: FlipAnswer, *, everything: bool = False) -> Iterator[Block]:
    """The blocks of an answer."""
    yield from heading(answer.about)
    for one in answer.flips:
        yield Block("gap")
        yield Block("label", one.label)
        yield Block("verdict", one.now.says, 1)
        yield Block("paragraph", _takes(one), 1)
        shown = one.ways if everything else one.ways[:SHOWN]
        yield from _ways(shown)
        if len(shown) < len(one.ways):
            rest = str(len(one.ways) - len(shown))
            key = "flip.further_one" if rest == "1" else "flip.further"
            yield Block("detail", message(key, count=rest), 1, command=True)


def _takes(flip: Flip) -> Text:
    """How many changes the wanted verdict takes."""
    wanted = flip.wanted or message("flip.another")
    if flip.now.status is Status.NOT_APPLICABLE:
        return message("flip.not_applicable")
    if flip.size is None:
        return message("flip.impossible", wanted=wanted)
    if flip.size == 0:
        return message("flip.already", wanted=wanted)
    takes = message("flip.takes_one") if flip.size == 1 else None
    takes = takes or message("flip.takes", size=str(flip.size))
    key = "flip.sum_one" if flip.count == 1 else "flip.sum"
    more = message("flip.count" if flip.complete else "flip.count_more", count=str(flip.count))
    return message(key, wanted=wanted, takes=takes, count=more, forms=_forms(len(flip.ways)))


def _forms(count: int) -> Text:
    return message("flip.form" if count == 1 else "flip.forms", count=str(count))


def _ways(ways: Sequence[SmallestSets]) -> Iterator[Block]:
    """The forms of change by where they lead."""
    ends: dict[tuple[Text, ...], list[SmallestSets]] = {}
    for way in ways:
        leads = (way.leads_to.says, *map(_besides, way.besides))
        ends.setdefault(leads, []).append(way)
    for (verdict, *besides), several in ends.items():
        yield Block("verdict", verdict, 2, sign="→")
        for number, way in enumerate(several):
            if number:
                yield Block("detail", message("flip.either"), 3)
            yield from _way(way)
        yield from (Block("detail", said, 3) for said in besides)


def _besides(outcome: Outcome) -> Text:
    said = message("outline.not_pattern", pattern=outcome.label, why=outcome.says)
    return message("flip.besides", verdict=said)


def _way(way: SmallestSets) -> Iterator[Block]:
    """The changes of one form."""
    for proposal in way.proposals:
        yield Block("point", _says(proposal), 3, cites=(Cite(_instead(proposal)),))
        if len(proposal.statements) > proposal.needed:
            yield Block("detail", _choice(proposal), 4)
    if not way.free:
        example = listed([text_of(statement) for statement in way.example])
        yield Block("detail", message("flip.not_free", example=example, count=_count(way)), 3)


def _count(way: SmallestSets) -> Text:
    return message("flip.count" if way.complete else "flip.count_more", count=str(way.count))


def _says(proposal: Proposal) -> Text:
    """What would have to be observed, or not be."""
    return message("flip.leave_out", of=proposal.says) if proposal.unset else proposal.says


def _instead(proposal: Proposal) -> Text:
    """The statement in the one-line form, and what it takes the place of."""
    first = text_of(proposal.statements[0])
    if not proposal.replaces:
        return message("flip.nothing_there", statement=first)
    if proposal.unset:
        return message(
            "flip.strength", statement=_several(proposal.replaces), of=_strength(proposal)
        )
    return message(
        "flip.instead", statement=first, told=_several(proposal.replaces), of=_strength(proposal)
    )


def _strength(proposal: Proposal) -> Text:
    if proposal.derived:
        return message("outline.derived")
    return message(f"outline.{proposal.strength}")


def _choice(proposal: Proposal) -> Text:
    """Which statements would do as well."""
    named = _several(proposal.statements)
    if proposal.needed > 1:
        return message("flip.some_of", count=str(proposal.needed), statements=named)
    return message("flip.any_of", statements=named)


def _several(statements: Sequence[str]) -> Text:
    shown = [text_of(statement) for statement in statements[:NAMED]]
    if len(statements) > NAMED:
        shown.append(message("flip.others", count=str(len(statements) - NAMED)))
    return listed(shown, last="or" if len(statements) <= NAMED else "and")
