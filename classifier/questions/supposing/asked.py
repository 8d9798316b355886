"""Reading changes that are written in the one-line form: `standing=unequal`, `capacity(n, funds)`.

What is written is held against the codebook as an observation of the case would be, and against
the relation it is supposed of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from classifier.case.checking import faults_of
from classifier.case.model import Observation
from classifier.case.relations import Key, Value
from classifier.questions.subject import Slot, Subject, Unanswerable
from classifier.questions.supposing.changes import Change, changed
from classifier.rulebook.notation import Statement, statement
from classifier.words.language import Text, message


class Unsupposable(Unanswerable):
    """A change cannot be read or made."""


class _Places(NamedTuple):
    """Of whom and about what a statement is, by ids."""

    actor: str | None = None
    toward: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Supposing:
    """Reads changes of one relation."""

    subject: Subject

    def changes(self, put: Iterable[str], unset: Iterable[str]) -> tuple[Change, ...]:
        """The changes that are written in the one-line form.

        Raises `Unsupposable` with all that is no statement of this relation, or changes twice.
        """
        made: dict[Slot, Change] = {}
        wrong: list[Unsupposable] = []
        for text, puts in [*((t, True) for t in put), *((t, False) for t in unset)]:
            try:
                found = self._read(text, puts=puts)
            except Unsupposable as one:
                wrong.append(one)
                continue
            again = next((change.slot.key for change in found if change.slot in made), None)
            if again is not None:
                name = self.subject.naming.key(again)
                wrong.append(Unsupposable(message("questions.set_twice", statement=name)))
            made |= {change.slot: change for change in found}
        if wrong:
            raise wrong[0] if len(wrong) == 1 else _all(wrong)
        return tuple(made.values())

    def _read(self, text: str, *, puts: bool) -> list[Change]:
        parsed = statement(text)
        hint = message(f"questions.unreadable_{'set' if puts else 'unset'}")
        unreadable = Unsupposable(message("questions.unreadable", text=text.strip()), hint)
        if parsed is None or parsed.against or len(parsed.values) > 1:
            raise unreadable
        places = self._places(parsed)
        if places is None or (puts and not parsed.values):
            raise unreadable
        value = parsed.values[0] if parsed.values else None
        self._check(parsed.name, places, value)
        keys = tuple(self._keys(parsed.name, places, value))
        changes = [c for key, named in keys for c in self._changes(key, named, puts=puts)]
        if not changes:
            raise Unsupposable(
                message("questions.not_told", statement=text.strip()),
                self._told(key for key, _ in keys),
            )
        if not puts and any(change.derived for change in changes):
            raise Unsupposable(message("questions.derived_unset", statement=text.strip()))
        return changes

    def _places(self, parsed: Statement) -> _Places | None:
        """What each argument is; None if there are too many."""
        indicator = self.subject.rulebook.codebook.indicators.get(parsed.name)
        if indicator and indicator.about and indicator.scope == "relation":
            # Of an open list it may be any text, with commas too.
            return _Places(about=", ".join(parsed.arguments) or None)
        actors = self.subject.case.actors
        who = [one for one in parsed.arguments if ">" in one or one in actors]
        about = [one for one in parsed.arguments if one not in who]
        if not who and (len(about) > 1 or (about and indicator and not indicator.about)):
            who = [about.pop(0)]
        if len(who) > 1 or len(about) > 1:
            return None
        actor, _, toward = who[0].partition(">") if who else ("", "", "")
        return _Places(actor.strip() or None, toward.strip() or None, *about)

    def _check(self, name: str, places: _Places, value: str | None) -> None:
        """Hold a statement against the codebook, as an observation of a case would be."""
        codebook, pairing = self.subject.rulebook.codebook, self.subject.relation.pairing
        indicator = codebook.indicators.get(name)
        if indicator and value is None and indicator.scope == "relation" and places.actor:
            hint = message("questions.write_whole", indicator=name)
            raise Unsupposable(message("questions.unset_whole", indicator=name), hint)
        coded = value or (next(iter(indicator.values)) if indicator else "")
        # Not validated: what is no id of an actor is told as an actor that is not known.
        observation = Observation.model_construct(
            indicator=name, value=coded, **places._asdict(), sources=()
        )
        case = self.subject.case.model_copy(update={"observations": (observation,)})
        fault = next((f for f in faults_of(case, codebook) if f.pointer.startswith("/obs")), None)
        if fault is not None:
            raise Unsupposable(fault.what, fault.hint)
        parties = self.subject.relation.actors
        outside = [who for who in places[:2] if who is not None and who not in parties]
        if outside:
            hint = message("questions.one_of", names=", ".join(parties))
            raise Unsupposable(message("questions.outside_relation", name=outside[0]), hint)
        if indicator and indicator.only not in (None, pairing):
            raise Unsupposable(message("questions.wrong_pair", indicator=name))

    def _keys(
        self, name: str, places: _Places, word: str | None
    ) -> Iterator[tuple[Key, Value | None]]:
        """The keys a statement speaks of; without an actor, it is of each of them."""
        about = places.about
        actor, toward = (
            None if who is None else self.subject.relation.actors.index(who) for who in places[:2]
        )
        match self.subject.rulebook.codebook.indicators[name].scope:
            case "relation":
                yield Key(name, about=about), Value(word, actor) if word else None
            case "directed":
                yield Key(name, actor, toward, about), Value(word) if word else None
            case "actor":
                for place in (0, 1) if actor is None else (actor,):
                    yield Key(name, place, None, about), Value(word) if word else None

    def _told(self, keys: Iterable[Key]) -> Text | None:
        """What is told of keys instead, as a hint."""
        naming, told = self.subject.naming, self.subject.relation.told
        names = [naming.statement(key, value) for key in keys for value in told.get(key, {})]
        return message("questions.told_instead", names=", ".join(names)) if names else None

    def _changes(self, key: Key, value: Value | None, *, puts: bool) -> list[Change]:
        told = self.subject.relation.told.get(key, {})
        together = self.subject.rulebook.codebook.indicators[key.indicator].together
        if puts:
            return [changed(Slot(key, value if together else None), value, told)]
        gone = self.subject.told_at(Slot(key, value))
        slots = [Slot(key, one) for one in gone] if together else [Slot(key)][: len(gone)]
        return [changed(slot, None, told) for slot in slots]


def _all(wrong: list[Unsupposable]) -> Unsupposable:
    """Everything that is wrong with several changes, as one."""
    told = [
        message("questions.wrong_change", what=one.what, hint=one.hint) if one.hint else one.what
        for one in wrong
    ]
    which = Text(id="; ".join(t.id for t in told), en="; ".join(t.en for t in told))
    return Unsupposable(message("questions.wrong_changes", count=str(len(wrong)), which=which))
