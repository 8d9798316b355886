"""An explanation says what stands in the way, names what the rules would read, and grows by depth."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from strategies import drawn
from subjects import EXAMPLES, SHIPPED, case_subject, every_example, golden, random_subject, written

from classifier import load_case
from classifier.cli import main
from classifier.explain.why import blocks_of
from classifier.explain.words import Depth
from classifier.logic.evidence import State
from classifier.logic.program import SIDES, Observable, Program, Side
from classifier.logic.verdict import Grade, Status
from classifier.picture.mermaid import CLASSES, escaped, flowchart
from classifier.questions.kinds import Speaking, StatementKind
from classifier.questions.subject import NoSuchPattern, Subject, as_json, subjects_of
from classifier.questions.why import Need, WhyAnswer, why
from classifier.result.assembling import behind, stated_in
from classifier.rulebook.conditions import Condition, Observed
from classifier.words.language import LANGUAGES, Language
from classifier.writers.blocks import Block, spoken
from classifier.writers.text import text_of_blocks

DEPTHS: tuple[Depth, ...] = ("line", "summary", "full")
Leaf = tuple[str, str]
"""An indicator with a value."""


def asked_of(subject: Subject) -> Iterator[str | None]:
    yield from (None, *subject.rulebook.typologies)


# What stands in the way.


@given(drawn(case_subject))
def test_every_criterion_in_the_way_is_told_and_no_other(subject: Subject) -> None:
    made, program = subject.judged().derivation, subject.program
    decisions = subject.judged().verdicts
    for name, typology in subject.rulebook.typologies.items():
        decision = decisions[name]
        if decision.status is Status.NOT_APPLICABLE:
            continue
        told = {one.pattern: one for one in why(subject, name).patterns}
        for pattern in typology.patterns:
            satisfied = {
                c.id: made.evidence(program.criteria[c.id]).state
                is (State.MET if c.role == "requires" else State.UNMET)
                for c in pattern.criteria
            }
            is_one_of_several = (
                decision.status is Status.MIXED and decision.grades[pattern.id] is Grade.ESTABLISHED
            )
            one = told[pattern.id]
            assert one.shown == (decision.pattern == pattern.id or is_one_of_several)
            needed = [need.of for need in one.needs if need.of in satisfied]
            expected = [] if one.shown else [c for c, good in satisfied.items() if not good]
            assert needed == expected


@given(drawn(case_subject))
def test_what_is_needed_is_not_so_already(subject: Subject) -> None:
    for name in subject.rulebook.typologies:
        for need in needs_of(why(subject, name)):
            if need.kind is not None:
                assert need.kind.state is not State.MET


@given(drawn(random_subject))
def test_the_kinds_are_just_what_the_ground_program_reads(subject: Subject) -> None:
    speaking = Speaking(subject, subject.judged().derivation)
    for typology in subject.rulebook.typologies.values():
        for criterion in (c for pattern in typology.patterns for c in pattern.criteria):
            for holds in (True, False):
                of = subject.program.criteria[criterion.id]
                side = Side.FOR if holds else Side.AGAINST
                grounded = read(subject.program, of.literal(side), {})
                assert leaves(speaking, criterion.when, holds=holds) == grounded


def leaves(speaking: Speaking, of: Condition, *, holds: bool) -> frozenset[Leaf] | None:
    kind = speaking.kind(of, holds=holds)
    return None if kind is None else frozenset(_leaves(kind))


def _leaves(kind: StatementKind) -> Iterator[Leaf]:
    if not kind.of:
        name, _, words = kind.condition.partition("=")
        yield from ((name.partition("(")[0], word) for word in words.split(" or "))
    for part in kind.of:
        yield from _leaves(part)


def read(
    program: Program, literal: int, known: dict[int, frozenset[Leaf] | None]
) -> frozenset[Leaf] | None:
    """What a literal can come from; None if nothing."""
    if literal not in known:
        number, side = divmod(literal, SIDES)
        of = program.propositions[number]
        positive = side in (Side.FOR, Side.MET)
        if isinstance(of, Observable):
            values = of.values if positive else of.against
            known[literal] = frozenset((of.key.indicator, v.word) for v in values) or None
        else:
            wanted = Side.FOR if positive else Side.AGAINST
            clauses = [
                [read(program, part, known) for part in clause.body]
                for stratum in program.strata
                for clause in stratum.clauses
                if clause.head == number and clause.side is wanted
            ]
            able = [[part for part in body if part is not None] for body in clauses if all_(body)]
            known[literal] = (
                frozenset().union(*(p for body in able for p in body)) if able else None
            )
    return known[literal]


def all_(body: Iterable[object]) -> bool:
    return None not in list(body)


def needs_of(answer: WhyAnswer) -> list[Need]:
    return [need for one in answer.patterns for need in one.needs]


def test_what_nobody_observed_is_asked_and_what_was_observed_otherwise_is_marked() -> None:
    (one,) = why(golden(), "sulistiyani_organisation/linear_union").patterns
    assert [need.of for need in one.needs] == ["linear_union/likeness", "linear_union/difference"]
    unknown, failing = (need.kind for need in one.needs)
    assert unknown is not None
    assert failing is not None
    assert (unknown.joined, failing.joined) == ("any", "any")
    assert {k.condition: k.state for k in unknown.of} == {
        "size=alike or partly": State.UNKNOWN,
        "legal_status=alike": State.UNMET,
    }
    assert [k.joined for k in failing.of] == ["all"]


def test_a_gate_that_is_met_stands_before_the_criteria() -> None:
    subject = written("agreement=none", "joint_activity=absent")
    (one,) = why(subject, "sulistiyani_organism/mutualism").patterns
    assert one.needs[0].of == "no_partnership"
    assert one.needs[0].kind is not None
    assert one.needs[0].kind.condition == "not no_partnership"


def test_rules_on_government_and_civil_society_are_not_asked_of_others() -> None:
    companies = next(s for s in every_example() if s.relation.pairing is None)
    speaking = Speaking(companies, companies.judged().derivation)
    for finding in ("hostile", "welcomed"):
        when = next(
            c.when
            for t in SHIPPED.typologies.values()
            for p in t.patterns
            for c in p.criteria
            if getattr(c.when, "finding", "") == finding
        )
        assert speaking.kind(when, holds=True) is None


def test_what_names_one_actor_is_spoken_against_by_the_same_of_the_other() -> None:
    subject = golden()
    upper = Observed("standing", "g", None, None, ("unequal",), None)
    kind = Speaking(subject, subject.judged().derivation).kind(upper, holds=False)
    assert kind is not None
    ngo = subject.relation.actors[1]
    assert [one.condition for one in kind.of] == ["standing=equal", f"standing({ngo})=unequal"]
    assert [one.state for one in kind.of] == [State.MET, State.UNMET]


# Names of patterns.


def test_a_pattern_is_found_by_its_own_name_if_only_one_typology_has_it() -> None:
    (one,) = why(golden(), "linear_union").patterns
    assert one.typology == "sulistiyani_organisation"
    tandon = SHIPPED.typologies["tandon"]
    twice = replace(
        SHIPPED, typologies={**SHIPPED.typologies, "tandem": replace(tandon, id="tandem")}
    )
    subject = replace(golden(), rulebook=twice)
    with pytest.raises(NoSuchPattern) as error:
        why(subject, "dependency")
    assert error.value.hint is not None
    assert "tandon/dependency, tandem/dependency" in error.value.hint.en


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("linear_unoin", "linear_union"),
        ("tandn", "tandon"),
        ("tandon/dependancy", "tandon/dependency"),
        ("tandn/dependency", "tandon"),
        ("tandon/zzz", "tandon/dependency, tandon/adversary, tandon/collaborative"),
        ("zzz", "sulistiyani_organisation"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(asked: str, near: str) -> None:
    with pytest.raises(NoSuchPattern) as error:
        why(golden(), asked)
    assert error.value.hint is not None
    assert near in error.value.hint.en


# A shorter explanation is a part of a longer one.


def texts(blocks: Iterable[Block]) -> Counter[tuple[str, str, str]]:
    return Counter((one.kind, spoken(one.said, "id"), spoken(one.said, "en")) for one in blocks)


def is_growing(answer: WhyAnswer) -> bool:
    line, summary, full = (texts(blocks_of(answer, depth)) for depth in DEPTHS)
    return line <= summary <= full


@pytest.mark.parametrize(
    "subject", every_example(), ids=lambda s: f"{s.case.id}-{s.relation.period}"
)
def test_every_line_of_a_shorter_explanation_is_in_the_longer_one(subject: Subject) -> None:
    for of in asked_of(subject):
        answer = why(subject, of)
        assert is_growing(answer)
        for language in LANGUAGES:
            shown = [
                set(text_of_blocks(blocks_of(answer, depth), language, width=10_000).splitlines())
                for depth in DEPTHS
            ]
            assert {uncited(row) for row in shown[0]} <= {uncited(row) for row in shown[1]}
            assert {uncited(row) for row in shown[1]} <= {uncited(row) for row in shown[2]}


def uncited(row: str) -> str:
    return row.partition("  [")[0].strip()


@given(drawn(case_subject))
def test_explanations_of_random_cases_grow(subject: Subject) -> None:
    for of in asked_of(subject):
        answer = why(subject, of)
        assert is_growing(answer)
        for language in LANGUAGES:
            line, summary, full = (drawing(answer, language, depth) for depth in DEPTHS)
            assert line[0] <= summary[0] <= full[0]
            assert line[1] <= summary[1] <= full[1]


@given(drawn(case_subject))
def test_an_excerpt_holds_all_that_it_names(subject: Subject) -> None:
    part = why(subject).classification
    (relation,) = part.relations
    refs = [
        judgement.step
        for verdict in relation.verdicts.values()
        for pattern in verdict.patterns.values()
        for judgement in pattern.criteria
    ]
    steps = behind(relation, refs)
    assert steps.keys() <= relation.steps.keys()
    assert stated_in(steps.values()) <= relation.told.keys()
    gates = {part.words.typologies[t].gate for t, v in relation.verdicts.items() if v.patterns}
    assert gates - {None} <= relation.steps.keys()
    for statement in relation.told.values():
        for name in statement.observations:
            assert set(part.observations[name].sources) <= part.sources.keys()


# The picture.

BOX = re.compile(r'  (n\d+)(\[|\(\[|\[\[|\[\()"([^"]*)"(\]|\]\)|\]\]|\)\]):::([a-z]+)')
ARROW = re.compile(r'  (n\d+) (-->|-\.->)(?:\|"([^"]*)"\|)? (n\d+)')
SAFE = re.compile(r"(?:[^\x00-\x1f!-'*+\-./:-@\[-`{-~]|#\d+;)*")


def drawing(
    answer: WhyAnswer, language: Language, depth: Depth
) -> tuple[set[str], set[tuple[str, str]]]:
    """The boxes of a picture, and which lead to which; every line of it must be one of these."""
    head, title, *rows = flowchart(answer, language, depth).splitlines()
    assert head == "flowchart RL"
    assert re.fullmatch(r"  accTitle: [\w ]+", title)
    boxes: dict[str, str] = {}
    arrows: set[tuple[str, str]] = set()
    for row in rows:
        if box := BOX.fullmatch(row):
            assert SAFE.fullmatch(box[3]), row
            boxes[box[1]] = box[3] + box[5]
        elif arrow := ARROW.fullmatch(row):
            arrows.add((boxes[arrow[1]], boxes[arrow[4]]))
        else:
            assert row.startswith("  classDef "), row
    return set(boxes.values()), arrows


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"))))  # what a case may hold
def test_no_text_can_be_syntax(text: str) -> None:
    label = escaped(text)
    assert SAFE.fullmatch(label)
    assert html.unescape(re.sub(r"#(\d+);", r"&#\1;", label)) == " ".join(text.split())


def test_a_hostile_case_is_drawn_as_it_is_written() -> None:
    hostile = '"]; end %% a --> b <script> `x` #quot; | {{}}'
    case = golden().case
    actors = {
        name: one.model_copy(update={"name": one.name.__class__(hostile, hostile)})
        for name, one in case.actors.items()
    }
    (subject,) = subjects_of(case.model_copy(update={"actors": actors}))
    boxes, _ = drawing(why(subject), "en", "full")
    assert any(escaped(hostile) in box for box in boxes)


@pytest.mark.parametrize("style", CLASSES.values(), ids=CLASSES)
def test_every_box_can_be_read(style: str) -> None:
    colours = dict(part.split(":") for part in style.split(","))
    assert contrast(colours["fill"], colours["color"]) >= 7
    assert contrast(colours["fill"], colours["stroke"]) >= 1.2


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_whole_picture_shows_what_is_outweighed_too() -> None:
    drawn_ = [
        [drawing(why(subject), "en", depth)[0] for depth in ("summary", "full")]
        for subject in every_example()
    ]
    lost = [box for _, full in drawn_ for box in full if box.endswith("outweighed")]
    assert lost
    assert any(box not in summary for summary, full in drawn_ for box in full & {*lost})


def test_the_picture_leads_from_sources_to_the_verdict() -> None:
    _, arrows = drawing(why(golden(), "linear_union"), "en", "summary")
    ends = {box for _, box in arrows} - {box for box, _ in arrows}
    assert [box.endswith("verdict") for box in ends] == [True]
    begins = {box for box, _ in arrows} - {box for _, box in arrows}
    assert all(box.endswith(("source", "unknown")) for box in begins)


# The command.


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["explain", *words])


GOLDEN = str(EXAMPLES[0])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("id", ["Keadaan setiap kriteria", "harus lebih kuat daripada “dilaporkan”"]),
        ("en", ["How each criterion stands", "would have to be stronger than “reported”"]),
    ],
)
def test_the_command_says_why_not(language: str, said: list[str]) -> None:
    ran = run(GOLDEN, "--pattern", "linear_union", "--lang", language)
    assert ran.exit_code == 0
    shown = " ".join(ran.stdout.split())
    assert all(one in shown for one in said)
    assert "[o3 · article" in shown
    assert "--to sulistiyani_organisation/linear_union" in shown


def test_the_verdict_itself_is_proved() -> None:
    ran = run(GOLDEN, "--pattern", "tandon/collaborative", "--lang", "en")
    assert "Because" in ran.stdout
    assert "Needed" not in ran.stdout


def test_the_command_gives_the_answer_as_json() -> None:
    ran = run(GOLDEN, "--pattern", "tandon", "--format", "json")
    assert json.loads(ran.stdout) == json.loads(as_json(why(golden(), "tandon")))
    assert json.loads(ran.stdout)["schema"] == "kemitraan/explain/1"


@pytest.mark.parametrize("layout", ["markdown", "html", "mermaid"])
def test_the_command_has_every_form(layout: str) -> None:
    ran = run(GOLDEN, "--pattern", "tandon", "--format", layout, "--lang", "en")
    assert ran.exit_code == 0
    assert "LKS Amanah Bunda" in ran.stdout


def test_quotes_stay_at_home_if_so_asked() -> None:
    assert "aim" in run(GOLDEN, "--depth", "full", "--lang", "en").stdout
    case = load_case(EXAMPLES[0])
    notes = [o.note.en for o in case.observations if o.note]
    shown = run(GOLDEN, "--depth", "full", "--format", "json", "--without-quotes").stdout
    assert not any(json.dumps(note, ensure_ascii=False) in shown for note in notes)
    assert any(
        json.dumps(note, ensure_ascii=False) in run(GOLDEN, "--format", "json").stdout
        for note in notes
    )


def test_a_wrong_name_is_wrong_usage() -> None:
    ran = run(GOLDEN, "--pattern", "tandon/dependancy", "--lang", "en")
    assert ran.exit_code == 2
    assert "Did you mean tandon/dependency?" in ran.stderr


def test_a_case_of_several_relations_tells_the_choices() -> None:
    several = next(path for path in EXAMPLES if len(subjects_of(load_case(path))) > 1)
    ran = run(str(several), "--lang", "en")
    assert ran.exit_code == 1
    assert "--between" in ran.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("--support", "--contested"),
        ("--support", "--pattern", "tandon"),
        ("--contested", "--pattern", "tandon"),
        ("--support", "--depth", "full"),
        ("--contested", "--format", "mermaid"),
    ],
)
def test_questions_are_asked_one_at_a_time(words: tuple[str, ...]) -> None:
    ran = run(GOLDEN, *words, "--lang", "en")
    assert ran.exit_code == 2
    assert "does not go together with" in ran.stderr


@pytest.mark.parametrize("asked", ["--support", "--contested"])
def test_what_a_verdict_rests_on_and_what_is_contested_are_shown(asked: str) -> None:
    ran = run(GOLDEN, asked, "--lang", "en")
    assert ran.exit_code == 0
    assert "linear collaborative" in ran.stdout
