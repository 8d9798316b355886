"""The evaluators of the program, and which one serves where.

All give the same results. durable_rules serves by default; where it cannot be installed the
interpreter does, and every result says which one it was.
"""

from __future__ import annotations

import os
from functools import cache, lru_cache
from typing import Literal, get_args

from classifier.logic.engines.interpreter import Interpreter
from classifier.logic.program import Engine, Program

EngineName = Literal["durable_rules", "interpreter", "table"]
ENGINES: tuple[EngineName, ...] = get_args(EngineName)


@cache
def default_engine() -> EngineName:
    """durable_rules where it can be used, else the interpreter."""
    try:
        # Built without the flag it wants on 3.13, it is installed and fails when it is imported.
        import classifier.logic.engines.durable  # noqa: F401, PLC0415 - it may be missing
    except ImportError:
        return "interpreter"
    return "durable_rules"


@lru_cache(maxsize=16)
def engine_for(program: Program, name: EngineName) -> Engine:
    """The engine of a name, made ready for a program once.

    Raises `ModuleNotFoundError` if durable_rules is asked for and not installed.
    """
    match name:
        case "durable_rules":
            from classifier.logic.engines.durable import Durable  # noqa: PLC0415 - may be missing

            return Durable(program)
        case "table":
            from classifier.logic.engines.table import Table  # noqa: PLC0415 - numpy is slow to load

            return Table(program)
        case "interpreter":
            return Interpreter(program)


# A child of a fork must not inherit a lock that another thread held, nor share the engine's state.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=engine_for.cache_clear)
