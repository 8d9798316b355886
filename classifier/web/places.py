"""Where what is cited can be seen: observations and sources on the page, works in the rulebook."""

from __future__ import annotations

from collections.abc import Mapping

from classifier.classification import Classification
from classifier.evidence import Strength
from classifier.language import Language, message


def places_of(result: Classification, language: Language) -> Mapping[str, str]:
    """What each name in a citation leads to, in one language."""
    works = {
        work.cite.said_in(language): f"/rulebook#ref:{name}"
        for name, work in result.references.items()
    }
    strengths = {
        message(f"outline.{strength}").said_in(language): f"/rulebook#word:{strength}"
        for strength in Strength
    }
    sources = {name: f"#source-{name}" for name in result.sources}
    observations = {name: f"#observation-{name}" for name in result.observations}
    return {**works, **strengths, **sources, **observations}
