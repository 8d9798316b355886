"""The templates of the page, filled."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from classifier.web.bilingual import inline, say


def view(name: str, /, **shown: object) -> Markup:
    """The template of that name, filled with what is shown."""
    return Markup(_template(name).render(**shown))  # noqa: S704 - the template escapes


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals.update(t=inline, say=say)
    return environment.get_template(name)


def _source(name: str) -> str:
    return files("classifier.web").joinpath("templates", name).read_text(encoding="utf-8")
