"""Explanations as HTML: a fragment for a notebook, or one page that needs nothing else.

No script, no font, no picture and nothing from anywhere; what a case says is text and never
markup. The page reads on a telephone, on a wide screen, in the dark and on paper.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, partial
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from classifier.version import __version__
from classifier.words.language import Language
from classifier.writers.blocks import Block
from classifier.writers.links import Links
from classifier.writers.paragraphs import html_of
from classifier.writers.passages import passages, title_of


def html_of_blocks(blocks: Iterable[Block], language: Language) -> str:
    """The blocks of any explanation in one language, as a part of a page with its own style."""
    return _filled("fragment.html", blocks, language)


def page(blocks: Iterable[Block], language: Language) -> str:
    """The blocks of any explanation in one language, as a whole page."""
    return _filled("page.html", blocks, language)


@cache
def template(package: str, name: str) -> Template:
    """The template of that name in a package: what it is filled with is escaped."""
    environment = Environment(
        loader=FunctionLoader(partial(_source, package)),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    return environment.get_template(name)


def _source(package: str, name: str) -> str:
    return files(package).joinpath("templates", name).read_text(encoding="utf-8")


def _filled(name: str, blocks: Iterable[Block], language: Language) -> str:
    said = passages(blocks, language)
    return template(__package__, name).render(
        language=language,
        title=title_of(said),
        body=Markup(html_of(said, Links())),  # noqa: S704 - what is said is escaped there
        version=__version__,
    )
