"""Places of the world: GeoNames, distilled; see NOTICE for its licence."""

from loaders.gazetteer.lookup import Candidate, Level, begins_name, candidates, capitals, countries, place
from loaders.gazetteer.names import demonyms, metonyms
from loaders.gazetteer.spelling import folded

__all__ = ["Candidate", "Level", "begins_name", "candidates", "capitals", "countries", "demonyms", "folded", "metonyms", "place"]
