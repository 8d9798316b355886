"""Reading documents: what is accepted, and that everything else is a problem with its place."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal, get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, field_validator
from pydantic_core import core_schema

from classifier.documents import tokens as marking
from classifier.documents.positions import Level, pointer_of, walk, where
from classifier.documents.reader import (
    JSON,
    MAX_DEPTH,
    Document,
    json_document,
    problems_of,
    read_json,
    read_yaml,
    yaml_document,
)
from classifier.documents.syntax import MAX_PROBLEMS
from classifier.words.characters import HIDDEN, shown
from classifier.words.language import Text, message
from classifier.words.problems import InvalidDocument, Problem

READERS = {"json": json_document, "yaml": yaml_document}


def problems(text: str | bytes, kind: str = "json") -> list[Problem]:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(InvalidDocument) as refused:
        READERS[kind](data, "case")
    return list(refused.value.problems)


def said(problem: Problem) -> str:
    return problem.what.en


def is_named(problem: Problem, key: str) -> bool:
    """Whether a problem says the catalogue's sentence `key`, whatever fills its places."""
    pattern = re.sub(r"\\\{\w+\\\}", ".*", re.escape(message(f"documents.{key}").en))
    return re.fullmatch(pattern, problem.what.en, re.DOTALL) is not None


# Reading


def test_a_json_document_keeps_its_value_and_text() -> None:
    document = json_document(b'{"a": [1, 2.5, true, null, "x"]}', "case.json")

    assert document.value == {"a": [1, 2.5, True, None, "x"]}
    assert (document.name, document.syntax) == ("case.json", "json")
    assert document.text.startswith('{"a"')


YAML_VALUES: dict[str, JSON] = {
    "true": True,
    "false": False,
    "null": None,
    "": None,
    "no": "no",
    "yes": "yes",
    "on": "on",
    "True": "True",
    "~": "~",
    "1.0": "1.0",
    "2019": "2019",
    "2019-01-01": "2019-01-01",
    "0x1F": "0x1F",
    ".inf": ".inf",
    "<<": "<<",
    '"true"': "true",
    "'null'": "null",
    '""': "",
    "|\n  true\n": "true\n",
    "[a, {b: c}]": ["a", {"b": "c"}],
    "{}": {},
}


@pytest.mark.parametrize("written", YAML_VALUES)
def test_only_true_false_null_and_nothing_are_not_text_in_yaml(written: str) -> None:
    assert yaml_document(f"a: {written}\n".encode(), "x").value == {"a": YAML_VALUES[written]}


def test_yaml_keys_are_text() -> None:
    assert yaml_document(b"true: a\nnull: b\n1: c", "x").value == {
        "true": "a",
        "null": "b",
        "1": "c",
    }


@pytest.mark.parametrize("kind", READERS)
def test_a_byte_order_mark_of_utf_8_is_accepted(kind: str) -> None:
    document = READERS[kind]('\ufeff{"a": 1}'.encode(), "x")

    assert document.line_of("/a") == 1


@pytest.mark.parametrize(("read", "text"), [(read_json, '{"a": "b"}'), (read_yaml, "a: b")])
def test_a_file_is_read_and_named_by_its_path(
    tmp_path: Path, read: Callable[[Path], Document], text: str
) -> None:
    path = tmp_path / "x"
    path.write_text(text)

    document = read(path)

    assert (document.value, document.name) == ({"a": "b"}, str(path))


@pytest.mark.skipif(sys.platform == "win32", reason="pipes are files only on POSIX")
def test_a_pipe_is_read_within_the_limit() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"[1, 2, 3]")
    os.close(writing)

    with pytest.raises(InvalidDocument) as refused:
        read_json(Path(f"/dev/fd/{reading}"), limit=5)

    os.close(reading)
    assert is_named(refused.value.problems[0], "too_large")


# Files that cannot be read


def refusal(source: Path, **options: int) -> Problem:
    with pytest.raises(InvalidDocument) as refused:
        read_json(source, **options)
    (problem,) = refused.value.problems
    assert problem.file.startswith(str(source)[:5])
    return problem


def test_an_absent_file_is_a_problem_with_the_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "kasus.json").touch()

    problem = refusal(tmp_path / "kaus.json")

    assert is_named(problem, "absent")
    assert problem.hint == message("documents.did_you_mean", name="kasus.json")


