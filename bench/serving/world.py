"""A synthetic world of articles: as many as one asks for, always the same, each fact with its evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from schema.records import Article, Casualty, Incident, Mention, Person, Place, Quote, Record
from schema.records.article import PublishedBasis
from schema.records.base import Span
from schema.records.casualty import Effect, Qualifier
from schema.records.incident import Factuality, IncidentType
from schema.records.mention import MentionKind
from schema.records.place import PlacePrecision, PlaceUse
from schema.records.quote import QuoteKind, Speaker, SpeakerKind
from schema.records.times import Time, TimeBasis, TimeType

FIRST_DAY = datetime(2020, 1, 1, tzinfo=UTC)
DAYS = 2000
PUBLISHERS = ("The Post", "Daily Courier", "Evening Wire", "Morning Ledger")
EFFECTS = (Effect.KILLED, Effect.INJURED, Effect.MISSING, Effect.DISPLACED)
TYPES = tuple(IncidentType)
MADE: dict[str, Any] = {"extractor": "synthetic", "extractor_version": "1"}
QUOTES, CASUALTIES = 4, (1, 2)
"""How many quotes an article has, and how many casualties its incident, in turn."""

_FIRST = ("Ada", "Boris", "Clara", "David", "Elena", "Farid", "Grace", "Hugo", "Irina", "Jonas", "Karim", "Lena", "Marta", "Nadia", "Omar")
_LAST = ("Abel", "Berg", "Costa", "Dahl", "Ewald", "Faris", "Gruber", "Hansen", "Ivanov", "Jensen", "Kovac", "Lindt", "Moreau", "Novak")
_CLAIMS = ("the road is open again", "help is on its way", "nobody was warned", "the talks will go on", "the bridge has to be rebuilt")
_FILLER = "Residents spoke of a long night, and the authorities asked them to stay away from the river until the morning. "


class Named(NamedTuple):
    """A person or a place of the world."""

    id: str
    name: str


def people(size: int) -> list[Named]:
    """Who is quoted in a world of so many articles."""
    return [Named(f"person-p{n:05d}", f"{_FIRST[n % len(_FIRST)]} {_LAST[n % len(_LAST)]} {n}") for n in range(max(10, size // 50))]


def places(size: int) -> list[Named]:
    """Where it happens."""
    return [Named(f"place-p{n:05d}-{n + 1}", f"Town {n}") for n in range(max(10, size // 100))]


@dataclass
class _Page:
    """The text of an article as it grows."""

    text: str = ""
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)

    def sentence(self, **parts: str) -> Mapping[str, Span]:
        """Adds the parts as one sentence, and gives the span of each part."""
        start = len(self.text)
        ends = {}
        for name, words in parts.items():
            ends[name] = (len(self.text), len(self.text) + len(words))
            self.text += words + " "
        sentence = self.text[start:-1]
        return {
            name: Span(start=a, end=b, exact=self.text[a:b], prefix=self.text[max(0, a - 32) : a], suffix="", sentence=sentence)
            for name, (a, b) in ends.items()
        }


def records(size: int) -> Iterator[Record]:
    """Every record of a world of so many articles."""
    named, towns = people(size), places(size)
    for number in range(size):
        yield from _article(number, named, towns)
    for person in named:
        yield Person(id=person.id, name=person.name, aliases=(person.name,), **MADE)
    for number, town in enumerate(towns):
        yield Place(
            id=town.id,
            name=town.name,
            precision=PlacePrecision.CITY,
            country="UA",
            country_name="Ukraine",
            latitude=50.0,
            longitude=30.0,
            geonames_id=number + 1,
            licence="synthetic",
            **MADE,
        )


def _article(number: int, named: list[Named], towns: list[Named]) -> Iterator[Record]:
    random = Random(number)  # noqa: S311  the same world on every machine
    digest = hashlib.sha256(str(number).encode()).hexdigest()[:16]
    identifier, page = f"article-{digest}", _Page()
    town = random.choice(towns)
    headline = page.sentence(headline=f"Report {number} from {town.name}")["headline"]
    facts = [one for _ in range(QUOTES) for one in _quote(digest, page, random.choice(named), random)]
    facts += _incident(digest, page, town, random, CASUALTIES[number % len(CASUALTIES)])
    page.text += _FILLER * 8
    yield Article(
        id=identifier,
        headline=headline.exact,
        publisher=random.choice(PUBLISHERS),
        url=f"https://news.example/{digest}",
        language="en",
        published=FIRST_DAY + timedelta(seconds=random.randrange(DAYS * 86400)),
        published_basis=PublishedBasis.METADATA,
        checksum=hashlib.sha256(page.text.encode()).hexdigest(),
        text=page.text,
        evidence={"headline": (headline,)},
        **MADE,
    )
    yield from facts


def _mention(digest: str, at: Span, kind: MentionKind, **what: Any) -> Mention:  # noqa: ANN401  values of any field
    """Who or what is named at a place of an article."""
    return Mention(
        id=f"mention-{digest}-{at.start:07d}-{at.end:07d}-{kind.name.lower()}",
        article_id=f"article-{digest}",
        kind=kind,
        printed=at.exact,
        evidence={"printed": (at,)},
        **what,
        **MADE,
    )


def _quote(digest: str, page: _Page, who: Named, random: Random) -> Iterator[Record]:
    said = page.sentence(source=who.name, cue="said", text=f"{random.choice(_CLAIMS)}, as it was before the {random.randrange(28) + 1}th.")
    words, source = said["text"], said["source"]
    speaker = Speaker(printed=who.name, kind=SpeakerKind.PERSON, person_id=who.id, evidence={"printed": (source,)})
    yield _mention(digest, source, MentionKind.PERSON, person_id=who.id)
    yield Quote(
        id=f"quote-{digest}-{words.start:07d}-{words.end:07d}",
        article_id=f"article-{digest}",
        confidence=0.9,
        kind=QuoteKind.INDIRECT,
        text=words.exact,
        verbatim=False,
        source=who.name,
        cue="said",
        speakers=(speaker,),
        evidence={name: (span,) for name, span in said.items()},
        **MADE,
    )


def _incident(digest: str, page: _Page, town: Named, random: Random, casualties: int) -> Iterator[Record]:
    day = date(2020, 1, 1) + timedelta(days=random.randrange(DAYS))
    told = page.sentence(trigger="attack", place_name=town.name, printed=day.isoformat())
    identifier = f"incident-{digest}-{told['trigger'].start:07d}"
    occurred = Time(
        printed=day.isoformat(),
        type=TimeType.DATE,
        edtf=day.isoformat(),
        earliest=day,
        latest=day,
        basis=TimeBasis.STATED,
        evidence={"printed": (told["printed"],)},
    )
    common: dict[str, Any] = {"article_id": f"article-{digest}", "confidence": 0.9, **MADE}
    yield Incident(
        id=identifier,
        type=random.choice(TYPES),
        trigger="attack",
        extent=told["trigger"].sentence,
        place_name=town.name,
        place_id=town.id,
        occurred=occurred,
        factuality=Factuality.ASSERTED,
        background=False,
        main=True,
        evidence={"trigger": (told["trigger"],), "place_name": (told["place_name"],), "extent": (told["trigger"],)},
        **common,
    )
    yield _mention(digest, told["place_name"], MentionKind.PLACE, use=PlaceUse.LITERAL, place_id=town.id)
    for effect in EFFECTS[:casualties]:
        number = random.randrange(1, 30)
        stated = page.sentence(printed=str(number), effect=f"people were {effect.name.lower()}.")
        yield Casualty(
            id=f"casualty-{digest}-{stated['printed'].start:07d}-{effect.name.lower()}",
            incident_id=identifier,
            effect=effect,
            min=number,
            max=number,
            qualifier=Qualifier.EXACT,
            printed=str(number),
            extent=stated["printed"].sentence,
            evidence={"printed": (stated["printed"],), "effect": (stated["effect"],), "extent": (stated["printed"],)},
            **common,
        )
