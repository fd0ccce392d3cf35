"""Puts together what the clauses of an article report: the events, each with all its reports and the harm that it did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from loaders.base import Analysis, Part
from loaders.extract.arguments import actor, weapons
from loaders.extract.event_families import fullest, same
from loaders.extract.harm import Harm
from loaders.extract.parties import Party, person_noun
from loaders.extract.places import Mention, people_in
from loaders.extract.reports import FURNITURE, Clause, Report, clauses
from loaders.extract.sources import Source
from loaders.extract.time_grammar import Match
from loaders.gazetteer import Level
from schema.records import Record
from schema.records.casualty import Effect
from schema.records.incident import IncidentType

MAKING = {
    **dict.fromkeys(["kill", "murder", "slay", "massacre", "execute", "killing", "slaying"], IncidentType.ATTACK),
    **dict.fromkeys(["kidnap", "abduct"], IncidentType.KIDNAPPING),
    "shoot": IncidentType.SHOOTING,
    "stab": IncidentType.STABBING,
    "assassinate": IncidentType.ASSASSINATION,
}
"""Words of harm that tell what happened where nothing else does."""
CRIME = frozenset(
    [
        "gunman",
        "shooter",
        "attacker",
        "assailant",
        "suspect",
        "murder",
        "homicide",
        "gunshot",
        "gunfire",
        "shooting",
        "murderer",
        "killer",
        "massacre",
    ]
)
"""Words of an article that tells of a crime."""
UNDECIDED = frozenset({"shoot", "stab", "take", "rush", "transport", "hit", "strike", "wound", "knife", "bring", "airlift"})
"""Words of harm that leave open whether somebody lives."""
FAR = 12
"""How many sentences behind an event harm without an event of its own still belongs to it."""
RECENT = 40
"""How many events back another mention of one is looked for."""
MENTIONS = 40
"""How many reports of one event are kept; what they tell stands in the first."""
COMPARED = 200
"""How many numbers back a repetition is looked for."""
TOTALS = frozenset({"since", "annually", "yearly"})


@dataclass(slots=True)
class Event:
    """An event of an article while it is put together: its reports, the harm bound to it, and what its list's lead-in adds."""

    reports: list[Report]
    harm: list[Bound] = field(default_factory=list)
    lead: Report | None = None

    @property
    def type(self) -> IncidentType:
        """What happened, by the report that says most."""
        return fullest(report.trigger.type for report in self.reports)

    @property
    def place(self) -> Mention | None:
        """The most exact of the places that its reports name, the first of several."""
        named = [report.place for report in self.reports if report.place]
        return min(named, key=lambda one: one.place.level is Level.COUNTRY, default=None)

    @property
    def time(self) -> Match | None:
        """The first time that its reports name, else that of the lead-in."""
        return next((report.time for report in self.reports if report.time), self.lead.time if self.lead else None)

    @property
    def last(self) -> int:
        """The number of the last sentence that tells of it."""
        return max(self.reports[-1].sentence.index, self.harm[-1].clause.sentence.index if self.harm else 0)

    @property
    def background(self) -> bool:
        """Whether all its reports tell of the past."""
        return all(report.background for report in self.reports)


@dataclass(frozen=True, slots=True)
class Bound:
    """Harm in its clause, with whoever states it."""

    clause: Clause
    harm: Harm
    source: Source | None


def events(analysis: Analysis, found: Sequence[Record]) -> tuple[Event, ...]:
    """The events of an article, in the order of their first reports; each has a place or harm to people."""
    maker = _Maker(analysis, people_in(found))
    for clause in clauses(analysis, found):
        maker.take(clause)
    made = [event for event in maker.finished() if _is_told(event)]
    return tuple(sorted(made, key=lambda event: _start(event.reports[0])))


def _leads(analysis: Analysis) -> Sequence[int]:
    """For each block the one that introduces its list: the last before it that is no item."""
    leads: list[int] = []
    for number, block in enumerate(analysis.blocks):
        leads.append(leads[-1] if leads and block.part is Part.ITEM else number)
    return leads


