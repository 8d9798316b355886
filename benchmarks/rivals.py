"""Other rule engines on the same ground program, each in the fastest form found for it.

Each is told only which literals of a stratum are present, as durable_rules is, and says which
clauses fire; strengths and settling are `derive`'s for all alike.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import import_module
from importlib.metadata import version
from typing import Any

from classifier.logic.program import Clause, Program


def literals_of(clauses: Sequence[Clause]) -> tuple[int, ...]:
    """The literals that some clauses look for."""
    return tuple(sorted({part for clause in clauses for part in clause.body}))


def _joined(clause: Clause) -> str:
    return " and ".join(f"l{part}" for part in clause.body)


@dataclass
class Zen:
    """zen-engine: a decision table a stratum, a row a clause, every row that holds collected."""

    program: Program
    name: str = "zen-engine"
    version: str = field(default_factory=lambda: version("zen-engine"))

    def __post_init__(self) -> None:
        engine = import_module("zen").ZenEngine()
        self.strata = [
            (literals_of(s.clauses), engine.create_decision(json.dumps(_decision(s.clauses))))
            for s in self.program.strata
        ]

    def fire(self, stratum: int, strengths: Sequence[int]) -> list[int]:
        literals, decision = self.strata[stratum]
        present = {f"l{part}": True for part in literals if strengths[part]}
        return [int(row["place"]) for row in decision.evaluate(present)["result"]]


@dataclass
class ZenExpression:
    """zen-engine's expression language alone: all clauses of a stratum as one list, no rules."""

    program: Program
    name: str = "zen-engine, one bare expression a stratum"
    version: str = field(default_factory=lambda: version("zen-engine"))

    def __post_init__(self) -> None:
        compiled = import_module("zen").compile_expression
        self.strata = [
            (literals_of(s.clauses), compiled(f"[{', '.join(_joined(c) for c in s.clauses)}]"))
            for s in self.program.strata
        ]

    def fire(self, stratum: int, strengths: Sequence[int]) -> list[int]:
        literals, expression = self.strata[stratum]
        holds = expression.evaluate({f"l{part}": bool(strengths[part]) for part in literals})
        return [place for place, held in enumerate(holds) if held]


@dataclass
class Clips:
    """clipspy: an environment a stratum, a rule a clause, one fact with a slot a literal."""

    program: Program
    name: str = "clipspy"
    version: str = field(default_factory=lambda: version("clipspy"))
    fired: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.strata = [
            (literals_of(s.clauses), *self._environment(s.clauses)) for s in self.program.strata
        ]

    def _environment(self, clauses: Sequence[Clause]) -> tuple[Any, Any]:
        environment = import_module("clips").Environment()
        environment.define_function(self.fired.append, name="fired")
        slots = " ".join(f"(slot l{part} (default 0))" for part in literals_of(clauses))
        environment.build(f"(deftemplate case {slots})")
        for place, clause in enumerate(clauses):
            body = " ".join(f"(l{part} 1)" for part in clause.body)
            environment.build(f"(defrule c{place} (case {body}) => (fired {place}))")
        return environment, environment.find_template("case")

    def fire(self, stratum: int, strengths: Sequence[int]) -> list[int]:
        literals, environment, template = self.strata[stratum]
        self.fired.clear()
        environment.reset()
        template.assert_fact(**{f"l{part}": 1 for part in literals if strengths[part]})
        environment.run()
        return [int(place) for place in self.fired]


def _decision(clauses: Sequence[Clause]) -> dict[str, object]:
    """A document of zen-engine: input, table, output."""
    rules = [
        {"_id": str(place), "in": _joined(clause), "out": str(place)}
        for place, clause in enumerate(clauses)
    ]
    content = {
        "hitPolicy": "collect",
        "inputs": [{"id": "in", "name": "holds"}],
        "outputs": [{"id": "out", "name": "place", "field": "place"}],
        "rules": rules,
    }
    kinds = {"inputNode": {"schema": ""}, "decisionTableNode": content, "outputNode": {}}
    nodes = [
        {"id": kind, "name": kind, "type": kind, "position": {"x": 0, "y": 0}, "content": held}
        for kind, held in kinds.items()
    ]
    edges = [
        {"id": f"{source}-{target}", "sourceId": source, "targetId": target, "type": "edge"}
        for source, target in (
            ("inputNode", "decisionTableNode"),
            ("decisionTableNode", "outputNode"),
        )
    ]
    return {"nodes": nodes, "edges": edges}
