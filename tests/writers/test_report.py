"""Reports and other documents: whole, harmless, the same again, and saying what the text says."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET  # what is parsed here was made here
from html.parser import HTMLParser
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from classifier import classify, load_case
from classifier.cli import main
from classifier.explain.outline import outline
from classifier.explain.report import report
from classifier.words.characters import HIDDEN
from classifier.words.language import LANGUAGES, Language, Text
from classifier.writers.blocks import MARKS, Block, Cite, Kind, Piece, Sign, spoken
from classifier.writers.docx import docx_of_blocks
from classifier.writers.html import html_of_blocks, page
from classifier.writers.markdown import markdown_of_blocks
from classifier.writers.passages import Passage, passages
from classifier.writers.pdf import pdf_of_blocks

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.json"))
GOLDEN = ROOT / "examples" / "amanah-bunda.json"
SEVERAL = ROOT / "examples" / "taman-nasional-tiga-masa.json"
CONTESTED = ROOT / "examples" / "tambak-samudra-windu.json"
HOSTILE = (
    "</style></p><script>alert(1)</script><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }} {% include 'page.css' %} &amp; &#60;b&#62;",
    '#panic("x") #read("/etc/passwd") $x^2$ *b* _i_ @ref <label> \\ // no `raw`',
    "[a](javascript:alert(1)) ![b](http://x/y.png) <http://x> **b** ~~s~~ |a|b|",
    "1. one",
    "- dash",
    "+ plus",
    "# head",
    "> said",
    "=== ---",
    "    code",
    "``` fence",
    "line\n\n# two\r\n- three\u2028four",
    "w:p </w:t> ]]> <?pi?> \ufffe\uffff",
)
KINDS: tuple[Kind, ...] = (
    *(
        "title",
        "under",
        "heading",
        "verdict",
        "label",
        "point",
        "paragraph",
        "detail",
        "entry",
        "term",
    ),
)
ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
SAID = st.builds(Text, id=ANY, en=st.sampled_from(HOSTILE) | ANY)
CITED = st.builds(Cite, st.sampled_from(HOSTILE) | ANY, joint=st.sampled_from((" · ", ", ")))
SIGNS: tuple[Sign, ...] = ("", "=", "→", "–", " ")
MARKED: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"state": st.sampled_from(tuple(MARKS))}),
    st.fixed_dictionaries({"sign": st.sampled_from(SIGNS)}),
    st.fixed_dictionaries({"number": st.integers(1, 9)}),
    st.fixed_dictionaries({"name": st.sampled_from(("src", "A", "✓"))}),
)
BLOCKS = st.lists(
    st.builds(
        lambda marked, **others: Block(**marked, **others),
        MARKED,
        kind=st.sampled_from(KINDS),
        said=SAID,
        level=st.integers(0, 3),
        cites=st.lists(CITED, max_size=2).map(tuple),
        pieces=st.just(())
        | st.lists(st.builds(Piece, SAID, st.sampled_from(tuple(MARKS))), max_size=2).map(tuple),
    ),
    min_size=1,
    max_size=8,
)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KEMITRAAN_LANG", "en")


def run(*words: object, given: bytes | None = None) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words], input=given)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def bare(text: str) -> str:
    """Only what is said: no white space, and none of the signs that stand for lists."""
    return re.sub(r"[\s\u200b]+", "", text)


def said(several: tuple[Passage, ...], *, marks: bool = False) -> str:
    """All that the passages say, in order."""
    return bare(
        "".join(
            f"{p.sign if marks else ''}{p.name}{p.text}{p.cites}" + said(p.under, marks=marks)
            for p in several
        )
    )


class Page(HTMLParser):
    """What a browser makes of a page: its elements, their attributes and the text shown."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "title"} & set(self.open):
            self.text += data


def text_of_markdown(source: str) -> str:
    """The text that a reader of the Markdown sees; fails on anything but plain elements."""
    known = {"inline", "text", "softbreak", "em_open", "em_close", "strong_open", "strong_close"}
    blocks = ("paragraph", "heading", "bullet_list", "ordered_list", "list_item")
    known |= {f"{block}_{side}" for block in blocks for side in ("open", "close")}
    shown = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source):
        assert token.type in known, (token.type, token.content)
        if token.type == "list_item_open" and token.info:
            shown.append(f"{token.info}.")
        for child in token.children or ():
            assert child.type in known | {"text_special"}, (child.type, child.content)
            shown.append(child.content)
    return "".join(shown)


def text_of_docx(made: bytes) -> str:
    return "".join(paragraph.text for paragraph in Document(BytesIO(made)).paragraphs)


def hostile_case() -> bytes:
    case: dict[str, Any] = json.loads(GOLDEN.read_text(encoding="utf-8"))
    evil = " ".join(HOSTILE[:4])
    case["title"] = case["summary"] = case["reference"] = {"id": evil, "en": evil}
    for actor in case["actors"].values():
        actor["name"] = evil
    for source in case["sources"].values():
        source["label"] = evil
    for observation in case["observations"]:
        observation["quote"] = observation["note"] = evil
    return json.dumps(case).encode()