def _start(report: Report) -> int:
    return report.sentence.tokens[report.trigger.at].start


def _is_told(event: Event) -> bool:
    """Whether an event is told as one that happened: it did harm, or it has a place and is more than a sort of event."""
    if event.harm:
        return True
    place = event.place
    if place is None:
        return False
    exact = place.place.level is not Level.COUNTRY
    single = any(not report.trigger.generic for report in event.reports)
    armed = any(report.trigger.weapons for report in event.reports)
    firm = event.type not in WEAK_ALONE or armed
    return firm and (single or event.time is not None) and (exact or (single and event.time is not None))


WEAK_ALONE = frozenset(
    {
        IncidentType.ATTACK, IncidentType.FIRE, IncidentType.STORM, IncidentType.FLOOD, IncidentType.RIOT, IncidentType.ROBBERY,
        IncidentType.ARMED_CLASH, IncidentType.EXPLOSION, IncidentType.LANDSLIDE,
    }
)  # fmt: skip
"""Sorts whose words are used of other things too: without harm or a weapon they are not taken for events."""


class _Maker:
    """Takes clauses in reading order and makes events of them."""

    def __init__(self, analysis: Analysis, people: Sequence[tuple[int, int]]) -> None:
        self.analysis = analysis
        self.people = frozenset(end for _, end in people)
        self.made: list[Event] = []
        self.unbound: list[Bound] = []
        self.leads = _leads(analysis)
        self.crime = any(token.lemma.lower() in CRIME for sentence in analysis.sentences for token in sentence.tokens)

    def take(self, clause: Clause) -> None:
        """Add the reports of a clause to their events, and its harm to the nearest of them."""
        told = [(report, event) for report in clause.reports if (event := self._event(report))]
        for harm in clause.harm:
            bound = Bound(clause, harm, self._source(clause, harm))
            near = min(told, key=lambda pair: abs(pair[0].trigger.at - harm.trigger), default=None)
            event = near[1] if near else None if _is_total(clause, harm) else self._latest(clause) or self._own(clause, harm)
            if event:
                event.harm.append(bound)
            elif not _is_total(clause, harm):
                self.unbound.append(bound)

    def finished(self) -> list[Event]:
        """All events, with harm that stands before the first of them bound to it."""
        for bound in self.unbound:
            first = next((one for one in self.made if one.background == bound.clause.background and _fits(one, bound.clause)), None)
            if first and not bound.clause.background:
                first.harm.append(bound)
        return self.made

    def _source(self, clause: Clause, harm: Harm) -> Source | None:
        tokens = clause.sentence.tokens
        start = tokens[harm.first].start
        return next((one for one in clause.sources if one.covers[0] <= start < one.covers[1]), None)

    def _event(self, report: Report) -> Event | None:
        """The event of a report: one that it can be another mention of, else a new one; none for a weak word by itself."""
        known = next((event for event in reversed(self.made[-RECENT:]) if self._is_of(event, report)), None)
        if known:
            if len(known.reports) < MENTIONS:
                known.reports.append(report)
            return known
        if report.trigger.weak:
            return None
        made = Event([report], lead=self._lead(report))
        self.made.append(made)
        return made

    def _is_of(self, event: Event, report: Report) -> bool:
        if report.trigger.generic or all(one.trigger.generic and not one.place for one in event.reports):
            return False
        if not any(same(one.trigger.type, report.trigger.type) for one in event.reports) or event.background != report.background:
            return False
        item = Part.ITEM in {report.part, event.reports[0].part}
        if item and report.part not in FURNITURE and event.reports[0].sentence.block != report.sentence.block:
            return False
        return _agree(event.place, report.place) and _meet(event.time, report.time)

    def _lead(self, report: Report) -> Report | None:
        """The report that introduces the list in which a report stands."""
        if report.part is not Part.ITEM:
            return None
        block = self.leads[report.sentence.block]
        recent = (one for event in self.made[-RECENT:] for one in event.reports)
        leads = (one for one in recent if one.sentence.block == block and one.part is Part.PARAGRAPH)
        return max(leads, key=lambda one: one.sentence.index, default=None)

    def _latest(self, clause: Clause) -> Event | None:
        """The event that is being told: the last one before a clause that names none itself."""
        if clause.background:
            return None
        near = [event for event in self.made[-RECENT:] if clause.part in FURNITURE or abs(clause.sentence.index - event.last) <= FAR]
        told = [event for event in near if not event.background and (_is_told(event) or event.place or len(self.made) == 1)]
        told = [event for event in told if _fits(event, clause)]
        if clause.part is Part.ITEM:
            told = [event for event in told if event.reports[-1].sentence.block == clause.sentence.block]
        return (
            max(told, key=lambda event: event.reports[-1].sentence.index, default=None)
            if clause.part not in FURNITURE
            else (told[0] if told else None)
        )

    def _by_people(self, clause: Clause, harm: Harm) -> bool:
        """Whether people are said to have killed, or the article speaks of a crime; waves, storms and accidents kill too."""
        tokens = clause.sentence.tokens
        passive = harm.party.first < harm.trigger
        before = next((token for token in reversed(tokens[: harm.trigger]) if token.pos not in {"ADV", "AUX"}), None)
        named = not passive and before is not None and (before.tag in {"PRP", "WP"} or before.end in self.people)
        someone = not passive and any(person_noun(token) for token in tokens[: harm.trigger])
        return named or someone or actor(tokens, harm.trigger, noun=False, passive=passive) is not None or self.crime

    def _own(self, clause: Clause, harm: Harm) -> Event | None:
        """An event made of the word of harm itself, where it tells what happened."""
        token = clause.sentence.tokens[harm.trigger]
        kind = MAKING.get(token.lemma.lower())
        arms = (
            tuple(one for one in weapons(clause.sentence.tokens) if clause.first <= one.first < harm.trigger and one.type) if kind else ()
        )
        if clause.bare is None or kind is None or (token.lemma == "kill" and not arms and not self._by_people(clause, harm)):
            return None
        trigger = replace(clause.bare.trigger, at=harm.trigger, type=arms[-1].type or kind if arms else kind, weapons=arms)
        made = Event([replace(clause.bare, trigger=trigger)])
        self.made.append(made)
        return made


