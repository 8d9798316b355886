"""The examples: each loads, says that it is made up, and gets the verdicts worked out by hand.

`expected.json` was written from `theory.md` before anything was run; a verdict there changes only
with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict, TypeAdapter

from classifier import Case, Classification, classify, load_case, load_rulebook
from classifier.explain.outline import outline
from classifier.logic.engines import ENGINES, EngineName
from classifier.logic.evidence import Strength
from classifier.logic.verdict import Grade, Status
from classifier.result.document import Decided, Result
from classifier.result.explainable import Related
from classifier.writers.text import text_of_blocks

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.json"))
GOLDEN = "amanah-bunda.json"
MADE_UP = sorted({path.name for path in EXAMPLES} - {GOLDEN})
NEARLY_EMPTY = "perpustakaan-keliling.json"
OPEN = (Status.MIXED, Status.CONTESTED, Status.UNDETERMINED, Status.NONE_FITS)


class Expectation(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Answer(Expectation):
    """What is expected of a verdict; what is left out is none."""

    status: Status
    pattern: str | None = None
    grade: Grade | None = None
    strength: Strength | None = None
    leaning: str | None = None
    possible: tuple[str, ...] | None = None
    """Asked of where no pattern is the answer."""


class Judged(Expectation):
    """What is expected of a relation."""

    actors: tuple[str, str]
    period: str | None = None
    verdicts: dict[str, Answer]


EXPECTED = TypeAdapter(dict[str, tuple[Judged, ...]]).validate_json(
    (ROOT / "tests" / "expected.json").read_text(encoding="utf-8")
)
ANSWERS = [v for relations in EXPECTED.values() for r in relations for v in r.verdicts.values()]


def example(name: str) -> Case:
    return load_case(ROOT / "examples" / name)


def result(name: str, engine: EngineName | None = None) -> Classification:
    return classify(example(name), engine=engine)


def answer(verdict: Decided) -> Answer:
    return Answer(
        status=verdict.status,
        pattern=verdict.pattern,
        grade=verdict.grade,
        strength=verdict.strength,
        leaning=verdict.leaning,
        possible=verdict.possible if verdict.status in OPEN else None,
    )


def judged(relation: Related) -> Judged:
    verdicts = {name: answer(verdict) for name, verdict in relation.verdicts.items()}
    return Judged(actors=relation.actors, period=relation.period, verdicts=verdicts)


def remarks(name: str, place: int = 0) -> dict[str, str]:
    """The remarks on the verdicts of one relation, in English, by id."""
    relation = result(name).relations[place]
    sentences = relation.naming.sentences
    return {
        remark.id: sentences.remark(remark, f"{typology}/{verdict.pattern}").en
        for typology, verdict in relation.verdicts.items()
        for remark in relation.remarks(typology)
    }


def all_remarks() -> Iterator[str]:
    for name, relations in EXPECTED.items():
        for place in range(len(relations)):
            yield from remarks(name, place)


# Verdicts


def test_every_example_has_its_expected_verdicts_and_none_is_expected_of_a_missing_file() -> None:
    assert sorted(EXPECTED) == [path.name for path in EXAMPLES]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", EXPECTED)
def test_an_example_gets_its_expected_verdicts_from_every_engine(
    name: str, engine: EngineName
) -> None:
    given = result(name, engine)

    assert tuple(judged(relation) for relation in given.relations) == EXPECTED[name]


def test_every_pattern_is_the_verdict_of_an_example() -> None:
    patterns = {p.id for typology in load_rulebook().typologies.values() for p in typology.patterns}

    assert patterns <= {a.pattern for a in ANSWERS}


def test_every_kind_of_verdict_is_given_to_an_example() -> None:
    assert {a.status for a in ANSWERS} == set(Status)


def test_every_strength_and_each_grade_of_a_verdict_is_given_to_an_example() -> None:
    assert set(Strength) <= {a.strength for a in ANSWERS}
    assert {Grade.ESTABLISHED, Grade.PRESUMED} <= {a.grade for a in ANSWERS}


def test_an_undetermined_example_leans_in_one_typology_only() -> None:
    (relation,) = EXPECTED[NEARLY_EMPTY]

    assert {a.status for a in relation.verdicts.values()} == {Status.UNDETERMINED}
    assert [a.leaning for a in relation.verdicts.values() if a.leaning] == ["collaborative"]


@pytest.mark.parametrize("name", ["sampah-kota-tiga-pihak.json", "taman-nasional-tiga-masa.json"])
def test_relations_of_three_actors_or_three_periods_are_summed_up_as_differing(name: str) -> None:
    given = result(name)

    assert len(given.relations) == 3
    assert {a.status for a in given.summary.values()} == {"differs"}


# Remarks


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("posyandu-melati.json", "Kali Wening health centre"),
        ("tambak-samudra-windu.json", "PT Samudra Windu"),
        ("mangrove-teluk-wangi.json", "Yayasan Bahari Lestari Nusantara"),
    ],
)
def test_who_is_above_is_said_be_it_government_company_or_ngo(name: str, above: str) -> None:
    assert f"Above: {above}" in remarks(name)["subordinate_union/who-above"]


@pytest.mark.parametrize(
    ("name", "unusual"),
    [
        ("mangrove-teluk-wangi.json", "mutualism/unusual"),
        ("nota-di-laci.json", "pseudo/unusual"),
    ],
)
def test_an_unusual_pair_of_verdicts_is_remarked_on(name: str, unusual: str) -> None:
    assert unusual in remarks(name)


def test_every_remark_of_the_rulebook_is_made_on_an_example() -> None:
    patterns = [p for typology in load_rulebook().typologies.values() for p in typology.patterns]
    known = {rule.id for pattern in patterns for rule in pattern.remarks}
    known |= {f"{pattern.id}/unusual" for pattern in patterns if pattern.unusual_with}

    assert known <= set(all_remarks())


# How the examples are written


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_is_named_by_its_id_and_in_both_languages(path: Path) -> None:
    case = example(path.name)

    assert case.id == path.stem
    assert case.title is not None
    assert case.title.id
    assert case.title.en


@pytest.mark.parametrize("name", MADE_UP)
def test_a_made_up_example_says_so(name: str) -> None:
    summary = example(name).summary

    assert summary is not None
    assert summary.id.startswith("Kasus rekaan untuk latihan: ")
    assert summary.en.startswith("A made-up case for practice: ")


@pytest.mark.parametrize("name", sorted({*MADE_UP} - {NEARLY_EMPTY}))
def test_an_example_is_neither_too_thin_nor_too_thick_to_discuss(name: str) -> None:
    periods = len(example(name).periods) or 1

    assert 10 <= len(example(name).observations) / periods <= 30


def test_the_nearly_empty_example_stays_nearly_empty() -> None:
    assert len(example(NEARLY_EMPTY).observations) <= 4


@pytest.mark.parametrize("name", MADE_UP)
def test_every_observation_has_a_source_and_a_word_to_discuss_in_both_languages(name: str) -> None:
    for observation in example(name).observations:
        words = observation.note or observation.quote

        assert observation.sources
        assert words is not None
        assert words.id != words.en


@pytest.mark.parametrize("name", MADE_UP)
def test_every_source_of_an_example_is_used(name: str) -> None:
    case = example(name)

    assert set(case.sources) == {s for o in case.observations for s in o.sources}


@pytest.mark.parametrize("name", sorted({*MADE_UP} - {NEARLY_EMPTY}))
def test_the_sources_of_an_example_vary(name: str) -> None:
    case = example(name)
    spoken = {s.speaks_for for s in case.sources.values() if s.kind == "interview"}

    assert {*case.actors, "independent"} <= spoken
    assert len({s.kind for s in case.sources.values()}) > 1


@pytest.mark.parametrize("language", ["README.md", "README.id.md"])
def test_the_readme_lists_every_example_once(language: str) -> None:
    text = (ROOT / "examples" / language).read_text(encoding="utf-8")

    assert [text.count(f"]({path.name})") for path in EXAMPLES] == [1] * len(EXAMPLES)


# The result as a document


@pytest.mark.parametrize("name", EXPECTED)
def test_a_result_survives_json(name: str) -> None:
    given = result(name)

    for indent in (None, 2):
        read = Result.model_validate_json(given.to_json(indent=indent))
        assert read == given.document()
        assert text_of_blocks(outline(read, "summary"), "id") == text_of_blocks(
            outline(given, "summary"), "id"
        )
