"""Two relations side by side, as lines: A above B, and what made the difference between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from classifier.explain.differences import finding_line, item_lines, reason_lines
from classifier.questions.compare import CompareAnswer, Contrast, Made, Taken
from classifier.questions.differences import StatementChange
from classifier.questions.subject import About
from classifier.questions.testimony import Said
from classifier.words.language import Text, message, text_of
from classifier.writers.blocks import Line

SHOWN = 3
"""So many smallest sets of a verdict are shown unless all are asked for."""
MARKS = ("A", "B")


def lines_of(
    answer: CompareAnswer, files: Sequence[str] = (), *, everything: bool = False
) -> Iterator[Line]:
    """The lines of an answer; of two codings of one case, the files tell them apart."""
    yield from _head(answer, files)
    yield Line("gap", text_of(""))
    yield from _verdicts(answer, everything=everything)
    made = answer.difference
    if not answer.same_kind:
        yield Line("gap", text_of(""))
        yield Line("point", message("compare.other_kind"))
        return
    if not made.changes_conclusions:
        yield Line("gap", text_of(""))
        yield Line("label", message("compare.only_told" if made.statements else "compare.nothing"))
    yield from _findings(answer, everything=everything)
    if everything:
        yield from _rest(answer)
    elif made.changes_conclusions or made.statements:
        yield Line("gap", text_of(""))
        count = str(len(made.statements))
        yield Line("detail", message("compare.more_reasons", count=count), command=True)


def _head(answer: CompareAnswer, files: Sequence[str]) -> Iterator[Line]:
    """Which two relations these are, and how their parties are matched."""
    one, other = answer.first, answer.second
    same = one.case == other.case
    codings = not same and one.case.id == other.case.id
    title = "compare.codings" if codings else "compare.title"
    yield Line("title", _title(one) if same else message(title))
    yield Line("under", message("compare.under", rulebook=one.rulebook.version))
    for mark, about in zip(MARKS, (one, other), strict=True):
        yield Line("label", about.says if same else _case(about), 0, mark)
        if codings and len(files) > 1:
            yield Line("detail", text_of(files[MARKS.index(mark)]), 1)
    if answer.turned:
        yield Line("detail", message("compare.turned"))
    names = [[about.actors[name].name for name in about.pair] for about in (one, other)]
    if answer.same_kind and names[0] != names[1]:
        (a, b), (x, y) = names
        yield Line("detail", message("compare.names_of_first", a=a, b=b, x=x, y=y))


def _title(about: About) -> Text:
    return about.case.title or text_of(about.case.id)


def _case(about: About) -> Text:
    """The case and the relation, where the title does not name it."""
    title, case = _title(about), message("compare.case", case=about.case.id)
    return Text(
        id=" · ".join(dict.fromkeys((title.id, about.says.id, case.id))),
        en=" · ".join(dict.fromkeys((title.en, about.says.en, case.en))),
    )


def _verdicts(answer: CompareAnswer, *, everything: bool) -> Iterator[Line]:
    made = {one.typology: one for one in answer.made}
    yield Line("label", message("differences.verdicts"))
    for pair in answer.difference.verdicts:
        yield Line("label", pair.before.label, 1)
        if pair.before.says == pair.after.says:
            yield Line("point", message("compare.same", answer=pair.before.says), 1, "=")
            continue
        yield Line("verdict", pair.before.says, 1, "A")
        yield Line("verdict", pair.after.says, 1, "B")
        if pair.before.typology in made:
            yield from _made(answer, made[pair.before.typology], everything=everything)


def _made(answer: CompareAnswer, made: Made, *, everything: bool) -> Iterator[Line]:
    """The smallest sets of points that make the difference."""
    key = "compare.makes_one" if made.size == 1 else "compare.makes"
    yield Line("point", message(key, size=str(made.size)) if made.size > 1 else message(key), 2)
    shown = made.sets if everything else made.sets[:SHOWN]
    common = [p for p in shown[0].points if all(p in taken.points for taken in shown)]
    if len(shown) > 1:
        yield from _points(answer, common)
    for number, taken in enumerate(shown):
        if len(shown) > 1 and (common or number):
            yield Line("detail", message(f"compare.{'or' if number else 'and_with'}"), 3)
        yield from _points(answer, [p for p in taken.points if len(shown) == 1 or p not in common])
        yield from _leads(made, taken)
    left = len(made.sets) - len(shown)
    if left:
        key = "compare.more_one" if left == 1 else "compare.more"
        yield Line("detail", message(key, count=str(left)), 2, command=True)
    if not made.complete:
        yield Line("detail", message("compare.not_all", count=str(len(made.sets))), 2)


def _points(answer: CompareAnswer, points: Iterable[str]) -> Iterator[Line]:
    for point in points:
        yield from _contrast(answer.points[point])


def _leads(made: Made, taken: Taken) -> Iterator[Line]:
    """The verdict that A then has, if its evidence is not that of B's."""
    if taken.leads_to.says != made.verdicts.after.says:
        yield Line("detail", message("compare.leads_to", answer=taken.leads_to.says), 3)


def _contrast(contrast: Contrast) -> Iterator[Line]:
    """What either is told of a point, and by whom."""
    yield Line("point", contrast.says, 3, "·")
    for mark, told in zip(MARKS, (contrast.first, contrast.second), strict=True):
        if not told:
            yield Line("point", message("differences.not_told"), 4, mark)
        for said in told:
            yield Line("point", _said(said), 4, mark, _cites(said))


def _said(said: Said) -> Text:
    text = text_of(said.statement)
    return message("compare.outweighed", of=text) if said.outweighed else text


def _cites(said: Said) -> Text:
    """The observations, their sources and the strength."""
    parts = [text_of(", ".join(said.observations)), text_of(", ".join(said.sources))]
    parts += [message("outline.derived")] if said.derived else []
    parts += [message(f"outline.{said.strength}")] if said.strength else []
    return Text(
        id=" · ".join(part.id for part in parts if part.id),
        en=" · ".join(part.en for part in parts if part.en),
    )


def _findings(answer: CompareAnswer, *, everything: bool) -> Iterator[Line]:
    """Findings judged otherwise; with everything, also those that have other reasons only."""
    shown = [
        change
        for change in answer.difference.findings
        if everything or change.before.state is not change.after.state
    ]
    if shown:
        yield Line("gap", text_of(""))
        yield Line("label", message("compare.findings"))
    for change in shown:
        yield finding_line(change, 1)
        if everything:
            yield from reason_lines(change.reasons, 2, MARKS)


def _rest(answer: CompareAnswer) -> Iterator[Line]:
    """The checklists, and all that is told differently."""
    made = answer.difference
    if made.items:
        yield Line("gap", text_of(""))
        yield Line("label", message("compare.checklists"))
        yield from item_lines(made.items, 1)
    if made.statements:
        yield Line("gap", text_of(""))
        yield Line("label", message("compare.statements"))
    for change in made.statements:
        yield Line("point", _strengths(change), 1, "·", text_of(change.statement))


def _strengths(change: StatementChange) -> Text:
    before, after = (
        message(f"outline.{strength}") if strength else message("differences.not_told")
        for strength in (change.before, change.after)
    )
    return message("differences.becomes", of=change.says, before=before, after=after)