def _fits(event: Event, clause: Clause) -> bool:
    """Whether what a clause tells can be of an event: it names no other place and no other time."""
    return clause.bare is None or (_agree(event.place, clause.bare.place) and _meet(event.time, clause.bare.time))


def _is_total(clause: Clause, harm: Harm) -> bool:
    """Whether harm is counted over a long time: dozens since April, 12 million displaced by the war."""
    text = [token.text.lower() for token in clause.sentence.tokens[harm.last : clause.last]]
    war = harm.effect.name == "DISPLACED" and bool({"war", "conflict", "fighting"} & set(text))
    return (
        bool(TOTALS & set(text))
        or war
        or any(text[at : at + 2] in (["per", "year"], ["a", "year"], ["every", "year"]) for at in range(len(text)))
    )


def _agree(one: Mention | None, other: Mention | None) -> bool:
    """Whether two places can be one: the same, or one within the other."""
    if one is None or other is None or one.place.id == other.place.id:
        return True
    if one.place.country != other.place.country:
        return False
    levels = {one.place.level, other.place.level}
    return Level.COUNTRY in levels or (Level.REGION in levels and one.place.region == other.place.region)


def _meet(one: Match | None, other: Match | None) -> bool:
    """Whether two times can be one: those with dates share a day."""
    if one is None or other is None or one.reading.period is None or other.reading.period is None:
        return True
    first, second = one.reading.period, other.reading.period
    return first.earliest <= second.latest and second.earliest <= first.latest


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
