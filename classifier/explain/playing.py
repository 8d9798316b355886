"""The game of fewest changes as blocks: where a room's changes lead, and whether fewer would do."""

from __future__ import annotations

from collections.abc import Iterator

from classifier.explain.exercise import MARKED
from classifier.explain.heading import heading
from classifier.questions.training.playing import Played
from classifier.words.language import Text, message
from classifier.writers.blocks import Block


def played_blocks(played: Played, *, fewest: bool = True) -> Iterator[Block]:
    """Where a room's changes lead, and whether fewer would have done.

    Without `fewest`, it is not told how few would do before the verdict is reached.
    """
    yield from heading(played.about)
    yield Block("gap")
    yield Block("label", played.label)
    yield Block("paragraph", message("exercise.play_wanted", wanted=played.wanted), 1)
    yield Block("verdict", _now(played), 1)
    yield Block("point", _ended(played), 1, state=MARKED["right" if played.reached else "wrong"])
    if fewest and played.fewest and not played.reached:
        least = message("exercise.play_fewest", fewest=_changes(played.fewest))
        yield Block("detail", least, 2)
    for statement in played.idle:
        yield Block("detail", message("exercise.idle", statement=statement), 2)


def _now(played: Played) -> Text:
    """The verdict with the changes that were made."""
    if not played.changed:
        return message("exercise.play_now_none", verdict=played.now.says)
    count = _changes(played.changed)
    return message("exercise.play_now", count=count, verdict=played.now.says)


def _ended(played: Played) -> Text:
    """Whether it was reached, against the fewest changes that reach it."""
    if played.fewest is None:
        return message("exercise.play_impossible", wanted=played.wanted)
    if played.fewest == 0:
        return message("exercise.play_already", wanted=played.wanted)
    if not played.changed:
        return message("exercise.play_start")
    key = "best" if played.best else "more" if played.reached else "missed"
    count, fewest = _changes(played.changed), _changes(played.fewest)
    return message(f"exercise.play_{key}", count=count, fewest=fewest)


def _changes(count: int) -> Text:
    if count == 1:
        return message("exercise.one_change")
    return message("exercise.changes", count=str(count))
