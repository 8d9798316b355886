"""What is kept for the next time: whole and this user's own, or not there at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from children import child
from strategies import numbered

from classifier.logic.engines import durable, kept

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the folder is named as on Linux")
CONTENT = bytes(range(256)) * 40


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    return tmp_path / "caches" / "kemitraan"


def test_what_was_kept_is_read_back_from_a_folder_that_is_closed_to_others(folder: Path) -> None:
    assert kept.read("name") is None
    kept.write("name", CONTENT)

    assert kept.read("name") == CONTENT
    assert kept.read("other") is None
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in folder.iterdir()] == ["name"]


@pytest.mark.parametrize(
    ("system", "variable", "place"),
    [
        ("win32", "LOCALAPPDATA", "given"),
        ("darwin", "HOME", "given/Library/Caches"),
        ("linux", "HOME", "given/.cache"),
    ],
)
def test_every_system_has_its_place_for_it(
    system: str, variable: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv(variable, str(tmp_path / "given"))
    monkeypatch.setattr(sys, "platform", system)

    kept.write("name", CONTENT)

    assert kept.read("name") == CONTENT
    assert (tmp_path / place / "kemitraan" / "name").exists()


def opened(folder: Path) -> None:
    folder.chmod(0o777)


def replaced_by_a_link(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))
    folder.symlink_to(folder.with_name("elsewhere"))


def replaced_by_a_file(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))
    folder.write_bytes(CONTENT)


@pytest.mark.parametrize("change", [opened, replaced_by_a_link, replaced_by_a_file])
def test_a_folder_that_others_may_have_written_to_is_left_alone(
    folder: Path, change: Callable[[Path], None]
) -> None:
    kept.write("name", CONTENT)
    change(folder)

    kept.write("other", CONTENT)

    assert kept.read("name") is None
    assert not (folder / "other").exists()


def test_a_folder_of_another_user_is_left_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.write("name", CONTENT)
    monkeypatch.setattr(os, "getuid", lambda: 12345)

    kept.write("other", CONTENT)

    assert kept.read("name") is None
    assert not (folder / "other").exists()


@pytest.mark.parametrize("caches", ["/dev/null", "/proc/none"])
def test_without_a_place_for_it_nothing_is_kept(
    caches: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", caches)

    kept.write("name", CONTENT)

    assert kept.read("name") is None


def test_whatever_is_damaged_counts_as_not_there(folder: Path) -> None:
    kept.write("name", CONTENT)
    whole = (folder / "name").read_bytes()
    for number in range(60):
        (folder / "name").write_bytes(damaged(whole, number))

        assert kept.read("name") is None


def damaged(whole: bytes, number: int) -> bytes:
    """Cut off, with a byte changed, overwritten in part, or with something before or after it."""
    random = numbered(number)
    place = random.randrange(len(whole))
    several = (
        whole[:place],
        whole[:place] + bytes([whole[place] ^ (1 << random.randrange(8))]) + whole[place + 1 :],
        whole[:place] + bytes(min(500, len(whole) - place)) + whole[place + 500 :],
        whole + whole[:place],
        whole[place:] + whole[:place],
        random.randbytes(place),
    )
    changed = several[number % len(several)]
    return changed if changed != whole else whole[:-1]


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
@pytest.mark.usefixtures("folder")
def test_a_damaged_file_never_crashes_and_never_changes_an_answer() -> None:
    assert child(__name__, "right_with_damaged_files(60)") == "60"


def test_what_another_wasmtime_compiled_is_compiled_anew(folder: Path) -> None:
    durable._module.cache_clear()  # noqa: SLF001 - loaded again
    durable._module()  # noqa: SLF001
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    kept.write(file.name, b"not from this one" + CONTENT)

    durable._module.cache_clear()  # noqa: SLF001

    assert durable.works()
    assert file.read_bytes() == whole
