"""A classification as an outline: the blocks of an explanation, in both languages at once.

Text (and any other rendering for people) is made from these blocks, so all renderings and both
languages say the same things in the same order. `line` says only the answers; `summary` adds the
reasons; `full` goes down to rules, observations and sources.
"""

from __future__ import annotations

from collections.abc import Iterator

from classifier.explain.citing import Citing
from classifier.explain.reasons import Reasons
from classifier.explain.relation import Relation
from classifier.explain.words import Depth, answer_of, pair_of, short_answer_of
from classifier.result import document as doc
from classifier.words.language import Text, listed, message
from classifier.writers.blocks import Block


def outline(result: doc.Classification, depth: Depth, *, quotes: bool = True) -> Iterator[Block]:
    """The blocks of an explanation."""
    if depth == "line":
        for relation in result.relations:
            yield from _answers(result, relation)
        return
    yield Block("title", result.case.title or result.case.id)
    if depth == "full":
        about = (result.case.summary, result.case.reference)
        yield from (Block("detail", text) for text in about if text)
    yield Block("under", _made_with(result))
    if len(result.relations) > 1:
        yield from _over_all(result)
    for relation in result.relations:
        reasons = Reasons(result, relation, Citing(result, relation), depth, quotes)
        yield from Relation(result, relation, reasons).blocks()
    yield from ends(result, depth)


def _answers(result: doc.Classification, relation: doc.RelationResult) -> Iterator[Block]:
    """Which relation of which case, then one line a typology."""
    said = message("outline.answer_of", answer=result.case.id, relations=pair_of(result, relation))
    yield Block("label", said)
    for verdict in relation.verdicts.values():
        answer = answer_of(verdict)
        said = message("outline.not_pattern", pattern=verdict.label, why=answer)
        yield Block("paragraph", said, 1)


def _made_with(result: doc.Classification) -> Text:
    return message(
        "outline.made_with",
        case=result.case.id,
        observations=str(len(result.observations)),
        sources=str(len(result.sources)),
        rulebook=result.rulebook.version,
        engine=f"{result.engine.name} {result.engine.version}",
    )


def _over_all(result: doc.Classification) -> Iterator[Block]:
    """One line for each typology over all relations, naming who differs."""
    yield Block("heading", message("outline.all_relations"))
    for typology, answers in result.summary.items():
        label = result.relations[0].verdicts[typology].label
        by_answer = [
            (_common([result.relations[p].verdicts[typology] for p in places]), places)
            for places in answers.answers.values()
        ]
        if answers.status == "same":
            answer = by_answer[0][0]
            yield Block("point", message("outline.same", typology=label, answer=answer))
            continue
        yield Block("point", message("outline.differs", typology=label))
        for answer, places in by_answer:
            pairs = listed([pair_of(result, result.relations[place]) for place in places])
            said = message("outline.answer_of", answer=answer, relations=pairs)
            yield Block("point", said, 1, sign="–")


def _common(verdicts: list[doc.Verdict]) -> Text:
    """What verdicts that agree have in common, with grade and strength if all share them."""
    answers = [answer_of(verdict) for verdict in verdicts]
    return answers[0] if len(set(answers)) == 1 else short_answer_of(verdicts[0])


def ends(result: doc.Classification, depth: Depth) -> Iterator[Block]:
    """The sources and, in full, the literature."""
    yield Block("gap")
    yield Block("label", message("outline.sources"))
    for name, source in result.sources.items():
        match source.kind:
            case "interview" if source.speaks_for in result.actors:
                actor = result.actors[source.speaks_for].name
                kind = message("outline.interview_for", actor=actor)
            case "interview":
                kind = message(f"outline.interview_{source.speaks_for}")
            case "observation":
                kind = message("outline.observation")
            case "document":
                kind = message(f"outline.document_{'formal' if source.formal else 'account'}")
        said = message("outline.source", label=source.label, kind=kind)
        yield Block("point", said, 1, name=name)
    if depth == "full":
        yield Block("gap")
        yield Block("label", message("outline.literature"))
        for work in result.references.values():
            full = work.full
            if work.through:
                through = result.references[work.through].cite
                full = message("outline.through", work=full, through=through)
            yield Block("point", full, 1)
