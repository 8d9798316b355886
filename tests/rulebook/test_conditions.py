"""Conditions: what can be written, how it is read, and what is said of everything else."""

from __future__ import annotations

import pytest
from strategies import LETTERS, SMALL

from classifier.documents.reader import JSON
from classifier.rulebook.conditions import (
    All,
    Any,
    Condition,
    Each,
    Found,
    Head,
    Not,
    Observed,
    indicators,
    is_asked_of_each,
    letters,
    plain,
)
from classifier.rulebook.loading import load_rulebook
from classifier.rulebook.model import Rulebook
from classifier.rulebook.parsing import Unreadable, Vocabulary, condition, head

HEADS: dict[str, Head] = {
    "bare": Found("bare", (), None),
    "one": Found("one", ("x",), None),
    "two": Found("two", ("x", "y"), None),
    "fills": Found("fills", ("x", "y"), "r"),
}
WORDS = Vocabulary(SMALL, HEADS, LETTERS)


def read(value: JSON) -> Condition:
    return condition(value, WORDS)


READ: dict[str, Condition] = {
    "plain=yes": Observed("plain", None, None, None, ("yes",), None),
    "graded=much or some": Observed("graded", None, None, None, ("much", "some"), None),
    "graded=much (against little)": Observed("graded", None, None, None, ("much",), ("little",)),
    "level=upper": Observed("level", None, None, None, ("upper",), None),
    "level(x)=upper": Observed("level", "x", None, None, ("upper",), None),
    "rights(g)=led or one": Observed("rights", "g", None, None, ("led", "one"), None),
    "own(n)=yes": Observed("own", "n", None, None, ("yes",), None),
    "stock(x, r)=empty": Observed("stock", "x", None, "r", ("empty",), None),
    "stock(x, any)=empty": Observed("stock", "x", None, "any", ("empty",), None),
    "stock(x, matter)=empty": Observed("stock", "x", None, "matter", ("empty",), None),
    "job(y, serving r)=does": Observed("job", "y", None, "serving r", ("does",), None),
    "job(y, t)=does": Observed("job", "y", None, "t", ("does",), None),
    "noted(wood)=made": Observed("noted", None, None, "wood", ("made",), None),
    "push(x>y)=yes": Observed("push", "x", "y", None, ("yes",), None),
    "bare": Found("bare", (), None),
    "one(y)": Found("one", ("y",), None),
    "two(y>x)": Found("two", ("y", "x"), None),
    "fills(x>y, s)": Found("fills", ("x", "y"), "s"),
    "fills(g>n, wood)": Found("fills", ("g", "n"), "wood"),
}


@pytest.mark.parametrize("text", READ)
def test_a_condition_in_text_is_read_as_its_parts(text: str) -> None:
    assert read(text) == READ[text]


@pytest.mark.parametrize("text", READ)
def test_what_is_read_can_be_written_and_read_again(text: str) -> None:
    assert plain(read(text)) == text
    assert read(plain(read(text))) == read(text)


def test_what_is_asked_of_each_is_known_whatever_its_words_are() -> None:
    worded = Observed("access", None, None, None, ("reach", "none"), None)

    assert not is_asked_of_each(Any((worded, Not(worded))))
    assert is_asked_of_each(Not(All((worded, Each(worded)))))


def test_spaces_do_not_matter() -> None:
    assert read(" stock( x ,r ) = empty ") == read("stock(x, r)=empty")


def test_conditions_nest() -> None:
    a, b = read("plain=yes"), read("own(x)=yes")

    assert read({"all": ["plain=yes", {"not": "own(x)=yes"}]}) == All((a, Not(b)))
    assert read({"any": [{"each": "own(x)=yes"}, "plain=yes"]}) == Any((Each(b), a))
    assert read("not plain=yes") == read({"not": "plain=yes"}) == Not(a)
    assert read("not not bare") == Not(Not(Found("bare", (), None)))


def test_a_nested_condition_is_written_for_people() -> None:
    made = read({"any": [{"all": ["plain=yes", "not bare"]}, {"each": "own(x)=yes"}]})

    assert plain(made) == "((plain=yes and not bare) or each own(x)=yes)"


LETTERS_OF: list[tuple[JSON, str]] = [
    ("plain=yes", ""),
    ("stock(x, r)=empty", "xr"),
    ("stock(g, any)=empty", "g"),
    ("job(y, serving s)=does", "ys"),
    ("noted(wood)=made", ""),
    ("fills(x>y, r)", "xyr"),
    ("not two(g>n)", "gn"),
    ({"each": "own(x)=yes"}, ""),
    ({"each": {"all": ["own(x)=yes", "stock(n, r)=full"]}}, "nr"),
    ({"all": [{"each": "own(x)=yes"}, "own(x)=no"]}, "x"),
    ({"any": ["own(x)=yes", "own(y)=yes"]}, "xy"),
]


@pytest.mark.parametrize(("value", "expected"), LETTERS_OF)
def test_letters_are_what_no_each_binds(value: JSON, expected: str) -> None:
    assert letters(read(value)) == frozenset(expected)


