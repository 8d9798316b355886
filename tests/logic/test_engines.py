"""Engines: each gives what the specification gives, and durable_rules survives what may befall it.

A ruleset of durable_rules never frees its memory, so random rulebooks go through it in child
processes only.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from children import child
from hypothesis import given
from strategies import (
    EXAMPLES,
    LETTERS,
    SMALL,
    drawn,
    numbered,
    random_rulebook,
    random_statements,
    written_case,
)

from classifier import load_case
from classifier.case.model import Case
from classifier.case.relations import Key, Pooled, Value, relations_of
from classifier.case.relations import Told as Statements
from classifier.logic.engines import ENGINES, EngineName, default_engine, engine_for
from classifier.logic.engines.interpreter import Interpreter
from classifier.logic.engines.table import Table, columns_of, evaluate
from classifier.logic.grounding import program_of
from classifier.logic.program import Derivation, Engine, Observable, Program, Side, derive, literal
from classifier.pipeline import classify
from classifier.rulebook.conditions import Each, Found, Not, Told
from classifier.rulebook.loading import load_rulebook
from classifier.rulebook.model import Finding, Rule, Rulebook
from classifier.words.language import Text
from classifier.words.problems import EngineFailure

HERE = Path(__file__).parents[1]
SHIPPED = load_rulebook()
PROGRAM = program_of(SHIPPED)
SAID = Text("t", "t")


def everything(derivation: Derivation) -> tuple[object, ...]:
    """All that an engine decides: strengths, both sides, and what fired in its order."""
    fired = {
        number: [(f.clause, f.strength) for f in several]
        for number, several in derivation.fired.items()
    }
    return list(derivation.strengths), dict(derivation.raw), fired


def durable(program: Program) -> Engine:
    pytest.importorskip("durable_rules_engine", reason="durable_rules is not installed")
    return engine_for(program, "durable_rules")


def agree(program: Program, told: Statements, *engines: Engine) -> None:
    made = [everything(derive(program, told, engine)) for engine in engines]

    assert all(one == other for one, other in pairwise(made))


# Random rulebooks


@given(drawn(lambda random: (random_rulebook(random), random_statements(random, SMALL))))
def test_the_table_is_the_interpreter_on_any_rulebook(drawn_: tuple[Rulebook, Statements]) -> None:
    book, told = drawn_
    program = program_of(book)

    agree(program, told, Interpreter(program), Table(program))


@pytest.mark.parametrize("block", range(4))
def test_the_table_is_the_interpreter_on_hundreds_of_rulebooks(block: int) -> None:
    for number in range(block * 60, (block + 1) * 60):
        random = numbered(number)
        program = program_of(random_rulebook(random))
        for _ in range(8):
            agree(program, random_statements(random, SMALL), Interpreter(program), Table(program))


@pytest.mark.parametrize("block", range(4))
def test_columns_are_the_interpreter_on_hundreds_of_rulebooks(block: int) -> None:
    for number in range(block * 60, (block + 1) * 60):
        random = numbered(number)
        program = program_of(random_rulebook(random))
        several = [random_statements(random, SMALL) for _ in range(12)]
        columns = evaluate(program, columns_of(program, several))
        looked_for = [
            literal(proposition, side)
            for proposition in range(len(program.propositions))
            for side in (Side.FOR, Side.AGAINST, Side.MET, Side.UNMET)
        ]
        for place, told in enumerate(several):
            expected = list(derive(program, told, Interpreter(program)).strengths)
            made = [int(columns[part][place]) if part in columns else 0 for part in looked_for]
            assert made == [expected[part] for part in looked_for]


def rulebooks_agree(first: int, count: int) -> None:
    """Try random rulebooks through all engines; run in a child process."""
    for number in range(first, first + count):
        random = numbered(number)
        program = program_of(random_rulebook(random))
        engines = [engine_for(program, name) for name in ENGINES]
        for _ in range(15):
            agree(program, random_statements(random, SMALL), *engines)
    print(count)  # noqa: T201 - tells the parent that all were tried


@pytest.mark.parametrize("block", range(8))
def test_durable_rules_is_the_interpreter_on_hundreds_of_rulebooks(block: int) -> None:
    pytest.importorskip("durable_rules_engine", reason="durable_rules is not installed")

    assert child(__name__, f"rulebooks_agree({block * 40}, 40)") == "40"


# The shipped rulebook


@given(drawn(lambda random: random_statements(random, SHIPPED.codebook)))
def test_all_engines_agree_on_anything_told_under_the_shipped_rulebook(told: Statements) -> None:
    agree(PROGRAM, told, Interpreter(PROGRAM), Table(PROGRAM), durable(PROGRAM))


@pytest.mark.parametrize("block", range(4))
def test_all_engines_agree_on_thousands_of_relations(block: int) -> None:
    engines = Interpreter(PROGRAM), Table(PROGRAM), durable(PROGRAM)
    for number in range(block * 500, (block + 1) * 500):
        agree(PROGRAM, random_statements(numbered(number), SHIPPED.codebook), *engines)


def examples() -> Iterator[str]:
    """Every example on a rule or criterion."""
    for finding in SHIPPED.findings.values():
        for rule in finding.rules():
            yield from (*rule.examples.holds, *rule.examples.fails)
    for pattern in (p for typology in SHIPPED.typologies.values() for p in typology.patterns):
        for of in [line.examples for line in pattern.criteria] + [
            line.examples for line in pattern.remarks
        ]:
            yield from (*of.holds, *of.fails)


def test_all_engines_agree_on_every_example_of_the_rules() -> None:
    engines = Interpreter(PROGRAM), Table(PROGRAM), durable(PROGRAM)
    for text in dict.fromkeys(examples()):
        (relation,) = relations_of(written_case(text, SHIPPED.codebook), SHIPPED.codebook)
        agree(PROGRAM, relation.told, *engines)


CASES = sorted((HERE.parent / "examples").glob("*.json"))


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_all_engines_give_one_result_for_every_example_case(path: Path) -> None:
    durable(PROGRAM)
    case = load_case(path)
    results = {name: classify(case, engine=name) for name in ENGINES}

    assert {name: result.engine.name for name, result in results.items()} == {n: n for n in ENGINES}
    one, *others = (
        result.document().model_copy(update={"engine": None}) for result in results.values()
    )
    assert all(other == one for other in others)


def test_with_everything_told_at_once_nothing_overflows() -> None:
    told: dict[Key, dict[Value, Pooled]] = {}
    for of in PROGRAM.propositions:
        if isinstance(of, Observable):
            told.setdefault(of.key, {}).update({v: Pooled(2, ()) for v in of.values | of.against})

    agree(PROGRAM, told, Interpreter(PROGRAM), Table(PROGRAM), durable(PROGRAM))


def wide_list_agrees(members: int) -> None:
    """Try rules over a list of many members; run in a child process."""
    wood = SMALL.lists["things"].members["wood"]
    many = {f"m{n}": wood for n in range(members)}
    things = SMALL.lists["things"].model_copy(update={"members": many})
    codebook = SMALL.model_copy(update={"lists": {**SMALL.lists, "things": things}})
    empty = Told("stock", "x", None, "any", ("empty",), None)
    rules = {
        "each": Finding(
            Found("each", (), None), SAID, SAID, (), (), (rule("each/d", Each(empty)),), None
        ),
        "no": Finding(
            Found("no", ("x",), None), SAID, SAID, (rule("no/s", Not(empty)),), (), (), None
        ),
        "some": Finding(
            Found("some", ("x",), None), SAID, SAID, (rule("some/s", empty),), (), (), None
        ),
    }
    program = program_of(Rulebook("1", "0", codebook, LETTERS, rules, {}, {}, {}))
    engines = [engine_for(program, name) for name in ENGINES]
    told = {
        Key("stock", place, None, name): {Value("full"): Pooled(2, ())}
        for place in (0, 1)
        for name in many
    }
    agree(program, told, *engines)
    agree(program, {**told, Key("stock", 0, None, "m7"): {Value("empty"): Pooled(1, ())}}, *engines)
    agree(program, {key: {Value("empty"): Pooled(3, ())} for key in told}, *engines)
    print(members)  # noqa: T201 - tells the parent that it was tried


def rule(name: str, when: Told | Not | Each) -> Rule:
    return Rule(name, when, SAID, EXAMPLES)


@pytest.mark.parametrize("members", [11, 59, 60, 61, 64, 65, 120, 240])
def test_rules_over_long_lists_hold_in_every_engine(members: int) -> None:
    pytest.importorskip("durable_rules_engine", reason="durable_rules is not installed")

    assert child(__name__, f"wide_list_agrees({members})") == str(members)


# Which engine serves


def test_the_default_is_durable_rules_where_it_is_installed() -> None:
    pytest.importorskip("durable_rules_engine", reason="durable_rules is not installed")
    default_engine.cache_clear()

    assert default_engine() == "durable_rules"


@pytest.fixture
def without_durable_rules(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As on a machine where it cannot be imported."""
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    monkeypatch.delitem(sys.modules, "classifier.logic.engines.durable", raising=False)
    default_engine.cache_clear()
    yield
    default_engine.cache_clear()


