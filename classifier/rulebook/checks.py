"""Checking the lines of a rulebook: that names lead somewhere and each line says where it is from.

What is wrong goes to a report and never stops the checking.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Protocol

from classifier.rulebook import conditions
from classifier.rulebook.codebook import References
from classifier.rulebook.model import Examples, Finding, Reference, Rulebook
from classifier.rulebook.parsing import Vocabulary
from classifier.words.language import Text, message
from classifier.words.problems import nearest


class Report(Protocol):
    """Takes a problem at a place of a file."""

    def __call__(self, file: str, pointer: str, what: Text, hint: Text | None = None) -> None:
        """Keep the problem."""


@dataclass(frozen=True, slots=True)
class Checks:
    """Checks one line after another and remembers which ids it has seen."""

    report: Report
    vocabulary: Vocabulary
    references: Mapping[str, Reference]
    seen: set[str] = field(default_factory=set)

    def codebook(self) -> None:
        """Check that the names within the codebook lead somewhere."""
        codebook = self.vocabulary.codebook
        for name, indicator in codebook.indicators.items():
            at = f"/indicators/{name}"
            self.known(f"{at}/dimension", "dimension", (indicator.dimension,), codebook.dimensions)
            about = (indicator.about,) if indicator.about else ()
            self.known(f"{at}/about", "list", about, codebook.lists)
            self.known(f"{at}/neighbours", "indicator", indicator.neighbours, codebook.indicators)
            self.known(f"{at}/names", "value", indicator.names, indicator.values)
            self.cited("codebook.yaml", f"{at}/reference", indicator.reference)
        for name, serving in codebook.lists.items():
            for key, member in serving.members.items():
                served = (member.serves,) if member.serves else ()
                everything = {m for about in codebook.lists.values() for m in about.members}
                at = f"/lists/{name}/members/{key}/serves"
                self.known(at, "member", served, everything)
        for letter, of in self.vocabulary.letters.items():
            if of not in codebook.lists:
                self.unknown("findings.yaml", f"/letters/{letter}", "list", of, codebook.lists)

    def known(self, at: str, sort: str, names: Iterable[str], known: Iterable[str]) -> None:
        """Every name is among those known."""
        for name in names:
            if name not in known:
                self.unknown("codebook.yaml", at, sort, name, known)

    def links(self, made: Rulebook) -> None:
        """Check what can only be known once all documents are read."""
        known = {f"{t.id}/{p.id}" for t in made.typologies.values() for p in t.patterns}
        for typology in made.typologies.values():
            file = f"typologies/{typology.id}.yaml"
            whole = [f.name for f in made.findings.values() if not (f.head.actors or f.head.about)]
            if typology.gate is not None and typology.gate not in whole:
                self.unknown(file, "/gate", "finding", typology.gate, whole)
            for pattern in typology.patterns:
                for other in pattern.unusual_with:
                    if other not in known:
                        at = f"/patterns/{pattern.id}/unusual_with/{pointed(other)}"
                        self.unknown(file, at, "pattern", other, known)

    def circles(self, findings: Mapping[str, Finding], places: Mapping[str, str]) -> None:
        """No finding rests on itself, be it through others; `places` says where each stands."""
        done: set[str] = set()

        def follow(way: tuple[str, ...]) -> None:
            for place, rule in findings[way[-1]].places():
                for name in dict.fromkeys(conditions.findings(rule.when)):
                    if name in way:
                        names = ", ".join((*way[way.index(name) :], name))
                        at = f"{places[way[-1]]}/{place}/when"
                        self.report("findings.yaml", at, message("rulebook.circular", names=names))
                    elif name in findings and name not in done:
                        follow((*way, name))
            done.add(way[-1])

        for name in findings:
            if name not in done:
                follow((name,))

    def closed(self, file: str, at: str, free: frozenset[str]) -> None:
        """No letter is left free, but for the government and its partner."""
        if left := sorted(free - {"g", "n"}):
            what = message("rulebook.unbound", letters=", ".join(left))
            self.report(file, f"{at}/when", what)

    def identity(
        self,
        file: str,
        at: str,
        name: str,
        owner: str,
        sources: tuple[References, Text | None],
    ) -> None:
        """The id belongs to its owner and to nobody else, and a source or a decision is given."""
        if name.partition("/")[0] != owner or name.count("/") != 1:
            self.report(file, f"{at}/id", message("rulebook.id_prefix", owner=owner))
        if name in self.seen:
            self.report(file, f"{at}/id", message("rulebook.duplicate_id", id=name))
        self.seen.add(name)
        reference, decision = sources
        if not reference and decision is None:
            self.report(file, at, message("rulebook.no_source"))
        self.cited(file, f"{at}/reference", reference)

    def cited(self, file: str, at: str, reference: References) -> None:
        """Every work is in `references.yaml`."""
        for one in reference:
            work = one.partition(":")[0]
            if work not in self.references:
                self.unknown(file, at, "reference", work, self.references)

    def sentences(self, file: str, at: str, texts: Iterable[Text], named: frozenset[str]) -> None:
        """Both languages use the same places, and only those that have a name."""
        allowed = named | {"a", "b", "g", "n"}
        for text in texts:
            places = [{p for _, p, _, _ in Formatter().parse(t) if p} for t in (text.id, text.en)]
            if places[0] != places[1] or not places[0] <= allowed:
                self.report(
                    file, at, message("rulebook.bad_places", allowed=", ".join(sorted(allowed)))
                )

    def examples(self, file: str, at: str, examples: Examples) -> None:
        """At least one example holds and one does not."""
        if not examples.holds or not examples.fails:
            self.report(file, f"{at}/examples", message("rulebook.no_examples"))

    def unknown(self, file: str, at: str, sort: str, name: str, known: Iterable[str]) -> None:
        """Report a name that is not known, with the nearest one that is."""
        near = nearest(name, known)
        hint = message("rulebook.did_you_mean", near=near) if near else None
        self.report(file, at, message(f"rulebook.unknown_{sort}", name=name), hint)


def pointed(key: str) -> str:
    """A key as part of a pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")
