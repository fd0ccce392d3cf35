"""Puts together what the clauses of an article report: the events, each with all its reports and the harm that it did.

told = events(analysis, found)
told.events, told.refused
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from loaders.base import Analysis, Part, Token
from loaders.extract.arguments import actor, weapons
from loaders.extract.event_coreference import RECENT, fits, referent, sufferers_of
from loaders.extract.event_families import go_together
from loaders.extract.event_places import Setting, set_in, setting
from loaders.extract.events import Bound, Event
from loaders.extract.harm import Harm
from loaders.extract.lexicon import rows, words
from loaders.extract.parties import person_noun
from loaders.extract.period_totals import is_long, is_statistic, is_total
from loaders.extract.places import people_in
from loaders.extract.refusals import refused
from loaders.extract.reports import FURNITURE, Clause, Report, clauses, mentions
from loaders.extract.sources import Source
from loaders.extract.triggers import singular_noun
from schema.records import Record, Refusal
from schema.records.incident import IncidentType
from schema.records.refusal import Candidate, Rule

MENTIONS = 40
"""How many reports of one event are kept; what they tell stands in the first."""
REACH = 6
"""How many words from a word of harm those stand who did it."""
PAST = timedelta(days=5)
"""How long before the news an event is its history."""
HEAD, LEAD = 2, 4
"""How many sentences of the body tell what an article is about, where that is history and where it is news."""


@dataclass(frozen=True, slots=True)
class Told:
    """The events of an article in the order of their first reports, and what looked like one and is none."""

    events: tuple[Event, ...]
    refused: tuple[Refusal, ...]


@cache
def _making() -> Mapping[str, IncidentType]:
    return {word: IncidentType[kind] for word, kind in rows("harm_events")}


def events(analysis: Analysis, found: Sequence[Record]) -> Told:
    """The events of an article; each has a place, harm to people, or is said to have happened."""
    named = mentions(analysis, found)
    maker = _Maker(analysis, people_in(found), setting(analysis, named.places))
    refusals = []
    for clause in clauses(named):
        maker.take(clause)
        refusals += [_refused(analysis, clause, trigger.at, trigger.refused) for trigger in clause.refused if trigger.refused]
        refusals += [_no_casualty(analysis, clause, doubted.harm, doubted.rule) for doubted in clause.doubted]
    made = sorted(maker.finished(), key=lambda event: _start(event.reports[0]))
    refusals += [refusal for event in made if not event.is_told for refusal in _untold(analysis, event)]
    refusals += [_no_casualty(analysis, bound.clause, bound.harm, rule) for bound, rule in maker.dropped]
    return Told(tuple(event for event in made if event.is_told), tuple(refusals))


def _refused(analysis: Analysis, clause: Clause, at: int, rule: Rule) -> Refusal:
    token = clause.sentence.tokens[at]
    return refused(analysis, (token.start, token.end), Candidate.INCIDENT, rule)


def _no_casualty(analysis: Analysis, clause: Clause, harm: Harm, rule: Rule) -> Refusal:
    tokens = clause.sentence.tokens
    return refused(analysis, (tokens[harm.first].start, tokens[harm.last - 1].end), Candidate.CASUALTY, rule)


def _untold(analysis: Analysis, event: Event) -> Iterator[Refusal]:
    """Why the reports of an event are not enough for one: they name a sort of event, or nothing but its word."""
    for report in event.reports:
        token = report.sentence.tokens[report.trigger.at]
        yield refused(analysis, (token.start, token.end), Candidate.INCIDENT, Rule.GENERIC if report.trigger.generic else Rule.BARE)


def _leads(analysis: Analysis) -> Sequence[int]:
    """For each block the one that introduces its list: the last before it that is no item."""
    leads: list[int] = []
    for number, block in enumerate(analysis.blocks):
        leads.append(leads[-1] if leads and block.part is Part.ITEM else number)
    return leads


def _start(report: Report) -> int:
    return report.sentence.tokens[report.trigger.at].start


@cache
def _attackers() -> Mapping[str, IncidentType]:
    return {noun: IncidentType[code] for noun, code in rows("attackers")}


def _attack(clause: Clause, harm: Harm) -> IncidentType | None:
    """How those attack who did the harm, where their name tells: a suicide bomber killed 12, killed by gunmen."""
    tokens = clause.sentence.tokens
    if harm.party.first < harm.trigger:
        by = next((at for at in range(harm.trigger + 1, min(harm.trigger + REACH, clause.last)) if tokens[at].text.lower() == "by"), None)
        near = tokens[by : by + REACH] if by else ()
    else:
        near = tokens[max(clause.first, harm.trigger - REACH) : harm.trigger]
    return next((kind for token in near if (kind := _attackers().get(singular_noun(token)))), None)


def _strikes(tokens: Sequence[Token], harm: Harm, weapon: int) -> bool:
    """Whether a weapon behind a passive does the harm: killed by a roadside bomb."""
    if not harm.party.first < harm.trigger < weapon:
        return False
    lead = next((at for at in range(weapon - 1, harm.trigger, -1) if tokens[at].pos not in {"DET", "ADJ", "NOUN", "NUM", "PROPN"}), None)
    return lead is not None and tokens[lead].text.lower() == "by"


class _Maker:
    """Takes clauses in reading order and makes events of them."""

    def __init__(self, analysis: Analysis, people: Sequence[tuple[int, int]], here: Setting) -> None:
        self.people = frozenset(end for _, end in people)
        self.here = here
        self.made: list[Event] = []
        self.unbound: list[Bound] = []
        self.dropped: list[tuple[Bound, Rule]] = []
        """Harm that belongs to no event, and why."""
        self.leads = _leads(analysis)
        self.body = [one.index for one in analysis.sentences if analysis.blocks[one.block].part is Part.PARAGRAPH]
        self.crime = any(token.lemma.lower() in words("crime_words") for sentence in analysis.sentences for token in sentence.tokens)

    def take(self, clause: Clause) -> None:
        """Add the reports of a clause to their events, and its harm to the nearest of them."""
        if any(is_statistic(clause, report) for report in clause.reports):
            self.dropped += [(Bound(clause, harm, None), Rule.PERIOD_TOTAL) for harm in clause.harm]
            return
        told = [(report, event) for report in clause.reports if (event := self._event(report))]
        for harm in clause.harm:
            bound = Bound(clause, harm, self._source(clause, harm))
            near = min(told, key=lambda pair: abs(pair[0].trigger.at - harm.trigger), default=None)
            event = near[1] if near else None if is_total(clause, harm) else sufferers_of(self.made, clause) or self._own(clause, harm)
            if event:
                event.harm.append(bound)
            elif is_total(clause, harm):
                self.dropped.append((bound, Rule.PERIOD_TOTAL))
            else:
                self.unbound.append(bound)

    def finished(self) -> list[Event]:
        """All events, with harm that stands before the first of them bound to it, and each where the article is set."""
        for bound in self.unbound:
            free = (
                one for one in self._open_to(bound) if not one.background and not one.denied and not one.other and fits(one, bound.clause)
            )
            first = None if bound.clause.background else next(free, None)
            if first:
                first.harm.append(bound)
            else:
                self.dropped.append((bound, Rule.NO_EVENT))
        for event in self.made:
            event.harm.sort(key=lambda bound: bound.clause.part in FURNITURE)  # what the body tells by itself came last
        news = [event for event in self.made if not event.background]
        topics = [event for event in news if self._opens(event, LEAD)] if news else [one for one in self.made[:1] if self._opens(one, HEAD)]
        for event in topics:
            event.topic = True
        for event in topics or ([one for one in news if len(one.reports) > 1] if len(news) == 1 else []):
            apart = [one for one in self.made if one is not event and not go_together(one.type, event.type)]
            others = {report.place for one in apart for report in one.reports if report.place}
            event.set_in = event.place if event.several else set_in(event.place, self.here, others)
        for event in news:
            if event.place is None and event.is_told:
                event.set_in = self.here.only
        if topics and topics[0].day:
            news_began = topics[0].day - PAST
            for event in news:
                event.past = event.day is not None and event.day < news_began
        return self.made

    def _open_to(self, bound: Bound) -> Sequence[Event]:
        """The events that harm by itself can be of: those told before it, else those told behind it."""
        before = [one for one in self.made if one.reports[0].sentence.index <= bound.clause.sentence.index]
        return before or self.made

    def _opens(self, event: Event, lead: int) -> bool:
        """Whether the article opens with an event: its headline tells of it, or one of the first sentences."""
        return any(report.part in FURNITURE or report.sentence.index in self.body[:lead] for report in event.reports)

    def _source(self, clause: Clause, harm: Harm) -> Source | None:
        tokens = clause.sentence.tokens
        start = tokens[harm.first].start
        return max((one for one in clause.sources if one.covers[0] <= start < one.covers[1]), key=lambda one: one.covers[0], default=None)

    def _event(self, report: Report) -> Event | None:
        """The event of a report: one that it can be another mention of, else a new one; none for a weak word by itself."""
        known = referent(self.made, report)
        if known:
            if len(known.reports) < MENTIONS:
                known.reports.append(report)
            return known
        if report.trigger.weak:
            return None
        made = Event([report], lead=self._lead(report))
        self.made.append(made)
        return made

    def _lead(self, report: Report) -> Report | None:
        """The report that introduces the list in which a report stands."""
        if report.part is not Part.ITEM:
            return None
        block = self.leads[report.sentence.block]
        recent = (one for event in self.made[-RECENT:] for one in event.reports)
        leads = (one for one in recent if one.sentence.block == block and one.part is Part.PARAGRAPH)
        return max(leads, key=lambda one: one.sentence.index, default=None)

    def _by_people(self, clause: Clause, harm: Harm) -> bool:
        """Whether people are said to have killed, or the article speaks of a crime; waves, storms and accidents kill too."""
        tokens = clause.sentence.tokens
        passive = harm.party.first < harm.trigger
        before = next((token for token in reversed(tokens[: harm.trigger]) if token.pos not in {"ADV", "AUX", "PUNCT", "NUM"}), None)
        named = not passive and before is not None and (before.tag in {"PRP", "WP"} or before.end in self.people)
        someone = not passive and any(person_noun(token) for token in tokens[: harm.trigger])
        return named or someone or actor(tokens, harm.trigger, noun=False, passive=passive) is not None or self.crime

    def _own(self, clause: Clause, harm: Harm) -> Event | None:
        """An event made of the word of harm itself, where it tells what happened."""
        token = clause.sentence.tokens[harm.trigger]
        kind = _making().get(token.lemma.lower())
        if clause.bare is None or kind is None:
            return None
        found = (one for one in weapons(clause.sentence.tokens) if one.type and clause.first <= one.first < clause.last)
        once = clause.bare.place is not None or not is_long(clause.bare.time)  # people are killed by landmines each year
        arms = tuple(one for one in found if one.first < harm.trigger or (once and _strikes(clause.sentence.tokens, harm, one.first)))
        if token.lemma in {"kill", "wound"} and not arms and not self._by_people(clause, harm):
            return None
        told = arms[-1].type if arms else _attack(clause, harm) if kind is not IncidentType.KIDNAPPING else None
        trigger = replace(clause.bare.trigger, at=harm.trigger, type=told or kind, weapons=arms)
        return self._event(replace(clause.bare, trigger=trigger))
