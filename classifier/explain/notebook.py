"""How a notebook shows a classification."""

from __future__ import annotations

from classifier.explain.outline import outline
from classifier.result.explainable import Explainable
from classifier.writers.html import html_of_blocks


def shown(result: Explainable) -> str:
    """The explanation in the case's language, else in Indonesian, as a part of a page."""
    return html_of_blocks(outline(result, "summary"), result.case.language or "id")