@given(BLOCKS, st.sampled_from(LANGUAGES))
def test_a_page_shows_every_block_as_it_is_and_nothing_else(
    blocks: list[Block], language: Language
) -> None:
    wanted = said(passages(blocks, language), marks=True)

    for source in (page(blocks, language), html_of_blocks(blocks, language)):
        shown = Page(source)
        assert bare(shown.text) == wanted
        assert set(shown.tags) <= {
            *("html", "head", "meta", "title", "style", "body", "main", "div", "ul", "li"),
            *("h1", "h2", "h3", "h4", "p", "span", "b", "dl", "dt", "dd"),
        }
        assert {name for _, name, _ in shown.attributes} <= {
            *("class", "lang", "charset", "http-equiv", "content", "name"),
        }
        assert shown.open == []


@given(BLOCKS, st.sampled_from(LANGUAGES))
def test_markdown_shows_every_block_as_it_is(blocks: list[Block], language: Language) -> None:
    shown = bare(text_of_markdown(markdown_of_blocks(blocks, language)))

    wanted = said(passages(blocks, language), marks=True)
    assert shown.replace("(", "").replace(")", "") == wanted.replace("(", "").replace(")", "")


@given(BLOCKS, st.sampled_from(LANGUAGES))
def test_a_word_document_holds_every_block_as_it_is(
    blocks: list[Block], language: Language
) -> None:
    shown = bare(text_of_docx(docx_of_blocks(blocks, language)))

    wanted = said(passages(blocks, language), marks=True)
    assert shown.replace("–", "") == wanted.replace("–", "")


@given(st.text(max_size=40))
def test_passages_hold_no_character_that_a_document_cannot(text: str) -> None:
    (passage,) = passages([Block("detail", text)], "en")

    assert not HIDDEN.search(passage.text)
    assert not re.search("[\ufffe\uffff\n\r\t]", passage.text)
    ET.fromstring(f"<a><![CDATA[{passage.text.replace(']]>', '')}]]></a>")  # noqa: S314 - as above


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_is_said_is_typst_code(text: str) -> None:
    blocks = [Block("title", text), Block("point", text, name=text, cites=(Cite(text),))]

    assert pdf_of_blocks(blocks, "en").startswith(b"%PDF")


def test_what_is_indented_more_stands_under_what_is_indented_less() -> None:
    blocks = [
        Block("label", "a"),
        Block("point", "b", 1),
        Block("detail", "c", 2),
        Block("gap"),
        Block("point", "d", 1),
        Block("label", "e"),
    ]

    a, e = passages(blocks, "en")

    assert [(p.text, [u.text for u in p.under]) for p in a.under] == [("b", ["c"]), ("d", [])]
    assert (e.text, e.under) == ("e", ())


def test_a_numbered_heading_keeps_its_number() -> None:
    block = Block("label", "What?", number=1)

    assert "1. What?" in page([block], "en")
    assert markdown_of_blocks([block], "en") == "### 1\\. What?\n"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_says_all_that_the_explanation_says(path: Path, language: Language) -> None:
    result = classify(load_case(path), engine="interpreter")

    for depth in ("line", "summary", "full"):
        told = list(report(result, depth))
        explained = iter(told)
        assert all(block in explained for block in outline(result, depth))
        assert told[0].kind == "title"
        hashes = " ".join(spoken(block.said, language) for block in told[-3:])
        assert result.case_sha256 in hashes
        assert result.rulebook.sha256 in hashes


def test_a_report_asks_what_is_unknown_or_contested() -> None:
    result = classify(load_case(CONTESTED), engine="interpreter")
    unknown = {
        relation.naming.sentences.item(name, item.id).en
        for relation in result.relations
        for name, checklist in relation.checklists.items()
        for item in checklist.items
        if item.state == "unknown"
    }

    blocks = list(report(result, "summary"))
    said = [spoken(block.said, "en") for block in blocks]
    start = said.index("Questions still open")
    end = next(n for n, one in enumerate(said) if one.startswith("How the class"))

    assert {block.state for block in blocks[start + 1 : end]} <= {"unknown", "contested", None}
    assert unknown
    assert all(any(label in one for one in said[start + 1 : end]) for label in unknown)


