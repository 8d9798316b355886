"""What of a classification is shown: the chosen relations, and no informant's words if so asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from classifier.questions.subject import Unanswerable
from classifier.result.document import Answers, Classification, RelationResult
from classifier.words.characters import shown
from classifier.words.language import message, text_of
from classifier.words.problems import nearest


@dataclass(frozen=True, slots=True)
class Wanted:
    """The relations that are asked for: of a pair, of a period, or all."""

    between: tuple[str, str] | None = None
    period: str | None = None

    def fits(self, relation: RelationResult) -> bool:
        """Whether the relation is asked for."""
        if self.between and set(self.between) != set(relation.actors):
            return False
        return self.period in (None, relation.period)


class NothingChosen(Unanswerable):
    """The case has no such relation."""


def narrowed(classification: Classification, wanted: Wanted) -> Classification:
    """Only the relations asked for. Raises `NothingChosen` if there are none."""
    if wanted == Wanted():
        return classification
    places = [n for n, r in enumerate(classification.relations) if wanted.fits(r)]
    if not places:
        raise _nothing(classification, wanted)
    return classification.model_copy(
        update={
            "relations": tuple(classification.relations[place] for place in places),
            "summary": {
                name: _narrowed(answers, places) for name, answers in classification.summary.items()
            },
        }
    )


def without_quotes(classification: Classification) -> Classification:
    """The classification without the quotes and notes of observations and sources."""
    return classification.model_copy(
        update={
            "observations": {
                name: replace(coded, quote=None, note=None)
                for name, coded in classification.observations.items()
            },
            "sources": {
                name: source.model_copy(update={"note": None})
                for name, source in classification.sources.items()
            },
        }
    )


def _narrowed(answers: Answers, places: list[int]) -> Answers:
    """The answers over fewer relations, whose places are counted anew."""
    new = {old: place for place, old in enumerate(places)}
    kept: Mapping[str, tuple[int, ...]] = {
        answer: tuple(new[old] for old in found if old in new)
        for answer, found in answers.answers.items()
    }
    left = {answer: found for answer, found in kept.items() if found}
    return Answers("same" if len(left) == 1 else "differs", left)


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
