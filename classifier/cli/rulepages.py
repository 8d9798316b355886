"""Rules in words: a page for each typology, pattern, criterion, finding, rule and checklist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from classifier.cli.layout import Layout, given
from classifier.cli.references import cited, in_full
from classifier.codebook import References
from classifier.conditions import All, Any, Condition, letters, plain
from classifier.language import Language, Text, message
from classifier.rulebook import (
    Checklist,
    Criterion,
    Examples,
    Finding,
    Pattern,
    Rule,
    Rulebook,
    Typology,
)

Sort = Literal["supports", "opposes", "defined_as", "remarks"]


@dataclass(frozen=True, slots=True)
class RulePages:
    """The rulebook as text in one language."""

    rulebook: Rulebook
    language: Language
    layout: Layout

    def names(self) -> list[str]:
        """Every name that has a page."""
        return list(self._pages())

    def page(self, name: str) -> Iterator[str] | None:
        """The page of a name; None if there is none."""
        return self._pages().get(name)

    def overview(self) -> Iterator[str]:
        """All typologies with their patterns, all findings, all checklists."""
        for name, typology in self.rulebook.typologies.items():
            yield self.layout.heading(f"{name} · {self._said(typology.label)}")
            yield self.layout.paragraph(self._said(typology.question), indent=2)
            rows = [(f"{name}/{p.id}", self._said(p.label)) for p in typology.patterns]
            yield from self._rows(rows)
            yield ""
        yield self.layout.heading(self._say("findings"))
        findings = self.rulebook.findings.values()
        yield from self._rows([(f.name, self._sentence(f.holds)) for f in findings])
        yield ""
        yield self.layout.heading(self._say("checklists"))
        lists = self.rulebook.checklists.values()
        yield from self._rows([(c.id, self._said(c.label)) for c in lists])
        yield ""
        yield self.layout.paragraph(self._say("rules_more"))

    def _pages(self) -> Mapping[str, Iterator[str]]:
        """Each page by its name; nothing is written before it is read."""
        pages: dict[str, Iterator[str]] = {}
        for name, typology in self.rulebook.typologies.items():
            pages[name] = self._typology(typology)
            for pattern in typology.patterns:
                pages[f"{name}/{pattern.id}"] = self._pattern(typology, pattern)
                pages |= {c.id: self._criterion(c, typology) for c in pattern.criteria}
                of = f"{typology.id}/{pattern.id}"
                pages |= {r.id: self._rule(r, "remarks", of) for r in pattern.remarks}
        for finding in self.rulebook.findings.values():
            pages |= {
                rule.id: self._rule(rule, sort, plain(finding.head))
                for sort, rules in _by_sort(finding)
                for rule in rules
            }
        pages |= {c.id: self._checklist(c) for c in self.rulebook.checklists.values()}
        pages |= {f.name: self._finding(f) for f in self.rulebook.findings.values()}
        return pages

    def _typology(self, typology: Typology) -> Iterator[str]:
        yield self.layout.heading(f"{typology.id} · {self._said(typology.label)}")
        yield self.layout.paragraph(self._said(typology.question), indent=2)
        yield ""
        yield from self._facts(
            only=self._say("scope_only") if typology.only else "",
            gate=self._gate(typology),
            source="; ".join(self._in_full(typology.reference)),
        )
        for pattern in typology.patterns:
            yield ""
            yield self.layout.heading(f"{typology.id}/{pattern.id}", indent=2)
            yield self.layout.paragraph(self._said(pattern.label), indent=4)
            yield self.layout.paragraph(self._said(pattern.means), indent=4)

    def _pattern(self, typology: Typology, pattern: Pattern) -> Iterator[str]:
        yield self.layout.heading(f"{typology.id}/{pattern.id} · {self._said(pattern.label)}")
        yield self.layout.paragraph(self._said(pattern.means), indent=2)
        for role in ("requires", "excluded_by"):
            criteria = [c for c in pattern.criteria if c.role == role]
            if criteria:
                yield ""
                yield "  " + self._say(f"pattern_{role}")
            for criterion in criteria:
                yield from self._line(criterion.id, criterion.when, criterion.holds)
                if not criterion.telling:
                    yield self.layout.paragraph(self._say("not_telling"), indent=6)
        if pattern.remarks:
            yield ""
            yield "  " + self._say("pattern_remarks")
        for remark in pattern.remarks:
            yield from self._line(remark.id, remark.when, remark.because)
        yield ""
        yield from self._facts(
            gate=self._gate(typology),
            unusual="; ".join(
                f"{other}: {self._sentence(why)}" for other, why in pattern.unusual_with.items()
            ),
            source="; ".join(self._in_full(pattern.reference)),
        )

    def _criterion(self, criterion: Criterion, typology: Typology) -> Iterator[str]:
        yield self.layout.heading(criterion.id)
        pattern = f"{typology.id}/{criterion.id.partition('/')[0]}"
        said = message(f"cli.criterion_{criterion.role}", pattern=pattern)
        yield self.layout.paragraph(self._said(said), indent=2)
        yield ""
        yield from self._facts(
            when=condition(criterion.when),
            letters=self._letters(criterion.when),
            holds=self._sentence(criterion.holds),
            fails=self._sentence(criterion.fails),
            telling="" if criterion.telling else self._say("not_telling"),
            source="; ".join(self._in_full(criterion.reference)),
            decision=self._said(criterion.decision),
        )
        yield from self._examples(criterion.examples)

    def _rule(self, rule: Rule, sort: Sort, of: str) -> Iterator[str]:
        yield self.layout.heading(rule.id)
        yield self.layout.paragraph(self._said(message(f"cli.rule_{sort}", of=of)), indent=2)
        yield ""
        yield from self._facts(
            when=condition(rule.when),
            letters=self._letters(rule.when),
            because=self._sentence(rule.because),
            source="; ".join(self._in_full(rule.reference)),
            decision=self._said(rule.decision),
        )
        yield from self._examples(rule.examples)

    def _finding(self, finding: Finding) -> Iterator[str]:
        yield self.layout.heading(plain(finding.head))
        yield from self._facts(
            holds=self._sentence(finding.holds),
            fails=self._sentence(finding.fails),
            only=self._say("scope_only") if finding.only else "",
        )
        for sort, rules in _by_sort(finding):
            if rules:
                yield ""
                yield "  " + self._say(f"finding_{sort}")
            for rule in rules:
                yield from self._line(rule.id, rule.when, rule.because)

    def _checklist(self, checklist: Checklist) -> Iterator[str]:
        yield self.layout.heading(f"{checklist.id} · {self._said(checklist.label)}")
        for item in checklist.items:
            yield self.layout.paragraph(self._said(item.label), indent=2)
            when = condition(item.when) if item.when else self._say("met_by_the_case")
            partly = condition(item.partly) if item.partly else ""
            rows = (("met", when), ("partly", partly), ("decision", self._said(item.decision)))
            shown = given((self._say(f"fact_{key}"), said) for key, said in rows)
            yield from self.layout.terms(shown, indent=6)
        yield ""
        open_indicator = checklist.open_item and checklist.open_item[0].indicator
        yield from self._facts(
            others=self._said(message("cli.open_items", indicator=open_indicator))
            if open_indicator
            else "",
            source="; ".join(self._in_full(checklist.reference)),
            decision=self._said(checklist.decision),
        )

    def _line(self, name: str, when: Condition, says: Text) -> Iterator[str]:
        """A criterion or rule within the page of what it belongs to."""
        yield self.layout.heading(name, indent=4)
        yield self.layout.paragraph(condition(when), indent=6, hanging=2)
        yield self.layout.paragraph(self._sentence(says), indent=6)

    def _examples(self, examples: Examples) -> Iterator[str]:
        yield ""
        yield self.layout.paragraph(self._say("examples"), indent=2)
        for kind, texts in (("holds", examples.holds), ("fails", examples.fails)):
            for text in texts:
                mark = self._say(f"example_{kind}")
                yield from self.layout.terms([(mark, text)], indent=4)

    def _gate(self, typology: Typology) -> str:
        if typology.gate is None:
            return ""
        return self._said(message("cli.gate", finding=typology.gate))

    def _letters(self, when: Condition) -> str:
        """What the letters of a condition stand for."""
        free = letters(when) | _bound(when)
        said = [self._say("letters_xy")] if free & {"x", "y"} else []
        said += [self._say("letters_gn")] if free & {"g", "n"} else []
        lists = self.rulebook.codebook.lists
        for letter, name in self.rulebook.letters.items():
            if letter in free:
                label = lists[name].label
                said.append(self._said(message("cli.letter", letter=letter, list=label)))
        return "; ".join(said)

    def _facts(self, **facts: str) -> Iterator[str]:
        rows = given((self._say(f"fact_{name}"), said) for name, said in facts.items())
        yield from self.layout.terms(rows, indent=2)

    def _rows(self, rows: list[tuple[str, str]]) -> Iterator[str]:
        yield from self.layout.terms(rows, indent=2)

    def _sentence(self, text: Text) -> str:
        """A sentence with its letters standing for themselves."""
        named = {letter: letter for letter in ("x", "y", *self.rulebook.letters)}
        parties = {"g": message("cli.the_government"), "n": message("cli.the_ngo")}
        places: dict[str, Text | str] = {"a": "A", "b": "B", "earlier": "…", "later": "…"}
        return self._said(text.filled(**places, **parties, **named))

    def _in_full(self, references: References) -> Iterable[str]:
        if len(references) == 1:
            return in_full(self.rulebook, references, self.language)
        return [cited(self.rulebook, references, self.language)]

    def _said(self, text: Text | None) -> str:
        return text.said_in(self.language) if text else ""

    def _say(self, key: str) -> str:
        return message(f"cli.{key}").said_in(self.language)


def condition(of: Condition) -> str:
    """A condition as a person would write it, without brackets around the whole."""
    return plain(of)[1:-1] if isinstance(of, All | Any) else plain(of)


def _bound(of: Condition) -> frozenset[str]:
    """The letters that an `each` binds."""
    return frozenset("xy") if "each " in plain(of) else frozenset()


def _by_sort(finding: Finding) -> Iterator[tuple[Sort, tuple[Rule, ...]]]:
    yield "defined_as", finding.defined_as
    yield "supports", finding.supports
    yield "opposes", finding.opposes
