"""What an event of an article is while it is put together, and which of the harm told of it is told twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from loaders.extract.event_families import fullest
from loaders.extract.event_places import most_exact
from loaders.extract.harm import Harm
from loaders.extract.parties import Party
from loaders.extract.places import Mention
from loaders.extract.reports import Clause, Report
from loaders.extract.sources import Source
from loaders.extract.time_grammar import Match
from loaders.gazetteer import Level
from schema.records.casualty import Effect
from schema.records.incident import IncidentType

UNDECIDED = frozenset({"shoot", "stab", "take", "rush", "transport", "hit", "strike", "wound", "knife", "bring", "airlift"})
"""Words of harm that leave open whether somebody lives."""
COMPARED = 200
"""How many numbers back a repetition is looked for."""
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
    set_in: Mention | None = None
    """Its place in the light of where the article is set."""

    @property
    def type(self) -> IncidentType:
        """What happened, by the report that says most."""
        return fullest(report.trigger.type for report in self.reports)

    @property
    def place(self) -> Mention | None:
        """The place that its reports name, as exactly as they do."""
        return self.set_in or most_exact([report.place for report in self.reports if report.place])

    @property
    def time(self) -> Match | None:
        """The first date that its reports name, else the first time, else that of the lead-in."""
        times = [report.time for report in self.reports if report.time]
        lead = self.lead.time if self.lead else None
        return next((time for time in times if time.reading.period), times[0] if times else lead)

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
        firm = any(report.trigger.firm for report in self.reports)
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


def merged(bounds: Iterable[Bound]) -> list[Bound]:
    """The harm of one event without repetitions."""
    kept: list[Bound] = []
    for bound in bounds:
        if not any(_repeats(bound, before) for before in kept[-COMPARED:]):
            kept.append(bound)
    dead = [bound for bound in kept if bound.harm.effect is Effect.KILLED and bound.harm.part_of is None][:COMPARED]
    return [bound for bound in kept if not any(_died(bound, one) for one in dead)]


def _died(bound: Bound, dead: Bound) -> bool:
    """Whether somebody who is hurt in one sentence is dead in another: a man was shot; the 36-year-old man died."""
    one, other = bound.harm.party, dead.harm.party
    single = bound.harm.effect is Effect.INJURED and one.min == other.min == 1 == one.max == other.max
    unsaid = bound.clause.sentence.tokens[bound.harm.trigger].lemma in UNDECIDED
    apart = bound.clause.sentence.index != dead.clause.sentence.index
    ages = one.age is None or other.age is None or one.age == other.age
    return single and unsaid and apart and ages and (one.sex is None or other.sex is None or one.sex is other.sex)


def _repeats(bound: Bound, before: Bound) -> bool:
    """Whether harm was told before: by the same number, or of somebody known by then."""
    one, other = bound.harm, before.harm
    if one.effect is not other.effect or one.part_of is not None or one.of_whole:
        return False
    party, known = one.party, other.party
    if bound.clause.sentence.index == before.clause.sentence.index:
        return _same_words(party, known) and one.trigger != other.trigger
    if party.definite or (party.named and not known.named):
        return party.max is not None and known.min is not None and party.max <= known.min
    same_sex = party.sex is None or known.sex is None or party.sex is known.sex
    groups = party.group == known.group or party.group is None or known.group is None or known.named or (party.owned and same_sex)
    ages = party.age is None or known.age is None or party.age == known.age
    differ = party.named and known.named and party.printed != known.printed and _names_differ(bound, before)
    return (party.min, party.max) == (known.min, known.max) and groups and ages and not differ


def _same_words(party: Party, known: Party) -> bool:
    """Whether one sentence tells the same twice, as where a headline runs into the text: 2 injured ... two people were hurt."""
    counted = not party.named and not known.named and not party.owned and not known.owned
    return (
        counted
        and (party.min, party.max) == (known.min, known.max)
        and (party.min or 0) > 1
        and (party.group is None or known.group is None)
    )


def _names_differ(bound: Bound, before: Bound) -> bool:
    def last_word(one: Bound) -> str:
        words = [token.text for token in one.clause.sentence.tokens if token.end <= one.harm.party.printed[1]]
        return words[-1] if words else ""

    return last_word(bound) != last_word(before)
