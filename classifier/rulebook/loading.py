"""Reading a folder of rule documents into a rulebook, or saying everything that is wrong with it.

The shape of each document is pydantic's to check, what its lines say is checked in `checks.py`.
Problems are collected over the whole folder and raised at once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from classifier.documents.reader import JSON, Document, problems_of, read_yaml
from classifier.rulebook.checklists import ChecklistsFile, checklist
from classifier.rulebook.checks import Checks
from classifier.rulebook.codebook import Codebook
from classifier.rulebook.model import FindingsFile, ReferencesFile, Rulebook, Typology
from classifier.rulebook.parsing import Vocabulary, vocabulary
from classifier.words.characters import visible
from classifier.words.language import Text, message
from classifier.words.problems import InvalidDocument, InvalidRulebook, Problem

T = TypeVar("T")
_CODEBOOK, _TYPOLOGY = TypeAdapter(Codebook), TypeAdapter(Typology)
_FINDINGS, _CHECKLISTS = TypeAdapter(FindingsFile), TypeAdapter(ChecklistsFile)
_REFERENCES = TypeAdapter(ReferencesFile)


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
    # In a checkout, whose modules come before the installed ones, the rules are beside the package.
    found = find_spec("classifier.rules")
    beside = Path(__file__).parents[2] / "rules"
    return _read(Path(found.origin).parent if found and found.origin else beside)


def _read(folder: Path) -> Rulebook:
    reader = _Reader(folder)
    codebook = reader.shaped(reader.read("codebook.yaml"), _CODEBOOK)
    named = reader.read("findings.yaml")
    words = vocabulary(codebook, named.value if named else None)
    findings = reader.shaped(named, _FINDINGS, words)
    checklists = reader.shaped(reader.read("checklists.yaml"), _CHECKLISTS, words)
    references = reader.shaped(reader.read("references.yaml"), _REFERENCES)
    names = [f"typologies/{path.name}" for path in sorted((folder / "typologies").glob("*.yaml"))]
    if not names:
        what, hint = message("rulebook.no_typology"), message("rulebook.no_typology_hint")
        reader.problems.append(Problem(visible(str(folder)), "", what, hint))
    typologies = [reader.shaped(reader.read(name), _TYPOLOGY, words) for name in names]
    complete = all(typologies)
    if not (words and codebook and findings and checklists and references and complete):
        raise InvalidRulebook(reader.problems)
    checks = Checks(reader.problem, words, references.references)
    checks.codebook()
    checks.works()
    made = Rulebook(
        version=codebook.version,
        sha256=reader.sha256(),
        codebook=codebook,
        letters=dict(findings.letters),
        findings=checks.findings(findings),
        typologies={
            typology.id: checks.typology(typology, name)
            for typology, name in zip(typologies, names, strict=True)
            if typology is not None
        },
        checklists={n: checklist(n, text, checks) for n, text in checklists.checklists.items()},
        references=dict(references.references),
    )
    checks.links(made)
    if reader.problems:
        raise InvalidRulebook(reader.problems)
    return made


@dataclass
class _Reader:
    """Reads the files of a folder and keeps what was wrong with them."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)

    def read(self, name: str) -> Document | None:
        """The file; None, with its problems kept, if it cannot be read."""
        try:
            return self.documents.setdefault(name, read_yaml(self.folder / name))
        except InvalidDocument as invalid:
            self.problems += invalid.problems
        return None

    def shaped(
        self, document: Document | None, shape: TypeAdapter[T], words: Vocabulary | None = None
    ) -> T | None:
        """The document in its shape; None, with its problems kept, if it does not fit."""
        if document is None:
            return None
        try:
            return shape.validate_python(document.value, context=words)
        except ValidationError as error:
            self.problems += problems_of(error, document)
        return None

    def problem(self, file: str, pointer: str, what: Text, hint: Text | None = None) -> None:
        """Keep one more problem."""
        document = self.documents[file]
        line = document.line_of(pointer)
        self.problems.append(Problem(visible(document.name), pointer, what, hint, line))

    def sha256(self) -> str:
        """One hash over the content of all files, whatever their layout."""
        values = {name: document.value for name, document in sorted(self.documents.items())}
        return hashlib.sha256(canonical(values)).hexdigest()
