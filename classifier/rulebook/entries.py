"""Entries of a rule document that stand under a name, which belongs to what is made of them."""

from __future__ import annotations

from typing import Annotated, TypeVar, get_args

from pydantic import BeforeValidator, Field, GetCoreSchemaHandler, GetPydanticSchema, JsonValue
from pydantic_core import CoreSchema, core_schema

NAME = "\0"
"""The key under which an entry is handed its name; documents hold no such character."""

Name = Annotated[str, Field(validation_alias=NAME)]


def within(name: str) -> BeforeValidator:
    """Hands every entry of a list the name under which the list stands."""

    def named(several: JsonValue) -> JsonValue:
        if not isinstance(several, list):
            return several
        return [_with_name(entry, name) for entry in several]

    return BeforeValidator(named)


def _each_named(several: JsonValue) -> JsonValue:
    if not isinstance(several, dict):
        return several
    return {name: _with_name(entry, name) for name, entry in several.items()}


def _with_name(entry: JsonValue, name: str) -> JsonValue:
    return {**entry, NAME: name} if isinstance(entry, dict) else entry


def _in_turn(source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
    entry = handler.generate_schema(get_args(source)[0])
    mapping = core_schema.dict_schema(core_schema.str_schema(), entry)
    named = core_schema.no_info_before_validator_function(_each_named, mapping)
    written = core_schema.plain_serializer_function_ser_schema(
        list, return_schema=core_schema.list_schema(entry)
    )
    return core_schema.no_info_after_validator_function(
        lambda made: tuple(made.values()), named, serialization=written
    )


NAMED = BeforeValidator(_each_named)
"""Hands every entry of a mapping the name under which it stands."""

T = TypeVar("T")
Entries = Annotated[tuple[T, ...], GetPydanticSchema(_in_turn)]
"""The entries of a mapping in their turn, each with its name."""
