"""The first questions of `kemitraan new --interactive`: the title, the actors, the sources."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from classifier.case.model import SPEAKS_FOR_NOBODY
from classifier.cli.conversation import Prompt, Script, one_of, some_of, text
from classifier.cli.drafts import Draft
from classifier.cli.starting import Document
from classifier.rulebook.codebook import Codebook
from classifier.words.language import Language, Text, message, text_of

SOURCE_KINDS = ("interview", "observation", "account", "formal")


@dataclass(frozen=True, slots=True)
class Parties:
    """The questions on who partners and who says so, in one language."""

    codebook: Codebook
    language: Language

    def beginning(self, draft: Draft) -> Script:
        """Ask for the title, the actors and the sources, unless they are there."""
        if not draft.is_case:
            title = yield Prompt(self._say("ask_title"), text(), more=self._say("more_title"))
            if title:
                draft.set_title(title)
            while (yield from self._new_actor(draft)):
                pass
        if not draft.sources and not draft.observations:
            while (yield from self.new_source(draft)):
                pass

    def _new_actor(self, draft: Draft) -> Generator[Prompt, Any, bool]:
        """Ask for one more actor; False if there is none."""
        key = "ask_actor_more" if draft.is_case else "ask_actor"
        name = yield Prompt(
            self._say(key, number=str(len(draft.actors) + 1)),
            text(needed=not draft.is_case),
            more=self._say("more_actor"),
        )
        if not name:
            return False
        kinds = self.codebook.actor_kinds
        kind = yield Prompt(
            self._say("ask_kind", actor=name),
            one_of(tuple(kinds), needed=True),
            choices=tuple(
                (self._said(k.label), self._said(k.means or text_of(""))) for k in kinds.values()
            ),
        )
        draft.add_actor(name, kind)
        return True

    def new_source(self, draft: Draft) -> Generator[Prompt, Any, str | None]:
        """Ask for one more source; None if there is none."""
        label = yield Prompt(
            self._say("ask_source", number=str(len(draft.sources) + 1)),
            text(),
            more=self._say("more_source"),
        )
        if not label:
            return None
        kind = yield Prompt(
            self._say("ask_source_kind"),
            one_of(SOURCE_KINDS, needed=True),
            choices=tuple((self._say(f"kind_{k}"), "") for k in SOURCE_KINDS),
            more=self._say("more_source_kind"),
        )
        source: Document = {"kind": "document", "label": label}
        match kind:
            case "interview":
                speaker = yield self._speaker(draft)
                source = {"kind": kind, "speaks_for": speaker, "label": label}
            case "observation":
                source = {"kind": kind, "label": label}
            case _:
                source = {"kind": "document", "formal": kind == "formal", "label": label}
        return draft.add_source(source)

    def _speaker(self, draft: Draft) -> Prompt:
        names = (*draft.actors, *SPEAKS_FOR_NOBODY)
        said = [draft.name_of(actor, self.language) for actor in draft.actors]
        said += [self._say(f"speaks_{name}") for name in SPEAKS_FOR_NOBODY]
        return Prompt(
            self._say("ask_speaks_for"),
            one_of(names, needed=True),
            choices=tuple((name, "") for name in said),
            more=self._say("more_source_kind"),
        )

    def pairs(self, draft: Draft) -> Generator[Prompt, Any, list[tuple[str, str]]]:
        """The relations to ask about; asked for only where there are several."""
        pairs = draft.pairs(self.codebook)
        if len(pairs) == 1:
            return pairs
        named = {",".join(pair): pair for pair in pairs}
        observed = [n for n, pair in named.items() if frozenset(pair) in draft.observed_pairs()]
        said = [self._pair(draft, pair) for pair in pairs]
        numbers = ", ".join(str(list(named).index(name) + 1) for name in observed)
        chosen = yield Prompt(
            self._say("ask_pairs", default=numbers or self._say("all_pairs")),
            some_of(tuple(named)),
            choices=tuple((name, "") for name in said),
            more=self._say("more_pairs"),
        )
        return [named[name] for name in named if name in (chosen or observed or named)]

    def _pair(self, draft: Draft, pair: tuple[str, str]) -> str:
        a, b = (draft.name_of(actor, self.language) for actor in pair)
        return self._say("pair", a=a, b=b)

    def _said(self, of: Text) -> str:
        return of.said_in(self.language)

    def _say(self, key: str, **names: Text | str) -> str:
        return message(f"new.{key}", **names).said_in(self.language)
