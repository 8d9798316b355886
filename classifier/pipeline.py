"""From a case to its classification: the whole flow on one screen."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping

from classifier.case.checking import check
from classifier.case.model import Case
from classifier.case.relations import Relation, relations_of
from classifier.logic.engines import EngineName, default_engine, engine_for
from classifier.logic.grounding import program_of
from classifier.logic.program import derive
from classifier.result import document as doc
from classifier.result.answers import shown
from classifier.result.assembling import Judge
from classifier.result.naming import Naming
from classifier.result.proof import Prover
from classifier.rulebook.loading import canonical, load_rulebook
from classifier.rulebook.model import Rulebook
from classifier.rulebook.notation import written
from classifier.version import __version__


def classify(
    case: Case, rulebook: Rulebook | None = None, *, engine: EngineName | None = None
) -> doc.Classification:
    """Say what kind of partnership each relation of a case is, and why.

    Uses the rulebook that comes with the package and the default engine unless told otherwise; all
    engines give the same result. Raises `InvalidCase` if the case does not fit the codebook.
    """
    rulebook = rulebook or load_rulebook()
    check(case, rulebook.codebook)
    relations = relations_of(case, rulebook.codebook)
    return classify_relations(
        case, rulebook, relations=relations, engine=engine or default_engine()
    )


def classify_relations(
    case: Case, rulebook: Rulebook, *, relations: Iterable[Relation], engine: EngineName
) -> doc.Classification:
    """As `classify`, some relations of a case that is known to fit the codebook."""
    program = program_of(rulebook)
    evaluator = engine_for(program, engine)
    results = []
    for relation in relations:
        derivation = derive(program, relation.told, evaluator)
        prover = Prover(derivation, Naming(case, rulebook.codebook, relation))
        results.append(Judge(rulebook, relation, prover).result())
    return doc.Classification.model_construct(
        case=title_of(case),
        rulebook=doc.Rules(rulebook.version, rulebook.sha256),
        engine=doc.EngineUsed(evaluator.name, evaluator.version),
        version=__version__,
        actors=case.actors,
        periods=case.periods,
        sources=case.sources,
        observations=_observations(case),
        references=rulebook.references,
        relations=tuple(results),
        summary=_summary(results),
    )


def title_of(case: Case) -> doc.CaseTitle:
    """Which case this is; its hash is over canonical JSON of the case file."""
    digest = hashlib.sha256(canonical(case.content())).hexdigest()
    return doc.CaseTitle(case.id, case.title, case.summary, case.reference, case.language, digest)


def _observations(case: Case) -> dict[str, doc.Coded]:
    return {
        name: doc.Coded(
            statement=written(
                o.indicator, actor=o.actor, toward=o.toward, about=o.about, value=o.value
            ),
            sources=o.sources,
            between=o.between,
            period=o.period,
            quote=o.quote,
            note=o.note,
        )
        for name, o in zip(case.observation_ids(), case.observations, strict=True)
    }


def _summary(relations: list[doc.RelationResult]) -> Mapping[str, doc.Answers]:
    """Whether all relations get the same answer from each typology, and which get which."""
    answers: dict[str, dict[str, tuple[int, ...]]] = defaultdict(dict)
    for place, relation in enumerate(relations):
        for name, verdict in relation.verdicts.items():
            grades = {pattern: judged.grade for pattern, judged in verdict.patterns.items()}
            answer = "+".join(shown(verdict, grades)) or verdict.status.value
            answers[name][answer] = (*answers[name].get(answer, ()), place)
    return {
        name: doc.Answers("same" if len(given) == 1 else "differs", given)
        for name, given in answers.items()
    }
