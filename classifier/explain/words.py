"""The words for verdicts and relations, and where what is spoken of is defined."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from classifier.logic.evidence import State
from classifier.result import answers
from classifier.result.document import Decided
from classifier.result.words import Words
from classifier.words.language import Text

Depth = Literal["line", "summary", "full"]


def coded_in(indicator: str) -> str:
    """Where an indicator is defined."""
    return f"codebook#{indicator}"


def ruled_in(name: str) -> str:
    """Where a rule, a criterion, a pattern, a finding, a work or a word is defined."""
    return f"rulebook#{name}"


def answer_of(words: Words, typology: str, verdict: Decided) -> Text:
    """The verdict of a typology in a few words."""
    return answers.answer(verdict, _labels(words, typology, verdict))


def short_answer_of(words: Words, typology: str, verdict: Decided) -> Text:
    """The verdict without grade, strength and leaning."""
    return answers.short_answer(verdict, _labels(words, typology, verdict))


def _labels(words: Words, typology: str, verdict: Decided) -> Mapping[str, Text]:
    return {name: words.patterns[f"{typology}/{name}"].label for name in verdict.grades}


def speaks_for(state: State, role: Literal["requires", "excluded_by"]) -> State:
    """Whether a criterion speaks for its pattern, as it came out."""
    if role == "requires" or state not in (State.MET, State.UNMET):
        return state
    return State.UNMET if state is State.MET else State.MET
