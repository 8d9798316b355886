"""Making the parts of a rulebook from what is written, and checking each line of it.

A line must be readable as a condition, bind its letters, use the same places in both languages,
name known things only, and carry its source and its examples.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import JsonValue

from classifier.rulebook import model as rb
from classifier.rulebook.checks import Checks, pointed
from classifier.rulebook.conditions import Any, Condition, Head, Told, letters
from classifier.rulebook.parsing import Unreadable, Vocabulary, condition, head
from classifier.rulebook.shapes import (
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
from classifier.words.language import message

NOTHING = Any(())
"""Stands in for a condition that could not be read, so that reading goes on."""


@dataclass(frozen=True, slots=True)
class Making:
    """Makes the parts of a rulebook from what is written and has each line checked."""

    vocabulary: Vocabulary
    checks: Checks

    def findings(self, text: FindingsText) -> Iterator[rb.Finding]:
        """Every finding with its rules."""
        for written, finding in text.findings.items():
            at = f"/findings/{pointed(written)}"
            about = head(written)
            if about is None or (about.about and about.about not in text.letters):
                self.checks.report("findings.yaml", at, message("rulebook.bad_head"))
            elif about != self.vocabulary.heads[about.finding]:
                self.checks.report(
                    "findings.yaml", at, message("rulebook.duplicate_id", id=about.finding)
                )
            else:
                yield self._finding(finding, about, at)

    def _finding(self, text: FindingText, about: Head, at: str) -> rb.Finding:
        self.checks.sentences("findings.yaml", at, (text.holds, text.fails), _bound(about))

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
        self.checks.identity(file, at, text.id, about.finding, (text.reference, text.decision))
        when = self._condition(file, f"{at}/when", text.when)
        if closed:
            self.checks.closed(file, at, letters(when) - _bound(about))
        self.checks.sentences(file, at, (text.because,), letters(when) | _bound(about))
        self.checks.examples(file, at, text.examples)
        return rb.Rule(text.id, when, text.because, text.reference, text.decision, text.examples)

    def typology(self, text: TypologyText, file: str) -> rb.Typology:
        """A typology with its patterns."""
        if file != f"typologies/{text.id}.yaml":
            self.checks.report(file, "/id", message("rulebook.id_is_not_file", id=text.id))
        patterns = tuple(
            self.pattern(file, name, pattern, text) for name, pattern in text.patterns.items()
        )
        self.checks.cited(file, "/reference", text.reference)
        return rb.Typology(
            text.id, text.label, text.question, text.reference, text.only, text.gate, patterns
        )

    def pattern(
        self, file: str, name: str, text: PatternText, typology: TypologyText
    ) -> rb.Pattern:
        """A pattern with its criteria, required ones first."""
        at = f"/patterns/{name}"
        self.checks.cited(file, f"{at}/reference", text.reference)
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
        self.checks.identity(file, at, text.id, pattern, (text.reference, text.decision))
        when = self._condition(file, f"{at}/when", text.when)
        self.checks.closed(file, at, letters(when))
        self.checks.sentences(file, at, (text.holds, text.fails), letters(when))
        self.checks.examples(file, at, text.examples)
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
        self.checks.cited("checklists.yaml", f"{at}/reference", text.reference)
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
            self.checks.report(
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

    def _condition(self, file: str, at: str, value: JsonValue) -> Condition:
        try:
            return condition(value, self.vocabulary, at)
        except Unreadable as unreadable:
            self.checks.report(file, unreadable.pointer, unreadable.what, unreadable.hint)
            return NOTHING


def _bound(about: Head) -> frozenset[str]:
    return frozenset(about.actors) | ({about.about} if about.about else frozenset())
