"""The theory evaluated the slow way: by recursion over the conditions as they are written.

Written from `theory.md`, sections 1, 2, 4 and 5, and from nothing in the package but the documents
it holds: no ground program, no strata, no literals. What it says of a case is what the program has
to say. The page leaves three things open, and they are read so:

- the strength of a decided `any` or `all` comes from its decided operands alone, and that of a
  contested one is the highest of its contested operands;
- a statement on an indicator is netted like a finding, as everything is between strata;
- a pattern counts as possible unless it is excluded; presumed ones may be leant to, contested ones
  not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple, assert_never

from classifier.case.model import Case, Interview, Observation, Source, Written
from classifier.rulebook.codebook import Codebook
from classifier.rulebook.conditions import All, Any, Condition, Each, Found, Not, Observed
from classifier.rulebook.model import Criterion, Finding, Pattern, Rulebook, Typology

Key = tuple[str, int | None, int | None, str | None]
Value = tuple[str, int | None]
Stated = Mapping[Key, Mapping[Value, int]]
Sides = tuple[int, int]
"""Strength for, strength against."""
Bound = Mapping[str, int | str]


# Section 1 and 2.1: relations and strengths.


class Pair(NamedTuple):
    """A relation: who, when, whether of government with civil society, and what is stated."""

    actors: tuple[str, str]
    period: str | None
    civil: bool
    stated: Stated


def relations(case: Case, codebook: Codebook) -> list[Pair]:
    """Every observed pair in every period."""
    ids = list(case.actors)
    pairs = [(a, b) for place, a in enumerate(ids) for b in ids[place + 1 :]]
    observed = [p for p in pairs if any(_names_both(o, p) for o in case.observations)] or pairs
    return [
        _relation(case, codebook, _government_first(case, pair), period)
        for pair in observed
        for period in (*case.periods,) or (None,)
    ]


def strength(sources: Iterable[Source], pair: tuple[str, str]) -> int:
    """The table of section 2.1."""
    voices: list[tuple[str, str | None]] = []
    for source in sources:
        if isinstance(source, Interview):
            if source.speaks_for == "independent":
                voices.append(("interview", None))
            elif source.speaks_for != "unknown":
                voices.append(("interview", source.speaks_for))
        elif not (isinstance(source, Written) and source.formal):
            voices.append((source.kind, None))
    kinds = {kind for kind, _ in voices}
    speakers = {who for _, who in voices if who is not None}
    if len(kinds) >= 2 or len(speakers) >= 2:
        return 3
    return 2 if any(who not in pair for _, who in voices) else 1


def _names_both(observation: Observation, pair: tuple[str, str]) -> bool:
    if observation.between:
        return set(observation.between) == set(pair)
    return {observation.actor, observation.toward} == set(pair)


def _government_first(case: Case, pair: tuple[str, str]) -> tuple[str, str]:
    first, second = (case.actors[name].kind == "government" for name in pair)
    return (pair[1], pair[0]) if second and not first else pair


def _relation(case: Case, codebook: Codebook, pair: tuple[str, str], period: str | None) -> Pair:
    kinds = [case.actors[name].kind for name in pair]
    civil = kinds[0] == "government" and codebook.actor_kinds[kinds[1]].civil_society
    pools: dict[tuple[Key, Value], list[Source]] = {}
    for observation in case.observations:
        indicator = codebook.indicators[observation.indicator]
        holds = (
            (observation.between is None or set(observation.between) == set(pair))
            and (observation.actor is None or observation.actor in pair)
            and (observation.toward is None or observation.toward in pair)
            and (observation.period is None or observation.period == period)
            and (indicator.only is None or civil)
        )
        for one in _expanded(observation, indicator.scope, pair) if holds else ():
            pools.setdefault(one, []).extend(case.sources[s] for s in observation.sources)
    stated: dict[Key, dict[Value, int]] = {}
    for (key, value), sources in pools.items():
        stated.setdefault(key, {})[value] = strength(sources, pair)
    for name, indicator in codebook.indicators.items():
        key = (name, None, None, None)
        if indicator.derived and key not in stated and "other" not in kinds:
            stated[key] = {("alike" if kinds[0] == kinds[1] else "unlike", None): 2}
    return Pair(pair, period, civil, stated)


def _expanded(
    observation: Observation, scope: str, pair: tuple[str, str]
) -> Iterator[tuple[Key, Value]]:
    name, word, about = observation.indicator, observation.value, observation.about
    actor = pair.index(observation.actor) if observation.actor else None
    toward = pair.index(observation.toward) if observation.toward else None
    if scope == "relation":
        yield (name, None, None, about), (word, actor)
    elif scope == "actor" and actor is None:
        yield (name, 0, None, about), (word, None)
        yield (name, 1, None, about), (word, None)
    else:
        yield (name, actor, toward, about), (word, None)


# Section 2.2: what the evidence makes of conditions and findings.


def state(sides: Sides) -> str:
    """Met, unmet, unknown or contested."""
    for_, against = sides
    if for_ == against:
        return "contested" if for_ else "unknown"
    return "met" if for_ > against else "unmet"


def netted(sides: Sides) -> Sides:
    """The weaker side is not passed on."""
    for_, against = sides
    return (for_ if for_ >= against else 0, against if against >= for_ else 0)


def swapped(sides: Sides) -> Sides:
    """The sides of the opposite."""
    return sides[1], sides[0]


def all_of(parts: list[Sides]) -> Sides:
    """The min of for, the max of against."""
    return min(f for f, _ in parts), max(a for _, a in parts)


def any_of(parts: list[Sides]) -> Sides:
    """The max of for, the min of against; of nothing at all, nothing is known."""
    return (max(f for f, _ in parts), min(a for _, a in parts)) if parts else (0, 0)


def decided_any(parts: list[Sides]) -> Sides:
    """Met if an operand is; unmet if all are; else contested if one is."""
    states = [state(part) for part in parts]
    if "met" in states:
        return max(f for f, a in parts if f > a), 0
    if "contested" in states:
        most = max(f for f, a in parts if f == a)
        return most, most
    if parts and all(one == "unmet" for one in states):
        return 0, min(a for _, a in parts)
    return 0, 0


def decided_all(parts: list[Sides]) -> Sides:
    """Unmet if an operand is; met if all are; else contested if one is."""
    return swapped(decided_any([swapped(part) for part in parts]))


@dataclass
class Reading:
    """What a rulebook makes of what is stated of one relation."""

    book: Rulebook
    stated: Stated
    known: dict[tuple[str, tuple[int, ...], str | None], Sides] = field(default_factory=dict)

    def finding(self, name: str, actors: tuple[int, ...] = (), about: str | None = None) -> Sides:
        """Both sides of a finding, the weaker dropped."""
        at = name, actors, about
        if at not in self.known:
            self.known[at] = netted(self._finding(self.book.findings[name], actors, about))
        return self.known[at]

    def _finding(self, finding: Finding, actors: tuple[int, ...], about: str | None) -> Sides:
        bound: dict[str, int | str] = dict(zip(finding.head.actors, actors, strict=True))
        if finding.head.about and about:
            bound[finding.head.about] = about
        defined = [self.decided(rule.when, bound) for rule in finding.defined_as]
        supports = [self.some(rule.when, bound) for rule in finding.supports]
        opposes = [self.some(rule.when, bound) for rule in finding.opposes]
        return (
            max([f for f, _ in defined] + supports, default=0),
            max([a for _, a in defined] + opposes, default=0),
        )

    def some(self, of: Condition, bound: Bound) -> int:
        """The strongest side for, over all ways to place the letters left free."""
        return max((self.read(of, b)[0] for b in self._placings(of, bound)), default=0)

    def remarked(self, of: Condition) -> int:
        """How strongly a remark is made: as a supporting rule, of nothing that is contested."""
        placings = self._placings(of, {})
        return max((self.read(of, b, contested=False)[0] for b in placings), default=0)

    def read(self, of: Condition, bound: Bound, *, contested: bool = True) -> Sides:
        """A condition as a supporting or opposing rule reads it."""

        def read(part: Condition, within: Bound = bound) -> Sides:
            return self.read(part, within, contested=contested)

        def single(sides: Sides) -> Sides:
            return sides if contested or state(sides) != "contested" else (0, 0)

        match of:
            case Observed():
                abouts = self._abouts(of, bound)
                return any_of([single(self._told(of, bound, about)) for about in abouts])
            case Found():
                return single(self._found(of, bound))
            case Not():
                return swapped(read(of.of))
            case Each():
                return all_of([read(of.of, b) for b in self._both(bound, of)])
            case All():
                return all_of([read(part) for part in of.of])
            case Any():
                return any_of([read(part) for part in of.of])
            case _:
                assert_never(of)

    def decided(self, of: Condition, bound: Bound) -> Sides:
        """A condition as a definition or criterion reads it."""
        match of:
            case Observed():
                abouts = self._abouts(of, bound)
                return decided_any([self._told(of, bound, about) for about in abouts])
            case Found():
                return self._found(of, bound)
            case Not():
                return swapped(self.decided(of.of, bound))
            case Each():
                return decided_all([self.decided(of.of, b) for b in self._both(bound, of)])
            case All():
                return decided_all([self.decided(part, bound) for part in of.of])
            case Any():
                return decided_any([self.decided(part, bound) for part in of.of])
            case _:
                assert_never(of)

    def _found(self, of: Found, bound: Bound) -> Sides:
        actors = tuple(_place(letter, bound) for letter in of.actors)
        return self.finding(of.finding, actors, _member(of.about, bound))

    def _told(self, of: Observed, bound: Bound, about: str | None) -> Sides:
        indicator = self.book.codebook.indicators[of.indicator]
        who = _place(of.actor, bound) if of.actor else None
        toward = _place(of.toward, bound) if of.toward else None
        starred = indicator.scope == "relation"
        values = self.stated.get((of.indicator, None if starred else who, toward, about), {})
        for_, against = 0, 0
        kept: dict[tuple[str, int | None], int] = {}
        for value, strong in sorted(values.items(), key=lambda item: -item[1]):
            if not indicator.together and any(
                stronger > strong and _exclude(value, rival) for rival, stronger in kept.items()
            ):
                continue
            kept[value] = strong
            word, named = value
            if word in of.values and (not starred or who in (None, named)):
                for_ = max(for_, strong)
            elif _against(of, value, who if starred else None, together=indicator.together):
                against = max(against, strong)
        return netted((for_, against))

    def _abouts(self, of: Observed, bound: Bound) -> list[str | None]:
        if of.about is None:
            return [None]
        indicator = self.book.codebook.indicators[of.indicator]
        members = self.book.codebook.lists[indicator.about or ""].members
        if of.about == "any":
            return list(members)
        if of.about.startswith("serving "):
            served = bound[of.about.removeprefix("serving ")]
            return [name for name, member in members.items() if member.serves == served]
        return [_member(of.about, bound)]

    def _both(self, bound: Bound, of: Each) -> list[dict[str, int | str]]:
        if "y" in free(of.of):
            return [{**bound, "x": 0, "y": 1}, {**bound, "x": 1, "y": 0}]
        return [{**bound, "x": 0}, {**bound, "x": 1}]

    def _placings(self, of: Condition, bound: Bound) -> Iterator[Bound]:
        """All ways to let the free letters stand for different things."""
        letters = sorted(free(of) - bound.keys() - {"g", "n"})
        for chosen in product(*(self._range(letter) for letter in letters)):
            placed: dict[str, int | str] = {**bound, **dict(zip(letters, chosen, strict=True))}
            if len(set(placed.values())) == len(placed):
                yield placed

    def _range(self, letter: str) -> list[int | str]:
        if letter in ("x", "y"):
            return [0, 1]
        members = self.book.codebook.lists[self.book.letters[letter]].members
        return [name for name, member in members.items() if not member.unspecific]


def free(of: Condition) -> set[str]:
    """The letters of a condition that no `each` binds."""
    match of:
        case Observed():
            names = {of.actor, of.toward, (of.about or "").removeprefix("serving ")}
            return {name for name in names if name and len(name) == 1}
        case Found():
            return {name for name in (*of.actors, of.about) if name and len(name) == 1}
        case Not():
            return free(of.of)
        case Each():
            return free(of.of) - {"x", "y"}
        case All() | Any():
            return {letter for part in of.of for letter in free(part)}
        case _:
            assert_never(of)


def _exclude(one: Value, other: Value) -> bool:
    """Values of one key that cannot both hold; one that names nobody goes with one that does."""
    if one[0] != other[0]:
        return True
    return one[1] is not None and other[1] is not None and one[1] != other[1]


def _against(of: Observed, value: Value, who: int | None, *, together: bool) -> bool:
    word, named = value
    if of.against is not None:
        return word in of.against
    if together:
        return False
    return word not in of.values or (who is not None and named not in (None, who))


def _place(letter: str, bound: Bound) -> int:
    placed = bound[letter] if letter in bound else {"g": 0, "n": 1}[letter]
    assert isinstance(placed, int)
    return placed


def _member(name: str | None, bound: Bound) -> str | None:
    return None if name is None else str(bound.get(name, name))


# Sections 2.3 to 2.5: grades, verdicts and leanings.


class Answer(NamedTuple):
    """A verdict with nothing behind it."""

    status: str
    grades: dict[str, str]
    pattern: str | None = None
    grade: str | None = None
    strength: int = 0
    possible: frozenset[str] = frozenset()
    leaning: str | None = None


def verdict(typology: Typology, reading: Reading, *, civil: bool) -> Answer:
    """The verdict of a typology."""
    grades = {pattern.id: grade(pattern, reading) for pattern in typology.patterns}
    if typology.only is not None and not civil:
        return Answer("not_applicable", {})
    if typology.gate and state(reading.finding(typology.gate)) == "met":
        return Answer("no_partnership", grades)
    named = {
        grade: [p for p in typology.patterns if grades[p.id] == grade]
        for grade in ("established", "presumed", "contested", "possible")
    }
    possible = frozenset(p.id for several in named.values() for p in several)
    if len(named["established"]) > 1:
        return Answer("mixed", grades, possible=possible)
    shown = named["established"] or (named["presumed"] if len(named["presumed"]) == 1 else [])
    if shown:
        (pattern,) = shown
        strong = min(reading.decided(c.when, {})[0] for c in _required(pattern))
        return Answer("pattern", grades, pattern.id, grades[pattern.id], strong, possible)
    if named["contested"] and not named["presumed"]:
        return Answer("contested", grades, possible=possible)
    if possible:
        leaning = _leaning([*named["possible"], *named["presumed"]], reading)
        return Answer("undetermined", grades, possible=possible, leaning=leaning)
    return Answer("none_fits", grades)


def grade(pattern: Pattern, reading: Reading) -> str:
    """The grade of a pattern."""
    required = [state(reading.decided(c.when, {})) for c in _required(pattern)]
    excluding = [
        state(reading.decided(c.when, {})) for c in pattern.criteria if c.role == "excluded_by"
    ]
    if "unmet" in required or "met" in excluding:
        return "excluded"
    if "contested" in required + excluding:
        return "contested"
    if "unknown" in required:
        return "possible"
    return "presumed" if "unknown" in excluding else "established"


def _required(pattern: Pattern) -> list[Criterion]:
    return [criterion for criterion in pattern.criteria if criterion.role == "requires"]


def _leaning(patterns: list[Pattern], reading: Reading) -> str | None:
    counts = {
        pattern.id: len(
            [
                c
                for c in _required(pattern)
                if c.telling and state(reading.decided(c.when, {})) == "met"
            ]
        )
        for pattern in patterns
    }
    best = [name for name, count in counts.items() if count and count == max(counts.values())]
    return best[0] if len(best) == 1 else None
