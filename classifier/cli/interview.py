"""What `kemitraan new --interactive` asks: the parties, the sources, the codebook's questions."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any

from classifier.cli.conversation import Prompt, Script, one_of, some_of, some_of_or_text
from classifier.cli.drafts import Draft, Step, in_language
from classifier.cli.parties import Parties
from classifier.rulebook.codebook import Codebook, Indicator
from classifier.words.language import Language, Text, message, text_of

NEW_SOURCE, NO_SOURCE = "+", "0"
MOST_WORD = 200
"""Signs in the name of a member of an open list."""


@dataclass(slots=True)
class Interview:
    """The questions on one draft, in one language."""

    codebook: Codebook
    language: Language
    begin_at: str | None = None
    """The indicator to begin with; else the first question after the last answered one."""
    latest_sources: tuple[str, ...] = field(default=())

    @property
    def parties(self) -> Parties:
        """The questions on actors and sources."""
        return Parties(self.codebook, self.language)

    def script(self, draft: Draft) -> Script:
        """Everything there is to ask."""
        last = draft.observations[-1] if draft.observations else {}
        self.latest_sources = tuple(last.get("sources", ()))
        yield from self.parties.beginning(draft)
        pairs = yield from self.parties.pairs(draft)
        steps = draft.steps(self.codebook, pairs)
        for place in range(self._first(draft, steps), len(steps)):
            heading = f"[{place + 1}/{len(steps)}] "
            yield from self._ask(draft, steps[place], heading)

    def _first(self, draft: Draft, steps: list[Step]) -> int:
        """The place of the first question to ask."""
        if self.begin_at is not None:
            named = (n for n, step in enumerate(steps) if step.indicator == self.begin_at)
            return next(named, len(steps))
        answered = [n for n, step in enumerate(steps) if draft.told(step)]
        if not answered:
            return 0
        about = self.codebook.indicators[steps[answered[-1]].indicator].about
        return answered[-1] + (0 if about else 1)  # of a list some members may be left

    def _ask(self, draft: Draft, step: Step, heading: str) -> Script:
        indicator = self.codebook.indicators[step.indicator]
        dimension = self._said(self.codebook.dimensions[indicator.dimension].label)
        label = self._said(indicator.label)
        name = "" if label == step.indicator else f" ({step.indicator})"
        heading += f"{dimension} · {label}{name}"
        if indicator.about is None:
            yield from self._value(draft, step, heading, None)
            return
        members = yield self._members(draft, step, heading)
        for member in members:
            yield from self._value(draft, step, heading, member)

    def _members(self, draft: Draft, step: Step, heading: str) -> Prompt:
        """Ask of which members of its list an indicator tells something."""
        indicator = self.codebook.indicators[step.indicator]
        members = self.codebook.members(indicator)
        about = self.codebook.lists[indicator.about or ""]
        place = text_of(f"[{self._said(about.label)}]")
        told = draft.told(step)
        values = "; ".join(
            f"{self._member(indicator, o['about'])}: {self._label(indicator, o['value'])}"
            for o in told
        )
        now = (self._say("now", values=values),) if told else ()
        names = tuple(members)
        return Prompt(
            self._question(draft, step, place),
            some_of_or_text(names, MOST_WORD) if about.open else some_of(names),
            heading=heading,
            choices=tuple(
                (self._said(m.label), self._said(m.means or text_of(""))) for m in members.values()
            ),
            below=(*now, self._say("ask_members_open" if about.open else "ask_members")),
            more=self._said(indicator.differs),
        )

    def _value(self, draft: Draft, step: Step, heading: str, about: str | None) -> Script:
        """Ask for the value, whom it names, and the sources."""
        indicator = self.codebook.indicators[step.indicator]
        values = yield self._values(draft, step, heading, about)
        if not values:
            return
        names = values[0] in indicator.names
        named = (yield self._named(draft, step)) if names else None
        sources = yield from self._sources(draft)
        added = draft.recode(step, about, values)  # not before: half an answer is never saved
        added[0].update({"actor": named} if named else {})
        for coded in added:
            coded.update({"sources": list(sources)} if sources else {})

    def _values(self, draft: Draft, step: Step, heading: str, about: str | None) -> Prompt:
        indicator = self.codebook.indicators[step.indicator]
        member = text_of("") if about is None else text_of(self._member(indicator, about))
        told = [o["value"] for o in draft.told(step) if o.get("about") == about]
        labels = ", ".join(self._label(indicator, value) for value in dict.fromkeys(told))
        below = [self._say("several")] if indicator.together else []
        below += [self._say("now", values=labels)] if told else []
        names = tuple(indicator.values)
        single = one_of(names)

        def read(line: str) -> tuple[str, ...]:
            if indicator.together:
                return some_of(names)(line)
            value = single(line)
            return () if value is None else (value,)

        return Prompt(
            self._question(draft, step, member),
            read,
            heading=heading,
            choices=tuple(
                (self._said(v.label), self._said(v.when)) for v in indicator.values.values()
            ),
            below=tuple(below),
            more=self._said(indicator.differs),
        )

    def _named(self, draft: Draft, step: Step) -> Prompt:
        return Prompt(
            self._say("ask_named"),
            one_of(step.pair),
            choices=tuple((draft.name_of(actor, self.language), "") for actor in step.pair),
            more=self._say("more_named"),
        )

    def _sources(self, draft: Draft) -> Generator[Prompt, Any, tuple[str, ...]]:
        """Which sources an answer rests on; Enter takes those of the answer before."""
        while True:
            names = tuple(draft.sources)
            numbers = [str(names.index(s) + 1) for s in self.latest_sources if s in names]
            answer = yield Prompt(
                self._say("ask_sources", default=", ".join(numbers) or self._say("no_source")),
                _sources_reader(names),
                choices=tuple(
                    (in_language(s["label"], self.language), "") for s in draft.sources.values()
                ),
                more=self._say("more_sources"),
            )
            if answer == (NEW_SOURCE,):
                added = yield from self.parties.new_source(draft)
                self.latest_sources = (added,) if added else self.latest_sources
                continue
            if answer != ():
                self.latest_sources = () if answer == (NO_SOURCE,) else answer
            return self.latest_sources

    # Words

    def _question(self, draft: Draft, step: Step, about: Text) -> str:
        names = dict(zip("ab", step.pair, strict=True))
        names |= {"actor": step.actor or step.pair[0], "toward": step.toward or step.pair[1]}
        said = {key: draft.name_of(actor, self.language) for key, actor in names.items()}
        indicator = self.codebook.indicators[step.indicator]
        return self._said(indicator.question.filled(about=about, **said))

    def _member(self, indicator: Indicator, about: str) -> str:
        members = self.codebook.members(indicator)
        return self._said(members[about].label) if about in members else about

    def _label(self, indicator: Indicator, value: str) -> str:
        return self._said(indicator.values[value].label)

    def _said(self, of: Text) -> str:
        return of.said_in(self.language)

    def _say(self, key: str, **names: Text | str) -> str:
        return message(f"new.{key}", **names).said_in(self.language)


def _sources_reader(names: tuple[str, ...]) -> Any:  # noqa: ANN401 - as `Prompt.read`
    """Read sources, or one of the two signs."""
    pick = some_of(names)

    def read(line: str) -> tuple[str, ...]:
        return (line,) if line in (NEW_SOURCE, NO_SOURCE) else pick(line)

    return read
