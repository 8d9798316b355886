"""durable_rules as it was released, driven natively: what the module in the package is held against.

A ruleset of it never frees its memory, so many rulebooks go through it in child processes only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

import durable_rules_engine as core

from classifier.logic.engines.rulesets import Ruleset, rulesets
from classifier.logic.program import Program

_serial = count()


@dataclass
class Native:
    """Evaluates a program with the installed durable_rules."""

    program: Program
    name: str = "native"
    version: str = "2.0.28"
    strata: list[list[tuple[int, Ruleset]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.strata = [
            [(core.create_ruleset(f"r{next(_serial)}", r.rules), r) for r in rulesets(s.clauses)]
            for s in self.program.strata
        ]

    def fire(self, stratum: int, strengths: Sequence[int]) -> list[int]:
        return [
            place
            for handle, ruleset in self.strata[stratum]
            if any(strengths[part] for part in ruleset.literals)
            for place in _asked(handle, [part for part in ruleset.literals if strengths[part]])
        ]


def _asked(handle: int, present: list[int]) -> list[int]:
    told = "".join(f',"l{part}":1' for part in present)
    fact = f'{{"k":"case","sid":"S","id":"C"{told}}}'
    refused, state = core.assert_fact(handle, fact)
    assert not refused
    fired = []
    got = core.start_action_for_state(handle, state)
    match = got[1] if got else None
    while match:
        fired.append(match[2 : match.index('"', 2)])
        match = core.complete_and_start_action(handle, state)
    core.retract_fact(handle, fact)
    return [int(place) for place in fired if place != "any"]
