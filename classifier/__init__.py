"""Says what kind of partnership a case describes, and why, in Indonesian and English."""

from classifier.case.loading import load_case
from classifier.case.model import Case
from classifier.pipeline import classify
from classifier.result.classification import Classification
from classifier.result.document import Result
from classifier.rulebook.loading import load_rulebook
from classifier.rulebook.model import Rulebook
from classifier.version import __version__
from classifier.words.language import Text
from classifier.words.problems import (
    EngineFailure,
    InvalidCase,
    InvalidDocument,
    InvalidRulebook,
    Problem,
)

__all__ = [
    "Case",
    "Classification",
    "EngineFailure",
    "InvalidCase",
    "InvalidDocument",
    "InvalidRulebook",
    "Problem",
    "Result",
    "Rulebook",
    "Text",
    "__version__",
    "classify",
    "load_case",
    "load_rulebook",
]


def _in_a_notebook(result: Classification) -> str:
    """The explanation, as a notebook shows it: in the case's language, else in Indonesian."""
    from classifier.explain.notebook import shown  # noqa: PLC0415 - only notebooks ask for it

    return shown(result)


# What is said of a result is above it, so the result itself cannot know how it is shown.
Classification._repr_html_ = _in_a_notebook  # type: ignore[attr-defined]
