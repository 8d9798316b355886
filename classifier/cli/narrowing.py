"""What of a classification is shown: the chosen relations, and no informant's words if so asked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from classifier.result.classification import Classification
from classifier.result.proof import Proof
from classifier.words.characters import shown, visible
from classifier.words.language import Text, message, text_of
from classifier.words.problems import Problem, nearest


@dataclass(frozen=True, slots=True)
class Choice:
    """The relations that are asked for: of a pair, of a period, or all."""

    between: tuple[str, str] | None = None
    period: str | None = None

    def fits(self, relation: Proof) -> bool:
        """Whether the relation is asked for."""
        if self.between and set(self.between) != set(relation.actors):
            return False
        return self.period in (None, relation.period)


class NothingChosen(ValueError):
    """The case has no such relation."""

    def __init__(self, what: Text, hint: Text | None) -> None:
        self.what, self.hint = what, hint
        super().__init__(what.en)

    def problem(self, file: str) -> Problem:
        """The problem in words, of a file."""
        return Problem(visible(file), "", self.what, self.hint)


def narrowed(classification: Classification, choice: Choice) -> Classification:
    """Only the relations asked for. Raises `NothingChosen` if there are none."""
    if choice == Choice():
        return classification
    chosen = tuple(filter(choice.fits, classification.relations))
    if not chosen:
        raise _nothing(classification, choice)
    return replace(classification, relations=chosen)


def _nothing(of: Classification, choice: Choice) -> NothingChosen:
    for name in choice.between or ():
        if name not in of.actors:
            return _unknown("actor", name, list(of.actors))
    if choice.period is not None and choice.period not in of.periods:
        return _unknown("period", choice.period, list(of.periods))
    pairs = dict.fromkeys(",".join(relation.actors) for relation in of.relations)
    what = message("cli.no_relation", pair=",".join(choice.between or ()))
    return NothingChosen(what, message("cli.one_of", names="; ".join(pairs)))


def _unknown(sort: str, name: str, known: list[str]) -> NothingChosen:
    near = nearest(name, known)
    hint = message("cli.did_you_mean", near=near) if near else None
    if known and not near:
        hint = message("cli.one_of", names=", ".join(known))
    return NothingChosen(message(f"cli.no_{sort}", name=text_of(shown(name))), hint)
