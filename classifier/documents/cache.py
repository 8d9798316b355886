"""What took long to make, kept in the user's own cache folder for the next time.

A file begins with the SHA-256 of its content: what is damaged, or lies in a folder that others may
write to, counts as not there. Nothing that goes wrong here is told: then it is made again.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp

_HASH = sha256().digest_size
_MOST_FILES = 100


def read(name: str) -> bytes | None:
    """What was kept under a name; None if nothing was, or not by this user, or it is damaged."""
    try:
        folder = _folder()
        content = (folder / name).read_bytes() if _is_own(folder) else b""
        os.utime(folder / name)  # it is still used
    except (OSError, RuntimeError):  # no such file, no home
        return None
    digest, content = content[:_HASH], content[_HASH:]
    return content if sha256(content).digest() == digest else None


def write(name: str, content: bytes) -> None:
    """Keep something under a name, if that can be done."""
    with suppress(OSError, RuntimeError):
        folder = _folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_own(folder):
            _write(folder, name, sha256(content).digest() + content)
            _tidy(folder)


def _write(folder: Path, name: str, content: bytes) -> None:
    """Write a file at once: whoever reads meanwhile sees the whole of it or nothing."""
    number, unfinished = mkstemp(dir=folder)
    try:
        with open(number, "wb") as file:  # noqa: PTH123 - it is open already
            file.write(content)
        Path(unfinished).replace(folder / name)
    except OSError:
        Path(unfinished).unlink()
        raise


def _tidy(folder: Path) -> None:
    """Let go of what was used longest ago."""
    files = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[_MOST_FILES:]:
        file.unlink()


def _folder() -> Path:
    """Raises `RuntimeError` if the user has no home."""
    match sys.platform:
        case "win32":
            caches = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
        case "darwin":
            caches = Path.home() / "Library" / "Caches"
        case _:
            caches = os.environ.get("XDG_CACHE_HOME") or ""
            caches = caches if Path(caches).is_absolute() else Path.home() / ".cache"
    return Path(caches) / "kemitraan"


def _is_own(folder: Path) -> bool:
    """Whether it is a folder of this user's, that nobody else may write to."""
    if sys.platform == "win32":
        return True  # the profile of a user is closed to others
    status = folder.lstat()
    closed = stat.S_ISDIR(status.st_mode) and not status.st_mode & 0o022
    return closed and status.st_uid == os.getuid()
