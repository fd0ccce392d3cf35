"""When something happened, as far as the article says so."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import model_validator

from schema.fields import FILTER, SORT, SPANNED, derived
from schema.kinds import EDTF, Choice
from schema.records.base import Value


class TimeType(Choice):
    """What sort of time an expression names."""

    DATE = "A calendar date or a part of the calendar, such as a day, a month or a year."
    TIME = "A time of day, such as a morning, a night or an hour."
    DURATION = "A length of time that is no date, such as three years."
    SET = "A time that comes again and again, such as every night."


class TimeBasis(Choice):
    """What a calendar date rests on."""

    STATED = "The words alone fix the date."
    PUBLICATION = "The words are counted from the day on which the article was published."
    ANAPHORIC = "The words are counted from another date in the article."
    ESTIMATED = "The date is an estimate from other statements of the article."
    UNANCHORED = "Nothing in the article fixes the date, so only the printed words are given."


class Time(Value):
    """A time expression of the article, with the calendar dates that it stands for where they are known."""

    printed: Annotated[str, SPANNED]
    """The words for the time, as printed."""
    type: Annotated[TimeType, FILTER, derived("printed")]
    """Whether the words name a date, a time of day, a duration or a recurring time."""
    value: Annotated[str | None, derived("printed")] = None
    """The meaning as a TIMEX3 value, such as 2022-02 or XXXX-WXX-2 for a bare Tuesday; null when it has none."""
    mod: Annotated[str | None, derived("printed")] = None
    """The TIMEX3 modifier, such as START for "early" or APPROX for "about"; null when there is none."""
    edtf: Annotated[str | None, EDTF, FILTER, derived("printed", "basis")] = None
    """The calendar date as EDTF (ISO 8601-2), no more exact than the words; null when no calendar date is known."""
    earliest: Annotated[date | None, FILTER, SORT, derived("edtf")] = None
    """The first day that the words can mean; null when no calendar date is known."""
    latest: Annotated[date | None, FILTER, SORT, derived("edtf")] = None
    """The last day that the words can mean; null when no calendar date is known."""
    day: Annotated[date | None, FILTER, SORT, derived("earliest", "latest")] = None
    """The day, where the words can mean only one; otherwise null."""
    month: Annotated[str | None, FILTER, SORT, derived("earliest", "latest")] = None
    """The month as YYYY-MM, where all days that the words can mean lie in one; otherwise null."""
    year: Annotated[int | None, FILTER, SORT, derived("earliest", "latest")] = None
    """The year, where all days that the words can mean lie in one; otherwise null."""
    basis: Annotated[TimeBasis, FILTER, derived("printed")]
    """What the calendar date rests on."""
    reason: Annotated[str | None, derived("printed", "basis")] = None
    """How an estimated or counted date was worked out, or which other sentence tells it, in words; null where neither is so."""

    @model_validator(mode="before")
    @classmethod
    def _whole_parts(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Puts the day, the month and the year where the first and the last day agree on them."""
        first, last = given.get("earliest"), given.get("latest")
        day = first if first == last else None
        month = first.isoformat()[:7] if first and last and first.isoformat()[:7] == last.isoformat()[:7] else None
        year = first.year if first and last and first.year == last.year else None
        return {**given, "day": day, "month": month, "year": year}