@pytest.mark.parametrize("suffix", [".html", ".docx", ".pdf", ".md"])
def test_a_report_is_the_same_whenever_it_is_made(suffix: str, tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        target = tmp_path / f"{name}{suffix}"
        result = run("report", GOLDEN, SEVERAL, "-o", target, "--engine", "interpreter")
        assert result.exit_code == 0, result.stderr
        made.append(target.read_bytes())

    assert made[0] == made[1]


def test_a_word_report_has_no_clock_in_it() -> None:
    made = docx_of_blocks([Block("title", "a")], "en")

    with ZipFile(BytesIO(made)) as parts:
        assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = Document(BytesIO(made)).core_properties
    assert core.created is not None
    assert (core.created.year, core.title, core.language) == (1980, "a", "en")


@pytest.mark.parametrize("suffix", [".html", ".docx", ".pdf", ".md"])
def test_a_hostile_case_makes_a_harmless_report(suffix: str, tmp_path: Path) -> None:
    case, target = tmp_path / "case.json", tmp_path / f"out{suffix}"
    case.write_bytes(hostile_case())

    assert run("report", case, "-o", target, "--depth", "full").exit_code == 0

    if suffix == ".html":
        shown = Page(target.read_text(encoding="utf-8"))
        assert "<script>alert(1)</script>" in shown.text
        assert not {"script", "img", "a", "link"} & set(shown.tags)
    if suffix == ".md":
        assert "<script>alert(1)</script>" in text_of_markdown(target.read_text(encoding="utf-8"))


def test_a_page_fetches_nothing() -> None:
    source = run("classify", GOLDEN, "--format", "html").stdout

    assert "default-src 'none'" in source
    assert not re.search(r"url\(|@import|src=|href=", source)


def test_a_report_is_in_the_language_asked_for_else_that_of_the_case(tmp_path: Path) -> None:
    case = json.loads(GOLDEN.read_text(encoding="utf-8")) | {"language": "id"}
    file, target = tmp_path / "case.json", tmp_path / "out.html"
    file.write_text(json.dumps(case), encoding="utf-8")

    run("report", file, "-o", target)
    assert '<html lang="id">' in target.read_text(encoding="utf-8")
    assert "Cara penggolongan" in target.read_text(encoding="utf-8")

    run("report", file, "-o", target, "--lang", "en")
    assert '<html lang="en">' in target.read_text(encoding="utf-8")


def test_several_cases_are_one_document(tmp_path: Path) -> None:
    target = tmp_path / "out.html"

    assert run("report", GOLDEN, SEVERAL, "-o", target).exit_code == 0

    shown = Page(target.read_text(encoding="utf-8"))
    assert shown.tags.count("h1") == 2
    assert shown.tags.count("html") == 1


def test_a_report_on_one_relation_leaves_out_the_others_and_quotes_if_asked(
    tmp_path: Path,
) -> None:
    target = tmp_path / "out.md"
    words = ("report", SEVERAL, "--depth", "full", "--lang", "en", "-o", target)

    run(*words)
    whole = target.read_text(encoding="utf-8")
    run(*words, "--period", "p1", "--without-quotes")
    part = target.read_text(encoding="utf-8")

    assert "In those days we only met in court" in whole
    assert "In those days we only met in court" not in part
    assert "2014-2022" in whole
    assert "2014-2022" not in part


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("words", "told"), [((), "-o"), (("-o", "out.odt"), "out.odt")])
def test_a_report_without_a_form_is_refused(words: tuple[str, ...], told: str, lang: str) -> None:
    result = run("report", GOLDEN, *words, "--lang", lang)

    assert result.exit_code == 2
    assert told in result.stderr
    assert ".docx" in result.stderr


@pytest.mark.parametrize(("suffix", "package"), [(".docx", "docx"), (".pdf", "typst")])
def test_a_missing_extra_is_told_with_how_to_get_it(
    suffix: str, package: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(
        "classifier.writers.formats.find_spec",
        lambda name: None if name == package else find_spec(name),
    )

    result = run("report", GOLDEN, "-o", tmp_path / f"out{suffix}")

    assert result.exit_code == 2
    assert '-m pip install "python-docx>=1.1" "typst>=0.14"' in " ".join(result.stderr.split())
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_read_is_told_and_the_rest_is_reported(tmp_path: Path) -> None:
    bad, target = tmp_path / "bad.json", tmp_path / "out.md"
    bad.write_text("{", encoding="utf-8")

    result = run("report", bad, GOLDEN, "-o", target)

    assert result.exit_code == 1
    assert "bad.json" in result.stderr
    assert "amanah-bunda" in target.read_text(encoding="utf-8")


def test_nothing_is_written_if_no_case_can_be_read(tmp_path: Path) -> None:
    bad, target = tmp_path / "bad.json", tmp_path / "out.md"
    bad.write_text("{", encoding="utf-8")

    assert run("report", bad, "-o", target).exit_code == 1
    assert not target.exists()


def test_a_report_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    result = run("report", GOLDEN, "-o", tmp_path / "absent" / "out.md")

    assert result.exit_code == 1
    assert "absent" in result.stderr


@pytest.mark.parametrize("command", ["classify", "flip", "ask"])
@pytest.mark.parametrize(("layout", "begins"), [("markdown", "# "), ("html", "<!DOCTYPE html>")])
def test_questions_are_answered_as_markdown_and_html_too(
    command: str, layout: str, begins: str
) -> None:
    file = ROOT / "examples" / "perpustakaan-keliling.json"
    result = run(command, file, "--format", layout, "--lang", "en")

    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith(begins)
    assert "The travelling library of Rawa Indah" in result.stdout


def test_a_notebook_shows_the_explanation_of_a_classification() -> None:
    result = classify(load_case(GOLDEN), engine="interpreter")

    shown = Page(result._repr_html_())  # type: ignore[attr-defined]

    assert shown.attributes[1] == ("div", "lang", result.case.language or "id")
    assert bare(shown.text) == said(
        passages(outline(result, "summary"), result.case.language or "id"), marks=True
    )
