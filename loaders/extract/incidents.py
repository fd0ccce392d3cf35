"""The extractor of incidents and of the casualties that they caused.

    records = Incidents()(analysis, found)     # `found` holds the article's people, quotes and places

The two come from one reading, since an event without a place is one only by the harm that it did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from loaders.base import Analysis, Sentence, annotation_id
from loaders.extract.arguments import ActorMention, TargetMention, WeaponMention, actor, targets
from loaders.extract.binding import events
from loaders.extract.casualties import harmed
from loaders.extract.event_families import DONE
from loaders.extract.events import Event
from loaders.extract.irrealis import text_at
from loaders.extract.lexicon import rows
from loaders.extract.reports import Report
from loaders.extract.times import time_value
from loaders.extract.totals import totalled
from loaders.extract.unlisted_places import UNLISTED
from schema.records import Incident, Record
from schema.records.base import Span
from schema.records.incident import CODES, Actor, Codes, Factuality, Target, Weapon
from schema.records.times import Time

NAME, VERSION = "incidents", "1"
FROM_LEAD = "Said by the sentence that introduces the list."
FROM_ANOTHER = "Said where the article tells of the event again."


class Incidents:
    """The extractor of incidents and casualties."""

    name = NAME
    version = VERSION

    def __call__(self, analysis: Analysis, found: Sequence[Record]) -> Iterable[Record]:
        """The incidents of the article in order, and behind each the casualties that it caused."""
        told = events(analysis, found)
        reported = []
        for event in told.events:
            record = incident(analysis, event)
            reported.append((record, harmed(analysis, event, record.id)))
        return (*totalled(reported), *told.refused)


def incident(analysis: Analysis, event: Event) -> Incident:
    """The record of one event."""
    main = event.reports[0]
    token = main.sentence.tokens[main.trigger.at]
    place = event.place
    source = next((report.source for report in event.reports[:1] if report.source), None)
    spans = {
        "trigger": analysis.span(token.start, token.end),
        "extent": analysis.span(main.sentence.start, main.sentence.end),
        "place_name": analysis.span(place.start, place.end) if place else None,
        "attribution": analysis.span(source.start, source.end) if source else None,
    }
    return Incident(
        id=annotation_id("incident", analysis.article_id, token.start),
        extractor=NAME,
        extractor_version=VERSION,
        article_id=analysis.article_id,
        type=event.type,
        **CODES.get(event.type, Codes())._asdict(),
        trigger=token.text,
        extent=_exact(spans["extent"]) or "",
        place_name=_exact(spans["place_name"]),
        place_id=place.id if place and place.place.id != UNLISTED else None,
        occurred=_occurred(analysis, event),
        weapons=tuple(_weapons(analysis, event.reports)),
        targets=tuple(_targets(analysis, event.reports)),
        actor=_actor(analysis, event) if event.type in DONE else None,
        factuality=_factuality(main),
        attribution=_exact(spans["attribution"]),
        background=event.past or (event.background and not event.topic),
        evidence={name: (span,) for name, span in spans.items() if span},
    )


def _occurred(analysis: Analysis, event: Event) -> Time | None:
    """When it happened, with a note where not the event's own sentence says so."""
    if event.time is None:
        return None
    own = event.reports[0].sentence
    if own.start <= event.time.start < own.end:
        return time_value(analysis, event.time)
    led = event.lead is not None and event.lead.time is event.time
    return time_value(analysis, event.time, borrowed=FROM_LEAD if led else FROM_ANOTHER)


def _exact(span: Span | None) -> str | None:
    return span.exact if span else None


def _words(analysis: Analysis, sentence: Sentence, mention: ActorMention | TargetMention | WeaponMention) -> Span:
    return analysis.span(sentence.tokens[mention.first].start, sentence.tokens[mention.last - 1].end)


def _weapons(analysis: Analysis, reports: Sequence[Report]) -> Iterator[Weapon]:
    """Each weapon once, as the first report that names it prints it."""
    seen = set()
    for report in reports:
        for mention in report.trigger.weapons:
            if mention.name not in seen:
                seen.add(mention.name)
                span = _words(analysis, report.sentence, mention)
                yield Weapon(printed=span.exact, name=mention.name, count=mention.count, evidence={"printed": (span,)})


def _targets(analysis: Analysis, reports: Sequence[Report]) -> Iterator[Target]:
    """Each target once, as the first report that names it prints it."""
    seen = set()
    for report in reports:
        for mention in targets(report.sentence.tokens, report.trigger.at, noun=report.trigger.noun):
            span = _words(analysis, report.sentence, mention)
            head = report.sentence.tokens[mention.last - 1].lemma.lower()
            if head not in seen:
                seen.add(head)
                yield Target(printed=span.exact, kind=mention.kind, evidence={"printed": (span,)})


def _actor(analysis: Analysis, event: Event) -> Actor | None:
    """Those who did it, by the first report that names them, else by the sentence that introduces the list."""
    for report in (*event.reports, *([event.lead] if event.lead else [])):
        found = actor(report.sentence.tokens, report.trigger.at, noun=report.trigger.noun, passive=report.trigger.passive)
        if found and not _suffers(event, report, found):
            span = _words(analysis, report.sentence, found)
            return Actor(printed=span.exact, country=found.country, inherited=report is event.lead, evidence={"printed": (span,)})
    return None


def _suffers(event: Event, report: Report, found: ActorMention) -> bool:
    """Whether those found are the ones harmed, as in "Man shot dead", or harmed those who did it: before being shot by police."""
    parties = [bound.harm.party for bound in event.harm if bound.clause.sentence.index == report.sentence.index]
    harmed = any(party.first < found.last and found.first < party.last for party in parties)
    return harmed or text_at(report.sentence.tokens, report.trigger.at - 1) == "being"


def _factuality(report: Report) -> Factuality:
    tokens = report.sentence.tokens
    if report.denied:
        return Factuality.DENIED
    distant = {row[0] for row in rows("report_verbs") if row[1:] == ("CLAIM",)}
    claimed = report.source is not None or any(token.lemma in distant for token in tokens[: report.trigger.at])
    return Factuality.CLAIMED if claimed else Factuality.ASSERTED
