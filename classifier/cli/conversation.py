"""Asking and being answered: prompts, the keys that work everywhere, and going back.

A script is a generator that yields prompts and is sent answers, changing a draft as it goes (a case
file in the making, the predictions so far). To go back, the draft is made anew and all answers but
the last are sent again: whatever the script does, one step back is exactly the state before.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from classifier.cli.layout import Layout
from classifier.cli.streams import say
from classifier.words.characters import HIDDEN, code_points
from classifier.words.language import Language, Text, message
from classifier.writers.blocks import Block

T = TypeVar("T")


class Misread(ValueError):
    """An answer that cannot be taken."""

    def __init__(self, why: Text) -> None:
        self.why = why
        super().__init__(why.en)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question: what is shown, how an answer is read, and what `?` adds."""

    question: str
    read: Callable[[str], Any]
    """Raises `Misread`; the empty answer is read too."""
    page: str = ""
    """What stands above the question, laid out already."""
    heading: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    """What each number stands for, and when to choose it."""
    below: tuple[str, ...] = ()
    more: str = ""
    """A paragraph a line."""


Script = Generator[Prompt, Any, None]


@dataclass(slots=True)
class Conversation(Generic[T]):
    """Runs a script over a draft, saving it after every answer."""

    start: T
    script: Callable[[T], Script]
    save: Callable[[T], None]
    language: Language
    layout: Layout
    draft: T = field(init=False)
    answers: list[Any] = field(default_factory=list)

    def run(self) -> Literal["done", "stopped"]:
        """Ask until the script ends or the answers do."""
        asked, prompt = self._replayed()
        shown: Prompt | None = None
        while prompt is not None:
            if prompt is not shown:
                self._show(prompt)
            shown = prompt
            try:
                line = input("> ").strip()
            except (EOFError, KeyboardInterrupt):
                say("\n")
                return "stopped"
            except UnicodeDecodeError:
                self._say(message("new.unreadable"))
                continue
            match line:
                case "q":
                    return "stopped"
                case "b":
                    asked, prompt = self._back(asked, prompt)
                case "?":
                    self._say(prompt.more or message("new.no_more"))
                case _:
                    prompt = self._answered(asked, prompt, line)
        return "done"

    def _answered(self, asked: Script, prompt: Prompt, line: str) -> Prompt | None:
        """Take an answer and go on to the next prompt, or say why it cannot be taken."""
        try:
            answer = prompt.read(_visible(line))
        except Misread as misread:
            self._say(misread.why)
            return prompt
        self.answers.append(answer)
        following = _next(asked, answer)
        self.save(self.draft)
        return following

    def _back(self, asked: Script, prompt: Prompt) -> tuple[Script, Prompt | None]:
        if not self.answers:
            self._say(message("new.nothing_before"))
            return asked, prompt
        self.answers.pop()
        again = self._replayed()
        self.save(self.draft)
        return again

    def _replayed(self) -> tuple[Script, Prompt | None]:
        """The script anew, with all answers given again."""
        self.draft = deepcopy(self.start)
        asked = self.script(self.draft)
        prompt: Prompt | None = next(asked, None)
        for answer in self.answers:
            prompt = _next(asked, answer)
        return asked, prompt

    def _show(self, prompt: Prompt) -> None:
        say("\n")
        if prompt.page:
            say(prompt.page + "\n")
        head = [Block("entry", prompt.heading)] if prompt.heading else []
        digits = len(str(len(prompt.choices)))
        choices = (
            Block("term", said, 1, name=f"{number:>{digits}}  {name}")
            for number, (name, said) in enumerate(prompt.choices, start=1)
        )
        below = (Block("paragraph", said) for said in prompt.below)
        blocks = (*head, Block("paragraph", prompt.question), *choices, *below)
        say(self.layout.text(blocks, self.language))

    def _say(self, text: Text | str) -> None:
        said = text if isinstance(text, str) else text.said_in(self.language)
        say(self.layout.text([Block("paragraph", said, 1)], self.language))


def text(limit: int | None = None, *, needed: bool = False) -> Callable[[str], str]:
    """Read a text."""

    def read(line: str) -> str:
        if needed and not line:
            raise Misread(message("new.needed"))
        if limit is not None and len(line) > limit:
            raise Misread(message("new.too_long", limit=str(limit)))
        return line

    return read


def one_of(names: Sequence[str], *, needed: bool = False) -> Callable[[str], str | None]:
    """Read the number or the name of one of several."""

    def read(line: str) -> str | None:
        if not line and not needed:
            return None
        return choice_of(line, names)

    return read


def some_of(names: Sequence[str]) -> Callable[[str], tuple[str, ...]]:
    """Read numbers or names, parted by spaces or commas, each once."""

    def read(line: str) -> tuple[str, ...]:
        words = line.replace(",", " ").split()
        return tuple(dict.fromkeys(choice_of(word, names) for word in words))

    return read


def some_of_or_text(names: Sequence[str], limit: int) -> Callable[[str], tuple[str, ...]]:
    """Read numbers, names or other texts, parted by commas."""

    def read(line: str) -> tuple[str, ...]:
        words = [word.strip() for word in line.split(",")]
        if any(len(word) > limit for word in words):
            raise Misread(message("new.too_long", limit=str(limit)))
        picked = (choice_of(w, names) if w.isdecimal() else w for w in words if w)
        return tuple(dict.fromkeys(picked))

    return read


def choice_of(word: str, names: Sequence[str]) -> str:
    """The one of several that a name or a number means. Raises `Misread` if it means none."""
    if word in names:
        return word
    if word.isdecimal() and word.isascii() and 1 <= int(word[:9]) <= len(names):
        return names[int(word[:9]) - 1]
    raise Misread(message("new.not_a_number", last=str(len(names))))


def _visible(line: str) -> str:
    hidden = HIDDEN.findall(line)
    if hidden:
        raise Misread(message("new.hidden", codes=code_points("".join(hidden))))
    return line


def _next(asked: Script, answer: Any) -> Prompt | None:  # noqa: ANN401 - whatever a prompt reads
    try:
        return asked.send(answer)
    except StopIteration:
        return None
