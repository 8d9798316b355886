"""The examples that come with the program, by the pattern that each shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from classifier.case.loading import load_case
from classifier.logic.verdict import Status
from classifier.questions.subject import Outcome, Subject, subjects_of
from classifier.rulebook.model import Rulebook
from classifier.words.language import Text, message
from classifier.words.problems import InvalidCase

OTHERS = (Status.NO_PARTNERSHIP, Status.CONTESTED, Status.UNDETERMINED, Status.NONE_FITS)
"""Answers besides patterns; a mixed one stands under each of its patterns."""

KEPT = 2
"""The shelves of so many rulebooks are kept: a service has one."""


@dataclass(frozen=True, slots=True)
class GalleryCase:
    """A relation of an example."""

    name: str
    """The file, without its ending."""
    title: Text
    between: tuple[str, str]
    period: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The examples that get one answer."""

    label: Text
    cases: tuple[GalleryCase, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The examples by the answer that one typology gives them."""

    label: Text
    answers: tuple[Answer, ...]


def example(name: str) -> str | None:
    """The text of an example; None if there is none of that name."""
    found = _files().get(name)
    return found.read_text(encoding="utf-8") if found else None


def titles(rulebook: Rulebook) -> tuple[GalleryCase, ...]:
    """Every relation of every example that the codebook of these rules can read, by title."""
    return tuple(one for one, _ in _judged(rulebook))


@lru_cache(maxsize=KEPT)
def shelves(rulebook: Rulebook) -> tuple[Shelf, ...]:
    """Those examples under each typology that applies to them."""
    judged = _judged(rulebook)
    typologies = {name: one.label for _, outcomes in judged for name, one in outcomes.items()}
    return tuple(
        Shelf(label, tuple(_answers(name, rulebook))) for name, label in typologies.items()
    )


def _answers(typology: str, rulebook: Rulebook) -> Iterator[Answer]:
    """The answers of a typology, patterns first as the rulebook has them."""
    patterns = {one.id: one.label for one in rulebook.typologies[typology].patterns}
    others = {one.value: message(f"outline.status_{one}") for one in OTHERS}
    by_answer: dict[str, list[GalleryCase]] = {name: [] for name in (*patterns, *others)}
    for one, outcomes in _judged(rulebook):
        outcome = outcomes[typology]
        for name in outcome.shown or (outcome.status,):
            if name in by_answer:
                by_answer[name].append(one)
    for name, label in {**patterns, **others}.items():
        if by_answer[name]:
            yield Answer(label, tuple(by_answer[name]))


@lru_cache(maxsize=KEPT)
def _judged(rulebook: Rulebook) -> tuple[tuple[GalleryCase, dict[str, Outcome]], ...]:
    return tuple(
        (_example(name, subject, several=len(subjects) > 1), subject.outcomes())
        for name, file in _files().items()
        for subjects in [_subjects(file, rulebook)]
        for subject in subjects
    )


def _subjects(file: Traversable, rulebook: Rulebook) -> tuple[Subject, ...]:
    """The relations of an example; none if it is coded by another codebook."""
    try:
        return subjects_of(load_case(file.read_bytes(), rulebook), rulebook)
    except InvalidCase:
        return ()


def _example(name: str, subject: Subject, *, several: bool) -> GalleryCase:
    about = subject.about()
    title = about.case.title or about.says
    if several:
        title = message("page.one_of_several", case=title, relation=about.says)
    return GalleryCase(name, title, about.pair, about.period)


@cache
def _files() -> dict[str, Traversable]:
    """The case files by name."""
    try:
        folder = files("classifier.gallery")
    except ModuleNotFoundError:
        # Python was started in a checkout, whose modules come before the installed ones.
        folder = Path(__file__).parent.parent.parent / "examples"
    found = (one for one in folder.iterdir() if one.name.endswith(".json"))
    return {one.name.removesuffix(".json"): one for one in sorted(found, key=lambda f: f.name)}
