"""Which kinds of statements would speak for a condition, or against it, by the rules.

It is read off the rulebook, and not off what fired: every rule that could speak is named with what
it asks for, down to what can be observed. That a kind of statement would speak for something never
says that it would be enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from classifier.case.relations import Key, passed_on
from classifier.logic.evidence import Evidence, State
from classifier.logic.letters import PLACES, Binding, each, member, observable_of, place
from classifier.logic.program import Derivation, FindingAt, observed
from classifier.questions.subject import Subject
from classifier.rulebook import conditions as c
from classifier.rulebook.codebook import Indicator
from classifier.rulebook.model import Finding
from classifier.rulebook.notation import written
from classifier.words.language import Text, in_turn, listed, message

PAIR = ("x", "y")
OTHER = {"x": "y", "y": "x", "g": "n", "n": "g"}
"""The letter for the other one of the two."""


@dataclass(frozen=True, slots=True)
class StatementKind:
    """A kind of statement, or a rule or finding with the kinds that would speak for it."""

    says: Text | None
    """In words; None for several that only stand together."""
    condition: str
    """In the one-line form; `x`, `y` and the rulebook's letters stand for anyone and anything."""
    rule: str | None = None
    state: State | None = None
    """What the evidence makes of it now; None where letters leave open of what."""
    joined: Literal["all", "any"] | None = None
    """Whether it takes all the kinds below or any one."""
    of: tuple[StatementKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaking:
    """Names what would speak, in one relation."""

    subject: Subject
    derivation: Derivation

    def kind(self, of: c.Condition, *, holds: bool) -> StatementKind | None:
        """What would speak for a condition, or else against it; None if nothing can."""
        return self._kind(of, PLACES, holds=holds)

    def _kind(self, of: c.Condition, bound: Binding, *, holds: bool) -> StatementKind | None:
        match of:
            case c.Observed():
                return self._told(of, bound, holds=holds)
            case c.Found():
                return self._found(of, bound, holds=holds)
            case c.Not():
                return self._kind(of.of, bound, holds=not holds)
            case c.Each():
                parts = [self._kind(of.of, one, holds=holds) for one in each(of, bound)]
                return _joined(parts, every=holds)
            case c.All() | c.Any():
                parts = [self._kind(part, bound, holds=holds) for part in of.of]
                return _joined(parts, every=isinstance(of, c.All) is holds)

    # Findings, through the rules that speak on the side asked for.

    def _found(self, of: c.Found, bound: Binding, *, holds: bool) -> StatementKind | None:
        finding = self.subject.rulebook.findings[of.finding]
        inside = _handed_on(finding, of, bound)
        several = tuple(self._rules(finding, inside, holds=holds))
        if not several:
            return None
        says = finding.holds if holds else finding.fails
        name = self._written(of.finding, of.actors, of.about, bound)
        return StatementKind(
            says=says.filled(**self._names(inside)),
            condition=name if holds else f"not {name}",
            state=self._state_of(of, bound, holds=holds),
            joined="any",
            of=several,
        )

    def _rules(self, finding: Finding, bound: Binding, *, holds: bool) -> Iterator[StatementKind]:
        for rule in finding.defined_as:
            defined = self._kind(rule.when, bound, holds=holds)
            if defined is not None:
                yield from defined.of if _is_any(defined) else (defined,)
        for rule in finding.supports if holds else finding.opposes:
            asked = self._kind(rule.when, bound, holds=True)
            if asked is not None:
                says = rule.because.filled(**self._names(bound))
                yield StatementKind(says, asked.condition, rule.id, joined="any", of=(asked,))

    def _state_of(self, of: c.Found, bound: Binding, *, holds: bool) -> State | None:
        places = tuple(place(bound, letter) for letter in of.actors if letter in bound)
        at = FindingAt(of.finding, places, member(bound, of.about))
        number = self.subject.program.findings.get(at)
        return None if number is None else _seen(self.derivation.evidence(number), holds=holds)

    # Statements: an indicator with the values that would speak.

    def _told(self, of: c.Observed, bound: Binding, *, holds: bool) -> StatementKind | None:
        if holds:
            return self._leaf(of, of.values, bound, holds=True)
        against = self._against(of)
        if of.actor is None or not self._names_actor(of):
            return self._leaf(of, against, bound, holds=False)
        others = replace(of, actor=None, values=against, against=None)
        leaves = [self._leaf(others, against, bound, holds=True)]
        if of.against is None and not self._indicator(of).together:
            letter, known = OTHER[of.actor], bound
            if of.actor in bound:
                known = {**bound, letter: 1 - place(bound, of.actor)}
            # The same value that names the other actor cannot hold beside it.
            leaves.append(self._leaf(replace(of, actor=letter), of.values, known, holds=True))
        return _joined(leaves, every=False)

    def _leaf(
        self, of: c.Observed, words: tuple[str, ...], bound: Binding, *, holds: bool
    ) -> StatementKind | None:
        """The values that speak; None if there are none, or if it cannot be said of the two."""
        indicator = self._indicator(of)
        if not words or indicator.only not in (None, self.subject.relation.pairing):
            return None
        says = listed([indicator.values[word].label for word in words], last="or")
        if self._names_actor(of) and of.actor:
            says = message("naming.named", value=says, actor=self._actor(of.actor, bound))
        topic = self._topic(of, bound)
        asks = self._written(of.indicator, _who(of), of.about, bound)
        return StatementKind(
            says=Text(id=f"{topic.id}: {says.id}", en=f"{topic.en}: {says.en}"),
            condition=f"{asks}={' or '.join(words)}",
            state=self._state(of, bound, holds=holds),
        )

    def _indicator(self, of: c.Observed) -> Indicator:
        return self.subject.rulebook.codebook.indicators[of.indicator]

    def _against(self, of: c.Observed) -> tuple[str, ...]:
        indicator = self._indicator(of)
        if of.against is not None:
            return of.against
        if indicator.together:
            return ()
        return tuple(word for word in indicator.values if word not in of.values)

    def _state(self, of: c.Observed, bound: Binding, *, holds: bool) -> State | None:
        if any(part not in bound for part in _who(of)) or _is_open(of.about, bound):
            return None
        indicator = self._indicator(of)
        places = [place(bound, letter) for letter in _who(of)]
        named = places[0] if self._names_actor(of) and places else None
        actor, toward = (*(places if named is None else ()), None, None)[:2]
        key = Key(of.indicator, actor, toward, member(bound, of.about))
        told = passed_on(self.subject.relation.told.get(key, {}), together=indicator.together)
        return _seen(observed(observable_of(of, key, indicator, named), told), holds=holds)

    def _names_actor(self, of: c.Observed) -> bool:
        return self._indicator(of).scope == "relation"

    # Words: what is bound by name, what is open as anyone and anything.

    def _topic(self, of: c.Observed, bound: Binding) -> Text:
        indicator = self._indicator(of)
        inside = []
        if of.actor and of.toward:
            x, y = (self._actor(letter, bound) for letter in (of.actor, of.toward))
            inside.append(message("naming.toward", x=x, y=y))
        elif of.actor and not self._names_actor(of):
            inside.append(self._actor(of.actor, bound))
        if of.about and indicator.about:
            inside.append(self._member(of.about, indicator.about, bound))
        if not inside:
            return indicator.label
        return message("why.topic", of=indicator.label, inside=in_turn(inside))

    def _actor(self, letter: str, bound: Binding) -> Text:
        if letter in bound:
            return self.subject.naming.actor(place(bound, letter))
        return message("why.one_of_them" if letter == "x" else "why.the_other")

    def _member(self, about: str, of: str, bound: Binding) -> Text:
        known = self.subject.rulebook.codebook.lists[of]
        name = str(bound.get(about, about))
        if name in known.members:
            return known.members[name].label
        if about == c.ANY_MEMBER:
            return message("why.any_member", list=known.label)
        if about.startswith(c.SERVING):
            return message("why.serving", list=known.label)
        first = next(x for x, y in self.subject.rulebook.letters.items() if y == of)
        return message("why.member" if about == first else "why.other_member", list=known.label)

    def _names(self, bound: Binding) -> dict[str, Text]:
        names = self.subject.naming.sentences.letters()
        names |= {letter: self._actor(letter, bound) for letter in PAIR}
        letters = self.subject.rulebook.letters
        return names | {letter: self._member(letter, of, bound) for letter, of in letters.items()}

    def _written(
        self, name: str, actors: tuple[str, ...], about: str | None, bound: Binding
    ) -> str:
        ids = self.subject.relation.actors
        who = [ids[place(bound, one)] if one in bound else one for one in actors]
        actor, toward = (*who, None, None)[:2]
        return written(
            name,
            actor=actor,
            toward=toward,
            about=member(bound, about),
        )


def _joined(parts: Iterable[StatementKind | None], *, every: bool) -> StatementKind | None:
    """Several together: all of them, or any; None if what is left cannot speak."""
    several = tuple(parts)
    left = tuple(dict.fromkeys(part for part in several if part is not None))
    if not left or (every and None in several):
        return None
    if len(left) == 1:
        return left[0]
    word = " and " if every else " or "
    condition = word.join(
        f"({part.condition})" if part.joined and part.says is None else part.condition
        for part in left
    )
    return StatementKind(None, condition, joined="all" if every else "any", of=left)


def _is_any(kind: StatementKind) -> bool:
    return kind.says is None and kind.joined == "any"


def _seen(evidence: Evidence, *, holds: bool) -> State:
    return (evidence if holds else evidence.negated()).state


def _who(of: c.Observed) -> tuple[str, ...]:
    return tuple(letter for letter in (of.actor, of.toward) if letter)


def _handed_on(finding: Finding, of: c.Found, bound: Binding) -> Binding:
    """What the finding's own letters stand for; those left open stay open."""
    inside: dict[str, int | str] = dict(PLACES)
    for own, letter in zip(finding.head.actors, of.actors, strict=True):
        if letter in bound:
            inside[own] = bound[letter]
    if len(known := [letter for letter in PAIR if letter in inside]) == 1:
        (other,) = (letter for letter in PAIR if letter not in known)
        inside[other] = 1 - int(inside[known[0]])
    about = member(bound, of.about)
    if finding.head.about and about and not _is_letter(about):
        inside[finding.head.about] = about
    return inside


def _is_letter(about: str) -> bool:
    """Whether it stands for a member that nothing has fixed."""
    return len(about) == 1


def _is_open(about: str | None, bound: Binding) -> bool:
    """Whether it is left open about which member something is said."""
    if about is None or about in bound:
        return False
    return about == c.ANY_MEMBER or about.startswith(c.SERVING) or _is_letter(about)
