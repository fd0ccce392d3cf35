"""The facts of one article in the shape that the scorer of an annotated set reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from loaders.base import Analyzer, Document, Rejected
from loaders.pipeline import annotated
from loaders.registry import SOURCES
from loaders.sources.files import Files
from schema.records import Article, Casualty, Incident, Mention, Person, Place, Quote, Record
from schema.records.article import PublishedBasis
from schema.records.times import Time, TimeType

Line = Mapping[str, Any]
"""A line of an annotated set: an id and a text or the HTML of a page, perhaps a title, an address and a publication date.

Gold in it is not looked at.
"""

NIGHT = "TNI"
"""What ends the TIMEX3 value of a night."""
UNHARMED = frozenset({"arrested", "rescued"})
"""Effects that are no harm, and so no casualties of others' annotated sets."""


CLOSING = {"”": "“", '"': '"'}
"""Marks that close a quotation, each with the one that opens it."""


TOTALLED = ("killed", "injured")
"""Effects whose totals annotated sets hold."""


def extracted(line: Line, analyzer: Analyzer) -> list[Record]:
    """What the pipeline that `load` calls finds in the article of a line; nothing where the line holds no article."""
    found = annotated(document(line), Files([], SOURCES), analyzer)
    return [] if isinstance(found, Rejected) else found


def prediction(line: Line, records: Sequence[Record]) -> dict[str, Any]:
    """The records of a line's article in the scorer's shape."""
    found = facts(records) if records else {}
    bounds: Mapping[str, Sequence[int | None]] = found.get("totals", {})
    totals = {effect: next((bound for bound in bounds.get(effect, ()) if bound), 0) for effect in TOTALLED}
    harmed = [one for one in found.get("casualties", ()) if one["effect"] not in UNHARMED]
    page = {"body": body(records)} if "html" in line else {}
    return {"id": line["id"], **page, **found, "quotes": utterances(found.get("quotes", ())), "casualties": harmed, "totals": totals}


def body(records: Sequence[Record]) -> str:
    """The text of an article behind its headline and its authors."""
    article = next((one for one in records if isinstance(one, Article)), None)
    above = [span.end for name in ("headline", "byline") for span in article.evidence.get(name, ())] if article else []
    return article.text[max(above, default=0) :].strip() if article else ""


