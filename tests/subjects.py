"""Subjects of questions: of examples, of written statements, of random rulebooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from pathlib import Path
from random import Random

from strategies import (
    SMALL,
    case_with,
    random_case,
    random_rulebook,
    random_statements,
    written_case,
)

from classifier import load_case
from classifier.case.relations import Key, Pooled, Relation, Told, Value
from classifier.questions.solver.circuit import Choices
from classifier.questions.solver.gates import Gate
from classifier.questions.solver.keys import keys_behind
from classifier.questions.subject import Subject, subject_of, subjects_of
from classifier.questions.supposing.changes import Alternative, alternatives
from classifier.rulebook.loading import load_rulebook
from classifier.rulebook.model import Rulebook

SHIPPED = load_rulebook()
EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.json"))


def golden() -> Subject:
    return subject_of(load_case(EXAMPLES[0]))


def every_example() -> list[Subject]:
    return [subject for path in EXAMPLES for subject in subjects_of(load_case(path))]


def written(*texts: str, source: str = "report") -> Subject:
    return subject_of(written_case("; ".join(texts), SHIPPED.codebook, source))


def told_to(book: Rulebook, told: Told) -> Subject:
    relation = Relation(("g", "n"), None, "government_with_civil_society", told)
    return Subject(case_with(), book, relation)


def random_subject(random: Random) -> Subject:
    """A relation under a random rulebook; what is told of it stands in no case."""
    return told_to(random_rulebook(random), random_statements(random, SMALL))


def case_subject(random: Random) -> Subject:
    """A relation of a random case, under the rulebook or a random one."""
    shipped = random.random() < 0.5
    book = SHIPPED if shipped else random_rulebook(random)
    return random.choice(subjects_of(random_case(random, book.codebook), book))


def behind(subject: Subject) -> list[Key]:
    """The keys that any verdict depends on, in a fixed order."""
    typologies = subject.rulebook.typologies
    keys = frozenset[Key]().union(*(keys_behind(subject.program, name) for name in typologies))
    return sorted(keys, key=str)


def changed_sets(subject: Subject, keys: list[Key], most: int) -> Iterator[tuple[Alternative, ...]]:
    """Every set of changes of some keys that takes so many changes or fewer, by size."""
    ways = {key: [a for a in alternatives(subject, key) if a.changes] for key in keys}
    for count in range(most + 1):
        for several in combinations(keys, count):
            for chosen in product(*(ways[key] for key in several)):
                if sum(len(a.changes) for a in chosen) <= most:
                    yield chosen


def told_of(chosen: Choices, model: frozenset[Gate]) -> dict[Key, Mapping[Value, Pooled]]:
    """What is told in a solution; keys of which nothing is told are left out."""
    told = {
        key: one.values for key, several in chosen.items() for gate, one in several if gate in model
    }
    return {key: values for key, values in told.items() if values}