@pytest.mark.parametrize("name", ["none/x.json", "x\0.json", "x" * 300])
def test_a_path_that_cannot_be_is_a_problem(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path / name).hint


def test_what_lies_under_a_file_is_absent(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert is_named(refusal(tmp_path / "file" / "x.json"), "absent")


def test_a_folder_is_a_problem(tmp_path: Path) -> None:
    assert is_named(refusal(tmp_path), "folder")


def test_a_file_that_may_not_be_read_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path, mode: str) -> None:
        raise PermissionError(mode)

    monkeypatch.setattr(Path, "open", refuse)
    (tmp_path / "x").touch()

    assert is_named(refusal(tmp_path / "x"), "forbidden")


def test_a_file_over_the_limit_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"12345678")
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("was read"))

    assert is_named(refusal(path, limit=7), "too_large")


def test_a_file_of_just_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"[1, 2]")

    assert read_json(path, limit=6).value == [1, 2]


@pytest.mark.parametrize("reader", READERS.values())
def test_bytes_over_the_limit_are_refused(reader: Callable[[bytes, str], Document]) -> None:
    with pytest.raises(InvalidDocument, match="larger than 20 MB"):
        reader(b" " * 20_000_001, "-")


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("text", ["", " \n\t", "\ufeff", "\ufeff\n"])
def test_an_empty_file_is_a_problem(kind: str, text: str) -> None:
    assert [is_named(p, "empty") for p in problems(text, kind)] == [True]


def test_a_yaml_file_of_comments_is_empty() -> None:
    assert is_named(problems("# only this\n", "yaml")[0], "empty")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf_16_is_named(encoding: str) -> None:
    assert is_named(problems('{"a": 1}'.encode(encoding))[0], "utf_16")


def test_bytes_that_are_not_utf_8_are_told_line_by_line() -> None:
    found = problems('{"a": "é",\n"b": "ü"}\n'.encode("cp1252"))

    assert [p.line for p in found] == [1, 2]
    assert "0xE9 (number 8 of this line)" in said(found[0])


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\xff", b"\xff\n" * 6])
def test_what_is_no_text_is_told_once(data: bytes) -> None:
    (found,) = problems(data)

    assert is_named(found, "not_text")


# JSON that does not parse

JSON_SLIPS = [
    ('{"a": 1,}', "trailing_comma"),
    ("[1, 2,\n]", "trailing_comma"),
    ("{'a': 1}", "single_quotes"),
    ("{\"a\": 'b'}", "single_quotes"),
    ("{“a”: 1}", "curly_quotes"),
    ('{"a": 1 // one\n}', "comment"),
    ("# a case\n{}", "comment"),
    ("/* a case */ {}", "comment"),
    ("{} // end", "comment"),
    ('{"a": "b}', "open_text"),
    ('{"a": "b,\n"c": 1}', "open_text"),
    ('{"a": "b" "c": 1}', "missing_comma"),
    ('[{"a": 1}\n{"a": 2}]', "missing_comma"),
    ('{"a" 1}', "missing_colon"),
    ("{a: 1}", "bare_word"),
    ('{"a": setara}', "bare_word"),
    ('{"a": True}', "python_word"),
    ("[None]", "python_word"),
    ('{"a": "kata "mitra" itu"}', "stray_quote"),
    ('{"a": "C:\\kasus"}', "bad_escape"),
    ('{"a": "\\u12"}', "bad_escape"),
    ('{"a": 1,, "b": 2}', "missing_value"),
    ('{"a": ', "cut_short"),
    ('{"a": [1', "cut_short"),
    ("{}\n{}", "more_than_one"),
    ('{"a": 1} x', "more_than_one"),
    ('{"a": 1}}', "extra_bracket"),
    ('{"a": [1}', "wrong_bracket"),
    ('{"a": }', "wrong_bracket"),
    ('{"a": ?}', "malformed"),
]


@pytest.mark.parametrize(("text", "name"), JSON_SLIPS)
def test_a_slip_in_json_is_named(text: str, name: str) -> None:
    (found,) = problems(text)

    assert is_named(found, name)
    assert found.hint


