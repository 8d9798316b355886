"""The templates of the page, filled."""

from __future__ import annotations

from markupsafe import Markup

from classifier.web.bilingual import inline, say
from classifier.writers.html import template


def view(name: str, /, **shown: object) -> Markup:
    """The template of that name, filled with what is shown."""
    filled = template(__package__, name).render(t=inline, say=say, **shown)
    return Markup(filled.removesuffix("\n"))  # noqa: S704 - the template escapes
