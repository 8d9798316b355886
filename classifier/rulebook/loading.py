"""Reading a folder of rule documents into a rulebook, or saying everything that is wrong with it.

The shape of each document is pydantic's to check, what its lines say is checked in `making.py`.
Problems are collected over the whole folder and raised at once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from classifier.documents.reader import JSON, Document, problems_of, read_yaml
from classifier.rulebook.building import Making
from classifier.rulebook.checks import Checks, pointed
from classifier.rulebook.codebook import Codebook, RuleDocument
from classifier.rulebook.model import Rulebook
from classifier.rulebook.parsing import Vocabulary, head
from classifier.rulebook.shapes import ChecklistsText, FindingsText, ReferencesText, TypologyText
from classifier.words.language import Text
from classifier.words.problems import InvalidDocument, InvalidRulebook, Problem

Shape = TypeVar("Shape", bound=RuleDocument)


def load_rulebook(folder: Path | str | None = None) -> Rulebook:
    """Read the rulebook in `folder`, or the one that comes with the package.

    Raises `InvalidRulebook` with every problem found in any of its files.
    """
    return _packaged() if folder is None else _read(Path(folder))


def canonical(value: Mapping[str, JSON]) -> bytes:
    """Canonical JSON: sorted keys, no spaces, UTF-8."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8")


@cache
def _packaged() -> Rulebook:
    try:
        with as_file(files("classifier.rules")) as folder:
            return _read(folder)
    except ModuleNotFoundError:
        # Python was started in a checkout, whose modules come before the installed ones.
        return _read(Path(__file__).parents[2] / "rules")


def _read(folder: Path) -> Rulebook:
    reader = _Reader(folder)
    codebook = reader.shaped("codebook.yaml", Codebook)
    findings = reader.shaped("findings.yaml", FindingsText)
    checklists = reader.shaped("checklists.yaml", ChecklistsText)
    references = reader.shaped("references.yaml", ReferencesText)
    paths = sorted((folder / "typologies").glob("*.yaml"))
    typologies = [reader.shaped(f"typologies/{path.name}", TypologyText) for path in paths]
    if not (codebook and findings and checklists and references and all(typologies)):
        raise InvalidRulebook(reader.problems)
    heads = {h.finding: h for text in findings.findings if (h := head(text))}
    places = {h.finding: f"/findings/{pointed(t)}" for t in findings.findings if (h := head(t))}
    vocabulary = Vocabulary(codebook, heads, findings.letters)
    checks = Checks(reader.problem, vocabulary, references.references)
    checks.codebook()
    making = Making(vocabulary, checks)
    made = Rulebook(
        version=codebook.version,
        sha256=reader.sha256(),
        codebook=codebook,
        letters=dict(findings.letters),
        findings={f.name: f for f in making.findings(findings)},
        typologies={
            text.id: making.typology(text, f"typologies/{path.name}")
            for text, path in zip(typologies, paths, strict=True)
            if text is not None
        },
        checklists={n: making.checklist(n, text) for n, text in checklists.checklists.items()},
        references=dict(references.references),
    )
    checks.links(made)
    checks.circles(made.findings, places)
    if reader.problems:
        raise InvalidRulebook(reader.problems)
    return made


@dataclass
class _Reader:
    """Reads the files of a folder and keeps what was wrong with them."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)

    def shaped(self, name: str, shape: type[Shape]) -> Shape | None:
        """The file in its shape; None, with its problems kept, if it does not fit."""
        try:
            self.documents[name] = read_yaml(self.folder / name)
            return shape.model_validate(self.documents[name].value)
        except InvalidDocument as invalid:
            self.problems += invalid.problems
        except ValidationError as error:
            self.problems += problems_of(error, self.documents[name])
        return None

    def problem(self, file: str, pointer: str, what: Text, hint: Text | None = None) -> None:
        """Keep one more problem."""
        document = self.documents[file]
        line = document.line_of(pointer)
        self.problems.append(Problem(document.name, pointer, what, hint, line))

    def sha256(self) -> str:
        """One hash over the content of all files, whatever their layout."""
        values = {name: document.value for name, document in sorted(self.documents.items())}
        return hashlib.sha256(canonical(values)).hexdigest()
