"""The bytes of a request into a case, or into a relation of one and what is asked of it.

The reader of case files reads them, so that everything wrong with a body is told at its place. Of a
case that stands within a question, pointers and lines are those of the whole body. What would keep
the service busy for minutes is refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from inspect import cleandoc
from typing import Any, TypeVar, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError, create_model

from classifier.case.loading import case_of
from classifier.case.model import Case, Id
from classifier.case.relations import Relation, relation_count, relations_of
from classifier.documents.reader import JSON, Document, json_document, problems_of
from classifier.explain.questions import Query
from classifier.questions.subject import (
    NoSuchRelation,
    Subject,
    Unanswerable,
    fitting,
    subject_of,
)
from classifier.questions.supposing.asked import Supposing, Unsupposable
from classifier.questions.supposing.changes import Change
from classifier.rulebook.model import Rulebook
from classifier.web.problems import Refused, refused_of
from classifier.web.routes import JSON_TYPE
from classifier.web.settings import MAX_BODY, MAX_CHANGES, MAX_VALUES, MAX_WORK
from classifier.words.language import message
from classifier.words.problems import InvalidCase, InvalidDocument, Problem, names_of

NAME = "-"
Shape = TypeVar("Shape", bound=BaseModel)


class Sent(BaseModel):
    """A part of what may be sent: nothing unknown in it, and never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Chosen(Sent):
    """Which relation of a case is meant."""

    between: tuple[Id, Id] | None = None
    period: Id | None = None


class Asked(Chosen):
    """A case, and which of its relations is meant; that may be left out if it has only one."""

    case: JsonValue


class Supposed(Chosen):
    """What is supposed of a relation, in the one-line form."""

    put: tuple[str, ...] = Field(default=(), alias="set", max_length=MAX_CHANGES)
    unset: tuple[str, ...] = Field(default=(), max_length=MAX_CHANGES)


def shape_of(query: Query) -> type[Sent]:
    """What a body holds that asks a question: its relations, and what is said with it."""
    types, alone = get_type_hints(query.function), len(query.of) == 1
    if alone and not query.takes:
        return Asked
    supposes = "changes" in query.takes
    parts: dict[str, Any] = {} if alone else dict.fromkeys(query.of, (Asked, ...))
    parts |= {name: (types[name], None) for name in query.takes if name != "changes"}
    return create_model(
        "Asked" + types["return"].__name__.removesuffix("Answer"),
        __base__=(Asked if alone else Sent, *([Supposed] if supposes else [])),
        __doc__=cleandoc(query.function.__doc__ or "").split("\n\n")[0],
        **parts,
    )


def document_in(data: bytes | None) -> Document:
    """What a body holds. Raises `InvalidDocument`, or `Refused` if it is no JSON or too much."""
    if data is None:
        raise Refused("not_json", headers={"Accept": JSON_TYPE, "Accept-Encoding": "identity"})
    document = json_document(data, NAME, limit=MAX_BODY)
    if _counted(document.value) > MAX_VALUES:
        raise Refused("too_much")
    return document


def question_in(document: Document, shape: type[Shape]) -> Shape:
    """What a body asks. Raises `Refused` with all that is wrong with it but its cases."""
    try:
        return shape.model_validate(document.value)
    except ValidationError as error:
        known = [field.alias or name for name, field in shape.model_fields.items()]
        raise Refused("invalid_question", problems_of(error, document, known=known)) from None


@contextmanager
def told_in(document: Document, named: str = "") -> Iterator[None]:
    """Whatever is wrong inside is refused, with its line of the body."""
    try:
        yield
    except (Refused, InvalidDocument, Unanswerable) as error:
        refused = refused_of(error, named)
        lined = [replace(one, line=document.line_of(one.pointer)) for one in refused.problems]
        raise Refused(refused.kind, sorted(lined, key=lambda one: one.line or 0)) from None


def case_in(document: Document, rulebook: Rulebook) -> Case:
    """The case that a body is. Raises `InvalidCase`, or `Refused` if it would take too long."""
    case = case_of(document, rulebook)
    if relation_count(case) * len(case.observations) > MAX_WORK:
        raise Refused("too_much")
    return case


def case_asked(asked: Asked, rulebook: Rulebook) -> Case:
    """The case that is asked about, as `case_in`; no line of it is known."""
    return case_in(Document(NAME, asked.case, "", "json"), rulebook)


def subject_in(asked: Asked, rulebook: Rulebook, at: str = "") -> Subject:
    """The relation that is asked about at a pointer of a body.

    Raises `InvalidCase`, or `Refused` if there is no such relation or it would take too long.
    """
    try:
        case = case_asked(asked, rulebook)
        return subject_of(case, rulebook, between=asked.between, period=asked.period)
    except InvalidCase as invalid:
        moved = (replace(one, pointer=f"{at}/case{one.pointer}") for one in invalid.problems)
        raise InvalidCase(moved) from None
    except NoSuchRelation:
        found = _no_relation(asked, relations_of(case, rulebook.codebook), at)
        raise Refused("invalid_question", [found]) from None


def changes_in(subject: Subject, asked: Supposed) -> tuple[Change, ...]:
    """The changes that are supposed. Raises `Refused` with all that cannot be."""
    wrong, supposing = list[Problem](), Supposing(subject)
    put = [(f"/set/{place}", text, True) for place, text in enumerate(asked.put)]
    unset = [(f"/unset/{place}", text, False) for place, text in enumerate(asked.unset)]
    for pointer, text, puts in (*put, *unset):
        try:
            supposing.changes([text] if puts else [], [] if puts else [text])
        except Unsupposable as one:
            wrong.append(Problem(NAME, pointer, one.what, one.hint))
    if wrong:
        raise Refused("invalid_question", wrong)
    return supposing.changes(asked.put, asked.unset)


def _no_relation(asked: Asked, relations: tuple[Relation, ...], at: str) -> Problem:
    """That no relation is meant or more than one, with those there are as a body names them."""
    meant = fitting(relations, asked.between, asked.period)
    names = (
        json.dumps({"between": one.actors, **({"period": one.period} if one.period else {})})
        for one in meant or relations
    )
    hint = message("web.relations", relations=names_of(names, "; "))
    if meant:
        return Problem(NAME, at, message("questions.several_relations"), hint)
    pointer = "/period" if fitting(relations, asked.between) else "/between"
    return Problem(NAME, at + pointer, message("web.no_relation"), hint)


def _counted(value: JSON) -> int:
    """How many values there are in one; it is not nested deeper than the reader allows."""
    inside: Iterable[JSON] = ()
    if isinstance(value, (dict, list)):
        inside = value.values() if isinstance(value, dict) else value
    return 1 + sum(map(_counted, inside))
