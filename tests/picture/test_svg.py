"""The picture has every box and arrow once, holds only text, and can be read by eye and aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from strategies import drawn
from subjects import EXAMPLES, case_subject, golden

from classifier import classify, load_case
from classifier.cli import main
from classifier.explain.relation import Explanation
from classifier.picture.boxes import Node
from classifier.picture.drawing import Drawing, drawing_of, drawing_of_verdict
from classifier.picture.frames import WIDTH
from classifier.picture.svg import ACROSS, EDGE, stylesheet, svg
from classifier.questions.subject import Subject, subjects_of
from classifier.questions.why import why
from classifier.words.language import LANGUAGES, Language, Text, text_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NS = "{http://www.w3.org/2000/svg}"
DRAWINGS = {
    f"{path.stem}-{number}-{name}": drawing_of_verdict(
        Explanation.of(result, relation, "full"), name
    )
    for path in EXAMPLES
    for result in [classify(load_case(path))]
    for number, relation in enumerate(result.relations)
    for name in relation.verdicts
}
HOSTILE = (
    """"]; </title></text></svg><script>alert(1)</script> &amp; ]]> <!-- ' onload="x" {{ x }}"""
)


def parsed(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314 - what was just written


def boxes(root: ET.Element) -> list[ET.Element]:
    return [one for one in root.iter() if "box" in one.get("class", "").split()]


def arrows(root: ET.Element) -> list[ET.Element]:
    return [one for one in root.iter(f"{NS}g") if "arrow" in one.get("class", "").split()]


def words_of(box: ET.Element, name: str) -> str:
    lines = (text for text in box.iter(f"{NS}text") if text.get("class") == name)
    return "".join("".join(line.itertext()) for line in lines)


def place_of(box: ET.Element) -> tuple[int, int]:
    found = re.fullmatch(r"translate\((\d+) (\d+)\)", box.get("transform", ""))
    assert found
    return int(found[1]), int(found[2])


def bottom_of(box: ET.Element) -> int:
    (frame,) = (one for one in box if one.get("class") == "frame")
    drawn_ = re.search(r"V(\d+)", frame.get("d", ""))
    return place_of(box)[1] + int(drawn_[1] if drawn_ else frame.get("height", ""))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS)
def test_every_box_and_arrow_is_there_once(drawing: Drawing, language: Language) -> None:
    root = parsed(svg(drawing, language))
    number = {key: str(n) for n, key in enumerate(drawing.nodes, 1)}
    found = boxes(root)
    assert [box.get("data-box") for box in found] == list(number.values())
    for box, node in zip(found, drawing.nodes.values(), strict=True):
        is_whole(box, node, language)
    led = {(arrow.get("data-from"), arrow.get("data-to")): arrow for arrow in arrows(root)}
    assert len(led) == len(arrows(root))
    assert led.keys() == {(number[s], number[t]) for s, t in drawing.arrows}
    for (source, target), arrow in drawing.arrows.items():
        of = led[number[source], number[target]]
        assert of.get("class") == f"arrow {'decides' if arrow.decides else 'open'}"
        assert [one.get("class") for one in of] == ["way", "head"]
        assert ("stroke-dasharray" in of[0].attrib) != arrow.decides
        if arrow.side:
            assert words_of(found[int(number[source]) - 1], "side") == arrow.side.said_in(language)


def is_whole(box: ET.Element, node: Node, language: Language) -> None:
    """The box says what it is to say, aloud too, and leads to its definition."""
    assert box[0].tag == f"{NS}title"
    assert (box[0].text or "").endswith(f": {node.marked(language)}")
    words = node.words.said_in(language) or node.marked(language)
    shown = " ".join(words_of(box, "words").split()), words
    assert shown[0].replace(" ", "") == shown[1].replace(" ", "")
    assert words_of(box, "besides").replace(" ", "") == node.besides.said_in(language).replace(
        " ", ""
    )
    assert box.get("href") == (f"/{node.term}" if node.term else None)
    assert box.get("role") == (None if node.term else "img")


@pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS)
def test_boxes_are_apart_and_inside_and_no_arrow_passes_one(drawing: Drawing) -> None:
    root = parsed(svg(drawing, "id"))
    width, height = int(root.get("width", "")), int(root.get("height", ""))
    assert root.get("viewBox") == f"0 0 {width} {height}"
    columns: dict[int, list[tuple[int, int]]] = {}
    for box in boxes(root):
        left, top = place_of(box)
        assert EDGE <= left <= width - WIDTH - EDGE
        assert 0 < top < bottom_of(box) < height
        columns.setdefault(left, []).append((top, bottom_of(box)))
    for column in columns.values():
        column.sort()
        assert all(below > above for (_, above), (below, _) in pairwise(column))
    for arrow in arrows(root):
        for left, level in lanes(arrow[0].get("d", "")):
            assert (left - EDGE) % (WIDTH + ACROSS) == 0
            assert not any(top <= level <= bottom for top, bottom in columns.get(left, []))


