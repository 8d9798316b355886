"""Breaks rule folders and cases at random, and holds that no breakage is a fault of the program.

A broken folder ends in `InvalidRulebook` and a broken case in `InvalidCase`; what is accepted all
the same classifies in every engine alike, and can be told. A number names a breakage for good:
`python -m benchmarks.breaking --seed 1 --rules 0 --cases 0 --only rules:17` repeats one.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache, partial
from multiprocessing import Pool
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any, NamedTuple

from benchmarks.breakage import changed, scrambled
from classifier import (
    InvalidCase,
    InvalidDocument,
    InvalidRulebook,
    classify,
    load_case,
    load_rulebook,
)
from classifier.case.model import Case
from classifier.documents.reader import read_yaml
from classifier.explain.outline import outline
from classifier.logic.engines import EngineName, default_engine
from classifier.rulebook.model import Rulebook
from classifier.writers.text import text_of_blocks

RULES = Path("rules")
EXAMPLES = sorted(Path("examples").glob("*.json"))
SECONDS = 60
"""After so many seconds one breakage counts as a fault: it would run on."""
TOGETHER = 25
"""So many breakages are handed to a process at once; then it ends, with what it has leaked."""
DURABLE = 40
"""One in so many accepted rulebooks is judged by durable_rules too: a ruleset is never freed."""
MOST_SAID = 1_000_000
"""So long may be what is said of one breakage."""
UNLINKED, SCRAMBLED = 0.02, 0.2
"""So often a file is missing, or its text is broken and not what it says."""
TOLD = 10
"""So many faults are told in full."""


class Ended(NamedTuple):
    """How one breakage ended; a fault is what a traceback says."""

    name: str
    how: str
    fault: str = ""


def main() -> int:
    """Break as much as is asked for; 1 if anything ended in a fault."""
    asked = _asked()
    with tempfile.TemporaryDirectory() as caches:
        os.environ["XDG_CACHE_HOME"] = caches  # what is broken is not worth keeping
        return _run(asked)


def _run(asked: argparse.Namespace) -> int:
    if asked.only:
        sort, number = asked.only.split(":")
        ended = _broken(asked.seed, sort, [int(number)])[0]
        print(*ended, sep="\n")
        return int(bool(ended.fault))
    faults = [
        fault
        for sort, count in (("rules", asked.rules), ("cases", asked.cases))
        if count
        for fault in _many(asked.seed, sort, count, asked.processes)
    ]
    for ended in faults[:TOLD]:
        print(f"\n{ended.name}\n{ended.fault}")
    return int(bool(faults))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.breaking", description=__doc__)
    parser.add_argument("--rules", type=int, default=1_000, help="rule folders to break")
    parser.add_argument("--cases", type=int, default=10_000, help="case files to break")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    parser.add_argument("--only", metavar="SORT:NUMBER", help="repeat one breakage")
    return parser.parse_args()


def _many(seed: int, sort: str, count: int, processes: int) -> list[Ended]:
    """Break so many on every core, print how far it is and how they ended, and keep the faults."""
    begun, done = monotonic(), 0
    ends: Counter[str] = Counter()
    faults: list[Ended] = []
    chunks = [range(n, min(n + TOGETHER, count)) for n in range(0, count, TOGETHER)]
    per_child = 4 if sort == "rules" else None
    with Pool(processes, maxtasksperchild=per_child) as pool:
        for several in pool.imap_unordered(partial(_broken, seed, sort), chunks):
            done += len(several)
            ends.update(one.how for one in several)
            faults += [one for one in several if one.fault]
            end = "\r" if sys.stderr.isatty() else "\n"
            if end == "\r" or done % (40 * TOGETHER) == 0:
                print(f"{sort}: {done:,} of {count:,}", end=end, file=sys.stderr, flush=True)
    rate = done / max(monotonic() - begun, 1e-9)
    told = ", ".join(f"{how} {number:,}" for how, number in sorted(ends.items()))
    print(f"{sort}: {done:,} broken ({rate:,.0f} a second): {told}", flush=True)
    return faults


def _broken(seed: int, sort: str, numbers: range | list[int]) -> list[Ended]:
    """Break each, one after the other, each within its time."""
    judge: Callable[[Random], str] = _rules if sort == "rules" else _case
    signal.signal(signal.SIGALRM, _over)
    ended = []
    for number in numbers:
        name = f"{sort}:{number}"
        signal.alarm(SECONDS)
        try:
            ended.append(Ended(name, judge(Random(f"{seed}:{name}"))))
        except (Exception, _Over):  # noqa: BLE001 - whatever it is, it is a fault
            ended.append(Ended(name, "FAULT", traceback.format_exc(limit=-6)))
        finally:
            signal.alarm(0)
    return ended


class _Over(BaseException):
    """The time of one breakage is over; nothing on the way takes it for a fault of its own."""


def _over(*_: object) -> None:
    raise _Over


def _refused(invalid: InvalidDocument) -> str:
    """That something was refused: with what is wrong, in so many words as anybody reads."""
    assert invalid.problems
    assert len(str(invalid)) < MOST_SAID
    return "refused"


# Rule folders


def _rules(random: Random) -> str:
    """Break a rule folder; what is accepted judges every example."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(shutil.copytree(RULES, made, dirs_exist_ok=True))
        for name in random.choices([*_documents()], k=random.choice((1, 1, 1, 2))):
            _break_file(random, folder / name, _documents()[name])
        try:
            book = load_rulebook(folder)
        except InvalidRulebook as invalid:
            return _refused(invalid)
    engines: list[EngineName] = ["interpreter", "table"]
    if random.random() < 1 / DURABLE and default_engine() == "durable_rules":
        engines.append("durable_rules")
    fitting = list(_fitting(book))
    told = random.choice(fitting) if fitting else None
    for case in fitting:
        _alike(case, book, engines, told=case is told)
    return "accepted" if fitting else "accepted, of no example"


