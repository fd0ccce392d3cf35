"""Finds the places that an article names and looks them up in the gazetteer.

    mentions = resolved(analysis)          # for other extractors: words, place, use
    records = Places()(analysis, found)    # Place records, each followed by this article's mentions
    place = merge(place, namings)          # the place as all mentions of it in all articles name it

A name that no place bears, or that several bear without the article telling which, gives nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log10

from loaders.base import Analysis, Token, annotation_id
from loaders.extract.lexicon import words
from loaders.extract.metonyms import means_government
from loaders.extract.naming import Namings, common, naming
from loaders.extract.refusals import refused
from loaders.extract.toponyms import KNOWN, Toponym, toponyms
from loaders.gazetteer import Candidate, Level, candidates, capitals, countries, demonyms, folded
from loaders.gazetteer.names import rows as tables
from schema import records
from schema.records import Place, Record
from schema.records.mention import MentionKind
from schema.records.place import PlacePrecision, PlaceUse
from schema.records.refusal import Candidate as Refusable
from schema.records.refusal import Rule

LICENCE = "GeoNames, CC BY 4.0 (https://www.geonames.org); points of countries: Natural Earth, public domain."
PRECISION = {Level.COUNTRY: PlacePrecision.COUNTRY, Level.REGION: PlacePrecision.REGION, Level.CITY: PlacePrecision.CITY}
SMALL = 5_000
"""Below this population a name is taken for the town's only where the article names what it lies in."""
KEPT = 2
"""Of how many articles the places are kept for the next extractor that asks."""
MARGIN = 0.25
"""How much better the best reading of a name must be than the next; the unit is a power of ten in population."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where the article names a place: the words and the place that is meant."""

    sentence: int
    first: int
    last: int
    start: int
    end: int
    place: Candidate
    use: PlaceUse

    @property
    def id(self) -> str:
        """The id of the place's record."""
        return place_id(self.place)


def place_id(place: Candidate) -> str:
    """The id of a place's record, such as place-odesa-698740."""
    slug = re.sub(r"[^a-z0-9]+", "-", folded(place.name)).strip("-")
    return "-".join(part for part in ("place", slug, str(place.id)) if part)


def people_in(found: Iterable[Record]) -> tuple[tuple[int, int], ...]:
    """The bounds of the words that name people."""
    mentions = (one for one in found if isinstance(one, records.Mention) and one.person_id)
    return tuple((span.start, span.end) for mention in mentions for span in mention.evidence.get("printed", ()))


@dataclass(frozen=True, slots=True)
class Refused:
    """Words that look like a place's name and were not taken for one."""

    start: int
    end: int
    rule: Rule


def resolved(analysis: Analysis, people: tuple[tuple[int, int], ...] = ()) -> tuple[Mention, ...]:
    """The places that the article names, in order. `people` holds the bounds of words that name people."""
    return tuple(one for one in decided(analysis, people) if isinstance(one, Mention))


@lru_cache(maxsize=KEPT)
def decided(analysis: Analysis, people: tuple[tuple[int, int], ...] = ()) -> tuple[Mention | Refused, ...]:
    """What was decided on each name that may be a place's, in order."""
    every = list(toponyms(analysis, people))
    names = [name for name in every if not name.refused]
    context = _context(analysis, [name for name in every if name.refused is not Rule.SURNAME])
    chosen = [_chosen(analysis, name, following, context) for name, following in zip(names, [*names, None][1:], strict=True)]
    evident = [place is not None and _evident(analysis, name, place, context) for name, place in zip(names, chosen, strict=True)]
    sure = {folded(name.text): place for name, place, clear in zip(names, chosen, evident, strict=True) if place and clear}
    found: list[Mention | Refused] = [Refused(name.start, name.end, name.refused) for name in every if name.refused]
    for name, place, clear in zip(names, chosen, evident, strict=True):
        meant = place if clear or name.seat else sure.get(folded(name.text), place)
        if meant and _acceptable(name, meant, sure=folded(name.text) in sure):
            found.append(_mention(analysis.sentences[name.sentence].tokens, name, meant))
        elif name.inside:
            found.append(Refused(name.start, name.end, Rule.AMBIGUOUS))
    return tuple(sorted(found, key=lambda one: one.start))


@dataclass(frozen=True, slots=True)
class _Context:
    """Which countries and regions an article speaks of, and how often."""

    countries: Mapping[str, int]
    regions: Mapping[tuple[str, str], int]


