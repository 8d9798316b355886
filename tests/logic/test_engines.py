"""Engines: each gives what the specification gives, and durable_rules survives what may befall it."""

from __future__ import annotations

import ctypes
import json
import subprocess
import sys
from collections.abc import Iterator
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
from wasmtime import Func, Trap, WasmtimeError

from classifier import load_case
from classifier.case.model import Case
from classifier.case.relations import Key, Pooled, Value, relations_of
from classifier.case.relations import Told as Statements
from classifier.logic.engines import ENGINES, EngineName, can_run, default_engine, engine_for
from classifier.logic.engines.durable import ROOM, Durable
from classifier.logic.engines.interpreter import Interpreter
from classifier.logic.engines.rulesets import fnv_1a, rulesets
from classifier.logic.engines.table import columns_of, evaluate
from classifier.logic.grounding import program_of
from classifier.logic.program import (
    Clause,
    Derivation,
    Engine,
    Observable,
    Program,
    Side,
    Stratum,
    derive,
    literal,
)
from classifier.pipeline import classify
from classifier.rulebook.conditions import Each, Found, Not, Observed
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


def engines_of(program: Program) -> list[Engine]:
    """Each of them; the interpreter, which is the specification, among them."""
    return [engine_for(program, name) for name in ENGINES]


def agree(program: Program, told: Statements, *engines: Engine) -> None:
    made = [everything(derive(program, told, engine)) for engine in engines]

    assert all(one == other for one, other in pairwise(made))


# Random rulebooks


@given(drawn(lambda random: (random_rulebook(random), random_statements(random, SMALL))))
def test_all_engines_agree_on_any_rulebook(drawn_: tuple[Rulebook, Statements]) -> None:
    book, told = drawn_
    program = program_of(book)

    agree(program, told, *engines_of(program))


@pytest.mark.slow
@pytest.mark.parametrize("block", range(8))
def test_all_engines_agree_on_hundreds_of_rulebooks(block: int) -> None:
    for number in range(block * 40, (block + 1) * 40):
        random = numbered(number)
        program = program_of(random_rulebook(random))
        engines = engines_of(program)
        for _ in range(15):
            agree(program, random_statements(random, SMALL), *engines)


@pytest.mark.slow
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


def native_agrees(first: int, count: int) -> None:
    """Hold the module against the installed durable_rules; run in a child process."""
    from native import Native  # noqa: PLC0415 - it may not be installed

    for number in range(first, first + count):
        random = numbered(number)
        program = program_of(random_rulebook(random))
        engines = Durable(program), Native(program)
        for _ in range(15):
            agree(program, random_statements(random, SMALL), *engines)
    engines = Durable(PROGRAM), Native(PROGRAM)
    for number in range(first, first + 5 * count):
        agree(PROGRAM, random_statements(numbered(number), SHIPPED.codebook), *engines)
    print(count)  # noqa: T201 - tells the parent that all were tried


@pytest.mark.slow
@pytest.mark.parametrize("block", range(4))
def test_the_module_gives_what_durable_rules_gives_as_it_was_released(block: int) -> None:
    pytest.importorskip("durable_rules_engine", reason="durable_rules is not installed")

    assert child(__name__, f"native_agrees({block * 40}, 40)") == "40"


# The shipped rulebook


@given(drawn(lambda random: random_statements(random, SHIPPED.codebook)))
def test_all_engines_agree_on_anything_told_under_the_shipped_rulebook(told: Statements) -> None:
    agree(PROGRAM, told, *engines_of(PROGRAM))


@pytest.mark.slow
@pytest.mark.parametrize("block", range(4))
def test_all_engines_agree_on_thousands_of_relations(block: int) -> None:
    engines = engines_of(PROGRAM)
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
    engines = engines_of(PROGRAM)
    for text in dict.fromkeys(examples()):
        (relation,) = relations_of(written_case(text, SHIPPED.codebook), SHIPPED.codebook)
        agree(PROGRAM, relation.told, *engines)


CASES = sorted((HERE.parent / "examples").glob("*.json"))


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_all_engines_give_one_result_for_every_example_case(path: Path) -> None:
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

    agree(PROGRAM, told, *engines_of(PROGRAM))


