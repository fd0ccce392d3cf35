"""What the forms of time expressions mean: functions from the matched words and the anchor to a `Reading`.

The anchor is the day of publication, where it is known. Without it a relative expression keeps its words and gets no date.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from loaders.extract import edtf
from loaders.extract.edtf import Period
from schema.records.times import TimeBasis, TimeType

MONTHS: Mapping[str, int] = MappingProxyType(
    {name: at for at, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)}
)
WEEKDAYS: Mapping[str, int] = MappingProxyType({name: at for at, name in enumerate(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])})
NUMBERS: Mapping[str, int] = MappingProxyType(
    {
        "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
        "eleven": 11, "twelve": 12,
        "a": 1, "an": 1, "thirteen": 13, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    }
)  # fmt: skip
UNITS: Mapping[str, str] = MappingProxyType(
    {
        "second": "TS",
        "minute": "TM",
        "hour": "TH",
        "day": "D",
        "night": "D",
        "week": "W",
        "month": "M",
        "year": "Y",
        "decade": "E",
        "century": "C",
    }
)
SEASONS: Mapping[str, tuple[str, int]] = MappingProxyType(
    {"spring": ("SP", 21), "summer": ("SU", 22), "autumn": ("FA", 23), "fall": ("FA", 23), "winter": ("WI", 24)}
)
PARTS: Mapping[str, str] = MappingProxyType(
    {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "noon": "T12:00", "midnight": "T24:00"}
)
MODS: Mapping[str, str] = MappingProxyType(
    {
        "early": "START", "mid": "MID", "late": "END", "beginning": "START", "start": "START", "middle": "MID", "end": "END",
        "less than": "LESS_THAN", "under": "LESS_THAN", "fewer than": "LESS_THAN", "more than": "MORE_THAN", "over": "MORE_THAN",
        "at least": "EQUAL_OR_MORE", "up to": "EQUAL_OR_LESS", "about": "APPROX", "around": "APPROX", "nearly": "APPROX",
        "almost": "APPROX", "some": "APPROX", "roughly": "APPROX", "approximately": "APPROX",
    }
)  # fmt: skip
HOLIDAYS: Mapping[str, Callable[[int], date]] = MappingProxyType(
    {
        "good friday": lambda year: edtf.easter(year) - timedelta(days=2),
        "easter sunday": edtf.easter,
        "easter monday": lambda year: edtf.easter(year) + timedelta(days=1),
        "easter": edtf.easter,
        "palm sunday": lambda year: edtf.easter(year) - timedelta(days=7),
        "ash wednesday": lambda year: edtf.easter(year) - timedelta(days=46),
        "christmas eve": lambda year: date(year, 12, 24),
        "christmas day": lambda year: date(year, 12, 25),
        "christmas": lambda year: date(year, 12, 25),
        "boxing day": lambda year: date(year, 12, 26),
        "new year's eve": lambda year: date(year, 12, 31),
        "new year's day": lambda year: date(year, 1, 1),
        "halloween": lambda year: date(year, 10, 31),
        "valentine's day": lambda year: date(year, 2, 14),
    }
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a relative expression is counted from: the day of publication, the day last named, and whether the sentence looks ahead."""

    published: date | None
    named: date | None = None
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a time expression means."""

    type: TimeType
    timex: str | None = None
    mod: str | None = None
    period: Period | None = None
    basis: TimeBasis = TimeBasis.UNANCHORED


Groups = Mapping[str, str]
Meaning = Callable[[Groups, Anchor], Reading | None]


def _stated(period: Period, timex: str, mod: str | None = None) -> Reading:
    return Reading(TimeType.DATE, timex, mod, period, TimeBasis.STATED)


def _relative(period: Period | None, timex: str, mod: str | None = None, kind: TimeType = TimeType.DATE) -> Reading:
    basis = TimeBasis.PUBLICATION if period else TimeBasis.UNANCHORED
    return Reading(kind, period.edtf if period and kind is TimeType.DATE and "/" not in period.edtf else timex, mod, period, basis)


def _month(groups: Groups) -> int:
    return MONTHS[groups["month"][:3].lower()]


def _mod(groups: Groups) -> str | None:
    return MODS.get(groups.get("mod", "").lower().rstrip("- "))


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else NUMBERS.get(word.lower())


def whole_date(groups: Groups, anchor: Anchor) -> Reading | None:
    """22 April 2025, or 22 April of the year that brings it nearest to the day of publication."""
    month, day = _month(groups), int(groups["day"])
    if groups.get("year"):
        when = _valid(int(groups["year"]), month, day)
        return _stated(edtf.day(when), when.isoformat()) if when else None
    if not _valid(2000, month, day):
        return None
    near = _nearest(anchor.published, month, day)
    return _relative(edtf.day(near) if near else None, f"XXXX-{month:02d}-{day:02d}")


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(published: date | None, month: int, day: int) -> date | None:
    if published is None or not edtf.FIRST_YEAR < published.year < edtf.LAST_YEAR:
        return None
    near = [when for year in (-1, 0, 1) if (when := _valid(published.year + year, month, day))]
    return min(near, key=lambda when: abs(when - published)) if near else None


def figures(groups: Groups, _: Anchor) -> Reading | None:
    """A date in figures, such as 2025-01-31."""
    when = _valid(int(groups["year"]), int(groups["month"]), int(groups["day"]))
    return _stated(edtf.day(when), when.isoformat()) if when else None


def month_year(groups: Groups, _: Anchor) -> Reading:
    """A month of a year, or a part of it."""
    month, year, mod = _month(groups), int(groups["year"]), _mod(groups)
    period = edtf.part_of_month(year, month, mod) if mod else edtf.month(year, month)
    return _stated(period, f"{year:04d}-{month:02d}", mod)


def month_alone(groups: Groups, anchor: Anchor) -> Reading:
    """The latest such month that has begun; the next one where the sentence looks ahead."""
    month, mod, day = _month(groups), _mod(groups), anchor.published
    period = None
    if day and 1 < day.year < edtf.LAST_YEAR:
        year = day.year - (month > day.month)
        ahead = groups.get("which", "").lower() == "next" or (anchor.ahead and month != day.month)
        year += 1 if ahead and (year, month) <= (day.year, day.month) else 0
        year -= 1 if groups.get("which", "").lower() == "last" and (year, month) == (day.year, day.month) else 0
        period = edtf.part_of_month(year, month, mod) if mod else edtf.month(year, month)
    return _relative(period, f"XXXX-{month:02d}", mod)


def calendar_year(groups: Groups, _: Anchor) -> Reading:
    """A year, or a part of it."""
    year, mod = int(groups["year"]), _mod(groups)
    return _stated(edtf.part_of_year(year, mod) if mod else edtf.year(year), f"{year:04d}", mod)


def decade(groups: Groups, _: Anchor) -> Reading:
    """Ten years, such as the 1990s."""
    first = int(groups["year"])
    return _stated(edtf.decade(first), f"{first // 10:03d}X", _mod(groups))


def season(groups: Groups, _: Anchor) -> Reading:
    """A season; its days are known only with its year."""
    code, number = SEASONS[groups["season"].lower()]
    if groups.get("year"):
        year = int(groups["year"])
        # EDTF has a code for a season but no agreed days for it, so the bounds are those of the year around it.
        whole = edtf.year(year)
        latest = date(min(year + 1, edtf.LAST_YEAR), 3, 31) if number == 24 else whole.latest
        return _stated(Period(f"{year:04d}-{number}", whole.earliest, latest), f"{year:04d}-{code}")
    return _relative(None, f"XXXX-{code}", _mod(groups))


def weekday(groups: Groups, anchor: Anchor) -> Reading:
    """The latest such day on or before publication; the next one where the sentence looks ahead."""
    number = WEEKDAYS[groups["weekday"][:3].lower()]
    part = PARTS.get(groups.get("part", "").lower(), "")
    which, day, mod = groups.get("which", "").lower(), anchor.published, _mod(groups)
    when = None
    if day:
        back = (day.weekday() - number) % 7
        when = day - timedelta(days=back or (7 if which == "last" else 0))
        if which == "next" or (anchor.ahead and which != "last" and when < day):
            when += timedelta(days=7)
    kind = TimeType.TIME if part or mod else TimeType.DATE
    stem = when.isoformat() if when else f"XXXX-WXX-{number + 1}"
    return _relative(edtf.day(when) if when else None, stem + part, mod, kind)


def shifted(days: int, part: str = "") -> Meaning:
    """A day that lies so many days from publication."""

    def meaning(groups: Groups, anchor: Anchor) -> Reading:
        when = anchor.published + timedelta(days=days) if anchor.published else None
        time = PARTS.get(groups.get("part", "").lower(), part)
        stem = when.isoformat() if when else "XXXX-XX-XX"
        return _relative(edtf.day(when) if when else None, stem + time, _mod(groups), TimeType.TIME if time else TimeType.DATE)

    return meaning


def now(_: Groups, anchor: Anchor) -> Reading:
    """The day of publication; without it only a reference to the present."""
    return _relative(edtf.day(anchor.published) if anchor.published else None, "PRESENT_REF")


def overnight(_: Groups, anchor: Anchor) -> Reading:
    """The night before the day of publication."""
    day = anchor.published
    return _relative(edtf.days(day - timedelta(days=1), day) if day else None, "XXXX-XX-XXTNI", None, TimeType.TIME)


def weekend(groups: Groups, anchor: Anchor) -> Reading:
    """The latest weekend that has begun, or the one that the words tell."""
    day, which = anchor.published, groups.get("which", "").lower()
    period = None
    if day:
        period = edtf.weekend(day)
        later = which == "next" or (anchor.ahead and period.latest < day)
        moved = 7 if later else -7 if which == "last" and period.latest >= day else 0
        period = edtf.weekend(day + timedelta(days=moved))
    return _relative(period, "XXXX-WXX-WE")


STEP = {"this": 0, "last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}


def unit(groups: Groups, anchor: Anchor) -> Reading:
    """A week, month or year named from the present one: this week, last month, next year."""
    unit, step, mod, day = groups["unit"].lower(), STEP[groups["which"].lower()], _mod(groups), anchor.published
    unknown = {"week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}[unit]
    if day is None or not 1 < day.year < edtf.LAST_YEAR:
        return _relative(None, unknown, mod)
    if unit == "week":
        # A part of a week is not counted in days, so the whole week stands.
        when = day + timedelta(days=7 * step)
        return Reading(TimeType.DATE, "{}-W{:02d}".format(*when.isocalendar()), mod, edtf.week(when), TimeBasis.PUBLICATION)
    if unit == "month":
        whole = edtf.month_after(day, step)
        return _relative(edtf.part_of_month(whole.earliest.year, whole.earliest.month, mod) if mod else whole, whole.edtf, mod)
    whole = edtf.year(day.year + step)
    return _relative(edtf.part_of_year(day.year + step, mod) if mod else whole, whole.edtf, mod)


def _back(count: int, unit: str, day: date) -> Period | None:
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
    count, anaphoric = _number(groups["count"]), groups["way"].lower() not in {"ago", "from now"}
    forward = groups["way"].lower() in {"later", "after", "afterwards", "from now"}
    origin = anchor.named if anaphoric else anchor.published
    period = _back(count if forward else -count, unit, origin) if origin and count is not None else None
    mod = MODS.get(groups.get("hedge", "").lower())
    basis = TimeBasis.ANAPHORIC if anaphoric else TimeBasis.PUBLICATION if period else TimeBasis.UNANCHORED
    return Reading(TimeType.DATE, period.edtf if period and "/" not in period.edtf else None, mod, None if mod else period, basis)


def same_day(step: int) -> Meaning:
    """A day counted from the one named before."""

    def meaning(_: Groups, anchor: Anchor) -> Reading:
        when = anchor.named + timedelta(days=step) if anchor.named else None
        return Reading(TimeType.DATE, when.isoformat() if when else None, None, edtf.day(when) if when else None, TimeBasis.ANAPHORIC)

    return meaning


def holiday(groups: Groups, anchor: Anchor) -> Reading:
    """A holiday of a stated year, else the latest one on or before publication."""
    rule = HOLIDAYS[groups["holiday"].lower().replace("’", "'")]
    year = groups.get("year")
    if year:
        return _stated(edtf.day(rule(int(year))), rule(int(year)).isoformat())
    day = anchor.published
    if day is None or not 1 < day.year < edtf.LAST_YEAR:
        return _relative(None, "XXXX-XX-XX")
    past = max(when for when in (rule(day.year), rule(day.year - 1)) if when <= day)
    when = rule(day.year + (rule(day.year) <= day)) if anchor.ahead else past
    return _relative(edtf.day(when), when.isoformat())


def duration(groups: Groups, _: Anchor) -> Reading:
    """A length of time, which is no date."""
    unit = UNITS[groups["unit"].lower().rstrip("s").replace("centurie", "century")]
    number = _number(groups["count"]) if groups.get("count") else None
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
    """A time of day."""
    hour, minute = int(groups["hour"]) % 12, int(groups.get("minute") or 0)
    if minute > 59 or int(groups["hour"]) > 12:
        return None
    return Reading(TimeType.TIME, f"T{hour + (12 if groups['half'].lower().startswith('p') else 0):02d}:{minute:02d}")


def part_of_day(groups: Groups, _: Anchor) -> Reading:
    """A named time of day."""
    return Reading(TimeType.TIME, PARTS[groups["part"]])
