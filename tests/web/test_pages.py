"""The page's parts say what the library says, in both languages, and nothing that is not asked."""

from __future__ import annotations

import json
import re
from html import unescape
from itertools import takewhile
from typing import Any

import asking
import pytest
from subjects import EXAMPLES, SHIPPED, every_example, golden

from classifier import classify, load_case
from classifier.case.relations import Key
from classifier.explain.outline import outline
from classifier.questions.ask import ask
from classifier.questions.flip import flip
from classifier.questions.subject import Subject, subject_of
from classifier.questions.supposing.asked import Supposing
from classifier.questions.supposing.changes import alternatives
from classifier.questions.supposing.restating import restated
from classifier.rulebook.codebook import Codebook
from classifier.web.pages import PARTS
from classifier.web.points import groups_of
from classifier.words.language import LANGUAGES, Language, message
from classifier.writers.blocks import spoken

SUBJECTS = every_example()


APP = asking.app_with()


def asked(subject: Subject, **more: object) -> dict[str, Any]:
    relation = subject.relation
    case = json.loads(subject.case.model_dump_json(by_alias=True, exclude_none=True))
    return {"case": case, "between": relation.actors, "period": relation.period, **more}


def supposing(subject: Subject, *put: str, unset: tuple[str, ...] = ()) -> dict[str, Any]:
    relation = subject.relation
    one = {"between": relation.actors, "period": relation.period, "set": put, "unset": unset}
    return asked(subject, supposed=[one])


def part(name: str, body: dict[str, Any]) -> str:
    response = asking.posted(f"/page/{name}", body, APP)
    assert response.status_code == 200, response.text
    return response.text


def words(html: str, language: Language) -> str:
    """What a part says in one language, as its style shows it."""
    other = "en" if language == "id" else "id"
    shown = re.sub(rf'<span lang="{other}">.*?</span>', "", html, flags=re.DOTALL)
    parted = re.sub(r"</(?:td|th|li|p|div|h\d)>", " ", shown)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", parted)).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda s: f"{s.case.id}-{s.relation.actors}")
def test_the_verdicts_are_those_of_the_library(subject: Subject, language: Language) -> None:
    said = words(part("verdicts", asked(subject)), language)
    for outcome in subject.outcomes().values():
        assert " ".join(outcome.says.said_in(language).split()) in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda s: f"{s.case.id}-{s.relation.actors}")
def test_what_is_supposed_is_judged_as_the_library_judges_it(
    subject: Subject, language: Language
) -> None:
    key = next(iter(subject.relation.told))
    change = next(one.changes for one in alternatives(subject, key) if one.changes)
    put = [subject.naming.statement(c.slot.key, c.value) for c in change if c.value]
    body = supposing(subject, *put, unset=() if put else (subject.naming.key(key),))
    said = words(part("verdicts", body), language)
    for outcome in subject_after(subject, body).outcomes().values():
        assert " ".join(outcome.says.said_in(language).split()) in said


def subject_after(subject: Subject, body: dict[str, Any]) -> Subject:
    (one,) = body["supposed"]
    case = restated(subject, Supposing(subject).changes(one["set"], one["unset"]))
    relation = subject.relation
    return subject_of(case, SHIPPED, between=relation.actors, period=relation.period)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_of_the_explanation_stands_on_the_page(language: Language) -> None:
    said = words(part("verdicts", asked(golden())), language)
    explained = outline(classify(golden().case), "summary")
    reasons = takewhile(lambda block: block.said != message("outline.sources"), explained)
    for block in reasons:
        if block.kind in ("point", "paragraph", "verdict", "detail"):
            for one in (block.said, *(piece.said for piece in block.pieces)):
                assert " ".join(spoken(one, language).split()) in said


def test_only_what_changed_is_marked() -> None:
    assert "changed" not in part("verdicts", asked(golden()))
    assert 'class="new"' not in part("verdicts", asked(golden()))
    html = part("verdicts", supposing(golden(), "standing=unequal"))
    cards = re.findall(r'<article class="card( changed)?" data-typology="(\w+)"', html)
    before, after = (
        golden().outcomes(),
        subject_after(golden(), supposing(golden(), "standing=unequal")).outcomes(),
    )
    assert {name for changed, name in cards if changed} == {
        name for name in before if before[name].says != after[name].says
    }


def test_a_proof_is_drawn_only_if_it_is_asked_for() -> None:
    body = asked(golden())
    assert "<svg" not in part("verdicts", body)
    for language in LANGUAGES:
        html = part("verdicts", {**body, "graphs": ["tandon"], "language": language})
        assert re.findall(r'<svg[^>]* lang="(\w+)"', html) == [language]


