"""The evaluators of the program, and which one serves where.

All give the same results. durable_rules serves by default; where it does not run the interpreter
does, and every result says which one it was.
"""

from __future__ import annotations

import os
from functools import cache, lru_cache
from importlib.util import find_spec
from typing import Literal, get_args

from classifier.logic.engines.interpreter import Interpreter
from classifier.logic.program import Engine, Program

EngineName = Literal["durable_rules", "interpreter", "table"]
ENGINES: tuple[EngineName, ...] = get_args(EngineName)


@cache
def default_engine() -> EngineName:
    """durable_rules where it runs, else the interpreter."""
    try:
        from classifier.logic.engines.durable import works  # noqa: PLC0415 - it may not be loaded

        return "durable_rules" if works() else "interpreter"
    except Exception:  # noqa: BLE001 - where wasmtime has no support it fails in its own ways
        return "interpreter"


def can_run(name: EngineName) -> bool:
    """Whether an engine can be used here."""
    match name:
        case "durable_rules":
            return default_engine() == name
        case "table":
            return find_spec("numpy") is not None
        case "interpreter":
            return True


@lru_cache(maxsize=8)
def engine_for(program: Program, name: EngineName) -> Engine:
    """The engine of a name, made ready for a program once.

    Raises `ImportError` or `RuntimeError` if one is asked for that does not run here.
    """
    match name:
        case "durable_rules":
            from classifier.logic.engines.durable import Durable  # noqa: PLC0415 - as above

            return Durable(program)
        case "table":
            from classifier.logic.engines.table import Table  # noqa: PLC0415 - numpy is slow to load

            return Table(program)
        case "interpreter":
            return Interpreter(program)


# A child of a fork must not inherit a lock that another thread held, nor share the engine's state.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=engine_for.cache_clear)
