"""Explanations as a Word document (docx): real headings, hanging points, page numbers.

It needs the package python-docx, of the extra `report`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from typing import TypeVar
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Written
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph

from classifier.version import __version__
from classifier.words.language import Language
from classifier.writers.blocks import GLUE, Block
from classifier.writers.passages import APART, Passage, passages, title_of

S = TypeVar("S", bound=CharacterStyle)
STEP = Cm(0.6)
"""How far a point stands behind its mark, and what is under it behind it."""
BEGINNING = datetime(1980, 1, 1, tzinfo=UTC)
"""The date in every file: the same explanation is the same file."""
SANS, SERIF = "Calibri", "Cambria"
INK, QUIET, ACCENT = RGBColor(0, 0, 0), RGBColor(0x5C, 0x61, 0x66), RGBColor(0x1D, 0x4F, 0x73)
COLOURS = {
    "met": RGBColor(0x1F, 0x6B, 0x3A),
    "unmet": RGBColor(0xA1, 0x2A, 0x22),
    "partly": RGBColor(0x8A, 0x5A, 0x00),
    "unknown": RGBColor(0x8A, 0x5A, 0x00),
    "contested": RGBColor(0x7A, 0x2F, 0x86),
}
HEADINGS = {"Heading 1": 18, "Heading 2": 13, "Heading 3": 11.5, "Heading 4": 9.5}


def docx_of_blocks(blocks: Iterable[Block], language: Language) -> bytes:
    """The blocks of any explanation in one language, as a file for Word."""
    said = passages(blocks, language)
    document = Document()
    _set_up(document, title_of(said), language)
    for place, passage in enumerate(said):
        _write(document, passage, at=0, new_page=place > 0 and passage.block.kind == "title")
    return _dated(document)


def _write(document: Written, passage: Passage, *, at: int, new_page: bool = False) -> None:
    """A passage as a paragraph, `at` so many steps from the margin, then what is under it."""
    paragraph = document.add_paragraph(style=_style(passage, at))
    paragraph.paragraph_format.page_break_before = new_page or None
    listed = passage.listed
    if listed or at:
        paragraph.paragraph_format.left_indent = STEP * (at + listed)
    if listed:
        paragraph.paragraph_format.first_line_indent = -STEP
        _mark(paragraph, passage)
    paragraph.add_run(_held(passage))
    if passage.cites:
        paragraph.add_run("  ")
        paragraph.add_run(passage.cites, style="Cites")
    for under in passage.under:
        _write(document, under, at=at + listed)


def _held(passage: Passage) -> str:
    """The text; pieces that stand side by side are not broken within."""
    pieces = APART.join(piece.replace(" ", GLUE) for piece in passage.pieces)
    return pieces or passage.text


def _style(passage: Passage, at: int) -> str:
    match passage.block.kind:
        case "title":
            return "Heading 1"
        case "heading":
            return "Heading 2"
        case "entry" if not at:
            return f"Heading {min(2 + passage.block.level, 4)}"
        case "label" if passage.block.level == 0:
            return "Heading 3"
        case "label" | "entry":
            return "Heading 4" if not at else "Label"
        case "verdict":
            return "Verdict"
        case "detail":
            return "Detail"
        case "under":
            return "Under"
        case _:
            return "Point"


def _mark(paragraph: Paragraph, point: Passage) -> None:
    """A mark and the way to where its text begins; a name simply stands before the text."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(paragraph.paragraph_format.left_indent or 0)
    run = paragraph.add_run(point.sign or "–")
    run.bold = point.block.state is not None
    run.font.color.rgb = COLOURS.get(point.block.state or "", QUIET)
    paragraph.add_run("\t")
    if point.name:
        paragraph.add_run(f"{point.name}  ").bold = True


def _set_up(document: Written, title: str, language: Language) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.3)
    _styles(document, language)
    _footer(section.footer.paragraphs[0], title)
    core = document.core_properties
    core.title, core.language = title[:255], language
    core.author = core.last_modified_by = f"kemitraan {__version__}"
    core.comments = ""
    core.created = core.modified = BEGINNING


def _styles(document: Written, language: Language) -> None:
    base = _paragraphs(document, "Normal", 10.5, SERIF)
    base.paragraph_format.line_spacing = 1.15
    tongue = OxmlElement("w:lang")
    tongue.set(qn("w:val"), {"id": "id-ID", "en": "en-GB"}[language])
    base.element.get_or_add_rPr().append(tongue)
    for name, size in HEADINGS.items():
        heading = _paragraphs(document, name, size, SANS)
        heading.font.bold, heading.font.italic = True, False
        heading.font.color.rgb = ACCENT if name == "Heading 3" else INK
        heading.paragraph_format.space_before = Pt(size if name != "Heading 1" else 0)
        heading.paragraph_format.space_after = Pt(4)
    cites = document.styles.add_style("Cites", WD_STYLE_TYPE.CHARACTER)
    _font(cites, 8.5, SANS).font.color.rgb = QUIET
    cites.font.bold = cites.font.italic = False
    _paragraphs(document, "Under", 9, SANS).font.color.rgb = QUIET
    _paragraphs(document, "Detail", 10, SERIF).font.italic = True
    for name in ("Verdict", "Label"):
        bold = _paragraphs(document, name, 11 if name == "Verdict" else 10.5, SERIF)
        bold.font.bold = bold.paragraph_format.keep_with_next = True
        bold.paragraph_format.space_before = Pt(4)
    _paragraphs(document, "Point", 10.5, SERIF)


def _paragraphs(document: Written, name: str, size: float, font: str) -> ParagraphStyle:
    """A style for paragraphs, made if the document has no such one."""
    known = {style.name for style in document.styles}
    if name not in known:
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)  # noqa: S101 - each of these names is
    style.paragraph_format.space_after = Pt(3)
    return _font(style, size, font)


def _font(style: S, size: float, font: str) -> S:
    style.font.size, style.font.name = Pt(size), font
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    return style


def _footer(paragraph: Paragraph, title: str) -> None:
    """The title and the number of the page."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.style = "Under"
    paragraph.add_run(f"{title} · ")
    run = paragraph.add_run()
    for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = code
        run._r.append(part)  # noqa: SLF001 - fields have no other way in


def _dated(document: Written) -> bytes:
    """The file with the same date on all its parts, whenever it is made."""
    made, fixed = BytesIO(), BytesIO()
    document.save(made)
    with ZipFile(made) as parts, ZipFile(fixed, "w", ZIP_DEFLATED) as file:
        for name in parts.namelist():
            file.writestr(ZipInfo(name, BEGINNING.timetuple()[:6]), parts.read(name), ZIP_DEFLATED)
    return fixed.getvalue()
