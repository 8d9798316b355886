"""Where a case contradicts itself as blocks: the points with their sides, then the verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_uppercase

from classifier.explain.heading import heading
from classifier.explain.voices import cites_of, source_of
from classifier.questions.contested import (
    Belief,
    ContestedAnswer,
    ContestedPoint,
    Dependence,
    Holding,
)
from classifier.questions.subject import Outcome
from classifier.questions.testimony import SourcedStatement, Testimony
from classifier.words.language import Text, listed, message, text_of
from classifier.writers.blocks import Block


def blocks_of(answer: ContestedAnswer) -> Iterator[Block]:
    """The blocks of an answer."""
    yield from heading(answer.about)
    yield Block("gap")
    if not answer.points:
        yield Block("paragraph", message("contested.none"))
        yield Block("gap")
        yield from (Block("point", _verdict(one)) for one in answer.verdicts)
        return
    count = len(answer.points)
    key = "contested.head_one" if count == 1 else "contested.head"
    yield Block("label", message(key, count=str(count)))
    for number, point in enumerate(answer.points, start=1):
        yield from _point(answer, point, number)
    yield Block("gap")
    yield Block("label", message("contested.verdicts"))
    for one in answer.verdicts:
        yield from _holding(answer, one)


def _verdict(one: Holding) -> Text:
    return message("outline.not_pattern", pattern=one.label, why=one.now.says)


def _point(answer: ContestedAnswer, point: ContestedPoint, number: int) -> Iterator[Block]:
    """A point, and who says what on each side."""
    yield Block("label", _title(point), number=number)
    for letter, side in zip(ascii_uppercase, point.sides, strict=False):
        alone = point.kind == "values" and len(side.statements) == 1
        yield from _side(answer, side, f"{number}{letter}", alone=alone)


def _title(point: ContestedPoint) -> Text:
    if point.kind == "finding":
        return message("outline.is_contested", that=point.says)
    return point.says


def _side(answer: ContestedAnswer, side: Testimony, name: str, *, alone: bool) -> Iterator[Block]:
    """A side with its statements; one statement that says just this is the side itself."""
    if alone:
        (said,) = side.statements
        yield Block("point", _marked(said), 1, name=name, cites=cites_of(said))
        yield from _voices(answer, said, 3)
        return
    yield Block("point", side.says, 1, name=name)
    for said in side.statements:
        yield Block("point", _marked(said), 3, cites=cites_of(said))
        yield from _voices(answer, said, 4)


def _marked(said: SourcedStatement) -> Text:
    return message("outline.outweighed", of=said.says) if said.outweighed else said.says


def _voices(answer: ContestedAnswer, said: SourcedStatement, level: int) -> Iterator[Block]:
    """Who says a statement, and for whom."""
    if not said.sources and not said.derived:
        yield Block("detail", message("contested.nobody"), level)
    for name in said.sources:
        source = source_of(answer.sources[name], answer.about.actors)
        yield Block("detail", message("contested.according", source=source), level)


def _holding(answer: ContestedAnswer, one: Holding) -> Iterator[Block]:
    """Whether a verdict holds whomever one believes, or what it depends on."""
    yield Block("point", _verdict(one), 1)
    if one.holds:
        yield Block("point", message("contested.holds"), 2, state="met")
        return
    if one.leads_to:
        yield Block("point", message("contested.together"), 2, state="unmet")
        sides = listed([_named(belief) for belief in one.together])
        said = message("contested.believing_all", sides=sides, verdict=one.leads_to.says)
        yield Block("point", said, 3, sign="→")
        return
    count = len(one.depends)
    said = message("contested.depends_one" if count == 1 else "contested.depends", count=str(count))
    yield Block("point", said, 2, state="unmet")
    for dependence in one.depends:
        yield from _depends(answer, dependence, one.now)


def _depends(answer: ContestedAnswer, one: Dependence, now: Outcome) -> Iterator[Block]:
    """What each side of a point leads to, the other points left as they are."""
    point = answer.points[one.point]
    for place, then in enumerate(one.leads_to):
        side = _named(Belief(one.point, place))
        if point.kind == "values":
            side = message("contested.side", name=side, says=point.sides[place].says)
        key = "contested.believing" if then.answer != now.answer else "contested.no_change"
        yield Block("point", message(key, side=side, verdict=then.says), 3, sign="→")


def _named(belief: Belief) -> Text:
    return text_of(f"{belief.point + 1}{ascii_uppercase[belief.side]}")
