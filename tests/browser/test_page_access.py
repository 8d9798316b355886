"""Nobody is kept out of the page: every view meets the rules of accessibility that can be tried."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from browsing import WIDE, Look, Shop, expect, lacking, visited
from test_page_pictures import SIGHTS

from classifier.words.language import Language

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

WITHIN = ("case", "exercise")
"""Views that others, with a change or an answer, show as well."""
LIGHT: Look = {"size": WIDE, "scheme": "light"}
DARK: Look = {"size": {"width": 390, "height": 844}, "scheme": "dark"}
LOOKS: dict[str, tuple[Language, Look]] = {
    "en, wide and light": ("en", LIGHT),
    # Its words are the longer ones, and have less room.
    "id, narrow and dark": ("id", DARK),
}

SIDEWAYS = "() => document.documentElement.scrollWidth > innerWidth"
"""Whether one has to scroll in two directions to read the page."""


def violations(shop: Shop) -> list[str]:
    """What breaks a rule, and where; all rules are tried, best practices too.

    Views that are hidden are tried where they are shown.
    """
    found = axe().run(shop.page, context={"exclude": [[".view[hidden]"]]}).response["violations"]
    return [f"{one['id']}: {[node['target'] for node in one['nodes']][:3]}" for one in found]


def axe() -> Any:  # noqa: ANN401 - of a module that may be missing
    try:
        from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - it may be missing
    except ImportError:
        lacking('the page is tried for access by axe: pip install -e ".[dev]"')
    return Axe()


def unfold(shop: Shop) -> None:
    """Open all that can be opened, of the many facts that are alike only the first."""
    shop.page.evaluate(
        """() => {
            const facts = [...document.querySelectorAll("details.fact")].slice(5);
            for (const one of document.querySelectorAll("details")) one.open = !facts.includes(one);
        }"""
    )


@pytest.mark.parametrize(("language", "look"), LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("name", [name for name in SIGHTS if name not in WITHIN])
def test_every_view_is_open_to_everybody(
    chromium: Browser, served: str, name: str, language: Language, look: Look
) -> None:
    with visited(chromium, served, language, **look) as shop:
        SIGHTS[name](shop)
        unfold(shop)
        assert violations(shop) == []
        assert not shop.page.evaluate(SIDEWAYS)


@pytest.mark.parametrize(("language", "look"), LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("path", ["/codebook", "/rulebook#linear_collaborative/level"])
def test_the_handbook_is_open_to_everybody(
    chromium: Browser, served: str, path: str, language: Language, look: Look
) -> None:
    with visited(chromium, served, language, **look) as shop:
        shop.goes(path)
        expect(shop.page.locator("h1")).to_be_visible()
        assert violations(shop) == []
