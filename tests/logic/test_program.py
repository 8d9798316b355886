"""The ground program, and that it says what the theory says: on thousands of random cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from random import Random

import naive
import pytest
from hypothesis import given
from naive import Reading
from strategies import (
    EXAMPLES,
    LETTERS,
    SMALL,
    drawn,
    numbered,
    random_case,
    random_rulebook,
    random_statements,
    written_case,
)

from classifier.case.model import Case
from classifier.case.relations import Key, Pooled, Relation, Value, relations_of
from classifier.case.relations import Told as Statements
from classifier.documents.reader import JSON
from classifier.logic.engines.interpreter import Interpreter
from classifier.logic.evidence import STRENGTHS, State
from classifier.logic.grounding import program_of
from classifier.logic.program import SIDES, Derivation, FindingAt, Observable, Program, Side, derive
from classifier.logic.verdict import Status, decide
from classifier.rulebook.codebook import Codebook
from classifier.rulebook.conditions import Found, Head
from classifier.rulebook.loading import load_rulebook
from classifier.rulebook.model import Finding, Rule, Rulebook, Typology
from classifier.rulebook.parsing import Vocabulary, condition
from classifier.words.language import Text

SHIPPED = load_rulebook()
SAID = Text("t", "t")


# Agreement with the evaluator written from the theory alone.


def stated(told: Statements) -> naive.Stated:
    return {
        (key.indicator, key.actor, key.toward, key.about): {
            (value.word, value.named): pooled.strength for value, pooled in values.items()
        }
        for key, values in told.items()
    }


def derived(book: Rulebook, told: Statements) -> Derivation:
    program = program_of(book)
    return derive(program, told, Interpreter(program))


def differences(book: Rulebook, relation: Relation) -> Iterator[object]:
    """Whatever the program and the theory disagree on, of one relation."""
    derivation = derived(book, relation.told)
    reading = Reading(book, stated(relation.told))
    yield from _findings(derivation, reading)
    yield from _criteria(book, derivation, reading)
    yield from _items(book, derivation, reading)
    for typology in book.typologies.values():
        yield from _verdict(typology, relation, derivation, reading)


def _findings(derivation: Derivation, reading: Reading) -> Iterator[object]:
    for at, number in derivation.program.findings.items():
        expected = reading.finding(at.name, at.actors, at.about)
        if tuple(derivation.evidence(number)) != expected:
            yield at, derivation.evidence(number), expected


def _criteria(book: Rulebook, derivation: Derivation, reading: Reading) -> Iterator[object]:
    for pattern in (p for typology in book.typologies.values() for p in typology.patterns):
        for criterion in pattern.criteria:
            evidence = derivation.evidence(derivation.program.criteria[criterion.id])
            expected = reading.decided(criterion.when, {})
            if tuple(evidence) != expected:
                yield criterion, evidence, expected
        for remark in pattern.remarks:
            strength = derivation.evidence(derivation.program.remarks[remark.id]).for_
            if strength != reading.remarked(remark.when):
                yield remark, strength


def _items(book: Rulebook, derivation: Derivation, reading: Reading) -> Iterator[object]:
    for checklist in book.checklists.values():
        for item in (item for item in checklist.items if item.when):
            signed, partly = derivation.program.items[checklist.id, item.id]
            assert item.when is not None
            if tuple(derivation.evidence(signed)) != reading.decided(item.when, {}):
                yield item
            middle = None if partly is None else tuple(derivation.evidence(partly))
            if middle != (reading.decided(item.partly, {}) if item.partly else None):
                yield item, middle


def _verdict(
    typology: Typology, relation: Relation, derivation: Derivation, reading: Reading
) -> Iterator[object]:
    made = decide(typology, relation, derivation)
    expected = naive.verdict(typology, reading, civil=relation.pairing is not None)
    answer = naive.Answer(
        made.status.value,
        {name: grade.value for name, grade in made.grades.items()},
        made.pattern,
        made.grade and made.grade.value,
        STRENGTHS.index(made.strength),
        frozenset(made.possible),
        made.leaning,
    )
    if answer != expected:
        yield typology, answer, expected


def random_relation(random: Random, codebook: Codebook) -> Relation:
    told = random_statements(random, codebook)
    pairing = random.choice((None, "government_with_civil_society"))
    return Relation(("g", "n"), None, pairing, told)  # type: ignore[arg-type]


@given(drawn(lambda random: random_case(random, SHIPPED.codebook)))
def test_the_program_and_the_theory_agree_on_any_case(case: Case) -> None:
    for relation in relations_of(case, SHIPPED.codebook):
        assert not list(differences(SHIPPED, relation))


@given(drawn(lambda random: (random_rulebook(random), random_relation(random, SMALL))))
def test_the_program_and_the_theory_agree_on_any_rulebook(
    drawn_: tuple[Rulebook, Relation],
) -> None:
    assert not list(differences(*drawn_))


READ = tuple(
    dict.fromkeys(
        of.key.indicator
        for of in program_of(SHIPPED).propositions
        if isinstance(of, Observable) and of.key.indicator not in ("stage", "outcome", "reason")
    )
)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(8))
def test_the_program_and_the_theory_agree_on_thousands_of_cases(block: int) -> None:
    for number in range(block * 500, (block + 1) * 500):
        random = numbered(number)
        case = random_case(random, SHIPPED.codebook, indicators=READ)
        for relation in relations_of(case, SHIPPED.codebook):
            assert not list(differences(SHIPPED, relation)), number


@pytest.mark.slow
@pytest.mark.parametrize("block", range(4))
def test_the_program_and_the_theory_agree_on_thousands_of_relations(block: int) -> None:
    for number in range(block * 500, (block + 1) * 500):
        relation = random_relation(numbered(number), SHIPPED.codebook)
        assert not list(differences(SHIPPED, relation)), number


@pytest.mark.slow
@pytest.mark.parametrize("block", range(8))
def test_the_program_and_the_theory_agree_on_hundreds_of_rulebooks(block: int) -> None:
    for number in range(block * 60, (block + 1) * 60):
        random = numbered(number)
        book = random_rulebook(random)
        for _ in range(12):
            assert not list(differences(book, random_relation(random, SMALL))), number


def test_what_is_drawn_meets_every_state_grade_and_verdict() -> None:
    seen: Counter[str] = Counter()
    for number in range(600):
        case = random_case(numbered(number), SHIPPED.codebook, indicators=READ)
        for relation in relations_of(case, SHIPPED.codebook):
            derivation = derived(SHIPPED, relation.told)
            program = derivation.program
            seen.update(derivation.evidence(c).state.value for c in program.criteria.values())
            for typology in SHIPPED.typologies.values():
                decision = decide(typology, relation, derivation)
                seen[f"a {decision.status.value}"] += 1
                seen[f"{decision.grade} {decision.strength}"] += 1
                seen[f"leaning {decision.leaning is not None}"] += 1

    expected = {
        *(state.value for state in State),
        *(f"a {status.value}" for status in Status),
        *(f"established {strength}" for strength in STRENGTHS[1:]),
        "presumed reported",
        "leaning True",
    }
    assert expected <= seen.keys()


# What the program looks like.


def rulebook_of(findings: Mapping[str, Mapping[str, JSON]], codebook: Codebook = SMALL) -> Rulebook:
    """A rulebook of findings, each with its rules' conditions by sort, heads as in `HEADS`."""
    words = Vocabulary(codebook, HEADS, LETTERS)

    def rules(name: str, sort: str) -> tuple[Rule, ...]:
        several = findings[name].get(sort, [])
        assert isinstance(several, list)
        return tuple(
            Rule(f"{name}/{sort}{n}", condition(when, words), SAID, EXAMPLES)
            for n, when in enumerate(several)
        )

    made = {
        name: Finding(
            head=HEADS[name],
            holds=SAID,
            fails=SAID,
            supports=rules(name, "supports"),
            opposes=rules(name, "opposes"),
            defined_as=rules(name, "defined_as"),
            only=None,
        )
        for name in findings
    }
    return Rulebook("1", "0", codebook, LETTERS, made, {}, {}, {})


