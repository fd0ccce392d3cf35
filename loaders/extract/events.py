"""What an event of an article is while it is put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from loaders.extract.event_families import fullest
from loaders.extract.event_places import most_exact
from loaders.extract.harm import Harm
from loaders.extract.places import Mention
from loaders.extract.reports import Clause, Report
from loaders.extract.sources import Source
from loaders.extract.time_grammar import Match
from loaders.gazetteer import Level
from schema.records.incident import IncidentType

UNDECIDED_ALONE = frozenset(
    {
        IncidentType.ATTACK, IncidentType.FIRE, IncidentType.STORM, IncidentType.FLOOD, IncidentType.RIOT, IncidentType.ROBBERY,
        IncidentType.ARMED_CLASH, IncidentType.EXPLOSION, IncidentType.LANDSLIDE, IncidentType.PROTEST, IncidentType.EPIDEMIC,
    }
)  # fmt: skip
"""Sorts whose words are used of other things too: without harm or a weapon they are not taken for events."""


@dataclass(slots=True)
class Event:
    """An event of an article while it is put together: its reports, the harm bound to it, and what its list's lead-in adds."""

    reports: list[Report]
    harm: list[Bound] = field(default_factory=list)
    lead: Report | None = None
    topic: bool = False
    """The article opens with it, and it is news, or the only thing told."""
    past: bool = False
    """It lies well before the news that the article opens with."""
    set_in: Mention | None = None
    """Its place in the light of where the article is set."""

    @property
    def type(self) -> IncidentType:
        """What happened, by the report that says most."""
        return fullest(report.trigger.type for report in self.reports)

    @property
    def place(self) -> Mention | None:
        """The place that its reports name, as exactly as they do; of several at once the place of all."""
        named = [report.place for report in self.reports if report.place]
        return self.set_in or (named[0] if self.several else most_exact(named))

    @property
    def other(self) -> bool:
        """Whether it is told apart from what was told before: a separate accident."""
        return self.reports[0].trigger.other

    @property
    def several(self) -> bool:
        """Whether several at once are told of, each somewhere in one part of a country: strikes across Gaza."""
        first = self.reports[0]
        return first.trigger.generic and first.place is not None and first.place.place.level is not Level.COUNTRY

    @property
    def time(self) -> Match | None:
        """The first date that its reports name, else the first time, else that of the lead-in."""
        times = [report.time for report in self.reports if report.time]
        lead = self.lead.time if self.lead else None
        return next((time for time in times if time.reading.period), times[0] if times else lead)

    @property
    def day(self) -> date | None:
        """The last day on which it can have happened, where its reports tell."""
        period = self.time.reading.period if self.time else None
        return period.latest if period else None

    @property
    def last(self) -> int:
        """The number of the last sentence that tells of it."""
        return max(self.reports[-1].sentence.index, self.harm[-1].clause.sentence.index if self.harm else 0)

    @property
    def background(self) -> bool:
        """Whether all its reports tell of the past."""
        return all(report.background for report in self.reports)

    @property
    def denied(self) -> bool:
        """Whether the article says that it did not happen, or that it is denied."""
        return self.reports[0].denied

    @property
    def is_told(self) -> bool:
        """Whether it is told as one that happened: it did harm, or it has a place, or is said to have happened, and is no sort of event."""
        if self.harm:
            return True
        single = any(not report.trigger.generic for report in self.reports)
        armed = any(report.trigger.weapons for report in self.reports)
        firm = any(report.trigger.firm and not report.trigger.weak for report in self.reports)
        sure = self.type not in UNDECIDED_ALONE or armed or firm
        place = self.place
        if place is None:
            return sure and single and firm
        exact = place.place.level is not Level.COUNTRY
        return sure and (single or self.time is not None) and (exact or (single and self.time is not None))


@dataclass(frozen=True, slots=True)
class Bound:
    """Harm in its clause, with whoever states it."""

    clause: Clause
    harm: Harm
    source: Source | None