def lanes(way: str) -> Iterator[tuple[int, int]]:
    """Where an arrow passes a column: level, between curves that keep between columns."""
    numbers = [int(number) for number in re.findall(r"\d+", way)]
    assert re.fullmatch(r"M\d+ \d+(C\d+ \d+ \d+ \d+ \d+ \d+H\d+)*C\d+ \d+ \d+ \d+ \d+ \d+", way)
    start, numbers = numbers[0], numbers[2:]
    while numbers:
        end, level = numbers[4:6]
        assert 0 < start - end <= ACROSS
        if len(numbers) > 6:
            assert end - numbers[6] == WIDTH
            yield numbers[6], level
        start, numbers = numbers[6] if len(numbers) > 6 else 0, numbers[7:]


@given(drawn(case_subject), st.sampled_from(LANGUAGES))
def test_random_proofs_are_drawn_alike_each_time(subject: Subject, language: Language) -> None:
    drawing = drawing_of(why(subject))
    picture = svg(drawing, language)
    assert picture == svg(drawing, language)
    assert len(boxes(parsed(picture))) == len(drawing.nodes)


# What a page with a strict policy may show.


def test_a_picture_brings_no_style_no_script_and_no_name_of_its_own() -> None:
    for drawing in DRAWINGS.values():
        for one in parsed(svg(drawing, "en")).iter():
            assert one.tag.removeprefix(NS) in {
                "svg", "title", "g", "a", "path", "rect", "circle", "text", "tspan",
            }  # fmt: skip
            assert not {"style", "id"} & one.attrib.keys()
            assert not [name for name in one.attrib if name.startswith("on")]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_only_text(text: str) -> None:
    node = Node("source", "source", text_of(text), "", text_of(text), text_of(HOSTILE))
    drawing = Drawing(text_of(text), {"one": node}, {})
    root = parsed(svg(drawing, "en"))
    (box,) = boxes(root)
    assert [one.tag.removeprefix(NS) for one in box] in (
        ["title", "path", "path", "text", "text"],
        ["title", "path", "path", "text"],
    )
    assert words_of(box, "besides").replace(" ", "") == HOSTILE.replace(" ", "")


def test_a_hostile_case_is_only_text() -> None:
    case = golden().case
    actors = {
        name: one.model_copy(update={"name": Text(HOSTILE, HOSTILE)})
        for name, one in case.actors.items()
    }
    (subject,) = subjects_of(case.model_copy(update={"actors": actors}))
    drawing = drawing_of(why(subject), "full")
    for alone in (True, False):
        root = parsed(svg(drawing, "en", alone=alone))
        assert not list(root.iter(f"{NS}script"))
        assert any(HOSTILE in (one.text or "") for one in root.iter(f"{NS}title"))


# What changed.


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_changed_is_marked_and_nothing_else(language: Language) -> None:
    case = golden().case
    (less,) = subjects_of(case.model_copy(update={"observations": case.observations[8:]}))
    before, after = (drawing_of(why(one, "tandon")) for one in (golden(), less))
    said = Text("berubah", "changed").said_in(language)
    for was, now in ((before, after), (after, before), (after, after)):
        found = boxes(parsed(svg(now, language, before=was)))
        for box, (key, node) in zip(found, now.nodes.items(), strict=True):
            old = was.nodes.get(key)
            is_new = old is None or (old.says, old.looks) != (node.says, node.looks)
            assert ("changed" in box.get("class", "").split()) == is_new
            assert (said in (box[0].text or "").partition(":")[0]) == is_new
            assert bool(box.findall(f"{NS}circle")) == is_new


def test_new_words_or_other_looks_are_a_change_and_another_place_is_none() -> None:
    node = Node("finding", "finding", text_of("they are equal"), "rulebook#equal")
    was = Drawing(text_of("t"), {"one": node, "two": node, "three": node}, {})
    nodes = {
        "one": replace(node, says=text_of("they are not equal")),
        "two": replace(node, looks="contested"),
        "three": replace(node, term="rulebook#alike"),
        "four": node,
    }
    found = boxes(parsed(svg(Drawing(text_of("t"), nodes, {}), "en", before=was)))
    assert ["changed" in box.get("class", "") for box in found] == [True, True, False, True]


