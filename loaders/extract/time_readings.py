"""What time expressions mean: what they are counted from, the reading that comes out, and the words for months, numbers and units."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
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
        "first": 1, "second": 2, "third": 3, "fourth": 4,
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
        "early hours": "START",
        "less than": "LESS_THAN", "under": "LESS_THAN", "fewer than": "LESS_THAN", "more than": "MORE_THAN", "over": "MORE_THAN",
        "at least": "EQUAL_OR_MORE", "up to": "EQUAL_OR_LESS", "about": "APPROX", "around": "APPROX", "nearly": "APPROX",
        "almost": "APPROX", "some": "APPROX", "roughly": "APPROX", "approximately": "APPROX",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a relative expression is counted from: the day of publication, the day last named, and where the clause looks."""

    published: date | None
    named: date | None = None
    ahead: bool | None = None
    """True where the clause tells of what will be, False where it tells of what was; None where neither is clear."""

    @property
    def day(self) -> date | None:
        """The day of publication, where the years around it can be counted too."""
        return self.published if self.published and edtf.FIRST_YEAR < self.published.year < edtf.LAST_YEAR else None


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


def stated(period: Period, timex: str, mod: str | None = None) -> Reading:
    """The reading of a date that its words alone fix."""
    return Reading(TimeType.DATE, timex, mod, period, TimeBasis.STATED)


def relative(period: Period | None, timex: str, mod: str | None = None, kind: TimeType = TimeType.DATE) -> Reading:
    """The reading of a date counted from publication; of words without a date where that is not known."""
    basis = TimeBasis.PUBLICATION if period else TimeBasis.UNANCHORED
    return Reading(kind, period.edtf if period and kind is TimeType.DATE and "/" not in period.edtf else timex, mod, period, basis)


def month_of(groups: Groups) -> int:
    """The number of the month."""
    return MONTHS[groups["month"][:3].lower()]


def mod_of(groups: Groups) -> str | None:
    """The modifier that "early" or "the end of" gives."""
    return MODS.get(groups.get("mod", "").lower().rstrip("- "))


def number_of(word: str) -> int | None:
    """The number that a word or figure names."""
    return int(word) if word.isdigit() else NUMBERS.get(word.lower())


def valid(year: int, month: int, day: int) -> date | None:
    """The date, where there is one."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
