"""The compiled module of durable_rules that is kept: right, or made anew."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from children import child
from strategies import damaged

from classifier.documents import cache
from classifier.logic.engines import durable

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the folder is named as on Linux")


def right_with_damaged_files(count: int) -> None:
    """Load the compiled module from damaged files, the right answer each time."""
    durable._module()  # noqa: SLF001 - loaded again and again
    (file,) = (Path(os.environ["XDG_CACHE_HOME"]) / "kemitraan").iterdir()
    whole = file.read_bytes()
    for number in range(count):
        file.write_bytes(damaged(whole, number))
        durable._module.cache_clear()  # noqa: SLF001
        assert durable.works()
        assert file.read_bytes() == whole
    print(count)  # noqa: T201 - tells the parent that all were tried


@pytest.mark.slow
@pytest.mark.usefixtures("caches")
def test_a_damaged_file_never_crashes_and_never_changes_an_answer() -> None:
    assert child(__name__, "right_with_damaged_files(60)") == "60"


def test_what_another_wasmtime_compiled_is_compiled_anew(caches: Path) -> None:
    durable._module.cache_clear()  # noqa: SLF001 - loaded again
    durable._module()  # noqa: SLF001
    (file,) = caches.iterdir()
    whole = file.read_bytes()
    cache.write(file.name, b"not from this one")

    durable._module.cache_clear()  # noqa: SLF001

    assert durable.works()
    assert file.read_bytes() == whole
