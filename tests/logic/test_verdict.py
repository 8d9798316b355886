"""Grades and verdicts: the tables of the theory (2.3 to 2.5), line by line."""

from __future__ import annotations

from itertools import permutations, product
from types import MappingProxyType
from typing import NamedTuple

import pytest
from strategies import EXAMPLES, SMALL, case_with

from classifier.case.relations import Key, Pooled, Relation, Value, relations_of
from classifier.logic.engines.interpreter import Interpreter
from classifier.logic.evidence import State, Strength
from classifier.logic.grounding import program_of
from classifier.logic.program import derive
from classifier.logic.verdict import Grade, Status, Verdict, decide, grade
from classifier.rulebook.conditions import Any, Found, Observed
from classifier.rulebook.model import Criterion, Finding, Pattern, Role, Rule, Rulebook, Typology
from classifier.words.language import Text

SAID = Text("t", "t")
STATES = {"M": State.MET, "U": State.UNMET, "?": State.UNKNOWN, "C": State.CONTESTED}

# Grades: the states of what is required, those of what excludes, the grade.

GRADES = [
    ("M", "", "established"),
    ("MM", "U", "established"),
    ("M", "UU", "established"),
    ("U", "", "excluded"),
    ("MU", "U", "excluded"),
    ("M", "M", "excluded"),
    ("?", "M", "excluded"),
    ("U", "C", "excluded"),
    ("C", "M", "excluded"),
    ("UC", "?", "excluded"),
    ("C", "", "contested"),
    ("MC", "U", "contested"),
    ("M", "C", "contested"),
    ("?", "C", "contested"),
    ("C?", "?", "contested"),
    ("?", "", "possible"),
    ("M?", "U", "possible"),
    ("?", "?", "possible"),
    ("M", "?", "presumed"),
    ("MM", "U?", "presumed"),
]


@pytest.mark.parametrize(("required", "excluding", "expected"), GRADES)
def test_a_grade_is_read_off_the_states_of_its_criteria_in_any_order(
    required: str, excluding: str, expected: str
) -> None:
    for one, other in product(permutations(required), permutations(excluding)):
        given = grade([STATES[s] for s in one], [STATES[s] for s in other])

        assert given == Grade(expected)


def test_a_pattern_with_a_requirement_unknown_is_never_shown() -> None:
    for one, other in product(STATES.values(), repeat=2):
        assert grade([one, State.UNKNOWN], [other]) not in {Grade.ESTABLISHED, Grade.PRESUMED}


# Verdicts: patterns are written `required-excluding`, with capitals for states (`?` unknown).


class Line(NamedTuple):
    patterns: str
    status: str
    pattern: str | None = None
    grade: str | None = None
    possible: str = ""
    leaning: str | None = None


VERDICTS = [
    # One established pattern is the verdict, whatever the others are.
    Line("M U U", "pattern", "a", "established", "a"),
    Line("U M-U U", "pattern", "b", "established", "b"),
    Line("M ? C", "pattern", "a", "established", "abc"),
    Line("M M-? U", "pattern", "a", "established", "ab"),
    Line("M M-? M-?", "pattern", "a", "established", "abc"),
    # Several established are mixed.
    Line("M M U", "mixed", None, None, "ab"),
    Line("M M C", "mixed", None, None, "abc"),
    # None established and exactly one presumed: that one, presumed.
    Line("M-? U U", "pattern", "a", "presumed", "a"),
    Line("U M-? ?", "pattern", "b", "presumed", "bc"),
    Line("C M-? U", "pattern", "b", "presumed", "ab"),
    # Several presumed are undetermined, contested or not.
    Line("M-? M-? U", "undetermined", None, None, "ab"),
    Line("MM-? M-? U", "undetermined", None, None, "ab", "a"),
    Line("M-? M-? C", "undetermined", None, None, "abc"),
    # Else what is contested.
    Line("C U U", "contested", None, None, "a"),
    Line("C ? U", "contested", None, None, "ab"),
    Line("M-C ? ?", "contested", None, None, "abc"),
    # Else what is possible.
    Line("? ? ?", "undetermined", None, None, "abc"),
    Line("? U U", "undetermined", None, None, "a"),
    Line("M? ? U", "undetermined", None, None, "ab", "a"),
    # All excluded: none fits.
    Line("U U U", "none_fits"),
    Line("U M-M U", "none_fits"),
    # Leanings: most telling requirements met, at least one, and alone in that.
    Line("MM? M?? ?", "undetermined", None, None, "abc", "a"),
    Line("M?? M?? ?", "undetermined", None, None, "abc"),
    Line("M? MM? MM?", "undetermined", None, None, "abc"),
    Line("m? ? ?", "undetermined", None, None, "abc"),
    Line("mM? M?? ?", "undetermined", None, None, "abc"),
    Line("mm? M? ?", "undetermined", None, None, "abc", "b"),
    Line("MMU M? ?", "undetermined", None, None, "bc", "b"),
    Line("?-M M? ?", "undetermined", None, None, "bc", "b"),
]
"""A small `m` is met and not telling."""