@pytest.mark.parametrize("members", [11, 59, 60, 61, 64, 65, 120, 240])
def test_rules_over_long_lists_hold_in_every_engine(members: int) -> None:
    wood = SMALL.lists["things"].members["wood"]
    many = {f"m{n}": wood for n in range(members)}
    things = SMALL.lists["things"].model_copy(update={"members": many})
    codebook = SMALL.model_copy(update={"lists": {**SMALL.lists, "things": things}})
    empty = Observed("stock", "x", None, "any", ("empty",), None)
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
    engines = engines_of(program)
    told = {
        Key("stock", place, None, name): {Value("full"): Pooled(2, ())}
        for place in (0, 1)
        for name in many
    }
    agree(program, told, *engines)
    agree(program, {**told, Key("stock", 0, None, "m7"): {Value("empty"): Pooled(1, ())}}, *engines)
    agree(program, {key: {Value("empty"): Pooled(3, ())} for key in told}, *engines)


def rule(name: str, when: Observed | Not | Each) -> Rule:
    return Rule(name, when, SAID, EXAMPLES)


# Which engine serves


def test_the_default_is_durable_rules() -> None:
    assert default_engine() == "durable_rules"


@pytest.fixture(params=["it is missing", "its answer is wrong"])
def without_durable_rules(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """As on a machine where wasmtime does not run."""
    match request.param:
        case "it is missing":
            monkeypatch.setitem(sys.modules, "wasmtime", None)
            monkeypatch.delitem(sys.modules, "classifier.logic.engines.durable")
        case _:
            monkeypatch.setattr(Func, "__call__", lambda *_: None)
    default_engine.cache_clear()
    yield
    default_engine.cache_clear()


@pytest.mark.usefixtures("without_durable_rules")
def test_where_durable_rules_does_not_run_the_interpreter_serves_with_the_same_result() -> None:
    book = load_rulebook()
    case = written_case("standing=equal; mission_complementarity=mutual", book.codebook)
    result = classify(case, book)

    assert result.engine.name == default_engine() == "interpreter"
    assert not can_run("durable_rules")
    assert result == classify(case, book, engine="interpreter")


def test_the_interpreter_serves_on_a_machine_that_wasmtime_does_not_know() -> None:
    code = (
        "import platform; platform.machine = lambda: 'armv7l'\n"
        "from classifier.logic.engines import default_engine; print(default_engine())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "interpreter\n"


def test_an_engine_is_made_ready_once() -> None:
    engine_for.cache_clear()

    assert engine_for(PROGRAM, "interpreter") is engine_for(PROGRAM, "interpreter")


@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_says_its_name_and_version(name: EngineName) -> None:
    engine = engine_for(PROGRAM, name)

    assert can_run(name)
    assert engine.name == name
    assert engine.version[0].isdigit()


# What may befall durable_rules

DRAWN = program_of(random_rulebook(numbered(3)))


def some_told(random: Random) -> Statements:
    told = random_statements(random, SMALL)
    return told if len(told) > 10 else some_told(random)


FIRST, THEN = some_told(numbered(5)), some_told(numbered(6))


def failing(monkeypatch: pytest.MonkeyPatch, times: int, error: type[BaseException]) -> None:
    """Calls into the module end in this, at first; the module has answered by then."""
    original, left = Func.__call__, [times]

    def call(function: Func, *arguments: Any) -> object:  # noqa: ANN401 - as wasmtime has it
        original(function, *arguments)
        if left[0]:
            left[0] -= 1
            raise error("code 303")
        return None

    monkeypatch.setattr(Func, "__call__", call)


@pytest.mark.parametrize("error", [WasmtimeError, Trap])
def test_an_engine_error_is_survived_with_the_same_result(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    engine = Durable(DRAWN)
    failing(monkeypatch, 1, error)

    agree(DRAWN, FIRST, engine, Interpreter(DRAWN))
    agree(DRAWN, THEN, engine, Interpreter(DRAWN))


@pytest.mark.parametrize("error", [WasmtimeError, Trap])
def test_a_second_engine_error_is_a_failure_and_leaves_the_engine_usable(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    engine = Durable(DRAWN)
    failing(monkeypatch, 2, error)

    with pytest.raises(EngineFailure, match="303"):
        derive(DRAWN, FIRST, engine)
    agree(DRAWN, FIRST, engine, Interpreter(DRAWN))


def test_an_interrupted_question_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Durable(DRAWN)
    derive(DRAWN, THEN, engine)
    with monkeypatch.context() as patched:
        failing(patched, 1, KeyboardInterrupt)
        with pytest.raises(KeyboardInterrupt):
            derive(DRAWN, FIRST, engine)

    agree(DRAWN, FIRST, engine, Interpreter(DRAWN))
    agree(DRAWN, THEN, engine, Interpreter(DRAWN))


@pytest.mark.parametrize("start", ["plan", "strengths"])
def test_damage_in_the_memory_of_the_module_ends_in_the_right_answer(start: str) -> None:
    """What is wrong with what the module was told, or with its own data, traps or is refused."""
    engine = Durable(DRAWN)
    agree(DRAWN, FIRST, engine, Interpreter(DRAWN))
    assert engine._rules  # noqa: SLF001 - damaged from inside
    ctypes.memset(engine._rules._variable(start, ctypes.c_char, 1), 0x55, 2_000_000)  # noqa: SLF001

    agree(DRAWN, FIRST, engine, Interpreter(DRAWN))
    agree(DRAWN, THEN, engine, Interpreter(DRAWN))


def of_one_clause(*literals: int) -> Program:
    clause = Clause(0, Side.FOR, literals)
    return Program(SHIPPED, (), {}, (Stratum((clause,), ()),), {}, {}, {}, {}, {})


def test_a_fact_with_more_than_the_engine_can_hold_is_a_failure() -> None:
    assert Durable(of_one_clause(*range(240))).fire(0, [1] * 240) == [0]
    for length in (260, 2000):
        with pytest.raises(EngineFailure, match="error 302"):
            Durable(of_one_clause(*range(length))).fire(0, [1] * length)


def test_a_rulebook_too_large_for_the_engine_is_a_failure() -> None:
    assert Durable(of_one_clause(ROOM - 1)).fire(0, [1] * (ROOM + 9)) == [0]
    with pytest.raises(EngineFailure, match="too large"):
        Durable(of_one_clause(ROOM)).fire(0, [1] * (ROOM + 9))


def test_names_that_the_engine_would_confuse_are_told_apart() -> None:
    assert fnv_1a("nakmvxxv") == fnv_1a("tbdxatiq")
    assert fnv_1a("") == 0x811C9DC5
    assert fnv_1a("a") == 0xE40C292C


def test_two_literals_of_one_hash_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("classifier.logic.engines.rulesets.fnv_1a", len)
    with pytest.raises(EngineFailure, match="hash"):
        derive(DRAWN, FIRST, Durable(DRAWN))


def test_no_text_of_a_user_reaches_the_engine() -> None:
    document = written_case("standing=equal; capacity(n, funds)=weak", SHIPPED.codebook).content()
    document["title"] = 'Robert"}); drop'
    engine = Durable(PROGRAM)
    (relation,) = relations_of(Case.model_validate(document), SHIPPED.codebook)
    derive(PROGRAM, relation.told, engine)

    assert engine._rules  # noqa: SLF001 - what the module has in its memory
    held = engine._rules._exports["memory"].read(engine._rules._store)  # noqa: SLF001
    assert b'{"k":"case","sid":"S","id":"C"' in held
    assert not [word for word in (b"Robert", b"standing", b"equal", b"funds") if word in held]


def test_a_ruleset_stays_below_what_the_engine_can_hold() -> None:
    several = [
        json.loads(ruleset.rules)
        for stratum in PROGRAM.strata
        for ruleset in rulesets(stratum.clauses)
    ]

    clauses = [clause for stratum in PROGRAM.strata for clause in stratum.clauses]
    assert sum(len(rules) - 1 for rules in several) == len(clauses)
    assert max(len(prefixes(rules)) for rules in several) < 64


def prefixes(rules: dict[str, Any]) -> set[str]:
    """The different beginnings of the rules in a ruleset."""
    terms = [rule["all"][0]["m"].get("$and", ["any"]) for rule in rules.values()]
    return {json.dumps(several[: n + 1]) for several in terms for n in range(len(several))}
