"""The page opens a case from the gallery, a file, a drop or a paste, and tells what is wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browsing import EXAMPLES, Shop, drop, example, expect, visited

from classifier import load_case
from classifier.questions.subject import subjects_of
from classifier.rulebook.loading import load_rulebook
from classifier.words.language import message
from classifier.words.problems import InvalidCase

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EXPECTED: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parents[1] / "expected.json").read_text(encoding="utf-8")
)
GOLDEN = EXAMPLES / "amanah-bunda.json"
OTHERS = ("no_partnership", "contested", "undetermined", "none_fits")
BROKEN = """{"schema": "kemitraan/case/1", "id": "broken",
"actors": {"g": {"name": "Dinas", "kind": "goverment"}, "n": {"name": "LSM", "kind": "ngo"}},
"observations": [
{"indicator": "standng", "value": "equal"},
{"indicator": "agreement", "value": "oral", "sources": ["nobody"]}
]}
"""


def shelved(shop: Shop) -> set[tuple[str, str, str]]:
    """Every example in the gallery: the typology and answer it stands under, and its file."""
    found = shop.page.eval_on_selector_all(
        ".gallery dd [data-example]",
        """(buttons) => buttons.map((one) => [
            one.closest("details").querySelector("h3"),
            one.closest("dd").previousElementSibling, one,
        ].map((part) => part === one ? one.dataset.example : part.innerText.trim()))""",
    )
    return {tuple(one) for one in found}


def answers_in(shop: Shop, name: str, verdict: dict[str, Any]) -> list[str]:
    """The answers under which a verdict of `expected.json` belongs."""
    if verdict["status"] in OTHERS:
        return [shop.says(f"outline.status_{verdict['status']}")]
    shown = verdict["possible"] if verdict["status"] == "mixed" else [verdict.get("pattern")]
    patterns = load_rulebook().typologies[name].patterns
    return [shop.said(one.label) for one in patterns if one.id in shown]


def test_the_gallery_has_every_example_under_its_answer(shop: Shop) -> None:
    expected = {
        (shop.said(load_rulebook().typologies[name].label), answer, file.removesuffix(".json"))
        for file, relations in EXPECTED.items()
        for relation in relations
        for name, verdict in relation["verdicts"].items()
        for answer in answers_in(shop, name, verdict)
    }
    for shelf in reversed(shop.page.locator(".gallery > details:not([open]) > summary").all()):
        shelf.click()

    assert shelved(shop) == expected


def test_a_case_chosen_by_title_opens_as_an_exercise(shop: Shop) -> None:
    subject = example("hutan-wanasari")
    shelf = shop.page.locator(".gallery > details").first
    expect(shelf.get_by_role("heading")).to_have_text(shop.says("by_title"), use_inner_text=True)

    shop.button(shop.said(subject.about().case.title or subject.about().says), shelf).click()

    expect(shop.page.locator("#exercise")).to_be_visible()
    shop.shows("case")
    shop.answers(subject)


def test_a_case_of_several_relations_stands_in_the_gallery_by_relation(shop: Shop) -> None:
    subjects = subjects_of(load_case(EXAMPLES / "taman-nasional-tiga-masa.json"))
    third = subjects[2].about()
    title = message("page.one_of_several", case=third.case.title or "", relation=third.says)
    shelf = shop.page.locator(".gallery > details").nth(1)
    shelf.locator("> summary").click()

    shop.button(shop.said(title), shelf).click()

    expect(shop.page.locator("#case")).to_be_visible()
    shop.answers(subjects[2])


def test_a_chosen_file_is_opened(shop: Shop) -> None:
    with shop.page.expect_file_chooser() as chooser:
        shop.page.locator(".drop").get_by_text(shop.says("choose"), exact=True).click()
    chooser.value.set_files(GOLDEN)

    shop.answers(example("amanah-bunda"))


def test_a_file_can_be_chosen_with_the_keyboard(shop: Shop) -> None:
    file = shop.page.locator("#file")
    with shop.page.expect_file_chooser() as chooser:
        expect(file).to_have_accessible_name(shop.says("choose"))
        file.focus()
        expect(file).to_be_focused()
        shop.page.keyboard.press("Enter")
    chooser.value.set_files(GOLDEN)

    shop.answers(example("amanah-bunda"))


def test_a_dropped_file_is_opened(shop: Shop) -> None:
    drop(shop, GOLDEN)

    shop.answers(example("amanah-bunda"))


def test_a_pasted_case_is_opened(shop: Shop) -> None:
    shop.page.get_by_label(shop.says("paste")).fill(GOLDEN.read_text(encoding="utf-8"))
    shop.button(shop.says("open_pasted")).click()

    shop.answers(example("amanah-bunda"))


def test_everything_wrong_with_a_file_is_told_and_nothing_else_changes(
    shop: Shop, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text(BROKEN, encoding="utf-8")
    with pytest.raises(InvalidCase) as caught:
        load_case(broken)
    shop.opens("amanah-bunda")
    shop.supposes("standing=unequal")
    before = shop.page.locator("#case").inner_html()

    drop(shop, broken)

    told = shop.page.get_by_role("alert").locator("li")
    expect(told).to_have_count(len(caught.value.problems))
    for problem, line in zip(caught.value.problems, told.all(), strict=True):
        words = line.inner_text()
        assert shop.said(problem.what) in words
        assert problem.pointer in words
        assert problem.line is None or shop.says("line", number=str(problem.line)) in words
        assert problem.hint is None or shop.said(problem.hint) in words
    assert len([one for one in caught.value.problems if one.line and one.hint]) >= 2
    assert shop.page.locator("#case").inner_html() == before
    with shop.following():
        shop.button(shop.says("undo")).click()
    shop.answers(example("amanah-bunda"))
    expect(shop.page.get_by_role("alert")).to_be_empty()


@pytest.mark.parametrize("text", ["", "{", "[1, 2]", "\x00", '{"a": 1, "a": 2}'])
def test_what_is_no_case_is_refused_in_words(shop: Shop, text: str) -> None:
    shop.page.get_by_label(shop.says("paste")).fill(text)
    shop.button(shop.says("open_pasted")).click()

    expect(shop.page.get_by_role("alert").locator("li").first).to_be_visible()
    expect(shop.page.locator("#open")).to_be_visible()
    expect(shop.button(shop.says("view_case"))).to_be_disabled()


def test_what_was_wrong_is_forgotten_when_a_case_opens(shop: Shop) -> None:
    shop.page.get_by_label(shop.says("paste")).fill("{")
    shop.button(shop.says("open_pasted")).click()
    expect(shop.page.get_by_role("alert").locator("li").first).to_be_visible()

    shop.opens("amanah-bunda")

    expect(shop.page.get_by_role("alert")).to_be_empty()


@pytest.mark.parametrize(
    ("region", "first"), [("id-ID", "id"), ("en-US", "en"), ("de-DE", "id"), ("ms-MY", "id")]
)
def test_the_browser_decides_the_first_language(
    chromium: Browser, served: str, region: str, first: str
) -> None:
    with visited(chromium, served, "id", region=region) as shop:
        assert shop.page.locator("html").get_attribute("lang") == first
        title = message("page.title").id if first == "id" else message("page.title").en
        expect(shop.page.get_by_role("heading", level=1)).to_have_text(title, use_inner_text=True)


def test_a_service_that_is_gone_is_told(shop: Shop) -> None:
    shop.page.route("**/page/open", lambda route: route.abort())
    shop.page.get_by_label(shop.says("paste")).fill("{}")
    shop.button(shop.says("open_pasted")).click()

    expect(shop.page.get_by_role("alert")).to_have_text(
        re.compile(re.escape(shop.says("unreachable"))), use_inner_text=True
    )
    shop.wrong.clear()
