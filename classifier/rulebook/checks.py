"""Checking a rulebook line by line, once everything in it has its shape.

A line must be readable as a condition, bind its letters, use the same places in both languages,
name known things only, and carry its source and its examples; no finding may rest on itself. What
is wrong goes to a report and never stops the checking.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from string import Formatter

from classifier.documents.positions import pointer_of
from classifier.rulebook import conditions as c
from classifier.rulebook.codebook import DERIVED, References, Scope
from classifier.rulebook.extent import MOST_WAYS, ways
from classifier.rulebook.model import (
    Criterion,
    Finding,
    FindingsFile,
    Pattern,
    Reference,
    Rule,
    Rulebook,
    Typology,
)
from classifier.rulebook.parsing import Unread, Vocabulary
from classifier.rulebook.resting import Report, check_resting
from classifier.words.characters import shown
from classifier.words.language import Text, message, number
from classifier.words.problems import nearest

_PARTIES = frozenset({"a", "b", "g", "n"})
"""Places that any sentence of a rule may have: the two actors, by turn or by what they are."""
_ASKS: Mapping[Scope, tuple[str, ...]] = {
    "relation": (),
    "actor": ("actor",),
    "directed": ("actor", "toward"),
}
"""Places that a question may have besides."""


_LETTER = re.compile(r"[c-fh-mo-wz]")
"""What may be declared: a and b, g and n, x and y are the actors."""


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
            derived = DERIVED if indicator.derived else ()
            self.known(f"{at}/derived", "value", derived, indicator.values)
            self.cited("codebook.yaml", f"{at}/reference", indicator.reference)
            places = {"a", "b", *_ASKS[indicator.scope], *(("about",) if about else ())}
            asked = (indicator.question,)
            self.sentences("codebook.yaml", f"{at}/question", asked, frozenset(places))
        for name, serving in codebook.lists.items():
            for key, member in serving.members.items():
                served = (member.serves,) if member.serves else ()
                everything = {m for about in codebook.lists.values() for m in about.members}
                at = f"/lists/{name}/members/{key}/serves"
                self.known(at, "member", served, everything)
        for letter, of in self.vocabulary.letters.items():
            if not _LETTER.fullmatch(letter):
                at = pointer_of(("letters", letter))
                self.report("findings.yaml", at, message("rulebook.bad_letter", name=shown(letter)))
            if of not in codebook.lists:
                self.unknown("findings.yaml", f"/letters/{letter}", "list", of, codebook.lists)

    def works(self) -> None:
        """Check that a work quoted in another names one that is there."""
        for name, work in self.references.items():
            if work.through is not None and work.through not in self.references:
                at = pointer_of(("references", name, "through"))
                self.unknown("references.yaml", at, "reference", work.through, self.references)

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
                        at = pointer_of(("patterns", pattern.id, "unusual_with", other))
                        self.unknown(file, at, "pattern", other, known)

    def findings(self, file: FindingsFile) -> dict[str, Finding]:
        """Every finding whose head can be used, by its name, with its rules checked."""
        name = "findings.yaml"
        known: dict[str, Finding] = {}
        places: dict[str, str] = {}
        for written, finding in file.findings.items():
            at, head = pointer_of(("findings", written)), finding.head
            if not head.finding or (head.about and head.about not in file.letters):
                self.report(name, at, message("rulebook.bad_head"))
            elif head != self.vocabulary.heads[head.finding]:
                self.report(name, at, message("rulebook.duplicate_id", id=head.finding))
            else:
                known[head.finding], places[head.finding] = finding, at
                bound = frozenset((*head.actors, *(head.about or "")))
                self.sentences(name, at, (finding.holds, finding.fails), bound | _PARTIES)
                for place, rule in finding.places():
                    closed = place.startswith("defined_as")
                    self._line(name, f"{at}/{place}", rule, head.finding, bound, closed=closed)
        check_resting(known, places, self.report)
        return known

    def typology(self, typology: Typology, file: str) -> Typology:
        """A typology with its patterns checked."""
        if file != f"typologies/{typology.id}.yaml":
            self.report(file, "/id", message("rulebook.id_is_not_file", id=typology.id))
        for pattern in typology.patterns:
            self._pattern(file, pattern)
        self.cited(file, "/reference", typology.reference)
        return typology

    def _pattern(self, file: str, pattern: Pattern) -> None:
        at = f"/patterns/{pattern.id}"
        self.cited(file, f"{at}/reference", pattern.reference)
        parts: tuple[tuple[str, tuple[Rule | Criterion, ...]], ...] = (
            ("requires", pattern.requires),
            ("excluded_by", pattern.excluded_by),
            ("remarks", pattern.remarks),
        )
        for place, several in parts:
            closed = place != "remarks"
            for n, line in enumerate(several):
                self._line(file, f"{at}/{place}/{n}", line, pattern.id, frozenset(), closed=closed)

    def _line(  # noqa: PLR0913 - where it stands and what that binds
        self,
        file: str,
        at: str,
        line: Rule | Criterion,
        owner: str,
        bound: frozenset[str],
        *,
        closed: bool,
    ) -> None:
        """Check a line of the finding or pattern `owner`; a closed one leaves no letter free."""
        self._identity(file, at, line, owner)
        self.condition(file, f"{at}/when", line.when, bound, closed=closed)
        said = (line.because,) if isinstance(line, Rule) else (line.holds, line.fails)
        self.sentences(file, at, said, c.letters(line.when) | bound | _PARTIES)
        if not line.examples.holds or not line.examples.fails:
            self.report(file, f"{at}/examples", message("rulebook.no_examples"))

    def _identity(self, file: str, at: str, line: Rule | Criterion, owner: str) -> None:
        """The id belongs to its owner and to nobody else, and a source or a decision is given."""
        if line.id.partition("/")[0] != owner or line.id.count("/") != 1:
            self.report(file, f"{at}/id", message("rulebook.id_prefix", owner=owner))
        if line.id in self.seen:
            self.report(file, f"{at}/id", message("rulebook.duplicate_id", id=line.id))
        self.seen.add(line.id)
        if not line.reference and line.decision is None:
            self.report(file, at, message("rulebook.no_source"))
        self.cited(file, f"{at}/reference", line.reference)

    def condition(
        self,
        file: str,
        at: str,
        of: c.Condition,
        bound: frozenset[str] = frozenset(),
        *,
        closed: bool = True,
    ) -> None:
        """The condition could be read and is not too much; a closed one leaves no letter free."""
        if isinstance(of, Unread) and of.why is not None:
            self.report(file, at + of.why.pointer, of.why.what, of.why.hint)
        left = sorted(c.letters(of) - bound - {"g", "n"})
        if closed and left:
            self.report(file, at, message("rulebook.unbound", letters=", ".join(left)))
        count = ways(of, self.vocabulary, bound)
        if count > MOST_WAYS:
            what = message("rulebook.many_ways", count=number(count), limit=number(MOST_WAYS))
            self.report(file, at, what, message("rulebook.many_ways_hint"))

    def cited(self, file: str, at: str, reference: References) -> None:
        """Every work is in `references.yaml`."""
        for one in reference:
            work = one.partition(":")[0]
            if work not in self.references:
                self.unknown(file, at, "reference", work, self.references)

    def sentences(self, file: str, at: str, texts: Iterable[Text], named: frozenset[str]) -> None:
        """Both languages use the same places, and only those that have a name."""
        for text in texts:
            places = [_places(said) for said in (text.id, text.en)]
            if places[0] is None or places[0] != places[1] or not places[0] <= named:
                allowed = ", ".join(sorted(named))
                self.report(file, at, message("rulebook.bad_places", allowed=allowed))

    def unknown(self, file: str, at: str, sort: str, name: str, known: Iterable[str]) -> None:
        """Report a name that is not known, with the nearest one that is."""
        near = nearest(name, known)
        hint = message("rulebook.did_you_mean", near=near) if near else None
        self.report(file, at, message(f"rulebook.unknown_{sort}", name=name), hint)


def _places(said: str) -> set[str] | None:
    """The places of a sentence; None if a bracket stands alone, or holds more than a name."""
    try:
        found = [place for place in Formatter().parse(said) if place[1] is not None]
    except ValueError:
        return None
    plain = all(name and not form and not turned for _, name, form, turned in found)
    return {name or "" for _, name, _, _ in found} if plain else None
