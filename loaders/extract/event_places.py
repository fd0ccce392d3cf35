"""Tells where an event happened: the place of its own words, else of its sentence, else the place that the article opens with.

place = place_of(sentence, trigger, places)         # among those that a clause names
if agree(one, other): ...                           # two places can be one, or one lies in the other
place = set_in(place, setting(analysis, by_sentence))   # in the light of the headline, the first sentences and the dateline
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, radians

from loaders.base import Analysis, Part, Sentence
from loaders.extract.adjuncts import nearness
from loaders.extract.lexicon import words
from loaders.extract.places import Mention
from loaders.extract.triggers import Trigger
from loaders.extract.unlisted_places import UNLISTED
from loaders.gazetteer import Candidate, Level, is_county
from schema.records.place import PlaceUse

QUARTERS = frozenset({"neighborhood", "neighbourhood", "section", "quarter", "suburb"})
"""Words behind the name of a part of a town, or of the town that it lies by."""
OUTLET = frozenset({"|", "«"})
"""Marks between a headline and the name of who publishes it."""
PLACING = frozenset({"in", "at", "near", "outside", "on", "across", "around", "of", "inside", "throughout"})
APART = frozenset({"where", "while", "who", "which", "whose", ";"})
RANK = {Level.CITY: 0, Level.REGION: 1, Level.COUNTRY: 2}
SAME_TOWN = 25.0
"""How many kilometres apart two places of city level can be the same event's: a district and its city."""
BESIDE = 40.0
"""How many kilometres from a town its suburbs lie."""
SMALLER = 5
"""How many times the people of a part of a town the town has at least."""
KM = 111.2
"""The kilometres of one degree of latitude."""
OPENING = 3
"""How many sentences of the body tell where the article is set."""
HEADS = frozenset({Part.HEADLINE, Part.DEK, Part.SUMMARY})
ASIDE = 3
"""How many clauses farther a place counts that only tells whose police or which hospital is spoken of."""


def place_of(sentence: Sentence, trigger: Trigger, places: Sequence[Mention]) -> Mention | None:
    """Where an event happened, among the places of its clause: the nearest by grammar, and of it the most exact part."""
    holders = set(_holders(sentence, places))
    costs = {one: cost for one in places if one not in holders and (cost := _cost(sentence, trigger, one)) is not None}
    best = min(costs, key=lambda one: (costs[one], RANK[one.place.level], abs(one.first - trigger.at)), default=None)
    return _narrowed(best, sorted(costs, key=lambda one: (costs[one], abs(one.first - trigger.at)))) if best else None


def _holders(sentence: Sentence, places: Sequence[Mention]) -> Iterator[Mention]:
    """Places that only tell where the one before them lies: Seattle, Washington."""
    for one, other in pairwise(places):
        if one.last == other.first - 1 and sentence.tokens[one.last].text == "," and one.use is PlaceUse.LITERAL:
            yield other


def _cost(sentence: Sentence, trigger: Trigger, one: Mention) -> int | None:
    if not _can_hold(sentence, one) or (trigger.generic and _apart(sentence, trigger, one)):
        return None
    near = nearness(sentence.tokens, trigger.at, one.first, "PLACE")
    return None if near is None else near + ASIDE * _is_aside(sentence, one)


def _can_hold(sentence: Sentence, one: Mention) -> bool:
    """Whether a place can be the event's: not where somebody comes from, nor a country that acts or is spoken of."""
    if one.use is not PlaceUse.LITERAL or _names_outlet(sentence, one):
        return False
    at = one.first - 1
    while at > 0 and (sentence.tokens[at].tag == "JJ" or sentence.tokens[at].text.lower() == "the"):
        at -= 1
    before = sentence.tokens[at].text.lower() if at >= 0 else ""
    after = sentence.tokens[one.last].text.lower() if one.last < len(sentence.tokens) else ""
    if before == "from" or (before == "of" and _is_home(sentence, at)) or (after == "hospital" and _leads_to(sentence, one.first)):
        return False
    struck = at >= 0 and sentence.tokens[at].lemma.lower() in words("blow_verbs")
    return one.place.level is not Level.COUNTRY or struck or before in PLACING or before == ","


