"""What can be asked on the page: why not, the smallest change, what to ask, comparing, handouts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browsing import EXAMPLES, Shop, both, changed, example, expect

from classifier.explain.why import blocks_of
from classifier.questions.ask import ask
from classifier.questions.compare import compare
from classifier.questions.flip import flip
from classifier.questions.training.exercise import key
from classifier.questions.why import why
from classifier.writers.blocks import spoken

GOLDEN = example("amanah-bunda")
TANDON = {one.id: one.label for one in GOLDEN.rulebook.typologies["tandon"].patterns}


def words(text: str) -> str:
    return " ".join(text.split())


def test_each_pattern_tells_why_it_is_or_is_not_the_verdict(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    dialog = shop.page.get_by_role("dialog")
    for pattern, label in TANDON.items():
        is_shown = pattern == GOLDEN.outcomes()["tandon"].pattern
        shop.act("why" if is_shown else "why_not", label, shop.card("tandon")).click()

        expect(dialog).to_have_accessible_name(shop.said(label))
        told = words(dialog.locator("#sheet-body").inner_text())
        for block in blocks_of(why(GOLDEN, f"tandon/{pattern}")):
            if block.kind in ("verdict", "point") and not block.command:
                assert words(spoken(block.said, shop.language)) in told
        shop.page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()


def test_the_smallest_change_can_be_tried_and_reaches_the_verdict(shop: Shop) -> None:
    answer = flip(GOLDEN, "tandon/dependency").flips[0]
    shop.opens("amanah-bunda")
    shop.act("smallest", TANDON["dependency"], shop.card("tandon")).click()
    ways = shop.page.get_by_role("dialog").locator(".tries").get_by_role("button")
    expect(ways).to_have_count(min(5, len(answer.ways)))

    with shop.following():
        ways.first.click()

    expect(shop.page.get_by_role("dialog")).to_be_hidden()
    leads_to = answer.ways[0].leads_to.says
    expect(shop.card("tandon").locator(".answer strong")).to_have_text(both(leads_to))
    expect(shop.page.locator("#changes .number")).to_have_text(str(answer.size))
    expect(shop.page.locator(".fact.changed")).to_have_count(answer.size or 0)
    with shop.following():
        shop.button(shop.says("undo")).click()
    shop.answers(GOLDEN)


def test_what_to_ask_is_what_the_library_would_ask(shop: Shop) -> None:
    subject = example("perpustakaan-keliling")
    answer = ask(subject)
    shop.opens("perpustakaan-keliling")
    view = shop.shows("ask")

    questions = view.locator(".questions > li")
    expect(questions).to_have_count(len(answer.questions))
    for question, item in zip(answer.questions, questions.all()[:5], strict=False):
        assert words(item.locator("h2").inner_text()) == shop.said(question.asks)
        replies = item.locator(".replies").get_by_role("button")
        told = [words(one) for one in replies.all_inner_texts()]
        labels = [shop.said(reply.label) for reply in question.replies]
        assert told == [one for one in labels if one in told]
        assert {shop.said(r.label) for r in question.replies if r.named is None} <= set(told)


def test_a_reply_is_supposed_and_marked_on_its_fact(shop: Shop) -> None:
    subject = example("perpustakaan-keliling")
    reply = ask(subject).questions[0].replies[0]
    shop.opens("perpustakaan-keliling")
    view = shop.shows("ask")

    view.locator(".replies").first.get_by_role("button").first.click()

    expect(shop.page.locator("#case")).to_be_visible()
    shop.answers(changed(subject, reply.statement))
    expect(shop.page.locator(".fact.changed")).to_have_count(1)


def test_a_reply_is_supposed_of_the_case_that_is_open(shop: Shop) -> None:
    """Also where its facts were never shown: a case opened as an exercise."""
    subject = example("perpustakaan-keliling")
    reply = ask(subject).questions[0].replies[0]
    shop.opens("amanah-bunda")
    shop.shows("open")
    button = shop.page.locator('[data-into="exercise"][data-example="perpustakaan-keliling"]')
    shop.unfolds(button)
    button.click()
    expect(shop.page.locator("#exercise")).to_be_visible()

    shop.shows("ask").locator(".replies").first.get_by_role("button").first.click()

    expect(shop.page.locator("#case")).to_be_visible()
    shop.answers(changed(subject, reply.statement))
    expect(shop.page.locator(".fact.changed")).to_have_count(1)


def test_nothing_is_asked_where_nothing_can_matter(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    view = shop.shows("ask")
    count = len(ask(GOLDEN).questions)

    expect(view.locator(".questions > li")).to_have_count(count)
    if not count:
        expect(view).to_contain_text(shop.says("ask_nothing"))


@pytest.mark.parametrize("way", ["gallery", "file"])
def test_two_cases_are_compared_as_the_library_compares_them(shop: Shop, way: str) -> None:
    other = example("posyandu-melati")
    shop.opens("amanah-bunda")
    shop.supposes("standing=unequal")
    first = changed(GOLDEN, "standing=unequal")
    view = shop.shows("compare")
    if way == "file":
        view.locator("#other-file").set_input_files(EXAMPLES / "posyandu-melati.json")
    else:
        shop.button(shop.said(other.about().case.title or other.about().says), view).click()

    expect(view.locator("#compared")).to_be_focused()
    for number, subject in enumerate((first, other), start=1):
        side = view.locator(f"[aria-labelledby=side-{number}]")
        answers = [words(one) for one in side.locator("dd").all_inner_texts()]
        assert answers == [shop.said(one.says) for one in subject.outcomes().values()]
    made = [one for one in compare(first, other).made if one.verdicts.other_answer]
    told = view.locator(".said:visible").first
    for one in made:
        expect(told).to_contain_text(shop.said(one.label))


def test_a_broken_file_to_compare_with_is_told_and_nothing_is_compared(
    shop: Shop, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{}", encoding="utf-8")
    shop.opens("amanah-bunda")
    view = shop.shows("compare")

    view.locator("#other-file").set_input_files(broken)

    expect(shop.page.get_by_role("alert").locator("li").first).to_be_visible()
    expect(view.locator("#compared")).to_have_count(0)


def test_a_handout_holds_the_answers_only_when_it_is_to(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    view = shop.shows("handout")
    sheet = view.get_by_role("article")
    verdicts = [shop.said(one.outcome.says) for one in key(GOLDEN).answers]
    before = words(sheet.inner_text())
    assert not [one for one in verdicts if one in before]
    for question in key(GOLDEN).answers:
        assert shop.said(question.label) in before

    with_them = shop.button(shop.says("with"), view)
    with_them.click()
    expect(with_them).to_have_attribute("aria-pressed", "true")
    told = words(sheet.inner_text())
    assert [one for one in verdicts if one in told] == verdicts

    without = shop.button(shop.says("without"), view)
    without.click()
    expect(without).to_have_attribute("aria-pressed", "true")
    assert words(sheet.inner_text()) == before


def test_a_handout_prints_without_the_page_around_it(shop: Shop) -> None:
    shop.opens("amanah-bunda")
    view = shop.shows("handout")
    shop.page.emulate_media(media="print")

    expect(view.get_by_role("article")).to_be_visible()
    expect(shop.page.get_by_role("navigation")).to_be_hidden()
    expect(shop.button(shop.says("print"))).to_be_hidden()
    expect(shop.page.locator("#case")).to_be_hidden()
    assert shop.page.pdf(format="A4").startswith(b"%PDF-")
    pages = len(re.findall(rb"/Type\s*/Page\b", shop.page.pdf(format="A4")))
    assert 1 <= pages <= 6


def test_the_print_button_prints(shop: Shop) -> None:
    shop.opens("koperasi-nelayan-kembar")
    view = shop.shows("handout")
    shop.page.evaluate("() => { window.print = () => document.body.dataset.printed = 'yes'; }")

    shop.button(shop.says("print"), view).click()

    expect(shop.page.locator("body")).to_have_attribute("data-printed", "yes")
