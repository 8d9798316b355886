"""The default engine: the C core of durable_rules, used in the one way that is sound.

It runs as a WebAssembly module in a memory of its own, which it cannot reach out of, and is told
nothing but which literals have a strength. Of those it makes one flat fact for every ruleset of
the stratum, in one fixed state, asserted and retracted singly (`core/drive.c`, `rulesets.py`).
"""

from __future__ import annotations

import ctypes
import os
import platform
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from threading import RLock
from typing import Any

from wasmtime import Config, Engine, Instance, Module, Store, Trap, WasmtimeError

from classifier.documents import cache as files
from classifier.logic.engines import core
from classifier.logic.engines.rulesets import rulesets
from classifier.logic.program import Clause, Program, Side, Stratum
from classifier.words.problems import EngineFailure

ROOM = 1 << 18
"""So many literals, places and bytes of a ruleset there may be at most, as in `core/drive.c`."""
MEMORY = 1 << 30
"""What a program's rulesets may take, in bytes; the shipped rulebook's take 6 million."""

# Wasmtime serves one thread at a time. What another thread was doing in it would never end in a
# child of a fork, so nobody may be in there when it is made.
_alone = RLock()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_alone.acquire, after_in_parent=_alone.release, after_in_child=_alone.release
    )


class _Refused(Exception):
    """The engine gave an error."""


@dataclass(slots=True)
class Durable:
    """Evaluates a program with durable_rules."""

    program: Program
    name: str = "durable_rules"
    version: str = core.VERSION
    _rules: _Rules | None = None

    def fire(self, stratum: int, strengths: Sequence[int]) -> list[int]:
        """The places of the clauses whose literals all have a strength.

        Raises `EngineFailure` if the engine fails twice, the second time newly made.
        """
        with _alone:
            with suppress(_Refused, Trap, WasmtimeError):
                return self._fired(stratum, strengths)
            try:
                return self._fired(stratum, strengths)
            except (_Refused, Trap, WasmtimeError) as error:
                raise EngineFailure(str(error)) from error

    def _fired(self, stratum: int, strengths: Sequence[int]) -> list[int]:
        # After an error or an interruption a fact may be left behind: they are not put back then.
        rules, self._rules = self._rules or _Rules(self.program.strata), None
        places = rules.fired(stratum, bytes(strengths))
        self._rules = rules
        return places


class _Rules:
    """The rulesets of a program, in a memory of their own."""

    def __init__(self, strata: Sequence[Stratum]) -> None:
        engine, module = _module()
        self._store = Store(engine)
        self._exports = _exports(self._store, module)
        self._exports["_initialize"](self._store)
        self._asked = self._variable("asked", ctypes.c_uint32, 1)
        self._strengths = memoryview(self._variable("strengths", ctypes.c_ubyte, ROOM)).cast("B")
        self._answer = self._variable("answer", ctypes.c_uint32, 2 + ROOM)
        self._starts: list[int] = []
        self._looked_for: list[int] = []
        plan: list[int] = []
        for stratum in strata:
            self._starts.append(len(plan))
            plan += self._planned(stratum.clauses)
        self._write("plan", ctypes.c_uint32, plan)

    def fired(self, stratum: int, strengths: bytes) -> list[int]:
        """The places of the clauses that fire. Without a literal nothing can."""
        if not int.from_bytes(strengths, "little") & self._looked_for[stratum]:
            return []
        self._strengths[: len(strengths)] = strengths[:ROOM]
        self._asked[0] = self._starts[stratum]
        found = self._told("ask")
        places: list[int] = self._answer[2 : 2 + found]
        return places

    def _planned(self, clauses: Sequence[Clause]) -> list[int]:
        """Make the rulesets of a stratum; where and what is to be asked of them."""
        literals = {part for clause in clauses for part in clause.body}
        _check_size(len(clauses), *literals)
        self._looked_for.append(sum(0xFF << 8 * part for part in literals))
        plan: list[int] = []
        for ruleset in rulesets(clauses):
            self._write("rules", ctypes.c_char, ruleset.rules.encode("ascii") + b"\0")
            plan += [self._told("make"), len(ruleset.literals), *ruleset.literals]
        return [*plan, 0]

    def _told(self, function: str) -> int:
        self._exports[function](self._store)
        error, found = self._answer[:2]
        if error:
            raise _Refused(f"durable_rules gives error {error}")
        return int(found)

    def _write(self, name: str, kind: Any, content: bytes | list[int]) -> None:  # noqa: ANN401 - ctypes' own
        _check_size(len(content))
        self._variable(name, kind, len(content))[:] = content

    def _variable(self, name: str, kind: Any, length: int) -> Any:  # noqa: ANN401 - as above
        # The memory never moves; this object holds it as long as anything looks into it.
        memory = ctypes.addressof(self._exports["memory"].data_ptr(self._store).contents)
        return (kind * length).from_address(memory + self._exports[name].value(self._store))


def _exports(store: Store, module: Module) -> Any:  # noqa: ANN401 - what a module has is not typed
    return Instance(store, module, []).exports(store)


def _check_size(*sizes: int) -> None:
    if max(sizes, default=0) >= ROOM:
        raise EngineFailure("the rulebook is too large for durable_rules")


@cache
def _module() -> tuple[Engine, Module]:
    """The module compiled for this machine; that takes a while, so it is kept for the next time."""
    config = Config()
    # No signal handlers and no threads that stay behind in a program that only wants an answer.
    config.signals_based_traps = False
    config.parallel_compilation = False
    config.memory_guard_size = 0
    config.memory_reservation = MEMORY
    config.memory_may_move = False
    engine, content = Engine(config), core.module()
    machine = f"wasmtime {version('wasmtime')} {sys.platform} {platform.machine()}"
    name = sha256(content + machine.encode()).hexdigest()
    compiled = files.read(name)
    if compiled:
        with suppress(WasmtimeError):  # compiled for another processor in a shared home
            return engine, Module.deserialize(engine, compiled)
    module = Module(engine, content)
    files.write(name, bytes(module.serialize()))
    return engine, module


def works() -> bool:
    """Whether a clause fires here if it should, and only then."""
    with _alone:
        rules = _Rules([Stratum((Clause(0, Side.FOR, (1, 2)),), ())])
        return [rules.fired(0, bytes(told)) for told in ((0, 1, 1), (0, 1, 0))] == [[0], []]
