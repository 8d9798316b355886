"""Explanations as HTML: a fragment for a notebook, or one page that needs nothing else.

No script, no font, no picture and nothing from anywhere; what a case says is text and never
markup. The page reads on a telephone, on a wide screen, in the dark and on paper.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template

from classifier.language import Language
from classifier.render.lines import Line
from classifier.render.links import Links
from classifier.render.passages import Passage, in_lists, passages, title_of
from classifier.version import __version__


def html_of_lines(lines: Iterable[Line], language: Language) -> str:
    """The lines of any explanation in one language, as a part of a page with its own style."""
    return _filled("fragment.html", lines, language)


def html_of_passages(said: Iterable[Passage], links: Links) -> str:
    """Passages alone, for a page that has the style and knows where they lead."""
    return _template("bare.html").render(passages=said, in_lists=in_lists, links=links)


def page(lines: Iterable[Line], language: Language) -> str:
    """The lines of any explanation in one language, as a whole page."""
    return _filled("page.html", lines, language)


def _filled(template: str, lines: Iterable[Line], language: Language) -> str:
    said = passages(lines, language)
    return _template(template).render(
        language=language,
        title=title_of(said),
        passages=said,
        in_lists=in_lists,
        links=Links(),
        version=__version__,
    )


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    return environment.get_template(name)


def _source(name: str) -> str:
    return files("classifier.render").joinpath("templates", name).read_text(encoding="utf-8")
