"""Reads from each sentence what it reports: an event with its place, its time, its source and its part in the news."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from loaders.base import Analysis, Part, Sentence
from loaders.extract.event_families import fullest, same
from loaders.extract.harm import Harm, harms
from loaders.extract.places import Mention, people_in, resolved
from loaders.extract.retagging import retagged
from loaders.extract.sources import Source, quoted, source_at, sources
from loaders.extract.time_grammar import Match
from loaders.extract.times import found_times
from loaders.extract.triggers import Trigger, triggers
from loaders.gazetteer import Level
from schema.records import Record
from schema.records.incident import IncidentType
from schema.records.place import PlaceUse
from schema.records.times import TimeBasis, TimeType

Found = TypeVar("Found")
LONGEST = 400
"""Sentences of more words are not read: no news writes them, and each is read in the square of its length."""
OLD = 45
"""How many days before publication an event is no longer the news."""
OFFICIALS = frozenset(
    [
        "police",
        "mayor",
        "official",
        "officials",
        "authorities",
        "officers",
        "sheriff",
        "resident",
        "residents",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "hospital",
        "fire",
        "correspondent",
        "bureau",
    ]
)
PLACING = frozenset({"in", "at", "near", "outside", "on", "across", "around", "of", "inside", "throughout"})
SKIPPED = frozenset({Part.BYLINE, Part.HEADING, Part.KEY_POINTS_HEADING, Part.KEY_POINT, Part.REPEAT})
"""Parts of an article that report nothing of their own."""
FURNITURE = frozenset({Part.HEADLINE, Part.DEK, Part.SUMMARY})
"""Parts that repeat the body; they are read last and add only what it leaves out."""
APART = frozenset({"where", "while", "who", "which", "whose", ";"})
RANK = {Level.CITY: 0, Level.REGION: 1, Level.COUNTRY: 2}


@dataclass(frozen=True, slots=True)
class Report:
    """What one clause reports: the event's word, and the words for its place, time and source."""

    sentence: Sentence
    part: Part
    trigger: Trigger
    place: Mention | None
    time: Match | None
    source: Source | None
    background: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence: its events, the harm that it tells, and whether it tells of the past."""

    sentence: Sentence
    part: Part
    first: int
    last: int
    reports: tuple[Report, ...]
    harm: tuple[Harm, ...]
    background: bool
    sources: tuple[Source, ...]
    bare: Report | None
    """Its place, time and source by themselves, where it tells of harm and names no event."""


@dataclass(frozen=True, slots=True)
class _Article:
    """What is known of an article before its events are read, by the number of the sentence."""

    analysis: Analysis
    places: Mapping[int, Sequence[Mention]]
    times: Mapping[int, Sequence[Match]]
    quotes: Mapping[int, Sequence[Source]]
    people: Mapping[int, Sequence[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class _Scope:
    """A clause before its reports are read."""

    sentence: Sentence
    part: Part
    start: int
    end: int
    told: Sequence[Source]
    old: bool


def clauses(analysis: Analysis, found: Sequence[Record]) -> Iterator[Clause]:
    """The clauses of an article that report something, the body before headline and summary."""
    people = people_in(found)
    starts = [sentence.start for sentence in analysis.sentences]
    article = _Article(
        analysis,
        _by_sentence((place.sentence, place) for place in resolved(analysis, people)),
        _by_sentence((bisect_right(starts, time.start) - 1, time) for time in found_times(analysis)),
        _by_sentence((number, one) for one in quoted(found) for number in _sentences(starts, one.covers)),
        _by_sentence((bisect_right(starts, bounds[0]) - 1, bounds) for bounds in people),
    )
    order = sorted(analysis.sentences, key=lambda one: (analysis.blocks[one.block].part in FURNITURE, one.index))
    for sentence in order:
        if analysis.blocks[sentence.block].part not in SKIPPED:
            yield from _clauses(article, sentence)


def _sentences(starts: Sequence[int], covers: tuple[int, int]) -> range:
    """The numbers of the sentences that a stretch of text lies in."""
    return range(max(0, bisect_right(starts, covers[0]) - 1), bisect_right(starts, covers[1] - 1))


def _by_sentence(found: Iterable[tuple[int, Found]]) -> Mapping[int, Sequence[Found]]:
    groups: dict[int, list[Found]] = {}
    for number, one in found:
        groups.setdefault(number, []).append(one)
    return groups


def _clauses(article: _Article, original: Sentence) -> Iterator[Clause]:
    if len(original.tokens) > LONGEST:
        return
    sentence = retagged(original)
    harm = harms(sentence, article.people.get(sentence.index, ()))
    found = triggers(sentence, harm)
    if not harm and not found:
        return
    told = sources(sentence, article.quotes.get(sentence.index, ()))
    part = article.analysis.blocks[sentence.block].part
    cuts = _cuts(article, sentence)
    for first, last in zip((0, *cuts), (*cuts, len(sentence.tokens)), strict=True):
        old = _is_history(article, sentence, first, last)
        scope = _Scope(sentence, part, sentence.tokens[first].start, sentence.tokens[last - 1].end, told, old)
        events = _grouped([one for one in found if first <= one.at < last])
        reports = tuple(_report(article, scope, event) for event in events)
        inside = tuple(one for one in harm if first <= one.trigger < last)
        if reports or inside:
            bare = None if reports else _report(article, scope, _unnamed(inside[0]))
            yield Clause(sentence, part, first, last, reports, inside, old, told, bare)


def _unnamed(harm: Harm) -> Trigger:
    """A stand-in for an event that is told by its harm only."""
    return Trigger(harm.trigger, IncidentType.ATTACK, (), noun=False, passive=False, definite=False, generic=False, weak=False)


def _cuts(article: _Article, sentence: Sentence) -> tuple[int, ...]:
    """Where a sentence turns to another time or event: "since March, when a bomb killed 11"; "in 2023, when 46 died"."""
    tokens, ends = sentence.tokens, {time.end: time.start for time in article.times.get(sentence.index, ())}
    cuts = []
    for at, token in enumerate(tokens):
        if token.text == "when" and at > 1 and tokens[at - 1].text == "," and tokens[at - 2].end in ends:
            begin = ends[tokens[at - 2].end]
            since = next(place for place in range(at + 1) if tokens[place].start >= begin)
            if tokens[since - 1].text.lower() != "since":
                continue
            cuts.append(next(place for place in range(at + 1) if tokens[place].start >= begin))
        elif token.text == ";" and at + 1 < len(tokens):
            cuts.append(at + 1)
    return tuple(cut for cut in cuts if cut)


def _grouped(found: Sequence[Trigger]) -> list[Trigger]:
    """The events of a clause: words that can be one event are one, under the word that says most."""
    kept: list[Trigger] = []
    for trigger in found:
        if kept and same(kept[-1].type, trigger.type):
            main = trigger if trigger.weapons and not kept[-1].weapons and not kept[-1].noun else kept[-1]
            known = {weapon.name for weapon in main.weapons}
            other = kept[-1] if main is trigger else trigger
            kind = main.type if other.weak else fullest((main.type, other.type))
            more = tuple(weapon for weapon in other.weapons if weapon.name not in known)
            kept[-1] = replace(main, type=kind, weapons=main.weapons + more, weak=kept[-1].weak and trigger.weak)
        else:
            kept.append(trigger)
    return kept


def _report(article: _Article, scope: _Scope, trigger: Trigger) -> Report:
    sentence, start, end = scope.sentence, scope.start, scope.end
    place = _place(article, sentence, trigger, start, end)
    times = [
        time
        for time in article.times.get(sentence.index, ())
        if start <= time.start < end and time.reading.type in {TimeType.DATE, TimeType.TIME}
    ]
    at = sentence.tokens[trigger.at].start
    return Report(sentence, scope.part, trigger, place, _time(times, at), source_at(scope.told, at), scope.old)


def _time(times: Sequence[Match], at: int) -> Match | None:
    """The time nearest to the event's word; a day goes before an hour, and "today" before nothing only."""
    return min(
        times,
        key=lambda time: (time.reading.timex == "PRESENT_REF", (time.reading.timex or "").startswith("T"), abs(time.start - at)),
        default=None,
    )


