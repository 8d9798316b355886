"""The command `kemitraan`, which an interruption ends without a word also while it is starting.

It stands outside the package, since loading that is what takes the time.
"""

from __future__ import annotations

import sys

INTERRUPTED = 130


def main() -> None:
    """Load the command and run it."""
    try:
        from classifier.cli import main as command  # noqa: PLC0415 - it may be interrupted

        command()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
