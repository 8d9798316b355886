"""What of a classification is shown: the relations that are asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from classifier.questions.subject import Unanswerable
from classifier.result.classification import Classification
from classifier.result.explainable import Related
from classifier.words.characters import shown
from classifier.words.language import message, text_of
from classifier.words.problems import nearest


@dataclass(frozen=True, slots=True)
class Wanted:
    """The relations that are asked for: of a pair, of a period, or all."""

    between: tuple[str, str] | None = None
    period: str | None = None

    def fits(self, relation: Related) -> bool:
        """Whether the relation is asked for."""
        if self.between and set(self.between) != set(relation.actors):
            return False
        return self.period in (None, relation.period)


class NothingChosen(Unanswerable):
    """The case has no such relation."""


def narrowed(classification: Classification, wanted: Wanted) -> Classification:
    """Only the relations asked for. Raises `NothingChosen` if there are none."""
    chosen = tuple(filter(wanted.fits, classification.relations))
    if not chosen:
        raise _nothing(classification, wanted)
    return replace(classification, relations=chosen)


def _nothing(of: Classification, wanted: Wanted) -> NothingChosen:
    for name in wanted.between or ():
        if name not in of.actors:
            return _unknown("actor", name, list(of.actors))
    if wanted.period is not None and wanted.period not in of.periods:
        return _unknown("period", wanted.period, list(of.periods))
    pairs = dict.fromkeys(",".join(relation.actors) for relation in of.relations)
    what = message("cli.no_relation", pair=",".join(wanted.between or ()))
    return NothingChosen(what, message("cli.one_of", names="; ".join(pairs)))


def _unknown(sort: str, name: str, known: list[str]) -> NothingChosen:
    near = nearest(name, known)
    hint = message("cli.did_you_mean", near=near) if near else None
    if known and not near:
        hint = message("cli.one_of", names=", ".join(known))
    return NothingChosen(message(f"cli.no_{sort}", name=text_of(shown(name))), hint)
