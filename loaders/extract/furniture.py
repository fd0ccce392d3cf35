"""Lines that belong to the page and not to the story: dates of publication, advertisements, links, credits."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import cache

from loaders.extract.lexicon import rows, words
from loaders.extract.time_grammar import matches
from loaders.extract.time_readings import Anchor

LONGEST = 15
"""How many words a line of boilerplate has at most: a longer one may tell something."""
LONGEST_NAME = 5
"""How many words the name of a newspaper has at most."""
SHORT = 8
"""Up to how many words a credit tells nothing even where it ends like a sentence."""
LONGEST_DATE = 90
"""How many characters a date line has at most."""

_WEEKDAY = r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = rf"(?:{_MONTH} {_DAY},? \d{{4}}|{_DAY} {_MONTH},? \d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})"
_CLOCK = r"t?\d{1,2}(?:[:.]\d\d){1,2} ?(?:[ap]\.?m\.?)?z?|\d{1,2} ?[ap]\.?m\.?"
_ZONE = r"\(?(?:gmt|utc|bst|ist|cet|cest|[ecmpa][sd]?t|local time|[+-]\d\d:?\d\d)\)?"
_LABEL = r"(?:first|last|originally)? ?(?:published|updated?|posted|modified|created|filed|released|date|issued)"
_DATED = re.compile(_DATE, re.IGNORECASE)
_TIMED = re.compile(rf"(?:{_CLOCK})(?!\w)", re.IGNORECASE)
_MARKS = r"\b(?:on|at|by|admin)\b|[|/,;·•–—:()\s-]"
_REST = re.compile(
    rf"(?:\b{_LABEL}\b|\b{_WEEKDAY}(?!\w)|{_DATE}|(?:{_CLOCK})(?!\w)|\b{_ZONE}(?!\w)|{_MARKS})+",
    re.IGNORECASE,
)
_FORMS = re.compile(
    r"(?:[^.>»]{1,40} [>»] [^.]{1,80}"  # the way from the front page: Home > News
    r"|[\w.+-]{1,60}@[\w.-]{1,60}"
    r"|@\w{1,40}"
    r"|(?:\d{1,3}|an?) ?(?:min|minute|hour|hr|day|week|month|year)s? (?:read|ago))$"
)
_UPDATED = re.compile(r"\b(?:updated?|modified)\b", re.IGNORECASE)


def is_date_line(text: str) -> bool:
    """Whether a line holds nothing but a date or a time of day, with what stands around it: Posted: Mar 12, 2026 / 8 AM."""
    return len(text) <= LONGEST_DATE and _REST.fullmatch(text) is not None and bool(_DATED.search(text) or _TIMED.search(text))


def is_clock_line(text: str) -> bool:
    """Whether a line holds only a time of day, as between the entries of a live report."""
    return is_date_line(text) and _DATED.search(text) is None


def is_boilerplate(text: str) -> bool:
    """Whether a line belongs to the page: an advertisement, a link, a credit, a notice."""
    line = text.strip(" ()[]*•|>»-–—").lower()
    if len(line.split()) > LONGEST:
        return False
    start = _starts("start").match(line) is not None and not _is_told(text)
    return line.rstrip(".:") in words("boilerplate") or start or any(form.match(line) for form in (_starts("notice"), _FORMS))


def is_masthead(text: str) -> bool:
    """Whether a line is the name of a newspaper or a station: Oakdale Daily News."""
    parts = text.split()
    return 1 < len(parts) <= LONGEST_NAME and parts[-1] in words("newspaper_words") and all(part[0].isupper() for part in parts)


def _is_told(text: str) -> bool:
    """Whether a credit goes on with a sentence of its own, which may tell something."""
    return len(text.split()) > SHORT and text.rstrip().endswith((".", "”", '"'))


@cache
def _starts(kind: str) -> re.Pattern[str]:
    names = (re.escape(row[0]) for row in rows("boilerplate") if (row[1:] or ("start",)) == (kind,))
    return re.compile(rf"(?:{'|'.join(sorted(names, key=len, reverse=True))})(?!\w)")


def printed_date(lines: list[str]) -> datetime | None:
    """The day of publication that date lines print: a full date of certain order; None where there is none, or where two differ.

    A line that tells when the article was updated counts only where no other line has a date.
    """
    dated = [(bool(_UPDATED.search(line)), found) for line in lines for found in _days(line)]
    first = {found for updated, found in dated if not updated} or {found for _, found in dated}
    return datetime.combine(first.pop(), datetime.min.time(), UTC) if len(first) == 1 else None


def _days(line: str) -> list[date]:
    periods = [match.reading.period for match in matches(line, 0, len(line), Anchor(None))]
    return [one.earliest for one in periods if one and one.earliest == one.latest]
