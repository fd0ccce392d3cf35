"""The places of the seed articles are those of their gold."""

from __future__ import annotations

import pytest

from loaders.extract.places import Places
from schema.records import Mention, Place
from schema.records.place import PlacePrecision, PlaceUse
from tests.loaders.seeds import analysed, gold

OURS: dict[str, set[tuple[str, str, str]]] = {"s1": set(), "s2": set()}
"""Readings of ours that the gold does not list, with reasons; there are none."""


def _read(seed: str) -> set[tuple[str, str, str]]:
    found = list(Places()(analysed(seed), ()))
    places = {one.id: one for one in found if isinstance(one, Place)}
    mentions = [(one, places[one.place_id]) for one in found if isinstance(one, Mention) and one.place_id]
    return {(one.printed, _kind(place, one.use), place.country) for one, place in mentions}


def _kind(record: Place, use: PlaceUse | None) -> str:
    if use is PlaceUse.METONYM:
        return "metonym"
    return "country" if record.precision is PlacePrecision.COUNTRY else "city"


@pytest.mark.parametrize("seed", ["s1", "s2"])
def test_the_places_are_those_of_the_gold(seed: str) -> None:
    expected = {tuple(place) for place in gold()["articles"][seed]["places"]} | OURS[seed]
    assert _read(seed) == expected


@pytest.mark.parametrize("seed", ["s1", "s2"])
def test_the_places_of_incidents_have_the_numbers_of_the_gold(seed: str) -> None:
    incidents = [one for one in gold()["articles"][seed]["incidents"] if not one.get("optional")]
    expected = {one["place"]["name"]: one["place"]["geonameid"] for one in incidents}
    found = {name: record.geonames_id for record in Places()(analysed(seed), ()) if isinstance(record, Place) for name in record.aliases}
    assert {name: found.get(name) for name in expected} == expected
