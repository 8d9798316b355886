"""The layout that fits the screen, or the file that a result goes to."""

from __future__ import annotations

from pathlib import Path

from classifier.cli.streams import is_coloured, width
from classifier.handbook.layout import Layout

__all__ = ["Layout", "layout_for"]


def layout_for(target: Path | None) -> Layout:
    """The layout of a result that goes to the screen or to a file."""
    return Layout(width(), is_coloured(target))
