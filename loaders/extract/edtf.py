"""Calendar periods and how they are written in EDTF (ISO 8601-2), no more exact than they are."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 1, 9999


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar: its EDTF form, its first and its last day."""

    edtf: str
    earliest: date
    latest: date


def day(when: date) -> Period:
    """One day, such as 2025-04-22."""
    return Period(when.isoformat(), when, when)


def days(first: date, last: date) -> Period:
    """All days from the first to the last, such as 2025-04-21/2025-04-22."""
    return day(first) if first == last else Period(f"{first.isoformat()}/{last.isoformat()}", first, last)


def month(year: int, number: int) -> Period:
    """One month, such as 2022-02."""
    return Period(f"{year:04d}-{number:02d}", date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def months(year: int, first: int, last: int) -> Period:
    """Some months of one year, such as 2022-01/2022-04."""
    return Period(f"{year:04d}-{first:02d}/{year:04d}-{last:02d}", month(year, first).earliest, month(year, last).latest)


def year(number: int) -> Period:
    """One year, such as 2022."""
    return Period(f"{number:04d}", date(number, 1, 1), date(number, 12, 31))


def decade(first: int) -> Period:
    """Ten years, such as 199X."""
    return Period(f"{first // 10:03d}X", date(first, 1, 1), date(first + 9, 12, 31))


def part_of_year(number: int, part: str) -> Period:
    """The early, middle or late months of a year."""
    return months(number, *{"START": (1, 4), "MID": (5, 8), "END": (9, 12)}[part])


def part_of_month(number: int, of_month: int, part: str) -> Period:
    """The early, middle or late days of a month."""
    last = monthrange(number, of_month)[1]
    first, end = {"START": (1, 10), "MID": (11, 20), "END": (21, last)}[part]
    return days(date(number, of_month, first), date(number, of_month, end))


def week(of_day: date) -> Period:
    """The week, Monday to Sunday, that holds a day."""
    monday = of_day - timedelta(days=of_day.weekday())
    return days(monday, monday + timedelta(days=6))


def weekend(on_or_before: date) -> Period:
    """The latest Saturday and Sunday of which at least the Saturday is not later than a day."""
    saturday = on_or_before - timedelta(days=(on_or_before.weekday() - 5) % 7)
    return days(saturday, saturday + timedelta(days=1))


def month_after(of_day: date, count: int) -> Period:
    """The month that lies `count` months after a day's."""
    number = of_day.year * 12 + of_day.month - 1 + count
    return month(number // 12, number % 12 + 1)


def easter(in_year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian computus)."""
    golden, century, rest = in_year % 19, in_year // 100, in_year % 100
    leap, gap = divmod(century, 4)
    moon = (century + 8) // 25
    epact = (19 * golden + century - leap - (century - moon + 1) // 3 + 15) % 30
    quarter, left = divmod(rest, 4)
    weekday = (32 + 2 * gap + 2 * quarter - epact - left) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    number, behind = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(in_year, number, behind + 1)
