"""Reading a folder of rule documents into a rulebook, or saying everything that is wrong with it.

The shape of each document is pydantic's to check; that conditions can be read, letters are bound,
names exist and every line has its source is checked here. What is wrong is collected over the
whole folder and raised at once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from string import Formatter
from typing import TypeVar

from pydantic import JsonValue, ValidationError

from classifier import rulebook as rb
from classifier.codebook import Codebook, Pairing, References, RuleDocument
from classifier.conditions import (
    Condition,
    Head,
    Unreadable,
    Vocabulary,
    condition,
    head,
    letters,
)
from classifier.documents import JSON, Document, read_yaml
from classifier.documents import problems_of as translated
from classifier.errors import InvalidDocument, InvalidRulebook, Problem, nearest
from classifier.language import Text, message


class RuleText(RuleDocument):
    """A rule as written."""

    id: str
    when: JsonValue
    because: Text
    reference: References = ()
    decision: Text | None = None
    examples: rb.Examples


class FindingText(RuleDocument):
    """A finding as written, under its head."""

    holds: Text
    fails: Text
    supports: tuple[RuleText, ...] = ()
    opposes: tuple[RuleText, ...] = ()
    defined_as: tuple[RuleText, ...] = ()
    only: Pairing | None = None


class FindingsText(RuleDocument):
    """findings.yaml."""

    letters: Mapping[str, str]
    findings: Mapping[str, FindingText]


class CriterionText(RuleDocument):
    """A criterion as written."""

    id: str
    when: JsonValue
    holds: Text
    fails: Text
    telling: bool = True
    reference: References = ()
    decision: Text | None = None
    examples: rb.Examples


class PatternText(RuleDocument):
    """A pattern as written."""

    label: Text
    means: Text
    reference: References
    requires: tuple[CriterionText, ...]
    excluded_by: tuple[CriterionText, ...] = ()
    remarks: tuple[RuleText, ...] = ()
    unusual_with: Mapping[str, Text] = {}


class TypologyText(RuleDocument):
    """typologies/<id>.yaml."""

    id: str
    label: Text
    question: Text
    reference: References
    only: Pairing | None = None
    gate: str | None = None
    patterns: Mapping[str, PatternText]


class ItemText(RuleDocument):
    """A checklist item as written."""

    label: Text
    when: JsonValue = None
    partly: JsonValue = None
    decision: Text | None = None


class ListedText(RuleDocument):
    """One item for every member of a list, with `{member}` for the member."""

    list: str
    when: str
    partly: str | None = None


class ChecklistText(RuleDocument):
    """A checklist as written: items one by one, or one for every member of a list."""

    label: Text
    reference: References
    items: Mapping[str, ItemText] = {}
    each: ListedText | None = None
    decision: Text | None = None
    out_of_order: Text | None = None
    """Its items follow one another; what to say where a later one precedes an earlier one."""


class ChecklistsText(RuleDocument):
    """checklists.yaml."""

    checklists: Mapping[str, ChecklistText]


class ReferencesText(RuleDocument):
    """references.yaml."""

    references: Mapping[str, rb.Reference]


Shape = TypeVar("Shape", bound=RuleDocument)


def load_rulebook(folder: Path | str | None = None) -> rb.Rulebook:
    """Read the rulebook in `folder`, or the one that comes with the package.

    Raises `InvalidRulebook` with every problem found in any of its files.
    """
    return _packaged() if folder is None else _read(Path(folder))


@cache
def _packaged() -> rb.Rulebook:
    with as_file(files("classifier.rules")) as folder:
        return _read(folder)


def _read(folder: Path) -> rb.Rulebook:
    reader = _Reader(folder)
    codebook = reader.shaped("codebook.yaml", Codebook)
    findings = reader.shaped("findings.yaml", FindingsText)
    checklists = reader.shaped("checklists.yaml", ChecklistsText)
    references = reader.shaped("references.yaml", ReferencesText)
    typologies = [
        reader.shaped(f"typologies/{path.name}", TypologyText)
        for path in sorted((folder / "typologies").glob("*.yaml"))
    ]
    if not (codebook and findings and checklists and references and all(typologies)):
        raise InvalidRulebook(reader.problems)
    heads = {h.finding: h for text in findings.findings if (h := head(text))}
    making = _Making(
        reader, Vocabulary(codebook, heads, findings.letters), references.references, {}
    )
    made = rb.Rulebook(
        version=codebook.version,
        sha256=reader.sha256(),
        codebook=codebook,
        letters=dict(findings.letters),
        findings={f.name: f for f in making.findings(findings)},
        typologies={t.id: making.typology(t) for t in typologies if t},
        checklists={
            name: making.checklist(name, text) for name, text in checklists.checklists.items()
        },
        references=dict(references.references),
    )
    making.check_links(made)
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
            self.problems += translated(error, self.documents[name])
        return None

    def problem(self, name: str, pointer: str, what: Text, hint: Text | None = None) -> None:
        """Keep one more problem."""
        document = self.documents[name]
        line = document.line_of(pointer)
        self.problems.append(Problem(document.name, pointer, what, hint, line))

    def sha256(self) -> str:
        """One hash over the content of all files, whatever their layout."""
        values = {name: document.value for name, document in sorted(self.documents.items())}
        return hashlib.sha256(canonical(values)).hexdigest()


def canonical(value: JSON | dict[str, JSON]) -> bytes:
    """Canonical JSON: sorted keys, no spaces, UTF-8."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode("utf-8")


