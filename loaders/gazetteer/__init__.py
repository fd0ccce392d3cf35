"""Places of the world: GeoNames, distilled; see NOTICE for its licence."""

from loaders.gazetteer.lookup import Candidate, Gazetteer, Level, added, begins_name, candidates, capitals, countries, is_county, place
from loaders.gazetteer.names import demonyms, metonyms
from loaders.gazetteer.spelling import folded

__all__ = [
    "Candidate",
    "Gazetteer",
    "Level",
    "added",
    "begins_name",
    "candidates",
    "capitals",
    "countries",
    "demonyms",
    "folded",
    "is_county",
    "metonyms",
    "place",
]
