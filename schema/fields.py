"""Markers that stand beside a field's type: how it may be asked for, where it points, what it rests on."""

from __future__ import annotations

from dataclasses import dataclass


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


def derived(*sources: str) -> Derived:
    """A value worked out from the named fields or lists of the same record."""
    return Derived(sources)


Provenance = Spanned | Derived | Given