def _context(analysis: Analysis, names: Sequence[Toponym]) -> _Context:
    seen: Counter[str] = Counter()
    regions: Counter[tuple[str, str]] = Counter()
    for name in names:
        whole = [one for one in name.candidates if one.level is Level.COUNTRY]
        parts = _whole_regions(name) or [one for one in name.candidates if one.level is Level.REGION]
        if name.seat or (whole and not parts):
            seen[name.seat or whole[0].country] += 1
        elif (
            parts
            and len({one.id for one in parts}) == 1
            and (_whole_regions(name) or not any(one.level is Level.CITY and one.population > KNOWN for one in name.candidates))
        ):
            regions[parts[0].country, parts[0].region] += 1
            seen[parts[0].country] += 1
        elif name.candidates and name.candidates[0].population > KNOWN:
            seen[name.candidates[0].country] += 1
    adjectives = (token.text for sentence in analysis.sentences for token in sentence.tokens if token.text in demonyms())
    seen.update(demonyms()[word] for word in adjectives)
    return _Context(seen, regions)


def _whole_regions(name: Toponym) -> list[Candidate]:
    """The regions of just this name that hold no city of it: Virginia, but not Vienna."""
    if any(one.level is Level.COUNTRY or one.id in capitals() for one in name.candidates):
        return []
    cities = {(one.country, one.region) for one in _namesakes(name) if one.population >= SMALL}
    regions = (one for one in name.candidates if one.level is Level.REGION and folded(one.name) == folded(name.text))
    return [one for one in regions if (one.country, one.region) not in cities]


def _namesakes(name: Toponym) -> list[Candidate]:
    """The cities of just this name: Faro, but not Oklahoma City, which is called Oklahoma too."""
    return [one for one in name.candidates if one.level is Level.CITY and folded(one.name) == folded(name.text)]


@cache
def _own_names() -> Mapping[str, frozenset[tuple[str, str]]]:
    """Names that dateline's own table gives to regions: these go before cities of the same name."""
    names: dict[str, set[tuple[str, str]]] = {}
    for code, listed in tables("regions.txt"):
        for name in listed.split(", "):
            names.setdefault(folded(name), set()).add((code[:2], code[3:]))
    return {name: frozenset(codes) for name, codes in names.items()}


def _chosen(analysis: Analysis, name: Toponym, following: Toponym | None, context: _Context) -> Candidate | None:
    """The best reading of a name, where one is clearly the best."""
    if name.seat:
        return countries()[name.seat]
    pool = _inside(analysis, name, following) or name.candidates
    scored = sorted(((_score(name, one, context), -one.id, one) for one in pool), key=lambda item: item[:2], reverse=True)
    best = scored[0]
    rivals = [one for one in scored[1:] if best[0] - one[0] < MARGIN and one[2].country + one[2].region != best[2].country + best[2].region]
    return None if rivals else best[2]


def _inside(analysis: Analysis, name: Toponym, following: Toponym | None) -> tuple[Candidate, ...]:
    """Those readings that lie in the region or country named right after a comma."""
    if not following or following.sentence != name.sentence or not _is_link(analysis.text[name.end : following.start]):
        return ()
    wider = [one for one in following.candidates if one.level is not Level.CITY]
    return tuple(
        one
        for one in name.candidates
        if any(
            one.country == outer.country and outer.id != one.id and (outer.level is Level.COUNTRY or outer.region == one.region)
            for outer in wider
        )
    )


def _is_link(between: str) -> bool:
    return re.fullmatch(r",?\s+|\s*\(|, in (the )?", between) is not None


SEAT, BYNAME = 1.0, 3.0
"""How much worse a region is than the city that it is called after, and a town than the one whose name it only bears besides its own."""
BASE = {Level.COUNTRY: 9.0, Level.REGION: 5.0}


def _score(name: Toponym, one: Candidate, context: _Context) -> float:
    score = BASE.get(one.level) or log10(one.population + 10)
    score += 1.6 if context.countries.get(one.country) else 0.0
    score += 2.5 if one.level is not Level.COUNTRY and context.regions.get((one.country, one.region)) else 0.0
    score += 6.0 if name.kind is one.level and one.level is not Level.COUNTRY else 0.0
    score += 4.5 if (one.country, one.region) in _own_names().get(folded(name.text), ()) and one.level is Level.REGION else 0.0
    score += 2.0 if one in _whole_regions(name) else 0.0
    if (
        one.level is Level.REGION
        and name.kind is None
        and any((city.country, city.region) == (one.country, one.region) for city in _namesakes(name))
    ):
        score -= SEAT
    rival = next((other for other in name.candidates if other.level is Level.COUNTRY), None)
    if one.level is Level.REGION and rival:
        score += 4.5 if context.countries.get(one.country, 0) > context.countries.get(rival.country, 0) else 0.0
    return score if one.usual else score - (BYNAME if any(other.country == one.country for other in _namesakes(name)) else 0.7)