def test_every_point_of_the_codebook_can_be_supposed() -> None:
    for subject in SUBJECTS:
        points = [
            point
            for group in groups_of(subject)
            for topic in (*group.told, *group.open)
            for point in topic.points
        ]
        assert len({point.slot for point in points}) == len(points)
        put = [option.statement for point in points for option in point.options[:1]]
        assert Supposing(subject).changes(put, [])
        coded = [p.slot for p in points if p.coded]
        assert Supposing(subject).changes([], coded)
        assert {p.slot for p in points if p.told} == {
            subject.naming.key(key) for key in subject.relation.told
        }


def test_a_point_has_every_value_of_the_codebook() -> None:
    codebook: Codebook = SHIPPED.codebook
    for group in groups_of(golden()):
        for topic in (*group.told, *group.open):
            for point in topic.points:
                name = point.slot.partition("(")[0]
                told = {option.statement.partition("=")[2] for option in point.options}
                assert told == set(codebook.indicators[name].values)


def test_a_way_that_may_be_tried_leads_where_it_says() -> None:
    to = "sulistiyani_organisation/subordinate_union"
    html = part("flip", asked(golden(), to=to))
    tries = re.findall(r"data-put='(.*?)' data-unset='(.*?)'", html)
    assert len(tries) == min(5, len(flip(golden(), to).flips[0].ways))
    for put, unset in tries:
        body = supposing(golden(), *json.loads(put), unset=tuple(json.loads(unset)))
        outcome = subject_after(golden(), body).outcomes()["sulistiyani_organisation"]
        assert outcome.pattern == "subordinate_union"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_to_ask_next_is_what_the_library_asks(language: Language) -> None:
    subject = subject_of(load_case(next(p for p in EXAMPLES if p.stem == "perpustakaan-keliling")))
    said = words(part("ask", asked(subject)), language)
    places = [said.index(q.asks.said_in(language)) for q in ask(subject).questions]
    assert places == sorted(places)


def test_an_exercise_says_nothing_of_its_answer() -> None:
    for subject in SUBJECTS:
        said = words(part("exercise", asked(subject)), "en")
        for outcome in subject.outcomes().values():
            assert outcome.grade is None or outcome.says.en not in said


def test_what_is_revealed_is_the_verdict_with_the_votes() -> None:
    votes = {"linear_union": 7, "linear_collaborative": 12}
    body = asked(golden(), typology="sulistiyani_organisation", votes=votes)
    said = words(part("reveal", body), "en")
    assert golden().outcomes()["sulistiyani_organisation"].says.en in said
    assert "✗ linear union of partnership (not this) 7" in said
    assert "✓ linear collaborative of partnership (right) 12" in said


def test_an_answer_can_be_revealed_without_votes() -> None:
    said = words(part("reveal", asked(golden(), typology="tandon")), "en")
    assert golden().outcomes()["tandon"].says.en in said


def test_what_is_asked_of_nothing_is_refused_or_asked_of_all() -> None:
    assert asking.posted("/page/reveal", asked(golden()), APP).status_code == 422
    assert asking.posted("/page/reveal", asked(golden(), typology="tand"), APP).status_code == 422
    assert "data-put" in part("flip", asked(golden()))


def test_the_fewest_changes_count_from_the_case_as_coded() -> None:
    goal = "sulistiyani_organisation/subordinate_union"
    body = supposing(golden(), "standing=unequal", "dominance(g>n)=present")
    assert "it takes 2 changes" not in words(part("flip", {**body, "to": goal}), "en")
    assert "it takes 2 changes" in words(part("flip", {**body, "to": goal, "afresh": True}), "en")


def test_a_handout_has_the_answers_only_if_asked() -> None:
    says = golden().outcomes()["sulistiyani_organisation"].says.en
    assert says not in words(part("handout", asked(golden())), "en")
    assert says in words(part("handout", asked(golden(), answers=True)), "en")


def test_a_saved_case_is_the_restated_one() -> None:
    body = supposing(golden(), "standing=unequal")
    saved = load_case(asking.posted("/page/restated", body, APP).content)
    assert subject_of(saved).outcomes() == subject_after(golden(), body).outcomes()


def test_changes_of_one_relation_hold_while_another_is_shown() -> None:
    several = [s for s in SUBJECTS if s.case.id == "sampah-kota-tiga-pihak"]
    first, second = several[:2]
    change = {"between": first.relation.actors, "set": ["standing=unequal"]}
    saved = asking.posted("/page/restated", asked(second, supposed=[change]), APP).content
    told = subject_of(load_case(saved), between=first.relation.actors).relation.told
    assert [value.word for value in told[Key("standing")]] == ["unequal"]


