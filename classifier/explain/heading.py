"""What stands above the answer to a question: the case, the relation, the rules."""

from __future__ import annotations

from collections.abc import Iterator

from classifier.questions.subject import About
from classifier.words.language import message
from classifier.writers.blocks import Block


def heading(about: About) -> Iterator[Block]:
    """The case with its rules, and the relation if the title does not name it."""
    title = about.case.name
    yield Block("title", title)
    rulebook = about.rulebook.version
    yield Block("under", message("questions.about", case=about.case.id, rulebook=rulebook))
    if about.says != title:
        yield Block("heading", about.says)
