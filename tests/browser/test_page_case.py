"""A case on the page: its facts, what is supposed of them, and the verdicts that follow."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import EXAMPLES, Shop, both, changed, example, expect

from classifier import load_case
from classifier.questions.subject import Subject, subjects_of
from classifier.questions.training.telling import told_by_dimension
from classifier.words.language import Text

if TYPE_CHECKING:
    from playwright.sync_api import Locator

GOLDEN = example("amanah-bunda")
CHANGE = "standing(g)=unequal"
RESTRICTS = "government_conduct=restricts"


def shown(locator: Locator) -> str:
    return " ".join(locator.inner_text().split())


def test_every_fact_stands_under_its_dimension_with_who_says_so(shop: Shop) -> None:
    shop.opens("posyandu-melati")

    for dimension in told_by_dimension(example("posyandu-melati"), quotes=False):
        heading = shop.page.locator(f"#group-{dimension.id}")
        expect(heading).to_have_text(shop.said(dimension.label), use_inner_text=True)
        facts = heading.locator("xpath=..").locator("> .fact")
        expect(facts).to_have_count(len(dimension.facts))
        for fact, element in zip(dimension.facts, facts.all(), strict=True):
            words = shown(element.locator("> summary"))
            assert words.startswith(shop.said(fact.says))
            for saying in fact.told:
                cited = ", ".join(saying.observations), ", ".join(saying.sources)
                who = shop.says("derived") if saying.derived else " · ".join(cited)
                assert f"{shop.said(saying.value)} {who}" in words


def test_the_words_of_a_source_stand_with_the_fact(shop: Shop) -> None:
    shop.opens("tambak-samudra-windu")
    sayings = [
        saying
        for dimension in told_by_dimension(example("tambak-samudra-windu"), quotes=True)
        for fact in dimension.facts
        for saying in fact.told
        if saying.quotes
    ]
    assert sayings
    for saying in sayings[:3]:
        shop.choice(saying.statement)
        for quote in saying.quotes:
            expect(shop.page.locator("#case blockquote", has_text=quote.id).first).to_be_visible()


def test_a_change_by_mouse_changes_verdicts_and_says_what_changed(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    now = changed(GOLDEN, CHANGE)

    choice = shop.choice(CHANGE)
    with shop.following():
        choice.locator("xpath=..").locator(".name").click()

    shop.answers(now)
    coded, supposed = GOLDEN.outcomes(), now.outcomes()
    for name, outcome in supposed.items():
        card = shop.card(name)
        was = card.locator("> .was s")
        if outcome.says == coded[name].says:
            expect(was).to_have_count(0)
            continue
        expect(was).to_have_text(both(coded[name].says))
        expect(card).to_have_class(re.compile("changed"))
    assert any(one.says != coded[name].says for name, one in supposed.items())
    first = next(iter(supposed))
    answer = shop.card(first).locator(".answer strong")
    expect(answer).to_have_text(shop.said(supposed[first].says), use_inner_text=True)
    expect(shop.page.locator("#verdicts .said:visible .new").first).to_be_visible()
    fact = shop.fact("standing")
    expect(fact).to_have_class(re.compile("changed"))
    expect(fact.locator(".supposed")).to_contain_text(shop.says("supposed_now"))
    expect(shop.page.locator("#changes .number")).to_have_text("1")
    expect(shop.page.locator(".fact.changed")).to_have_count(1)


def test_everything_can_be_changed_with_the_keyboard_alone(shop: Shop) -> None:
    page = shop.page
    shop.opens("amanah-bunda")
    summary = shop.fact("goal").locator("> summary")
    for _ in range(60):
        page.keyboard.press("Tab")
        if summary.evaluate("one => one === document.activeElement"):
            break
    expect(summary).to_be_focused()

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator('input[value="goal=alike"]')).to_be_focused()
    with shop.following():
        page.keyboard.press("ArrowDown")
    shop.answers(changed(GOLDEN, "goal=partly"))
    with shop.following():
        page.keyboard.press("ArrowDown")
    shop.answers(changed(GOLDEN, "goal=unlike"))
    page.keyboard.press("Tab")
    expect(shop.act("reset_point", Text("tujuan", "goal"), shop.fact("goal"))).to_be_focused()
    with shop.following():
        page.keyboard.press("Space")

    shop.answers(GOLDEN)
    expect(page.locator(".fact.changed")).to_have_count(0)


def test_the_reasons_are_those_of_the_changed_case(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    reasons = shop.card("sulistiyani_organism").locator(".said:visible")
    before = reasons.text_content()
    shop.supposes("practice=nominal")

    shop.answers(changed(GOLDEN, "practice=nominal"))
    assert reasons.text_content() != before
    expect(reasons.locator(".new").first).to_be_visible()


def test_an_open_proof_follows_the_changes_and_marks_them(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    card = shop.card("tandon")
    shop.unfolds(card.locator(".graph"))
    graph = card.locator("svg:visible")
    expect(graph).to_be_visible()
    before = graph.inner_html()
    expect(graph).to_contain_text(shop.said(GOLDEN.outcomes()["tandon"].label).split()[0])
    expect(graph.locator(".changed")).to_have_count(0)

    shop.supposes("ngo_conduct=confrontational")

    shop.answers(changed(GOLDEN, "ngo_conduct=confrontational"))
    expect(graph).to_be_visible()
    assert graph.inner_html() != before
    expect(graph.locator(".changed").first).to_be_attached()


def test_a_proof_is_enlarged_in_the_dialog(shop: Shop) -> None:
    shop.opens("koperasi-nelayan-kembar")
    card = shop.card("sulistiyani_organisation")
    shop.unfolds(card.locator(".graph"))
    expect(card.locator("svg:visible")).to_be_visible()

    shop.button(re.compile(f"^{shop.says('enlarge')}"), card).click()

    dialog = shop.page.get_by_role("dialog")
    expect(dialog.locator("svg:visible")).to_be_visible()
    shop.button(shop.says("close")).click()
    expect(dialog).to_be_hidden()


def test_values_that_may_hold_together_are_changed_one_by_one(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    shop.supposes("government_conduct=restricts")
    shop.answers(changed(GOLDEN, "government_conduct=restricts"))

    shop.supposes("government_conduct=invites")
    shop.answers(
        changed(GOLDEN, "government_conduct=restricts", unset=("government_conduct=invites",))
    )
    expect(shop.fact("government_conduct").locator(".now s")).to_have_count(1)
    expect(shop.page.locator("#changes .number")).to_have_text("2")

    shop.supposes("government_conduct=restricts", "government_conduct=invites")
    shop.answers(GOLDEN)
    expect(shop.page.locator("#changes .number")).to_be_hidden()


def test_it_can_be_supposed_that_nobody_says_anything(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    fact = shop.fact("standing")
    fact.locator("> summary").click()
    with shop.following():
        fact.get_by_role("radio", name=shop.says("unset")).check()

    shop.answers(changed(GOLDEN, unset=("standing",)))


def test_what_nobody_coded_can_be_supposed(shop: Shop) -> None:
    subject = example("perpustakaan-keliling")
    shop.opens("perpustakaan-keliling")
    shop.supposes("dominance(g>n)=present")

    shop.answers(changed(subject, "dominance(g>n)=present"))


def test_sources_that_contradict_each_other_stand_together_until_one_is_supposed(
    shop: Shop,
) -> None:
    subject = example("pasar-desa-sumber-rejeki")
    shop.opens("pasar-desa-sumber-rejeki")
    shop.answers(subject)
    fact = shop.fact("standing")
    expect(fact.locator("> summary .saying")).to_have_count(2)
    expect(fact.locator("input:checked")).to_have_count(0)

    shop.supposes("standing=equal")
    shop.answers(changed(subject, "standing=equal"))
    fact.locator(".reset").click()
    shop.answers(subject)
    expect(fact.locator("input:checked")).to_have_count(0)


def test_each_relation_keeps_its_own_changes(shop: Shop) -> None:
    first, second, third = subjects_of(load_case(EXAMPLES / "sampah-kota-tiga-pihak.json"))
    shop.opens("sampah-kota-tiga-pihak")
    shop.answers(first)
    shop.supposes("standing=unequal")
    shop.answers(changed(first, "standing=unequal"))

    relate(shop, third)
    expect(shop.page.locator(".fact.changed")).to_have_count(0)
    shop.supposes("standing=equal")
    shop.answers(changed(third, "standing=equal"))

    relate(shop, second)
    shop.answers(second)
    relate(shop, first)
    shop.answers(changed(first, "standing=unequal"))
    expect(shop.page.locator("#changes .number")).to_have_text("2")


@pytest.mark.parametrize(("place", "coded"), [(0, True), (1, True), (2, False)])
def test_each_period_is_judged_and_changed_apart(shop: Shop, place: int, *, coded: bool) -> None:
    subject = subjects_of(load_case(EXAMPLES / "taman-nasional-tiga-masa.json"))[place]
    shop.opens("taman-nasional-tiga-masa")
    relate(shop, subject)
    shop.answers(subject)

    shop.supposes(RESTRICTS)

    now = changed(subject, unset=(RESTRICTS,)) if coded else changed(subject, RESTRICTS)
    shop.answers(now)


def relate(shop: Shop, subject: Subject) -> None:
    between, period = ",".join(subject.relation.actors), subject.relation.period or ""
    button = shop.page.locator(f'[data-between="{between}"][data-period="{period}"]:visible')
    if button.get_attribute("aria-pressed") == "false":
        button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


def test_changes_are_undone_step_by_step_to_the_start(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    steps = ("standing=unequal", "practice=nominal", "ngo_conduct=confrontational")
    undo = shop.button(shop.says("undo"))
    expect(undo).to_be_disabled()
    shop.supposes(*steps)
    shop.answers(changed(GOLDEN, *steps))

    for left in (2, 1, 0):
        with shop.following():
            undo.click()
        shop.answers(changed(GOLDEN, *steps[:left]))
        expect(shop.page.locator(".fact.changed")).to_have_count(left)
    expect(undo).to_be_disabled()


def test_the_case_is_as_coded_again_and_that_can_be_undone(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    shop.supposes("standing=unequal", "practice=nominal")
    with shop.following():
        shop.button(shop.says("as_coded")).click()
    shop.answers(GOLDEN)
    expect(shop.page.get_by_text(shop.says("no_changes"), exact=True)).to_be_visible()
    expect(shop.button(shop.says("as_coded"))).to_be_disabled()

    with shop.following():
        shop.button(shop.says("undo")).click()
    shop.answers(changed(GOLDEN, "standing=unequal", "practice=nominal"))


def test_a_saved_case_is_a_case_file_that_classifies_as_shown(shop: Shop, tmp_path: Path) -> None:
    shop.opens("amanah-bunda")
    shop.supposes("standing=unequal", "government_conduct=restricts")

    with shop.page.expect_download() as download:
        shop.button(shop.says("save")).click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)

    assert saved.name == "amanah-bunda-supposed.json"
    (subject,) = subjects_of(load_case(saved))
    shop.answers(subject)
    shop.opens_file(saved)
    shop.answers(subject)
    expect(shop.page.locator(".fact.changed")).to_have_count(0)