def utterances(parts: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Quotations as lines: parts wholly in marks stand within them, and what goes on from words in marks is in their line."""
    begun: dict[str, str] = {}
    found: dict[str, dict[str, Any]] = {}
    for part in parts:
        direct = part["kind"] == "direct"
        text = f"“{part['text']}”" if direct or part["marked"] else part["text"]
        first = begun.get(part["id"]) or (direct and begun.get(part["continues"])) or part["id"]
        if direct or part["text"].endswith(tuple(CLOSING)):
            begun[part["id"]] = first
        line = {**part, "text": text, "speaker_resolved": part["speaker_resolved"] or part["antecedent"]}
        found[first] = (
            {**found[first], "text": f"{found[first]['text']} {_remarked(text, found[first]['text'][-1])}"} if first in found else line
        )
    return list(found.values())


def _remarked(text: str, close: str) -> str:
    """A text in curly marks, in the marks that close the text before it where those are others."""
    return f"{CLOSING[close]}{text[1:-1]}{close}" if text[0] == "“" and close in CLOSING else text


def document(line: Line) -> Document:
    """The input of a line: its page, or the title above the text, where the text does not begin with it."""
    published = _published(line.get("published"))
    if "html" in line:
        return Document(
            name="page", content=line["html"].encode(), url=line.get("url"), published=published, charset="utf-8", source="html"
        )
    return Document(name="article", content=_headed(line["text"], line.get("title")).encode(), published=published)


def _headed(text: str, title: str | None) -> str:
    """The text under its title; where the text begins with the title and runs on without a space, the two are parted."""
    if not title:
        return text
    body = text.lstrip().removeprefix(title)
    return text if body != text.lstrip() and body[:1].strip() == "" else f"{title}\n\n{body}"


def _published(given: str | None) -> datetime | None:
    if not given:
        return None
    found = datetime.fromisoformat(given)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def facts(records: Sequence[Record]) -> dict[str, Any]:
    """The records of one article as the scorer's lists, with more beside them than it asks for."""
    article = next(one for one in records if isinstance(one, Article))
    people = {one.id: one for one in records if isinstance(one, Person)}
    places = {one.id: one for one in records if isinstance(one, Place)}
    mentions = [one for one in records if isinstance(one, Mention)]
    incidents = [one for one in records if isinstance(one, Incident)]
    main = next((one for one in incidents if one.main), None)
    totals = {total.effect: total for total in main.totals} if main else {}
    return {
        "layout": _layout(article),
        "quotes": [line for one in records if isinstance(one, Quote) for line in _quote(one, people)],
        "incidents": [_incident(one, places) for one in incidents],
        "casualties": [_casualty(one) for one in records if isinstance(one, Casualty)],
        "totals": {effect.name.lower(): (totals[effect].low, totals[effect].high) for effect in totals if effect.name.lower() in TOTALLED},
        "places": [_place(place, one) for place in places.values() for one in _distinct(place, mentions)],
        "people": [{"name": one.name, "aliases": one.aliases, "roles": one.roles} for one in people.values()],
        "dates": [{"printed": time.printed, "edtf": time.edtf} for time in article.times if time.edtf or time.type is TimeType.DATE],
    }


def _layout(article: Article) -> dict[str, Any]:
    published = article.published if article.published_basis is PublishedBasis.TEXT else None
    return {
        "headline": article.headline,
        "dek": article.dek,
        "byline": article.byline,
        "dateline": article.dateline,
        "headings": article.sections,
        "published": published.date().isoformat() if published else None,
    }


def _quote(quote: Quote, people: Mapping[str, Person]) -> Iterator[dict[str, Any]]:
    """A quotation, one line for each of its parts."""
    speaker = quote.speakers[0] if quote.speakers else None
    person = people.get(speaker.person_id or "") if speaker else None
    for span in quote.evidence["text"]:
        yield {
            "id": quote.id,
            "continues": quote.continuation_of_id,
            "text": span.exact,
            "marked": len(quote.evidence["text"]) > 1 and span in quote.evidence.get("marked", ()),
            "kind": quote.kind.name.lower(),
            "cue": quote.cue,
            "speaker": speaker.printed if speaker else quote.source,
            "speaker_resolved": person.name if person else None,
            "antecedent": speaker.antecedent if speaker else None,
            "confidence": quote.confidence,
        }


def _incident(incident: Incident, places: Mapping[str, Place]) -> dict[str, Any]:
    place = places.get(incident.place_id or "")
    return {
        "id": incident.id,
        "type": incident.type.name.lower(),
        "trigger": incident.trigger,
        "place": incident.place_name,
        "geonames_id": place.geonames_id if place else None,
        "country": place.country_name if place else None,
        "date": day(incident.occurred),
        "background": incident.background,
        "factuality": incident.factuality.name.lower(),
        "main": incident.main,
        "confidence": incident.confidence,
    }


def day(time: Time | None) -> str | None:
    """The day, month or year that a time names; of a short stretch the first day, of a night before the news the day of the news."""
    if time is None or time.edtf is None or time.earliest is None or time.latest is None:
        return None
    if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", time.edtf):
        return time.edtf
    if time.value and time.value.endswith(NIGHT):
        return time.latest.isoformat()
    return _first(time.earliest, time.latest)


def _first(earliest: date, latest: date) -> str | None:
    if (latest - earliest).days <= 1:
        return earliest.isoformat()
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return earliest.isoformat()[:7]
    return earliest.isoformat()[:4] if earliest.year == latest.year else None


def _casualty(casualty: Casualty) -> dict[str, Any]:
    return {
        "id": casualty.id,
        "effect": casualty.effect.name.lower(),
        "count_min": casualty.min,
        "count_max": casualty.max,
        "qualifier": casualty.qualifier.name.lower(),
        "printed": casualty.printed,
        "group": casualty.group_class.name.lower() if casualty.group_class else casualty.group,
        "noun": casualty.group,
        "age": casualty.age,
        "sex": casualty.sex.name.lower() if casualty.sex else None,
        "subset": casualty.subset_of_id is not None,
        "attribution": casualty.attribution,
        "perpetrator": casualty.perpetrator,
        "confidence": casualty.confidence,
    }


def _place(place: Place, mention: Mention) -> dict[str, Any]:
    return {"printed": mention.printed, "geonames_id": place.geonames_id, "use": mention.use.name.lower() if mention.use else None}


def _distinct(place: Place, mentions: Iterable[Mention]) -> Iterable[Mention]:
    """Each name once; where it is printed in capitals too, as in a dateline, the other form stands for both."""
    ordered = sorted((one for one in mentions if one.place_id == place.id), key=lambda mention: not mention.printed.isupper())
    return {mention.printed.casefold(): mention for mention in ordered}.values()
