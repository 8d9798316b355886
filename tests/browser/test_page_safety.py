"""What a case says is text on the page, whatever it says; and many may ask at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from browsing import EXAMPLES, Shop, changed, example, expect
from test_page_pictures import sheet

HOSTILE = (
    '"><script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>'
    "'{{ 7 * 7 }}{% raw %}javascript:alert(4)</span></template><b id=planted>&amp;"
)
TEXTS = ("name", "label", "title", "summary", "reference", "note", "quote")
CLIENTS = 50


def hostile(value: Any) -> Any:  # noqa: ANN401 - JSON of any shape
    """The same case with every text put as a page would least like it."""
    if isinstance(value, dict):
        return {k: HOSTILE + k if k in TEXTS else hostile(v) for k, v in value.items()}
    return [hostile(one) for one in value] if isinstance(value, list) else value


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    case = hostile(json.loads((EXAMPLES / "amanah-bunda.json").read_text(encoding="utf-8")))
    case["observations"].append(
        {
            "indicator": "outcome",
            "about": HOSTILE[:199],
            "value": "achieved",
            "sources": ["article"],
        }
    )
    path = tmp_path / "hostile.json"
    path.write_text(json.dumps(case), encoding="utf-8")
    return path


def tour(shop: Shop) -> Iterator[str]:
    """Every view of the case that is open."""
    shop.page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    yield "case"
    for name in ("why", "flip"):
        shop.page.locator(f"[data-{name}='sulistiyani_organisation/linear_union']").click()
        sheet(shop)
        yield name
        shop.page.keyboard.press("Escape")
    for view in ("ask", "exercise", "compare", "handout"):
        shop.shows(view)
        yield view
    shop.page.locator("[data-answers=yes]").click()
    expect(shop.page.locator("[data-answers=yes]")).to_have_attribute("aria-pressed", "true")
    yield "answers"


def test_whatever_a_case_says_is_text(shop: Shop, planted: Path) -> None:
    shop.page.on("dialog", lambda dialog: shop.wrong.append(dialog.message))
    shop.opens_file(planted)
    for view in tour(shop):
        assert (
            shop.page.locator("#planted, main script, main img, main svg:not(.proof)").count() == 0
        ), view
        assert "49" not in shop.page.locator("h1:visible").all_inner_texts(), view
    assert HOSTILE in shop.page.locator("#handout").inner_text().replace("\n", "")


def test_many_may_ask_at_once_and_each_is_answered_rightly(served: str) -> None:
    golden = example("amanah-bunda")
    case = json.loads((EXAMPLES / "amanah-bunda.json").read_text(encoding="utf-8"))
    wanted = {
        put: changed(golden, put).outcomes()["sulistiyani_organisation"].says.en
        for put in ("standing=equal", "standing=unequal", "merging=units", "size=alike")
    }

    def ask(number: int) -> bool:
        put = [*wanted][number % len(wanted)]
        body = {"case": case, "supposed": [{"set": [put]}]}
        answer = httpx.post(f"{served}/page/verdicts", json=body, timeout=120)
        classified = httpx.post(f"{served}/api/classify", json=case, timeout=120)
        return (
            answer.status_code == classified.status_code == 200
            and f'<span lang="en">{wanted[put]}</span></strong>' in answer.text
        )

    with ThreadPoolExecutor(CLIENTS) as clients:
        assert all(clients.map(ask, range(CLIENTS)))