HEADS: dict[str, Head] = {
    "bare": Found("bare", (), None),
    "other": Found("other", (), None),
    "one": Found("one", ("x",), None),
    "two": Found("two", ("x", "y"), None),
    "fills": Found("fills", ("x", "y"), "r"),
    "about": Found("about", (), "r"),
}


def places(book: Rulebook, name: str) -> list[tuple[tuple[int, ...], str | None]]:
    return [(at.actors, at.about) for at in program_of(book).findings if at.name == name]


def test_a_finding_stands_once_for_every_way_to_place_its_letters() -> None:
    book = rulebook_of({name: {"supports": ["plain=yes"]} for name in HEADS})

    assert places(book, "bare") == [((), None)]
    assert places(book, "one") == [((0,), None), ((1,), None)]
    assert places(book, "two") == [((0, 1), None), ((1, 0), None)]
    assert places(book, "about") == [((), "wood"), ((), "iron"), ((), "glass")]
    assert len(places(book, "fills")) == 6


def told(**values: int) -> Statements:
    """`plain_yes=2`, `own0_no=1`, `stock1_wood_empty=2`: what is told, how strongly."""
    made: dict[Key, dict[Value, Pooled]] = {}
    for name, strength in values.items():
        head, *about, word = name.split("_")
        indicator, place = head.rstrip("01"), head.lstrip("abcdefghijklmnopqrstuvwxyz")
        actor = int(place[0]) if place else None
        toward = int(place[1]) if len(place) > 1 else None
        named = actor if indicator in ("level", "rights") else None
        key = Key(
            indicator, None if named is not None else actor, toward, about[0] if about else None
        )
        made.setdefault(key, {})[Value(word, named)] = Pooled(strength, ())
    return made


