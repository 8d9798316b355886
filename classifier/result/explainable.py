"""What can be explained: a result that was just made, and one that is kept."""

from __future__ import annotations

from typing import TypeAlias

from classifier.case.model import Case
from classifier.case.relations import Relation
from classifier.result.classification import Classification
from classifier.result.document import KeptRelation, Result
from classifier.result.judged import Judged
from classifier.words.language import Text, message

Explainable: TypeAlias = Classification | Result
"""A result with all that it takes to explain it."""
Related: TypeAlias = Judged | KeptRelation
"""A relation with its verdicts and everything behind them."""


def pair_of(of: Case | Explainable, relation: Relation | Related) -> Text:
    """The two actors of a relation and, where there is one, the period."""
    a, b = (of.actors[actor].name for actor in relation.actors)
    if relation.period is None:
        return message("outline.pair", a=a, b=b)
    return message("outline.pair_period", a=a, b=b, period=of.periods[relation.period].label)
