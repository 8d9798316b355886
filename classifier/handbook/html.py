"""The codebook and the rulebook as long pages: a table of contents, then an article for each name.

What is given is the body of a page in one language, without its title.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from classifier.handbook.blocks import Block, Page, Section
from classifier.handbook.codebook import CodebookPages
from classifier.handbook.markup import article, blocks_html, said_html
from classifier.handbook.references import Works
from classifier.handbook.rules import RulePages
from classifier.handbook.words import Words
from classifier.rulebook.model import Rulebook
from classifier.words.language import Language, message


def codebook_html(rulebook: Rulebook, language: Language) -> Markup:
    """Every indicator, every list and the kinds of actors."""
    pages = CodebookPages(rulebook, language)
    return _body(pages.contents(), pages.sections(), pages.pages(), language)


def rulebook_html(rulebook: Rulebook, language: Language) -> Markup:
    """Everything the verdicts rest on, what their words mean, and the works cited."""
    rules, words = RulePages(rulebook, language), Words(rulebook, language)
    works = Works(rulebook, language)
    return _body(
        (*rules.contents(), *words.contents(), *works.contents()),
        (*rules.sections(), words.section(), works.section()),
        {**rules.pages(), **words.pages(), **works.pages()},
        language,
    )


def _body(
    contents: Iterable[Block],
    sections: Iterable[Section],
    pages: Mapping[str, Page],
    language: Language,
) -> Markup:
    title = message("handbook.contents").said_in(language)
    nav = Markup('<nav aria-label="{0}">\n<h2>{0}</h2>\n{1}</nav>\n')
    left = dict(pages)
    parts = [_section(section, left) for section in sections]
    return nav.format(title, blocks_html(contents)) + Markup().join(parts)


def _section(section: Section, left: dict[str, Page]) -> Markup:
    """The articles of a section, of those that are not written yet.

    Two sections may have a name in common: one of a rulebook's checklists may be named like a
    finding. A name leads to one article, so it is written once.
    """
    named = ((name, left.pop(name, None)) for name in section.names)
    articles = Markup().join(article(name, page) for name, page in named if page is not None)
    title = said_html(section.title)
    return Markup("<section>\n<h2>{}</h2>\n{}</section>\n").format(title, articles)