def evidence(book: Rulebook, name: str, statements: Statements, *at: int | str) -> tuple[int, int]:
    """The evidence of the finding at these places, about that member."""
    actors = tuple(part for part in at if isinstance(part, int))
    about = next((part for part in at if isinstance(part, str)), None)
    derivation = derived(book, statements)
    number = derivation.program.findings[FindingAt(name, actors, about)]
    for_, against = derivation.evidence(number)
    return for_, against


def bare(statements: Statements, **rules: JSON) -> tuple[int, int]:
    """The evidence of a finding with these rules."""
    return evidence(rulebook_of({"bare": rules}), "bare", statements)


def test_supports_and_opposes_read_the_side_for_and_a_definition_gives_both() -> None:
    no = told(plain_no=2)

    assert bare(no, supports=["plain=yes"]) == (0, 0)
    assert bare(no, opposes=["plain=yes"]) == (0, 0)
    assert bare(no, opposes=["plain=no"]) == (0, 2)
    assert bare(no, supports=["not plain=yes"]) == (2, 0)
    assert bare(no, defined_as=["plain=yes"]) == (0, 2)


def test_of_several_rules_the_strongest_counts_on_each_side_and_the_weaker_side_is_dropped() -> (
    None
):
    rules: dict[str, JSON] = {
        "supports": ["plain=yes", "graded=much"],
        "opposes": ["loose=red"],
        "defined_as": ["noted(wood)=made"],
    }

    assert bare(told(plain_yes=1, graded_much=2), **rules) == (2, 0)
    assert bare(told(plain_yes=1, graded_much=2, loose_red=2), **rules) == (2, 2)
    assert bare(told(plain_yes=1, graded_much=2, loose_red=3), **rules) == (0, 3)
    assert bare(told(plain_yes=1, noted_wood_made=3, loose_red=2), **rules) == (3, 0)


def test_an_indicator_is_weighed_for_its_values_and_against_every_other() -> None:
    values = told(graded_much=1, graded_some=3)

    assert bare(values, defined_as=["graded=much"]) == (0, 3)
    assert bare(values, defined_as=["graded=much or some"]) == (3, 0)
    assert bare(values, defined_as=["graded=much (against little)"]) == (0, 0)
    assert bare(told(graded_much=2, graded_little=2), defined_as=["graded=some"]) == (0, 2)


def test_where_values_may_hold_together_only_what_is_listed_counts_against() -> None:
    values = told(loose_red=1, loose_blue=3)

    assert bare(values, defined_as=["loose=red"]) == (1, 0)
    assert bare(values, defined_as=["loose=red (against blue)"]) == (0, 3)


def test_a_starred_value_counts_for_who_is_named() -> None:
    g_above = told(level0_upper=2)

    assert bare(g_above, defined_as=["level(g)=upper"]) == (2, 0)
    assert bare(g_above, defined_as=["level(n)=upper"]) == (0, 2)
    assert bare(g_above, defined_as=["level=upper"]) == (2, 0)
    assert bare(g_above, defined_as=["level=even"]) == (0, 2)
    assert bare(told(level_upper=2), defined_as=["level(g)=upper"]) == (0, 0)


def test_what_is_outweighed_is_not_passed_on_to_the_next_stratum() -> None:
    book = rulebook_of(
        {
            "other": {"supports": ["plain=yes"], "opposes": ["graded=much"]},
            "bare": {"supports": ["other"], "opposes": ["not other"]},
        }
    )

    assert evidence(book, "bare", told(plain_yes=1, graded_much=2)) == (0, 2)
    assert evidence(book, "bare", told(plain_yes=2, graded_much=2)) == (2, 2)


