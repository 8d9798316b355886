"""A case: one partnership as an analyst coded it, in the format `kemitraan/case/1`.

The models say what a case file looks like and nothing of what its words mean; `checking.py` holds
it against a codebook. A case that was loaded is right in both respects and never changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    StrictBool,
    StringConstraints,
    WithJsonSchema,
)

from classifier.documents.shape import ID
from classifier.rulebook.notation import written
from classifier.words.language import Language, Text, message, text_of

SCHEMA: Literal["kemitraan/case/1"] = "kemitraan/case/1"
SPEAKS_FOR_NOBODY = ("unknown", "independent")
"""What `speaks_for` may say besides an actor: a party not named, or somebody independent."""

Id = Annotated[str, StringConstraints(pattern=ID)]
Word = Annotated[str, StringConstraints(min_length=1, max_length=200)]


def _text(value: JsonValue | Text) -> JsonValue | Text:
    return text_of(value) if isinstance(value, str) else value


def _no_blank(text: Text) -> Text:
    if not (text.id.strip() and text.en.strip()):
        raise ValueError(message("documents.empty_text"), message("documents.empty_text_hint"))
    return text


_SOME_TEXT: dict[str, JsonValue] = {"type": "string", "pattern": r"\S"}

Prose = Annotated[
    Text,
    BeforeValidator(_text),
    AfterValidator(_no_blank),
    WithJsonSchema(
        {
            "anyOf": [
                _SOME_TEXT,
                {
                    "type": "object",
                    "properties": {"id": _SOME_TEXT, "en": _SOME_TEXT},
                    "required": ["id", "en"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
"""A text in the language of the case, or in both."""


class CaseDocument(BaseModel):
    """A value read from a case file: nothing unknown in it, and never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Actor(CaseDocument):
    """A party of the partnership."""

    name: Prose
    kind: str
    note: Prose | None = None


class Period(CaseDocument):
    """A phase of the partnership that is judged apart."""

    label: Prose


class Interview(CaseDocument):
    """What somebody said: for an actor, for a party not named, or independently."""

    kind: Literal["interview"]
    speaks_for: Id
    label: Prose
    date: str | None = None
    note: Prose | None = None


class FieldObservation(CaseDocument):
    """What the researcher saw."""

    kind: Literal["observation"]
    label: Prose
    date: str | None = None
    note: Prose | None = None


class Written(CaseDocument):
    """A document: the text of an agreement or law (`formal`), or an account of practice."""

    kind: Literal["document"]
    formal: StrictBool
    label: Prose
    date: str | None = None
    note: Prose | None = None


Source = Annotated[Interview | FieldObservation | Written, Field(discriminator="kind")]


class Observation(CaseDocument):
    """One coded value of one indicator, resting on sources."""

    indicator: str
    value: str
    actor: Id | None = None
    toward: Id | None = None
    about: Word | None = None
    between: tuple[Id, Id] | None = None
    period: Id | None = None
    sources: tuple[Id, ...] = ()
    id: Id | None = None
    quote: Prose | None = None
    note: Prose | None = None

    @property
    def statement(self) -> str:
        """What is observed in the one-line form."""
        return written(
            self.indicator,
            actor=self.actor,
            toward=self.toward,
            about=self.about,
            values=(self.value,),
        )


class Case(CaseDocument):
    """One partnership: its actors, the sources read or heard, and what was observed."""

    schema_: Literal["kemitraan/case/1"] = Field(alias="schema")
    id: Id
    title: Prose | None = None
    summary: Prose | None = None
    reference: Prose | None = None
    language: Language | None = None
    actors: Annotated[Mapping[Id, Actor], Field(min_length=2)]
    periods: Mapping[Id, Period] = {}
    sources: Mapping[Id, Source] = {}
    observations: tuple[Observation, ...]

    @property
    def name(self) -> Text:
        """What it is called: its title, or else its id."""
        return self.title or text_of(self.id)

    def observation_ids(self) -> tuple[str, ...]:
        """The id of each observation: as given, else its place (`o1`, `o2`, ...)."""
        return tuple(o.id or f"o{place}" for place, o in enumerate(self.observations, start=1))

    def observed(self) -> dict[str, Observation]:
        """The observations by their ids."""
        return dict(zip(self.observation_ids(), self.observations, strict=True))

    def content(self) -> dict[str, JsonValue]:
        """What the case file says, as JSON values; texts in both languages."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)
