"""The grammar of time expressions: one row per form, with the words that it matches and what they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from loaders.extract.time_meanings import (
    Anchor,
    Meaning,
    Reading,
    ago,
    calendar_year,
    clock,
    decade,
    duration,
    figures,
    holiday,
    month_alone,
    month_year,
    now,
    overnight,
    part_of_day,
    recurring,
    same_day,
    season,
    shifted,
    unit,
    weekday,
    weekend,
    whole_date,
)

_M = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|"
    r"Sep(?:t(?:ember|\.)?|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_LONG = r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)"
_D = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d)"
_Y = r"(?P<year>(?:1[89]|20)\d\d)"
_W = r"(?P<weekday>Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day|\.)"
_MOD = r"(?:(?P<mod>[Ee]arly|[Mm]id|[Ll]ate)[ -]|(?:the )?(?P<mod2>beginning|start|middle|end) of )"
_PART = r"(?P<part>morning|afternoon|evening|night)"
_HEDGE = (
    r"(?:(?P<hedge>(?i:less than|fewer than|more than|at least|up to|over|under|about|around|nearly|almost|some|roughly|approximately)) )"
)
_COUNT = (
    r"(?P<count>\d{1,4}|(?i:an?|one|two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty|forty|fifty))"
)
_HOLIDAY = (
    r"(?P<holiday>Good Friday|Easter (?:Sunday|Monday)|Easter(?! [a-zA-Z])|Palm Sunday|Ash Wednesday|Christmas (?:Eve|Day)|"
    r"Christmas(?! [a-zA-Z])|Boxing Day|New Year['’]s (?:Eve|Day)|Halloween|Valentine['’]s Day)"
)
_ANY = r"(?:(?:a )?(?:few|couple(?: of)?)|several|many)"
_DAYNAME = rf"(?:{_W.replace('weekday', 'prefix')},? )?"

RULES: tuple[tuple[str, Meaning], ...] = (
    (rf"{_DAYNAME}{_M} {_D}(?:,? {_Y}(?!\d))?(?![\d,]\d|:\d|%)", whole_date),
    (rf"{_DAYNAME}{_D} (?:of )?{_M}(?:,? {_Y})?(?!\w)", whole_date),
    (rf"{_Y}-(?P<month>0\d|1[0-2])-(?P<day>[0-3]\d)(?!\d)", figures),
    (rf"(?P<month>0?[1-9]|1[0-2])/(?P<day>1[3-9]|2\d|3[01])/{_Y}(?!\d)", figures),
    (rf"{_MOD}?{_M},? (?:of )?{_Y}(?!\d)", month_year),
    (rf"{_MOD}{_LONG}(?!\w)", month_alone),
    (rf"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his) ){_LONG}(?!\w)", month_alone),
    (rf"(?:[Ii]n|[Oo]f|[Bb]y) (?P<extent>{_LONG}(?! \d|\w))", month_alone),
    (rf"(?:[Ss]ince|[Uu]ntil) (?P<extent>{_LONG}(?! \d|\w))", month_alone),
    (rf"(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter) (?:of )?{_Y}(?!\d)", season),
    (r"(?P<which>[Ll]ast|[Tt]his|[Nn]ext) (?P<season>spring|summer|autumn|fall|winter)(?!\w)", season),
    (rf"{_MOD}{_Y}(?![\d,-])", calendar_year),
    (r"(?:(?P<mod>[Ee]arly|[Mm]id|[Ll]ate)[ -])?(?:the )?(?P<year>(?:1[89]|20)\d0)s(?!\w)", decade),
    (rf"(?:[Ii]n|[Oo]f|[Bb]y) (?P<extent>{_Y}(?![\d,.]\d|-\w|%| (?:people|men|women|others)))", calendar_year),
    (rf"(?:[Ss]ince|[Uu]ntil|[Aa]fter) (?P<extent>{_Y}(?![\d,.]\d|%))", calendar_year),
    (rf"(?:[Tt]he) (?P<extent>{_Y}(?= [a-z]))", calendar_year),
    (rf"(?:[Ff]rom|[Yy]ear) (?P<extent>{_Y}(?![\d,.]\d))", calendar_year),
    (rf"(?:(?P<mod>[Ee]arly|[Ll]ate)(?: on)? |(?P<which>[Ll]ast|[Nn]ext|[Tt]his) )?{_W}(?: {_PART})?(?!s?\w)", weekday),
    (rf"(?:[Yy]esterday)(?: {_PART})?(?!\w)", shifted(-1)),
    (r"[Ll]ast (?P<part>night|evening)(?!\w)", shifted(-1)),
    (rf"(?:[Tt]omorrow)(?: {_PART})?(?!\w)", shifted(1)),
    (r"[Tt]onight(?!\w)", shifted(0, "TNI")),
    (rf"(?:(?P<mod>[Ee]arly|[Ll]ate) )?[Tt]his {_PART}(?!\w)", shifted(0)),
    (r"[Tt]oday(?!\w)", now),
    (r"[Oo]vernight(?!\w)", overnight),
    (r"(?:(?P<which>[Tt]his|[Ll]ast|[Nn]ext|[Tt]he)(?: past)? )weekend(?!\w)", weekend),
    (r"(?:(?P<mod>[Ee]arly|[Ll]ate)(?:r)? )?(?P<which>[Tt]his|[Ll]ast|[Nn]ext) (?P<unit>week|month|year)(?![\w-])", unit),
    (
        (
            rf"{_HEDGE}?{_COUNT} (?P<unit>day|night|week|month|year|hour|minute|decade)s? "
            r"(?P<way>ago|earlier|later|before|afterwards|from now)(?!\w)"
        ),
        ago,
    ),
    (r"[Tt]he (?:same|very) day(?!\w)|[Tt]hat (?:same )?day(?!\w)", same_day(0)),
    (r"[Tt]he (?:next|following) (?:day|morning)(?!\w)|[Aa] day (?:later|after)(?!\w)", same_day(1)),
    (r"[Tt]he (?:previous day|day before)(?!\w)|[Aa] day (?:earlier|before)(?!\w)", same_day(-1)),
    (
        rf"{_HOLIDAY}(?:,? {_Y})?(?!\w)",
        holiday,
    ),
    (
        rf"{_HEDGE}?(?![Aa] second){_COUNT}[ -](?P<unit>second|minute|hour|day|week|month|year|decade|century|centurie)s?(?!\w|[ -]old)",
        duration,
    ),
    (rf"{_ANY} (?P<unit>seconds|minutes|hours|days|weeks|months|years|decades|centuries)(?! old|\w)", duration),
    (r"(?:[Ff]or|[Ii]n|[Oo]f) (?P<extent>(?P<unit>hours|days|weeks|months|years|decades|centuries)(?! old|\w))", duration),
    (r"(?:[Aa]fter) (?P<extent>(?P<unit>hours|days|weeks|months|years|decades|centuries)(?! old|\w))", duration),
    (
        r"(?:[Ee]very|[Ee]ach) (?P<every>hour|day|night|morning|evening|week|month|year|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?!\w)",
        recurring,
    ),
    (r"(?P<every>[Nn]ightly|[Dd]aily|[Ww]eekly|[Mm]onthly|[Yy]early|[Aa]nnually|[Hh]ourly)(?![\w-])", recurring),
    (r"(?P<every>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days)(?!\w)", recurring),
    (r"(?P<hour>\d{1,2})(?::(?P<minute>\d\d))? ?(?P<half>[ap])\.?m\.?(?!\w)", clock),
    (r"(?<!\w)(?P<part>noon|midnight)(?!\w)", part_of_day),
)
"""All forms; of two that begin at one place the longer is taken, then the earlier in this list."""


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], Meaning], ...]:
    return tuple((re.compile(rf"(?<![\w$€£#.-])(?:{form})"), meaning) for form, meaning in RULES)


_HINT = re.compile(
    r"\d|day|week|month|year|decade|centur|hour|minute|second|night|morning|evening|noon|weekend|January|February|March|April|May|June|July|"
    r"August|September|October|November|December|spring|summer|autumn|fall|winter|Spring|Summer|Easter|Christmas|Halloween|Friday|ly\b|row\b|"
    r"\b(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\."
)


@dataclass(frozen=True, slots=True)
class Match:
    """Words that name a time: their place in the text, and what they mean."""

    start: int
    end: int
    reading: Reading


def matches(text: str, start: int, end: int, anchor: Anchor) -> tuple[Match, ...]:
    """The time expressions between two places of a text, in order, none within another."""
    kept: list[Match] = []
    for form, meaning in _forms(text, start, end):
        first, last = form.span("extent") if "extent" in form.re.groupindex else form.span()
        if kept and first < kept[-1].end:
            continue
        named = kept[-1].reading.period if kept else None
        here = replace(anchor, named=named.earliest if named and named.earliest == named.latest else anchor.named)
        groups = {name.rstrip("2"): value for name, value in form.groupdict().items() if value}
        reading = meaning(groups, here)
        if reading:
            kept.append(Match(first, last, reading))
    return tuple(kept)


def _forms(text: str, start: int, end: int) -> list[tuple[re.Match[str], Meaning]]:
    if not _HINT.search(text, start, end):
        return []
    found = [(form, meaning) for pattern, meaning in _compiled() for form in pattern.finditer(text, start, end)]
    return sorted(found, key=lambda item: _place(item[0]))


def _place(form: re.Match[str]) -> tuple[int, int]:
    first, last = form.span("extent") if "extent" in form.re.groupindex else form.span()
    return first, -last
