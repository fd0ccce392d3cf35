"""What loads and what extracts, in order: explicit lists, so that a reader sees them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from loaders.base import Extractor
from loaders.extract import attribution, incidents, people, places
from schema.records import Person, Place, Record

EXTRACTORS: tuple[Extractor, ...] = (people.Extractor(), places.Places(), attribution.Extractor(), incidents.Incidents())
"""Each reads what those before it have found."""

MERGES: Mapping[type[Record], Callable[[Sequence[Any]], Record]] = {Person: people.merge, Place: places.merge}
"""How the records that several articles share become one."""