def test_the_indicators_of_a_condition_are_those_it_reads_itself() -> None:
    made = read({"all": ["plain=yes", {"each": "own(x)=yes"}, {"not": "graded=much"}, "bare"]})

    assert list(indicators(made)) == ["plain", "own", "graded"]


HEAD: dict[str, Head] = {
    "bare": Found("bare", (), None),
    "one(x)": Found("one", ("x",), None),
    "two(x>y)": Found("two", ("x", "y"), None),
    "fills(x>y, r)": Found("fills", ("x", "y"), "r"),
    "about(r)": Found("about", (), "r"),
}


@pytest.mark.parametrize("text", HEAD)
def test_a_head_says_of_whom_and_about_what(text: str) -> None:
    assert head(text) == HEAD[text]


@pytest.mark.parametrize("text", ["", "Bare", "bare=yes", "bare(", "two words"])
def test_what_is_no_head_is_none(text: str) -> None:
    assert head(text) is None


UNREADABLE: list[tuple[JSON, str, str]] = [
    (None, "", ""),
    (3, "", ""),
    (["plain=yes"], "", ""),
    ({}, "", ""),
    ({"none": ["plain=yes"]}, "", ""),
    ({"all": "plain=yes"}, "", ""),
    ({"all": ["plain=yes"], "any": ["plain=yes"]}, "", ""),
    ({"all": []}, "/all", ""),
    ({"any": []}, "/any", ""),
    ({"all": ["plain=yes", {"not": {"any": []}}]}, "/all/1/not/any", ""),
    ({"each": "own(x)=maybe"}, "/each", "maybe"),
    ("plain=", "", "plain="),
    ("Plain=yes", "", "Plain=yes"),
    ("plain=yes (against)", "", "plain=yes"),
    ("plian=yes", "", "plian"),
    ("plain=maybe", "", "maybe"),
    ("graded=much (against litle)", "", "litle"),
    ("bear", "", "bear"),
    ("plain", "", "plain"),
    ("own=yes", "", "own"),
    ("own(x>y)=yes", "", "own"),
    ("push(x)=yes", "", "push"),
    ("push=yes", "", "push"),
    ("plain(x)=yes", "", "plain"),
    ("level(x)=even", "", "level"),
    ("rights(x)=one or joint", "", "rights"),
    ("stock(x)=empty", "", "stock"),
    ("stock(x, r, s)=empty", "", "stock"),
    ("stock(x, y, r)=empty", "", "stock"),
    ("own(x, r)=yes", "", "own"),
    ("noted(r, wood)=made", "", "noted"),
    ("stock(x, wod)=empty", "", "wod"),
    ("stock(x, t)=empty", "", "t"),
    ("job(x, serving wood)=does", "", "serving wood"),
    ("job(x, serving q)=does", "", "serving q"),
    ("one", "", "one"),
    ("one(x>y)", "", "one"),
    ("one(x, y)", "", "one"),
    ("two(x)", "", "two"),
    ("bare(x)", "", "bare"),
    ("fills(x>y)", "", "fills"),
    ("two(x>y, r)", "", "two"),
    ("fills(x>y, q)", "", "q"),
    ("own(z)=yes", "", "own"),
]


@pytest.mark.parametrize(("value", "pointer", "names"), UNREADABLE)
def test_what_cannot_be_read_is_said_where_and_with_its_name(
    value: JSON, pointer: str, names: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        read(value)

    assert refused.value.pointer == pointer
    assert names in refused.value.what.en
    assert names in refused.value.what.id
    assert refused.value.what.en in str(refused.value)


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("plian=yes", "plain"),
        ("graded=mutch", "much"),
        ("beare", "bare"),
        ("noted(wod)=made", "wood"),
    ],
)
def test_the_nearest_known_name_is_the_hint(text: str, near: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(text)

    assert refused.value.hint is not None
    assert near in refused.value.hint.en


@pytest.mark.parametrize(
    "text",
    [
        "fills(x>y, any)",
        "fills(x>y, nonsense)",
        "fills(x>y, matter)",
        "two(x>x)",
        "push(x>x)=yes",
    ],
)
def test_what_can_never_hold_is_not_accepted(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)


def test_every_condition_of_the_shipped_rulebook_survives_being_written() -> None:
    book = load_rulebook()
    heads = {finding.name: finding.head for finding in book.findings.values()}
    words = Vocabulary(book.codebook, heads, book.letters)

    for when in leaves(book):
        assert condition(plain(when), words) == when


def leaves(book: Rulebook) -> list[Condition]:
    rules = [rule.when for finding in book.findings.values() for rule in finding.rules()]
    waiting: list[Condition] = [
        *rules,
        *(c.when for t in book.typologies.values() for p in t.patterns for c in p.criteria),
    ]
    found: list[Condition] = []
    while waiting:
        match waiting.pop():
            case Observed() | Found() as leaf:
                found.append(leaf)
            case Not() | Each() as single:
                waiting.append(single.of)
            case All() | Any() as several:
                waiting += several.of
    return found
