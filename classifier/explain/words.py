"""The words for verdicts and relations, and where what is spoken of is defined."""

from __future__ import annotations

from typing import Literal

from classifier.logic.evidence import State
from classifier.logic.verdict import Status
from classifier.result import document as doc
from classifier.result.answers import answer
from classifier.words.language import Text, message

Depth = Literal["line", "summary", "full"]


def coded_in(statement: str) -> str:
    """Where the indicator of a statement in the one-line form is defined.

    >>> coded_in("capacity(n, funds)=weak")
    'codebook#capacity'
    """
    return f"codebook#{name_in(statement)}"


def ruled_in(name: str) -> str:
    """Where a rule, a criterion, a pattern or a finding is defined.

    >>> ruled_in("subordinated(n, g)")
    'rulebook#subordinated'
    """
    return f"rulebook#{name_in(name)}" if name else ""


def name_in(written: str) -> str:
    """What something in the one-line form is called, without its actors and its value."""
    return written.removeprefix("not ").partition("(")[0].partition("=")[0].strip()


def pair_of(result: doc.Classification, relation: doc.RelationResult) -> Text:
    """The two actors and, where there is one, the period."""
    a, b = (result.actors[actor].name for actor in relation.actors)
    if relation.period is None:
        return message("outline.pair", a=a, b=b)
    return message("outline.pair_period", a=a, b=b, period=result.periods[relation.period].label)


def answer_of(verdict: doc.Verdict) -> Text:
    """The verdict in a few words."""
    labels = {name: pattern.label for name, pattern in verdict.patterns.items()}
    return answer(verdict, labels, {name: p.grade for name, p in verdict.patterns.items()})


def short_answer_of(verdict: doc.Verdict) -> Text:
    """The verdict without grade, strength and leaning."""
    if verdict.pattern:
        return verdict.patterns[verdict.pattern].label
    if verdict.status is Status.MIXED:
        return answer_of(verdict)
    return message(f"outline.status_{verdict.status}")


def speaks_for(state: State, role: Literal["requires", "excluded_by"]) -> State:
    """Whether a criterion speaks for its pattern, as it came out."""
    if role == "requires" or state not in (State.MET, State.UNMET):
        return state
    return State.UNMET if state is State.MET else State.MET


def in_turn(texts: list[Text]) -> Text:
    """Several texts one after the other."""
    return Text(id="; ".join(t.id for t in texts), en="; ".join(t.en for t in texts))
