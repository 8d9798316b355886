"""The questions that the library answers, in one table: how each is asked, and how it is told.

A new question is a module in `questions/` with a function of its name, a module of that name in
`explain/` whose `blocks_of` tells the answer, its texts, and a line here. Both modules are loaded
only when the question is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

from classifier.writers.blocks import Block


@dataclass(frozen=True, slots=True)
class Query:
    """A question by the name of its function and of its two modules."""

    name: str
    takes: tuple[str, ...] = ()
    """What may be said with it, by the names that its function has for that."""
    shows: tuple[str, ...] = ()
    """What may be chosen when its answer is told, as `blocks_of` names it."""

    def ask(self, *of: object, **said: object) -> object:
        """The answer. Raises `Unanswerable` if the question cannot be asked so."""
        function = getattr(import_module(f"classifier.questions.{self.name}"), self.name)
        return function(*of, **said)

    def blocks(self, answer: object, **chosen: object) -> Iterator[Block]:
        """The blocks of an answer."""
        told: Iterator[Block] = import_module(f"classifier.explain.{self.name}").blocks_of(
            answer, **chosen
        )
        return told


OF_ONE = (
    Query("why", takes=("pattern",), shows=("depth",)),
    Query("support"),
    Query("contested"),
    Query("whatif", takes=("changes",)),
    Query("flip", takes=("to",), shows=("everything",)),
    Query("ask", shows=("everything",)),
)
"""What is asked of one relation."""

OF_SEVERAL = (
    Query("compare", shows=("files", "everything")),
    Query("agree", takes=("rulebook", "coders")),
    Query("replay", takes=("rulebook",)),
)
"""What is asked of two relations, of two codings of cases, of a kept result and its case."""

QUESTIONS = {query.name: query for query in (*OF_ONE, *OF_SEVERAL)}
