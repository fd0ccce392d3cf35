"""The grammar of time expressions: one row per form, with the kind of word that it needs, the words that it matches and what they mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from loaders.extract.holidays import holidays
from loaders.extract.time_meanings import (
    calendar_year,
    clock,
    day_of_year,
    decade,
    duration,
    figures,
    fiscal_year,
    holiday,
    month_alone,
    month_of_year,
    month_year,
    part_of_day,
    quarter,
    recurring,
    season,
    short_decade,
    some_days,
    some_years,
    unordered,
    whole_date,
)
from loaders.extract.time_readings import Anchor, Meaning, Reading
from loaders.extract.time_relative import ago, now, overnight, same_day, shifted, unit, weekday, weekend

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_M = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|"
    r"Sep(?:t(?:ember|\.)?|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_LONG = rf"(?P<month>{_MONTHS})"
_D = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d)"
_LAST_D = _D.replace("day", "last")
_TO = r"(?: ?[-–—] ?| to | and )"
_Y = r"(?P<year>(?:1[89]|20)\d\d)"
_W = r"(?P<weekday>Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day|\.)"
_MOD = r"(?:(?P<mod>[Ee]arly|[Mm]id|[Ll]ate)[ -]|(?:the )?(?P<mod2>beginning|start|middle|end) of )"
_SMALL_HOURS = r"(?:the )?(?P<mod3>early hours) (?:of|on) "
_PART = r"(?P<part>morning|afternoon|evening|night)"
_HEDGE = (
    r"(?:(?P<hedge>(?i:less than|fewer than|more than|at least|up to|over|under|about|around|nearly|almost|some|roughly|approximately)) )"
)
_COUNT = (
    r"(?P<count>\d{1,4}|(?i:an?|one|two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty|forty|fifty))"
)
_ANY = r"(?:(?:a )?(?:few|couple(?: of)?)|several|many)"
_DAYNAME = rf"(?:{_W.replace('weekday', 'prefix')},? )?"
_WHICH_YEAR = r"(?P<which>last|this|next) year(?!\w)"
_ZONE = r"(?: (?:GMT|UTC|BST|EST|EDT|CET|local time))"

RULES: tuple[tuple[str, str, Meaning], ...] = (
    ("month", rf"{_DAYNAME}{_M} {_D} {_WHICH_YEAR}", day_of_year),
    ("month", rf"{_DAYNAME}{_D} (?:of )?{_M} {_WHICH_YEAR}", day_of_year),
    ("month", rf"{_DAYNAME}{_M} {_D}(?:,? {_Y}(?!\d))?(?![\d,]\d|:\d|%)", whole_date),
    ("month", rf"{_DAYNAME}{_D} (?:of )?{_M}(?:,? {_Y})?(?!\w)", whole_date),
    ("month", rf"{_M} {_D}{_TO}{_LAST_D}(?:,? {_Y}(?!\d))?(?![\d,]\d|:\d|%)", some_days),
    ("month", rf"{_D}{_TO}{_LAST_D} (?:of )?{_M}(?:,? {_Y})?(?!\w)", some_days),
    ("year", rf"{_Y}-(?P<month>0\d|1[0-2])-(?P<day>[0-3]\d)(?!\d)", figures),
    ("year", rf"(?P<month>0?[1-9]|1[0-2])/(?P<day>1[3-9]|2\d|3[01])/{_Y}(?!\d)", figures),
    ("year", rf"(?P<day>1[3-9]|2\d|3[01])/(?P<month>0?[1-9]|1[0-2])/{_Y}(?!\d)", figures),
    ("year", rf"(?P<day>0?[1-9]|[12]\d|3[01])\.(?P<month>0?[1-9]|1[0-2])\.{_Y}(?!\d)", figures),
    ("year", rf"(?P<first>0?[1-9]|1[0-2])/(?P<second>0?[1-9]|1[0-2])/{_Y}(?!\d)", unordered),
    ("month", rf"{_MOD}?{_M},? (?:of )?{_Y}(?!\d)", month_year),
    ("month", rf"{_MOD}{_LONG}(?!\w)", month_alone),
    ("month", rf"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his) ){_LONG}(?!\w)", month_alone),
    ("month", rf"{_LONG},? (?:of )?{_WHICH_YEAR}", month_of_year),
    ("month", rf"(?:[Ii]n|[Oo]f|[Bb]y|[Ss]ince|[Uu]ntil) (?P<extent>{_LONG}(?! \d|\w))", month_alone),
    ("season", rf"(?:{_MOD}(?:the )?)?(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter) (?:of )?{_Y}(?!\d)", season),
    ("season", r"(?P<which>[Ll]ast|[Tt]his|[Nn]ext) (?P<season>spring|summer|autumn|fall|winter)(?!\w)", season),
    ("quarter", rf"(?P<quarter>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth) quarter(?: (?:of )?{_Y}(?!\d))?(?!\w)", quarter),
    ("year", rf"Q(?P<quarter>[1-4]) (?:of )?{_Y}(?!\d)", quarter),
    ("fiscal", rf"(?:(?:[Ff]iscal|[Ff]inancial) (?:year )?|FY ?){_Y}(?:[-/–]\d\d)?(?!\d)", fiscal_year),
    ("year", rf"{_MOD}{_Y}(?![\d,-])", calendar_year),
    ("year", rf"(?:[Bb]etween|[Ff]rom) (?P<extent>{_Y}(?: and | to |[-–—])(?P<last>(?:1[89]|20)\d\d)(?!\d))", some_years),
    ("year", rf"{_Y}[-–—/](?P<last>(?:1[89]|20)?\d\d)(?![\d,.-]\d|\w)", some_years),
    ("decade", r"(?:(?P<mod>[Ee]arly|[Mm]id|[Ll]ate)[ -])?(?:the )?(?P<year>(?:1[89]|20)\d0)s(?!\w)", decade),
    ("decade", r"(?:(?P<mod>[Ee]arly|[Mm]id|[Ll]ate)[ -])?(?:the )?['’](?P<tens>\d0)s(?!\w)", short_decade),
    ("year", rf"(?:[Ii]n|[Oo]f|[Bb]y) (?P<extent>{_Y}(?![\d,.]\d|-\w|%| (?:people|men|women|others)))", calendar_year),
    ("year", rf"(?:[Ss]ince|[Uu]ntil|[Aa]fter|[Dd]uring) (?P<extent>{_Y}(?![\d,.]\d|%))", calendar_year),
    ("year", rf"(?:[Tt]he) (?P<extent>{_Y}(?= [a-z]))", calendar_year),
    ("year", r"[Ff]or (?P<extent>(?P<year>20\d\d)(?=[.,;]\s| (?:and|but|as|after)\b))", calendar_year),
    ("year", rf"(?:[Ff]rom|[Yy]ear) (?P<extent>{_Y}(?![\d,.]\d))", calendar_year),
    (
        "weekday",
        rf"(?:(?P<mod>[Ee]arly|[Ll]ate)(?: on)? |{_SMALL_HOURS}|(?P<which>[Ll]ast|[Nn]ext|[Tt]his) )?{_W}(?: {_PART})?(?!s?\w)",
        weekday,
    ),
    ("now", rf"(?:{_SMALL_HOURS})?[Yy]esterday(?: {_PART})?(?!\w)", shifted(-1)),
    ("part", r"[Ll]ast (?P<part>night|evening)(?!\w)", shifted(-1)),
    ("now", rf"(?:[Tt]omorrow)(?: {_PART})?(?!\w)", shifted(1)),
    ("now", r"[Tt]onight(?!\w)", shifted(0, "TNI")),
    ("part", rf"(?:(?P<mod>[Ee]arly|[Ll]ate) )?[Tt]his {_PART}(?!\w)", shifted(0)),
    ("now", r"[Tt]oday(?!\w)", now),
    ("now", r"[Oo]vernight(?!\w)", overnight),
    ("weekend", r"(?:(?P<which>[Tt]his|[Ll]ast|[Nn]ext|[Tt]he)(?: past)? )weekend(?!\w)", weekend),
    ("span", r"(?:(?P<mod>[Ee]arly|[Ll]ate)(?:r)? )?(?P<which>[Tt]his|[Ll]ast|[Nn]ext) (?P<unit>week|month|year)(?![\w-])", unit),
    (
        "way",
        (
            rf"{_HEDGE}?{_COUNT} (?P<unit>day|night|week|month|year|hour|minute|decade)s? "
            r"(?P<way>ago|earlier|later|before(?! (?!and\b|but\b|or\b)[a-z])|afterwards|from now)(?!\w)"
        ),
        ago,
    ),
    ("day", r"[Tt]he (?:same|very) day(?!\w)|[Tt]hat (?:same )?day(?!\w)", same_day(0)),
    ("part", rf"(?:[Tt]hat|[Tt]he same) {_PART}(?!\w)", same_day(0)),
    ("day", r"[Tt]he (?:next|following) day(?!\w)|[Aa] day (?:later|after)(?!\w)", same_day(1)),
    ("part", rf"[Tt]he (?:next|following) {_PART}(?!\w)", same_day(1)),
    ("day", r"[Tt]he (?:previous day|day before)(?!\w)|[Aa] day (?:earlier|before)(?!\w)", same_day(-1)),
    ("part", rf"[Tt]he previous {_PART}(?!\w)|[Tt]he (?P<part2>evening|night) before(?!\w)", same_day(-1)),
    ("holiday", rf"HOLIDAYS(?:,? {_Y})?(?!\w)", holiday),
    (
        "unit",
        rf"{_HEDGE}?(?![Aa] second){_COUNT}[ -](?P<unit>second|minute|hour|day|week|month|year|decade|century|centurie)s?(?!\w|[ -]old)",
        duration,
    ),
    ("units", rf"{_ANY} (?P<unit>seconds|minutes|hours|days|weeks|months|years|decades|centuries)(?! old|\w)", duration),
    (
        "units",
        r"(?:[Ff]or|[Ii]n|[Oo]f|[Aa]fter) (?P<extent>(?P<unit>hours|days|weeks|months|years|decades|centuries)(?! old|\w))",
        duration,
    ),
    (
        "every",
        r"(?:[Ee]very|[Ee]ach) (?P<every>hour|day|night|morning|evening|week|month|year|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?!\w)",
        recurring,
    ),
    ("every", r"(?P<every>[Nn]ightly|[Dd]aily|[Ww]eekly|[Mm]onthly|[Yy]early|[Aa]nnually|[Hh]ourly)(?![\w-])", recurring),
    ("every", r"(?P<every>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days)(?!\w)", recurring),
    ("clock", r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))? ?(?P<half>[ap])\.?m\.?(?!\w)", clock),
    ("clock", rf"(?:[Aa]t|[Bb]y|[Aa]round|[Aa]bout) (?P<extent>(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d){_ZONE}?(?![\d:]))", clock),
    ("clock", rf"(?P<hour>[01]\d|2[0-3]):?(?P<minute>[0-5]\d){_ZONE}(?!\w)", clock),
    ("now", r"(?<!\w)(?P<part>noon|midnight)(?!\w)", part_of_day),
)
"""All forms; of two that begin at one place the longer is taken, then the earlier in this list."""

_BARE = r"(?! (?!(?:and|or|but|in|at|on|of|when|was|is|has|had|will|for|with|by|to|from|after|before|as)\b)[a-zA-Z])"


@cache
def _compiled() -> Mapping[str, tuple[tuple[int, re.Pattern[str], Meaning], ...]]:
    """The forms by the kind of word that they need, each with its place in the list."""
    names = (re.escape(name).replace("'", "['’]") for name in sorted(holidays(), key=len, reverse=True))
    # A holiday of one word may only describe what follows it: Christmas tree, Easter eggs.
    named = "|".join(name if "\\ " in name else name + _BARE for name in names)
    found: dict[str, list[tuple[int, re.Pattern[str], Meaning]]] = {}
    for place, (kind, form, meaning) in enumerate(RULES):
        full = form.replace("HOLIDAYS", rf"(?=[A-Z])(?P<holiday>(?i:{named}))")
        found.setdefault(kind, []).append((place, re.compile(rf"(?<![\w$€£#.-])(?:{full})"), meaning))
    return {kind: tuple(rows) for kind, rows in found.items()}


@cache
def _kinds() -> Mapping[str, frozenset[str]]:
    """The kinds of forms that a word, in lower case, may be a part of."""
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    units = ("second", "minute", "hour", "day", "night", "week", "month", "year", "decade", "weekend", "century")
    kinds: dict[str, set[str]] = {}
    table = {
        "month": [form for name in _MONTHS.lower().split("|") for form in (name, name[:3], name[:4])],
        "weekday": [form for name in days for form in (name, name[:3], name[:4], name[:5])],
        "every": ["every", "each", "nightly", "daily", "weekly", "monthly", "yearly", "annually", "hourly", *(f"{day}s" for day in days)],
        "season": ["spring", "summer", "autumn", "fall", "winter"],
        "quarter": ["quarter"],
        "fiscal": ["fiscal", "financial", "fy"],
        "now": ["yesterday", "tomorrow", "tonight", "today", "overnight", "noon", "midnight"],
        "part": ["morning", "afternoon", "evening", "night"],
        "unit": [*units, *(f"{unit}s" for unit in units), "centuries"],
        "units": [*(f"{unit}s" for unit in units), "centuries"],
        "day": ["day"],
        "weekend": ["weekend"],
        "span": ["week", "month", "year"],
        "way": ["ago", "earlier", "later", "before", "afterwards", "now"],
        "clock": ["m", "am", "pm", *re.findall("[A-Z]+|local", _ZONE)],
        "holiday": [name.split()[0].split("'")[0].rstrip(".") for name in holidays()],
    }
    for kind, words in table.items():
        for word in words:
            kinds.setdefault(word.lower(), set()).add(kind)
    return {word: frozenset(found) for word, found in kinds.items()}


_WORD, _NUMBER = re.compile(r"[a-z]+"), re.compile(r"\d+(?::\d|s)?")


def _needed(text: str, start: int, end: int) -> frozenset[str]:
    """The kinds of forms that the words of a stretch of text allow."""
    kinds, found = _kinds(), set[str]()
    stretch = text[start:end].lower()
    for word in kinds.keys() & _WORD.findall(stretch):
        found |= kinds[word]
    for figure in _NUMBER.findall(stretch):
        found.update(_figure(figure))
    return frozenset(found)


def _figure(word: str) -> tuple[str, ...]:
    if word[-1] == "s":
        return ("decade",)
    if ":" in word:
        return ("clock",)
    return ("year",) if len(word) == 4 and word[:2] in {"18", "19", "20"} else ()


@dataclass(frozen=True, slots=True)
class Match:
    """Words that name a time: their place in the text, and what they mean."""

    start: int
    end: int
    reading: Reading


def matches(text: str, start: int, end: int, anchor: Anchor, ahead: Callable[[int], bool | None] = lambda _: None) -> tuple[Match, ...]:
    """The time expressions between two places of a text, in order, none within another. `ahead` tells where a clause looks ahead."""
    kept: list[Match] = []
    for first, last, form, meaning in _forms(text, start, end):
        if kept and first < kept[-1].end:
            continue
        named = kept[-1].reading.period if kept else None
        here = replace(anchor, named=named.earliest if named and named.earliest == named.latest else anchor.named, ahead=ahead(first))
        groups = {name.rstrip("23"): value for name, value in form.groupdict().items() if value}
        reading = meaning(groups, here)
        if reading:
            kept.append(Match(first, last, reading))
    return tuple(kept)


def _forms(text: str, start: int, end: int) -> Iterator[tuple[int, int, re.Match[str], Meaning]]:
    """The matches of all forms in the order in which they are tried."""
    rows = [row for kind in _needed(text, start, end) for row in _compiled().get(kind, ())]
    found = [(form, place, meaning) for place, pattern, meaning in rows for form in pattern.finditer(text, start, end)]
    placed = [(*_bounds(form), place, form, meaning) for form, place, meaning in found]
    for first, last, _, form, meaning in sorted(placed, key=lambda row: (row[0], -row[1], row[2])):
        yield first, last, form, meaning


def _bounds(form: re.Match[str]) -> tuple[int, int]:
    return form.span("extent") if "extent" in form.re.groupindex else form.span()
