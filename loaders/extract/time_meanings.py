"""What the forms of calendar dates mean: functions from the matched words and the anchor to a `Reading`."""

from __future__ import annotations

from datetime import date

from loaders.extract import edtf
from loaders.extract.edtf import Period
from loaders.extract.holidays import holidays
from loaders.extract.time_readings import (
    MODS,
    PARTS,
    SEASONS,
    UNITS,
    WEEKDAYS,
    Anchor,
    Groups,
    Reading,
    mod_of,
    month_of,
    number_of,
    relative,
    stated,
    valid,
)
from schema.records.times import TimeType

CENTURY, WINTER = 100, 24


def whole_date(groups: Groups, anchor: Anchor) -> Reading | None:
    """22 April 2025, or 22 April of the year that publication and the clause tell."""
    month, day = month_of(groups), int(groups["day"])
    if groups.get("year"):
        when = valid(int(groups["year"]), month, day)
        return stated(edtf.day(when), when.isoformat()) if when else None
    if not valid(2000, month, day):
        return None
    near = _of_some_year(anchor, month, day)
    return relative(edtf.day(near) if near else None, f"XXXX-{month:02d}-{day:02d}")


def some_days(groups: Groups, anchor: Anchor) -> Reading | None:
    """March 3-4, or the night of 3 to 4 March: from the first day to the second."""
    month, first, last = month_of(groups), int(groups["day"]), int(groups["last"])
    year = int(groups["year"]) if groups.get("year") else None
    if first >= last or not valid(year or 2000, month, last):
        return None
    begin = valid(year, month, first) if year else _of_some_year(anchor, month, first)
    end = valid(begin.year, month, last) if begin else None
    period = edtf.days(begin, end) if begin and end else None
    timex = f"{f'{year:04d}' if year else 'XXXX'}-{month:02d}-{first:02d}"
    return stated(period, timex) if year and period else relative(period, timex)


def _of_some_year(anchor: Anchor, month: int, day: int) -> date | None:
    """Such a day on the side of publication where the clause looks; where it looks to neither, the nearest."""
    published = anchor.day
    if published is None:
        return None
    near = [when for year in (-1, 0, 1) if (when := valid(published.year + year, month, day))]
    sides = {True: [when for when in near if when >= published], False: [when for when in near if when <= published], None: near}
    return min(sides[anchor.ahead], key=lambda when: abs(when - published), default=None)


def figures(groups: Groups, _: Anchor) -> Reading | None:
    """A date in figures whose order is certain, such as 2025-01-31."""
    when = valid(int(groups["year"]), int(groups["month"]), int(groups["day"]))
    return stated(edtf.day(when), when.isoformat()) if when else None


def unordered(groups: Groups, _: Anchor) -> Reading | None:
    """A date in figures such as 03/04/2025, which is a day in March or in April: no date, unless both are the same."""
    year, first, second = int(groups["year"]), int(groups["first"]), int(groups["second"])
    if first == second and (when := valid(year, first, second)):
        return stated(edtf.day(when), when.isoformat())
    return Reading(TimeType.DATE) if valid(year, first, second) and valid(year, second, first) else None


def month_year(groups: Groups, _: Anchor) -> Reading:
    """A month of a year, or a part of it."""
    month, year, mod = month_of(groups), int(groups["year"]), mod_of(groups)
    period = edtf.part_of_month(year, month, mod) if mod else edtf.month(year, month)
    return stated(period, f"{year:04d}-{month:02d}", mod)


def month_alone(groups: Groups, anchor: Anchor) -> Reading:
    """The latest such month that has begun; the next one where the clause looks ahead."""
    month, mod, day = month_of(groups), mod_of(groups), anchor.day
    period = None
    if day:
        year = day.year - (month > day.month)
        ahead = groups.get("which", "").lower() == "next" or (anchor.ahead and month != day.month)
        year += 1 if ahead and (year, month) <= (day.year, day.month) else 0
        year -= 1 if groups.get("which", "").lower() == "last" and (year, month) == (day.year, day.month) else 0
        period = edtf.part_of_month(year, month, mod) if mod else edtf.month(year, month)
    return relative(period, f"XXXX-{month:02d}", mod)


def month_of_year(groups: Groups, anchor: Anchor) -> Reading:
    """April last year: a month of the year before, of or after publication."""
    month, step = month_of(groups), {"last": -1, "this": 0, "next": 1}[groups["which"].lower()]
    return relative(edtf.month(anchor.day.year + step, month) if anchor.day else None, f"XXXX-{month:02d}")


def day_of_year(groups: Groups, anchor: Anchor) -> Reading | None:
    """3 October last year: a day of the year before, of or after publication."""
    step = {"last": -1, "this": 0, "next": 1}[groups["which"].lower()]
    month, day = month_of(groups), int(groups["day"])
    when = valid(anchor.day.year + step, month, day) if anchor.day else None
    return relative(edtf.day(when) if when else None, f"XXXX-{month:02d}-{day:02d}") if valid(2000, month, day) else None


def calendar_year(groups: Groups, _: Anchor) -> Reading:
    """A year, or a part of it."""
    year, mod = int(groups["year"]), mod_of(groups)
    return stated(edtf.part_of_year(year, mod) if mod else edtf.year(year), f"{year:04d}", mod)


