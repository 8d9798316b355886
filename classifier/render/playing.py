"""The game of fewest changes as lines: where a room's changes lead, and whether fewer would do."""

from __future__ import annotations

from collections.abc import Iterator

from classifier.language import Text, message, text_of
from classifier.questions.playing import Played
from classifier.render.exercise import MARKED
from classifier.render.heading import heading
from classifier.render.lines import Line


def played_lines(played: Played) -> Iterator[Line]:
    """Where a room's changes lead, and whether fewer would have done."""
    yield from heading(played.about)
    yield Line("gap", text_of(""))
    yield Line("label", played.label)
    yield Line("point", message("exercise.play_wanted", wanted=played.wanted), 1)
    count = _changes(played.changed)
    yield Line("verdict", message("exercise.play_now", count=count, verdict=played.now.says), 1)
    yield Line("point", _ended(played), 1, MARKED["right" if played.reached else "wrong"])
    for statement in played.idle:
        yield Line("detail", message("exercise.idle", statement=statement), 2)


def _ended(played: Played) -> Text:
    """Whether it was reached, against the fewest changes that reach it."""
    if played.fewest is None:
        return message("exercise.play_impossible", wanted=played.wanted)
    if played.fewest == 0:
        return message("exercise.play_already", wanted=played.wanted)
    key = "best" if played.best else "more" if played.reached else "missed"
    count, fewest = _changes(played.changed), _changes(played.fewest)
    return message(f"exercise.play_{key}", count=count, fewest=fewest)


def _changes(count: int) -> Text:
    if count < 2:  # noqa: PLR2004 - words have a form for none, for one, and for more
        return message("exercise.one_change" if count else "exercise.no_change")
    return message("exercise.changes", count=str(count))
