"""Making the parts of a rulebook from what is written, and checking each line of it.

A line must be readable as a condition, bind its letters, use the same places in both languages,
name known things only, and carry its source and its examples.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Protocol

from pydantic import JsonValue

from classifier import rulebook as rb
from classifier.codebook import References
from classifier.conditions import (
    Any,
    Condition,
    Head,
    Told,
    Unreadable,
    Vocabulary,
    condition,
    head,
    letters,
)
from classifier.errors import nearest
from classifier.language import Text, message
from classifier.written import (
    ChecklistText,
    CriterionText,
    FindingsText,
    FindingText,
    ItemText,
    ListedText,
    PatternText,
    RuleText,
    TypologyText,
)


class Report(Protocol):
    """Takes a problem at a place of a file."""

    def __call__(self, file: str, pointer: str, what: Text, hint: Text | None = None) -> None:
        """Keep the problem."""


NOTHING = Any(())
"""Stands in for a condition that could not be read, so that reading goes on."""


@dataclass
class Making:
    """Makes the parts of a rulebook from what is written and checks each line."""

    report: Report
    vocabulary: Vocabulary
    references: Mapping[str, rb.Reference]
    seen: set[str] = field(default_factory=set)

    def findings(self, text: FindingsText) -> Iterator[rb.Finding]:
        """Every finding with its rules."""
        for written, finding in text.findings.items():
            at = f"/findings/{pointed(written)}"
            about = head(written)
            if about is None or (about.about and about.about not in text.letters):
                self.report("findings.yaml", at, message("rulebook.bad_head"))
            elif about != self.vocabulary.heads[about.finding]:
                self.report("findings.yaml", at, message("rulebook.duplicate_id", id=about.finding))
            else:
                yield self._finding(finding, about, at)

    def _finding(self, text: FindingText, about: Head, at: str) -> rb.Finding:
        self._sentences("findings.yaml", at, (text.holds, text.fails), _bound(about))

        def rules(sort: str, several: tuple[RuleText, ...]) -> tuple[rb.Rule, ...]:
            places = (f"{at}/{sort}/{n}" for n in range(len(several)))
            return tuple(
                self.rule("findings.yaml", place, rule, about, closed=sort == "defined_as")
                for place, rule in zip(places, several, strict=True)
            )

        return rb.Finding(
            head=about,
            holds=text.holds,
            fails=text.fails,
            supports=rules("supports", text.supports),
            opposes=rules("opposes", text.opposes),
            defined_as=rules("defined_as", text.defined_as),
            only=text.only,
        )

    def rule(self, file: str, at: str, text: RuleText, about: Head, *, closed: bool) -> rb.Rule:
        """A rule of the finding or pattern `about`; a closed one may leave no letter free."""
        self._identity(file, at, text.id, about.finding, (text.reference, text.decision))
        when = self._condition(file, f"{at}/when", text.when)
        if closed:
            self._closed(file, at, letters(when) - _bound(about))
        self._sentences(file, at, (text.because,), letters(when) | _bound(about))
        self._examples(file, at, text.examples)
        return rb.Rule(text.id, when, text.because, text.reference, text.decision, text.examples)

    def typology(self, text: TypologyText, file: str) -> rb.Typology:
        """A typology with its patterns."""
        if file != f"typologies/{text.id}.yaml":
            self.report(file, "/id", message("rulebook.id_is_not_file", id=text.id))
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
        """A pattern with its criteria, required ones first."""
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
        """A criterion in its role."""
        self._identity(file, at, text.id, pattern, (text.reference, text.decision))
        when = self._condition(file, f"{at}/when", text.when)
        self._closed(file, at, letters(when))
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
        """A checklist with its items."""
        at = f"/checklists/{name}"
        self._cited("checklists.yaml", f"{at}/reference", text.reference)
        items = [self._item(f"{at}/items/{key}", key, item) for key, item in text.items.items()]
        if text.each is not None:
            items += list(self._items_of(at, text.each))
        return rb.Checklist(
            id=name,
            label=text.label,
            reference=text.reference,
            items=tuple(items),
            open_item=self._open_item(text.each, items),
            decision=text.decision,
            out_of_order=text.out_of_order,
        )

    def _open_item(
        self, each: ListedText | None, items: list[rb.Item]
    ) -> tuple[Told, Told | None] | None:
        """What is asked of each member of an open list, as of its first."""
        about = self.vocabulary.codebook.lists.get(each.list) if each else None
        if about is None or not about.open:
            return None
        when, partly = items[0].when, items[0].partly
        if not isinstance(when, Told) or not isinstance(partly, Told | None):
            return None
        return when, partly

    def _items_of(self, at: str, each: ListedText) -> Iterator[rb.Item]:
        about = self.vocabulary.codebook.lists.get(each.list)
        if about is None:
            self.report(
                "checklists.yaml",
                f"{at}/each/list",
                message("rulebook.unknown_list", name=each.list),
            )
            return
        for key, member in about.members.items():
            when, partly = (t and t.replace("{member}", key) for t in (each.when, each.partly))
            yield self._item(
                f"{at}/each", key, ItemText(label=member.label, when=when, partly=partly)
            )

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
            whole = [f.name for f in made.findings.values() if not (f.head.actors or f.head.about)]
            if typology.gate is not None and typology.gate not in whole:
                self._unknown(file, "/gate", "finding", typology.gate, whole)
            for pattern in typology.patterns:
                for other in pattern.unusual_with:
                    if other not in known:
                        at = f"/patterns/{pattern.id}/unusual_with/{pointed(other)}"
                        self._unknown(file, at, "pattern", other, known)

    def check_codebook(self) -> None:
        """Check that the names within the codebook lead somewhere."""
        codebook = self.vocabulary.codebook
        for name, indicator in codebook.indicators.items():
            at = f"/indicators/{name}"
            self._known(f"{at}/dimension", "dimension", (indicator.dimension,), codebook.dimensions)
            about = (indicator.about,) if indicator.about else ()
            self._known(f"{at}/about", "list", about, codebook.lists)
            self._known(f"{at}/neighbours", "indicator", indicator.neighbours, codebook.indicators)
            self._known(f"{at}/names", "value", indicator.names, indicator.values)
            self._cited("codebook.yaml", f"{at}/reference", indicator.reference)
        for name, serving in codebook.lists.items():
            for key, member in serving.members.items():
                served = (member.serves,) if member.serves else ()
                everything = {m for about in codebook.lists.values() for m in about.members}
                at = f"/lists/{name}/members/{key}/serves"
                self._known(at, "member", served, everything)
        for letter, of in self.vocabulary.letters.items():
            if of not in codebook.lists:
                self._unknown("findings.yaml", f"/letters/{letter}", "list", of, codebook.lists)

    def _known(self, at: str, sort: str, names: Iterable[str], known: Iterable[str]) -> None:
        for name in names:
            if name not in known:
                self._unknown("codebook.yaml", at, sort, name, known)

    def _closed(self, file: str, at: str, free: frozenset[str]) -> None:
        if left := sorted(free - {"g", "n"}):
            what = message("rulebook.unbound", letters=", ".join(left))
            self.report(file, f"{at}/when", what)

    def _condition(self, file: str, at: str, value: JsonValue) -> Condition:
        try:
            return condition(value, self.vocabulary, at)
        except Unreadable as unreadable:
            self.report(file, unreadable.pointer, unreadable.what, unreadable.hint)
            return NOTHING

    def _identity(
        self,
        file: str,
        at: str,
        name: str,
        owner: str,
        sources: tuple[References, Text | None],
    ) -> None:
        if name.partition("/")[0] != owner or name.count("/") != 1:
            self.report(file, f"{at}/id", message("rulebook.id_prefix", owner=owner))
        if name in self.seen:
            self.report(file, f"{at}/id", message("rulebook.duplicate_id", id=name))
        self.seen.add(name)
        reference, decision = sources
        if not reference and decision is None:
            self.report(file, at, message("rulebook.no_source"))
        self._cited(file, f"{at}/reference", reference)

    def _cited(self, file: str, at: str, reference: References) -> None:
        for one in reference:
            work = one.partition(":")[0]
            if work not in self.references:
                self._unknown(file, at, "reference", work, self.references)

    def _sentences(self, file: str, at: str, texts: Iterable[Text], named: frozenset[str]) -> None:
        allowed = named | {"a", "b", "g", "n"}
        for text in texts:
            places = [{p for _, p, _, _ in Formatter().parse(t) if p} for t in (text.id, text.en)]
            if places[0] != places[1] or not places[0] <= allowed:
                self.report(
                    file, at, message("rulebook.bad_places", allowed=", ".join(sorted(allowed)))
                )

    def _examples(self, file: str, at: str, examples: rb.Examples) -> None:
        if not examples.holds or not examples.fails:
            self.report(file, f"{at}/examples", message("rulebook.no_examples"))

    def _unknown(self, file: str, at: str, sort: str, name: str, known: Iterable[str]) -> None:
        near = nearest(name, known)
        hint = message("rulebook.did_you_mean", near=near) if near else None
        self.report(file, at, message(f"rulebook.unknown_{sort}", name=name), hint)


def pointed(key: str) -> str:
    """A key as part of a pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")


def _bound(about: Head) -> frozenset[str]:
    return frozenset(about.actors) | ({about.about} if about.about else frozenset())
