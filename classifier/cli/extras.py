"""What has to be installed for an extra of the distribution, and the command that installs it."""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, requires

DISTRIBUTION = "kemitraan"


def packages(extra: str) -> tuple[str, ...]:
    """The packages that an extra asks for, each with the versions that will do.

    None if the metadata are not there.
    """
    try:
        wanted = requires(DISTRIBUTION) or []
    except PackageNotFoundError:
        return ()
    found = (one.partition(";") for one in wanted)
    marker = re.compile(rf"""\bextra\s*==\s*["']{re.escape(extra)}["']""")
    return tuple(package.strip() for package, _, when in found if marker.search(when))


def installing(extra: str) -> str:
    """The command that installs them for this Python, wherever it is given.

    The distribution itself need not be found anywhere for that. What a shell would read as
    something else is quoted as every shell, also that of Windows, understands.
    """
    wanted = packages(extra) or (f".[{extra}]",)
    return " ".join((_quoted(sys.executable), "-m pip install", *map(_quoted, wanted)))


def _quoted(word: str) -> str:
    return f'"{word}"' if re.search(r"[\s<>=!~,\[\]()&;*]", word) else word
