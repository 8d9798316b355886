"""Rules in words: a page for each typology, pattern, criterion, finding, rule and checklist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from classifier.handbook.lines import criterion_page, line, rule_page, sentence
from classifier.handbook.links import condition, in_codebook, in_rulebook, of_finding
from classifier.handbook.references import in_full
from classifier.handbook.writing import Page, Section, Writing, joined, terms
from classifier.rulebook.conditions import plain
from classifier.rulebook.model import Checklist, Finding, Item, Pattern, Rule, Typology
from classifier.writers.blocks import Block, Code, Said

Sort = Literal["supports", "opposes", "defined_as"]


class RulePages(Writing):
    """The rulebook in one language."""

    def contents(self) -> Page:
        """All typologies with their patterns, all findings, all checklists."""
        for name, typology in self.rulebook.typologies.items():
            yield Block("entry", (in_rulebook(name), " · ", self.said(typology.label)), 0)
            yield Block("paragraph", self.said(typology.question), 1)
            patterns = typology.patterns
            yield from self._listed((_full(typology, p), self.said(p.label)) for p in patterns)
            yield Block("gap")
        yield Block("entry", self.say("findings"), 0)
        findings = self.rulebook.findings.values()
        yield from self._listed((f.name, sentence(self, f.holds)) for f in findings)
        yield Block("gap")
        yield Block("entry", self.say("checklists"), 0)
        checklists = self.rulebook.checklists.values()
        yield from self._listed((c.id, self.said(c.label)) for c in checklists)
        yield Block("gap")

    def sections(self) -> Iterator[Section]:
        """The names of all pages, each beside what it belongs to."""
        for typology in self.rulebook.typologies.values():
            inside = (name for p in typology.patterns for name in _inside(typology, p))
            yield Section(self.said(typology.label), (typology.id, *inside))
        findings = self.rulebook.findings.values()
        rules = (name for f in findings for name in (f.name, *(r.id for r in f.rules())))
        yield Section(self.say("findings"), tuple(rules))
        yield Section(self.say("checklists"), tuple(self.rulebook.checklists))

    def pages(self) -> Mapping[str, Page]:
        """Each page by its name; nothing is written before it is read."""
        pages: dict[str, Page] = {}
        for typology in self.rulebook.typologies.values():
            pages[typology.id] = self._typology(typology)
            for pattern in typology.patterns:
                name = _full(typology, pattern)
                pages[name] = self._pattern(typology, pattern)
                pages |= {c.id: criterion_page(self, c, name) for c in pattern.criteria}
                on = self.say("rule_remarks", of=in_rulebook(name))
                pages |= {r.id: rule_page(self, r, on) for r in pattern.remarks}
        for finding in self.rulebook.findings.values():
            for sort, rules in _by_sort(finding):
                serves = self.say(f"rule_{sort}", of=of_finding(finding))
                pages |= {rule.id: rule_page(self, rule, serves) for rule in rules}
        pages |= {c.id: self._checklist(c) for c in self.rulebook.checklists.values()}
        return pages | {f.name: self._finding(f) for f in self.rulebook.findings.values()}

    def _typology(self, typology: Typology) -> Page:
        yield self.title(typology.id, typology.label)
        yield Block("paragraph", self.said(typology.question), 1)
        yield Block("gap")
        yield from self.facts(
            only=self.say("scope_only") if typology.only else "",
            gate=self._gate(typology),
            source=in_full(self, typology.reference),
        )
        for pattern in typology.patterns:
            yield Block("gap")
            yield Block("entry", in_rulebook(_full(typology, pattern)), 1)
            yield Block("paragraph", self.said(pattern.label), 2)
            yield Block("paragraph", self.said(pattern.means), 2)

    def _pattern(self, typology: Typology, pattern: Pattern) -> Page:
        yield self.title(_full(typology, pattern), pattern.label)
        yield Block("paragraph", self.said(pattern.means), 1)
        for role in ("requires", "excluded_by"):
            criteria = [c for c in pattern.criteria if c.role == role]
            if criteria:
                yield from (Block("gap"), Block("entry", self.say(f"pattern_{role}"), 1))
            for criterion in criteria:
                yield from line(self, criterion.id, criterion.when, criterion.holds)
                if not criterion.telling:
                    yield Block("paragraph", self.say("not_telling"), 3)
        if pattern.remarks:
            yield from (Block("gap"), Block("entry", self.say("pattern_remarks"), 1))
        for remark in pattern.remarks:
            yield from line(self, remark.id, remark.when, remark.because)
        yield Block("gap")
        unusual = pattern.unusual_with.items()
        yield from self.facts(
            gate=self._gate(typology),
            unusual=joined(
                "; ", ((in_rulebook(other), ": ", sentence(self, why)) for other, why in unusual)
            ),
            source=in_full(self, pattern.reference),
        )

    def _finding(self, finding: Finding) -> Page:
        yield Block("entry", Code(plain(finding.head)), 0)
        yield from self.facts(
            holds=sentence(self, finding.holds),
            fails=sentence(self, finding.fails),
            only=self.say("scope_only") if finding.only else "",
        )
        for sort, rules in _by_sort(finding):
            if rules:
                yield from (Block("gap"), Block("entry", self.say(f"finding_{sort}"), 1))
            for rule in rules:
                yield from line(self, rule.id, rule.when, rule.because)

    def _checklist(self, checklist: Checklist) -> Page:
        yield self.title(checklist.id, checklist.label)
        for item in checklist.items:
            yield from self._item(item)
        yield Block("gap")
        open_item = checklist.open_item
        yield from self.facts(
            others=self.say("open_items", indicator=in_codebook(open_item[0].indicator))
            if open_item
            else "",
            source=in_full(self, checklist.reference),
            decision=self.said(checklist.decision),
        )

    def _item(self, item: Item) -> Page:
        yield Block("entry", self.said(item.label), 1)
        yield from self.facts(
            3,
            met=condition(item.when) if item.when else self.say("met_by_the_case"),
            partly=condition(item.partly) if item.partly else "",
            decision=self.said(item.decision),
        )

    def _gate(self, typology: Typology) -> Said:
        return self.say("gate", finding=in_rulebook(typology.gate)) if typology.gate else ""

    def _listed(self, rows: Iterator[tuple[str, str]]) -> Page:
        return terms(((in_rulebook(name), said) for name, said in rows), 1)


def _full(typology: Typology, pattern: Pattern) -> str:
    return f"{typology.id}/{pattern.id}"


def _inside(typology: Typology, pattern: Pattern) -> Iterator[str]:
    """A pattern with everything that belongs to it."""
    yield _full(typology, pattern)
    yield from (criterion.id for criterion in pattern.criteria)
    yield from (remark.id for remark in pattern.remarks)


def _by_sort(finding: Finding) -> Iterator[tuple[Sort, tuple[Rule, ...]]]:
    yield "defined_as", finding.defined_as
    yield "supports", finding.supports
    yield "opposes", finding.opposes
