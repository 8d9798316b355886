"""The codebook and the rulebook as long pages: a table of contents, then an article for each name.

What is given is the body of a page in one language, without its title, style, script or ids:
whoever shows it gives it those. Every article carries the name it defines in `data-name`, and every
link has its whole path (`/codebook#standing`), so that a page may hold the same articles in two
languages and show one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from classifier.handbook.codebook import CodebookPages
from classifier.handbook.references import Works
from classifier.handbook.rules import RulePages
from classifier.handbook.words import WordPages
from classifier.handbook.writing import Page, Section
from classifier.rulebook.model import Rulebook
from classifier.words.language import Language, message
from classifier.writers.blocks import Block
from classifier.writers.links import Links, in_handbook
from classifier.writers.paragraphs import html_of, words_of
from classifier.writers.passages import passages

LINKS = Links(in_handbook, deeper=2, bare=True)
"""Above an article's heading stand the title of the page and of its section."""


def codebook_html(rulebook: Rulebook, language: Language) -> Markup:
    """Every indicator, every list and the kinds of actors."""
    pages = CodebookPages(rulebook, language)
    return _body(pages.contents(), pages.sections(), pages.pages(), language)


def rulebook_html(rulebook: Rulebook, language: Language) -> Markup:
    """Everything the verdicts rest on, what their words mean, and the works cited."""
    rules, words = RulePages(rulebook, language), WordPages(rulebook, language)
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
    parts = [_section(section, left, language) for section in sections]
    return nav.format(title, html_of_page(contents, language)) + Markup().join(parts)


def _section(section: Section, left: dict[str, Page], language: Language) -> Markup:
    """The articles of a section, of those that are not written yet.

    Two sections may have a name in common: one of a rulebook's checklists may be named like a
    finding. A name leads to one article, so it is written once.
    """
    named = ((name, left.pop(name, None)) for name in section.names)
    articles = Markup().join(
        article(name, page, language) for name, page in named if page is not None
    )
    title = Markup(words_of(section.title, language, LINKS))  # noqa: S704 - escaped there
    return Markup("<section>\n<h2>{}</h2>\n{}</section>\n").format(title, articles)


def article(name: str, blocks: Iterable[Block], language: Language) -> Markup:
    """A page of a name within a longer one."""
    said = html_of_page(blocks, language)
    return Markup('<article data-name="{}">\n{}</article>\n').format(name, said)


def html_of_page(blocks: Iterable[Block], language: Language) -> Markup:
    """Blocks one after the other."""
    return Markup(html_of(passages(blocks, language), LINKS))  # noqa: S704 - escaped there
