"""The page keeps what a reader did: through a change of language, a slow service, a closing window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browsing import Shop, changed, example, expect, until

from classifier.words.language import Language

if TYPE_CHECKING:
    from playwright.sync_api import Dialog

pytestmark = pytest.mark.slow

GOLDEN = example("amanah-bunda")


def switched(shop: Shop) -> Shop:
    """The same page after the button of the other language."""
    other: Language = "en" if shop.language == "id" else "id"
    shop.page.locator(f"[data-language={other}]").click()
    expect(shop.page.locator("html")).to_have_attribute("lang", other)
    return Shop(shop.page, other, shop.url)


def test_a_change_of_language_shows_every_word_in_the_other(shop: Shop) -> None:
    for view in ("open", "case", "ask", "exercise", "compare", "handout"):
        if view != "open":
            shop.shows(view)
        other = switched(shop)
        heading = shop.page.get_by_role("heading", level=1)
        key = {"open": "title", "case": ""}.get(view, f"view_{view}")
        if key:
            expect(heading).to_have_text(other.says(key), use_inner_text=True)
        for hidden in shop.page.locator(f"main [lang={shop.language}]:visible").all():
            raise AssertionError(hidden.inner_text())
        switched(other)
        if view == "open":
            shop.opens("amanah-bunda")


def test_changes_outlast_a_change_of_language(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    shop.supposes("standing=unequal")
    reasons = shop.card("sulistiyani_organism").locator("[data-keep^=reasons]")
    reasons.locator("> summary").click()
    expect(reasons).not_to_have_attribute("open", "")
    shop.page.locator('input[value="standing=unequal"]').focus()

    other = switched(shop)

    other.answers(changed(GOLDEN, "standing=unequal"))
    expect(shop.page.locator("#changes .number")).to_have_text("1")
    expect(shop.fact("standing")).to_have_attribute("open", "")
    expect(reasons).not_to_have_attribute("open", "")
    expect(shop.page.locator('input[value="standing=unequal"]')).to_be_checked()
    with other.following():
        other.button(other.says("undo")).click()
    other.answers(GOLDEN)


def test_the_button_of_a_language_keeps_the_focus(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    button = shop.page.locator("[data-language]:not([aria-pressed=true])")
    name = button.get_attribute("data-language")
    button.focus()
    shop.page.keyboard.press("Enter")

    expect(shop.page.locator("html")).to_have_attribute("lang", str(name))
    expect(shop.page.locator(f"[data-language={name}]")).to_be_focused()


def test_votes_and_answers_outlast_a_change_of_language(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    form = shop.shows("exercise").locator("[data-question=tandon]")
    form.locator("[name=dependency]").fill("4")
    form.get_by_role("button").click()
    expect(form.get_by_role("table")).to_be_visible()

    other = switched(shop)

    expect(form.locator("[name=dependency]")).to_have_value("4")
    expect(form.get_by_role("table", name=other.says("votes"))).to_be_visible()
    other.shows("case")
    other.shows("exercise")
    expect(form.locator("[name=dependency]")).to_have_value("4")


def test_an_open_proof_is_drawn_in_the_language_chosen(shop: Shop) -> None:
    shop.opens("koperasi-nelayan-kembar")
    card = shop.card("sulistiyani_organisation")
    shop.unfolds(card.locator(".graph"))
    expect(card.locator("svg:visible")).to_have_attribute("lang", shop.language)

    with shop.following():
        other = switched(shop)

    expect(card.locator("svg:visible")).to_have_attribute("lang", other.language)


def test_what_is_opened_stays_open_after_a_change(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    lists = shop.page.locator("[data-keep=checklists]")
    lists.locator("> summary").click()
    reasons = shop.card("tandon").locator("[data-keep^=reasons]")
    reasons.locator("> summary").click()

    shop.supposes("standing=unequal")

    expect(lists).to_have_attribute("open", "")
    expect(reasons).not_to_have_attribute("open", "")


def test_a_change_leaves_the_reader_where_they_are(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    choice = shop.choice("goal=partly")
    card = shop.card("yusdiyanto").locator("h3")
    card.scroll_into_view_if_needed()
    place = top(shop, "yusdiyanto")

    with shop.following():
        choice.evaluate("one => one.click()")

    expect(choice).to_be_checked()
    # A line or two above may come or go; the cards above are not forgotten.
    assert abs(top(shop, "yusdiyanto") - place) < 200


def top(shop: Shop, typology: str) -> float:
    box = shop.card(typology).bounding_box()
    assert box is not None
    return box["y"]


def test_back_and_forward_lead_from_view_to_view(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    shop.supposes("standing=unequal")
    shop.page.locator(".skip").press("Enter")
    shop.shows("ask")
    shop.shows("compare")

    for view in ("ask", "case", "case", "open"):
        shop.page.go_back()
        expect(shop.page.locator(f"#{view}")).to_be_visible()
        expect(shop.page.locator(".view:visible")).to_have_count(1)
    shop.page.go_forward()

    expect(shop.choice("standing=unequal")).to_be_checked()
    expect(shop.page.locator("[data-view=case]")).to_have_attribute("aria-current", "page")


def test_back_shows_no_verdicts_of_a_case_that_was_opened_since(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    shop.button(shop.says("view_open")).click()
    expect(shop.page.locator("#open")).to_be_visible()
    shop.page.locator("[data-example=posyandu-melati][data-into=exercise]").click()
    expect(shop.page.locator("#exercise")).to_be_visible()

    asked = shop.asked.count(f"{shop.url}/page/case")

    for _ in range(2):
        shop.page.go_back()
        expect(shop.page.locator("#open")).to_be_visible()
    shop.shows("exercise")

    assert shop.asked.count(f"{shop.url}/page/case") == asked


def test_closing_asks_first_when_changes_would_be_lost(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    shop.supposes("standing=unequal")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    shop.page.on("dialog", stay)
    shop.page.close(run_before_unload=True)
    expect(shop.page.locator("#case")).to_be_visible()
    until(shop, lambda: bool(asked))
    assert asked == ["beforeunload"]


def test_closing_asks_nothing_when_nothing_is_supposed(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    shop.supposes("standing=unequal", "standing=equal")
    asked: list[str] = []
    shop.page.on("dialog", lambda dialog: asked.append(dialog.type))

    with shop.page.expect_event("close"):
        shop.page.close(run_before_unload=True)

    assert asked == []
