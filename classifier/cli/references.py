"""Works of the literature as they are cited, and written out."""

from __future__ import annotations

from collections.abc import Iterator

from classifier.codebook import References
from classifier.language import Language, message
from classifier.rulebook import Rulebook


def cited(rulebook: Rulebook, references: References, language: Language) -> str:
    """The short form, with pages."""
    works = []
    for one in references:
        work, _, pages = one.partition(":")
        cite = rulebook.references[work].cite.said_in(language)
        works.append(f"{cite}: {pages}" if pages else cite)
    return "; ".join(works)


def in_full(rulebook: Rulebook, references: References, language: Language) -> Iterator[str]:
    """Each work written out, with the pages cited."""
    for one in references:
        work, _, pages = one.partition(":")
        full = rulebook.references[work].full.said_in(language)
        at = message("cli.pages", pages=pages).said_in(language) if pages else ""
        yield f"{full} {at}".strip()
