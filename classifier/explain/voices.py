"""Who says what: statements with the sources behind them, and the list of sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from classifier.case.model import Actor, Source
from classifier.explain.citing import strong, told_by
from classifier.questions.testimony import SourcedStatement
from classifier.words.language import Text, message
from classifier.writers.blocks import Block, Cite


def cites_of(said: SourcedStatement) -> tuple[Cite, ...]:
    """The observations and sources behind a statement, and how strong it is."""
    if said.derived:
        return told_by((), (), derived=True)
    return (*told_by(said.observations, said.sources, derived=False), *strong(said.strength))


def sources_of(
    sources: Mapping[str, Source], actors: Mapping[str, Actor], named: Iterable[str]
) -> Iterator[Block]:
    """The sources that are named, with what kind each is."""
    several = set(named)
    if not several:
        return
    yield Block("gap")
    yield Block("label", message("outline.sources"))
    for name, source in sources.items():
        if name in several:
            yield Block("point", source_of(source, actors), 1, name=name)


def source_of(source: Source, actors: Mapping[str, Actor]) -> Text:
    """A source, with what kind it is and for whom it speaks."""
    return message("outline.source", label=source.label, kind=_kind(source, actors))


def _kind(source: Source, actors: Mapping[str, Actor]) -> Text:
    match source.kind:
        case "interview" if source.speaks_for in actors:
            return message("outline.interview_for", actor=actors[source.speaks_for].name)
        case "interview":
            return message(f"outline.interview_{source.speaks_for}")
        case "observation":
            return message("outline.observation")
        case "document":
            return message(f"outline.document_{'formal' if source.formal else 'account'}")
