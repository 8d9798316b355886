"""Checklists: as they are written, and made of it for the members of their lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from classifier.rulebook.checks import Checks
from classifier.rulebook.codebook import AboutList, References, RuleDocument
from classifier.rulebook.conditions import Observed
from classifier.rulebook.entries import Entries
from classifier.rulebook.model import Checklist, Item
from classifier.rulebook.parsing import Vocabulary, parsed
from classifier.words.language import Text, message

FILE = "checklists.yaml"


class ListedText(RuleDocument):
    """One item for every member of a list, with `{member}` for the member."""

    list: str
    when: str
    partly: str | None = None


class ChecklistText(RuleDocument):
    """A checklist as written: items one by one, or one for every member of a list."""

    label: Text
    reference: References
    items: Entries[Item] = ()
    each: ListedText | None = None
    decision: Text | None = None
    out_of_order: Text | None = None
    """Its items follow one another; what to say where a later one precedes an earlier one."""


class ChecklistsFile(RuleDocument):
    """checklists.yaml."""

    checklists: Mapping[str, ChecklistText]


def checklist(name: str, text: ChecklistText, checks: Checks) -> Checklist:
    """A checklist with its items, its conditions checked."""
    at = f"/checklists/{name}"
    checks.cited(FILE, f"{at}/reference", text.reference)
    placed = [(f"{at}/items/{item.id}", item) for item in text.items]
    about = _list_of(text, at, checks)
    if text.each and about:
        placed += [(f"{at}/each", item) for item in _items(text.each, about, checks.vocabulary)]
    for place, item in placed:
        for part, of in (("when", item.when), ("partly", item.partly)):
            if of is not None:
                checks.condition(FILE, f"{place}/{part}", of)
    if text.out_of_order:
        named = frozenset({"earlier", "later"})
        checks.sentences(FILE, f"{at}/out_of_order", (text.out_of_order,), named)
    items = tuple(item for _, item in placed)
    return Checklist(
        id=name,
        label=text.label,
        reference=text.reference,
        items=items,
        open_item=_open_item(items[0]) if about and about.open else None,
        decision=text.decision,
        out_of_order=text.out_of_order,
    )


def _list_of(text: ChecklistText, at: str, checks: Checks) -> AboutList | None:
    about = checks.vocabulary.codebook.lists.get(text.each.list) if text.each else None
    if text.each and about is None:
        what = message("rulebook.unknown_list", name=text.each.list)
        checks.report(FILE, f"{at}/each/list", what)
    return about


def _items(each: ListedText, about: AboutList, words: Vocabulary) -> Iterator[Item]:
    """The item of every member."""
    for key, member in about.members.items():
        when, partly = (t and t.replace("{member}", key) for t in (each.when, each.partly))
        yield Item(
            key,
            member.label,
            parsed(when, words),
            None if partly is None else parsed(partly, words),
        )


def _open_item(first: Item) -> tuple[Observed, Observed | None] | None:
    """What is asked of each member of an open list, as of its first."""
    when, partly = first.when, first.partly
    if not isinstance(when, Observed) or not isinstance(partly, Observed | None):
        return None
    return when, partly
