"""Reads from each sentence what it reports: an event with its place, its time, its source and its part in the news."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from loaders.base import Analysis, Part, Sentence, Token
from loaders.extract.adjuncts import nearness
from loaders.extract.event_families import fullest, same
from loaders.extract.event_places import place_of
from loaders.extract.harm import Harm, Refused, reading
from loaders.extract.places import Mention, people_in, resolved
from loaders.extract.retagging import retagged
from loaders.extract.sources import Source, quoted, source_at, sources
from loaders.extract.time_grammar import Match
from loaders.extract.times import found_times
from loaders.extract.triggers import Trigger, read
from loaders.extract.unlisted_places import unlisted
from schema.records import Record
from schema.records.incident import IncidentType
from schema.records.place import PlaceUse
from schema.records.times import TimeBasis, TimeType

Found = TypeVar("Found")
LONGEST = 400
"""Sentences of more words are not read: no news writes them, and each is read in the square of its length."""
OLD = 45
"""How many days before publication an event is no longer the news."""
SKIPPED = frozenset({Part.BYLINE, Part.HEADING, Part.KEY_POINTS_HEADING, Part.KEY_POINT, Part.REPEAT})
"""Parts of an article that report nothing of their own."""
FURNITURE = frozenset({Part.HEADLINE, Part.DEK, Part.SUMMARY})
"""Parts that repeat the body; they are read last and add only what it leaves out."""
UNITS = frozenset({"day", "week", "month", "year", "decade"})
HAPPENED = frozenset({"come", "happen", "occur"})
RECALLED = 8
"""How many words before "after" stands what happened then."""
DENYING = 6
"""How many words before an event its denial is looked for."""
JOINED = 2
"""How many words lie between two verbs of one subject that "and" joins: shot and stabbed."""
NEAR = 3
"""How many clauses from an event a time is still its own."""


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

    @property
    def denied(self) -> bool:
        """Whether somebody is said to deny it."""
        return any(token.lemma == "deny" for token in self.sentence.tokens[max(0, self.trigger.at - DENYING) : self.trigger.at])


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
    refused: tuple[Trigger, ...]
    """Words for events that tell of none that happened."""
    doubted: tuple[Refused, ...]
    """Harm that is not told as fact."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """What an article names before its events are read, by the number of the sentence."""

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
    news: Sequence[Mention]
    """The places that the sentence names where it does not tell of the past."""


def mentions(analysis: Analysis, found: Sequence[Record]) -> Mentions:
    """The places, times, quotations and people of an article."""
    people = people_in(found)
    starts = [sentence.start for sentence in analysis.sentences]
    named = _by_sentence((bisect_right(starts, bounds[0]) - 1, bounds) for bounds in people)
    return Mentions(
        analysis,
        _with_unlisted(analysis, _by_sentence((place.sentence, place) for place in resolved(analysis, people)), named),
        _by_sentence((bisect_right(starts, time.start) - 1, time) for time in found_times(analysis)),
        _by_sentence((number, one) for one in quoted(found) for number in _sentences(starts, one.covers)),
        named,
    )


def _with_unlisted(
    analysis: Analysis, listed: Mapping[int, Sequence[Mention]], people: Mapping[int, Sequence[tuple[int, int]]]
) -> Mapping[int, Sequence[Mention]]:
    """The places of each sentence, with those that no gazetteer knows."""
    found = {}
    for number, sentence in enumerate(analysis.sentences):
        known = listed.get(number, ())
        found[number] = sorted((*known, *unlisted(sentence, known, people.get(number, ()))), key=lambda one: one.start)
    return found


def clauses(article: Mentions) -> Iterator[Clause]:
    """The clauses of an article that report something, the body before headline and summary."""
    analysis = article.analysis
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


def _clauses(article: Mentions, original: Sentence) -> Iterator[Clause]:
    if len(original.tokens) > LONGEST:
        return
    sentence = retagged(original)
    harm = reading(sentence, article.people.get(sentence.index, ()))
    words = read(sentence, harm.told)
    if not harm.told and not harm.refused and not words:
        return
    found = [one for one in words if one.refused is None]
    told = sources(sentence, article.quotes.get(sentence.index, ()))
    part = article.analysis.blocks[sentence.block].part
    cuts = _cuts(article, sentence)
    stretches = list(zip((0, *cuts), (*cuts, len(sentence.tokens)), strict=True))
    olds = [_is_history(article, sentence, first, last) for first, last in stretches]
    news = [one for one in article.places.get(sentence.index, ()) if not olds[bisect_right(cuts, one.first)]]
    for (first, last), old in zip(stretches, olds, strict=True):
        scope = _Scope(sentence, part, sentence.tokens[first].start, sentence.tokens[last - 1].end, told, old, news)
        events = _grouped([one for one in found if first <= one.at < last])
        reports = tuple(_report(article, scope, event) for event in events)
        inside = tuple(one for one in harm.told if first <= one.trigger < last)
        unreal = tuple(one for one in words if one.refused and not one.weak and first <= one.at < last)
        doubted = tuple(one for one in harm.refused if first <= one.harm.trigger < last)
        if reports or inside or unreal or doubted:
            bare = None if reports or not inside else _report(article, scope, _unnamed(inside[0]))
            yield Clause(sentence, part, first, last, reports, inside, old, told, bare, unreal, doubted)


def _unnamed(harm: Harm) -> Trigger:
    """A stand-in for an event that is told by its harm only."""
    return Trigger(harm.trigger, IncidentType.ATTACK, (), noun=False, passive=False, definite=False, generic=False, weak=False)


def _cuts(article: Mentions, sentence: Sentence) -> tuple[int, ...]:
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
        elif _recalls(tokens, at):
            cuts.append(at)
        elif (token.text == ";" or _turns(article, sentence, at)) and at + 1 < len(tokens):
            cuts.append(at + 1)
    return tuple(cut for cut in cuts if cut)


def _recalls(tokens: Sequence[Token], at: int) -> bool:
    """Whether "after" leads from the news to what came before it: the storms came less than a month after a flood killed 24 people."""
    unit = at > 0 and tokens[at].text == "after" and tokens[at - 1].lemma.lower() in UNITS
    return unit and any(token.lemma in HAPPENED for token in tokens[max(0, at - RECALLED) : at])


def _turns(article: Mentions, sentence: Sentence, at: int) -> bool:
    """Whether an "and" behind a comma joins clauses each of which has its own date: six died in January, and 121 in July 2024."""
    tokens = sentence.tokens
    if tokens[at].text != "and" or not at or tokens[at - 1].text != ",":
        return False
    dates = [one.start for one in article.times.get(sentence.index, ()) if one.reading.type is TimeType.DATE]
    return any(start < tokens[at].start for start in dates) and any(start > tokens[at].start for start in dates)


def _grouped(found: Sequence[Trigger]) -> list[Trigger]:
    """The events of a clause: words that can be one event are one, under the word that says most; so are verbs joined by "and"."""
    kept: list[Trigger] = []
    for trigger in found:
        if kept and _is_one(kept[-1], trigger):
            kept[-1] = _joined(kept[-1], trigger)
        else:
            kept.append(trigger)
    return kept


def _is_one(one: Trigger, other: Trigger) -> bool:
    """Whether two words of a clause can tell one event."""
    joined = not one.noun and not other.noun and other.at - one.at <= JOINED
    return not other.other and (joined or same(one.type, other.type))


def _joined(one: Trigger, other: Trigger) -> Trigger:
    """One event of two words, under the word that says most."""
    main, rest = (other, one) if other.weapons and not one.weapons and not one.noun else (one, other)
    known = {weapon.name for weapon in main.weapons}
    more = tuple(weapon for weapon in rest.weapons if weapon.name not in known)
    kind = main.type if rest.weak else fullest((main.type, rest.type))
    return replace(main, type=kind, weapons=main.weapons + more, weak=one.weak and other.weak, firm=one.firm or other.firm)


def _report(article: Mentions, scope: _Scope, trigger: Trigger) -> Report:
    sentence = scope.sentence
    places = article.places.get(sentence.index, ())
    own = [one for one in places if scope.start <= one.start < scope.end]
    there = _named_before(article, sentence, trigger.at) if _is_there(sentence.tokens, trigger) else None
    place = place_of(sentence, trigger, own) or there or place_of(sentence, trigger, scope.news)
    times = [one for one in article.times.get(sentence.index, ()) if scope.start <= one.start < scope.end]
    source = source_at(scope.told, sentence.tokens[trigger.at].start)
    return Report(sentence, scope.part, trigger, place, _time(sentence, trigger, times), source, scope.old)


def _is_there(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """As in "landslides there killed hundreds"."""
    return trigger.noun and [token.text.lower() for token in tokens[trigger.at + 1 : trigger.at + 2]] == ["there"]


def _named_before(article: Mentions, sentence: Sentence, at: int) -> Mention | None:
    """The last place that was named before a word: in its sentence, or in the one before."""
    own = [one for one in article.places.get(sentence.index, ()) if one.first < at]
    named = [*article.places.get(sentence.index - 1, ()), *own]
    return next((one for one in reversed(named) if one.use is PlaceUse.LITERAL), None)


def _time(sentence: Sentence, trigger: Trigger, times: Iterable[Match]) -> Match | None:
    """The time of an event's own clause, else the nearest; a day goes before an hour, and "today" before nothing only."""
    starts = [token.start for token in sentence.tokens]
    found = []
    for time in times:
        if time.reading.type in {TimeType.DATE, TimeType.TIME}:
            near = nearness(sentence.tokens, trigger.at, bisect_right(starts, time.start) - 1, "TIME")
            hour = (time.reading.timex or "").startswith("T")
            if near is not None and near <= NEAR:
                found.append(((time.reading.timex == "PRESENT_REF", hour, near, abs(time.start - starts[trigger.at])), time))
    return min(found, key=lambda pair: pair[0], default=(None, None))[1]


def _is_history(article: Mentions, sentence: Sentence, first: int, last: int) -> bool:
    """Whether a clause tells of the past: a date long before publication, or a year of its own where none is known."""
    tokens = sentence.tokens
    if _recalls(tokens, first):
        return True
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
