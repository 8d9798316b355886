"""What each verdict rests on as blocks: what suffices, what it needs, what sources carry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from classifier.explain.heading import heading
from classifier.explain.voices import cites_of, sources_of
from classifier.logic.verdict import Status
from classifier.questions.support import End, Support, SupportAnswer
from classifier.questions.testimony import Testimony
from classifier.questions.withdrawing import Removal
from classifier.words.language import Text, listed, message, text_of
from classifier.writers.blocks import Block, Cite, MarkedState, Sign

SHOWN = 5
"""So many points of a free choice are named, or one more if that is all of them."""
NAMED = 4
"""Another verdict that takes more claims than this is told without them."""
EFFECTS: Mapping[str, MarkedState] = {"falls": "unmet", "otherwise": "partly", "same": "met"}


def blocks_of(answer: SupportAnswer) -> Iterator[Block]:
    """The blocks of an answer."""
    yield from heading(answer.about)
    for one in answer.supports:
        yield Block("gap")
        yield Block("label", one.label)
        yield Block("verdict", one.now.says, 1)
        if one.now.status is Status.NOT_APPLICABLE:
            yield Block("paragraph", message("support.kinds"), 1)
            continue
        yield from _enough(answer, one)
        yield from _open(one)
        yield from _needs(answer, one)
        yield from _sources(one)
    yield from sources_of(answer.sources, answer.about.actors, answer.sources)


def _enough(answer: SupportAnswer, one: Support) -> Iterator[Block]:
    """The first smallest set in full, the others by how they differ from it."""
    if one.size is None:
        yield Block("paragraph", message("support.open"), 1)
        return
    if one.size == 0:
        yield Block("paragraph", message("support.enough_none"), 1)
        return
    key = "support.enough_one" if one.size == 1 else "support.enough"
    yield Block("paragraph", message(key, count=str(one.size)), 1)
    if one.choices:
        yield from _choices(answer, one)
        return
    first, *others = one.sets
    for name in first:
        yield from _point(answer.points[name], 2)
    yield Block("paragraph", _others(one), 1)
    for other in others:
        new = _listed(answer, [name for name in other if name not in first])
        old = _listed(answer, [name for name in first if name not in other])
        yield Block("point", message("support.instead", new=new, old=old), 2, sign="–")


def _choices(answer: SupportAnswer, one: Support) -> Iterator[Block]:
    """The points that every smallest set has, then those of which it has one."""
    for name in (choice[0] for choice in one.choices if len(choice) == 1):
        yield from _point(answer.points[name], 2)
    free = [choice for choice in one.choices if len(choice) > 1]
    for number, choice in enumerate(free):
        alone = number == 0 and len(free) == len(one.choices)
        yield Block("detail", message("support.one_of" if alone else "support.and_one_of"), 2)
        shown = choice[:SHOWN] if len(choice) > SHOWN + 1 else choice
        for name in shown:
            yield from _point(answer.points[name], 3)
        if len(shown) < len(choice):
            rest = str(len(choice) - len(shown))
            yield Block("detail", message("support.further", count=rest), 3)


def _others(one: Support) -> Text:
    """How many other sets are as small."""
    shown, count = len(one.sets) - 1, one.count - 1
    if shown < count:
        key = "support.others_more" if one.complete else "support.others_many"
        return message(key, count=str(count), shown=str(shown))
    return message("support.others" if count > 1 else "support.others_one", count=str(count))


def _point(point: Testimony, level: int) -> Iterator[Block]:
    """All that is told of one key."""
    several = len(point.statements) > 1
    if several:
        yield Block("point", point.says, level)
    for said in point.statements:
        says = message("outline.outweighed", of=said.says) if said.outweighed else said.says
        sign: Sign = "–" if several else ""
        yield Block("point", says, level + several, sign=sign, cites=cites_of(said))


def _listed(answer: SupportAnswer, names: Sequence[str]) -> Text:
    """Points in words, by what is told there."""
    said = [statement.says for name in names for statement in answer.points[name].statements]
    return listed([message("outline.quote", of=text) for text in said])


def _open(one: Support) -> Iterator[Block]:
    """What is assumed, and what the verdict can still become."""
    if one.assumed:
        yield Block("label", message("support.assumed"), 1)
        yield from (Block("point", text, 2, state="unknown") for text in one.assumed)
    if one.ends:
        yield Block("label", message("support.ends"), 1)
    for end in one.ends:
        yield from _end(end)


def _end(end: End) -> Iterator[Block]:
    verdict, count = end.leads_to.says, len(end.statements)
    if count > NAMED:
        said = message("support.end_many", verdict=verdict, count=str(count))
        yield Block("point", said, 2, sign="→")
        return
    yield Block("point", message("support.end", verdict=verdict), 2, sign="→")
    for text, statement in zip(end.says, end.statements, strict=True):
        yield Block("point", text, 3, cites=(Cite(statement),))


def _needs(answer: SupportAnswer, one: Support) -> Iterator[Block]:
    """The points without which the verdict is another one."""
    if not one.needs:
        yield Block("paragraph", message("support.needs_none"), 1)
        return
    yield Block("label", message("support.needs"), 1)
    for need in one.needs:
        point = _listed(answer, [need.point])
        said = message("support.need", point=point, verdict=need.leads_to.says)
        yield Block("point", said, 2, state="unmet")


def _sources(one: Support) -> Iterator[Block]:
    """The sources by what becomes of the verdict without each of them."""
    if not one.removals:
        return
    yield Block("label", message("support.carried"), 1)
    for effect, state in EFFECTS.items():
        by_end: dict[Text, list[str]] = {}
        for removal in one.removals:
            if removal.effect == effect:
                by_end.setdefault(_end_of(removal), []).append(removal.source)
        for verdict, names in by_end.items():
            sources = listed([text_of(name) for name in names], last="or")
            key = "support.stays" if effect == "same" else "support.without"
            yield Block("point", message(key, sources=sources, verdict=verdict), 2, state=state)


def _end_of(removal: Removal) -> Text:
    if removal.leads_to is None:
        return message("support.unobserved")
    return removal.leads_to.says
