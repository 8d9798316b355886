"""The forms in which blocks can be written; each loads its writer only when it is used.

A new form is a module with a function that makes it of blocks in one language, and a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TypeAlias

from classifier.words.language import Language
from classifier.writers.blocks import Block

Writer: TypeAlias = Callable[[Iterable[Block], Language], str | bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A form of document."""

    name: str
    suffixes: tuple[str, ...]
    """How the name of a file of it may end; the first is the usual one."""
    media: str
    writer: str
    """The module of this package and the function in it."""
    package: str = ""
    """What is needed besides the program."""

    @property
    def is_text(self) -> bool:
        """Whether it can be shown on a screen as it is."""
        return self.media.startswith("text/")

    @property
    def is_here(self) -> bool:
        """Whether all that it needs is installed."""
        return not self.package or find_spec(self.package) is not None

    def written(self, blocks: Iterable[Block], language: Language) -> bytes:
        """A document of the blocks in one language."""
        module, _, name = self.writer.partition(".")
        write: Writer = getattr(import_module(f"classifier.writers.{module}"), name)
        made = write(blocks, language)
        return made.encode() if isinstance(made, str) else made


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS = (
    Format("text", (".txt",), "text/plain", "text.text_of_blocks"),
    Format("markdown", (".md",), "text/markdown", "markdown.markdown_of_blocks"),
    Format("html", (".html", ".htm"), "text/html", "html.page"),
    Format("docx", (".docx",), _WORD, "docx.docx_of_blocks", "docx"),
    Format("pdf", (".pdf",), "application/pdf", "pdf.pdf_of_blocks", "typst"),
)
BY_NAME = {one.name: one for one in FORMATS}
