"""The incidents and casualties of the seed articles are those of their gold."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from loaders.extract.incidents import Incidents
from loaders.extract.people import Extractor as People
from schema.records import Casualty, Incident
from tests.loaders.seeds import analysed, gold, text_of

GROUPS = {"people": None}
"""The gold writes people where a record has no group."""
QUALIFIERS = {"exact": "EXACT", "at_least": "AT_LEAST", "several": "VAGUE"}


@cache
def _records(seed: str) -> tuple[Incident | Casualty, ...]:
    analysis = analysed(seed)
    return tuple(one for one in Incidents()(analysis, list(People()(analysis, ()))) if isinstance(one, Incident | Casualty))


def _incidents(seed: str) -> list[Incident]:
    return [one for one in _records(seed) if isinstance(one, Incident)]


def _casualties(seed: str) -> list[Casualty]:
    return [one for one in _records(seed) if isinstance(one, Casualty)]


def _golden(seed: str, kind: str) -> list[dict[str, Any]]:
    return [one for one in gold()["articles"][seed][kind] if not one.get("optional")]


@pytest.mark.parametrize("seed", ["s1", "s2"])
def test_the_incidents_are_those_of_the_gold(seed: str) -> None:
    read = [
        {
            "type": one.type.name,
            "trigger": (one.evidence["trigger"][0].start, one.trigger),
            "extent": (one.evidence["extent"][0].start, one.evidence["extent"][0].end),
            "place": (one.place_name, (one.place_id or "").rpartition("-")[2]),
            "weapons": [(weapon.printed, weapon.name, weapon.count) for weapon in one.weapons],
            "targets": [(target.printed, target.kind.name if target.kind else None) for target in one.targets],
            "actor": (one.actor.printed, one.actor.country, one.actor.inherited) if one.actor else None,
            "attribution": one.attribution,
            "background": one.background,
        }
        for one in _incidents(seed)
    ]
    expected = [
        {
            "type": one["type"].upper(),
            "trigger": (one["trigger"]["start"], one["trigger"]["text"]),
            "extent": (one["evidence"]["start"], one["evidence"]["end"]),
            "place": (one["place"]["name"], str(one["place"]["geonameid"])),
            "weapons": [(one["weapon"]["text"], one["weapon"]["normal"], one["weapon"].get("count"))],
            "targets": [(target["text"], target["class"].upper()) for target in one["targets"]],
            "actor": (one["actor"]["text"], one["actor"]["country"], not one["actor"]["explicit_in_item"]) if one["actor"] else None,
            "attribution": one.get("attribution", {}).get("text"),
            "background": False,
        }
        for one in _golden(seed, "incidents")
    ]
    assert read == expected


@pytest.mark.parametrize(("seed", "printed"), [("s1", ["Tuesday", "Tuesday", "Tuesday"]), ("s2", ["overnight"])])
def test_incidents_keep_the_words_for_their_time_and_get_no_date(seed: str, printed: list[str]) -> None:
    times = [one.occurred for one in _incidents(seed) if one.occurred]
    assert [(time.printed, time.edtf, time.basis.name) for time in times] == [(words, None, "UNANCHORED") for words in printed]


@pytest.mark.parametrize("seed", ["s1", "s2"])
def test_the_casualties_are_those_of_the_gold(seed: str) -> None:
    incidents = {one.id: number for number, one in enumerate(_incidents(seed))}
    casualties = {one.id: number for number, one in enumerate(_casualties(seed))}
    read = [
        {
            "incident": incidents[one.incident_id],
            "effect": one.effect.name,
            "count": (one.printed, one.min, one.max, one.qualifier.name),
            "group": one.group,
            "extent": (one.evidence["extent"][0].start, one.extent),
            "age": one.age,
            "sex": one.sex.name if one.sex else None,
            "subset_of": casualties[one.subset_of_id] if one.subset_of_id else None,
            "attribution": one.attribution,
        }
        for one in _casualties(seed)
    ]
    golden = _golden(seed, "casualties")
    numbers = {one["id"]: number for number, one in enumerate(golden)}
    places = {one["id"]: number for number, one in enumerate(_golden(seed, "incidents"))}
    expected = [
        {
            "incident": places[one["incident"]],
            "effect": one["effect"].upper(),
            "count": (one["count"]["text"], one["count"]["min"], one["count"]["max"], QUALIFIERS[one["count"]["qualifier"]]),
            "group": GROUPS.get(one["group"], one["group"]),
            "extent": (one["evidence"]["start"], one["evidence"]["text"]),
            "age": one.get("age"),
            "sex": one["sex"].upper() if one.get("sex") else None,
            "subset_of": numbers.get(one.get("subset_of")),
            "attribution": one["attribution"].partition(" (")[0] if one["attribution"] else None,
        }
        for one in golden
    ]
    assert read == expected


@pytest.mark.parametrize("seed", ["s1", "s2"])
def test_what_the_gold_calls_no_incident_is_none(seed: str) -> None:
    triggers = [one.evidence["trigger"][0].start for one in _incidents(seed)]
    claimed = [one["text"] for one in gold()["articles"][seed]["not_incidents"] if any(one["start"] <= at < one["end"] for at in triggers)]
    assert claimed == []


@pytest.mark.parametrize("seed", ["s1", "s2"])
def test_every_span_quotes_the_article(seed: str) -> None:
    text = text_of(seed)
    for record in _records(seed):
        values = [record, *getattr(record, "weapons", ()), *getattr(record, "targets", ())]
        spans = [span for value in values for spans in value.evidence.values() for span in spans]
        assert spans
        assert [text[span.start : span.end] for span in spans] == [span.exact for span in spans]