# How it looks.


def colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css))


LIGHT, DARK = (colours(part) for part in stylesheet().split("@media screen", 1))
LINES = [name for name in LIGHT if name.endswith("-line")]
FILLS = ["paper", *(name.removesuffix("-line") for name in LINES if name != "verdict-line")]


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_and_every_line_can_be_told_from_what_is_behind(scheme: dict[str, str]) -> None:
    assert scheme.keys() == LIGHT.keys()
    assert contrast(scheme["on-verdict"], scheme["verdict"]) >= 7
    for fill in FILLS:
        assert contrast(scheme["ink"], scheme[fill]) >= 7, fill
    for line in ("line", "open", "news", "focus", *LINES):
        assert contrast(scheme[line], scheme["paper"]) >= 4.5, line
    for fill in FILLS[1:]:
        assert contrast(scheme[f"{fill}-line"], scheme[fill]) >= 4.5, fill


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_stylesheet_touches_nothing_but_pictures() -> None:
    css = re.sub(r"@media[^{]*\{", "", stylesheet())
    for selectors in re.findall(r"([^{}]+)\{", css):
        for selector in selectors.split(","):
            assert selector.strip().startswith(".proof"), selector


def test_looks_differ_without_colour_too() -> None:
    shapes = {}
    for looks in ("met", "unknown", "contested"):
        node = Node("criterion", looks, text_of("x"))
        (box,) = boxes(parsed(svg(Drawing(text_of("t"), {"one": node}, {}), "en")))
        shapes[looks] = [ET.tostring(one) for one in box if one.tag != f"{NS}title"]
    assert len({str(shape) for shape in shapes.values()}) == 3


WIDE = (
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    "مؤسسة خيرية",
    "東京都庁の市民活動",
    "👩‍👩‍👧 🏳️‍🌈 🧑‍🤝‍🧑",
    "﷽ ﷽",
    "ﬃﬄ ẞẞ Ǆ ௵",
)


@pytest.mark.slow
def test_no_text_leaves_its_box_in_a_browser(chromium: Browser) -> None:
    odd: dict[str, Node] = {}
    for text in map(text_of, WIDE):
        odd[f"verdict {text.en}"] = Node("verdict", "verdict", text, "", text, text)
        odd[f"source {text.en}"] = Node("source", "source", text, "", text, text)
    several = [*DRAWINGS.values(), Drawing(text_of("odd"), odd, {})]
    pictures = [svg(drawing, language) for drawing in several for language in LANGUAGES]
    fonts = ("system-ui", "DejaVu Sans", "Liberation Sans", "Noto Sans", "serif")
    page = chromium.new_page()
    page.set_content(f"<style>{stylesheet()}</style>{''.join(pictures)}")
    for font in fonts:
        page.add_style_tag(content=f'.proof {{ font-family: "{font}" !important; }}')
        assert page.evaluate(LEAVING) == [], font
    page.close()


LEAVING = """() => [...document.querySelectorAll('.box')].flatMap(box => {
  const frame = box.querySelector('.frame').getBBox();
  return [...box.querySelectorAll('text')].filter(text => {
    const one = text.getBBox();
    return one.x < frame.x || one.x + one.width > frame.x + frame.width
      || one.y < frame.y || one.y + one.height > frame.y + frame.height;
  }).map(text => text.textContent);
})"""


# The command.


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_draws_a_file_that_needs_nothing_else(language: Language) -> None:
    words = ["explain", str(EXAMPLES[0]), "--pattern", "tandon", "--format", "svg"]
    ran = CliRunner().invoke(main, [*words, "--lang", language])
    assert ran.exit_code == 0
    root = parsed(ran.stdout)
    assert (root.find(f"{NS}style")).text == stylesheet()  # type: ignore[union-attr]
    assert not [one for one in root.iter() if "href" in one.attrib]
    assert len(boxes(root)) == len(drawing_of(why(golden(), "tandon")).nodes)
    assert not re.search(r"url\(|@import|//(?!www\.w3\.org/2000/svg)", ran.stdout)


def test_a_picture_of_another_question_is_refused() -> None:
    ran = CliRunner().invoke(
        main, ["explain", str(EXAMPLES[0]), "--support", "--format", "svg", "--lang", "en"]
    )
    assert ran.exit_code == 2
    assert "--format svg" in ran.stderr


def test_the_stylesheet_is_in_the_package() -> None:
    path = files("classifier.picture").joinpath("templates", "graph.css")
    assert path.read_text(encoding="utf-8") == stylesheet()
