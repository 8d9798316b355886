"""The examples that rules carry, run as what they are: small cases of a government and an NGO.

An example is observations in the one-line form, parted by `;`, of a government `g` and an NGO `n`,
each resting on one field observation, so that its strength is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from classifier.case.checking import faults_of
from classifier.case.model import SCHEMA, Case
from classifier.case.relations import relations_of
from classifier.logic.engines.interpreter import Interpreter
from classifier.logic.evidence import State
from classifier.logic.grounding import program_of
from classifier.logic.program import Derivation, Program, derive
from classifier.rulebook.codebook import Codebook
from classifier.rulebook.model import Examples, Rulebook
from classifier.rulebook.notation import WrittenStatement, parted, statement
from classifier.words.characters import shown
from classifier.words.language import Text, message


@dataclass(frozen=True, slots=True)
class Example:
    """A small case and whether it makes a rule hold."""

    rule: str
    kind: Literal["holds", "fails"]
    number: int
    """From 1, within its kind."""
    text: str

    @property
    def id(self) -> str:
        """`subordinated/one-above::holds/1`."""
        return f"{self.rule}::{self.kind}/{self.number}"


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not come out as its rule says."""

    example: Example
    why: Text


class Unusable(ValueError):
    """An example is not a case."""

    def __init__(self, why: Text) -> None:
        self.why = why
        super().__init__(why.en)


def failing_examples(rulebook: Rulebook) -> list[Failure]:
    """Every example that does not come out, in rulebook order."""
    found = ((example, failure_of(example, rulebook)) for example in examples_of(rulebook))
    return [Failure(example, why) for example, why in found if why is not None]


def examples_of(rulebook: Rulebook) -> Iterator[Example]:
    """All examples of a rulebook: of findings' rules, of criteria, of remarks."""
    for finding in rulebook.findings.values():
        for rule in finding.rules():
            yield from _examples(rule.id, rule.examples)
    for typology in rulebook.typologies.values():
        for pattern in typology.patterns:
            for criterion in pattern.criteria:
                yield from _examples(criterion.id, criterion.examples)
            for remark in pattern.remarks:
                yield from _examples(remark.id, remark.examples)


def failure_of(example: Example, rulebook: Rulebook) -> Text | None:
    """Why an example does not come out; None if it does."""
    program = program_of(rulebook)
    try:
        case = case_of_example(example.text, rulebook.codebook)
    except Unusable as unusable:
        return unusable.why
    (relation,) = relations_of(case, rulebook.codebook)
    holds = _question(example.rule, program)(derive(program, relation.told, Interpreter(program)))
    if holds == (example.kind == "holds"):
        return None
    return message("examples.silent" if example.kind == "holds" else "examples.fires")


def case_of_example(text: str, codebook: Codebook) -> Case:
    """The case that an example describes. Raises `Unusable` if it describes none."""
    observations = [_observation(part) for part in parted(text)]
    case = Case.model_validate(
        {
            "schema": SCHEMA,
            "id": "example",
            "actors": {
                "g": {"name": "g", "kind": "government"},
                "n": {"name": "n", "kind": "ngo"},
            },
            "sources": {"seen": {"kind": "observation", "label": "seen"}},
            "observations": [{**coded, "sources": ["seen"]} for coded in observations],
        }
    )
    fault = next(faults_of(case, codebook), None)
    if fault is not None:
        raise Unusable(fault.what)
    return case


def _examples(rule: str, examples: Examples) -> Iterator[Example]:
    for number, text in enumerate(examples.holds, start=1):
        yield Example(rule, "holds", number, text)
    for number, text in enumerate(examples.fails, start=1):
        yield Example(rule, "fails", number, text)


def _observation(text: str) -> dict[str, str]:
    read = statement(text)
    if read is None or len(read.values) != 1 or read.against or len(read.arguments) > 2:  # noqa: PLR2004 - who, and about what
        raise Unusable(message("examples.unreadable", text=shown(text)))
    return {"indicator": read.name, "value": read.values[0], **_places(read)}


def _places(read: WrittenStatement) -> dict[str, str]:
    """Which argument is the actor, which the other one, which the member."""
    found: dict[str, str] = {}
    for argument in read.arguments:
        actor, _, toward = argument.partition(">")
        if toward:
            found |= {"actor": actor.strip(), "toward": toward.strip()}
        elif argument in ("g", "n"):
            found["actor"] = argument
        else:
            found["about"] = argument
    return found


def _question(rule: str, program: Program) -> Callable[[Derivation], bool]:
    """How to ask a derivation whether a line of the rulebook holds."""
    if rule in program.criteria:
        return lambda made: made.evidence(program.criteria[rule]).state is State.MET
    placings = [signed for (name, _), signed in program.definitions.items() if name == rule]
    if placings:
        return lambda made: any(made.evidence(p).state is State.MET for p in placings)
    return lambda made: any(
        fired.clause.rule is not None and fired.clause.rule.id == rule
        for several in made.fired.values()
        for fired in several
    )
