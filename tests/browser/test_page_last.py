"""What a reader does last counts: no answer to what they did before comes after all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import pytest
from browsing import EXAMPLES, Shop, both, example, expect, until

from classifier import load_case
from classifier.questions.subject import subjects_of
from classifier.words.language import Text

if TYPE_CHECKING:
    from playwright.sync_api import Route

pytestmark = pytest.mark.slow

GOLDEN = example("amanah-bunda")


class LetGo(Protocol):
    def __call__(self, *, lost: bool = False) -> None: ...


@contextmanager
def holding(shop: Shop, path: str) -> Iterator[LetGo]:
    """Hold back the question that is asked inside; what is given lets it go, and its answer come.

    Questions of that path that are asked later are not held back. `lost` is a question that never
    arrives.
    """
    held: list[Route] = []

    def pass_on(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    def let_go(*, lost: bool = False) -> None:
        if lost:
            with shop.page.expect_event("requestfailed"):
                held[0].abort()
        else:
            with shop.page.expect_response(path) as coming:
                held[0].continue_()
            coming.value.finished()
        # What follows from an answer happens before the next frame.
        shop.page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
        )

    shop.page.route(path, pass_on)
    yield let_go
    until(shop, lambda: bool(held))


def test_an_answer_that_is_overtaken_changes_nothing(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    first, second = shop.choice("standing=unequal"), shop.choice("standing=equal")
    with holding(shop, "**/page/verdicts") as let_go:
        first.click()
    with shop.following():
        second.click()
    shop.answers(GOLDEN)

    let_go()

    shop.answers(GOLDEN)
    expect(shop.page.locator(".card.changed")).to_have_count(0)


def test_verdicts_of_a_relation_never_show_under_another(shop: Shop) -> None:
    shop.opens("sampah-kota-tiga-pihak")
    third = subjects_of(load_case(EXAMPLES / "sampah-kota-tiga-pihak.json"))[2]
    choice = shop.choice("standing=unequal")
    with holding(shop, "**/page/verdicts") as let_go:
        choice.click()
    between = ",".join(third.relation.actors)
    button = shop.page.locator(f'.relations [data-between="{between}"]')
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    shop.answers(third)

    let_go()

    shop.answers(third)


def test_a_view_that_is_overtaken_does_not_come_after_all(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    with holding(shop, "**/page/ask") as let_go:
        shop.button(shop.says("view_ask")).click()
    shop.shows("compare")

    let_go()

    expect(shop.page.locator("#compare")).to_be_visible()
    expect(shop.page.locator("#ask")).to_be_hidden()


@pytest.mark.parametrize("lost", [False, True])
def test_what_is_overtaken_beside_the_page_does_not_come_after_all(
    shop: Shop, *, lost: bool
) -> None:
    shop.opens("amanah-bunda")
    card = shop.card("sulistiyani_organism")
    patterns = {one.id: one.label for one in GOLDEN.typology("sulistiyani_organism").patterns}
    with holding(shop, "**/page/why") as let_go:
        shop.act("why", patterns["mutualism"], card).click()
    shop.act("smallest", patterns["conjugation"], card).click()
    sheet = shop.page.get_by_role("dialog")
    expect(sheet.locator("#sheet-title")).to_have_text(both(patterns["conjugation"]))
    said = sheet.inner_text()

    let_go(lost=lost)

    assert sheet.inner_text() == said
    expect(shop.page.locator("#problem")).to_be_empty()
    if lost:
        shop.wrong.clear()  # the browser complains of the question that was lost


def test_what_is_closed_does_not_open_again(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    shop.page.locator("[data-why='tandon/dependency']").click()
    sheet = shop.page.get_by_role("dialog")
    expect(sheet).to_be_visible()
    with holding(shop, "**/codebook") as let_go:
        sheet.locator("a.term[href^='/codebook#']:visible").first.click()
    shop.page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()

    let_go()

    expect(sheet).to_be_hidden()


def test_of_two_cases_the_one_asked_for_last_is_opened(shop: Shop) -> None:
    with holding(shop, "**/gallery/dewan-adat-lembah-wulan") as let_go:
        take(shop, "dewan-adat-lembah-wulan")
    take(shop, "nota-di-laci")
    expect(shop.page.locator("#exercise")).to_be_visible()

    let_go()

    shop.shows("case")
    expect(shop.page.locator("#case-title")).to_have_text(both(title("nota-di-laci")))


def test_a_case_is_not_opened_under_a_reader_who_has_gone_elsewhere(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    with holding(shop, "**/page/open") as let_go:
        shop.page.locator("#file").set_input_files(EXAMPLES / "nota-di-laci.json")
    shop.shows("ask")

    let_go()

    expect(shop.page.locator("#ask")).to_be_visible()
    shop.shows("case")
    expect(shop.page.locator("#case-title")).to_have_text(both(title("amanah-bunda")))


def test_of_two_cases_the_one_asked_for_last_is_compared(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    others = shop.shows("compare")
    with holding(shop, "**/gallery/nota-di-laci") as let_go:
        others.locator("[data-other=nota-di-laci]").click()
    others.locator("[data-other=posyandu-melati]").click()
    second = others.locator("#side-2")
    expect(second).to_contain_text(shop.said(title("posyandu-melati")))

    let_go()

    expect(second).to_contain_text(shop.said(title("posyandu-melati")))


def test_what_would_be_tried_is_not_if_the_reader_goes_elsewhere(shop: Shop) -> None:
    take(shop, "dewan-adat-lembah-wulan")
    asked = shop.shows("ask")
    with holding(shop, "**/page/case") as let_go:
        asked.locator("[data-put]").first.click()
    shop.shows("compare")

    let_go()

    shop.shows("case")
    expect(shop.page.locator(".fact.changed")).to_have_count(0)


def test_the_last_count_of_votes_stays(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    form = shop.shows("exercise").locator("[data-question=tandon]")
    votes, button = form.locator("[name=dependency]"), form.get_by_role("button")
    votes.fill("5")
    with holding(shop, "**/page/reveal") as let_go:
        button.click()
    votes.fill("9")
    button.click()
    expect(form.get_by_role("table")).to_be_visible()
    said = form.inner_text()

    let_go()

    assert form.inner_text() == said


def take(shop: Shop, name: str) -> None:
    """Open an example from the gallery by its title: it opens as an exercise."""
    shop.page.locator(f"[data-example={name}][data-into=exercise]").click()


def title(name: str) -> Text:
    found = example(name).case.title
    assert found is not None
    return found


# What is refused.


def test_after_what_was_wrong_the_next_press_of_a_button_counts(shop: Shop) -> None:
    paste = shop.page.locator("#pasted")
    button = shop.page.locator("#paste").get_by_role("button")
    paste.fill("abc")
    button.click()
    expect(shop.page.locator("#problem")).not_to_be_empty()

    paste.fill((EXAMPLES / "nota-di-laci.json").read_text(encoding="utf-8"))
    button.click(delay=200)

    expect(shop.page.locator("#case")).to_be_visible()


def test_a_picture_that_does_not_come_leaves_the_verdicts(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    shop.page.route("**/page/verdicts", lambda route: route.abort())
    shop.unfolds(shop.card("tandon").locator(".graph"))

    expect(shop.page.locator("#problem")).not_to_be_empty()
    shop.answers(GOLDEN)
    shop.wrong.clear()  # the browser complains of what does not come


def test_a_case_that_cannot_be_shown_leaves_no_empty_page(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    shop.page.route("**/page/case", lambda route: route.abort())
    shop.page.locator("#file").set_input_files(EXAMPLES / "nota-di-laci.json")

    expect(shop.page.locator("#problem")).not_to_be_empty()
    expect(shop.page.locator("#open")).to_be_visible()
    shop.wrong.clear()  # as above


def test_a_language_is_chosen_before_the_case_is_looked_at(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    shop.unfolds(shop.card("tandon").locator(".graph"))
    shop.button(shop.says("view_open")).click()
    take(shop, "nota-di-laci")
    expect(shop.page.locator("#exercise")).to_be_visible()

    shop.page.locator("[data-language]:not([aria-pressed=true])").click()

    expect(shop.page.locator("html")).not_to_have_attribute("lang", shop.language)