def _evident(analysis: Analysis, name: Toponym, place: Candidate, context: _Context) -> bool:
    """Whether the words around a name show that it is a place."""
    if name.seat or (place.level is Level.REGION and name.text.endswith(".")):
        return True
    after = analysis.sentences[name.sentence].tokens[name.last : name.last + 2]
    container = len(after) == 2 and after[0].text == "," and place.level is not Level.COUNTRY and after[1].text[0].isupper()
    if container and any(one.country == place.country and one.id != place.id for one in _wider(analysis, name)):
        return True
    if place.level is Level.CITY and place.population < SMALL and not _known_small(name, place, context):
        return False
    clear = folded(name.text) not in words("ambiguous_places") or (name.inside and (place.country, place.region) in context.regions)
    return name.kind is not None or (name.located and clear)


def _known_small(name: Toponym, place: Candidate, context: _Context) -> bool:
    """Whether a name stands where a small town's would, in an article that speaks of its region, or of no other country if it is unique."""
    if not name.inside:
        return False
    alone = len(name.candidates) == 1 and (not context.countries or place.country in context.countries)
    return alone or (place.country, place.region) in context.regions


def _wider(analysis: Analysis, name: Toponym) -> tuple[Candidate, ...]:
    tokens = analysis.sentences[name.sentence].tokens[name.last + 1 : name.last + 4]
    texts = (analysis.text[tokens[0].start : token.end] for token in tokens) if tokens else ()
    return tuple(one for text in texts for one in candidates(text) if one.level is not Level.CITY)


def _acceptable(name: Toponym, place: Candidate, *, sure: bool) -> bool:
    """Whether a name is taken for a place: large ones unless they are common words, others where something speaks for them."""
    if sure or name.seat:
        return True
    if folded(name.text) in words("ambiguous_places"):
        return name.located and place.population >= KNOWN
    if place.level is not Level.CITY:
        return True
    clear = place.usual or name.last - name.first > 1
    return (place.population >= KNOWN and clear) or (name.located and place.population >= SMALL)


def _mention(tokens: Sequence[Token], name: Toponym, place: Candidate) -> Mention:
    country = name.seat or (capitals().get(place.id) if means_government(tokens, name.first, name.last) else None)
    use = PlaceUse.METONYM if country else PlaceUse.LITERAL
    return Mention(name.sentence, name.first, name.last, name.start, name.end, countries()[country] if country else place, use)


class Places:
    """The extractor of places."""

    name = "places"
    version = "1"

    def __call__(self, analysis: Analysis, found: Sequence[Record]) -> Iterable[Record]:
        """The places that the article names, each once and before its mentions; then the names that were refused."""
        by_place: dict[int, list[Mention]] = {}
        people = people_in(found)
        for mention in resolved(analysis, people):
            by_place.setdefault(mention.place.id, []).append(mention)
        for mentions in by_place.values():
            items = [self._mention(analysis, one) for one in mentions]
            yield merge(self._record(mentions[0].place), Counter(map(naming, items)))
            yield from items
        for one in decided(analysis, people):
            if isinstance(one, Refused):
                yield refused(analysis, (one.start, one.end), Refusable.PLACE, one.rule)

    def _record(self, place: Candidate) -> Place:
        return Place(
            id=place_id(place),
            extractor=self.name,
            extractor_version=self.version,
            name=place.name,
            precision=PRECISION[place.level],
            country=place.country,
            country_name=countries()[place.country].name,
            latitude=place.latitude,
            longitude=place.longitude,
            geonames_id=place.id,
            licence=LICENCE,
        )

    def _mention(self, analysis: Analysis, mention: Mention) -> records.Mention:
        span = analysis.span(mention.start, mention.end)
        return records.Mention(
            id=annotation_id("mention", analysis.article_id, mention.start, mention.end, MentionKind.PLACE.name),
            extractor=self.name,
            extractor_version=self.version,
            article_id=analysis.article_id,
            kind=MentionKind.PLACE,
            printed=span.exact,
            use=mention.use,
            place_id=mention.id,
            evidence={"printed": (span,)},
        )


def merge(place: Place, namings: Namings) -> Place:
    """The place with the forms of its name that all its mentions print."""
    return place.model_copy(update=common(namings))
