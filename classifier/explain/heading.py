"""What stands above the answer to a question: the case, the relation, the rules."""

from __future__ import annotations

from collections.abc import Iterator

from classifier.questions.subject import About
from classifier.words.language import message, text_of
from classifier.writers.blocks import Line


def heading(about: About) -> Iterator[Line]:
    """The case with its rules, and the relation if the title does not name it."""
    title = about.case.title or text_of(about.case.id)
    yield Line("title", title)
    rulebook = about.rulebook.version
    yield Line("under", message("questions.about", case=about.case.id, rulebook=rulebook))
    if about.says != title:
        yield Line("heading", about.says)
