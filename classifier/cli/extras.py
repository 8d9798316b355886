"""What has to be installed for an extra of the distribution, and the command that installs it."""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, requires

DISTRIBUTION = "kemitraan"


def packages(extra: str) -> tuple[str, ...]:
    """The names of the packages that an extra asks for; none if the metadata are not there."""
    try:
        wanted = requires(DISTRIBUTION) or []
    except PackageNotFoundError:
        return ()
    found = (re.match(r"([\w.-]+)[^;]*;(.*)", one) for one in wanted)
    marker = re.compile(rf"""\bextra\s*==\s*["']{re.escape(extra)}["']""")
    return tuple(one[1] for one in found if one and marker.search(one[2]))


def installing(extra: str) -> str:
    """The command that installs them for this Python, wherever it is given.

    The distribution itself need not be found anywhere for that.
    """
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    return " ".join((python, "-m pip install", *(packages(extra) or (f'".[{extra}]"',))))