def test_a_free_letter_means_for_some() -> None:
    assert bare(told(own1_yes=2), supports=["own(x)=yes"]) == (2, 0)
    assert bare(told(push10_yes=1), supports=["push(x>y)=yes"]) == (1, 0)
    assert bare(told(stock0_iron_empty=3), supports=["stock(x, r)=empty"]) == (3, 0)
    assert bare(told(stock0_matter_empty=3), supports=["stock(x, r)=empty"]) == (0, 0)
    assert bare(told(stock0_matter_empty=3), supports=["stock(x, any)=empty"]) == (3, 0)


def test_different_letters_stand_for_different_things() -> None:
    both: JSON = {"all": ["stock(x, r)=empty", "stock(y, s)=empty"]}
    same = told(stock0_wood_empty=2, stock1_wood_empty=2)
    apart = told(stock0_wood_empty=2, stock1_iron_empty=1)

    assert bare(same, supports=[both]) == (0, 0)
    assert bare(apart, supports=[both]) == (1, 0)
    assert bare(told(stock0_wood_empty=2, stock0_iron_empty=2), supports=[both]) == (0, 0)


def test_a_bound_letter_is_not_placed_again() -> None:
    book = rulebook_of({"fills": {"supports": [{"all": ["stock(x, r)=full", "stock(y, s)=full"]}]}})
    values = told(stock0_wood_full=2, stock1_iron_full=2)

    assert evidence(book, "fills", values, 0, 1, "wood") == (2, 0)
    assert evidence(book, "fills", values, 0, 1, "iron") == (0, 0)
    assert evidence(book, "fills", values, 1, 0, "iron") == (2, 0)


def test_serving_means_any_member_that_serves() -> None:
    book = rulebook_of({"fills": {"supports": ["job(x, serving r)=does"]}})

    assert evidence(book, "fills", told(job0_forester_does=2), 0, 1, "wood") == (2, 0)
    assert evidence(book, "fills", told(job0_smith_does=2), 0, 1, "wood") == (0, 0)
    assert evidence(book, "fills", told(job0_idler_does=2), 0, 1, "wood") == (0, 0)


def test_any_member_speaks_against_only_if_every_one_does() -> None:
    most = told(stock0_wood_full=2, stock0_iron_full=1, stock0_glass_half=2)
    every = {**most, **told(stock0_matter_full=3)}

    assert bare(most, defined_as=["stock(g, any)=empty"]) == (0, 0)
    assert bare(every, defined_as=["stock(g, any)=empty"]) == (0, 1)
    assert bare({**every, **told(stock0_wood_empty=1)}, supports=["stock(g, any)=empty"]) == (1, 0)


def test_each_means_both_actors_or_both_directions() -> None:
    own: JSON = {"each": "own(x)=yes"}
    push: JSON = {"each": "push(x>y)=yes"}

    assert bare(told(own0_yes=3), defined_as=[own]) == (0, 0)
    assert bare(told(own0_yes=3, own1_yes=1), defined_as=[own]) == (1, 0)
    assert bare(told(own0_yes=3, own1_no=1), defined_as=[own]) == (0, 1)
    assert bare(told(push01_yes=2), supports=[push]) == (0, 0)
    assert bare(told(push01_yes=2, push10_yes=3), supports=[push]) == (2, 0)


CONTESTED = told(plain_yes=2, plain_no=2)


def test_a_supporting_rule_reads_both_sides_of_what_is_contested() -> None:
    assert bare(CONTESTED, supports=["plain=yes"]) == (2, 0)
    assert bare(CONTESTED, supports=["plain=yes"], opposes=["not plain=yes"]) == (2, 2)
    assert bare(CONTESTED, supports=[{"all": ["plain=yes", "plain=no"]}]) == (2, 0)


def test_a_definition_does_not_decide_by_what_is_contested() -> None:
    met, unknown = "graded=much", "noted(wood)=made"
    values = {**CONTESTED, **told(graded_much=1)}

    assert bare(values, defined_as=[{"any": ["plain=yes", unknown]}]) == (2, 2)
    assert bare(values, defined_as=[{"all": ["plain=yes", unknown]}]) == (2, 2)
    assert bare(values, defined_as=[{"all": ["plain=yes", met]}]) == (2, 2)
    assert bare(values, defined_as=[{"any": ["plain=yes", met]}]) == (1, 0)
    assert bare(values, defined_as=[{"all": ["plain=yes", f"not {met}"]}]) == (0, 1)


def test_silence_derives_nothing() -> None:
    derivation = derived(SHIPPED, {})

    assert not any(derivation.strengths)
    assert not derivation.raw
    assert not derivation.fired


