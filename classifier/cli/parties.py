"""The first questions of `kemitraan new --interactive`: the title, the actors, the sources."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from classifier.case.model import SPEAKS_FOR_NOBODY
from classifier.case.relations import Relation, observed_pairs
from classifier.cli.conversation import Prompt, Script, one_of, some_of, text
from classifier.cli.drafts import Draft, pairs_of
from classifier.cli.starting import Entry, Guide
from classifier.words.language import text_of

SOURCE_KINDS = ("interview", "observation", "account", "formal")


class Parties(Guide):
    """The questions on who partners and who says so."""

    def beginning(self, draft: Draft) -> Script:
        """Ask for the title, the actors and the sources, unless they are there."""
        if not draft.is_case:
            title = yield Prompt(self.say("ask_title"), text(), more=self.say("more_title"))
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
            self.say(key, number=str(len(draft.actors) + 1)),
            text(needed=not draft.is_case),
            more=self.say("more_actor"),
        )
        if not name:
            return False
        kinds = self.codebook.actor_kinds
        kind = yield Prompt(
            self.say("ask_kind", actor=name),
            one_of(tuple(kinds), needed=True),
            choices=tuple(
                (self.said(k.label), self.said(k.means or text_of(""))) for k in kinds.values()
            ),
        )
        draft.add_actor(name, kind)
        return True

    def new_source(self, draft: Draft) -> Generator[Prompt, Any, str | None]:
        """Ask for one more source; None if there is none."""
        label = yield Prompt(
            self.say("ask_source", number=str(len(draft.sources) + 1)),
            text(),
            more=self.say("more_source"),
        )
        if not label:
            return None
        kind = yield Prompt(
            self.say("ask_source_kind"),
            one_of(SOURCE_KINDS, needed=True),
            choices=tuple((self.say(f"kind_{k}"), "") for k in SOURCE_KINDS),
            more=self.say("more_source_kind"),
        )
        source: Entry = {"kind": "document", "label": label}
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
        said += [self.say(f"speaks_{name}") for name in SPEAKS_FOR_NOBODY]
        return Prompt(
            self.say("ask_speaks_for"),
            one_of(names, needed=True),
            choices=tuple((name, "") for name in said),
            more=self.say("more_source_kind"),
        )

    def relations(self, draft: Draft) -> Generator[Prompt, Any, list[Relation]]:
        """The relations to ask about; asked for only where there are several."""
        case = draft.case()
        every = {",".join(one.actors): one for one in pairs_of(case, self.codebook)}
        if len(every) == 1:
            return [*every.values()]
        is_named = any(o.between or o.toward for o in case.observations)
        pairs = [set(pair) for pair in observed_pairs(case)] if is_named else []
        observed = [name for name, one in every.items() if set(one.actors) in pairs]
        numbers = ", ".join(str([*every].index(name) + 1) for name in observed)
        chosen = yield Prompt(
            self.say("ask_pairs", default=numbers or self.say("all_pairs")),
            some_of(tuple(every)),
            choices=tuple((self._pair(draft, one), "") for one in every.values()),
            more=self.say("more_pairs"),
        )
        return [one for name, one in every.items() if name in (chosen or observed or every)]

    def _pair(self, draft: Draft, of: Relation) -> str:
        a, b = (draft.name_of(actor, self.language) for actor in of.actors)
        return self.say("pair", a=a, b=b)