def test_a_slip_in_json_has_its_line_and_column() -> None:
    (found,) = problems('{\n  "a": 1\n  "b": 2\n}')

    assert found.line == 3
    assert "column 3" in said(found)


def test_what_is_wrong_before_a_slip_is_told_too() -> None:
    found = problems('{"a": 1,\n"a": 2, "b": "\\u202e",\n"c": [1,]}')

    assert [(p.pointer, p.line) for p in found] == [("/a", 2), ("/b", 2), ("", 3)]


# JSON that parses, but not to what it seems


def test_every_duplicate_key_is_named_with_its_pointer_and_lines() -> None:
    found = problems('{"a": 1,\n"b": [{"c": 1,\n"c": 2}],\n"a": 3,\n"a": 4}')

    assert [(p.pointer, p.line) for p in found] == [("/b/0/c", 3), ("/a", 4), ("/a", 5)]
    assert 'the key "a" is given twice (before on line 1)' in said(found[2])


def test_the_same_key_in_two_objects_is_no_duplicate() -> None:
    assert json_document(b'[{"a": {"a": 1}}, {"a": 1}]', "x").value == [{"a": {"a": 1}}, {"a": 1}]


def test_keys_that_differ_only_in_their_escapes_are_duplicates() -> None:
    assert [p.pointer for p in problems('{"a": 1, "\\u0061": 2}')] == ["/a"]


NUMBERS = {
    "NaN": "not_a_number",
    "Infinity": "not_a_number",
    "-Infinity": "not_a_number",
    "1e999": "number_overflow",
    "-1.5E+400": "number_overflow",
    "1" * 4301: "too_many_digits",
    "-" + "1" * 4301: "too_many_digits",
}


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_that_is_none_is_named_at_its_place(number: str) -> None:
    (found,) = problems(f'{{"a": [0,\n {number}]}}')

    assert (found.pointer, found.line) == ("/a/1", 2)
    assert is_named(found, NUMBERS[number])