def _place(article: _Article, sentence: Sentence, trigger: Trigger, start: int, end: int) -> Mention | None:
    """Where the event happened: the most exact place of its clause, by preference behind a word of place and near the event."""
    here = [one for one in article.places.get(sentence.index, ()) if start <= one.start < end and one.use is PlaceUse.LITERAL]
    return min(
        (one for one in here if _can_hold(sentence, one) and not _apart(sentence, trigger, one)),
        key=lambda one: (RANK[one.place.level], _aside(sentence, one), abs(one.first - trigger.at)),
        default=None,
    )


def _can_hold(sentence: Sentence, one: Mention) -> bool:
    """Whether a place can be the event's: not where somebody comes from, nor a country that acts or is spoken of."""
    at = one.first - 1
    while at > 0 and (sentence.tokens[at].tag == "JJ" or sentence.tokens[at].text.lower() == "the"):
        at -= 1
    before = sentence.tokens[at].text.lower() if at >= 0 else ""
    return before != "from" and (one.place.level is not Level.COUNTRY or before in PLACING or before == ",")


def _apart(sentence: Sentence, trigger: Trigger, one: Mention) -> bool:
    """Whether another clause stands between an event and a place: a briefing in Moscow, where he spoke of attacks."""
    first, last = sorted((trigger.at, one.first))
    marks = APART | {",", "that"} if trigger.generic and one.first < trigger.at and one.first > 1 else APART
    return any(token.text.lower() in marks for token in sentence.tokens[first:last])


def _aside(sentence: Sentence, one: Mention) -> bool:
    after = sentence.tokens[one.last].text.lower() if one.last < len(sentence.tokens) else ""
    return after in OFFICIALS or after in {"'s", "’s"}


def _is_history(article: _Article, sentence: Sentence, first: int, last: int) -> bool:
    """Whether a clause tells of the past: a date long before publication, or a year of its own where none is known."""
    tokens = sentence.tokens
    start, end = tokens[first].start, tokens[last - 1].end
    published = article.analysis.published.date() if article.analysis.published else None
    for time in article.times.get(sentence.index, ()):
        if not start <= time.start < end or time.reading.type is not TimeType.DATE or time.reading.period is None:
            continue
        latest = time.reading.period.latest
        before = tokens[next(place for place in range(first, last) if tokens[place].end > time.start) - 1].text.lower()
        if before in {"since", "until", "by"} and "when" not in [token.text for token in tokens[first:last]]:
            continue
        if published and (published - latest).days > OLD:
            return True
        if published is None and time.reading.basis is TimeBasis.STATED and time.reading.timex and len(time.reading.timex) <= 7:
            return True
    return False
