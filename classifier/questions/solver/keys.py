"""Which keys a verdict depends on, and what of all that may be told of them amounts to the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from classifier.case.relations import Key
from classifier.logic.program import SIDES, FindingAt, Observable, Program, Signed, amounts
from classifier.questions.subject import Slot, Subject
from classifier.questions.supposing.changes import Alternative, in_codebook_order


def gate_of(program: Program, finding: str) -> Signed:
    """The finding that, if met, leaves a typology nothing to classify."""
    return Signed(program.findings[FindingAt(finding, (), None)])


def keys_of(subject: Subject, *typologies: str) -> list[Key]:
    """The keys that a verdict of these typologies depends on, in the order of the codebook."""
    return in_codebook_order(subject, keys_behind(subject.program, *typologies))


@lru_cache(maxsize=256)
def keys_behind(program: Program, *typologies: str) -> frozenset[Key]:
    """The keys that a verdict of these typologies depends on; no other key can change one."""
    several = [program.rulebook.typologies[name] for name in typologies]
    criteria = [c.id for of in several for pattern in of.patterns for c in pattern.criteria]
    waiting = [program.criteria[name].proposition for name in criteria]
    waiting += [gate_of(program, of.gate).proposition for of in several if of.gate]
    return frozenset(_keys(program, waiting))


def _keys(program: Program, waiting: list[int]) -> Iterator[Key]:
    below: dict[int, set[int]] = defaultdict(set)
    for stratum in program.strata:
        for clause in stratum.clauses:
            below[clause.head].update(part // SIDES for part in clause.body)
    seen: set[int] = set()
    while waiting:
        number = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        proposition = program.propositions[number]
        if isinstance(proposition, Observable):
            yield proposition.key
        waiting += below[number]


def effective(
    program: Program, key: Key, several: Iterable[Alternative]
) -> tuple[tuple[Alternative, ...], ...]:
    """Alternatives for a key by what they amount to; those of one group are interchangeable.

    Of those that amount to the same, only those with the fewest changes are kept.
    """
    groups: dict[tuple[frozenset[Slot], tuple[tuple[int, bytes], ...]], list[Alternative]] = {}
    for one in sorted(several, key=lambda a: len(a.changes)):
        found = tuple([(at.start, sides) for at, sides in amounts(program, key, one.values)])
        groups.setdefault((one.kept, found), []).append(one)
    return tuple(
        tuple(a for a in group if len(a.changes) == len(group[0].changes))
        for group in groups.values()
    )