def test_the_sides_before_settling_are_kept_for_the_proof() -> None:
    book = rulebook_of({"bare": {"supports": ["plain=yes"], "opposes": ["graded=much"]}})
    derivation = derived(book, told(plain_yes=1, graded_much=3))
    (number,) = derivation.program.findings.values()

    assert derivation.raw[number] == (1, 3)
    assert [(f.clause.side, f.strength) for f in derivation.fired[number]] == [
        (Side.FOR, 1),
        (Side.AGAINST, 3),
    ]


def test_a_finding_may_rest_on_another_place_of_itself() -> None:
    book = rulebook_of(
        {"about": {"supports": ["noted(r)=made"]}, "bare": {"supports": ["about(r)"]}}
    )

    assert evidence(book, "bare", told(noted_iron_made=2)) == (2, 0)


EMPTY: list[JSON] = [
    "not job(g, serving r)=does",
    {"all": ["plain=yes", {"not": "job(g, serving r)=does"}]},
]


@pytest.mark.parametrize("sort", ["supports", "opposes", "defined_as"])
@pytest.mark.parametrize("when", EMPTY)
def test_what_no_member_can_do_is_unknown(when: JSON, sort: str) -> None:
    jobs = SMALL.lists["jobs"]
    members = {name: member for name, member in jobs.members.items() if member.serves != "glass"}
    lists = {**SMALL.lists, "jobs": jobs.model_copy(update={"members": members})}
    book = rulebook_of({"about": {sort: [when]}}, SMALL.model_copy(update={"lists": lists}))

    assert evidence(book, "about", told(plain_yes=2), "glass") == (0, 0)


# What engines may rely on.


def programs() -> Iterator[Program]:
    yield program_of(SHIPPED)
    for number in range(60):
        yield program_of(random_rulebook(numbered(number)))


def test_a_clause_needs_only_what_lower_strata_settle() -> None:
    for program in programs():
        settled = {n for n, of in enumerate(program.propositions) if isinstance(of, Observable)}
        for stratum in program.strata:
            assert all(p // SIDES in settled for c in stratum.clauses for p in c.body)
            assert {clause.head for clause in stratum.clauses} <= set(stratum.settles)
            settled |= set(stratum.settles)
        assert settled == set(range(len(program.propositions)))


def test_a_clause_looks_for_something_and_for_nothing_twice() -> None:
    for program in programs():
        for clause in (clause for stratum in program.strata for clause in stratum.clauses):
            assert clause.body
            assert len(set(clause.body)) == len(clause.body)


def test_every_proposition_is_settled_once() -> None:
    for program in programs():
        settled = [number for stratum in program.strata for number in stratum.settles]

        assert len(settled) == len(set(settled))


def test_what_is_only_disputed_is_never_looked_for() -> None:
    for program in programs():
        bodies = [p for stratum in program.strata for c in stratum.clauses for p in c.body]

        assert Side.DISPUTED not in {part % SIDES for part in bodies}


def test_every_key_leads_to_its_own_propositions() -> None:
    for program in programs():
        for key, numbers in program.observables.items():
            for of in (program.propositions[number] for number in numbers):
                assert isinstance(of, Observable)
                assert of.key == key
                assert of.values
                assert not of.values & of.against


def test_grounding_grows_with_the_conditions_and_does_not_multiply_them_out() -> None:
    choices: list[JSON] = [
        {"any": [f"noted({member})={word}", f"stock({actor}, {member})=empty"]}
        for member in ("wood", "iron", "glass")
        for word in ("made", "not_made")
        for actor in "gn"
    ]
    wide: JSON = {"all": choices}
    program = program_of(rulebook_of({"bare": {"supports": [wide], "defined_as": [wide]}}))

    assert len(choices) == 12
    assert sum(len(stratum.clauses) for stratum in program.strata) < 140


def test_a_rulebook_is_grounded_once() -> None:
    assert program_of(SHIPPED) is program_of(SHIPPED)
    assert program_of(replace(SHIPPED)) is not program_of(SHIPPED)


def test_the_indicators_of_the_shipped_rules_reach_the_program() -> None:
    case = written_case("standing=unequal; dominance(g>n)=present", SHIPPED.codebook)
    (relation,) = relations_of(case, SHIPPED.codebook)
    derivation = derived(SHIPPED, relation.told)
    above = derivation.program.findings[FindingAt("above", (0, 1), None)]

    assert derivation.evidence(above) == (2, 0)
