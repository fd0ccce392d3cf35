"""Markers that stand beside a field's type: how it may be asked for, where it points, what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Filter:
    """The field can be filtered by, with every operator of its kind."""


@dataclass(frozen=True, slots=True)
class Sort:
    """Lists can be ordered by the field."""


@dataclass(frozen=True, slots=True)
class Ref:
    """The field holds the id of another record, which lists its referrers as `reverse` (else the referrers' plural).

    `beside` is another such field of the same record: the record that it names lists those that this field names there.
    """

    record: str
    reverse: str | None = None
    beside: str | None = None


@dataclass(frozen=True, slots=True)
class Spanned:
    """The value stands in the article: the record's evidence holds its span, or one span for each item of a list."""


@dataclass(frozen=True, slots=True)
class Derived:
    """The value is worked out from other fields of the same record, or from one of its lists of others, named here."""

    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """The value came with the input or was set by the loader; it is no claim about the world."""


@dataclass(frozen=True, slots=True)
class Large:
    """The value is long: lists leave it out unless it is asked for by name."""


@dataclass(frozen=True, slots=True)
class Searched:
    """Records can be searched for words of the field. What is found in a `prominent` one is more relevant."""

    prominent: bool = False


@dataclass(frozen=True, slots=True)
class Deprecated:
    """The field will go: the release and the date, and what to use instead."""

    since: str
    removal: str
    instead: str


FILTER = Filter()
SORT = Sort()
SPANNED = Spanned()
GIVEN = Given()
LARGE = Large()
SEARCHED = Searched()
PROMINENT = Searched(prominent=True)


def derived(*sources: str) -> Derived:
    """A value worked out from the named fields or lists of the same record."""
    return Derived(sources)


Provenance = Spanned | Derived | Given


@dataclass(frozen=True, slots=True)
class Totals:
    """How the records of a type are added up. Paths name columns of the record, or lead through references to those of other records."""

    doc: str
    measures: tuple[str, ...]
    """The columns that are added up, each for itself."""
    dimensions: Mapping[str, str]
    """What the sums can go by: for each name the path to its column."""
    default: tuple[str, ...]
    """What they go by where a request does not say; at least one."""
    apart: tuple[str, ...] = ()
    """The dimensions that they go by always, since what differs in them must not be added."""
    addends: Mapping[str, str | int] = field(default_factory=dict)
    """What the records that may be added have in these columns."""
    sources: tuple[str, ...] = ()
    """The references whose different records are counted, to show from how many the sums come."""
    marked: Mapping[str, tuple[Mapping[str, Any], str]] = field(default_factory=dict)
    """Sorts of addends that are counted by themselves: for each name a filter on the record's own columns, and its sentence."""
    ranges: tuple[str, ...] = ()
    """Further columns that records are often chosen by, the most frequent first."""