def _fitting(book: Rulebook) -> Iterator[Case]:
    """The examples that fit a rulebook."""
    for data in _cases():
        with suppress(InvalidCase):
            yield load_case(data, book)


def _alike(case: Case, book: Rulebook, engines: list[EngineName], *, told: bool) -> None:
    """A case is judged alike by every engine; what is said of it can be said, if that is asked."""
    first, *others = (classify(case, book, engine=engine) for engine in engines)
    for other in others:
        for one, same in zip(first.relations, other.relations, strict=True):
            assert one.verdicts == same.verdicts, other.engine
            assert one.derivation == same.derivation, other.engine
    if told:
        assert first.document().relations
        assert text_of_blocks(outline(first, "full"), "en")


@cache
def _documents() -> dict[str, Any]:
    """The rule documents by name."""
    return {
        path.relative_to(RULES).as_posix(): read_yaml(path).value
        for path in sorted(RULES.rglob("*.yaml"))
    }


def _break_file(random: Random, path: Path, value: object) -> None:
    """Break a document: mostly what it says, at times its text, seldom the file."""
    if random.random() < UNLINKED:
        path.unlink(missing_ok=True)
    elif random.random() < SCRAMBLED and path.exists():
        path.write_bytes(scrambled(random, path.read_bytes()))
    else:
        broken = changed(random, value, most=random.choice((1, 1, 2, 4)))
        path.write_text(json.dumps(broken, ensure_ascii=False), encoding="utf-8")


# Case files


def _case(random: Random) -> str:
    """Break a case file; what is accepted is judged."""
    data = random.choice(_cases())
    if random.random() < SCRAMBLED:
        data = scrambled(random, data)
    else:
        broken = changed(random, json.loads(data), most=random.choice((1, 1, 2, 4)))
        data = json.dumps(broken, ensure_ascii=random.choice((True, False))).encode()
    engines: list[EngineName] = ["interpreter", "table"]
    if random.random() < 1 / DURABLE and default_engine() == "durable_rules":
        engines.append("durable_rules")
    try:
        case = load_case(data)
    except InvalidCase as invalid:
        return _refused(invalid)
    _alike(case, load_rulebook(), engines, told=random.random() < SCRAMBLED)
    return "accepted"


@cache
def _cases() -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in EXAMPLES)


if __name__ == "__main__":
    sys.exit(main())
