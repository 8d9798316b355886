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

_HASH = sha256().digest_size


def read(name: str) -> bytes | None:
    """What was kept under a name; None if nothing was, or not by this user, or it is damaged."""
    try:
        folder = _folder()
        content = (folder / name).read_bytes() if _is_own(folder) else b""
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
            # Whoever reads meanwhile must never see a part of it.
            unfinished = folder / f"{name}.{os.getpid()}"
            unfinished.write_bytes(sha256(content).digest() + content)
            unfinished.replace(folder / name)


def _folder() -> Path:
    """Raises `RuntimeError` if the user has no home."""
    match sys.platform:
        case "win32":
            caches = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
        case "darwin":
            caches = Path.home() / "Library" / "Caches"
        case _:
            caches = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(caches) / "kemitraan"


def _is_own(folder: Path) -> bool:
    """Whether it is a folder of this user's, that nobody else may write to."""
    if sys.platform == "win32":
        return True  # the profile of a user is closed to others
    status = folder.lstat()
    closed = stat.S_ISDIR(status.st_mode) and not status.st_mode & 0o077
    return closed and status.st_uid == os.getuid()
