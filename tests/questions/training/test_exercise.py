"""An exercise gives nothing away, its key is the verdict, and a game is judged by what flip proves."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from strategies import drawn
from subjects import SHIPPED, behind, every_example, golden, random_subject, written

from classifier import load_case
from classifier.cli import main
from classifier.explain.answers import answer_blocks, key_blocks
from classifier.explain.exercise import counted_blocks, task_blocks
from classifier.explain.playing import played_blocks
from classifier.logic.verdict import Grade, Status
from classifier.questions.flip import Flip, SmallestSets, flip
from classifier.questions.subject import (
    NoSuchPattern,
    Subject,
    Unanswerable,
    as_json,
    subject_of,
)
from classifier.questions.supposing.asked import Supposing
from classifier.questions.supposing.changes import Change, alternatives, supposed
from classifier.questions.training.exercise import AnswerKey, Exercise, Question, exercise, key
from classifier.questions.training.playing import Played, played
from classifier.questions.training.tallying import MOST_VOTES, Miscounted, tally
from classifier.questions.training.telling import sayings_of
from classifier.rulebook.model import Rulebook
from classifier.words.language import LANGUAGES, Language
from classifier.writers.blocks import spoken
from classifier.writers.text import text_of_blocks

RELATIONS = every_example()
NAMES = [f"{s.case.id}-{'-'.join(s.relation.actors)}-{s.relation.period}" for s in RELATIONS]
MIXED = Path("examples/dewan-adat-lembah-wulan.json")
"""Tandon: dependency and adversary at once; three dimensions and an opening to leaf through."""
CONTESTED = Path("examples/pasar-desa-sumber-rejeki.json")
PERIODS = Path("examples/taman-nasional-tiga-masa.json")
PAGES = ("",) * 4
ANSWERING = {
    "status", "grade", "strength", "verdict", "verdicts", "answer", "pattern", "shown", "possible",
    "leaning", "outweighed", "mark", "right", "near", "findings", "note",
}  # fmt: skip
every_relation = pytest.mark.parametrize("subject", RELATIONS, ids=NAMES)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KEMITRAAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KEMITRAAN_LANG", "en")
    monkeypatch.setenv("COLUMNS", "80")


def both(subject: Subject) -> tuple[Exercise, AnswerKey]:
    return exercise(subject), key(subject)


def keys_in(value: object) -> set[str]:
    if isinstance(value, dict):
        return {*value}.union(*map(keys_in, value.values()))
    return set[str]().union(*map(keys_in, value)) if isinstance(value, list) else set()


def turned(book: Rulebook) -> Rulebook:
    """The same words, with the criteria of each pattern given to the next: other verdicts."""
    typologies = {}
    for name, typology in book.typologies.items():
        shifted = (*typology.patterns[1:], typology.patterns[0])
        patterns = tuple(
            replace(one, requires=other.requires, excluded_by=other.excluded_by)
            for one, other in zip(typology.patterns, shifted, strict=True)
        )
        typologies[name] = replace(typology, patterns=patterns)
    return replace(book, typologies=typologies)


# What a room is given


@every_relation
def test_an_exercise_has_no_place_for_an_answer(subject: Subject) -> None:
    document = json.loads(as_json(exercise(subject)))

    assert document["schema"] == "kemitraan/exercise/1"
    actors = document["about"]["actors"].values()
    assert not any(one.pop("note") for one in (*actors, *document["sources"].values()))
    assert document["about"]["case"]["summary"] is None
    assert not keys_in(document) & ANSWERING


@every_relation
def test_under_rules_with_other_verdicts_it_is_the_same(subject: Subject) -> None:
    other = Subject(subject.case, turned(SHIPPED), subject.relation)

    assert as_json(exercise(other)) == as_json(exercise(subject))


def test_the_rules_with_other_verdicts_have_other_verdicts() -> None:
    others = [Subject(one.case, turned(SHIPPED), one.relation) for one in RELATIONS]

    differing = [
        one for one, other in zip(RELATIONS, others, strict=True)
        if one.outcomes() != other.outcomes()
    ]  # fmt: skip
    assert len(differing) > len(RELATIONS) // 2


@every_relation
def test_what_its_author_thinks_of_a_case_is_kept_back(subject: Subject) -> None:
    silent = subject.case.model_copy(
        update={
            "summary": None,
            "observations": tuple(
                one.model_copy(update={"note": None}) for one in subject.case.observations
            ),
        }
    )
    bare = exercise(Subject(silent, SHIPPED, subject.relation))
    whole = exercise(subject)

    digest = bare.about.case.sha256
    about = replace(whole.about, case=replace(whole.about.case, sha256=digest))
    assert replace(whole, about=about) == bare


@every_relation
def test_everything_told_stands_there_once_with_who_says_so(subject: Subject) -> None:
    sayings = list(sayings_of(exercise(subject).dimensions))
    told = {
        subject.naming.statement(key_, value): pooled
        for key_, values in subject.relation.told.items()
        for value, pooled in values.items()
    }

    assert sorted(one.statement for one in sayings) == sorted(told)
    assert all(one.observations == told[one.statement].observations for one in sayings)
    heard = {name for one in sayings for name in one.sources}
    assert set(exercise(subject).sources) == heard


def test_values_that_contradict_each_other_stand_together() -> None:
    facts = {f.indicator: f for d in contested().dimensions for f in d.facts}

    assert [one.statement for one in facts["standing"].told] == [
        "standing=equal",
        "standing(g)=unequal",
    ]
    assert [one.sources for one in facts["standing"].told] == [("skripsi",), ("pemantau",)]


def contested() -> Exercise:
    return exercise(subject_of(load_case(CONTESTED)))


def test_what_is_read_off_the_kinds_of_actors_is_told_and_marked() -> None:
    told = [one for one in sayings_of(exercise(golden()).dimensions) if one.derived]

    assert told == []  # the article says it itself
    (derived,) = (one for one in sayings_of(contested().dimensions) if one.derived)
    assert derived.statement == "legal_status=unlike"
    assert not derived.observations


def test_a_question_offers_every_pattern_and_every_other_answer() -> None:
    organisation, _, tandon, _ = exercise(golden()).questions

    assert [choice.id for choice in organisation.choices] == [
        "subordinate_union", "linear_union", "linear_collaborative",
        "no_partnership", "undetermined", "contested", "mixed", "none_fits",
    ]  # fmt: skip
    assert "no_partnership" not in [choice.id for choice in tandon.choices]
    for choice in (*organisation.choices, *tandon.choices):
        assert all(said for said in (choice.label.id, choice.label.en, choice.means.id))


def test_only_typologies_that_apply_are_asked() -> None:
    pair = next(s for s in RELATIONS if s.relation.pairing is None)

    assert [q.typology for q in exercise(pair).questions] == [
        "sulistiyani_organisation",
        "sulistiyani_organism",
    ]
    with pytest.raises(NoSuchPattern) as refused:
        exercise(pair, typology="tandon")
    assert "does not apply" in refused.value.what.en
    assert "sulistiyani_organism" in (refused.value.hint.en if refused.value.hint else "")


def test_one_typology_can_be_asked_alone() -> None:
    assert [q.typology for q in exercise(golden(), typology="tandon").questions] == ["tandon"]
    assert [a.typology for a in key(golden(), typology="tandon").answers] == ["tandon"]
    with pytest.raises(NoSuchPattern) as refused:
        exercise(golden(), typology="tandom")
    assert refused.value.hint
    assert "tandon" in refused.value.hint.en


def test_quotes_and_summary_are_a_choice() -> None:
    subject = subject_of(load_case(MIXED))

    assert any(one.quotes for one in sayings_of(exercise(subject).dimensions))
    assert not any(one.quotes for one in sayings_of(exercise(subject, quotes=False).dimensions))
    summary = exercise(subject, summary=True).about.case.summary
    assert summary == subject.case.summary


def test_of_nothing_told_there_is_an_exercise_too() -> None:
    nobody = written("goal=alike")
    told = Subject(nobody.case, SHIPPED, replace(nobody.relation, told={}))

    assert exercise(told).dimensions == ()
    assert "Nothing is coded" in text_of_blocks(task_blocks(exercise(told)), "en")
    assert {answer.right for answer in key(told).answers} == {"undetermined"}


# The key


@every_relation
def test_exactly_what_the_verdict_shows_is_right(subject: Subject) -> None:
    task, answers = both(subject)
    outcomes = subject.outcomes()

    assert [a.typology for a in answers.answers] == [q.typology for q in task.questions]
    for question, answer in zip(task.questions, answers.answers, strict=True):
        outcome = outcomes[question.typology]
        marks = {choice.id: answer.mark(choice.id) for choice in question.choices}
        right = [name for name, mark in marks.items() if mark == "right"]
        assert right == [outcome.pattern or outcome.status]
        assert {name for name, mark in marks.items() if mark == "near"} == near(subject, question)


def near(subject: Subject, question: Question) -> set[str]:
    """What is near, said anew."""
    outcome = subject.outcomes()[question.typology]
    if outcome.status is Status.MIXED:
        return {*outcome.shown}
    if outcome.status is Status.UNDETERMINED:
        return {outcome.leaning} if outcome.leaning else set()
    return {"undetermined"} if outcome.grade is Grade.PRESUMED else set()


def test_the_examples_have_every_kind_of_answer() -> None:
    answers = [answer for subject in RELATIONS for answer in key(subject).answers]

    statuses = {answer.outcome.status for answer in answers}
    assert statuses == {*Status} - {Status.NOT_APPLICABLE}
    assert any(answer.near and answer.outcome.leaning for answer in answers)


@every_relation
def test_the_key_says_each_verdict_with_its_reasons(subject: Subject) -> None:
    answers = key(subject)

    said = text_of_blocks(key_blocks(answers), "en", width=10_000)
    for answer in answers.answers:
        assert answer.label.en in said
        assert answer.outcome.says.en in said


@every_relation
def test_of_every_answer_that_got_votes_it_is_said_why_it_is_not_it(subject: Subject) -> None:
    task, answers = both(subject)
    votes = {q.typology: {c.id: 2 for c in q.choices} for q in task.questions}

    made = tally(task, answers, votes)
    for one, answer in zip(made.questions, answers.answers, strict=True):
        blocks = [*answer_blocks(answers, answer, one)]
        for count in one.counts:
            because = re.compile(re.escape(count.label.en) + r": \D")
            said = [b.state for b in blocks if b.state and because.match(spoken(b.said, "en"))]
            expected = {"right": [], "near": ["partly"], "wrong": ["unmet"]}[count.mark]
            assert said == expected, count.choice


# Votes


@st.composite
def voted(draw: st.DrawFn) -> tuple[Exercise, AnswerKey, dict[str, dict[str, int]]]:
    task, answers = both(draw(st.sampled_from(RELATIONS)))
    some = draw(st.lists(st.sampled_from([q.typology for q in task.questions]), unique=True))
    return task, answers, {
        question.typology: draw(
            st.dictionaries(
                st.sampled_from([choice.id for choice in question.choices]), st.integers(0, 40)
            )
        )
        for question in task.questions
        if question.typology in some
    }  # fmt: skip


@given(voted())
@hypothesis_settings(max_examples=30)
def test_votes_add_up(drawn_: tuple[Exercise, AnswerKey, dict[str, dict[str, int]]]) -> None:
    task, answers, votes = drawn_
    made = tally(task, answers, votes)
    for one, answer in zip(made.questions, answers.answers, strict=True):
        hands = votes.get(one.typology, {})
        assert one.total == sum(hands.values()) == sum(count.votes for count in one.counts)
        assert one.right == hands.get(answer.right, 0)
        assert one.near == sum(hands.get(name, 0) for name in answer.near)
        most = max(hands.values(), default=0)
        assert set(one.most) == {name for name, count in hands.items() if most and count == most}
    assert made.total == sum(one.total for one in made.questions)
    assert (made.right, made.near) == (
        sum(one.right for one in made.questions),
        sum(one.near for one in made.questions),
    )


def test_silence_is_no_vote_for_anything() -> None:
    task, answers = both(golden())
    made = tally(task, answers, {"tandon": {"collaborative": 0}})

    assert all((one.total, one.most) == (0, ()) for one in made.questions)
    for one in made.questions:
        (block,) = counted_blocks(one)
        assert spoken(block.said, "en") == "There are no votes on this question."


@pytest.mark.parametrize(
    ("votes", "said", "hint"),
    [
        ({"tandn": {}}, "no question named tandn", "tandon"),
        ({"tandon": {"dependancy": 1}}, "no choice named dependancy", "dependency"),
        ({"tandon": {"no_partnership": 1}}, "no choice named no_partnership", "dependency"),
        ({"x\x1b[2J": {}}, "named x<U+001B>[2J", "tandon"),
    ],
)
def test_votes_for_what_is_not_there_are_refused(
    votes: Mapping[str, Mapping[str, int]], said: str, hint: str
) -> None:
    with pytest.raises(NoSuchPattern) as refused:
        tally(*both(golden()), votes)
    assert said in refused.value.what.en
    assert refused.value.hint
    assert hint in refused.value.hint.en


@pytest.mark.parametrize("count", [-1, True, 1.5, "3", None, MOST_VOTES + 1, 10**40])
def test_a_number_that_is_no_number_of_hands_is_refused(count: Any) -> None:  # noqa: ANN401
    with pytest.raises(Miscounted) as refused:
        tally(*both(golden()), {"tandon": {"dependency": count}})
    assert isinstance(refused.value, Unanswerable)
    assert "whole number" in refused.value.what.en


# The game


def random_game(random: Random) -> tuple[Subject, str, tuple[Change, ...]]:
    """A random rulebook, something wanted of it, and some changes."""
    subject = random_subject(random)
    keys = behind(subject)
    chosen = random.sample(keys, min(len(keys), random.randint(0, 4)))
    ways = [random.choice(alternatives(subject, key)) for key in chosen]
    return subject, target(random, subject), tuple(c for way in ways for c in way.changes)


def game_of_example(random: Random) -> tuple[Subject, str, tuple[Change, ...]]:
    subject = random.choice(RELATIONS)
    to = target(random, subject)
    (flipped,) = flip(subject, to).flips
    example = next(iter(ways_of(subject, flipped)), ())
    own = random.sample(example, random.randint(0, len(example)))
    told = [key for key in behind(subject) if key not in subject.relation.told]
    more = [
        change
        for key in random.sample(told, min(2, len(told)))
        for change in random.choice(alternatives(subject, key)).changes
    ]
    slots = {change.slot for change in own}
    return subject, to, (*own, *(change for change in more if change.slot not in slots))


def target(random: Random, subject: Subject) -> str:
    name = random.choice([*subject.rulebook.typologies])
    patterns = [pattern.id for pattern in subject.rulebook.typologies[name].patterns]
    statuses = [status.value for status in Status if status is not Status.PATTERN]
    return random.choice([name, *(f"{name}/{to}" for to in (*patterns, *statuses))])


def ways_of(subject: Subject, flipped: Flip) -> list[tuple[Change, ...]]:
    """The first sets of changes that flip found, of those that can be supposed of the pair."""
    return [
        changes_of(subject, way)
        for way in flipped.ways
        if all(applies(subject, statement) for statement in way.example)
    ][:2]


def changes_of(subject: Subject, way: SmallestSets) -> tuple[Change, ...]:
    gone = {one for proposal in way.proposals if proposal.unset for one in proposal.statements}
    put = [one for one in way.example if one not in gone]
    return Supposing(subject).changes(put, [one for one in way.example if one in gone])


def applies(subject: Subject, statement: str) -> bool:
    name = re.split(r"[(=]", statement)[0]
    return SHIPPED.codebook.indicators[name].only in (None, subject.relation.pairing)


def check(subject: Subject, to: str, changes: tuple[Change, ...]) -> Played:
    made = played(subject, to, changes)
    assert made.changed <= len(changes)
    assert made.changed + len(made.idle) == len(changes)
    assert made.now == subject.outcomes(supposed(subject, changes))[made.typology]
    if made.reached:
        assert made.fewest is not None
        assert made.changed >= made.fewest
    assert made.best == (made.reached and made.changed == made.fewest)
    for language in LANGUAGES:
        assert text_of_blocks(played_blocks(made), language)
    return made


@given(drawn(random_game))
def test_nobody_reaches_it_with_fewer_changes_than_the_fewest(
    game: tuple[Subject, str, tuple[Change, ...]],
) -> None:
    check(*game)


@given(drawn(game_of_example))
@hypothesis_settings(max_examples=20)
def test_nor_on_an_example(game: tuple[Subject, str, tuple[Change, ...]]) -> None:
    check(*game)


@pytest.mark.parametrize("subject", RELATIONS[::3], ids=NAMES[::3])
def test_what_flip_found_wins_the_game(subject: Subject) -> None:
    for flipped in flip(subject).flips:
        for changes in ways_of(subject, flipped):
            made = check(subject, flipped.typology, changes)
            assert (made.reached, made.best, made.fewest) == (True, True, flipped.size)


def test_a_change_that_changes_nothing_does_not_count() -> None:
    subject = golden()
    changes = Supposing(subject).changes(
        ["standing=equal", "legal_status=alike", "size=alike", "goal=alike"], []
    )
    made = check(subject, "sulistiyani_organisation/linear_union", changes)

    assert (made.changed, made.reached, made.best) == (2, True, True)
    assert set(made.idle) == {"standing=equal", "goal=alike"}


@pytest.mark.parametrize(
    ("to", "put", "said"),
    [
        (
            "linear_union",
            ["size=alike"],
            "Not reached with one change.\n    The fewest possible: 2 changes.",
        ),
        ("linear_union", [], "No change yet."),
        ("linear_union", ["size=alike", "legal_status=alike"], "cannot be done with fewer"),
        ("linear_union", ["size=alike", "legal_status=alike", "goal=unlike"], "Reached with 3"),
        ("linear_collaborative", [], "already, without any change"),
        ("sulistiyani_organisation/not_applicable", [], "No change of observations leads to"),
    ],
)
def test_the_lines_of_a_game_say_how_it_ended(to: str, put: list[str], said: str) -> None:
    subject = golden()
    made = check(subject, to, Supposing(subject).changes(put, []))

    assert said in text_of_blocks(played_blocks(made), "en", width=200)


def test_a_game_for_nothing_is_refused() -> None:
    with pytest.raises(NoSuchPattern):
        played(golden(), "tandon/dependancy", ())


# On paper


@every_relation
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_room_gets_fits_eighty_columns(subject: Subject, language: Language) -> None:
    task, answers = both(subject)
    votes = {q.typology: {c.id: 3 for c in q.choices} for q in task.questions}
    made = tally(task, answers, votes)

    blocks = [*task_blocks(task), *key_blocks(answers)]
    for answer, votes_on in zip(answers.answers, made.questions, strict=True):
        blocks += answer_blocks(answers, answer, votes_on)
    assert max(map(len, text_of_blocks(blocks, language).splitlines())) <= 80
    boxes = sum(block.sign == "☐" for block in blocks)
    assert boxes == sum(len(question.choices) for question in task.questions)


def run(*words: object, answers: tuple[str, ...] = ()) -> Result:
    lines = "".join(answer + "\n" for answer in answers)
    words = ("exercise", "--lang", "en", *words)  # a later one goes before
    result = CliRunner().invoke(main, [str(word) for word in words], input=lines)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_handout_gives_nothing_away_unless_it_is_asked_to(form: str, language: str) -> None:
    words = (MIXED, "--handout", "--format", form, "--lang", language)
    task, whole = run(*words), run(*words, "--with-answers")

    verdict = {"id": "campuran: dependency", "en": "mixed: dependency"}[language]
    assert task.exit_code == whole.exit_code == 0
    assert verdict not in " ".join(task.stdout.split())
    assert verdict in " ".join(whole.stdout.split())


def test_a_handout_as_json_is_the_exercise_or_both() -> None:
    subject = subject_of(load_case(MIXED))
    task = run(MIXED, "--handout", "--format", "json").stdout
    whole = json.loads(run(MIXED, "--handout", "--format", "json", "--with-answers").stdout)

    assert json.loads(task) == json.loads(as_json(exercise(subject)))
    assert whole["exercise"] == json.loads(task)
    assert whole["key"] == json.loads(as_json(key(subject)))


def test_a_handout_for_sharing_has_nobodys_words() -> None:
    words = (MIXED, "--handout", "--format", "json", "--with-answers", "--without-quotes")
    quotes = [one.quote.en for one in load_case(MIXED).observations if one.quote]

    said = run(*words).stdout
    assert quotes
    assert not any(quote in said for quote in quotes)


def test_a_handout_can_be_written_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "handout.html"
    ran = run(MIXED, "--handout", "--format", "html", "-o", target)

    assert ran.exit_code == 0
    assert "<h1" in target.read_text(encoding="utf-8")
    assert "☐" in target.read_text(encoding="utf-8")


def test_where_there_are_no_boxes_they_are_written_out() -> None:
    runner = CliRunner(charset="ascii")
    ran = runner.invoke(main, ["exercise", str(MIXED), "--handout", "--lang", "en"])

    assert "[ ] dependency relation" in ran.stdout_bytes.decode("ascii")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--with-answers",), 2, "--with-answers goes with --handout only"),
        (("--format", "json"), 2, "--format goes with --handout only"),
        (("-o", "x.txt"), 2, "-o goes with --handout only"),
        (("--typology", "tandom"), 2, "tandon"),
        (("--between", "a,b"), 1, "no such relation"),
    ],
)
def test_wrong_usage_is_told(words: tuple[str, ...], status: int, said: str) -> None:
    ran = run(MIXED, *words)

    assert ran.exit_code == status
    assert ran.stdout == ""
    assert said in " ".join(ran.stderr.split())


def test_a_case_from_standard_input_is_only_for_paper() -> None:
    case = MIXED.read_text(encoding="utf-8")
    asked = CliRunner().invoke(main, ["exercise", "-"], input=case)
    paper = CliRunner().invoke(main, ["exercise", "-", "--handout"], input=case)

    assert asked.exit_code == 2
    assert "--handout" in asked.stderr
    assert paper.exit_code == 0


def test_a_file_that_is_no_case_is_told(tmp_path: Path) -> None:
    target = tmp_path / "case.json"
    target.write_text('{"schema": 1}', encoding="utf-8")

    ran = run(target)
    assert ran.exit_code == 1
    assert "/schema" in ran.stderr


# In the terminal

SAID: dict[Language, tuple[str, ...]] = {
    "en": ("Enter: go on", "mixed: dependency relation", "Right: 1 of 1", "Where to go on:"),
    "id": ("Enter: lanjut", "campuran: dependency relation", "Tepat: 1 dari 1", "Lanjutkan"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_predict_then_reveal_in_both_languages(language: Language) -> None:
    ran = run(MIXED, "--typology", "tandon", "--lang", language, answers=(*PAGES, "mixed", ""))

    assert ran.exit_code == 0
    assert max(map(len, ran.stdout.splitlines())) <= 80
    place = 0
    for said in SAID[language]:
        place = ran.stdout.index(said, place)


@pytest.mark.parametrize(
    "answer",
    ["ketergantungan", "dependency relation", "dependency relation (Ketergantungan)"],
)
def test_words_of_one_name_alone_will_do(answer: str) -> None:
    ran = run(MIXED, "--typology", "tandon", "--lang", "id", answers=(*PAGES, answer, ""))

    assert "dependency relation (ketergantungan): hampir tepat" in " ".join(ran.stdout.split())


def test_words_of_several_names_are_asked_again() -> None:
    ran = run(MIXED, "--typology", "tandon", "--lang", "id", answers=(*PAGES, "relation", "1", ""))

    assert "dependency relation (ketergantungan): hampir tepat" in " ".join(ran.stdout.split())


def talk(*answers: str, words: tuple[str, ...] = ()) -> str:
    """What is said to these answers, once the case has been read."""
    ran = run(MIXED, "--typology", "tandon", *words, answers=(*PAGES, *answers))
    assert ran.exit_code == 0
    return " ".join(ran.stdout.split())


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("6", "mixed: right"),
        ("MIXED", "mixed: right"),
        ("Dependency relation", "dependency relation: near"),
        ("dependency RELATION ", "dependency relation: near"),
        ("adversary relation", "adversary relation: near"),
        ("1", "dependency relation: near"),
        ("3", "✗ collaborative relation: Lembah Wulan regency government"),
        ("undetermined", "✗ undetermined: that would mean something else"),
        ("1:12 3:4", "Votes: 16. Right: 0, near: 12."),
        ("6 : 7,1:2", "Votes: 9. Right: 7, near: 2."),
        ("1:0", "no votes on this question"),
    ],
)
def test_an_answer_is_a_choice_or_votes(answer: str, said: str) -> None:
    assert said in talk(answer, "")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("", "Predict first"),
        ("9", "a number from 1 to 7"),
        ("0", "a number from 1 to 7"),
        ("٣", "a number from 1 to 7"),
        pytest.param("9" * 5000, "a number from 1 to 7", id="long"),
        ("xyzzy", "a number from 1 to 7"),
        ("relation", "Did you mean"),
        ("depandency", "Did you mean dependency?"),
        ("6:7, mixe:1", "There is no choice “mixe”. Did you mean mixed?"),
        ("1:", "cannot be read as votes"),
        (":3", "cannot be read as votes"),
        ("1:-3", "cannot be read as votes"),
        ("1:2:3", "cannot be read as votes"),
        pytest.param("1:" + "9" * 5000, "cannot be read as votes", id="many"),
        ("1:٣", "cannot be read as votes"),
        ("1:2000000", "whole number from 0 to 1000000"),
        ("1:3 dependency:4", "The votes for dependency are given twice."),
        ("9:3", "a number from 1 to 7"),
        (", :", "cannot be read as votes"),
        ("1\x07", "cannot be seen"),
        ("1\x1b[2J", "cannot be seen"),
        ("\u202e1", "cannot be seen"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_asked_again(answer: str, said: str) -> None:
    heard = talk(answer, "6", "")

    assert said in heard
    assert "mixed: right" in heard
    assert not set("\x07\x1b\u202e") & set(heard)


def test_a_question_mark_tells_what_the_choices_mean() -> None:
    heard = talk("?")

    for choice in exercise(subject_of(load_case(MIXED))).questions[2].choices:
        assert f"{choice.label.en}: {choice.means.en}" in heard


def test_going_back_takes_the_prediction_back() -> None:
    heard = talk("1", "b", "6", "")

    assert heard.count("[1/1] Relation of NGO to government") == 2
    assert "Right: 1 of 1; near: 0." in heard


def test_going_back_leads_to_the_first_page_and_no_further() -> None:
    assert "no question before" in " ".join(run(MIXED, answers=("b",)).stdout.split())


def test_while_reading_only_enter_goes_on() -> None:
    heard = " ".join(run(MIXED, answers=("1", "?", "q")).stdout.split())

    assert "Press just Enter to go on." in heard
    assert heard.count("what the choices mean") == 2


@pytest.mark.parametrize("answers", [(), ("q",), PAGES, (*PAGES, "q"), (*PAGES, "nonsense")])
def test_whoever_stops_before_predicting_is_told_no_answer(answers: tuple[str, ...]) -> None:
    ran = run(MIXED, answers=answers)

    assert ran.exit_code == 0
    assert "Nothing was predicted." in ran.stdout
    assert "mixed: dependency" not in ran.stdout
    assert "author of the case" not in ran.stdout


def test_whoever_stops_on_the_way_hears_how_it_went_so_far() -> None:
    ran = run(MIXED, answers=(*PAGES, "5", "", "2", "", "q"))

    assert ran.exit_code == 0
    assert "Questions answered: 2 of 4. Right: 1 of 2; near: 0." in ran.stdout
    assert "author of the case" not in ran.stdout


def test_what_a_room_goes_on_with_is_about_the_same_relation() -> None:
    ran = run(PERIODS, "--period", "p2", "--typology", "tandon", answers=("",) * 5 + ("1", ""))

    assert f"kemitraan flip {PERIODS} --period p2" in " ".join(ran.stdout.split())


def test_of_several_relations_one_is_chosen() -> None:
    ran = run(PERIODS)

    assert ran.exit_code == 1
    assert "--period p1" in ran.stderr


LINES = st.lists(
    st.sampled_from(["", "1", "2", "b", "?", "1:3 2:4", "mixed", "0", ":", "é\u202e"]), max_size=30
)


@given(lines=LINES)
@hypothesis_settings(max_examples=25)
def test_whatever_is_answered_it_ends_well(lines: list[str]) -> None:
    runner = CliRunner()
    ran = runner.invoke(
        main, ["exercise", str(MIXED), "--lang", "en"], input="".join(f"{x}\n" for x in lines)
    )

    assert ran.exception is None
    assert "Nothing was predicted." in ran.stdout or "Questions answered" in ran.stdout
