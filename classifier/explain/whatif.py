"""What would follow from supposed observations, as blocks: only what is new, and what stays."""

from __future__ import annotations

from collections.abc import Iterator

from classifier.explain.differences import finding_block, grade_blocks, item_blocks, reason_blocks
from classifier.explain.heading import heading
from classifier.questions.differences import Difference
from classifier.questions.whatif import Supposition, WhatIfAnswer
from classifier.words.language import Text, listed, message, text_of
from classifier.writers.blocks import Block, Cite


def blocks_of(answer: WhatIfAnswer) -> Iterator[Block]:
    """The blocks of an answer."""
    yield from heading(answer.about)
    yield Block("gap")
    yield Block("label", message("whatif.supposed"))
    for change in answer.changes:
        yield from _change(change, several=len(answer.changes) > 1)
    yield Block("gap")
    made = answer.difference
    if not made.changes_conclusions:
        yield Block("label", message("whatif.nothing"))
    elif not made.changes_verdicts:
        yield Block("label", message("whatif.no_verdict"))
    yield from _verdicts(made)
    yield from _grades(made)
    yield from _findings(made)
    if made.items:
        yield Block("gap")
        yield Block("label", message("outline.checklists"))
        yield from item_blocks(made.items, 1)


def _change(change: Supposition, *, several: bool) -> Iterator[Block]:
    """A change, what it replaces, and that it does nothing by itself."""
    says = message("whatif.leave_out", of=change.says) if change.unset else change.says
    yield Block("point", says, 1, cites=(Cite(_instead(change)),))
    if change.then:
        then = listed([text_of(statement) for statement in change.then])
        yield Block("detail", message("whatif.then", then=then), 2)
    elif change.alone == "already" or (several and change.alone != "verdicts"):
        yield Block("detail", message(f"whatif.alone_{change.alone}"), 2)


def _instead(change: Supposition) -> Text:
    """The change in the one-line form, and what it takes the place of."""
    told = listed([text_of(statement) for statement in change.replaces])
    before = message(f"outline.{change.before}") if change.before else text_of("")
    if change.derived:
        before = message("whatif.derived")
    if change.after is None:
        return message("whatif.unset", told=told, before=before)
    strength = message(f"outline.{change.after}")
    if change.before is None:
        return message("whatif.put", statement=change.statement, strength=strength)
    return message(
        "whatif.put_instead",
        statement=change.statement,
        strength=strength,
        told=told,
        before=before,
    )


def _verdicts(made: Difference) -> Iterator[Block]:
    """Every verdict that says something else, then those that do not."""
    if any(pair.other_words for pair in made.verdicts):
        yield Block("label", message("differences.verdicts"))
    for pair in made.verdicts:
        if pair.other_words:
            yield Block("label", pair.before.label, 1)
            yield Block("paragraph", pair.before.says, 1, sign=" ")
            yield Block("verdict", pair.after.says, 1, sign="→")
    stays = [pair for pair in made.verdicts if not pair.other_words]
    if stays and made.changes_conclusions:
        yield Block("label", message("whatif.unchanged"))
    for pair in stays if made.changes_conclusions else ():
        said = message("outline.not_pattern", pattern=pair.after.label, why=pair.after.says)
        yield Block("point", said, 1)
        if pair.before.possible != pair.after.possible:
            possible = listed(pair.after.possible_labels)
            yield Block("detail", message("whatif.possible", patterns=possible), 2)


def _grades(made: Difference) -> Iterator[Block]:
    if made.grades:
        yield Block("gap")
        yield Block("label", message("whatif.grades"))
    labels = {pair.before.typology: pair.before.label for pair in made.verdicts}
    for typology, label in labels.items():
        several = [change for change in made.grades if change.typology == typology]
        if several:
            yield Block("label", label, 1)
        for change in several:
            yield from grade_blocks(change, 1)


def _findings(made: Difference) -> Iterator[Block]:
    if made.findings:
        yield Block("gap")
        yield Block("label", message("whatif.findings"))
    for change in made.findings:
        yield finding_block(change, 1)
        yield from reason_blocks(change.reasons, 2)