def _leads_to(sentence: Sentence, first: int) -> bool:
    """As in "to a Denver hospital"."""
    return "to" in [token.text.lower() for token in sentence.tokens[max(0, first - 2) : first]]


def _is_home(sentence: Sentence, of: int) -> bool:
    """As in "Ann Roe, 23, of Leeds": where somebody lives."""
    before = sentence.tokens[max(0, of - 2) : of]
    return len(before) == 2 and before[1].text == "," and (before[0].tag == "CD" or before[0].pos == "PROPN")


def _apart(sentence: Sentence, trigger: Trigger, one: Mention) -> bool:
    """Whether another clause stands between a sort of event and a place: a briefing in Moscow, where he spoke of attacks."""
    first, last = sorted((trigger.at, one.first))
    marks = APART | {",", "that"} if one.first < trigger.at and one.first > 1 else APART
    return any(token.text.lower() in marks for token in sentence.tokens[first:last])


def _is_aside(sentence: Sentence, one: Mention) -> bool:
    after = sentence.tokens[one.last].text.lower() if one.last < len(sentence.tokens) else ""
    return after in words("officials") or after in {"'s", "’s"}


def _narrowed(place: Mention, others: Iterable[Mention]) -> Mention:
    """A place, or the first more exact one that lies in it."""
    return next((one for one in others if RANK[one.place.level] < RANK[place.place.level] and _lies_in(one.place, place.place)), place)


def _lies_in(one: Candidate, other: Candidate) -> bool:
    """Whether a place lies in another; one that no gazetteer knows may lie in any country."""
    if one.id == UNLISTED and not one.country:
        return other.level is not Level.CITY
    same = one.country == other.country
    first_level = other.level is Level.REGION and one.region == other.region and not is_county(other)  # what lies in a county, nobody knows
    return same and (other.level is Level.COUNTRY or first_level)


def most_exact(named: Sequence[Mention]) -> Mention | None:
    """Of the places of an event's reports the first, or the most exact that lies in it."""
    if not named:
        return None
    place = _narrowed(_narrowed(named[0], named), named)
    return next((one for one in named if _is_suburb(one.place, place.place)), place)


def _is_suburb(one: Candidate, town: Candidate) -> bool:
    """Whether a place is a small part of a large town, or lies close by it."""
    return 0 < one.population * SMALLER < town.population and _are_near(one, town)


def agree(one: Mention | None, other: Mention | None) -> bool:
    """Whether two places can be one: the same, one within the other, or near to each other; of one that is not listed nobody knows."""
    if one is None or other is None or UNLISTED in {one.place.id, other.place.id} or one.place.id == other.place.id:
        return True
    first, second = one.place, other.place
    county = (is_county(first) or is_county(second)) and (first.country, first.region) == (second.country, second.region)
    return county or _lies_in(first, second) or _lies_in(second, first) or _are_near(first, second)


def are_known(one: Mention | None, other: Mention | None) -> bool:
    """Whether two places are both there and a gazetteer knows them, so that it says something that they agree."""
    return one is not None and other is not None and UNLISTED not in {one.place.id, other.place.id}


def _are_near(one: Candidate, other: Candidate, reach: float = SAME_TOWN) -> bool:
    if one.latitude is None or other.latitude is None or one.longitude is None or other.longitude is None or one.country != other.country:
        return False
    east = (one.longitude - other.longitude) * cos(radians(one.latitude))
    cities = one.level is other.level is Level.CITY
    return cities and hypot(one.latitude - other.latitude, east) * KM <= reach


@dataclass(frozen=True, slots=True)
class Setting:
    """The places that an article opens with: those that its headline and its first sentences name, and those of its dateline."""

    named: tuple[Mention, ...]
    dateline: tuple[Mention, ...]
    rough: frozenset[Mention]
    """Those of the whole article that only tell which part of a town is meant, or which town is near."""

    only: Mention | None
    """The town of the dateline, where the article names no other."""

    @property
    def towns(self) -> Iterator[Mention]:
        """The towns that the article opens with, those of the dateline first."""
        exact = (one for one in (*self.dateline, *self.named) if one not in self.rough)
        return (one for one in exact if one.place.level is Level.CITY and one.place.id != UNLISTED)


