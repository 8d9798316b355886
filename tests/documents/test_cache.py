"""What is kept for the next time: whole and this user's own, or not there at all."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from strategies import damaged

from classifier.documents import cache
from classifier.documents.reader import read_yaml

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the folder is named as on Linux")
CONTENT = bytes(range(256)) * 40


def test_what_was_kept_is_read_back_from_a_folder_that_is_closed_to_others(caches: Path) -> None:
    assert cache.read("name") is None
    cache.write("name", CONTENT)

    assert cache.read("name") == CONTENT
    assert cache.read("other") is None
    assert caches.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in caches.iterdir()] == ["name"]


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

    cache.write("name", CONTENT)

    assert cache.read("name") == CONTENT
    assert (tmp_path / place / "kemitraan" / "name").exists()


def opened(folder: Path) -> None:
    folder.chmod(0o777)


def replaced_by_a_link(caches: Path) -> None:
    caches.rename(caches.with_name("elsewhere"))
    caches.symlink_to(caches.with_name("elsewhere"))


def replaced_by_a_file(caches: Path) -> None:
    caches.rename(caches.with_name("elsewhere"))
    caches.write_bytes(CONTENT)


@pytest.mark.parametrize("change", [opened, replaced_by_a_link, replaced_by_a_file])
def test_a_folder_that_others_may_have_written_to_is_left_alone(
    caches: Path, change: Callable[[Path], None]
) -> None:
    cache.write("name", CONTENT)
    change(caches)

    cache.write("other", CONTENT)

    assert cache.read("name") is None
    assert not (caches / "other").exists()


def test_a_folder_of_another_user_is_left_alone(
    caches: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.write("name", CONTENT)
    monkeypatch.setattr(os, "getuid", lambda: 12345)

    cache.write("other", CONTENT)

    assert cache.read("name") is None
    assert not (caches / "other").exists()


@pytest.mark.parametrize("caches", ["/dev/null", "/proc/none"])
def test_without_a_place_for_it_nothing_is_kept(
    caches: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", caches)

    cache.write("name", CONTENT)

    assert cache.read("name") is None


def test_whatever_is_damaged_counts_as_not_there(caches: Path) -> None:
    cache.write("name", CONTENT)
    whole = (caches / "name").read_bytes()
    for number in range(60):
        (caches / "name").write_bytes(damaged(whole, number))

        assert cache.read("name") is None


def test_a_rule_document_is_read_from_its_twin_and_as_the_file_says(
    caches: Path, tmp_path: Path
) -> None:
    document = tmp_path / "letters.yaml"
    document.write_text("b: [no, 1.0]\na: {c: true}\n", encoding="utf-8")
    first = read_yaml(document)
    (twin,) = caches.iterdir()
    whole = twin.read_bytes()

    assert read_yaml(document) == first
    assert json.dumps(read_yaml(document).value) == json.dumps(first.value)
    for number in range(60):
        twin.write_bytes(damaged(whole, number))
        assert read_yaml(document) == first
        assert twin.read_bytes() == whole
    cache.write(twin.name, b"no JSON")
    assert read_yaml(document) == first


def test_what_was_used_longest_ago_is_let_go(caches: Path) -> None:
    for number in range(100):
        cache.write(f"{number:03}", CONTENT)
        os.utime(caches / f"{number:03}", (number, number))

    assert cache.read("000") == CONTENT
    cache.write("100", CONTENT)

    assert cache.read("001") is None
    assert cache.read("000") == CONTENT
    assert len(list(caches.iterdir())) == 100


def test_a_place_that_is_no_whole_path_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", "caches")

    cache.write("name", CONTENT)

    assert (tmp_path / "home" / ".cache" / "kemitraan" / "name").exists()
    assert not (tmp_path / "caches").exists()
