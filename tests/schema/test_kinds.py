"""What a URL may write for each kind of value, and that values survive being stored."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.kinds import BOOLEAN, BY_TYPE, DATE, DECIMAL, FILTER_LIMIT, ID, INSTANT, INTEGER, TEXT, Choice, Kind, choice_kind, kind_of
from tests.strategies import stored


class Weather(Choice):
    """The sky."""

    CLEAR = "No cloud."
    GREY = "Clouds."


WEATHER = choice_kind(Weather)

READ = [
    (TEXT, "", ""),
    (TEXT, "a" * FILTER_LIMIT, "a" * FILTER_LIMIT),
    (ID, "quote-5455-0001", "quote-5455-0001"),
    (INTEGER, "0", 0),
    (INTEGER, "-2147483648", -(2**31)),
    (INTEGER, "2147483647", 2**31 - 1),
    (DECIMAL, "46.5", 46.5),
    (DECIMAL, "-1e3", -1000.0),
    (BOOLEAN, "true", True),
    (BOOLEAN, "false", False),
    (DATE, "2024-02-29", "2024-02-29"),
    (INSTANT, "2025-04-22T10:30:00+02:00", "2025-04-22T08:30:00.000000Z"),
    (INSTANT, "2025-04-22t08:30:00.5z", "2025-04-22T08:30:00.500000Z"),
    (WEATHER, "GREY", "GREY"),
]

REFUSED = [
    (TEXT, "a" * (FILTER_LIMIT + 1), "at most 200 characters"),
    (ID, "Quote 1", "an id"),
    (ID, "a-" + "b" * FILTER_LIMIT, "an id"),
    (INTEGER, "2147483648", "a whole number from"),
    (INTEGER, "-2147483649", "a whole number from"),
    (INTEGER, "07", "a whole number from"),
    (INTEGER, "٣", "a whole number from"),
    (INTEGER, "1.0", "a whole number from"),
    (DECIMAL, "1e999", "a decimal number"),
    (DECIMAL, "nan", "a decimal number"),
    (DECIMAL, "1.", "a decimal number"),
    (BOOLEAN, "True", "true or false"),
    (DATE, "2025-02-29", "YYYY-MM-DD"),
    (DATE, "20250101", "YYYY-MM-DD"),
    (DATE, "２０２５-01-01", "YYYY-MM-DD"),
    (INSTANT, "2025-04-22T08:30:00", "with its zone"),
    (INSTANT, "2025-04-22T25:30:00Z", "with its zone"),
    (INSTANT, "0001-01-01T00:00:00+23:59", "with its zone"),
    (WEATHER, "grey", "one of CLEAR, GREY"),
]


@pytest.mark.parametrize(("kind", "text", "value"), READ)
def test_a_text_is_read_as_the_value_that_is_stored(kind: Kind, text: str, value: object) -> None:
    found = kind.parse(text)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(("kind", "text", "right"), REFUSED)
def test_a_text_that_is_no_value_is_refused_with_what_would_be_right(kind: Kind, text: str, right: str) -> None:
    with pytest.raises(ValueError, match=re.escape(right)):
        kind.parse(text)


@given(st.sampled_from([*BY_TYPE.values(), ID, WEATHER]), st.data())
def test_a_stored_value_survives_python_and_back(kind: Kind, data: st.DataObject) -> None:
    value = data.draw(stored(kind))
    loaded = kind.load(value)
    assert isinstance(loaded, kind.python)
    assert kind.dump(loaded) == value


@given(st.datetimes(datetime(1000, 1, 1), datetime(9999, 12, 30)), st.datetimes(datetime(1000, 1, 1), datetime(9999, 12, 30)))  # noqa: DTZ001  a zone follows
def test_written_instants_are_ordered_as_time_is(one: datetime, other: datetime) -> None:
    one, other = one.replace(tzinfo=UTC), other.replace(tzinfo=UTC)
    assert (INSTANT.dump(one) < INSTANT.dump(other)) == (one < other)  # type: ignore[operator]  # both are texts


def test_texts_to_filter_by_are_bounded_by_length_alone() -> None:
    assert TEXT.parameter == {"type": "string", "maxLength": FILTER_LIMIT}
    assert INTEGER.parameter == INTEGER.json_schema


def test_a_python_type_has_one_kind_or_none() -> None:
    assert kind_of(bool) is BOOLEAN
    assert kind_of(date) is DATE
    assert kind_of(Weather) is WEATHER
    assert kind_of(complex) is None
