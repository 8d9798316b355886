"""What of a classification is shown: the relations that are asked for."""

from __future__ import annotations

from dataclasses import replace

from classifier.questions.subject import Unanswerable, fitting
from classifier.result.classification import Classification
from classifier.words.characters import shown
from classifier.words.language import message, text_of
from classifier.words.problems import names_of, nearest


class NothingChosen(Unanswerable):
    """The case has no such relation."""


def narrowed(
    classification: Classification, between: tuple[str, str] | None, period: str | None
) -> Classification:
    """Only the relations of a pair, of a period, or all. Raises `NothingChosen`."""
    chosen = tuple(
        one for one in classification.relations if fitting([one.naming.relation], between, period)
    )
    if not chosen:
        raise _nothing(classification, between, period)
    return replace(classification, relations=chosen)


def _nothing(
    of: Classification, between: tuple[str, str] | None, period: str | None
) -> NothingChosen:
    for name in between or ():
        if name not in of.actors:
            return _unknown("actor", name, list(of.actors))
    if period is not None and period not in of.periods:
        return _unknown("period", period, list(of.periods))
    pairs = dict.fromkeys(",".join(relation.actors) for relation in of.relations)
    what = message("cli.no_relation", pair=",".join(between or ()))
    return NothingChosen(what, message("cli.one_of", names=names_of(pairs, "; ")))


def _unknown(sort: str, name: str, known: list[str]) -> NothingChosen:
    near = nearest(name, known)
    hint = message("cli.did_you_mean", near=near) if near else None
    if known and not near:
        hint = message("cli.one_of", names=names_of(known))
    return NothingChosen(message(f"cli.no_{sort}", name=text_of(shown(name))), hint)
