"""Every term of the page leads to its definition, and what is cited to the place that says it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from browsing import EXAMPLES, Shop, changed, example, expect, visited

from classifier import load_case
from classifier.rulebook.loading import load_rulebook
from classifier.words.language import LANGUAGES, Language, message

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

CASES = ("amanah-bunda", "pasar-desa-sumber-rejeki", "tambak-samudra-windu")
GOLDEN = example("amanah-bunda")
TANDON = GOLDEN.rulebook.typologies["tandon"]
DEFINED = "bodies => bodies.flatMap((one) => [...one.querySelectorAll('[data-name]')].map((a) => a.dataset.name))"


def test_a_term_opens_its_definition_beside_the_page(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    card = shop.card("tandon")
    card.get_by_role("heading").get_by_role("link").click()

    dialog = shop.page.get_by_role("dialog")
    expect(shop.page.locator("#sheet-title")).to_contain_text(shop.said(TANDON.label))
    body = dialog.locator("#sheet-body")
    for pattern in TANDON.patterns:
        expect(body).to_contain_text(shop.said(pattern.label), use_inner_text=True)
    cited = load_rulebook().references[TANDON.reference[0].partition(":")[0]].cite
    expect(body).to_contain_text(shop.said(cited).split()[0], use_inner_text=True)
    whole = dialog.get_by_role("link", name=shop.says("whole_page"))
    assert str(whole.get_attribute("href")).endswith("#tandon")


def test_the_definition_of_a_fact_is_that_of_the_codebook(shop: Shop) -> None:
    indicator = load_rulebook().codebook.indicators["standing"]
    shop.opens("amanah-bunda")
    fact = shop.fact("standing")
    fact.locator("> summary").click()
    fact.locator(".definition a").click()

    dialog = shop.page.get_by_role("dialog")
    expect(shop.page.locator("#sheet-title")).to_contain_text(shop.said(indicator.label))
    for value in indicator.values.values():
        expect(dialog).to_contain_text(shop.said(value.label), use_inner_text=True)
        expect(dialog).to_contain_text(shop.said(value.when), use_inner_text=True)


def test_terms_lead_on_from_one_definition_to_the_next(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    shop.card("tandon").get_by_role("heading").get_by_role("link").click()
    before = shop.page.locator("#sheet-title").inner_text()
    shop.page.locator("#sheet-body article a[href^='/rulebook#']:visible").first.click()

    expect(shop.page.locator("#sheet-title")).not_to_have_text(before, use_inner_text=True)
    expect(shop.page.get_by_role("dialog")).to_be_visible()
    assert shop.page.url == f"{shop.url}/"


def test_every_link_of_every_view_leads_to_something_there(chromium: Browser, served: str) -> None:
    with visited(chromium, served, "en") as shop:
        there: dict[str, set[str]] = {}
        for page in ("/codebook", "/rulebook"):
            shop.goes(page)
            for language in LANGUAGES:
                names = shop.page.eval_on_selector_all(f"main > div[lang={language}]", DEFINED)
                assert names
                there.setdefault(page, set(names))
                assert there[page] == set(names)
                links(shop, there)
        shop.goes()
        for name in CASES:
            shop.opens(name)
            shop.supposes("practice=nominal")
            links(shop, there)
            for view in ("ask", "exercise", "handout"):
                shop.shows(view)
                links(shop, there)


def links(shop: Shop, there: dict[str, set[str]]) -> None:
    """Every link in the page, whatever is hidden, names a definition that is there."""
    hrefs = shop.page.eval_on_selector_all(
        "main a[href^='/codebook'], main a[href^='/rulebook']",
        "links => links.map((one) => one.getAttribute('href'))",
    )
    for href in set(hrefs):
        parts = urlsplit(href)
        assert not parts.fragment or unquote(parts.fragment) in there[parts.path], href


def test_a_cited_observation_leads_to_its_fact(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    link = shop.page.locator(".card .said:visible a[href='#observation-o41']").first
    link.click()

    fact = shop.fact("standing")
    expect(fact.locator("> summary")).to_be_focused()
    expect(fact).to_be_in_viewport()


def test_a_cited_source_leads_to_what_it_is(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    shop.page.locator(".card .said:visible a[href='#source-article']").first.click()

    source = shop.page.locator("#source-article")
    expect(source).to_be_focused()
    expect(source).to_be_in_viewport()
    label = load_case(EXAMPLES / "amanah-bunda.json").sources["article"].label
    expect(source).to_contain_text(shop.said(label), use_inner_text=True)


def test_a_cited_work_opens_beside_the_page_after_a_change_of_language_too(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    other = "en" if shop.language == "id" else "id"
    shop.page.locator(f"[data-language={other}]").click()

    shop.page.locator(".card .said:visible .cites a[href^='/rulebook']").first.click()

    expect(shop.page.get_by_role("dialog")).to_be_visible()
    assert shop.page.url == f"{shop.url}/"


def test_a_box_of_the_proof_opens_its_definition(shop: Shop) -> None:
    shop.opens("koperasi-nelayan-kembar")
    card = shop.card("sulistiyani_organisation")
    shop.unfolds(card.locator(".graph"))
    box = card.locator("svg:visible a[href^='/rulebook#']").first
    box.scroll_into_view_if_needed()
    box.focus()
    shop.page.keyboard.press("Enter")

    expect(shop.page.get_by_role("dialog")).to_be_visible()
    expect(shop.page.locator("#sheet-title")).not_to_be_empty()


def test_what_is_supposed_is_cited_and_found_on_the_page(shop: Shop) -> None:
    """A reason may rest on what is supposed: the citation leads to that fact too."""
    shop.opens("amanah-bunda")
    shop.supposes("standing=unequal")
    shop.answers(changed(GOLDEN, "standing=unequal"))

    shop.page.locator(".card .said:visible a[href^='#supposed-']").first.click()

    expect(shop.fact("standing").locator("> summary")).to_be_focused()


@pytest.mark.parametrize(
    ("path", "name"), [("/codebook", "standing"), ("/rulebook", "tandon/dependency")]
)
def test_an_address_leads_to_the_article_it_names(shop: Shop, path: str, name: str) -> None:
    shop.goes(f"{path}#{name}")
    article = shop.page.locator(f'[data-name="{name}"]:visible').first
    expect(article).to_be_in_viewport()
    expect(article).to_be_focused()

    other = "en" if shop.language == "id" else "id"
    shop.page.locator(f"[data-language={other}]").click()

    expect(shop.page.locator("html")).to_have_attribute("lang", other)
    twin = shop.page.locator(f'[data-name="{name}"]:visible').first
    expect(twin).to_be_in_viewport()
    expect(twin).to_be_focused()
    assert twin.inner_text()


def test_the_handbook_keeps_the_language_of_the_page_it_is_opened_from(shop: Shop) -> None:
    other: Language = "en" if shop.language == "id" else "id"
    shop.page.locator(f"[data-language={other}]").click()
    with shop.page.expect_popup() as opened:
        shop.page.get_by_role("link", name=message("page.codebook").said_in(other)).click()

    opened.value.wait_for_load_state()
    expect(opened.value.locator("html")).to_have_attribute("lang", other)
    title = opened.value.get_by_role("heading", level=1)
    expect(title).to_have_text(message("page.codebook").said_in(other), use_inner_text=True)