def test_the_facts_stay_as_coded_whatever_is_supposed_of_them() -> None:
    body = supposing(golden(), "standing=unequal")
    nameless = {"case": body["case"], "supposed": [{"set": ["standing=unequal"]}]}
    as_coded = part("case", asked(golden())).partition('id="verdicts"')[0]
    for supposed in (body, nameless):
        assert part("case", supposed).partition('id="verdicts"')[0] == as_coded


def test_a_citation_leads_to_what_it_names_whatever_that_is_called() -> None:
    written = json.dumps(asked(golden())).replace('"article"', '"supposed-trip"')
    body = json.loads(written)
    names = {f"o{n}": f"supposedly-{n}" for n in range(len(body["case"]["observations"]) + 1)}
    for place, one in enumerate(body["case"]["observations"], 1):
        one["id"] = names[f"o{place}"]

    linked = re.findall(r'href="#([^"]*)"', part("verdicts", body))

    as_usual = re.findall(r'href="#([^"]*)"', part("verdicts", asked(golden())))
    calls = {f"observation-{old}": f"observation-{new}" for old, new in names.items()}
    calls["source-article"] = "source-supposed-trip"
    assert linked == [calls.get(one, one) for one in as_usual]


def test_what_is_supposed_is_cited_where_it_can_be_supposed() -> None:
    linked = re.findall(
        r'href="#([^"]*)"', part("verdicts", supposing(golden(), "standing=unequal"))
    )
    assert "supposed-standing%3Dunequal" in linked
    assert not [one for one in linked if one.startswith(("observation-sup", "source-sup"))]


def test_a_game_counts_each_change_once() -> None:
    goal = "sulistiyani_organisation/subordinate_union"
    for one in (
        {"set": ["standing=unequal"]},
        {"between": ["n", "g"], "set": ["standing=unequal"]},
    ):
        body = asked(golden(), supposed=[one], goal=goal)
        assert "Not reached with one change" in words(part("verdicts", body), "en")
    both = {"set": ["standing=unequal", "dominance(g>n)=present"]}
    body = asked(golden(), supposed=[both], goal=goal)
    assert "it cannot be done with fewer" in words(part("verdicts", body), "en")


@pytest.mark.parametrize("name", PARTS)
def test_a_question_that_cannot_be_answered_is_told_on_the_page(name: str) -> None:
    response = asking.posted(f"/page/{name}", {"case": {"schema": "kemitraan/case/1"}}, APP)
    assert response.status_code == 422
    assert response.headers["content-type"].startswith("text/html")
    for language in LANGUAGES:
        assert message("page.cannot_open").said_in(language) in response.text


@pytest.mark.parametrize("sent", [{"content": b" " * 3_000_000}, {"content": b"{}"}, {"at": "x"}])
def test_whatever_is_wrong_with_a_question_is_told_on_the_page(sent: dict[str, Any]) -> None:
    response = asking.asked("POST", "/page/case", APP, **sent)
    assert response.status_code in (413, 415, 421)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    for language in LANGUAGES:
        assert f'<div lang="{language}">\n<h2>' in response.text


@pytest.mark.parametrize(
    "path",
    ["/page/nothing", "/static/nothing.js", "/static/..%2fpages.py", "/static/__init__.py",
     "/gallery/..%2fREADME", "/gallery/nothing"],
)  # fmt: skip
def test_nothing_else_is_given_out(path: str) -> None:
    method = "POST" if path.startswith("/page") else "GET"
    assert asking.asked(method, path, APP, json={}).status_code == 404


@pytest.mark.parametrize("page", ["/", "/codebook", "/rulebook"])
def test_pages_need_nothing_from_elsewhere(page: str) -> None:
    html = asking.asked("GET", page, APP).text
    assert not re.findall(r'(?:src|href)="(?!/|#)[^"]*"', html)
    assert "style=" not in html
    for path in re.findall(r'(?:src|href)="(/static/[^"]*)"', html):
        assert asking.asked("GET", path, APP).status_code == 200


def test_every_example_can_be_opened_from_the_gallery() -> None:
    html = asking.asked("GET", "/", APP).text
    named = set(re.findall(r'data-example="([^"]*)"', html))
    assert named == {path.stem for path in EXAMPLES}
    for path in EXAMPLES:
        assert asking.asked("GET", f"/gallery/{path.stem}", APP).content == path.read_bytes()
