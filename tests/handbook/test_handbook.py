"""The codebook and the rulebook as HTML: whole, linked, harmless, and in the words of the text."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import get_args
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier import load_rulebook
from classifier.handbook.codebook import CodebookPages
from classifier.handbook.html import (
    LINKS,
    article,
    codebook_html,
    html_of_page,
    rulebook_html,
)
from classifier.handbook.links import condition, example
from classifier.handbook.references import Works
from classifier.handbook.rules import RulePages
from classifier.handbook.words import WordPages
from classifier.logic.evidence import State, Strength
from classifier.logic.verdict import Grade, Status
from classifier.rulebook.conditions import plain
from classifier.rulebook.model import Rulebook
from classifier.words.language import LANGUAGES, Language, message
from classifier.writers.blocks import Block, Code, Link, Said, spoken
from classifier.writers.formats import FORMATS, Format
from classifier.writers.paragraphs import words_of
from classifier.writers.passages import flat
from classifier.writers.text import text_of_blocks

Writer = CodebookPages | RulePages | WordPages | Works
WRITERS = get_args(Writer)
BOOKS = {"codebook": codebook_html, "rulebook": rulebook_html}
NASTY = "<script>alert('\"&amp;')</script>"


class Reading(HTMLParser):
    """What a page holds; every element is closed, by itself."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.attributes: set[tuple[str, str]] = set()
        self.children: dict[int, list[str]] = {}
        self.words: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.open and self.open[-1] == "dl":
            assert tag in ("dt", "dd")
        self.open.append(tag)
        self.attributes |= {(tag, name) for name, _ in attrs}
        given = dict(attrs)
        if tag == "article":
            self.names.append(given["data-name"] or "")
        if tag == "a":
            self.links.append(given["href"] or "")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def said(self) -> list[str]:
        return "".join(self.words).split()


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree("rules", tmp_path / "rules"))


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def names_in_codebook(rulebook: Rulebook) -> list[str]:
    return [*rulebook.codebook.indicators, *rulebook.codebook.lists, "actor_kinds"]


def names_in_rulebook(rulebook: Rulebook) -> list[str]:
    names = [*rulebook.typologies, *rulebook.findings, *rulebook.checklists]
    names += [rule.id for finding in rulebook.findings.values() for rule in finding.rules()]
    for typology in rulebook.typologies.values():
        for pattern in typology.patterns:
            names.append(f"{typology.id}/{pattern.id}")
            names += [criterion.id for criterion in pattern.criteria]
            names += [remark.id for remark in pattern.remarks]
    names += [f"ref:{work}" for work in rulebook.references]
    words = {*Strength, *State, *Grade, *Status, "partly", "outweighed", "leaning"}
    return [*names, *(f"word:{word}" for word in words)]


def assert_every_link_leads_to_an_article(rulebook: Rulebook, language: Language) -> None:
    pages = {book: Reading(html(rulebook, language)) for book, html in BOOKS.items()}
    places = {f"/{book}#{name}" for book, page in pages.items() for name in page.names}
    links = {unquote(link) for page in pages.values() for link in page.links}
    assert links - places == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_has_one_article(rulebook: Rulebook, language: Language) -> None:
    codebook = Reading(codebook_html(rulebook, language))
    rules = Reading(rulebook_html(rulebook, language))

    assert Counter(codebook.names) == Counter(names_in_codebook(rulebook))
    assert Counter(rules.names) == Counter(names_in_rulebook(rulebook))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_an_article(rulebook: Rulebook, language: Language) -> None:
    assert_every_link_leads_to_an_article(rulebook, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("book", BOOKS)
def test_every_article_can_be_reached_from_another(
    rulebook: Rulebook, book: str, language: Language
) -> None:
    pages = [Reading(html(rulebook, language)) for html in BOOKS.values()]
    links = {unquote(link) for page in pages for link in page.links}

    names = Reading(BOOKS[book](rulebook, language)).names

    assert {f"/{book}#{name}" for name in names} - links == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("book", BOOKS)
def test_a_page_is_plain_markup(rulebook: Rulebook, book: str, language: Language) -> None:
    page = Reading(BOOKS[book](rulebook, language))

    assert page.attributes == {("a", "href"), ("article", "data-name"), ("nav", "aria-label")}
    assert page.headings[0] == 2
    assert all(lower <= upper + 1 for upper, lower in pairwise(page.headings))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("writer", WRITERS)
def test_an_article_says_what_the_text_says(
    rulebook: Rulebook, writer: type[Writer], language: Language
) -> None:
    written = writer(rulebook, language)
    as_text, as_html = written.pages(), written.pages()

    for name, page in as_text.items():
        laid_out = text_of_blocks(page, language)
        assert Reading(article(name, as_html[name], language)).said == laid_out.split(), name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("writer", WRITERS)
def test_the_contents_say_what_the_text_says(
    rulebook: Rulebook, writer: type[Writer], language: Language
) -> None:
    blocks: tuple[Block, ...] = tuple(writer(rulebook, language).contents())

    laid_out = text_of_blocks(blocks, language)

    assert Reading(html_of_page(blocks, language)).said == laid_out.split()


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_the_codebook_can_be_written_in_every_form(rulebook: Rulebook, form: Format) -> None:
    pages = CodebookPages(rulebook, "en")

    assert form.written(pages.named(("standing", "resources")), "en")


def test_a_condition_and_its_names(rulebook: Rulebook) -> None:
    (rule,) = (
        rule
        for rule in rulebook.findings["subordinated"].rules()
        if rule.id == "subordinated/weak-carried-by-strong"
    )

    assert words_of(condition(rule.when), "en", LINKS) == (
        '<code><a href="/codebook#practice">practice</a>=unbalanced and '
        '<a href="/codebook#capability_balance">capability_balance</a>=unbalanced</code>'
    )


def test_a_finding_within_a_condition_leads_to_the_rulebook(rulebook: Rulebook) -> None:
    finding = rulebook.findings["complementary"]
    written = [condition(rule.when) for rule in finding.rules()]

    assert Link("fills", "rulebook#fills") in (link for said in written for link in links(said))


def test_conditions_read_as_they_are_written(rulebook: Rulebook) -> None:
    conditions = [rule.when for finding in rulebook.findings.values() for rule in finding.rules()]

    for one in conditions:
        assert spoken(condition(one), "en") in plain(one)


def links(said: Said) -> Iterator[Link]:
    match said:
        case Link():
            yield said
        case Code():
            yield from links(said.said)
        case tuple():
            for part in said:
                yield from links(part)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("goal=alike", ["goal"]),
        ("goal=alike; capacity(n, funds)=weak", ["goal", "capacity"]),
        ("goal=alike ;  nothing_known=goal;", ["goal"]),
        ("", []),
        ("; =", []),
    ],
)
def test_the_indicators_of_an_example_are_links(
    rulebook: Rulebook, text: str, names: list[str]
) -> None:
    said = example(text, rulebook.codebook)

    assert "".join(spoken(said, "en").split()) == "".join(text.split())
    assert [link.said for link in links(said)] == names


