"""The shipped rulebook holds together, and a broken one says everything that is wrong with it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from classifier import InvalidRulebook, load_rulebook
from classifier.rulebook import conditions as c
from classifier.rulebook.conditions import indicators
from classifier.rulebook.model import Rulebook
from classifier.rulebook.resting import MOST_BELOW

RULES = Path("rules")


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RULES, tmp_path / "rules"))


def change(folder: Path, name: str, old: str | re.Pattern[str], new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    pattern = old if isinstance(old, re.Pattern) else re.compile(re.escape(old))
    assert pattern.search(text)
    path.write_text(pattern.sub(lambda _: new, text, count=1), encoding="utf-8")


BROKEN: dict[str, tuple[str, str | re.Pattern[str], str, str]] = {
    "an unknown indicator is named with the nearest one": (
        "findings.yaml",
        "when: dominance(x>y)=present",
        "when: dominace(x>y)=present",
        r'"dominace".*Did you mean "dominance"',
    ),
    "an unknown value is named with the nearest one": (
        "findings.yaml",
        "standing=equal\n",
        "standing=equall\n",
        r'"equall".*Did you mean "equal"',
    ),
    "an unknown finding is named": (
        "typologies/tandon.yaml",
        "when: hostile",
        "when: hostille",
        r'"hostille".*Did you mean "hostile"',
    ),
    "an unknown reference is named": (
        "findings.yaml",
        "reference: sulistiyani2017:131-132",
        "reference: sulistiani2017:131-132",
        r'"sulistiani2017".*Did you mean "sulistiyani2017"',
    ),
    "a letter left free in a criterion is refused": (
        "typologies/tandon.yaml",
        "when: engages",
        "when: gives(x)",
        r"letters x must stand under each",
    ),
    "a rule without a source is refused": (
        "findings.yaml",
        "        reference: sulistiyani2017:131-132\n        examples: {holds: [command(",
        "        examples: {holds: [command(",
        r"needs a reference or a decision",
    ),
    "sentences that differ in their places are refused": (
        "findings.yaml",
        'en: "{x} dominates {y}"',
        'en: "{x} dominates the other"',
        r"same places",
    ),
    "a sentence with a bracket that closes nowhere is refused": (
        "findings.yaml",
        'en: "{x} dominates {y}"',
        'en: "{x} dominates {y"',
        r"same places",
    ),
    "a bracket that opens nowhere is refused": (
        "findings.yaml",
        'en: "{x} dominates {y}"',
        'en: "{x} dominates {y} }"',
        r"same places",
    ),
    "a place without a name is refused": (
        "findings.yaml",
        'because: {id: "{x} mendominasi {y}", en: "{x} dominates {y}"}',
        'because: {id: "{x} mendominasi {y} {}", en: "{x} dominates {y} {}"}',
        r"same places",
    ),
    "a place with a form is refused": (
        "findings.yaml",
        'because: {id: "{x} mendominasi {y}", en: "{x} dominates {y}"}',
        'because: {id: "{x:q} mendominasi {y}", en: "{x:q} dominates {y}"}',
        r"same places",
    ),
    "a place that is turned into something else is refused": (
        "findings.yaml",
        'because: {id: "{x} mendominasi {y}", en: "{x} dominates {y}"}',
        'because: {id: "{x!r} mendominasi {y}", en: "{x!r} dominates {y}"}',
        r"same places",
    ),
    "a question with a place that nothing fills is refused": (
        "codebook.yaml",
        "en: Are {a} and {b} after",
        "en: Are {foo} and {b} after",
        r"/indicators/goal/question.*same places",
    ),
    "a question that names whom its indicator does not is refused": (
        "codebook.yaml",
        "id: Apakah {a} dan {b} mengejar",
        "id: Apakah {actor} dan {b} mengejar",
        r"/question.*same places",
    ),
    "an order of points with a place that nothing fills is refused": (
        "checklists.yaml",
        "{earlier}",
        "{sooner}",
        r"/out_of_order.*same places",
    ),
    "a letter that a point leaves free is refused": (
        "checklists.yaml",
        "when: {each: need(x)=present}",
        "when: need(x)=present",
        r"/items/mutual_need/when.*letters x must stand under each",
    ),
    "a letter that a point which is partly met leaves free is refused": (
        "checklists.yaml",
        "partly: goal=partly",
        'partly: "gives(x)"',
        r"/partly.*letters x must stand under each",
    ),
    "a work quoted in one that is not there is refused": (
        "references.yaml",
        "through: ",
        "through: nobody #",
        r'/through.*"nobody"',
    ),
    "a typology without patterns is refused": (
        "typologies/tandon.yaml",
        re.compile(r"^patterns:\n.*", re.MULTILINE | re.DOTALL),
        "patterns: {}\n",
        r"/patterns.*too little",
    ),
    "three thousand times not is refused": (
        "typologies/tandon.yaml",
        "when: engages",
        "when: " + 3_000 * "not " + "engages",
        r"/requires/0/when.*cancel out",
    ),
    "an each in an each in an each without end is refused": (
        "typologies/tandon.yaml",
        "when: engages",
        "when: " + 20 * "{each: " + '"gives(x)"' + 20 * "}",
        r"make 1,048,576 conditions",
    ),
    "a letter that means an actor already is refused": (
        "findings.yaml",
        "t: attributes}",
        "t: attributes, g: resources}",
        r'/letters/g: "g" cannot be declared',
    ),
    "a letter of two letters is refused": (
        "findings.yaml",
        "t: attributes}",
        "t: attributes, tt: resources}",
        r'/letters/tt: "tt" cannot be declared',
    ),
    "an indicator without values is refused": (
        "codebook.yaml",
        re.compile(r"(?<=  trust:\n).*?^    differs:", re.MULTILINE | re.DOTALL),
        (
            "    dimension: relations\n    scope: relation\n    label: {id: t, en: t}\n"
            "    question: {id: t, en: t}\n    values: {}\n    differs:"
        ),
        r"/indicators/trust/values: there is too little",
    ),
    "a codebook without kinds of actors is refused": (
        "codebook.yaml",
        re.compile(r"^actor_kinds:\n.*?^(?=\w)", re.MULTILINE | re.DOTALL),
        "actor_kinds: {}\n\n",
        r"/actor_kinds: there is too little",
    ),
    "the same id twice is refused": (
        "findings.yaml",
        "id: above/command",
        "id: above/dominance",
        r'"above/dominance" is used more than once',
    ),
    "a missing key is refused": (
        "findings.yaml",
        '        because: {id: "{x} mendominasi {y}", en: "{x} dominates {y}"}\n',
        "",
        r"because",
    ),
    "a rule without examples on one side is refused": (
        "findings.yaml",
        "fails: [command(g>n)=absent]",
        "fails: []",
        r"at least one example",
    ),
    "a gate that is no finding is refused": (
        "typologies/sulistiyani_organism.yaml",
        "gate: no_partnership",
        "gate: no_partnerships",
        r'"no_partnerships".*Did you mean "no_partnership"',
    ),
    "a neighbour that is no indicator is refused": (
        "codebook.yaml",
        "neighbours: [",
        "neighbours: [goall, ",
        r'"goall".*Did you mean "goal"',
    ),
}


@pytest.mark.parametrize("claim", BROKEN)
def test_a_broken_rulebook_says_where_and_what(folder: Path, claim: str) -> None:
    name, old, new, said = BROKEN[claim]
    change(folder, name, old, new)

    with pytest.raises(InvalidRulebook) as raised:
        load_rulebook(folder)

    (problem,) = raised.value.problems
    assert problem.file.endswith(name)
    assert problem.line
    assert re.search(said, str(raised.value))


def test_a_list_that_is_no_list_is_told_with_all_that_names_its_members(folder: Path) -> None:
    change(folder, "codebook.yaml", "    about: roles\n", "    about: rolls\n")

    with pytest.raises(InvalidRulebook, match=r'"rolls".*Did you mean "roles"'):
        load_rulebook(folder)


def test_a_codebook_without_lists_is_told_with_all_that_needs_one(folder: Path) -> None:
    lists = re.compile(r"^lists:\n.*?^(?=\w)", re.MULTILINE | re.DOTALL)
    change(folder, "codebook.yaml", lists, "lists: {}\n\n")

    with pytest.raises(InvalidRulebook, match='has no list "resources"'):
        load_rulebook(folder)


def test_what_is_read_off_the_kinds_of_actors_needs_the_values_for_it(folder: Path) -> None:
    change(folder, "codebook.yaml", "  trust:\n", "  trust:\n    derived: true\n")

    with pytest.raises(InvalidRulebook, match='/indicators/trust/derived: "alike" is not a value'):
        load_rulebook(folder)


def chained(folder: Path, count: int, last: str, turn: int = 1) -> None:
    """Add findings, each of which rests on the next one."""
    whens = [*(f"c{n + 1}" for n in range(count - 1)), last]
    said = "because: {id: t, en: t}, decision: {id: t, en: t}"
    examples = "examples: {holds: [standing=equal], fails: [standing=unequal]}"
    lines = [
        f"  c{n}: {{holds: {{id: t, en: t}}, fails: {{id: t, en: t}},"
        f" supports: [{{id: c{n}/a, when: {when}, {said}, {examples}}}]}}\n"
        for n, when in enumerate(whens)
    ]
    change(folder, "findings.yaml", "findings:\n", "findings:\n" + "".join(lines[::turn]))


@pytest.mark.parametrize("count", [MOST_BELOW + 2, 1_500])
@pytest.mark.parametrize("turn", [1, -1], ids=["from above", "from below"])
def test_findings_that_rest_on_too_many_others_are_refused(
    folder: Path, count: int, turn: int
) -> None:
    chained(folder, count, "standing=equal", turn)

    with pytest.raises(InvalidRulebook, match="rests on more than 50 findings"):
        load_rulebook(folder)


def test_findings_may_rest_on_fifty_others(folder: Path) -> None:
    chained(folder, MOST_BELOW + 1, "standing=equal")

    assert "c0" in load_rulebook(folder).findings


def test_a_long_circle_is_told_as_one(folder: Path) -> None:
    chained(folder, 1_500, "c0")

    with pytest.raises(InvalidRulebook, match="c0, c1, c2") as raised:
        load_rulebook(folder)
    assert len(raised.value.problems) == 1
    assert len(raised.value.problems[0].what.en) < 500


def test_a_folder_without_typologies_gives_no_verdict_and_is_refused(folder: Path) -> None:
    shutil.rmtree(folder / "typologies")

    with pytest.raises(InvalidRulebook, match="no typology") as raised:
        load_rulebook(folder)

    assert [one.file for one in raised.value.problems] == [str(folder)]


def test_a_rule_whose_letters_multiply_out_is_refused_at_loading(folder: Path) -> None:
    letters = "rspquv"
    ranges = ", ".join(f"{letter}: resources" for letter in letters)
    parts = ", ".join(f'"capacity(x, {letter})=strong"' for letter in letters)
    change(folder, "findings.yaml", "r: resources, s: resources", ranges)
    change(folder, "findings.yaml", "when: dominance(x>y)=present", f"when: {{all: [{parts}]}}")

    with pytest.raises(InvalidRulebook, match="make 10,629,366 conditions") as raised:
        load_rulebook(folder)

    (problem,) = raised.value.problems
    assert problem.pointer == "/findings/above(x>y)/supports/0/when"


def test_all_problems_of_all_files_are_told_at_once(folder: Path) -> None:
    change(folder, "findings.yaml", "dominance(x>y)=present", "dominace(x>y)=present")
    change(folder, "typologies/tandon.yaml", "when: hostile", "when: hostille")

    with pytest.raises(InvalidRulebook) as raised:
        load_rulebook(folder)

    assert {Path(p.file).name for p in raised.value.problems} == {"findings.yaml", "tandon.yaml"}


CIRCLES: dict[str, tuple[dict[str, str], set[tuple[str, str]]]] = {
    "of one finding": (
        {"when: complementary\n": "when: collaborative_ground\n"},
        {("collaborative_ground, collaborative_ground", "when: collaborative_ground")},
    ),
    "of two findings, with the actors turned": (
        {
            "when: dominance(x>y)=present": "when: fills(y>x, r)",
            'when: {all: ["capacity(y, r)=weak", "capacity(x, r)=strong"]}': "when: above(x>y)",
        },
        {("above, fills, above", "when: above(x>y)")},
    ),
    "twice, deep in a condition": (
        {
            "when: complementary\n": "when: {not: {any: [hostile, collaborative_ground]}}\n",
            "when: dominance(x>y)=present": 'when: {each: "above(x>y)"}',
        },
        {
            (
                "collaborative_ground, collaborative_ground",
                "when: {not: {any: [hostile, collaborative_ground]}}",
            ),
            ("above, above", 'when: {each: "above(x>y)"}'),
        },
    ),
}


@pytest.mark.parametrize("claim", CIRCLES)
def test_findings_in_a_circle_are_refused_at_the_rule_that_closes_it(
    folder: Path, claim: str
) -> None:
    changes, circles = CIRCLES[claim]
    for old, new in changes.items():
        change(folder, "findings.yaml", old, new)

    with pytest.raises(InvalidRulebook, match="rest on themselves") as raised:
        load_rulebook(folder)

    lines = (folder / "findings.yaml").read_text(encoding="utf-8").splitlines()
    assert {
        (p.what.en.partition(": ")[2], lines[(p.line or 0) - 1].strip())
        for p in raised.value.problems
    } == circles
    assert all(p.file.endswith("findings.yaml") for p in raised.value.problems)
    assert all(p.pointer.endswith("/when") for p in raised.value.problems)


def test_layout_and_comments_do_not_change_the_hash_and_words_do(folder: Path) -> None:
    shipped = load_rulebook().sha256
    change(folder, "findings.yaml", "letters:", "# another comment\n\nletters:")
    assert load_rulebook(folder).sha256 == shipped

    change(folder, "findings.yaml", "dominates", "overpowers")
    assert load_rulebook(folder).sha256 != shipped


def test_every_indicator_of_the_codebook_serves_a_rule_or_is_known_not_to(
    rulebook: Rulebook,
) -> None:
    used = {
        name
        for rule in [r for f in rulebook.findings.values() for r in f.rules()]
        for name in indicators(rule.when)
    }
    used |= {
        name
        for checklist in rulebook.checklists.values()
        for item in checklist.items
        if item.when
        for name in indicators(item.when)
    }
    described = {"commitment", "entry", "involvement", "trust", "conflict_of_interest", "task_fit"}
    described |= {"risk", "identity"}

    assert set(rulebook.codebook.indicators) - used == described


def test_every_finding_serves_a_criterion_a_gate_an_item_or_another_finding(
    rulebook: Rulebook,
) -> None:
    patterns = [p for t in rulebook.typologies.values() for p in t.patterns]
    conditions = [
        *(rule.when for finding in rulebook.findings.values() for rule in finding.rules()),
        *(criterion.when for pattern in patterns for criterion in pattern.criteria),
        *(rule.when for pattern in patterns for rule in pattern.remarks),
        *(i.when for c in rulebook.checklists.values() for i in c.items if i.when),
    ]
    used = {name for condition in conditions for name in findings_in(condition)}
    gates = {t.gate for t in rulebook.typologies.values()}

    assert set(rulebook.findings) - used - gates == set()


def findings_in(of: c.Condition) -> set[str]:
    match of:
        case c.Found():
            return {of.finding}
        case c.Observed():
            return set()
        case c.Not() | c.Each():
            return findings_in(of.of)
        case c.All() | c.Any():
            return {name for part in of.of for name in findings_in(part)}