@pytest.mark.usefixtures("without_durable_rules")
def test_without_durable_rules_the_interpreter_serves_with_the_same_result() -> None:
    book = load_rulebook()
    case = written_case("standing=equal; mission_complementarity=mutual", book.codebook)
    result = classify(case, book)

    assert result.engine.name == default_engine() == "interpreter"
    assert result == classify(case, book, engine="interpreter")


@pytest.mark.usefixtures("without_durable_rules")
def test_asking_for_durable_rules_where_it_is_not_installed_says_so() -> None:
    with pytest.raises(ModuleNotFoundError):
        engine_for(program_of(random_rulebook(numbered(1))), "durable_rules")


def test_an_engine_is_made_ready_once() -> None:
    engine_for.cache_clear()

    assert engine_for(PROGRAM, "interpreter") is engine_for(PROGRAM, "interpreter")


@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_says_its_name_and_version(name: EngineName) -> None:
    if name == "durable_rules":
        durable(PROGRAM)
    engine = engine_for(PROGRAM, name)

    assert engine.name == name
    assert engine.version[0].isdigit()


# What may befall durable_rules

Core = Any
"""The engine's C module, which has no types."""
DRAWN = program_of(random_rulebook(numbered(3)))


@pytest.fixture
def core() -> Core:
    return pytest.importorskip("durable_rules_engine", reason="durable_rules is not installed")