def setting(analysis: Analysis, places: Mapping[int, Sequence[Mention]]) -> Setting:
    """Where an article is set."""
    parts = {number: analysis.blocks[sentence.block].part for number, sentence in enumerate(analysis.sentences)}
    body = [number for number, part in parts.items() if part is Part.PARAGRAPH][:OPENING]
    opening = [number for number, part in parts.items() if part in HEADS or number in body]
    named = [one for number in opening for one in places.get(number, ()) if _opens(analysis.sentences[number], one)]
    named.sort(key=lambda one: _comes_after(analysis.sentences[one.sentence], one))
    dateline = tuple(one for number, part in parts.items() if part is Part.DATELINE for one in places.get(number, ()))
    rough = (one for number, found in places.items() for one in found if _is_rough(analysis.sentences[number], one))
    return Setting(tuple(named), dateline, frozenset(rough), _only_town(analysis, places, dateline))


def _only_town(analysis: Analysis, places: Mapping[int, Sequence[Mention]], dateline: Sequence[Mention]) -> Mention | None:
    """The town of the dateline, where an article names no other."""
    named = (one for found in places.values() for one in found if one.place.level is Level.CITY)
    towns = {one.place.id for one in named if _opens(analysis.sentences[one.sentence], one)}
    return next((one for one in dateline if towns == {one.place.id}), None)


def _is_rough(sentence: Sentence, one: Mention) -> bool:
    """As in "the Kirrow neighborhood", which lies in some town, and "suburban Denver", which is not Denver."""
    tokens = sentence.tokens
    before = tokens[one.first - 1].text.lower() if one.first else ""
    after = tokens[one.last].text.lower() if one.last < len(tokens) else ""
    return before == "suburban" or after in QUARTERS


def _opens(sentence: Sentence, one: Mention) -> bool:
    """Whether a place can be where the article is set: not where somebody comes from, nor in the name of the outlet behind a headline."""
    before = sentence.tokens[one.first - 1].text.lower() if one.first else ""
    home = before == "from" or (before == "of" and _is_home(sentence, one.first - 1))
    acts = one.place.level is Level.COUNTRY and before not in PLACING and _describes(sentence, one)
    return one.use is PlaceUse.LITERAL and not home and not acts and not _names_outlet(sentence, one)


def _describes(sentence: Sentence, one: Mention) -> bool:
    """Whether a country's name stands before what it does or has, as in "US strike"."""
    return one.last < len(sentence.tokens) and sentence.tokens[one.last].pos == "NOUN"


def _names_outlet(sentence: Sentence, one: Mention) -> bool:
    """As in "Two shot | Denver Today": behind a headline stands who publishes it."""
    return any(token.text in OUTLET for token in sentence.tokens[: one.first])


def _comes_after(sentence: Sentence, one: Mention) -> bool:
    """Whether a place is that of something that came before or after an event: arrested in Denver."""
    before = sentence.tokens[one.first - 1].text.lower() if one.first else ""
    return before in {"in", "at", "to"} and nearness(sentence.tokens, -1, one.first, "PLACE") is None


def set_in(place: Mention | None, here: Setting, others: Collection[Mention] = ()) -> Mention | None:
    """An event's place in the light of where its article is set: a more exact one within it that no other event has, or the article's."""
    if place in here.rough and (town := next((one for one in here.towns if _can_hold_part(one, place)), None)):
        return town
    if place is not None:
        return _narrowed(place, [one for one in here.named if one not in others])
    return min((*here.named, *here.dateline), key=lambda one: RANK[one.place.level], default=None)


def _can_hold_part(town: Mention, part: Mention | None) -> bool:
    """Whether a town can be the one that a part of a town belongs to, or that lies by another: it is near, as far as that is known."""
    return part is None or part.place.id == UNLISTED or _are_near(town.place, part.place, BESIDE)
