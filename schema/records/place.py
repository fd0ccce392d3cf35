"""Places that articles name."""

from __future__ import annotations

from typing import Annotated

from schema.fields import FILTER, GIVEN, SORT, derived
from schema.kinds import Choice
from schema.records.base import Record


class PlacePrecision(Choice):
    """How large the place is, and so how exact its coordinates can be."""

    COUNTRY = "A country; the coordinates are a point inside it."
    REGION = "A state, a province, a county or another large part of a country."
    CITY = "A city, town or village."


class PlaceUse(Choice):
    """What the name of a place stands for."""

    LITERAL = "The place itself."
    METONYM = "A government or an institution that is called by the name of a place, such as the Kremlin."


class Place(Record):
    """A place that articles name, found in the GeoNames gazetteer."""

    name: Annotated[str, FILTER, SORT, derived("mentions")]
    """The name of the place in GeoNames."""
    aliases: Annotated[tuple[str, ...], derived("mentions")] = ()
    """The forms of the name, as printed; where there are more than 50, those that are printed most often."""
    precision: Annotated[PlacePrecision, FILTER, SORT, derived("mentions")]
    """Whether the place is a country, a region or a city."""
    country: Annotated[str, FILTER, SORT, derived("mentions")]
    """The country that the place is in, as an ISO 3166-1 code, such as UA."""
    country_name: Annotated[str, FILTER, SORT, derived("country")]
    """The country that the place is in, by its English name."""
    latitude: Annotated[float | None, FILTER, derived("mentions")] = None
    """Degrees north of the equator; south is negative (WGS 84). Null for regions and some territories, which have none here."""
    longitude: Annotated[float | None, FILTER, derived("mentions")] = None
    """Degrees east of Greenwich; west is negative (WGS 84). Null where the latitude is null."""
    geonames_id: Annotated[int, SORT, derived("mentions")]
    """The number of the place in GeoNames."""
    licence: Annotated[str, GIVEN]
    """The licence of the name, country and coordinates, which come from GeoNames; a country's coordinates come from Natural Earth."""
