"""From a case to its classification: the whole flow on one screen."""

from __future__ import annotations

from collections.abc import Iterable

from classifier.case.checking import check
from classifier.case.model import Case
from classifier.case.relations import Relation, relations_of
from classifier.logic.engines import EngineName, default_engine, engine_for
from classifier.logic.grounding import program_of
from classifier.logic.program import Engine, derive
from classifier.logic.verdict import decide
from classifier.result.classification import Classification
from classifier.result.document import EngineUsed
from classifier.result.judged import Judged
from classifier.result.naming import Naming
from classifier.rulebook.loading import load_rulebook
from classifier.rulebook.model import Rulebook


def classify(
    case: Case, rulebook: Rulebook | None = None, *, engine: EngineName | None = None
) -> Classification:
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
) -> Classification:
    """As `classify`, some relations of a case that is known to fit the codebook."""
    evaluator = engine_for(program_of(rulebook), engine)
    return Classification(
        case=case,
        rulebook=rulebook,
        engine=EngineUsed(evaluator.name, evaluator.version),
        relations=tuple(judged(Naming(case, rulebook, one), evaluator) for one in relations),
    )


def judged(naming: Naming, evaluator: Engine) -> Judged:
    """A relation with what follows from what is told of it, and the verdict of each typology."""
    rulebook, relation = naming.rulebook, naming.relation
    derivation = derive(program_of(rulebook), relation.told, evaluator)
    verdicts = {
        name: decide(typology, relation, derivation)
        for name, typology in rulebook.typologies.items()
    }
    return Judged(naming, derivation, verdicts)
