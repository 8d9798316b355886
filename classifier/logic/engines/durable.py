"""The default engine: durable_rules, used in the one way that is sound.

One flat fact per stratum; rules that are conjunctions of equalities; rulesets small enough that the
engine's stack of pending matches cannot overflow; a catch-all so that no fact is ever refused; one
fixed state, asserted and retracted singly on the C entry points. The fact holds nothing but names
made here and the number 1, so no user's text ever reaches the engine.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import compress, count
from threading import Lock

import durable_rules_engine as core

from classifier.logic.program import Clause, Program
from classifier.words.problems import EngineFailure

VERSION = version("durable_rules")
# The engine keeps at most 64 pending matches for one fact; one is the catch-all's.
MOST_PREFIXES = 60
_OPENING = '{"k":"case","sid":"S","id":"C"'
_CATCH_ALL = "any"
_serial = count()


@dataclass(frozen=True, slots=True)
class Shard:
    """A ruleset of the engine, and the literals its rules look for."""

    handle: int
    literals: tuple[int, ...]
    fields: tuple[str, ...]
    """What a fact says of each of them."""


@dataclass(slots=True)
class Durable:
    """Evaluates a program with durable_rules."""

    program: Program
    name: str = "durable_rules"
    version: str = VERSION
    _lock: Lock = field(default_factory=Lock)
    _strata: tuple[tuple[Shard, ...], ...] = ()
    _process: int = 0

    def fire(self, stratum: int, strengths: Sequence[int]) -> list[int]:
        """The places of the clauses whose literals all have a strength.

        Raises `EngineFailure` if the engine refuses the fact twice, the second time newly made.
        """
        with self._lock:
            with suppress(core.error):
                return self._fired(stratum, strengths)
            try:
                return self._fired(stratum, strengths)
            except core.error as error:
                raise EngineFailure(str(error)) from error

    def _fired(self, stratum: int, strengths: Sequence[int]) -> list[int]:
        if not self._strata or self._process != os.getpid():
            self._strata = tuple(tuple(_shards(s.clauses)) for s in self.program.strata)
            self._process = os.getpid()
        try:
            return [p for shard in self._strata[stratum] for p in _asked(shard, strengths)]
        except BaseException:
            # A fact may be left behind, also by an interruption: the rulesets are thrown away.
            self._strata = ()
            raise


def _asked(shard: Shard, strengths: Sequence[int]) -> list[int]:
    """Assert the fact, take what fires, retract it. Without a literal nothing can fire."""
    present = "".join(compress(shard.fields, map(strengths.__getitem__, shard.literals)))
    if not present:
        return []
    fact = _OPENING + present + "}"
    refused, state = core.assert_fact(shard.handle, fact)
    if refused:
        raise core.error(f"fact refused ({refused})")
    fired = []
    got = core.start_action_for_state(shard.handle, state)
    match = got[1] if got else None
    while match:
        fired.append(match[2 : match.index('"', 2)])
        match = core.complete_and_start_action(shard.handle, state)
    core.retract_fact(shard.handle, fact)
    return [int(place) for place in fired if place != _CATCH_ALL]


def _shards(clauses: Sequence[Clause]) -> Iterator[Shard]:
    """Rulesets of a stratum; clauses with like beginnings come together."""
    ordered = sorted(enumerate(clauses), key=lambda item: item[1].body)
    shard: dict[str, Clause] = {}
    prefixes: set[tuple[int, ...]] = set()
    for place, clause in ordered:
        new = {clause.body[: n + 1] for n in range(len(clause.body))}
        if shard and len(prefixes | new) > MOST_PREFIXES:
            yield _shard(shard)
            shard, prefixes = {}, set()
        shard[str(place)] = clause
        prefixes |= new
    if shard:
        yield _shard(shard)


def _shard(clauses: dict[str, Clause]) -> Shard:
    rules: dict[str, object] = {
        name: {"all": [{"m": {"$and": [{"k": "case"}, *({f"l{p}": 1} for p in clause.body)]}}]}
        for name, clause in clauses.items()
    }
    # The engine refuses a fact that meets no rule.
    rules[_CATCH_ALL] = {"all": [{"m": {"$ex": {"k": 1}}}], "pri": 9, "count": 65535}
    literals = tuple(sorted({part for clause in clauses.values() for part in clause.body}))
    _check_names(literals)
    handle = core.create_ruleset(f"r{os.getpid()}_{next(_serial)}", json.dumps(rules))
    return Shard(handle, literals, tuple(f',"l{part}":1' for part in literals))


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
