"""`kemitraan codebook`: the questions of the codebook, their values, and when to code them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import click

from classifier.cli.bilingual import Argument, Command, Misused, Option, interface_language
from classifier.cli.inputs import read_rulebook
from classifier.cli.layout import Layout, given, layout_for
from classifier.cli.options import common, format_option
from classifier.cli.output import hand_over
from classifier.cli.references import cited
from classifier.codebook import AboutList, Codebook, Indicator
from classifier.errors import nearest
from classifier.language import Language, Text, message
from classifier.notation import written
from classifier.rulebook import Rulebook

KINDS = "actor_kinds"


@click.command(cls=Command, said="codebook")
@click.argument("names", cls=Argument, said="arg_names", nargs=-1)
@click.option("--dimension", cls=Option, said="opt_dimension", metavar="D")
@format_option
@common
@click.pass_context
def command(  # noqa: PLR0913 - each is one choice on the command line
    context: click.Context,
    *,
    names: tuple[str, ...],
    dimension: str | None,
    layout: Literal["text", "json"],
    rules: Path | None,
    output: Path | None,
) -> None:
    """Show the codebook, or parts of it."""
    rulebook = read_rulebook(rules, context)
    codebook = rulebook.codebook
    wanted = _wanted(codebook, names, dimension, context)
    if layout == "json":
        hand_over([_json(codebook, wanted)], output, context, json=True)
        return
    pages = Pages(rulebook, interface_language(context), layout_for(output))
    lines = pages.named(wanted) if wanted else pages.overview()
    hand_over((line + "\n" for line in lines), output, context)


def _wanted(
    codebook: Codebook, names: tuple[str, ...], dimension: str | None, context: click.Context
) -> tuple[str, ...]:
    """The names asked for, with those of the dimension; all of them known."""
    known = [*codebook.indicators, *codebook.lists, KINDS]
    for name in names:
        if name not in known:
            raise Misused(_unknown("name", name, known), context)
    if dimension is None:
        return names
    if dimension not in codebook.dimensions:
        raise Misused(_unknown("dimension", dimension, list(codebook.dimensions)), context)
    belonging = (n for n, i in codebook.indicators.items() if i.dimension == dimension)
    return tuple(dict.fromkeys((*names, *belonging)))


def _unknown(sort: str, name: str, known: list[str]) -> Text:
    near = nearest(name, known)
    key = f"cli.unknown_{sort}"
    if near:
        return message(f"{key}_near", name=name, near=near)
    return message(key, name=name, all=", ".join(known))


def _json(codebook: Codebook, wanted: tuple[str, ...]) -> str:
    """The whole codebook, or the parts asked for by name."""
    whole = codebook.model_dump(mode="json")
    parts: Mapping[str, object] = {**whole["indicators"], **whole["lists"], KINDS: whole[KINDS]}
    shown = {name: parts[name] for name in wanted} if wanted else whole
    return json.dumps(shown, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class Pages:
    """The codebook as text in one language."""

    rulebook: Rulebook
    language: Language
    layout: Layout

    def overview(self) -> Iterator[str]:
        """Every indicator by dimension, then the lists."""
        codebook = self.rulebook.codebook
        for name, dimension in codebook.dimensions.items():
            yield self.layout.heading(f"{self._said(dimension.label)} ({name})")
            inside = ((n, i) for n, i in codebook.indicators.items() if i.dimension == name)
            yield from self.layout.terms(((n, self._said(i.label)) for n, i in inside), indent=2)
            yield ""
        yield self.layout.heading(self._say("lists"))
        rows = [(n, self._said(about.label)) for n, about in codebook.lists.items()]
        rows.append((KINDS, self._say("actor_kinds")))
        yield from self.layout.terms(rows, indent=2)
        yield ""
        yield self.layout.paragraph(self._say("codebook_more"))

    def named(self, names: tuple[str, ...]) -> Iterator[str]:
        """Indicators and lists in full, one after the other."""
        codebook = self.rulebook.codebook
        for place, name in enumerate(names):
            if place:
                yield ""
            if name in codebook.indicators:
                yield from self.indicator(name, codebook.indicators[name])
            elif name == KINDS:
                yield from self._kinds()
            else:
                yield from self._list(name, codebook.lists[name])

    def indicator(self, name: str, indicator: Indicator) -> Iterator[str]:
        """One indicator: its question, when to code each value, and what it is not."""
        codebook = self.rulebook.codebook
        dimension = codebook.dimensions[indicator.dimension]
        yield self._title(name, indicator.label)
        yield self.layout.paragraph(self._said(question(indicator, codebook)), indent=2)
        yield ""
        rows = ((v, self._value(v, of.label, of.when)) for v, of in indicator.values.items())
        yield from self.layout.terms(rows, indent=4)
        yield ""
        facts = [
            ("written", example(name, indicator, codebook)),
            ("dimension", self._said(dimension.label)),
            ("scope", self._scope(indicator)),
            ("about", self._about(indicator)),
            ("differs", self._said(indicator.differs)),
            ("neighbours", ", ".join(indicator.neighbours)),
            ("source", cited(self.rulebook, indicator.reference, self.language)),
            ("decision", self._said(indicator.decision)),
        ]
        said = given((self._say(f"fact_{key}"), text) for key, text in facts)
        yield from self.layout.terms(said, indent=2)

    def _list(self, name: str, about: AboutList) -> Iterator[str]:
        yield self._title(name, about.label)
        rows = ((n, self._value(n, m.label, m.means)) for n, m in about.members.items())
        yield from self.layout.terms(rows, indent=2)
        if about.open:
            yield self.layout.paragraph(self._say("open_list"), indent=2)

    def _kinds(self) -> Iterator[str]:
        kinds = self.rulebook.codebook.actor_kinds
        yield self._title(KINDS, message("cli.actor_kinds"))
        rows = ((n, self._value(n, kind.label, kind.means)) for n, kind in kinds.items())
        yield from self.layout.terms(rows, indent=2)

    def _scope(self, indicator: Indicator) -> str:
        """Of what the question is asked, and what is special about its values."""
        said = [self._say(f"scope_{indicator.scope}")]
        if indicator.only:
            said.append(self._say("scope_only"))
        if indicator.names:
            said.append(self._said(message("cli.scope_names", values=", ".join(indicator.names))))
        if indicator.together:
            said.append(self._say("scope_together"))
        if indicator.derived:
            said.append(self._say("scope_derived"))
        return "; ".join(said)

    def _about(self, indicator: Indicator) -> str:
        if indicator.about is None:
            return ""
        members = ", ".join(self.rulebook.codebook.members(indicator))
        return f"{indicator.about}: {members}"

    def _title(self, name: str, label: Text) -> str:
        said = self._said(label)
        return self.layout.heading(name if said == name else f"{name} · {said}")

    def _value(self, name: str, label: Text, more: Text | None) -> str:
        """The label, unless it only repeats the name, and what there is to say of it."""
        said = self._said(label)
        if more and said == name.replace("_", " "):
            return self._said(more)
        return f"{said}. {self._said(more)}" if more else said

    def _said(self, text: Text | None) -> str:
        return text.said_in(self.language) if text else ""

    def _say(self, key: str) -> str:
        return message(f"cli.{key}").said_in(self.language)


def question(indicator: Indicator, codebook: Codebook) -> Text:
    """The question with letters for the actors and the list's name for its members."""
    label = codebook.lists[indicator.about].label if indicator.about else ""
    about = message("cli.some_member", list=label)
    return indicator.question.filled(a="A", b="B", actor="A", toward="B", about=about)


def example(name: str, indicator: Indicator, codebook: Codebook) -> str:
    """An observation of the indicator in the one-line form."""
    return written(
        name,
        actor=None if indicator.scope == "relation" else "g",
        toward="n" if indicator.scope == "directed" else None,
        about=next(iter(codebook.members(indicator)), None),
        value=next(iter(indicator.values)),
    )
