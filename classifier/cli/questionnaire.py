"""What `kemitraan new --interactive` asks: the parties, the sources, the codebook's questions."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any

from classifier.cli.conversation import Prompt, Script, one_of, some_of, some_of_or_text
from classifier.cli.drafts import Blank, Draft, blanks_of, in_language
from classifier.cli.parties import Parties
from classifier.rulebook.codebook import Indicator
from classifier.words.language import Text, text_of

NEW_SOURCE, NO_SOURCE = "+", "0"
MOST_WORD = 200
"""Signs in the name of a member of an open list."""


@dataclass(slots=True)
class Questionnaire(Parties):
    """The questions on one draft."""

    begin_at: str | None = None
    """The indicator to begin with; else the first question after the last answered one."""
    latest_sources: tuple[str, ...] = field(default=())

    def script(self, draft: Draft) -> Script:
        """Everything there is to ask."""
        last = draft.observations[-1] if draft.observations else {}
        self.latest_sources = tuple(last.get("sources", ()))
        yield from self.beginning(draft)
        relations = yield from self.relations(draft)
        blanks = blanks_of(draft, self.codebook, relations)
        for place in range(self._first(draft, blanks), len(blanks)):
            heading = f"[{place + 1}/{len(blanks)}] "
            yield from self._ask(draft, blanks[place], heading)

    def _first(self, draft: Draft, blanks: list[Blank]) -> int:
        """The place of the first question to ask."""
        if self.begin_at is not None:
            named = (n for n, blank in enumerate(blanks) if blank.indicator == self.begin_at)
            return next(named, len(blanks))
        answered = [n for n, blank in enumerate(blanks) if draft.told(blank)]
        if not answered:
            return 0
        about = self.codebook.indicators[blanks[answered[-1]].indicator].about
        return answered[-1] + (0 if about else 1)  # of a list some members may be left

    def _ask(self, draft: Draft, blank: Blank, heading: str) -> Script:
        indicator = self.codebook.indicators[blank.indicator]
        dimension = self.said(self.codebook.dimensions[indicator.dimension].label)
        label = self.said(indicator.label)
        name = "" if label == blank.indicator else f" ({blank.indicator})"
        heading += f"{dimension} · {label}{name}"
        if indicator.about is None:
            yield from self._value(draft, blank, heading, None)
            return
        members = yield self._members(draft, blank, heading)
        for member in members:
            yield from self._value(draft, blank, heading, member)

    def _members(self, draft: Draft, blank: Blank, heading: str) -> Prompt:
        """Ask of which members of its list an indicator tells something."""
        indicator = self.codebook.indicators[blank.indicator]
        members = self.codebook.members(indicator)
        about = self.codebook.lists[indicator.about or ""]
        place = text_of(f"[{self.said(about.label)}]")
        told = draft.told(blank)
        values = "; ".join(
            f"{self._member(indicator, o['about'])}: {self._label(indicator, o['value'])}"
            for o in told
        )
        now = (self.say("now", values=values),) if told else ()
        names = tuple(members)
        return Prompt(
            self._question(draft, blank, place),
            some_of_or_text(names, MOST_WORD) if about.open else some_of(names),
            heading=heading,
            choices=tuple(
                (self.said(m.label), self.said(m.means or text_of(""))) for m in members.values()
            ),
            below=(*now, self.say("ask_members_open" if about.open else "ask_members")),
            more=self.said(indicator.differs),
        )

    def _value(self, draft: Draft, blank: Blank, heading: str, about: str | None) -> Script:
        """Ask for the value, whom it names, and the sources."""
        indicator = self.codebook.indicators[blank.indicator]
        values = yield self._values(draft, blank, heading, about)
        if not values:
            return
        names = values[0] in indicator.names
        named = (yield self._named(draft, blank)) if names else None
        sources = yield from self._sources(draft)
        added = draft.recode(blank, about, values)  # not before: half an answer is never saved
        added[0].update({"actor": named} if named else {})
        for coded in added:
            coded.update({"sources": list(sources)} if sources else {})

    def _values(self, draft: Draft, blank: Blank, heading: str, about: str | None) -> Prompt:
        indicator = self.codebook.indicators[blank.indicator]
        member = text_of("") if about is None else text_of(self._member(indicator, about))
        told = [o["value"] for o in draft.told(blank) if o.get("about") == about]
        labels = ", ".join(self._label(indicator, value) for value in dict.fromkeys(told))
        below = [self.say("several")] if indicator.together else []
        below += [self.say("now", values=labels)] if told else []
        names = tuple(indicator.values)
        single = one_of(names)

        def read(line: str) -> tuple[str, ...]:
            if indicator.together:
                return some_of(names)(line)
            value = single(line)
            return () if value is None else (value,)

        return Prompt(
            self._question(draft, blank, member),
            read,
            heading=heading,
            choices=tuple(
                (self.said(v.label), self.said(v.when)) for v in indicator.values.values()
            ),
            below=tuple(below),
            more=self.said(indicator.differs),
        )

    def _named(self, draft: Draft, blank: Blank) -> Prompt:
        return Prompt(
            self.say("ask_named"),
            one_of(blank.pair),
            choices=tuple((draft.name_of(actor, self.language), "") for actor in blank.pair),
            more=self.say("more_named"),
        )

    def _sources(self, draft: Draft) -> Generator[Prompt, Any, tuple[str, ...]]:
        """Which sources an answer rests on; Enter takes those of the answer before."""
        while True:
            names = tuple(draft.sources)
            numbers = [str(names.index(s) + 1) for s in self.latest_sources if s in names]
            answer = yield Prompt(
                self.say("ask_sources", default=", ".join(numbers) or self.say("no_source")),
                _sources_reader(names),
                choices=tuple(
                    (in_language(s["label"], self.language), "") for s in draft.sources.values()
                ),
                more=self.say("more_sources"),
            )
            if answer == (NEW_SOURCE,):
                added = yield from self.new_source(draft)
                self.latest_sources = (added,) if added else self.latest_sources
                continue
            if answer != ():
                self.latest_sources = () if answer == (NO_SOURCE,) else answer
            return self.latest_sources

    # Words

    def _question(self, draft: Draft, blank: Blank, about: Text) -> str:
        names = dict(zip("ab", blank.pair, strict=True))
        names |= {"actor": blank.actor or blank.pair[0], "toward": blank.toward or blank.pair[1]}
        said = {key: draft.name_of(actor, self.language) for key, actor in names.items()}
        indicator = self.codebook.indicators[blank.indicator]
        return self.said(indicator.question.filled(about=about, **said))

    def _member(self, indicator: Indicator, about: str) -> str:
        members = self.codebook.members(indicator)
        return self.said(members[about].label) if about in members else about

    def _label(self, indicator: Indicator, value: str) -> str:
        return self.said(indicator.values[value].label)


def _sources_reader(names: tuple[str, ...]) -> Any:  # noqa: ANN401 - as `Prompt.read`
    """Read sources, or one of the two signs."""
    pick = some_of(names)

    def read(line: str) -> tuple[str, ...]:
        return (line,) if line in (NEW_SOURCE, NO_SOURCE) else pick(line)

    return read