PHRASES = st.recursive(
    st.text() | st.builds(Link, st.text(), st.text()),
    lambda inner: st.builds(Code, inner) | st.lists(inner, max_size=3).map(tuple),
    max_leaves=5,
)


@given(PHRASES)
def test_whatever_is_said_is_text_and_never_markup(said: Said) -> None:
    page = Reading(words_of(said, "en", LINKS))

    assert page.attributes <= {("a", "href")}
    assert "".join(page.words).split() == flat(spoken(said, "en")).split()
    assert all(link.startswith("/") for link in page.links)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_rulebook_says_is_text_and_never_markup(folder: Path, language: Language) -> None:
    quoted = NASTY.replace("'", "''")
    change(folder, "codebook.yaml", "en: standing}", f"en: '{quoted}'}}")
    change(folder, "codebook.yaml", "id: kedudukan,", f"id: '{quoted}',")
    change(folder, "references.yaml", "  belnap1977:", f"  '{quoted}':")
    change(folder, "checklists.yaml", "  principles:", f"  '{quoted}':")
    change(folder, "checklists.yaml", "suroyo:12", f"'{quoted}:12'")
    nasty = load_rulebook(folder)

    pages = {book: html(nasty, language) for book, html in BOOKS.items()}

    for html in pages.values():
        assert "<script" not in html
        assert NASTY in "".join(Reading(html).words)
    assert {NASTY, f"ref:{NASTY}"} <= set(Reading(pages["rulebook"]).names)
    assert_every_link_leads_to_an_article(nasty, language)


def test_a_checklist_named_like_a_finding_leaves_it_the_name(folder: Path) -> None:
    change(folder, "checklists.yaml", "  principles:", "  subordinated:")
    page = rulebook_html(load_rulebook(folder), "en")

    assert Counter(Reading(page).names)["subordinated"] == 1
    assert "<h3><code>subordinated</code></h3>" in page


def test_a_rulebook_need_not_have_the_works_that_the_words_are_from(folder: Path) -> None:
    change(folder, "references.yaml", "  belnap1977:", "  belnap:")
    rulebook = load_rulebook(folder)

    assert_every_link_leads_to_an_article(rulebook, "en")


def test_words_are_those_of_the_answers() -> None:
    for word in Strength:
        assert message(f"handbook.word_{word}") == message(f"outline.{word}")
    for grade in (Grade.ESTABLISHED, Grade.PRESUMED):
        assert message(f"handbook.word_{grade}") == message(f"outline.{grade}")
    for grade in Grade:
        assert message(f"handbook.word_{grade}").id == message(f"why.{grade}").id


def test_a_word_of_several_things_has_a_sentence_for_each(rulebook: Rulebook) -> None:
    page = " ".join(
        text_of_blocks(WordPages(rulebook, "en").pages()["word:contested"], "en").split()
    )

    for part in ("state of a statement", "grade of a pattern", "verdict of a typology", "Mark !"):
        assert part in page
    assert "Belnap 1977" in page
