"""A kept result derived again, as blocks: whether it still holds, and what has changed since."""

from __future__ import annotations

from collections.abc import Iterator

from classifier.logic.evidence import Strength
from classifier.logic.verdict import Grade
from classifier.questions.replay import Part, Provenance, Rejudged, ReplayAnswer, Replayed
from classifier.questions.subject import Outcome
from classifier.words.language import Text, in_turn, listed, message, text_of
from classifier.writers.blocks import Block, Cite

PARTS: tuple[Part, ...] = ("case", "rulebook", "program", "engine")
SHOWN = 12
"""So many letters of a hash tell two apart on a screen; the JSON has them all."""


def blocks_of(answer: ReplayAnswer) -> Iterator[Block]:
    """The blocks of an answer."""
    yield Block("title", answer.case.name)
    yield Block("under", message("replay.about", case=answer.case.id))
    yield Block("gap")
    yield Block("verdict", _verdict(answer), sign="=" if answer.same else "≠")
    yield Block("gap")
    yield Block("label", message("replay.made_of"))
    for part in PARTS:
        yield _part(answer, part)
    for relation in answer.relations:
        yield from _relation(answer, relation)
    if answer.not_held:
        yield Block("gap")
        held = in_turn(list(answer.not_held))
        yield Block("detail", message("replay.not_held", relations=held))


def _verdict(answer: ReplayAnswer) -> Text:
    """Whether the result holds, and what may be the reason if it does not."""
    changed = listed([message(f"replay.has_changed_{part}") for part in answer.changed])
    match answer.same, len(answer.changed):
        case True, 0:
            return message("replay.unchanged")
        case True, _:
            return message("replay.same_though", changed=changed)
        case _, 0:
            return message("replay.unexplained")
        case _, 1:
            return message("replay.differs_one", changed=changed)
        case _:
            return message("replay.differs_several", changed=changed)


def _part(answer: ReplayAnswer, part: Part) -> Block:
    name = message(f"replay.part_{part}")
    before, after = (_made(of, part) for of in (answer.before, answer.after))
    if part not in answer.changed:
        return Block("point", message("replay.is_same", part=name, now=after), 1, sign="=")
    return Block("point", message("replay.was", part=name, before=before, after=after), 1, sign="≠")


def _made(made: Provenance, part: Part) -> Text:
    match part:
        case "case":
            return message("replay.hash", hash=made.case_sha256[:SHOWN])
        case "rulebook":
            short = made.rulebook.sha256[:SHOWN]
            return message("replay.rules", version=made.rulebook.version, hash=short)
        case "program":
            return text_of(made.version)
        case "engine":
            return text_of(f"{made.engine.name} {made.engine.version}")


def _relation(answer: ReplayAnswer, relation: Replayed) -> Iterator[Block]:
    yield Block("heading", relation.says)
    if not relation.there:
        yield Block("point", message("replay.gone"), 1, sign="≠")
        return
    if relation.same:
        yield Block("point", message("replay.relation_same"), 1, sign="=")
    else:
        for verdict in relation.verdicts:
            yield from _rejudged(verdict)
    if relation.told:
        yield Block("label", message("replay.told"), 1)
    elif "case" in answer.changed:
        yield Block("detail", message("replay.told_same"), 1)
    for change in relation.told:
        before, after = (_strength(of) for of in (change.before, change.after))
        said = message("replay.becomes", of=change.says, before=before, after=after)
        yield Block("point", said, 1, cites=(Cite(change.statement),))


def _rejudged(verdict: Rejudged) -> Iterator[Block]:
    before, after = verdict.before, verdict.after
    yield Block("label", verdict.label, 1)
    if before and after and before.wording == after.wording:
        plain = verdict.same or verdict.grades
        key = "replay.verdict_same" if plain else "replay.particulars"
        yield Block("point", message(key, answer=after.says), 2, sign="=" if plain else "≠")
    else:
        yield Block("point", _said(before, "before"), 2, sign="≠")
        yield Block("paragraph", _said(after, "after"), 2, sign=" ")
    for change in verdict.grades:
        one, other = (_grade(of) for of in (change.before, change.after))
        said = message("replay.becomes", of=change.label, before=one, after=other)
        yield Block("point", said, 2, sign="≠")


def _said(outcome: Outcome | None, when: str) -> Text:
    if outcome is None:
        return message(f"replay.no_typology_{when}")
    return message(f"replay.verdict_{when}", answer=outcome.says)


def _grade(grade: Grade | None) -> Text:
    return message(f"differences.grade_{grade}") if grade else message("replay.no_pattern")


def _strength(strength: Strength | None) -> Text:
    key = f"outline.{strength}" if strength else "differences.not_told"
    return message(key)
