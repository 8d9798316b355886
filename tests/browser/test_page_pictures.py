"""A tour of the page in both languages: every view shows, and is taken as a picture for the guide.

The pictures in `docs/images` are taken anew where `KEMITRAAN_PICTURES` is set.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import Shop, expect

from classifier.words.language import LANGUAGES

if TYPE_CHECKING:
    from playwright.sync_api import Locator

pytestmark = pytest.mark.slow

DOCS = Path(__file__).parents[2] / "docs"
GOAL = "sulistiyani_organisation/subordinate_union"
VOTES = {"linear_collaborative": 14, "linear_union": 6, "subordinate_union": 3}
MOST = 250_000
"""So many bytes a picture may have."""

Sight = Callable[[Shop], None]


def opened(shop: Shop) -> None:
    """The start of the page."""
    expect(shop.page.locator("#open")).to_be_visible()


def case(shop: Shop) -> None:
    shop.opens("amanah-bunda")


def change(shop: Shop) -> None:
    case(shop)
    shop.supposes("standing=unequal")


def why_not(shop: Shop) -> None:
    case(shop)
    shop.page.locator("[data-why='sulistiyani_organisation/linear_union']").click()
    sheet(shop)


def smallest(shop: Shop) -> None:
    case(shop)
    shop.page.locator(f"[data-flip='{GOAL}']").click()
    sheet(shop)


def graph(shop: Shop) -> None:
    case(shop)
    shop.page.locator("[data-graph='sulistiyani_organism'] summary").click()
    expect(shop.page.locator("svg.proof:visible")).to_be_visible()
    shop.page.locator("[data-graph='sulistiyani_organism'] [data-enlarge]").click()
    sheet(shop)


def ask(shop: Shop) -> None:
    shop.opens("perpustakaan-keliling")
    shop.shows("ask")


def exercise(shop: Shop) -> None:
    case(shop)
    shop.shows("exercise")


def reveal(shop: Shop) -> None:
    exercise(shop)
    for choice, votes in VOTES.items():
        shop.page.locator(f"#votes-sulistiyani_organisation-{choice}").fill(str(votes))
    question = shop.page.locator("[data-question='sulistiyani_organisation']")
    question.locator("button").click()
    expect(question.locator(".votes")).to_be_visible()


def game(shop: Shop) -> None:
    exercise(shop)
    shop.page.locator(".games summary").click()
    shop.page.locator(f"[data-goal='{GOAL}']").click()
    expect(shop.page.locator(".game")).to_be_visible()
    shop.supposes("standing=unequal")


def compare(shop: Shop) -> None:
    case(shop)
    shop.shows("compare")
    shop.page.locator("[data-other='posyandu-melati']").click()
    expect(shop.page.locator("#compared")).to_be_visible()


def handout(shop: Shop) -> None:
    case(shop)
    shop.shows("handout")


SIGHTS: dict[str, Sight] = {
    "open": opened,
    "case": case,
    "change": change,
    "why-not": why_not,
    "smallest": smallest,
    "graph": graph,
    "ask": ask,
    "exercise": exercise,
    "reveal": reveal,
    "game": game,
    "compare": compare,
    "handout": handout,
}


def sheet(shop: Shop) -> Locator:
    beside: Locator = shop.page.locator("dialog[open]")
    expect(beside).to_be_visible()
    return beside


@pytest.mark.parametrize("name", SIGHTS)
def test_every_view_can_be_seen(shop: Shop, name: str, tmp_path: Path) -> None:
    SIGHTS[name](shop)
    picture = tmp_path / f"{name}.{shop.language}.png"
    if os.environ.get("KEMITRAAN_PICTURES") and picture.name in referred():
        picture = DOCS / "images" / picture.name

    shop.page.mouse.move(0, 0)
    shop.page.screenshot(path=picture, animations="disabled", caret="hide")

    assert 5_000 < picture.stat().st_size < MOST


def referred() -> Iterator[str]:
    """The pictures that documents show."""
    for page in (*DOCS.glob("*.md"), *DOCS.parent.glob("README*.md")):
        yield from re.findall(r"\((?:docs/)?images/([^)]*)\)", page.read_text(encoding="utf-8"))


def test_pictures_are_those_that_the_tour_takes() -> None:
    taken = {f"{name}.{language}.png" for name in SIGHTS for language in LANGUAGES}
    assert set(referred()) <= taken
    assert {path.name for path in (DOCS / "images").iterdir()} == set(referred())
