"""The questions that the library answers, in one table: how each is asked, and how it is told.

A new question is a module in `questions/` with a function of its name, a module of that name in
`explain/` whose `blocks_of` tells the answer, its texts, and a line here, of which its command and
its address in the service are made. Both modules are loaded only when the question is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
    of: tuple[str, ...] = ("subject",)
    """The relations that it is asked of, by the names that its function has for them."""
    called: str = ""
    """What people and programs call it, if not by its name."""
    within: str = ""
    """The command that asks it by an option of its name, if it has no command of its own."""

    @property
    def function(self) -> Callable[..., object]:
        """What answers it."""
        found: Callable[..., object] = getattr(
            import_module(f"classifier.questions.{self.name}"), self.name
        )
        return found

    def ask(self, *of: object, **said: object) -> object:
        """The answer. Raises `Unanswerable` if the question cannot be asked so."""
        return self.function(*of, **said)

    def blocks(self, answer: object, **chosen: object) -> Iterator[Block]:
        """The blocks of an answer."""
        told: Iterator[Block] = import_module(f"classifier.explain.{self.name}").blocks_of(
            answer, **chosen
        )
        return told


OF_ONE = (
    Query("why", takes=("pattern",), shows=("depth",), called="explain"),
    Query("support", within="explain"),
    Query("contested", within="explain"),
    Query("whatif", takes=("changes",)),
    Query("flip", takes=("to",), shows=("everything",)),
    Query("ask", shows=("everything",)),
)
"""What is asked of one relation."""

OF_SEVERAL = (
    Query("compare", shows=("files", "everything"), of=("first", "second")),
    Query("agree", takes=("rulebook", "coders"), of=()),
    Query("replay", takes=("rulebook",), of=()),
)
"""What is asked of two relations, of two codings of cases, of a kept result and its case."""

QUESTIONS = {query.name: query for query in (*OF_ONE, *OF_SEVERAL)}
