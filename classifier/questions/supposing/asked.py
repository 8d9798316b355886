"""Reading changes that are written in the one-line form: `standing=unequal`, `capacity(n, funds)`.

What is written is held against the codebook as an observation of the case would be, and against
the relation it is supposed of.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from classifier.case.checking import faults_of
from classifier.case.model import Observation
from classifier.case.relations import keyed
from classifier.questions.subject import Slot, Subject, Unanswerable
from classifier.questions.supposing.changes import Change, changed
from classifier.rulebook.notation import WrittenStatement, statement
from classifier.words.language import Text, in_turn, message


class Unsupposable(Unanswerable):
    """A change cannot be read or made."""


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
        meant = self._meant(parsed) if parsed else None
        if parsed is None or meant is None or (puts and not parsed.values):
            hint = message(f"questions.unreadable_{'set' if puts else 'unset'}")
            raise Unsupposable(message("questions.unreadable", text=text.strip()), hint)
        self._check(meant, whole=not parsed.values)
        indicator = self.subject.rulebook.codebook.indicators[meant.indicator]
        several = keyed(meant, indicator, self.subject.relation.actors)
        slots = [Slot(key, value if parsed.values else None) for key, value in several]
        changes = [change for slot in slots for change in self._changes(slot, puts=puts)]
        if not changes:
            what = message("questions.not_told", statement=text.strip())
            raise Unsupposable(what, self._told(slots))
        if not puts and any(change.derived for change in changes):
            raise Unsupposable(message("questions.derived_unset", statement=text.strip()))
        return changes

    def _meant(self, parsed: WrittenStatement) -> Observation | None:
        """The statement as an observation, with some value if it has none; None if it is none."""
        if parsed.against or len(parsed.values) > 1:
            return None
        indicator = self.subject.rulebook.codebook.indicators.get(parsed.name)
        actors = self.subject.case.actors
        who = [one for one in parsed.arguments if ">" in one or one in actors]
        about = [one for one in parsed.arguments if one not in who]
        if indicator and indicator.about and indicator.scope == "relation":
            # Of an open list it may be any text, with commas too.
            who, about = [], list(filter(None, [", ".join(parsed.arguments)]))
        elif not who and (len(about) > 1 or (about and indicator and not indicator.about)):
            who = [about.pop(0)]
        if len(who) > 1 or len(about) > 1:
            return None
        actor, _, toward = who[0].partition(">") if who else ("", "", "")
        # Not validated: what is no id of an actor is told as an actor that is not known.
        return Observation.model_construct(
            indicator=parsed.name,
            value=(*parsed.values, *(indicator.values if indicator else ()), "")[0],
            actor=actor.strip() or None,
            toward=toward.strip() or None,
            about=about[0] if about else None,
            sources=(),
        )

    def _check(self, meant: Observation, *, whole: bool) -> None:
        """Hold a statement, or a whole key, against the codebook as a case would be."""
        codebook, relation = self.subject.rulebook.codebook, self.subject.relation
        name, indicator = meant.indicator, codebook.indicators.get(meant.indicator)
        if indicator and whole and indicator.scope == "relation" and meant.actor:
            hint = message("questions.write_whole", indicator=name)
            raise Unsupposable(message("questions.unset_whole", indicator=name), hint)
        case = self.subject.case.model_copy(update={"observations": (meant,)})
        fault = next((f for f in faults_of(case, codebook) if f.pointer.startswith("/obs")), None)
        if fault is not None:
            raise Unsupposable(fault.what, fault.hint)
        outside = [one for one in (meant.actor, meant.toward) if one and one not in relation.actors]
        if outside:
            hint = message("questions.one_of", names=", ".join(relation.actors))
            raise Unsupposable(message("questions.outside_relation", name=outside[0]), hint)
        if indicator and indicator.only not in (None, relation.pairing):
            raise Unsupposable(message("questions.wrong_pair", indicator=name))

    def _told(self, slots: Iterable[Slot]) -> Text | None:
        told = [(slot.key, v) for slot in slots for v in self.subject.told_at(Slot(slot.key))]
        names = ", ".join(self.subject.naming.statement(*one) for one in told)
        return message("questions.told_instead", names=names) if names else None

    def _changes(self, slot: Slot, *, puts: bool) -> list[Change]:
        key, told = slot.key, self.subject.relation.told.get(slot.key, {})
        together = self.subject.rulebook.codebook.indicators[key.indicator].together
        if puts:
            return [changed(slot if together else Slot(key), slot.value, told)]
        gone = self.subject.told_at(slot)
        slots = [Slot(key, one) for one in gone] if together else [Slot(key)][: len(gone)]
        return [changed(one, None, told) for one in slots]


def _all(wrong: list[Unsupposable]) -> Unsupposable:
    told = [
        message("questions.wrong_change", what=one.what, hint=one.hint) if one.hint else one.what
        for one in wrong
    ]
    count = str(len(wrong))
    return Unsupposable(message("questions.wrong_changes", count=count, which=in_turn(told)))
