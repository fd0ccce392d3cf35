"""What made the records of a snapshot: the parts that took part, with their versions and the checksums of their data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

import orjson


@dataclass(frozen=True, slots=True)
class Tool:
    """A part of the extraction; see FIELDS."""

    role: str
    name: str
    version: str
    checksum: str | None = None


Extraction = tuple[Tool, ...]
"""The whole of what extracts, in the order of its roles and names. Another extraction may give other records of the same articles."""

DOC = "What made the records: another analyzer, version or table may make other records of the same articles."
FIELDS: Mapping[str, str] = {
    "role": "What the part does: analyzer, confidence, extractor, gazetteer, layout or lexicon.",
    "name": "What the part is called.",
    "version": "Its version; of an analyzer over a pipeline, with the name and version of that.",
    "checksum": "The start of the SHA-256 of the data that it ships with; null where it ships with none.",
}
"""The fields of a part, with the sentences that both interfaces print."""


def written(extraction: Extraction) -> bytes:
    """An extraction as JSON, the same bytes for the same parts."""
    return orjson.dumps(rows(extraction))


def rows(extraction: Extraction) -> list[dict[str, str | None]]:
    """The parts as the interfaces show them."""
    return [asdict(tool) for tool in extraction]


def extraction_of(found: Iterable[Mapping[str, str]]) -> Extraction:
    """The extraction that was written so."""
    return tuple(Tool(**row) for row in found)
