"""How much is said, and where what is spoken of is defined."""

from __future__ import annotations

from typing import Literal

from classifier.logic.evidence import State
from classifier.result.proof import OPPOSITE
from classifier.rulebook.model import Role

Depth = Literal["line", "summary", "full"]


def coded_in(indicator: str) -> str:
    """Where an indicator is defined."""
    return f"codebook#{indicator}"


def ruled_in(name: str) -> str:
    """Where a rule, a criterion, a pattern, a finding, a work or a word is defined."""
    return f"rulebook#{name}"


def speaks_for(state: State, role: Role) -> State:
    """Whether a criterion speaks for its pattern, as it came out."""
    return state if role == "requires" else OPPOSITE.get(state, state)
