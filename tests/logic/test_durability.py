"""Long runs, many threads, forks: memory stays flat and every answer stays right."""

from __future__ import annotations

import os
import threading
import warnings
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from children import child
from strategies import numbered, random_case, random_rulebook, written_case

from classifier import Case, classify
from classifier.case.relations import relations_of
from classifier.logic.engines import durable, engine_for
from classifier.logic.grounding import program_of
from classifier.logic.program import SIDES, derive
from classifier.logic.verdict import decide
from classifier.rulebook.loading import load_rulebook
from classifier.rulebook.model import Rulebook

pytestmark = pytest.mark.slow
HERE = Path(__file__).parents[1]
SMALL_CASE = (
    "standing=equal; dominance(g>n)=absent; mission_complementarity=mutual; benefit=present;"
    "capacity(n, funds)=weak; contribution(g, funds)=gives; joint_activity=present"
)


def resident() -> int:
    """The memory of this process, in bytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def judge_often(times: int, settled: int) -> None:
    """Classify random small cases, without reasons; say how memory grew after the first ones."""
    book = load_rulebook()
    program = program_of(book)
    engine = engine_for(program, "durable_rules")
    cases = [random_case(numbered(n), book.codebook) for n in range(200)]
    before = 0
    for number in range(times):
        if number == settled:
            before = resident()
        for relation in relations_of(cases[number % len(cases)], book.codebook):
            derivation = derive(program, relation.told, engine)
            for typology in book.typologies.values():
                decide(typology, relation, derivation)
    print(resident() - before)  # noqa: T201 - tells the parent


def classify_often(times: int, settled: int) -> None:
    """Classify a small case with its reasons; say how memory grew after the first times."""
    book = load_rulebook()
    case = written_case(SMALL_CASE, book.codebook)
    before = 0
    for number in range(times):
        if number == settled:
            before = resident()
        classify(case, book, engine="durable_rules").document()
    print(resident() - before)  # noqa: T201 - tells the parent


def make_often(rounds: int, settled: int) -> None:
    """Ask more rulebooks in turn than are kept ready; say how memory grew after some rounds."""
    programs = [program_of(random_rulebook(numbered(n))) for n in range(25)]
    before = 0
    for number in range(rounds):
        if number == settled:
            before = resident()
        for program in programs:
            engine = engine_for(program, "durable_rules")
            for stratum in range(len(program.strata)):
                engine.fire(stratum, bytes([1]) * len(program.propositions) * SIDES)
    print(resident() - before)  # noqa: T201 - tells the parent


needs_proc = pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="memory is read off /proc"
)


@needs_proc
def test_tens_of_thousands_of_verdicts_leave_memory_flat() -> None:
    grown = child(__name__, "judge_often(40_000, 10_000)")

    assert int(grown) < 1_500_000


@needs_proc
def test_thousands_of_classifications_leave_memory_flat() -> None:
    grown = child(__name__, "classify_often(6_000, 2_000)")

    assert int(grown) < 1_500_000


@needs_proc
def test_a_hundred_rulebooks_leave_memory_flat() -> None:
    grown = child(__name__, "make_often(6, 2)")

    assert int(grown) < 1_500_000


# Threads and processes


def some_cases(book: Rulebook, count: int) -> list[Case]:
    return [random_case(numbered(n), book.codebook) for n in range(count)]


def test_eight_threads_give_what_one_gives() -> None:
    book = load_rulebook()
    cases = some_cases(book, 60)
    alone = [classify(case, book, engine="durable_rules") for case in cases]

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda c: classify(c, book, engine="durable_rules"), cases * 4))

    assert together == alone * 4


def test_threads_may_be_the_first_to_ask_for_an_engine() -> None:
    book = load_rulebook()
    (case,) = some_cases(book, 1)
    expected = classify(case, book, engine="durable_rules")
    engine_for.cache_clear()
    ready = threading.Barrier(8)

    def classify_at_once(_: int) -> object:
        ready.wait()
        return classify(case, book, engine="durable_rules")

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(classify_at_once, range(8))) == [expected] * 8


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the platform has no fork")
def test_a_child_of_a_fork_may_be_the_first_to_load_the_module() -> None:
    book = load_rulebook()
    cases = some_cases(book, 2)
    expected = [classify(case, book, engine="interpreter").document().relations for case in cases]
    durable._module.cache_clear()  # noqa: SLF001 - as in a process that has not asked yet

    one = forked(book, cases, expected)

    assert os.waitstatus_to_exitcode(os.waitpid(one, 0)[1]) == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the platform has no fork")
def test_a_child_of_a_fork_classifies_while_its_parent_does() -> None:
    book = load_rulebook()
    cases = some_cases(book, 12)
    expected = [classify(case, book, engine="interpreter").document().relations for case in cases]
    stop, wrong = threading.Event(), [0]

    def classify_on() -> None:
        while not stop.is_set():
            for case, right in zip(cases, expected, strict=True):
                made = classify(case, book, engine="durable_rules").document().relations
                wrong[0] += made != right

    busy = threading.Thread(target=classify_on)
    busy.start()
    try:
        children = [forked(book, cases, expected) for _ in range(8)]
        ends = [os.waitstatus_to_exitcode(os.waitpid(one, 0)[1]) for one in children]
    finally:
        stop.set()
        busy.join(60)

    assert ends == [0] * 8
    assert not busy.is_alive()
    assert wrong == [0]


def forked(book: Rulebook, cases: list[Case], expected: Sequence[object]) -> int:
    """A child that classifies the cases and ends with 0 if all came out; it gives up in time."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # that threads are running is the point
        process = os.fork()
    if process:
        return process
    threading.Timer(60, os._exit, (3,)).start()
    status = 2
    try:
        made = [classify(case, book, engine="durable_rules").document().relations for case in cases]
        status = int(made != expected)
    finally:
        os._exit(status)
