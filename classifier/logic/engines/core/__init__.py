"""The C core of durable_rules, unmodified, as a WebAssembly module that runs on every system.

With `drive.c` it is asked a whole stratum in one call; `build.py` makes the module anew.
"""

from __future__ import annotations

from importlib.resources import files

VERSION = "2.0.28"
"""Of durable_rules."""


def module() -> bytes:
    """What is in the module."""
    return files(__name__).joinpath("durable_rules.wasm").read_bytes()