def written(text: str) -> tuple[Rulebook, dict[Key, dict[Value, Pooled]]]:
    """A rulebook whose criteria are in these states, and what is told to make them so."""
    told: dict[Key, dict[Value, Pooled]] = {}
    patterns = []
    for name, states in zip("abc", text.split(), strict=False):
        required, _, excluding = states.partition("-")
        roles: list[tuple[str, Role]] = [
            *((s, "requires") for s in required),
            *((s, "excluded_by") for s in excluding),
        ]
        criteria: dict[Role, list[Criterion]] = {"requires": [], "excluded_by": []}
        for place, (letter, role) in enumerate(roles):
            about = f"{name}{place}"
            key = Key("noted", None, None, about)
            values = {"M": ["made"], "U": ["not_made"], "C": ["made", "not_made"], "?": []}
            told[key] = {Value(v): Pooled(2, ()) for v in values[letter.upper()]}
            when = Observed("noted", None, None, about, ("made",), None)
            telling = letter.isupper() or letter == "?"
            criteria[role].append(criterion(f"{name}/{place}", role, when, telling=telling))
        requires, excluded_by = (tuple(of) for of in criteria.values())
        patterns.append(Pattern(name, SAID, SAID, (), requires, excluded_by))
    book = rulebook(Typology("t", SAID, SAID, (), tuple(patterns)))
    return book, {key: values for key, values in told.items() if values}


def criterion(
    name: str, role: Role, when: Observed | Found | Any, *, telling: bool = True
) -> Criterion:
    return Criterion(name, role, when, SAID, SAID, EXAMPLES, telling)


def rulebook(typology: Typology, *findings: Finding) -> Rulebook:
    return Rulebook(
        version="1",
        sha256="0",
        codebook=SMALL,
        letters={},
        findings={finding.name: finding for finding in findings},
        typologies={typology.id: typology},
        checklists={},
        references={},
    )


def decided(book: Rulebook, told: dict[Key, dict[Value, Pooled]], *, civil: bool = True) -> Verdict:
    program = program_of(book)
    pairing = "government_with_civil_society" if civil else None
    relation = Relation(("g", "n"), None, pairing, told)  # type: ignore[arg-type]
    (typology,) = book.typologies.values()
    return decide(typology, relation, derive(program, told, Interpreter(program)))


@pytest.mark.parametrize("line", VERDICTS, ids=[f"{v.patterns}: {v.status}" for v in VERDICTS])
def test_a_verdict_is_read_off_the_grades(line: Line) -> None:
    decision = decided(*written(line.patterns))

    assert decision.status == Status(line.status)
    assert decision.pattern == line.pattern
    assert decision.grade == line.grade
    assert decision.possible == tuple(line.possible)
    assert decision.leaning == line.leaning


def test_a_verdict_has_a_pattern_a_grade_and_a_strength_or_none_of_them() -> None:
    for line in VERDICTS:
        decision = decided(*written(line.patterns))
        given = {decision.pattern is None, decision.grade is None, decision.strength is None}

        assert given == {decision.status is not Status.PATTERN}


@pytest.mark.parametrize(
    ("strengths", "expected"),
    [((3, 3), "corroborated"), ((3, 2), "reported"), ((1, 3), "claimed"), ((2, 2), "reported")],
)
def test_a_verdict_is_as_strong_as_its_weakest_required_criterion(
    strengths: tuple[int, int], expected: str
) -> None:
    book, told = written("MM-U")
    for place, strong in enumerate(strengths):
        told[Key("noted", None, None, f"a{place}")] = {Value("made"): Pooled(strong, ())}
    told[Key("noted", None, None, "a2")] = {Value("not_made"): Pooled(1, ())}

    assert decided(book, told).strength is Strength(expected)


def gated(value: str | None) -> Verdict:
    """The verdict where the gate stands on one statement and the only pattern is established."""
    shut = Observed("plain", None, None, None, ("no",), None)
    rule = Rule("shut/plain", shut, SAID, EXAMPLES)
    gate = Finding(Found("shut", (), None), SAID, SAID, (rule,), (), (), None)
    met = Observed("graded", None, None, None, ("much",), None)
    pattern = Pattern("a", SAID, SAID, (), (criterion("a/0", "requires", met),))
    book = rulebook(Typology("t", SAID, SAID, (), (pattern,), gate="shut"), gate)
    told = {Key("graded"): {Value("much"): Pooled(2, ())}}
    if value == "both":
        told[Key("plain")] = {Value("no"): Pooled(2, ()), Value("yes"): Pooled(2, ())}
    elif value:
        told[Key("plain")] = {Value(value): Pooled(2, ())}
    return decided(book, told)


def test_only_a_gate_that_is_met_leaves_no_partnership() -> None:
    assert gated("no").status is Status.NO_PARTNERSHIP
    assert gated("no").pattern is None
    assert gated("yes").pattern == gated(None).pattern == "a"


def test_what_does_not_apply_is_said_before_anything_else() -> None:
    book, told = written("M U U")
    (typology,) = book.typologies.values()
    only = Typology("t", SAID, SAID, (), typology.patterns, "government_with_civil_society")
    narrowed = rulebook(only)

    assert decided(narrowed, told, civil=False).status is Status.NOT_APPLICABLE
    assert decided(narrowed, told, civil=False).pattern is None
    assert decided(narrowed, told, civil=True).pattern == "a"


@pytest.mark.parametrize(
    ("first", "second", "applies"),
    [
        ("government", "ngo", True),
        ("ngo", "government", True),
        ("community_body", "government", True),
        ("government", "company", False),
        ("government", "government", False),
        ("ngo", "ngo", False),
        ("donor", "ngo", False),
    ],
)
def test_government_with_civil_society_is_one_of_each(
    first: str, second: str, *, applies: bool
) -> None:
    (relation,) = relations_of(case_with(kinds={"g": first, "n": second}), SMALL)

    assert (relation.pairing == "government_with_civil_society") is applies


def test_a_decision_keeps_the_grade_of_every_pattern() -> None:
    decision = decided(*written("M M-? C"))

    assert decision.grades == MappingProxyType(
        {"a": Grade.ESTABLISHED, "b": Grade.PRESUMED, "c": Grade.CONTESTED}
    )
