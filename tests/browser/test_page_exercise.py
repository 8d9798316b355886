"""The exercise of the page: it gives nothing away, counts votes, and checks a game."""

from __future__ import annotations

from itertools import pairwise

import pytest
from browsing import Shop, changed, example, expect

from classifier.explain.playing import played_blocks
from classifier.questions.flip import flip
from classifier.questions.subject import Subject
from classifier.questions.supposing.asked import Supposing
from classifier.questions.training.exercise import Choice, exercise, key
from classifier.questions.training.playing import Played, played
from classifier.words.language import Text, message
from classifier.writers.blocks import spoken

pytestmark = pytest.mark.slow

GOLDEN = example("amanah-bunda")
KEY = {answer.typology: answer for answer in key(GOLDEN).answers}
GOAL = "tandon/dependency"


def words(text: str) -> str:
    return " ".join(text.split())


def choices(typology: str) -> tuple[Choice, ...]:
    (found,) = (one.choices for one in exercise(GOLDEN).questions if one.typology == typology)
    return found


def pattern(typology: str, name: str) -> Text:
    (label,) = (
        one.label for one in GOLDEN.rulebook.typologies[typology].patterns if one.id == name
    )
    return label


@pytest.mark.parametrize("name", ["amanah-bunda", "pasar-desa-sumber-rejeki", "hutan-wanasari"])
def test_an_exercise_gives_no_answer_away(shop: Shop, name: str) -> None:
    subject = example(name)
    shop.opens(name)
    view = shop.shows("exercise")

    source = words(view.evaluate("(one) => one.innerHTML"))
    told = words(view.locator(".task").inner_text())
    open_ended = {
        choice.label for question in exercise(subject).questions for choice in question.choices
    }
    for outcome in subject.outcomes().values():
        if outcome.says not in open_ended:
            assert outcome.says.id not in source
            assert outcome.says.en not in source
    for grade in ("established", "presumed", "excluded"):
        assert shop.said(message(f"why.{grade}")) not in told
    expect(view.locator(".revealed").first).to_be_empty()
    asked = view.locator(".question")
    expect(asked).to_have_count(len(exercise(subject).questions))


def test_every_choice_is_explained_and_takes_votes(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    view = shop.shows("exercise")
    for question in exercise(GOLDEN).questions:
        form = view.locator(f'[data-question="{question.typology}"]')
        boxes = form.get_by_role("spinbutton")
        expect(boxes).to_have_count(len(question.choices))
        for choice, box in zip(question.choices, boxes.all(), strict=True):
            named = f"{shop.said(choice.label)} {shop.said(choice.means)}"
            expect(box).to_have_accessible_name(named)


def test_revealing_counts_the_votes_and_marks_them(shop: Shop) -> None:
    typology = "sulistiyani_organism"
    answer = KEY[typology]
    wrong = next(one.id for one in choices(typology) if answer.mark(one.id) == "wrong")
    votes = {answer.right: 5, answer.near[0]: 3, wrong: 2}
    shop.opens("amanah-bunda")
    form = shop.shows("exercise").locator(f'[data-question="{typology}"]')
    for name, count in votes.items():
        form.locator(f'[name="{name}"]').fill(str(count))

    form.get_by_role("button").click()

    table = form.get_by_role("table", name=shop.says("votes"))
    expect(table).to_be_visible()
    rows = table.locator("tbody tr")
    expect(rows).to_have_count(3)
    labels = {one.id: one.label for one in choices(typology)}
    for name, count in votes.items():
        row = table.locator("tbody tr").filter(has_text=shop.said(labels[name]))
        mark = answer.mark(name)
        expect(row).to_have_class(mark)
        expect(row).to_contain_text(shop.says(f"mark_{mark}"))
        expect(row.locator("td").first).to_have_text(str(count))
        expect(row.get_by_role("progressbar")).to_have_accessible_name(f"{count * 10}%")
    expect(form.locator(".revealed")).to_be_focused()
    told = words(form.locator(".revealed .said:visible").inner_text())
    assert shop.said(answer.outcome.says) in told
    assert form.locator(".revealed .said:visible a.term").count() > 3
    expect(form.locator(f'[name="{wrong}"]')).to_have_value("2")


def test_a_room_may_reveal_without_voting(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    form = shop.shows("exercise").locator('[data-question="tandon"]')

    form.get_by_role("button").click()

    expect(form.locator(".revealed .said:visible")).to_contain_text(
        shop.said(KEY["tandon"].outcome.says)
    )
    expect(form.get_by_role("table")).to_have_count(0)
    others = shop.page.locator('.question:not([data-question="tandon"]) .revealed')
    for one in others.all():
        expect(one).to_be_empty()


def begin(shop: Shop) -> None:
    """Play for another verdict."""
    goal = shop.button(shop.said(pattern(*GOAL.split("/"))), shop.shows("exercise"))
    shop.unfolds(shop.page.locator(f'[data-goal="{GOAL}"]'))
    goal.click()
    expect(shop.page.locator("#case")).to_be_visible()


def told(shop: Shop, game: Played) -> None:
    """The game stands as the library says."""
    box = shop.page.locator(".game")
    for block in played_blocks(game, fewest=False):
        if block.kind in ("verdict", "paragraph", "point", "detail"):
            expect(box).to_contain_text(spoken(block.said, shop.language), use_inner_text=True)


def play(subject: Subject, *statements: str) -> Played:
    return played(subject, GOAL, Supposing(subject).changes(statements, ()))


def test_a_game_counts_changes_and_is_won_exactly_when_it_is(shop: Shop) -> None:
    (answer,) = flip(GOLDEN, GOAL).flips
    way = next(one for one in answer.ways if not any(p.unset for p in one.proposals))
    shop.opens("amanah-bunda")
    begin(shop)
    expect(shop.page.locator("#case")).to_be_visible()
    told(shop, play(GOLDEN))

    moves = ("trust=absent", *way.example)
    games = [play(GOLDEN, *moves[: place + 1]) for place in range(len(moves))]
    for move, game in zip(moves, games, strict=True):
        shop.supposes(move)
        told(shop, game)
    assert [one.reached for one in games] == [False] * (len(games) - 1) + [True]
    assert not games[-1].best
    assert all(one.changed < two.changed for one, two in pairwise(games))

    with shop.following():
        shop.fact("trust").locator(".reset").click()
    told(shop, play(GOLDEN, *way.example))
    assert play(GOLDEN, *way.example).best


def test_a_game_can_show_the_fewest_changes_and_end(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    begin(shop)
    game = shop.page.locator(".game")
    shop.button(shop.says("show_fewest"), game).click()
    dialog = shop.page.get_by_role("dialog")
    expect(dialog.locator(".tries").get_by_role("button").first).to_be_visible()
    shop.page.keyboard.press("Escape")

    with shop.following():
        shop.button(shop.says("end_game"), game).click()

    expect(game).to_have_count(0)
    shop.answers(changed(GOLDEN))
