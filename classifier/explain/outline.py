"""A classification as an outline: the blocks of an explanation, in both languages at once.

Text (and any other rendering for people) is made from these blocks, so all renderings and both
languages say the same things in the same order. `line` says only the answers; `summary` adds the
reasons; `full` goes down to rules, observations and sources.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from classifier.explain.relation import Explanation
from classifier.explain.voices import source_of
from classifier.explain.words import Depth
from classifier.result.answers import answer_of, short_answer_of, wording
from classifier.result.explainable import Explainable, Related, pair_of
from classifier.words.language import Text, listed, message
from classifier.writers.blocks import Block


def outline(result: Explainable, depth: Depth, *, quotes: bool = True) -> Iterator[Block]:
    """The blocks of an explanation."""
    if depth == "line":
        for relation in result.relations:
            yield from _answers(result, relation)
        return
    yield Block("title", result.case.name)
    if depth == "full":
        about = (result.case.summary, result.case.reference)
        yield from (Block("detail", text) for text in about if text)
    yield Block("under", _made_with(result))
    if len(result.relations) > 1:
        yield from _over_all(result)
    for relation in result.relations:
        yield from Explanation.of(result, relation, depth, quotes=quotes).blocks()
    yield from ends(result, depth)


def _answers(result: Explainable, relation: Related) -> Iterator[Block]:
    """Which relation of which case, then one line a typology."""
    words = result.words
    said = message("outline.answer_of", answer=result.case.id, relations=pair_of(result, relation))
    yield Block("label", said)
    for typology, verdict in relation.verdicts.items():
        answer, label = answer_of(words, typology, verdict), words.typologies[typology].label
        said = message("outline.not_pattern", pattern=label, why=answer)
        yield Block("paragraph", said, 1)


def _made_with(result: Explainable) -> Text:
    return message(
        "outline.made_with",
        case=result.case.id,
        observations=str(len(result.observations)),
        sources=str(len(result.sources)),
        rulebook=result.rulebook.version,
        engine=f"{result.engine.name} {result.engine.version}",
    )


def _over_all(result: Explainable) -> Iterator[Block]:
    """One line for each typology over all relations, naming who differs."""
    yield Block("heading", message("outline.all_relations"))
    for typology, answers in result.summary.items():
        label = result.words.typologies[typology].label
        by_answer = [
            (_common(result, typology, places), places) for places in answers.answers.values()
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


def _common(result: Explainable, typology: str, places: Iterable[int]) -> Text:
    """What verdicts that agree have in common, with grade and strength if all share them."""
    verdicts = [result.relations[place].verdicts[typology] for place in places]
    alike = len(set(map(wording, verdicts))) == 1
    return (answer_of if alike else short_answer_of)(result.words, typology, verdicts[0])


def ends(
    result: Explainable, depth: Depth, *, only: Container[str] | None = None
) -> Iterator[Block]:
    """The sources, or some of them, and, in full, the literature."""
    yield Block("gap")
    yield Block("label", message("outline.sources"))
    for name, source in result.sources.items():
        if only is not None and name not in only:
            continue
        yield Block("point", source_of(source, result.actors), 1, name=name)
    if depth == "full":
        yield Block("gap")
        yield Block("label", message("outline.literature"))
        for work in result.words.references.values():
            full = work.full
            if work.through:
                through = result.words.references[work.through].cite
                full = message("outline.through", work=full, through=through)
            yield Block("point", full, 1)
