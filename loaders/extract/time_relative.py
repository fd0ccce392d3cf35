"""What words that are counted from another day mean: the day of publication, or the day that the article names before.

Where that day is not known, they keep their words and get no date.
"""

from __future__ import annotations

from datetime import date, timedelta

from loaders.extract import edtf
from loaders.extract.edtf import Period
from loaders.extract.time_readings import (
    MODS,
    PARTS,
    WEEKDAYS,
    Anchor,
    Groups,
    Meaning,
    Reading,
    mod_of,
    number_of,
    relative,
)
from schema.records.times import TimeBasis, TimeType


def weekday(groups: Groups, anchor: Anchor) -> Reading:
    """The latest such day on or before publication; the next one where the clause looks ahead."""
    number = WEEKDAYS[groups["weekday"][:3].lower()]
    part = PARTS.get(groups.get("part", "").lower(), "")
    which, day, mod = groups.get("which", "").lower(), anchor.day, mod_of(groups)
    when = None
    if day:
        back = (day.weekday() - number) % 7
        when = day - timedelta(days=back or (7 if which == "last" else 0))
        if which == "next" or (anchor.ahead and which != "last" and when < day):
            when += timedelta(days=7)
    kind = TimeType.TIME if part or mod else TimeType.DATE
    stem = when.isoformat() if when else f"XXXX-WXX-{number + 1}"
    return relative(edtf.day(when) if when else None, stem + part, mod, kind)


def shifted(days: int, part: str = "") -> Meaning:
    """A day that lies so many days from publication."""

    def meaning(groups: Groups, anchor: Anchor) -> Reading:
        when = anchor.day + timedelta(days=days) if anchor.day else None
        time = PARTS.get(groups.get("part", "").lower(), part)
        stem = when.isoformat() if when else "XXXX-XX-XX"
        return relative(edtf.day(when) if when else None, stem + time, mod_of(groups), TimeType.TIME if time else TimeType.DATE)

    return meaning


def now(_: Groups, anchor: Anchor) -> Reading:
    """The day of publication; without it only a reference to the present."""
    return relative(edtf.day(anchor.published) if anchor.published else None, "PRESENT_REF")


def overnight(_: Groups, anchor: Anchor) -> Reading:
    """The night before the day of publication."""
    day = anchor.day
    return relative(edtf.days(day - timedelta(days=1), day) if day else None, "XXXX-XX-XXTNI", None, TimeType.TIME)


def weekend(groups: Groups, anchor: Anchor) -> Reading:
    """The latest weekend that has begun, or the one that the words tell."""
    day, which = anchor.day, groups.get("which", "").lower()
    period = None
    if day:
        period = edtf.weekend(day)
        later = which == "next" or (anchor.ahead and period.latest < day)
        moved = 7 if later else -7 if which == "last" and period.latest >= day else 0
        period = edtf.weekend(day + timedelta(days=moved))
    return relative(period, "XXXX-WXX-WE")


STEP = {"this": 0, "last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}


def unit(groups: Groups, anchor: Anchor) -> Reading:
    """A week, month or year named from the present one: this week, last month, next year."""
    unit, step, mod, day = groups["unit"].lower(), STEP[groups["which"].lower()], mod_of(groups), anchor.day
    unknown = {"week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}[unit]
    if day is None:
        return relative(None, unknown, mod)
    if unit == "week":
        # A part of a week is not counted in days, so the whole week stands.
        when = day + timedelta(days=7 * step)
        return Reading(TimeType.DATE, "{}-W{:02d}".format(*when.isocalendar()), mod, edtf.week(when), TimeBasis.PUBLICATION)
    if unit == "month":
        whole = edtf.month_after(day, step)
        return relative(edtf.part_of_month(whole.earliest.year, whole.earliest.month, mod) if mod else whole, whole.edtf, mod)
    whole = edtf.year(day.year + step)
    return relative(edtf.part_of_year(day.year + step, mod) if mod else whole, whole.edtf, mod)


def _away(count: int, unit: str, day: date) -> Period | None:
    """The period that lies so many units from a day: as wide as the unit, since "two weeks ago" names no day."""
    try:
        match unit:
            case "day" | "night":
                return edtf.day(day + timedelta(days=count))
            case "week":
                return edtf.week(day + timedelta(weeks=count))
            case "month":
                return edtf.month_after(day, count)
            case "year":
                return edtf.year(day.year + count) if 1 <= day.year + count <= edtf.LAST_YEAR else None
    except (OverflowError, ValueError):
        return None
    return None


def ago(groups: Groups, anchor: Anchor) -> Reading:
    """Four days ago counts from publication, four days earlier from the day that was named before."""
    unit = groups["unit"].lower()
    count, anaphoric = number_of(groups["count"]), groups["way"].lower() not in {"ago", "from now"}
    forward = groups["way"].lower() in {"later", "after", "afterwards", "from now"}
    origin = anchor.named if anaphoric else anchor.published
    period = _away(count if forward else -count, unit, origin) if origin and count is not None else None
    mod = MODS.get(groups.get("hedge", "").lower())
    counted = TimeBasis.ANAPHORIC if anaphoric else TimeBasis.PUBLICATION
    timex = period.edtf if period and "/" not in period.edtf else None
    kind = TimeType.TIME if unit in {"hour", "minute"} else TimeType.DATE
    return Reading(kind, timex, mod, None if mod else period, counted if period else TimeBasis.UNANCHORED)


def same_day(step: int) -> Meaning:
    """A day counted from the one named before."""

    def meaning(groups: Groups, anchor: Anchor) -> Reading:
        when = anchor.named + timedelta(days=step) if anchor.named and date.min < anchor.named < date.max else None
        time = PARTS.get(groups.get("part", "").lower(), "")
        basis = TimeBasis.ANAPHORIC if when else TimeBasis.UNANCHORED
        kind = TimeType.TIME if time else TimeType.DATE
        return Reading(kind, when.isoformat() + time if when else None, None, edtf.day(when) if when else None, basis)

    return meaning
