"""The facts of one article in the shape that the scorer of an annotated set reads."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from loaders.base import Analyzer, Document, Rejected
from loaders.pipeline import annotated
from loaders.sources.text_file import TextFiles
from schema.records import Casualty, Incident, Person, Place, Quote, Record
from schema.records.casualty import Effect
from schema.records.times import Time

Line = Mapping[str, Any]
"""A line of an annotated set: an id and a text, perhaps a title and a publication date. Gold in it is not looked at."""

UNHARMED = frozenset({Effect.ARRESTED, Effect.RESCUED})
"""Effects that are no harm, and so no casualties of an annotated set."""


def prediction(line: Line, analyzer: Analyzer) -> dict[str, Any]:
    """What the pipeline that `load` calls finds in the article of a line."""
    found = annotated(document(line), TextFiles([]), analyzer)
    return {"id": line["id"], **({} if isinstance(found, Rejected) else facts(found))}


def document(line: Line) -> Document:
    """The input of a line: the title above the text, where the text does not begin with it."""
    text, title = line["text"], line.get("title")
    whole = text if not title or text.lstrip().startswith(title) else f"{title}\n\n{text}"
    return Document(name="article", content=whole.encode(), published=_published(line.get("published")))


def _published(given: str | None) -> datetime | None:
    if not given:
        return None
    found = datetime.fromisoformat(given)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def facts(records: Sequence[Record]) -> dict[str, Any]:
    """The records of one article as the scorer's lists."""
    people = {one.id: one.name for one in records if isinstance(one, Person)}
    places = {one.id: one for one in records if isinstance(one, Place)}
    incidents = [one for one in records if isinstance(one, Incident)]
    main = next((one for one in incidents if one.main), None)
    low = {total.effect: total.low or total.high or 0 for total in main.totals} if main else {}
    return {
        "quotes": [line for one in records if isinstance(one, Quote) for line in quotations(one, people)],
        "incidents": [_incident(one, places) for one in incidents],
        "casualties": [_casualty(one) for one in records if isinstance(one, Casualty) and one.effect not in UNHARMED],
        "totals": {effect.name.lower(): low.get(effect, 0) for effect in (Effect.KILLED, Effect.INJURED)},
    }


def quotations(quote: Quote, people: Mapping[str, str]) -> list[dict[str, Any]]:
    """A quotation as one line, or one for each part where it is split."""
    speaker = quote.speakers[0] if quote.speakers else None
    common = {
        "kind": quote.kind.name.lower(),
        "speaker": speaker.printed if speaker else quote.source,
        "speaker_resolved": people.get(speaker.person_id or "") if speaker else None,
    }
    return [{"text": span.exact, **common} for span in quote.evidence["text"]]


def _incident(incident: Incident, places: Mapping[str, Place]) -> dict[str, Any]:
    place = places.get(incident.place_id or "")
    return {
        "type": incident.type.name.lower(),
        "place": incident.place_name,
        "country": place.country_name if place else None,
        "date": _date(incident.occurred),
        "background": incident.background,
    }


def _date(time: Time | None) -> str | None:
    """The day, month or year that a time names; of a night or a short stretch the first day."""
    if time is None or time.edtf is None or time.earliest is None or time.latest is None:
        return None
    if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", time.edtf):
        return time.edtf
    return _first(time.earliest, time.latest)


def _first(earliest: date, latest: date) -> str | None:
    if (latest - earliest).days <= 1:
        return earliest.isoformat()
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return earliest.isoformat()[:7]
    return earliest.isoformat()[:4] if earliest.year == latest.year else None


def _casualty(casualty: Casualty) -> dict[str, Any]:
    return {
        "effect": casualty.effect.name.lower(),
        "count_min": casualty.min,
        "count_max": casualty.max,
        "qualifier": casualty.qualifier.name.lower(),
        "group": casualty.group,
        "subset": casualty.subset_of_id is not None,
        "attribution": casualty.attribution,
    }
