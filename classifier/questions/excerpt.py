"""An excerpt of a classification: some typologies of one relation, with all that is behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from classifier.result import document as doc
from classifier.rulebook.model import Reference


def excerpt(of: doc.Classification, typologies: Iterable[str]) -> doc.Classification:
    """The part of a relation's classification on some typologies, without its checklists."""
    (found,) = of.relations
    verdicts = {name: found.verdicts[name] for name in typologies}
    statements, findings = behind(_steps(verdicts.values(), found), found.findings)
    told = {name: found.statements[name] for name in found.statements if name in statements}
    coded = {o for statement in told.values() for o in statement.observations}
    observations = {name: one for name, one in of.observations.items() if name in coded}
    used = {source for one in observations.values() for source in one.sources}
    part = doc.RelationResult(
        actors=found.actors,
        period=found.period,
        verdicts=verdicts,
        findings={name: one for name, one in found.findings.items() if name in findings},
        checklists={},
        statements=told,
    )
    return of.model_copy(
        update={
            "relations": (part,),
            "observations": observations,
            "sources": {name: one for name, one in of.sources.items() if name in used},
            "references": _cited(of, part),
            "summary": {name: of.summary[name] for name in verdicts},
        }
    )


def behind(
    steps: Iterable[doc.Step], findings: Mapping[str, doc.Finding]
) -> tuple[frozenset[str], frozenset[str]]:
    """The statements and findings behind steps on either side, decisive or not."""
    statements: set[str] = set()
    found: set[str] = set()
    waiting = list(steps)
    while waiting:
        step = waiting.pop()
        statements.update(step.supporting, step.opposing)
        waiting += step.steps
        if step.finding and step.finding not in found:
            found.add(step.finding)
            waiting += (part for reason in findings[step.finding].reasons for part in reason.steps)
    return frozenset(statements), frozenset(found)


def _cited(of: doc.Classification, part: doc.RelationResult) -> dict[str, Reference]:
    """The works that the part cites, and those in which they are quoted."""
    cited: set[str] = set()
    for verdict in part.verdicts.values():
        cited.update(verdict.reference)
        for pattern in verdict.patterns.values():
            cited.update(pattern.reference, *(one.reference for one in pattern.criteria))
    for finding in part.findings.values():
        cited.update(*(reason.reference for reason in finding.reasons))
    works = {one.partition(":")[0] for one in cited}
    works |= {through for work in works if (through := of.references[work].through)}
    return {name: work for name, work in of.references.items() if name in works}


def _steps(verdicts: Iterable[doc.Verdict], relation: doc.RelationResult) -> Iterator[doc.Step]:
    """What the verdicts rest on: their criteria, their gates, their remarks."""
    for verdict in verdicts:
        yield from (c.proof for p in verdict.patterns.values() for c in p.criteria)
        yield from (step for remark in verdict.remarks for step in remark.steps)
        if verdict.gate:
            yield gate_of(verdict.gate, relation)


def gate_of(name: str, relation: doc.RelationResult) -> doc.Step:
    """The finding that, if met, leaves no partnership to classify, as a step."""
    gate = relation.findings[name]
    return doc.Step(name, gate.says, gate.state, finding=name)
