"""What every record has: an id, who extracted it, and the words that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from schema.fields import FILTER, GIVEN, SORT, Ref, Totals
from schema.kinds import ID, PROSE


class Struct(BaseModel):
    """Anything made of declared fields: frozen, without extra fields, documented by its attribute docstrings."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Match(Struct):
    """Words of an article that were searched for: where they stand, and what stands around them."""

    start: Annotated[int, GIVEN] = Field(ge=0)
    """Where the words begin, counted in Unicode characters from the start of the article's text."""
    end: Annotated[int, GIVEN] = Field(ge=1)
    """Where the words end, in the same count; the character at this place is no longer part of them."""
    exact: Annotated[str, PROSE, GIVEN]
    """The words themselves, exactly as printed."""
    prefix: Annotated[str, PROSE, GIVEN]
    """Up to 32 characters that stand before the words."""
    suffix: Annotated[str, PROSE, GIVEN]
    """Up to 32 characters that stand after the words."""


class Span(Match):
    """Words of an article: where they stand, and what stands around them."""

    sentence: Annotated[str, PROSE, GIVEN]
    """The sentence or line in which the words begin, exactly as printed."""


Evidence = Mapping[str, tuple[Span, ...]]
"""Spans by field name: one or more for a single value, one for each item of a list."""


class Grounded(Struct):
    """A struct whose values point at the words that they came from."""

    evidence: Evidence = Field(default_factory=dict, exclude=True)


class Value(Grounded):
    """A part of a record that has no id of its own."""


class Record(Grounded):
    """A fact that can be asked for by its id."""

    listings: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Lists that are asked for often: by one column, ordered by another. Each has an index of its own."""

    totalled: ClassVar[Totals | None] = None
    """How records of the type are added up; None where they are not."""

    reading: ClassVar[str] = "id"
    """The field by which records lie together where they are stored; those that refer to another record lie in its order."""

    id: Annotated[str, ID, FILTER, SORT, GIVEN]
    """The record's own name. The same input gives the same id on any machine."""
    extractor: Annotated[str, FILTER, GIVEN]
    """The part of dateline that made the record."""
    extractor_version: Annotated[str, GIVEN]
    """The version of that part."""


class Annotation(Record):
    """A fact found in one article."""

    reading = "article_id"

    article_id: Annotated[str, ID, Ref("article"), FILTER, GIVEN]
    """The article that the fact was found in."""
    confidence: Annotated[float | None, FILTER, SORT, GIVEN] = None
    """How often facts like this one are right, from 0 to 1, as measured on annotated news; null when that was not measured."""


def fields_of(struct: type[Struct]) -> Mapping[str, Any]:
    """The declared fields of a struct, in order, without its evidence."""
    return {name: info for name, info in struct.model_fields.items() if name != "evidence"}
