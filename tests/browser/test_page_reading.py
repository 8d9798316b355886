"""What a reader has before them is never old, never lost unasked, and has its name."""

from __future__ import annotations

import pytest
from browsing import Shop, example, expect

pytestmark = pytest.mark.slow


def test_votes_outlast_what_is_tried(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    votes = shop.shows("exercise").locator("#votes-tandon-adversary")
    votes.fill("7")
    shop.shows("case")
    shop.supposes("standing=unequal")
    shop.shows("exercise")
    expect(votes).to_have_value("7")
    expect(shop.page.locator(".as-coded")).to_be_visible()


@pytest.mark.parametrize("lost", ["changes", "votes"])
def test_nothing_is_lost_without_a_question(shop: Shop, lost: str) -> None:
    shop.opens("amanah-bunda")
    if lost == "changes":
        shop.supposes("standing=unequal")
    else:
        shop.shows("exercise").locator("#votes-tandon-adversary").fill("7")
    with shop.page.expect_event("dialog") as asked:
        shop.page.on("dialog", lambda dialog: dialog.accept())
        shop.page.reload()
    assert asked.value.type == "beforeunload"


def test_no_old_verdict_stands_beside_a_new_supposition(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    shop.page.route("**/page/verdicts", lambda route: route.abort())
    shop.choice("standing=unequal").click()
    problem = shop.page.locator("#problem")
    expect(problem).to_contain_text(shop.says("unreachable"), use_inner_text=True)
    expect(shop.page.locator(".card")).to_have_count(0)
    shop.wrong.clear()


def test_windows_are_called_after_what_they_show(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    shop.shows("exercise")
    title = example("amanah-bunda").case.title
    assert title is not None
    named = f"{shop.says('view_exercise')} · {shop.said(title)} · kemitraan"
    assert shop.page.title() == named
    shop.goes(f"/codebook?lang={shop.language}")
    assert shop.page.title() == f"{shop.says('codebook')} · kemitraan"