def some_years(groups: Groups, _: Anchor) -> Reading | None:
    """Between 2015 and 2018; 2015-18."""
    first, last = int(groups["year"]), int(groups["last"])
    last += first // CENTURY * CENTURY if last < CENTURY else 0
    if first >= last:
        return None
    return stated(Period(f"{first:04d}/{last:04d}", edtf.year(first).earliest, edtf.year(last).latest), f"{first:04d}/{last:04d}")


def quarter(groups: Groups, _: Anchor) -> Reading:
    """The third quarter, with its months where its year is told."""
    number = number_of(groups["quarter"]) or 0
    if not groups.get("year"):
        return Reading(TimeType.DATE, f"XXXX-Q{number}")
    year = int(groups["year"])
    return stated(edtf.months(year, 3 * number - 2, 3 * number), f"{year:04d}-Q{number}")


def fiscal_year(groups: Groups, _: Anchor) -> Reading:
    """A fiscal year, which begins on another day in each country and company, so that it has no calendar date."""
    return Reading(TimeType.DATE, f"FY{groups['year']}")


def decade(groups: Groups, _: Anchor) -> Reading:
    """Ten years, such as the 1990s."""
    first = int(groups["year"])
    return stated(edtf.decade(first), f"{first // 10:03d}X", mod_of(groups))


def short_decade(groups: Groups, _: Anchor) -> Reading:
    """The '90s; no date for those that two centuries have, such as the '20s."""
    tens = int(groups["tens"])
    first = 1900 + tens
    return stated(edtf.decade(first), f"{first // 10:03d}X", mod_of(groups)) if tens > 30 else Reading(TimeType.DATE)


def _around(year: int) -> tuple[date, date]:
    """The bounds of a season: EDTF has a code for it but no agreed days, so they are those of the year around it."""
    whole = edtf.year(year)
    return whole.earliest, whole.latest


def season(groups: Groups, anchor: Anchor) -> Reading:
    """A season; its days are known only with its year, which "this" tells of all but winters, as these lie in two."""
    code, number = SEASONS[groups["season"].lower()]
    if groups.get("year"):
        year = int(groups["year"])
        first, last = _around(year)
        latest = date(min(year + 1, edtf.LAST_YEAR), 3, 31) if number == WINTER else last
        return stated(Period(f"{year:04d}-{number}", first, latest), f"{year:04d}-{code}", mod_of(groups))
    if anchor.day and groups.get("which", "").lower() == "this" and number != WINTER:
        return relative(Period(f"{anchor.day.year:04d}-{number}", *_around(anchor.day.year)), f"XXXX-{code}", mod_of(groups))
    return relative(None, f"XXXX-{code}", mod_of(groups))


def holiday(groups: Groups, anchor: Anchor) -> Reading:
    """A holiday of a stated year, else the latest one on or before publication."""
    rule = holidays()[groups["holiday"].lower().replace("’", "'")]
    year, day = groups.get("year"), anchor.day
    if rule is None:
        return Reading(TimeType.DATE)
    if year:
        return stated(edtf.day(rule(int(year))), rule(int(year)).isoformat())
    if day is None:
        return relative(None, "XXXX-XX-XX")
    past = max(when for when in (rule(day.year), rule(day.year - 1)) if when <= day)
    when = rule(day.year + (rule(day.year) <= day)) if anchor.ahead else past
    return relative(edtf.day(when), when.isoformat())


def duration(groups: Groups, _: Anchor) -> Reading:
    """A length of time, which is no date."""
    unit = UNITS[groups["unit"].lower().rstrip("s").replace("centurie", "century")]
    number = number_of(groups["count"]) if groups.get("count") else None
    value = str(number) if number is not None else "X"
    length = {"E": f"P{number * 10 if number is not None else 'X'}Y", "C": f"P{number * 100 if number is not None else 'X'}Y"}
    timex = length.get(unit) or f"P{unit[:-1]}{value}{unit[-1]}"
    return Reading(TimeType.DURATION, timex, MODS.get(groups.get("hedge", "").lower()))


EVERY = {
    "nightly": "XXXX-XX-XXTNI",
    "daily": "P1D",
    "weekly": "P1W",
    "monthly": "P1M",
    "yearly": "P1Y",
    "annually": "P1Y",
    "hourly": "PT1H",
}


def recurring(groups: Groups, _: Anchor) -> Reading:
    """A time that comes again and again, which is no date."""
    word = groups["every"].lower()
    if word[:3] in WEEKDAYS and word.endswith(("day", "days")) and len(word) > 4:
        return Reading(TimeType.SET, f"XXXX-WXX-{WEEKDAYS[word[:3]] + 1}")
    part = PARTS.get(word)
    unit = UNITS.get(word)
    return Reading(TimeType.SET, EVERY.get(word) or (f"XXXX-XX-XX{part}" if part else f"P{unit[:-1]}1{unit[-1]}" if unit else None))


def clock(groups: Groups, _: Anchor) -> Reading | None:
    """A time of day by the twelve or the twenty-four hours of a clock."""
    hour, minute, half = int(groups["hour"]), int(groups.get("minute") or 0), groups.get("half", "").lower()
    if minute > 59 or hour > (12 if half else 23):
        return None
    return Reading(TimeType.TIME, f"T{hour % 12 + 12 * (half == 'p') if half else hour:02d}:{minute:02d}")


def part_of_day(groups: Groups, _: Anchor) -> Reading:
    """A named time of day."""
    return Reading(TimeType.TIME, PARTS[groups["part"]])
