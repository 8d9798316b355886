"""Works of the literature: as they are cited, written out, and each on a page of its own."""

from __future__ import annotations

from collections.abc import Mapping

from classifier.handbook.writing import Page, Section, Writing, joined
from classifier.rulebook.codebook import References
from classifier.writers.blocks import Block, Link, Said


def cited(write: Writing, references: References) -> Said:
    """The short form, with pages."""
    works: list[Said] = []
    for one in references:
        work, _, pages = one.partition(":")
        cite = _to_work(work, write.said(write.rulebook.references[work].cite))
        works.append((cite, ": ", pages) if pages else cite)
    return joined("; ", works)


def in_full(write: Writing, references: References) -> Said:
    """A single work written out, with the pages cited; several in their short form."""
    if len(references) != 1:
        return cited(write, references)
    work, _, pages = references[0].partition(":")
    full = _to_work(work, write.said(write.rulebook.references[work].full))
    return (full, " ", write.say("pages", pages=pages)) if pages else full


class Works(Writing):
    """The works as pages, in the order of the rulebook."""

    def section(self) -> Section:
        """All of them."""
        return Section(self.say("works"), tuple(map(_name, self.rulebook.references)))

    def contents(self) -> tuple[Block, ...]:
        """All of them in one paragraph."""
        works = self.rulebook.references
        links = [_to_work(name, self.said(work.cite)) for name, work in works.items()]
        return Block("entry", self.say("works"), 0), Block("paragraph", joined("; ", links), 1)

    def pages(self) -> Mapping[str, Page]:
        """Each work by its name, which begins with `ref:`."""
        return {_name(work): self._page(work) for work in self.rulebook.references}

    def _page(self, name: str) -> Page:
        work = self.rulebook.references[name]
        yield self.title(name, work.cite)
        yield Block("paragraph", self.said(work.full), 1)
        known = tuple(t for t in self.rulebook.references if t == work.through)
        yield from self.facts(through=cited(self, known))


def _name(work: str) -> str:
    return f"ref:{work}"


def _to_work(work: str, said: str) -> Link:
    return Link(said, f"rulebook#{_name(work)}")