@dataclass
class _Making:
    """Makes the parts of a rulebook from what is written and checks each line."""

    reader: _Reader
    vocabulary: Vocabulary
    references: Mapping[str, rb.Reference]
    seen: dict[str, str]

    def findings(self, text: FindingsText) -> Iterator[rb.Finding]:
        for written, finding in text.findings.items():
            at = f"/findings/{written}"
            about = head(written)
            if about is None:
                self.reader.problem("findings.yaml", at, message("rulebook.bad_head"))
                continue
            self._sentences(
                "findings.yaml", at, (finding.holds, finding.fails), _bound(about, self.vocabulary)
            )
            rules = {
                sort: tuple(
                    self.rule("findings.yaml", f"{at}/{sort}/{n}", r, about, sort == "defined_as")
                    for n, r in enumerate(several)
                )
                for sort, several in (
                    ("supports", finding.supports),
                    ("opposes", finding.opposes),
                    ("defined_as", finding.defined_as),
                )
            }
            yield rb.Finding(
                head=about,
                holds=finding.holds,
                fails=finding.fails,
                supports=rules["supports"],
                opposes=rules["opposes"],
                defined_as=rules["defined_as"],
                only=finding.only,
            )

    def rule(  # noqa: PLR0913 - where the rule stands takes three of them
        self, file: str, at: str, text: RuleText, about: Head, closed: bool  # noqa: FBT001
    ) -> rb.Rule:
        self._identity(file, at, text.id, about.finding, (text.reference, text.decision))
        when = self._condition(file, f"{at}/when", text.when)
        free = letters(when) - _bound(about, self.vocabulary) - {"g", "n"}
        if closed and free:
            self.reader.problem(
                file, f"{at}/when", message("rulebook.unbound", letters=", ".join(sorted(free)))
            )
        named = letters(when) | _bound(about, self.vocabulary)
        self._sentences(file, at, (text.because,), named)
        self._examples(file, at, text.examples)
        return rb.Rule(
            text.id, when, text.because, text.reference, text.decision, text.examples
        )

    def typology(self, text: TypologyText) -> rb.Typology:
        file = f"typologies/{text.id}.yaml"
        if file not in self.reader.documents:
            raise InvalidRulebook(
                [Problem(str(self.reader.folder), "", message("rulebook.id_is_not_file", id=text.id))]
            )
        patterns = tuple(
            self.pattern(file, name, pattern, text) for name, pattern in text.patterns.items()
        )
        self._cited(file, "/reference", text.reference)
        return rb.Typology(
            text.id, text.label, text.question, text.reference, text.only, text.gate, patterns
        )

    def pattern(
        self, file: str, name: str, text: PatternText, typology: TypologyText
    ) -> rb.Pattern:
        at = f"/patterns/{name}"
        self._cited(file, f"{at}/reference", text.reference)
        criteria: list[rb.Criterion] = []
        roles: tuple[tuple[rb.Role, tuple[CriterionText, ...]], ...] = (
            ("requires", text.requires),
            ("excluded_by", text.excluded_by),
        )
        for role, several in roles:
            criteria += [
                self.criterion(file, f"{at}/{role}/{n}", criterion, name, role)
                for n, criterion in enumerate(several)
            ]
        remarks = tuple(
            self.rule(file, f"{at}/remarks/{n}", rule, Head(name, (), None), closed=False)
            for n, rule in enumerate(text.remarks)
        )
        return rb.Pattern(
            id=name,
            label=text.label,
            means=text.means,
            reference=text.reference or typology.reference,
            criteria=tuple(criteria),
            remarks=remarks,
            unusual_with=text.unusual_with,
        )

    def criterion(
        self, file: str, at: str, text: CriterionText, pattern: str, role: rb.Role
    ) -> rb.Criterion:
        self._identity(file, at, text.id, pattern, (text.reference, text.decision))
        when = self._condition(file, f"{at}/when", text.when)
        if free := letters(when) - {"g", "n"}:
            self.reader.problem(
                file, f"{at}/when", message("rulebook.unbound", letters=", ".join(sorted(free)))
            )
        self._sentences(file, at, (text.holds, text.fails), letters(when))
        self._examples(file, at, text.examples)
        return rb.Criterion(
            id=text.id,
            role=role,
            when=when,
            holds=text.holds,
            fails=text.fails,
            telling=text.telling,
            reference=text.reference,
            decision=text.decision,
            examples=text.examples,
        )

    def checklist(self, name: str, text: ChecklistText) -> rb.Checklist:
        at = f"/checklists/{name}"
        self._cited("checklists.yaml", f"{at}/reference", text.reference)
        items = [self._item(f"{at}/items/{key}", key, item) for key, item in text.items.items()]
        open_indicator = None
        if text.each is not None:
            items += list(self._items_of(at, text.each))
            about = self.vocabulary.codebook.lists.get(text.each.list)
            if about is not None and about.open:
                open_indicator = text.each.when.partition("(")[0]
        return rb.Checklist(
            id=name,
            label=text.label,
            reference=text.reference,
            items=tuple(items),
            open_indicator=open_indicator,
            decision=text.decision,
            out_of_order=text.out_of_order,
        )

    def _items_of(self, at: str, each: ListedText) -> Iterator[rb.Item]:
        about = self.vocabulary.codebook.lists.get(each.list)
        if about is None:
            self.reader.problem(
                "checklists.yaml", f"{at}/each/list", message("rulebook.unknown_list", name=each.list)
            )
            return
        for key, member in about.members.items():
            when, partly = (t and t.replace("{member}", key) for t in (each.when, each.partly))
            yield self._item(f"{at}/each", key, ItemText(label=member.label, when=when, partly=partly))

    def _item(self, at: str, key: str, text: ItemText) -> rb.Item:
        when, partly = (
            None if value is None else self._condition("checklists.yaml", f"{at}/{name}", value)
            for name, value in (("when", text.when), ("partly", text.partly))
        )
        return rb.Item(key, text.label, when, partly, text.decision)

    def check_links(self, made: rb.Rulebook) -> None:
        """Check what can only be known once all documents are read."""
        known = {f"{t.id}/{p.id}" for t in made.typologies.values() for p in t.patterns}
        for typology in made.typologies.values():
            file = f"typologies/{typology.id}.yaml"
            if typology.gate is not None and typology.gate not in made.findings:
                self._unknown(file, "/gate", "finding", typology.gate, made.findings)
            for pattern in typology.patterns:
                for other in pattern.unusual_with:
                    if other not in known:
                        at = f"/patterns/{pattern.id}/unusual_with/{other}"
                        self._unknown(file, at, "pattern", other, known)

    def _condition(self, file: str, at: str, value: JsonValue) -> Condition:
        try:
            return condition(value, self.vocabulary, at)
        except Unreadable as unreadable:
            self.reader.problem(file, unreadable.pointer, unreadable.what, unreadable.hint)
            return rb_nothing()

    def _identity(
        self,
        file: str,
        at: str,
        name: str,
        owner: str,
        sources: tuple[References, Text | None],
    ) -> None:
        if name.partition("/")[0] != owner or name.count("/") != 1:
            self.reader.problem(file, f"{at}/id", message("rulebook.id_prefix", owner=owner))
        if name in self.seen:
            self.reader.problem(file, f"{at}/id", message("rulebook.duplicate_id", id=name))
        self.seen[name] = at
        reference, decision = sources
        if not reference and decision is None:
            self.reader.problem(file, at, message("rulebook.no_source"))
        self._cited(file, f"{at}/reference", reference)

    def _cited(self, file: str, at: str, reference: References) -> None:
        for one in reference:
            work = one.partition(":")[0]
            if work not in self.references:
                self._unknown(file, at, "reference", work, self.references)

    def _sentences(
        self, file: str, at: str, texts: Iterable[Text], named: frozenset[str]
    ) -> None:
        allowed = named | {"a", "b", "g", "n"}
        for text in texts:
            places = [{p for _, p, _, _ in Formatter().parse(t) if p} for t in (text.id, text.en)]
            if places[0] != places[1] or not places[0] <= allowed:
                self.reader.problem(
                    file, at, message("rulebook.bad_places", allowed=", ".join(sorted(allowed)))
                )

    def _examples(self, file: str, at: str, examples: rb.Examples) -> None:
        if not examples.holds or not examples.fails:
            self.reader.problem(file, f"{at}/examples", message("rulebook.no_examples"))

    def _unknown(self, file: str, at: str, sort: str, name: str, known: Iterable[str]) -> None:
        near = nearest(name, known)
        hint = message("rulebook.did_you_mean", near=near) if near else None
        self.reader.problem(file, at, message(f"rulebook.unknown_{sort}", name=name), hint)


def rb_nothing() -> Condition:
    """Stand in for a condition that could not be read, so that reading goes on."""
    from classifier.conditions import Any

    return Any(())


def _bound(about: Head, vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(about.actors) | ({about.about} if about.about else frozenset())
