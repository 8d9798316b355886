"""Where what is cited can be seen: observations and sources on the page, works in the rulebook."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from classifier.logic.evidence import Strength
from classifier.questions.supposing.restating import SUPPOSED
from classifier.result.document import Classification, Coded
from classifier.words.language import Language, message


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
    observations = {name: _place(name, one) for name, one in result.observations.items()}
    return {**works, **strengths, **sources, **observations}


def _place(name: str, observation: Coded) -> str:
    """Where an observation can be seen; what is supposed, at the point that it is of."""
    if name.startswith(SUPPOSED):
        return f"#supposed-{quote(observation.statement)}"
    return f"#observation-{name}"
