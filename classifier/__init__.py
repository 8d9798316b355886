"""Says what kind of partnership a case describes, and why, in Indonesian and English."""

from classifier.case import Case
from classifier.classification import Classification
from classifier.errors import EngineFailure, InvalidCase, InvalidDocument, InvalidRulebook, Problem
from classifier.language import Text
from classifier.load import load_rulebook
from classifier.pipeline import classify
from classifier.reading import load_case
from classifier.rulebook import Rulebook
from classifier.version import __version__

__all__ = [
    "Case",
    "Classification",
    "EngineFailure",
    "InvalidCase",
    "InvalidDocument",
    "InvalidRulebook",
    "Problem",
    "Rulebook",
    "Text",
    "__version__",
    "classify",
    "load_case",
    "load_rulebook",
]
