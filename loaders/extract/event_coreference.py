"""Decides which event of an article a report, or harm told by itself, belongs to: a sum of evidence for and against.

event = referent(events, report)           # None where the report tells of a new event
event = sufferers_of(events, clause)       # None where the harm of a clause belongs to none
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

from loaders.base import Part
from loaders.extract.event_families import same
from loaders.extract.event_places import agree, are_known
from loaders.extract.events import Event
from loaders.extract.reports import FURNITURE, Clause, Report
from loaders.extract.time_grammar import Match

RECENT = 40
"""How many events back another mention of one is looked for."""
FAR = 12
"""How many sentences behind an event harm without an event of its own still belongs to it."""
WEEK = 7
NIGHT = timedelta(days=1)
"""How far apart two days can be that are one night."""
PRIOR = 0.5
"""The evidence that lies in nothing ruling it out; two mentions are of one event where the sum is above 0."""

ONE_NAMED = 0.5
"""How much likelier an event is by its place or its day alone."""

EVIDENCE: Mapping[str, float] = {
    "same sort": 1.0,
    "both placed": 0.5,
    "both dated": 0.5,
    "definite": 1.0,
    "a sort": -1.5,
    "other": -3.0,
    "far": -0.5,
    "another time": -2.0,
    "history goes on": 1.0,
}
"""What speaks for two mentions of one event, and what against it."""


def _signs(event: Event, report: Report) -> Mapping[str, bool]:
    """Which evidence there is that a report is of an event."""
    return {
        "same sort": event.type is report.trigger.type,
        "both placed": are_known(event.place, report.place),
        "both dated": has_date(event.time) and has_date(report.time),
        "definite": report.trigger.definite or (report.part in FURNITURE and not event.background),
        "a sort": report.trigger.generic,
        "other": report.trigger.other,
        "far": abs(report.sentence.index - event.last) > FAR,
        "another time": event.background is not report.background,
        "history goes on": event.background and report.time is None and report.part not in FURNITURE,
    }


def referent(events: Sequence[Event], report: Report) -> Event | None:
    """The event that a report is another mention of: the likeliest of those told last, the last of equals.

    A headline tells of what the article opens with, also where it names the place or the day of that alone.
    """
    found = [(likeness(event, report), number) for number, event in enumerate(events[-RECENT:]) if _can_be(event, report)]
    best, at = max(found, default=(-1.0, 0))
    if report.part in FURNITURE:
        at = next((number for value, number in found if value > 0 and value >= best - ONE_NAMED), at)
    return events[-RECENT:][at] if best > 0 else None


def likeness(event: Event, report: Report) -> float:
    """The sum of evidence that a report is of an event."""
    return PRIOR + sum(EVIDENCE[sign] for sign, holds in _signs(event, report).items() if holds)


def _can_be(event: Event, report: Report) -> bool:
    """Whether nothing rules out that a report is of an event: another sort, another item of a list, another place or day."""
    if all(one.trigger.generic and not one.place for one in event.reports):
        return False
    if not any(same(one.trigger.type, report.trigger.type) for one in event.reports):
        return False
    item = Part.ITEM in {report.part, event.reports[0].part}
    if item and report.part not in FURNITURE and event.reports[0].sentence.block != report.sentence.block:
        return False
    return agree(event.place, report.place) and meet(event.time, report.time)


def has_date(time: Match | None) -> bool:
    """Whether a time is one of the calendar."""
    return time is not None and time.reading.period is not None


def meet(one: Match | None, other: Match | None) -> bool:
    """Whether two times can be one: those with dates share a day or a night; so do days of a week that nothing dates."""
    if one is None or other is None or one.reading.period is None or other.reading.period is None:
        day, next_day = _weekday(one), _weekday(other)
        return day is None or next_day is None or (day - next_day) % WEEK in {0, 1, WEEK - 1}
    first, second = one.reading.period, other.reading.period
    return first.earliest <= second.latest + NIGHT and second.earliest <= first.latest + NIGHT


def _weekday(time: Match | None) -> int | None:
    """The day of the week that a time names by itself, such as 5 for Friday."""
    named = re.match(r"XXXX-WXX-(\d)", time.reading.timex or "") if time else None
    return int(named.group(1)) if named else None


def sufferers_of(events: Sequence[Event], clause: Clause) -> Event | None:
    """The event that did the harm of a clause which names none: the one that is being told."""
    if clause.background:
        return None
    near = [one for one in events[-RECENT:] if clause.part in FURNITURE or abs(clause.sentence.index - one.last) <= FAR]
    told = [one for one in near if not one.denied and (one.is_told or one.place or len(events) == 1) and fits(one, clause)]
    news = [one for one in told if not one.background]
    going_on = [one for one in told if one is events[-1] and _goes_on(one, clause)]
    told = going_on or news or [one for one in told if one is events[-1] and clause.part not in FURNITURE]
    if clause.part is Part.ITEM:
        told = [one for one in told if one.reports[-1].sentence.block == clause.sentence.block]
    if clause.part in FURNITURE:
        return told[0] if told else None
    return max(told, key=lambda one: one.reports[-1].sentence.index, default=None)


def _goes_on(event: Event, clause: Clause) -> bool:
    """Whether a clause stands with the words of an event, or right behind them in their block where it is history: two are missing."""
    own, sentence = event.reports[-1].sentence, clause.sentence
    behind = own.block == sentence.block and own.index == sentence.index - 1
    return own.index == sentence.index or (event.background and behind)


def fits(event: Event, clause: Clause) -> bool:
    """Whether what a clause tells can be of an event: it names no other place and no other time."""
    return clause.bare is None or (agree(event.place, clause.bare.place) and meet(event.time, clause.bare.time))
