"""Explanations as PDF, set by Typst: nothing that a case says is ever Typst's own code.

It needs the package typst, of the extra `report`; it brings its fonts along.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files

import typst

from classifier.version import __version__
from classifier.words.language import Language
from classifier.writers.blocks import Block
from classifier.writers.passages import Passage, passages, title_of


def pdf_of_blocks(blocks: Iterable[Block], language: Language) -> bytes:
    """The blocks of any explanation in one language, as a PDF."""
    said = passages(blocks, language)
    document = {
        "title": title_of(said),
        "author": f"kemitraan {__version__}",
        "language": language,
        "passages": [_data(passage) for passage in said],
    }
    design = files("classifier.writers").joinpath("templates", "page.typ").read_bytes()
    return typst.compile(design, sys_inputs={"document": json.dumps(document)}, timestamp=0)


def _data(passage: Passage) -> Mapping[str, object]:
    return {
        "kind": passage.block.kind,
        "level": passage.block.level,
        "text": passage.text,
        "pieces": passage.pieces,
        "cites": passage.cites,
        "state": passage.block.state or "",
        "listed": passage.listed,
        "sign": passage.sign,
        "name": passage.name,
        "under": [_data(under) for under in passage.under],
    }
