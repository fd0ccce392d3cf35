"""One row per kind of value: how it is stored, described in JSON Schema, read from a URL, and turned into Python and back."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum, unique
from functools import cache
from typing import Any, TypeAlias

Stored: TypeAlias = str | int | float | bool
"""What a column, a JSON document and a cursor hold; absent is None."""

TEXT_LIMIT = 1000
"""The most characters that a plain text of a record has; prose may be longer."""

FILTER_LIMIT = 200
"""The most characters that a URL may give for a text to filter by."""

INTEGER_LIMIT = 2**31 - 1

WHOLE_LIMIT = 2**53 - 1
"""Up to here every reader of JSON takes a whole number exactly."""


@unique
class Choice(Enum):
    """A closed list of names. A member's name is its code everywhere; its value is the sentence that explains it."""


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """A row of the table of kinds. `parse` reads a URL's text and raises ValueError saying what would be right."""

    name: str
    python: type
    sqlite: str
    json_schema: Mapping[str, Any]
    parse: Callable[[str], Stored]
    dump: Callable[[Any], Stored] = field(default=lambda value: value)
    load: Callable[[Any], Any] = field(default=lambda value: value)
    ordered: bool = False
    textual: bool = False
    choices: type[Choice] | None = None
    postgres: str = 'TEXT COLLATE "C"'

    @property
    def parameter(self) -> Mapping[str, Any]:
        """The JSON Schema of what `parse` reads: of texts only the length is bounded, so that any can be looked for."""
        if self.parse is _text:
            return {"type": "string", "maxLength": FILTER_LIMIT}
        return self.json_schema


def _text(value: str) -> str:
    if len(value) > FILTER_LIMIT:
        raise ValueError(f"at most {FILTER_LIMIT} characters")
    return value


_ID = r"^[a-z]+-[a-z0-9-]+$"


def _id(value: str) -> str:
    if len(value) > FILTER_LIMIT or not re.fullmatch(_ID, value):
        raise ValueError("an id, such as article-5455a84f91042e4f")
    return value


def _integer(value: str) -> int:
    if not re.fullmatch(r"-?(0|[1-9][0-9]{0,9})", value) or not -INTEGER_LIMIT - 1 <= (number := int(value)) <= INTEGER_LIMIT:
        raise ValueError(f"a whole number from -{INTEGER_LIMIT + 1} to {INTEGER_LIMIT}")
    return number


def _decimal(value: str) -> float:
    if not re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?", value) or math.isinf(number := float(value)):
        raise ValueError("a decimal number, such as 46.5")
    return number


def _boolean(value: str) -> bool:
    if value not in {"true", "false"}:
        raise ValueError("true or false")
    return value == "true"


def _date(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat() if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII) else _no(value)
    except ValueError:
        raise ValueError("a date written as YYYY-MM-DD") from None


def _no(value: str) -> str:
    raise ValueError(value)


_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,6}\d*)?([Zz]|[+-]\d{2}:\d{2})", re.ASCII)


def instant(moment: datetime) -> str:
    """The one written form of an instant: UTC, to the microsecond, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _instant(value: str) -> str:
    try:
        if not _INSTANT.fullmatch(value):
            _no(value)
        return instant(datetime.fromisoformat(value.upper()))
    except (ValueError, OverflowError):
        raise ValueError("a date and time with its zone, such as 2025-04-22T08:30:00Z") from None


TEXT = Kind("text", str, "TEXT", {"type": "string", "maxLength": TEXT_LIMIT}, _text, textual=True)
PROSE = Kind("prose", str, "TEXT", {"type": "string", "maxLength": 2**31 - 1}, _text, textual=True)
ID = Kind("id", str, "TEXT", {"type": "string", "maxLength": FILTER_LIMIT, "pattern": _ID}, _id)
URL = Kind("url", str, "TEXT", {"type": "string", "format": "uri", "maxLength": 2048}, _text)
EDTF = Kind("edtf", str, "TEXT", {"type": "string", "maxLength": 64}, _text)
INTEGER = Kind(
    "integer",
    int,
    "INTEGER",
    {"type": "integer", "format": "int32", "minimum": -INTEGER_LIMIT - 1, "maximum": INTEGER_LIMIT},
    _integer,
    ordered=True,
    postgres="BIGINT",
)
WHOLE = Kind(
    "whole",
    int,
    "INTEGER",
    {"type": "integer", "format": "int64", "minimum": -WHOLE_LIMIT, "maximum": WHOLE_LIMIT},
    _integer,
    ordered=True,
    postgres="BIGINT",
)
"""A sum of integers."""
DECIMAL = Kind("decimal", float, "REAL", {"type": "number", "format": "double"}, _decimal, ordered=True, postgres="DOUBLE PRECISION")
BOOLEAN = Kind("boolean", bool, "INTEGER", {"type": "boolean"}, _boolean, postgres="BOOLEAN")
DATE = Kind(
    "date",
    date,
    "TEXT",
    {"type": "string", "format": "date", "maxLength": 10},
    _date,
    dump=date.isoformat,
    load=date.fromisoformat,
    ordered=True,
)
INSTANT = Kind(
    "instant",
    datetime,
    "TEXT",
    {"type": "string", "format": "date-time", "maxLength": 40},
    _instant,
    dump=instant,
    load=datetime.fromisoformat,
    ordered=True,
)

BY_TYPE: Mapping[type, Kind] = {kind.python: kind for kind in (BOOLEAN, INTEGER, DECIMAL, DATE, INSTANT, TEXT)}


@cache
def choice_kind(choices: type[Choice]) -> Kind:
    """The row of one closed list."""
    names = list(choices.__members__)

    def parse(value: str) -> str:
        if value not in choices.__members__:
            raise ValueError(f"one of {', '.join(names)}")
        return value

    return Kind(
        choices.__name__,
        choices,
        "TEXT",
        {"type": "string", "enum": names},
        parse,
        dump=lambda member: str(member.name),
        load=choices.__getitem__,
        choices=choices,
    )


def kind_of(python: type) -> Kind | None:
    """The kind of a Python type; None where the table has no row for it."""
    if issubclass(python, Choice):
        return choice_kind(python)
    return BY_TYPE.get(python)
