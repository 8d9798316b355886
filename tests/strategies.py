"""Random cases, and random rulebooks over a small codebook.

Everything is drawn from a `Random`, so that a number names a case for good, a child process can draw
the same ones, and hypothesis can shrink what it finds (`drawn`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from random import Random
from typing import Literal, TypeVar

from hypothesis import strategies as st
from pydantic import JsonValue

from classifier.case.model import Case
from classifier.case.relations import Key, Pooled, Value
from classifier.case.relations import Told as Statements
from classifier.rulebook.codebook import Codebook, Indicator
from classifier.rulebook.conditions import All, Any, Condition, Each, Found, Head, Not, Observed
from classifier.rulebook.model import (
    Checklist,
    Criterion,
    Examples,
    Finding,
    Item,
    Pattern,
    Role,
    Rule,
    Rulebook,
    Typology,
)
from classifier.rulebook.notation import statement
from classifier.words.language import Text

T = TypeVar("T")
JSONObject = dict[str, JsonValue]


def drawn(draw: Callable[[Random], T]) -> st.SearchStrategy[T]:
    """What `draw` makes of a random source, as a strategy."""
    return st.randoms(use_true_random=False).map(draw)


def numbered(number: int) -> Random:
    """The random source of that number."""
    return Random(number)  # noqa: S311 - random cases keep no secret


def damaged(whole: bytes, number: int) -> bytes:
    """Cut off, with a byte changed, overwritten in part, or with something before or after it."""
    random = numbered(number)
    place = random.randrange(len(whole))
    several = (
        whole[:place],
        whole[:place] + bytes([whole[place] ^ (1 << random.randrange(8))]) + whole[place + 1 :],
        whole[:place] + bytes(min(500, len(whole) - place)) + whole[place + 500 :],
        whole + whole[:place],
        whole[place:] + whole[:place],
        random.randbytes(place),
    )
    changed = several[number % len(several)]
    return changed if changed != whole else whole[:-1]


# Cases.

SOURCES: JSONObject = {
    "by_g": {"kind": "interview", "speaks_for": "g", "label": "l"},
    "by_g_too": {"kind": "interview", "speaks_for": "g", "label": "l"},
    "by_n": {"kind": "interview", "speaks_for": "n", "label": "l"},
    "by_nobody": {"kind": "interview", "speaks_for": "unknown", "label": "l"},
    "by_outsider": {"kind": "interview", "speaks_for": "independent", "label": "l"},
    "seen": {"kind": "observation", "label": "l"},
    "report": {"kind": "document", "formal": False, "label": "l"},
    "law": {"kind": "document", "formal": True, "label": "l"},
}
"""A source of every kind."""


def case_document(
    kinds: dict[str, str],
    observations: Sequence[JSONObject],
    *,
    sources: JSONObject | None = None,
    periods: Sequence[str] = (),
) -> JSONObject:
    """A case file with these actors and observations."""
    return {
        "schema": "kemitraan/case/1",
        "id": "c",
        "actors": {name: {"name": name.upper(), "kind": kind} for name, kind in kinds.items()},
        "periods": {name: {"label": name} for name in periods},
        "sources": SOURCES if sources is None else sources,
        "observations": list(observations),
    }


def case_with(
    *observations: JSONObject, kinds: dict[str, str] | None = None, periods: Sequence[str] = ()
) -> Case:
    """A case of government `g` and NGO `n`, unless other kinds are given."""
    kinds = kinds or {"g": "government", "n": "ngo"}
    return Case.model_validate(case_document(kinds, observations, periods=periods))


def written_case(text: str, codebook: Codebook, source: str = "report") -> Case:
    """The case that a line of examples writes: of `g` and `n`, every statement reported."""
    return case_with(*(observation(part, codebook, source) for part in text.split(";")))


def observation(text: str, codebook: Codebook, source: str = "report") -> JSONObject:
    """An observation in the one-line form."""
    read = statement(text)
    assert read is not None, text
    made: JSONObject = {"indicator": read.name, "value": read.values[0], "sources": [source]}
    for argument in read.arguments:
        actor, _, toward = argument.partition(">")
        if actor not in ("g", "n"):
            made["about"] = argument
        else:
            made["actor"] = actor
            if toward:
                made["toward"] = toward
    return made


KINDS = ("government", "ngo", "community_body", "company", "donor", "other")
PAIRS = (
    *(
        {"g": "government", "n": kind}
        for kind in ("ngo", "community_body", "company", "government")
    ),
    {"g": "ngo", "n": "government"},
    {"g": "company", "n": "ngo"},
    {"g": "other", "n": "other"},
    {"g": "donor", "n": "donor"},
)


def random_case(
    random: Random,
    codebook: Codebook,
    *,
    indicators: Sequence[str] = (),
    kinds: dict[str, str] | None = None,
) -> Case:
    """A case of two or three actors, with none or two periods, sparse or dense."""
    if kinds is None:
        civil = random.random() < 0.6
        kinds = {"g": "government", "n": "ngo"} if civil else dict(random.choice(PAIRS))
        if random.random() < 0.2:
            kinds["m"] = random.choice(KINDS)
    periods = ("early", "late") if random.random() < 0.15 else ()
    of_pair = "government" in kinds.values() and any(
        codebook.actor_kinds[kind].civil_society for kind in kinds.values()
    )
    names = [
        name
        for name in indicators or codebook.indicators
        if of_pair or not codebook.indicators[name].only
    ]
    favoured = random.sample(sorted(SOURCES), random.randint(1, 4))
    count = random.choice((0, 1, 3, 8, 20, 40))
    observations = [
        random_observation(
            random,
            codebook,
            random.choice(names),
            actors=tuple(kinds),
            periods=periods,
            sources=favoured,
        )
        for _ in range(count)
    ]
    return Case.model_validate(case_document(kinds, observations, periods=periods))


def random_observation(  # noqa: PLR0913 - what the case has
    random: Random,
    codebook: Codebook,
    name: str,
    *,
    actors: Sequence[str],
    periods: Sequence[str],
    sources: Sequence[str],
) -> JSONObject:
    """An observation that fits its indicator."""
    indicator = codebook.indicators[name]
    value = random.choice(list(indicator.values))
    made: JSONObject = {"indicator": name, "value": value}
    pair = random.sample(list(actors), 2)
    if indicator.scope == "directed":
        made |= {"actor": pair[0], "toward": pair[1]}
    elif (indicator.scope == "actor" and random.random() < 0.7) or (
        value in indicator.names and random.random() < 0.6
    ):
        made["actor"] = pair[0]
    if indicator.about:
        made["about"] = random.choice(_members(codebook, indicator))
    if not indicator.only and random.random() < (0.5 if len(actors) > 2 else 0.1):
        random.shuffle(pair)
        made["between"] = [*pair]
    if periods and random.random() < 0.6:
        made["period"] = random.choice(list(periods))
    made["sources"] = list(random.sample(list(sources), random.randint(0, min(2, len(sources)))))
    return made


def _members(codebook: Codebook, indicator: Indicator) -> list[str]:
    """Members of the list, few of a long one, so that statements meet."""
    assert indicator.about is not None
    about = codebook.lists[indicator.about]
    few = [*about.members][:4] + [m for m, member in about.members.items() if member.unspecific]
    return [*few, "something else"] if about.open else few


def random_statements(random: Random, codebook: Codebook) -> Statements:
    """What is told of a relation, without a case to tell it."""
    density = random.choice((0.05, 0.2, 0.5, 0.9))
    told: dict[Key, dict[Value, Pooled]] = {}
    for key, values in _answers(codebook):
        if random.random() < density:
            chosen = random.sample(values, min(len(values), random.choice((1, 1, 1, 2, 3))))
            even = random.choice((None, 1, 2, 3))
            told[key] = {v: Pooled(even or random.randint(1, 3), ("o1",)) for v in chosen}
    return told


def _answers(codebook: Codebook) -> list[tuple[Key, list[Value]]]:
    answers = []
    for name, indicator in codebook.indicators.items():
        places: tuple[tuple[int | None, int | None], ...] = {
            "relation": ((None, None),),
            "actor": ((0, None), (1, None)),
            "directed": ((0, 1), (1, 0)),
        }[indicator.scope]
        abouts = _members(codebook, indicator) if indicator.about else [None]
        values = [
            Value(word, named)
            for word in indicator.values
            for named in ((None, 0, 1) if word in indicator.names else (None,))
        ]
        answers += [(Key(name, *p, about), values) for p, about in product(places, abouts)]
    return answers


# A small codebook with every trait an indicator can have.

_SAID = Text("t", "t")


def _indicator(scope: str, values: str, **traits: JsonValue) -> JSONObject:
    coded: JSONObject = {word: {"label": _said(), "when": _said()} for word in values.split()}
    return {
        "dimension": "d",
        "scope": scope,
        "label": _said(),
        "question": _said(),
        "values": coded,
        "differs": _said(),
        "neighbours": [],
        **traits,
    }


def _said() -> JSONObject:
    return {"id": "t", "en": "t"}


def _list(*members: str, unspecific: str = "") -> JSONObject:
    """A list; `name:served` is a member that serves another."""
    made: JSONObject = {}
    for member in members:
        name, _, served = member.partition(":")
        made[name] = {"label": _said(), "serves": served or None, "unspecific": name == unspecific}
    return {"label": _said(), "members": made}


SMALL = Codebook.model_validate(
    {
        "version": "1",
        "actor_kinds": {
            "government": {"label": _said()},
            "ngo": {"label": _said(), "civil_society": True},
            "community_body": {"label": _said(), "civil_society": True},
            "company": {"label": _said()},
            "donor": {"label": _said()},
            "other": {"label": _said()},
        },
        "dimensions": {"d": {"label": _said()}},
        "lists": {
            "things": _list("wood", "iron", "glass", "matter", unspecific="matter"),
            "jobs": _list("logger:wood", "forester:wood", "smith:iron", "blower:glass", "idler"),
        },
        "indicators": {
            "plain": _indicator("relation", "yes no"),
            "graded": _indicator("relation", "much some little"),
            "status": _indicator("relation", "alike unlike", derived=True),
            "level": _indicator("relation", "even upper", names=["upper"]),
            "rights": _indicator("relation", "joint led one", names=["led", "one"]),
            "loose": _indicator("relation", "red green blue", together=True),
            "civil": _indicator("relation", "good bad", only="government_with_civil_society"),
            "noted": _indicator("relation", "made not_made", about="things"),
            "own": _indicator("actor", "yes no"),
            "stock": _indicator("actor", "full half empty", about="things"),
            "job": _indicator("actor", "does does_not", about="jobs"),
            "push": _indicator("directed", "yes no"),
            "debt": _indicator("directed", "all part none"),
        },
    }
)
LETTERS = {"r": "things", "s": "things", "t": "jobs"}


# Random rulebooks over it.

EXAMPLES = Examples(holds=("plain=yes",), fails=("plain=no",))


@dataclass(frozen=True, slots=True)
class _Scope:
    """Which letters a condition may use, and which findings."""

    actors: frozenset[str]
    members: frozenset[str]
    below: tuple[Head, ...]


def random_rulebook(random: Random) -> Rulebook:
    """A rulebook of a few levels of findings, some typologies and a checklist."""
    heads: list[Head] = []
    findings: dict[str, Finding] = {}
    for level in range(random.randint(1, 4)):
        made = [
            _finding(random, f"f{level}_{n}", tuple(heads)) for n in range(random.randint(1, 3))
        ]
        heads += [finding.head for finding in made]
        findings |= {finding.name: finding for finding in made}
    closed = _Scope(frozenset("gn"), frozenset(), tuple(heads))
    gates = [h.finding for h in heads if not h.actors and not h.about]
    typologies = [_typology(random, f"t{n}", closed, gates) for n in range(random.randint(1, 2))]
    items = tuple(_item(random, f"i{n}", closed) for n in range(2))
    checklist = Checklist("list", _SAID, (), items, None, None, None)
    return Rulebook(
        version="1",
        sha256="0",
        codebook=SMALL,
        letters=LETTERS,
        findings=findings,
        typologies={typology.id: typology for typology in typologies},
        checklists={"list": checklist},
        references={},
    )


def _finding(random: Random, name: str, below: tuple[Head, ...]) -> Finding:
    actors = random.choice(((), (), ("x",), ("x", "y")))
    about = random.choice((None, None, "r"))
    bound = frozenset(actors), frozenset([about] if about else [])
    closed = _Scope(bound[0] | {"g", "n"}, bound[1], below)
    open_ = _Scope(frozenset("xygn"), frozenset("rst"), below)

    def rules(sort: str, scope: _Scope, most: int) -> tuple[Rule, ...]:
        count = random.randint(0, most)
        return tuple(_rule(random, f"{name}/{sort}{n}", scope) for n in range(count))

    return Finding(
        head=Found(name, actors, about),
        holds=_SAID,
        fails=_SAID,
        supports=rules("s", open_, 3),
        opposes=rules("o", open_, 2),
        defined_as=rules("d", closed, 1 + (random.random() < 0.1)),
        only=random.choice((None, None, "government_with_civil_society")),
    )


def _rule(random: Random, name: str, scope: _Scope) -> Rule:
    return Rule(name, random_condition(random, scope), _SAID, EXAMPLES, decision=_SAID)


def _typology(random: Random, name: str, scope: _Scope, gates: list[str]) -> Typology:
    patterns = tuple(_pattern(random, f"{name}p{n}", scope) for n in range(random.randint(1, 4)))
    only: Literal["government_with_civil_society"] | None = (
        "government_with_civil_society" if random.random() < 0.3 else None
    )
    gate = random.choice(gates) if gates and random.random() < 0.4 else None
    return Typology(name, _SAID, _SAID, (), patterns, only, gate)


def _pattern(random: Random, name: str, scope: _Scope) -> Pattern:
    def criteria(role: Role, least: int, most: int) -> tuple[Criterion, ...]:
        return tuple(
            Criterion(
                id=f"{name}/{role}{n}",
                role=role,
                when=random_condition(random, scope),
                holds=_SAID,
                fails=_SAID,
                telling=random.random() < 0.7,
                reference=(),
                decision=_SAID,
                examples=EXAMPLES,
            )
            for n in range(random.randint(least, most))
        )

    open_ = _Scope(frozenset("xygn"), frozenset("rst"), scope.below)
    remarks = (_rule(random, f"{name}/remark", open_),) if random.random() < 0.3 else ()
    requires, excluded_by = criteria("requires", 1, 3), criteria("excluded_by", 0, 2)
    return Pattern(name, _SAID, _SAID, (), requires, excluded_by, remarks)


def _item(random: Random, name: str, scope: _Scope) -> Item:
    partly = random_condition(random, scope) if random.random() < 0.5 else None
    return Item(name, _SAID, random_condition(random, scope), partly)


def random_condition(random: Random, scope: _Scope, depth: int = 3) -> Condition:
    """A condition within a scope, nested up to a depth."""
    draw = partial(random_condition, random, scope, depth - 1)
    kind = random.choice(("leaf", "leaf", "all", "any", "not", "each")) if depth else "leaf"
    match kind:
        case "all":
            return All(tuple(draw() for _ in range(random.randint(1, 3))))
        case "any":
            return Any(tuple(draw() for _ in range(random.randint(1, 3))))
        case "not":
            return Not(draw())
        case "each":
            both = scope.actors | set(random.choice(("x", "xy")))
            inner = _Scope(both, scope.members, scope.below)
            return Each(random_condition(random, inner, depth - 1))
        case _:
            found = scope.below and random.random() < 0.4
            return _found(random, scope) if found else _told(random, scope)


def _found(random: Random, scope: _Scope) -> Condition:
    head = random.choice(scope.below)
    about = None
    if head.about:
        letters = sorted(scope.members & {"r", "s"})
        about = random.choice([*letters, *letters, "wood", "iron"])
    if len(head.actors) == 1:
        return Found(head.finding, (random.choice(sorted(scope.actors)),), about)
    return Found(head.finding, _direction(random, scope) if head.actors else (), about)


def _told(random: Random, scope: _Scope) -> Observed:
    name = random.choice(list(SMALL.indicators))
    indicator = SMALL.indicators[name]
    words = list(indicator.values)
    actor, toward = None, None
    if indicator.scope == "directed":
        actor, toward = _direction(random, scope)
    elif indicator.scope == "actor" or (indicator.names and random.random() < 0.5):
        actor = random.choice(sorted(scope.actors))
    pool = indicator.names if indicator.scope == "relation" and actor else words
    values = tuple(random.sample(list(pool), random.randint(1, max(1, len(pool) - 1))))
    others = [word for word in words if word not in values]
    against = None
    if others and random.random() < 0.3:
        against = tuple(random.sample(others, random.randint(1, len(others))))
    return Observed(name, actor, toward, _about(random, scope, indicator), values, against)


def _direction(random: Random, scope: _Scope) -> tuple[str, str]:
    pairs = [("g", "n"), ("n", "g")]
    if {"x", "y"} <= scope.actors:
        pairs += [("x", "y"), ("y", "x")] * 2
    return random.choice(pairs)


def _about(random: Random, scope: _Scope, indicator: Indicator) -> str | None:
    if indicator.about is None:
        return None
    letters = [letter for letter in sorted(scope.members) if LETTERS[letter] == indicator.about]
    choices = [*letters, *letters, "any", random.choice(_members(SMALL, indicator))]
    if indicator.about == "jobs":
        things = [letter for letter in sorted(scope.members) if LETTERS[letter] == "things"]
        choices += [f"serving {letter}" for letter in things] * 2
    return random.choice(choices)
