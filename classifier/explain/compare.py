"""Two relations side by side, as blocks: A above B, and what made the difference between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from classifier.explain.citing import strong, told_by
from classifier.explain.differences import finding_block, item_blocks, reason_blocks
from classifier.questions.compare import CompareAnswer, Contrast, Made, Taken
from classifier.questions.differences import StatementChange
from classifier.questions.subject import About
from classifier.questions.testimony import SourcedStatement
from classifier.words.language import Text, message, text_of
from classifier.writers.blocks import Block, Cite

SHOWN = 3
"""So many smallest sets of a verdict are shown unless all are asked for."""
NAMES = ("A", "B")


def blocks_of(
    answer: CompareAnswer, files: Sequence[str] = (), *, everything: bool = False
) -> Iterator[Block]:
    """The blocks of an answer; of two codings of one case, the files tell them apart."""
    yield from _head(answer, files)
    yield Block("gap")
    yield from _verdicts(answer, everything=everything)
    made = answer.difference
    if not answer.same_kind:
        yield Block("gap")
        yield Block("paragraph", message("compare.other_kind"))
        return
    if not made.changes_conclusions:
        yield Block("gap")
        yield Block("label", message("compare.only_told" if made.statements else "compare.nothing"))
    yield from _findings(answer, everything=everything)
    if everything:
        yield from _rest(answer)
    elif made.changes_conclusions or made.statements:
        yield Block("gap")
        count = str(len(made.statements))
        yield Block("detail", message("compare.more_reasons", count=count), command=True)


def _head(answer: CompareAnswer, files: Sequence[str]) -> Iterator[Block]:
    """Which two relations these are, and how their parties are matched."""
    one, other = answer.first, answer.second
    same = one.case == other.case
    codings = not same and one.case.id == other.case.id
    title = "compare.codings" if codings else "compare.title"
    yield Block("title", one.case.name if same else message(title))
    yield Block("under", message("compare.under", rulebook=one.rulebook.version))
    for name, about in zip(NAMES, (one, other), strict=True):
        yield Block("label", about.says if same else _case(about), name=name)
        if codings and len(files) > 1:
            yield Block("detail", files[NAMES.index(name)], 1)
    if answer.turned:
        yield Block("detail", message("compare.turned"))
    names = [[about.actors[name].name for name in about.pair] for about in (one, other)]
    if answer.same_kind and names[0] != names[1]:
        (a, b), (x, y) = names
        yield Block("detail", message("compare.names_of_first", a=a, b=b, x=x, y=y))


def _case(about: About) -> Text:
    """The case and the relation, where the title does not name it."""
    title, case = about.case.name, message("compare.case", case=about.case.id)
    return Text(
        id=" · ".join(dict.fromkeys((title.id, about.says.id, case.id))),
        en=" · ".join(dict.fromkeys((title.en, about.says.en, case.en))),
    )


def _verdicts(answer: CompareAnswer, *, everything: bool) -> Iterator[Block]:
    made = {one.typology: one for one in answer.made}
    yield Block("label", message("differences.verdicts"))
    for pair in answer.difference.verdicts:
        yield Block("label", pair.before.label, 1)
        if not pair.other_words:
            yield Block("point", message("compare.same", answer=pair.before.says), 1, sign="=")
            continue
        yield Block("verdict", pair.before.says, 1, name="A")
        yield Block("verdict", pair.after.says, 1, name="B")
        if pair.before.typology in made:
            yield from _made(answer, made[pair.before.typology], everything=everything)


def _made(answer: CompareAnswer, made: Made, *, everything: bool) -> Iterator[Block]:
    """The smallest sets of points that make the difference."""
    key = "compare.makes_one" if made.size == 1 else "compare.makes"
    size = {"size": str(made.size)} if made.size > 1 else {}
    yield Block("paragraph", message(key, **size), 2)
    shown = made.sets if everything else made.sets[:SHOWN]
    common = [p for p in shown[0].points if all(p in taken.points for taken in shown)]
    if len(shown) > 1:
        yield from _points(answer, common)
    for number, taken in enumerate(shown):
        if len(shown) > 1 and (common or number):
            yield Block("detail", message(f"compare.{'or' if number else 'and_with'}"), 3)
        yield from _points(answer, [p for p in taken.points if len(shown) == 1 or p not in common])
        yield from _leads(made, taken)
    left = len(made.sets) - len(shown)
    if left:
        key = "compare.more_one" if left == 1 else "compare.more"
        yield Block("detail", message(key, count=str(left)), 2, command=True)
    if not made.complete:
        yield Block("detail", message("compare.not_all", count=str(len(made.sets))), 2)


def _points(answer: CompareAnswer, points: Iterable[str]) -> Iterator[Block]:
    for point in points:
        yield from _contrast(answer.points[point])


def _leads(made: Made, taken: Taken) -> Iterator[Block]:
    """The verdict that A then has, if its evidence is not that of B's."""
    if taken.leads_to.wording != made.verdicts.after.wording:
        yield Block("detail", message("compare.leads_to", answer=taken.leads_to.says), 3)


def _contrast(contrast: Contrast) -> Iterator[Block]:
    """What either is told of a point, and by whom."""
    yield Block("point", contrast.says, 3)
    for name, told in zip(NAMES, (contrast.first, contrast.second), strict=True):
        if not told:
            yield Block("point", message("differences.not_told"), 4, name=name)
        for said in told:
            yield Block("point", _said(said), 4, name=name, cites=_cites(said))


def _said(said: SourcedStatement) -> Text:
    text = text_of(said.statement)
    return message("compare.outweighed", of=text) if said.outweighed else text


def _cites(said: SourcedStatement) -> tuple[Cite, ...]:
    """The observations, their sources and the strength."""
    told = told_by(said.observations, said.sources, derived=said.derived)
    return (*told, *strong(said.strength))


def _findings(answer: CompareAnswer, *, everything: bool) -> Iterator[Block]:
    """Findings judged otherwise; with everything, also those that have other reasons only."""
    shown = [
        change
        for change in answer.difference.findings
        if everything or change.before.state is not change.after.state
    ]
    if shown:
        yield Block("gap")
        yield Block("label", message("compare.findings"))
    for change in shown:
        yield finding_block(change, 1)
        if everything:
            yield from reason_blocks(change.reasons, 2, NAMES)


def _rest(answer: CompareAnswer) -> Iterator[Block]:
    """The checklists, and all that is told differently."""
    made = answer.difference
    if made.items:
        yield Block("gap")
        yield Block("label", message("compare.checklists"))
        yield from item_blocks(made.items, 1)
    if made.statements:
        yield Block("gap")
        yield Block("label", message("compare.statements"))
    for change in made.statements:
        yield Block("point", _strengths(change), 1, cites=(Cite(change.statement),))


def _strengths(change: StatementChange) -> Text:
    before, after = (
        message(f"outline.{strength}") if strength else message("differences.not_told")
        for strength in (change.before, change.after)
    )
    return message("differences.becomes", of=change.says, before=before, after=after)