@pytest.mark.parametrize("text", ['"NaN 1e999"', "1" * 4300, "-0", "1e308", '"' + "1" * 5000 + '"'])
def test_a_number_that_can_be_held_is_accepted(text: str) -> None:
    assert json_document(f"[{text}]".encode(), "x").value == json.loads(f"[{text}]")


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize(
    "text",
    ["[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "[" * 1_000_000, '{"a":' * 200_000 + "1"],
    ids=["just", "lists", "objects"],
)
def test_nesting_too_deep_is_a_problem(kind: str, text: str) -> None:
    (found,) = problems(text, kind)

    assert is_named(found, "too_deep")
    assert found.pointer.count("/") == MAX_DEPTH


def test_a_stack_used_up_before_the_limit_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(json, "loads", fail)

    assert is_named(problems("[[[1]]]")[0], "too_deep")


def test_block_nesting_too_deep_is_a_problem() -> None:
    assert is_named(problems("- " * 100_000 + "x", "yaml")[0], "too_deep")


@pytest.mark.parametrize("kind", READERS)
def test_the_deepest_nesting_allowed_is_accepted(kind: str) -> None:
    text = "[" * MAX_DEPTH + "]" * MAX_DEPTH

    assert READERS[kind](text.encode(), "x").value == json.loads(text)


# Characters that cannot be seen

HOSTILE = [
    *(chr(code) for code in range(0x20) if chr(code) not in "\t\n\r"),
    *(chr(code) for code in range(0x7F, 0xA0)),
    *"\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
]


@pytest.mark.parametrize("raw", [True, False], ids=["raw", "escaped"])
@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("character", HOSTILE, ids=lambda c: f"U+{ord(c):04X}")
def test_a_hidden_character_is_named_in_values_and_keys(
    character: str, kind: str, *, raw: bool
) -> None:
    inside = character if raw else f"\\u{ord(character):04x}"
    text = f'{{"a": ["x", "b{inside}c"],\n"d{inside}": 1}}'

    found = problems(text, kind)

    code = f"U+{ord(character):04X}"
    assert [(p.pointer, p.line) for p in found] == [("/a/1", 1), (f"/d<{code}>", 2)]
    assert all(f"({code})" in said(p) for p in found)


@pytest.mark.parametrize("short", [r"\b", r"\f"])
def test_a_short_escape_hides_nothing(short: str) -> None:
    assert is_named(problems(f'["{short}"]')[0], "hidden_character")


@pytest.mark.parametrize("half", [r"\ud800", r"\uDC00x", r"\ude00\ud83d"])
def test_half_a_surrogate_pair_is_named(half: str) -> None:
    (found,) = problems(f'{{"a": "{half}"}}')

    assert is_named(found, "half_character")
    assert "U+D" in said(found)


@pytest.mark.parametrize(
    "text", [r"\ud83d\ude00", "baris\\n\\tdua\\r", r"C:\\u202e", "“kata”", "e\u0301", "مرحبا"]
)
def test_text_that_is_what_it_seems_is_accepted(text: str) -> None:
    assert json_document(f'["{text}"]'.encode(), "x").value == [json.loads(f'"{text}"')]


def test_line_ends_and_tabs_within_json_texts_are_each_told() -> None:
    found = problems('{"a": "x\ny",\n"b": "\t", "b": "\x00"}')

    assert [(p.pointer, p.line) for p in found] == [("/a", 1), ("/b", 3), ("/b", 3), ("/b", 3)]
    assert is_named(found[0], "raw_break")


def test_a_hidden_character_in_a_yaml_comment_is_told_by_line() -> None:
    (found,) = problems("a: b\nc: d # \u202e\n", "yaml")

    assert (found.pointer, found.line) == ("", 2)


def test_no_problem_repeats_a_hidden_character() -> None:
    text = '{"\x1b[2J": "\x07", "\x1b[2J": 1, "\u202ea": NaN}'

    for problem in problems(text):
        for part in (problem.pointer, problem.what.id, problem.what.en):
            assert not HIDDEN.search(part)


def test_a_file_name_cannot_take_over_the_terminal() -> None:
    with pytest.raises(InvalidDocument) as refused:
        json_document(b"", "\x1b[2J\udcff.json")

    assert refused.value.problems[0].file == "<U+001B>[2J<U+DCFF>.json"


SHOWN = {
    "mitra": "mitra",
    "a\nb\tc": "a<U+000A>b<U+0009>c",
    "\u202ea": "<U+202E>a",
    "\ud800": "<U+D800>",
    "a\u2028b": "a<U+2028>b",
    "x" * 60: "x" * 60,
    "x" * 61: "x" * 59 + "…",
    "\x00" * 99: "<U+0000>" * 7 + "…",
    "": "",
}


@pytest.mark.parametrize("text", SHOWN)
def test_text_is_shown_on_one_short_line(text: str) -> None:
    assert shown(text) == SHOWN[text]


def test_of_very_many_problems_it_is_said_that_there_are_more() -> None:
    found = problems("[" + "NaN," * 5000 + "1]")

    assert len(found) == MAX_PROBLEMS + 1
    assert is_named(found[-1], "more_problems")


# YAML

YAML_SLIPS = [
    ("a: b\nc: d: e", "yaml_colon", 2),
    ("a:\n\t- b", "yaml_tab", 2),
    ("a: |\n x\n\ty", "yaml_tab", 3),
    ("a: @b", "yaml_reserved_sign", 1),
    ('a: "C:\\kasus"', "yaml_bad_escape", 1),
    ('a: "b\nc: d', "yaml_open_quote", 2),
    ("a: [b, c", "yaml_open_bracket", 1),
    ("a: {b: c\nd: e", "yaml_open_bracket", 2),
    ("- a\nb: c", "yaml_indentation", 2),
    ("a: b\nc\nd: e", "yaml_indentation", 3),
    ("a: b\n---\nc: d", "yaml_document", 2),
    ("? [a]\n: b", "yaml_complex_key", 1),
    ("a: \ufffe", "yaml_character", 1),
    ("%X\n---\na: b", "malformed_yaml", 1),
]


@pytest.mark.parametrize(("text", "name", "line"), YAML_SLIPS)
def test_a_slip_in_yaml_is_named_with_its_line(text: str, name: str, line: int) -> None:
    found = problems(text, "yaml")

    assert is_named(found[-1], name)
    assert found[-1].line == line


def test_anchors_aliases_merge_keys_and_tags_are_all_refused() -> None:
    found = problems("a: &x {b: c}\nd: [e, *x]\nf:\n  <<: *x\ng: !!int 3\n", "yaml")

    assert [(p.pointer, p.line) for p in found] == [
        ("/a", 1),
        ("/d/1", 2),
        ("/f/<<", 4),
        ("/f/<<", 4),
        ("/g", 5),
    ]
    assert [n for n in found if is_named(n, "yaml_merge")]
    assert '"!!int"' in said(found[-1])


def test_a_billion_laughs_end_at_the_first() -> None:
    lines = ["a0: &a0 [ha]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 20)]

    assert is_named(problems("\n".join(lines), "yaml")[0], "yaml_anchor")


def test_duplicate_keys_and_hidden_characters_of_yaml_are_told_together() -> None:
    found = problems('a: 1\na: 2\nb: "\\x1b"\nc:\n  d: x\u202ey\n  d: 3\n<U: [', "yaml")

    assert [(p.pointer, p.line) for p in found[:4]] == [
        ("/a", 2),
        ("/b", 3),
        ("/c/d", 5),
        ("/c/d", 6),
    ]
    assert is_named(found[4], "yaml_open_bracket")


def test_yaml_is_read_alike_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "LOADER", yaml.SafeLoader)

    assert yaml_document(b"a: [no, true]\nb: |\n  x\n", "x").value == {
        "a": ["no", True],
        "b": "x\n",
    }
    assert is_named(problems("- " * 5_000 + "x", "yaml")[0], "too_deep")
    assert problems('a: 1\na: "\\UFFFFFFFF"', "yaml")[0].pointer == "/a"


def test_two_thousand_lines_of_rules_are_read_in_a_moment() -> None:
    rule = '- id: a/b\n  because: {id: "x {a}", en: "y"}\n  when:\n    all: [p, q]\n  note: text\n'
    data = (rule * 460).encode()

    started = time.perf_counter()
    yaml_document(data, "x")

    assert time.perf_counter() - started < 0.5  # about 0.02 s; the rest is for busy machines


# Lines

LINED = {
    "json": '\n{"a": 1,\n "b":\n  [1,\n   {"c/d": 2}],\n "~": {}}',
    "yaml": "# x\na: 1\nb:\n- 1\n- c/d: 2\n\n'~':\n  {}\n",
}
LINES = {
    "json": {"": 2, "/a": 2, "/b": 3, "/b/0": 4, "/b/1": 5, "/b/1/c~1d": 5, "/~0": 6},
    "yaml": {"": 2, "/a": 2, "/b": 3, "/b/0": 4, "/b/1": 5, "/b/1/c~1d": 5, "/~0": 7},
}


@pytest.mark.parametrize(("kind", "pointer"), [(k, p) for k in LINES for p in LINES[k]])
def test_a_line_is_where_the_key_or_value_starts(kind: str, pointer: str) -> None:
    document = READERS[kind](LINED[kind].encode(), "x")

    assert document.line_of(pointer) == LINES[kind][pointer]


@pytest.mark.parametrize("pointer", ["/b/1/none", "/b/1/none/deeper"])
def test_what_is_not_there_stands_where_its_parent_does(pointer: str) -> None:
    assert json_document(LINED["json"].encode(), "x").line_of(pointer) == 5


def test_a_document_without_text_has_no_lines() -> None:
    assert Document(name="x", value=None, text="", syntax="json").line_of("/a") is None


# What pydantic found


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class All(Shape):
    all: list[Condition]


class Known(Shape):
    kind: Literal["known"]
    indicator: str


class Said(Shape):
    kind: Literal["said"]
    all: str


Condition = Annotated[Known | Said, Field(discriminator="kind")]


@dataclass(frozen=True)
class Label:
    id: str
    en: str


class Case(Shape):
    id: Annotated[str, Field(pattern="^[a-z]+$", min_length=1, max_length=5)] = "x"
    value: bool | int | str = "x"
    language: Literal["id", "en"] = "id"
    conditions: Annotated[list[Condition], Field(min_length=1, max_length=2)] = []
    share: Annotated[float, Field(gt=0, le=1)] = 1
    label: str | Label = "x"
    labels: dict[str, Label] = {}
    own: str = ""

    @field_validator("own")
    @classmethod
    def _own(cls, value: str) -> str:
        if value == "texts":
            raise ValueError(Text("salah", "wrong"), Text("betulkan", "mend it"))
        if value == "text":
            raise ValueError(Text("salah", "wrong"))
        if value:
            raise ValueError(value)
        return value


def validated(text: str, shape: type[BaseModel] = Case) -> list[Problem]:
    document = json_document(text.encode(), "case.json")
    with pytest.raises(ValidationError) as refused:
        shape.model_validate(document.value)
    return problems_of(refused.value, document)


SENTENCES = [
    ('{"id": "ABC"}', "/id", "pattern", '"ABC"'),
    ('{"id": ""}', "/id", "empty_text", ""),
    ('{"id": "abcdefg"}', "/id", "long_text", "7"),
    ('{"value": [1]}', "/value", "wrong_type", "true or false, a whole number or a text"),
    ('{"value": null}', "/value", "wrong_type", "but is null"),
    ('{"language": "ind"}', "/language", "choice", '"ind"'),
    ('{"language": {}}', "/language", "choice", "an object"),
    ('{"language": []}', "/language", "choice", "a list"),
    ('{"language": false}', "/language", "choice", "false"),
    ('{"conditions": []}', "/conditions", "short_list", "holds 0"),
    ('{"conditions": {}}', "/conditions", "wrong_type", "an object"),
    ('{"share": 0}', "/share", "more_than", "more than 0"),
    ('{"share": 1.5}', "/share", "at_most", "1.5"),
    ('{"share": "x"}', "/share", "wrong_type", 'the text "x"'),
    ('{"label": 5}', "/label", "wrong_type", "a text or an object"),
    ('{"label": {"id": "a"}}', "/label/en", "missing_key", '"en"'),
    ('{"labels": {"a/b": {"en": "x"}}}', "/labels/a~1b/id", "missing_key", '"id"'),
    ('{"conditions": [{}]}', "/conditions/0/kind", "missing_key", '"kind"'),
    ('{"conditions": [{"kind": "knwon"}]}', "/conditions/0/kind", "choice", '"knwon"'),
    ('{"conditions": [{"kind": "said"}]}', "/conditions/0/all", "missing_key", '"all"'),
    ('{"own": "unfit"}', "/own", "refused", "unfit"),
    ("[]", "", "wrong_type", "a list"),
]


@pytest.mark.parametrize(("text", "pointer", "name", "detail"), SENTENCES)
def test_an_error_of_pydantic_is_told_in_our_words(
    text: str, pointer: str, name: str, detail: str
) -> None:
    (found,) = validated(text)

    assert found.pointer == pointer
    assert is_named(found, name)
    assert detail in said(found)
    assert found.hint


def test_a_choice_hints_at_the_nearest() -> None:
    (found,) = validated('{"conditions": [{"kind": "knwon"}]}')

    assert found.hint == message("documents.did_you_mean", name="known")


def test_a_choice_without_a_near_one_lists_them() -> None:
    (found,) = validated('{"language": "xx"}')

    assert found.hint == Text(id='Pakai "id" atau "en".', en='Use "id" or "en".')


def test_a_choice_of_very_many_names_some() -> None:
    document = json_document(b'"?"', "x")
    letters = TypeAdapter(Literal["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"])
    with pytest.raises(ValidationError) as refused:
        letters.validate_python(document.value)

    (found,) = problems_of(refused.value, document)

    assert found.hint
    assert found.hint.en.startswith('There are 13 choices, among them "a", "b"')


def test_an_unknown_key_hints_at_a_missing_one() -> None:
    found = validated('{"conditions": [{"kind": "known",\n"indicater": "x"}]}')

    assert [(p.pointer, p.line) for p in found] == [
        ("/conditions/0/indicator", 1),
        ("/conditions/0/indicater", 2),
    ]
    assert found[1].hint == message("documents.did_you_mean", name="indicator")


def test_an_unknown_key_hints_at_what_the_format_knows() -> None:
    document = json_document(b'{"langauge": "id", "zzz": 1}', "x")
    with pytest.raises(ValidationError) as refused:
        Case.model_validate(document.value)

    found = problems_of(refused.value, document, known=Case.model_fields)

    assert found[0].hint == message("documents.did_you_mean", name="language")
    assert found[1].hint == message("documents.unknown_key_hint")


def test_a_tag_spelt_like_a_key_does_not_mislead() -> None:
    class All(Shape):
        kind: Literal["all"]
        all: str
        name: str

    class Tagged(Shape):
        conditions: list[Annotated[All | Known, Field(discriminator="kind")]]

    found = validated('{"conditions": [{"kind": "all", "all": "x", "nama": "y"}]}', Tagged)

    assert [p.pointer for p in found] == ["/conditions/0/name", "/conditions/0/nama"]


def test_nested_tags_leave_no_part_in_the_pointer() -> None:
    found = validated(
        '{"all": [{"kind": "said", "al": "x"}]}',
        All,
    )

    assert [p.pointer for p in found] == ["/all/0/all", "/all/0/al"]


def test_what_a_validator_says_in_both_languages_is_told_as_it_is() -> None:
    (found,) = validated('{"own": "texts"}')
    (without_hint,) = validated('{"own": "text"}')

    assert (found.what.id, found.hint) == ("salah", Text("betulkan", "mend it"))
    assert without_hint.hint is None


def test_problems_come_by_line() -> None:
    found = validated('{"share": 5,\n"language": 1,\n"id": "ABC"}')

    assert [p.line for p in found] == [1, 2, 3]


def test_what_every_member_of_a_union_misses_is_told_once() -> None:
    class United(Shape):
        condition: Known | Said

    found = validated('{"condition": {"all": "x", "indicator": "y"}}', United)

    assert [p.pointer for p in found].count("/condition/kind") == 1


def test_a_part_of_a_document_is_placed_within_the_whole() -> None:
    document = json_document(b'{"cases": [{},\n{"share": 5}]}', "x")
    with pytest.raises(ValidationError) as refused:
        Case.model_validate({"share": 5})

    (found,) = problems_of(refused.value, document, at="/cases/1")

    assert (found.pointer, found.line) == ("/cases/1/share", 2)


CONTEXT = {
    **dict.fromkeys(("gt", "ge", "lt", "le", "multiple_of", "min_length", "max_length"), 1),
    **dict.fromkeys(("actual_length", "max_digits", "decimal_places", "whole_digits"), 1),
    **dict.fromkeys(("tz_expected", "tz_actual", "expected_version"), 1),
    **dict.fromkeys(("expected", "expected_tags", "tag", "discriminator", "pattern"), "'a'"),
    **dict.fromkeys(("error", "class", "class_name", "field_type", "attribute"), "x"),
    **dict.fromkeys(("encoding", "encoding_error", "mapping_type", "method_name"), "x"),
    **dict.fromkeys(("function_name", "expected_schemes", "error_type"), "x"),
    "nr_validators": 2,
}


@pytest.mark.parametrize("kind", get_args(core_schema.ErrorType))
def test_every_error_pydantic_knows_is_told_in_both_languages(
    kind: core_schema.ErrorType,
) -> None:
    document = json_document(b'{"a": "x"}', "x")
    own = kind in ("value_error", "assertion_error")
    context = CONTEXT | ({"error": ValueError("x")} if own else {})
    error = ValidationError.from_exception_data(
        "Case", [{"type": kind, "loc": ("a",), "input": "x", "ctx": context}]
    )

    (found,) = problems_of(error, document)

    assert found.pointer.startswith("/a")
    assert "{" not in found.what.id + found.what.en
    assert found.hint


# The catalogue

SOURCES = "\n".join(
    files("classifier.documents").joinpath(f"{name}.py").read_text(encoding="utf-8")
    for name in ("bytes", "syntax", "tokens", "positions", "shape", "reader")
)
CATALOGUE: dict[str, dict[str, str]] = yaml.safe_load(
    files("classifier.words").joinpath("messages", "documents.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_sentence_is_used_and_has_the_same_places_in_both_languages(name: str) -> None:
    entry = CATALOGUE[name]

    assert re.search(rf'["\.]{name.removesuffix("_hint")}"', SOURCES)
    assert set(entry) == {"id", "en"}
    assert set(re.findall(r"\{\w+\}", entry["id"])) == set(re.findall(r"\{\w+\}", entry["en"]))


# Laws

NAMES = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs"]), max_size=4)
VALUES: st.SearchStrategy[JSON] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | NAMES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=15,
)  # fmt: skip
SCRAPS = st.lists(
    st.sampled_from(
        (
            *('{"a":', "{", "}", "[", "]", '"', "'", ",", ":", "\\", "\\u", "\n", "- ", "a: "),
            *("NaN", "1e999", "0", "true", "\x00", "\u202e", "\\x1b", "\x85", "\ufffe", "\\ud800"),
            *("&a ", "*a", "!!x ", "? ", "---\n", "#", "|\n ", "<<: ", "\t", "\ufeff", "é", "%"),
        )
    ),
    max_size=25,
).map(lambda scraps: "".join(scraps).encode())


def outcome(data: bytes, kind: str) -> Document | InvalidDocument:
    try:
        return READERS[kind](data, "-")
    except InvalidDocument as invalid:
        return invalid


@given(data=st.binary(max_size=60) | SCRAPS, kind=st.sampled_from(["json", "yaml"]))
def test_any_bytes_are_a_document_or_invalid_and_nothing_else(data: bytes, kind: str) -> None:
    match outcome(data, kind):
        case Document() as document:
            assert document.line_of("") is not None
            assert not HIDDEN.search(json.dumps(document.value, ensure_ascii=False))
        case InvalidDocument(problems=found):
            assert found
            assert not any(HIDDEN.search(p.pointer + p.what.id + p.what.en) for p in found)


@given(data=SCRAPS)
def test_yaml_is_a_document_or_invalid_without_libyaml_too(data: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(marking, "LOADER", yaml.SafeLoader)

        assert isinstance(outcome(data, "yaml"), (Document, InvalidDocument))


def pointers(value: JSON, parts: tuple[str, ...] = ()) -> list[str]:
    inner: list[tuple[str, JSON]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    if isinstance(value, list):
        inner = [(str(place), item) for place, item in enumerate(value)]
    return [pointer_of(parts), *(p for key, v in inner for p in pointers(v, (*parts, key)))]


@given(value=VALUES, indent=st.none() | st.integers(0, 3), ascii_only=st.booleans())
def test_the_walk_finds_the_pointers_that_json_finds(
    value: JSON, indent: int | None, *, ascii_only: bool
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    trail: list[Level] = []

    found = [
        pointer_of(where(trail))
        for token in walk(marking.tokens(text, "json"), trail)
        if token.kind in ("{", "[", "text", "bare", "key")
    ]

    assert list(dict.fromkeys(found)) == pointers(json.loads(text))


class Written:
    """JSON with line ends strewn about, and the line of every pointer in it."""

    def __init__(self, breaks: st.DataObject) -> None:
        self.breaks = breaks
        self.text = ""
        self.lines: dict[str, int] = {}

    def put(self, token: str) -> int:
        self.text += self.breaks.draw(st.sampled_from(["", " ", "\n", "\r\n", "\n\n"]))
        line = self.text.count("\n") + 1
        self.text += token
        return line

    def write(self, value: JSON, parts: tuple[str, ...] = ()) -> None:
        opens = "{" if isinstance(value, dict) else "[" if isinstance(value, list) else ""
        line = self.put(opens or json.dumps(value))
        self.lines.setdefault(pointer_of(parts), line)
        if isinstance(value, dict):
            for place, (key, inner) in enumerate(value.items()):
                if place:
                    self.put(",")
                self.lines[pointer_of((*parts, key))] = self.put(json.dumps(key))
                self.put(":")
                self.write(inner, (*parts, key))
            self.put("}")
        if isinstance(value, list):
            for place, inner in enumerate(value):
                if place:
                    self.put(",")
                self.write(inner, (*parts, str(place)))
            self.put("]")


@given(value=VALUES, breaks=st.data())
def test_every_line_is_where_its_key_or_value_was_written(
    value: JSON, breaks: st.DataObject
) -> None:
    written = Written(breaks)
    written.write(value)

    document = json_document(written.text.encode(), "x")

    assert {pointer: document.line_of(pointer) for pointer in written.lines} == written.lines


@given(value=VALUES)
def test_json_is_read_as_json_reads_it(value: JSON) -> None:
    assert json_document(json.dumps(value).encode(), "x").value == value


@given(text=st.text())
def test_shown_text_is_printable_and_short(text: str) -> None:
    assert shown(text).isprintable()
    assert len(shown(text)) <= 60
