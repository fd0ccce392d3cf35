"""Reads the line that names an article's authors."""

from __future__ import annotations

import re

_LEAD = re.compile(
    r"(?:(?:written|story|words|reported|reporting|posted|published|article|text|edited|compiled)\s+by|by|authors?\s*:|reporters?\s*:)(?=[\s:]|$)[\s:]*",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(
    r"(?:written|posted|published|updated|modified|created|reported|date|time|author|staff|by|on|at|in|last|[|:,/·•–—-])+", re.IGNORECASE
)
_NAME = re.compile(
    r"[^\W\d_a-z][\w'’.-]*(?:\s+(?:(?:de|del|della|van|von|der|den|al|el|bin|ibn|da|di|du|la|le|ten|ter)\s+){0,3}[^\W\d_a-z][\w'’.-]*){1,4}"
)
_SEPARATOR = re.compile(r"\s*(?:,|;|\||/|&|\band\b|\bwith\b|\n)\s*")
_NO_AUTHOR = re.compile(
    r"(?:published|updated|posted|staff|correspondent|reporters?|writers?|editors?|press|news|reuters|times|post|agency|service|january|february|march|april|may|june|july"
    r"|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r",\s*(?:(?:staff|senior|chief|special|political|crime|news|associate|contributing|managing)\s+)*"
    r"(?:writer|reporter|correspondent|editor|journalist|columnist)\b.*",
    re.IGNORECASE,
)
_IN_PLACE = re.compile(r"\s(?:in|at|for|from)\s")
"""What follows the names: the place that they write from, or their paper."""
_AGENCIES = frozenset({"associated press", "reuters", "agence france-presse", "afp", "ap", "upi", "staff", "our correspondent", "admin"})
LONGEST = 20


def is_byline(text: str) -> bool:
    """Whether the line names authors, or is a template for doing so that was left empty."""
    lead = _LEAD.match(text)
    if len(text) > 250 or len(text.split()) > LONGEST or text.endswith(("?", "!")):
        return False
    agency = lead is not None and text[lead.end() :].lower().removeprefix("the ").partition(",")[0] in _AGENCIES
    return agency or is_empty(text) or ((lead is not None or _ROLE.search(text) is not None) and bool(authors(text)))


def is_empty(text: str) -> bool:
    """Whether the line holds the words of a byline but neither a name nor a date."""
    parts = text.split()
    marks = sum(bool(re.fullmatch(r"(?i)written|posted|published|updated|by|author:?", part)) for part in parts)
    return marks > 0 and marks + 1 >= len(parts) / 2 and all(_TEMPLATE.fullmatch(part) for part in parts)


def authors(text: str) -> tuple[tuple[int, int], ...]:
    """The bounds of the authors' names in a byline."""
    lead, role = _LEAD.match(text), _ROLE.search(text)
    if lead is None:
        # Ann Lee, Staff Writer
        name = _NAME.fullmatch(text, 0, role.start()) if role else None
        return (name.span(),) if name and not _NO_AUTHOR.search(name.group()) else ()
    found: list[tuple[int, int]] = []
    at = lead.end()
    behind = _IN_PLACE.search(text, at)
    last = behind.start() if behind else len(text)
    for cut in [*_SEPARATOR.finditer(text, at, last), None]:
        end = cut.start() if cut else last
        name = _NAME.fullmatch(text, at, end)
        if name and not _NO_AUTHOR.search(name.group()):
            found.append(name.span())
        elif end > at:
            break  # what follows the names is the paper, the place or the date
        at = cut.end() if cut else end
    return tuple(found)
