"""What can be explained: a result that was just made, and one that is kept."""

from __future__ import annotations

from typing import TypeAlias

from classifier.result.classification import Classification
from classifier.result.document import KeptRelation, Result
from classifier.result.judged import Judged

Explainable: TypeAlias = Classification | Result
"""A result with all that it takes to explain it."""
Related: TypeAlias = Judged | KeptRelation
"""A relation with its verdicts and everything behind them."""
