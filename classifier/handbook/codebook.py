"""The codebook in words: a page for each indicator and list, and one for the kinds of actors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from classifier.handbook.links import in_codebook
from classifier.handbook.references import cited
from classifier.handbook.writing import Page, Section, Writing, joined, terms
from classifier.rulebook.codebook import AboutList, Codebook, Indicator
from classifier.rulebook.notation import written
from classifier.words.language import Text, message
from classifier.writers.blocks import Block, Code, Said

KINDS = "actor_kinds"


class CodebookPages(Writing):
    """The codebook in one language."""

    def contents(self) -> Page:
        """Every indicator by dimension, then the lists."""
        codebook = self.rulebook.codebook
        labels = {
            **{name: about.label for name, about in codebook.lists.items()},
            KINDS: message("handbook.actor_kinds"),
            **{name: indicator.label for name, indicator in codebook.indicators.items()},
        }
        for section in self.sections():
            yield Block("entry", section.title, 0)
            yield from terms(((in_codebook(n), self.said(labels[n])) for n in section.names), 1)
            yield Block("gap")

    def sections(self) -> Iterator[Section]:
        """The names of all pages in the order of the codebook."""
        codebook = self.rulebook.codebook
        for name, dimension in codebook.dimensions.items():
            title = (self.said(dimension.label), " (", Code(name), ")")
            inside = (n for n, i in codebook.indicators.items() if i.dimension == name)
            yield Section(title, tuple(inside))
        yield Section(self.say("lists"), (*codebook.lists, KINDS))

    def pages(self) -> Mapping[str, Page]:
        """Each page by its name; nothing is written before it is read."""
        codebook = self.rulebook.codebook
        return {
            **{name: self._list(name, about) for name, about in codebook.lists.items()},
            KINDS: self._kinds(),
            **{name: self._indicator(name, of) for name, of in codebook.indicators.items()},
        }

    def named(self, names: tuple[str, ...]) -> Page:
        """Some pages in full, one after the other."""
        pages = self.pages()
        for place, name in enumerate(names):
            if place:
                yield Block("gap")
            yield from pages[name]

    def _indicator(self, name: str, indicator: Indicator) -> Page:
        """One indicator: its question, when to code each value, and what it is not."""
        codebook = self.rulebook.codebook
        dimension = codebook.dimensions[indicator.dimension]
        yield self.title(name, indicator.label)
        yield Block("paragraph", self.said(question(indicator, codebook)), 1)
        yield Block("gap")
        yield from terms(
            ((Code(v), self._value(v, of.label, of.when)) for v, of in indicator.values.items()), 2
        )
        yield Block("gap")
        yield from self.facts(
            written=Code(example(name, indicator, codebook)),
            dimension=self.said(dimension.label),
            scope=self._scope(indicator),
            about=self._about(indicator),
            differs=self.said(indicator.differs),
            neighbours=joined(", ", map(in_codebook, indicator.neighbours)),
            source=cited(self, indicator.reference),
            decision=self.said(indicator.decision),
        )

    def _list(self, name: str, about: AboutList) -> Page:
        yield self.title(name, about.label)
        yield from terms(
            ((Code(n), self._value(n, m.label, m.means)) for n, m in about.members.items()), 1
        )
        if about.open:
            yield Block("paragraph", self.say("open_list"), 1)

    def _kinds(self) -> Page:
        kinds = self.rulebook.codebook.actor_kinds
        yield self.title(KINDS, message("handbook.actor_kinds"))
        yield from terms(
            ((Code(n), self._value(n, kind.label, kind.means)) for n, kind in kinds.items()), 1
        )

    def _scope(self, indicator: Indicator) -> Said:
        """Of what the question is asked, and what is special about its values."""
        said = [self.say(f"scope_{indicator.scope}")]
        if indicator.only:
            said.append(self.say("scope_only"))
        if indicator.names:
            said.append(self.say("scope_names", values=Code(", ".join(indicator.names))))
        if indicator.together:
            said.append(self.say("scope_together"))
        if indicator.derived:
            said.append(self.say("scope_derived"))
        return joined("; ", said)

    def _about(self, indicator: Indicator) -> Said:
        if indicator.about is None:
            return ""
        members = ", ".join(self.rulebook.codebook.members(indicator))
        return in_codebook(indicator.about), ": ", Code(members)

    def _value(self, name: str, label: Text, more: Text | None) -> str:
        """The label, unless it only repeats the name, and what there is to say of it."""
        said = self.said(label)
        if more and said == name.replace("_", " "):
            return self.said(more)
        return f"{said}. {self.said(more)}" if more else said


def question(indicator: Indicator, codebook: Codebook) -> Text:
    """The question with letters for the actors and the list's name for its members."""
    label = codebook.lists[indicator.about].label if indicator.about else ""
    about = message("handbook.some_member", list=label)
    return indicator.question.filled(a="A", b="B", actor="A", toward="B", about=about)


def example(name: str, indicator: Indicator, codebook: Codebook) -> str:
    """An observation of the indicator in the one-line form."""
    return written(
        name,
        actor=None if indicator.scope == "relation" else "g",
        toward="n" if indicator.scope == "directed" else None,
        about=next(iter(codebook.members(indicator)), None),
        values=(next(iter(indicator.values)),),
    )
