"""Clauses as rulesets of durable_rules: its documents, in the one form that is sound.

Rules are conjunctions of equalities over one flat fact; rulesets are small enough that the engine's
stack of pending matches cannot overflow, and have a catch-all so that no fact is ever refused. They
hold nothing but names made here and the number 1, so no user's text ever reaches the engine.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from classifier.logic.program import Clause
from classifier.words.problems import EngineFailure

# The engine keeps at most 64 pending matches for one fact; one is the catch-all's.
MOST_PREFIXES = 60


@dataclass(frozen=True, slots=True)
class Ruleset:
    """A ruleset's document, where a rule's name is its clause's place in the stratum."""

    rules: str
    literals: tuple[int, ...]
    """What the rules look for; a fact has a field for each that is present."""


def rulesets(clauses: Sequence[Clause]) -> Iterator[Ruleset]:
    """Rulesets of a stratum; clauses with like beginnings come together."""
    ordered = sorted(enumerate(clauses), key=lambda item: item[1].body)
    shard: dict[str, Clause] = {}
    prefixes: set[tuple[int, ...]] = set()
    for place, clause in ordered:
        new = {clause.body[: n + 1] for n in range(len(clause.body))}
        if shard and len(prefixes | new) > MOST_PREFIXES:
            yield _ruleset(shard)
            shard, prefixes = {}, set()
        shard[str(place)] = clause
        prefixes |= new
    if shard:
        yield _ruleset(shard)


def _ruleset(clauses: dict[str, Clause]) -> Ruleset:
    rules: dict[str, object] = {
        name: {"all": [{"m": {"$and": [{"k": "case"}, *({f"l{p}": 1} for p in clause.body)]}}]}
        for name, clause in clauses.items()
    }
    # The engine refuses a fact that meets no rule.
    rules["any"] = {"all": [{"m": {"$ex": {"k": 1}}}], "pri": 9, "count": 65535}
    literals = tuple(sorted({part for clause in clauses.values() for part in clause.body}))
    _check_names(literals)
    return Ruleset(json.dumps(rules), literals)


def _check_names(literals: Iterable[int]) -> None:
    """The engine tells names apart only by a 32-bit hash, so no two may share one."""
    names = ["k", "id", "sid", "$s", "$forward", *(f"l{part}" for part in literals)]
    if len({fnv_1a(name) for name in names}) != len(names):
        raise EngineFailure("two names share a hash")


def fnv_1a(name: str) -> int:
    """The 32-bit FNV-1a hash of an ASCII name."""
    value = 0x811C9DC5
    for byte in name.encode("ascii"):
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value