@pytest.fixture
def engine(core: Core) -> Engine:
    """An engine of its own, of a small program."""
    from classifier.logic.engines.durable import Durable  # noqa: PLC0415 - may be missing

    return Durable(DRAWN)


def failing(core: Core, times: int) -> Callable[..., object]:
    """The engine's assertion of a fact, that fails at first."""
    original, left = core.assert_fact, [times]

    def assert_fact(*arguments: object) -> object:
        if left[0]:
            left[0] -= 1
            raise core.error("Could not assert fact, error code: 303")
        return original(*arguments)

    return assert_fact


def some_told(random: Random) -> Statements:
    told = random_statements(random, SMALL)
    return told if len(told) > 10 else some_told(random)


def test_an_engine_error_is_survived_with_the_same_result(
    core: Core, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = some_told(numbered(5))
    expected = everything(derive(DRAWN, told, Interpreter(DRAWN)))

    monkeypatch.setattr(core, "assert_fact", failing(core, 1))

    assert everything(derive(DRAWN, told, engine)) == expected
    assert everything(derive(DRAWN, told, engine)) == expected


def test_a_second_engine_error_is_a_failure_and_leaves_the_engine_usable(
    core: Core, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = some_told(numbered(5))
    monkeypatch.setattr(core, "assert_fact", failing(core, 2))

    with pytest.raises(EngineFailure, match="303"):
        derive(DRAWN, told, engine)
    agree(DRAWN, told, engine, Interpreter(DRAWN))


def test_a_refused_fact_is_a_failure(
    core: Core, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(core, "assert_fact", lambda *_: (2, 0))

    with pytest.raises(EngineFailure, match="refused"):
        derive(DRAWN, some_told(numbered(5)), engine)


@pytest.mark.parametrize(
    "at", ["start_action_for_state", "complete_and_start_action", "retract_fact"]
)
def test_an_interrupted_question_leaves_nothing_behind(
    core: Core, engine: Engine, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    first, then = some_told(numbered(5)), some_told(numbered(6))

    with monkeypatch.context() as patched:
        patched.setattr(core, at, _interrupted)
        with pytest.raises(KeyboardInterrupt):
            derive(DRAWN, first, engine)

    agree(DRAWN, first, engine, Interpreter(DRAWN))
    agree(DRAWN, then, engine, Interpreter(DRAWN))


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_names_that_the_engine_would_confuse_are_refused(core: Core) -> None:
    from classifier.logic.engines import durable as adapter  # noqa: PLC0415 - may be missing

    assert adapter.fnv_1a("nakmvxxv") == adapter.fnv_1a("tbdxatiq")
    assert adapter.fnv_1a("") == 0x811C9DC5
    assert adapter.fnv_1a("a") == 0xE40C292C


def test_two_literals_of_one_hash_are_refused(
    core: Core, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("classifier.logic.engines.durable.fnv_1a", len)
    with pytest.raises(EngineFailure, match="hash"):
        derive(DRAWN, some_told(numbered(5)), engine)


def test_no_text_of_a_user_reaches_the_engine(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    facts: list[str] = []
    original = core.assert_fact

    def recorded(handle: int, fact: str) -> object:
        facts.append(fact)
        return original(handle, fact)

    monkeypatch.setattr(core, "assert_fact", recorded)
    document = written_case("standing=equal; capacity(n, funds)=weak", SHIPPED.codebook).content()
    document["title"] = 'Robert"}); drop'
    classify(Case.model_validate(document), SHIPPED, engine="durable_rules")

    assert facts
    assert all(set(fact) <= set('{}":,1234567890klidsSC case') for fact in facts)


def test_a_ruleset_stays_below_what_the_engine_can_hold(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    from classifier.logic.engines.durable import Durable  # noqa: PLC0415 - may be missing

    rulesets: list[dict[str, Any]] = []
    original = core.create_ruleset

    def recorded(name: str, rules: str) -> object:
        rulesets.append(json.loads(rules))
        return original(name, rules)

    monkeypatch.setattr(core, "create_ruleset", recorded)
    derive(PROGRAM, {}, Durable(PROGRAM))

    clauses = [clause for stratum in PROGRAM.strata for clause in stratum.clauses]
    assert sum(len(rules) - 1 for rules in rulesets) == len(clauses)
    assert max(len(prefixes(rules)) for rules in rulesets) < 64


def prefixes(rules: dict[str, Any]) -> set[str]:
    """The different beginnings of the rules in a ruleset."""
    terms = [rule["all"][0]["m"].get("$and", ["any"]) for rule in rules.values()]
    return {json.dumps(several[: n + 1]) for several in terms for n in range(len(several))}
