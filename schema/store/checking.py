"""What must hold for every set of records, checked on a snapshot that may be larger than the memory."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from schema.catalog import CATALOG, Catalog
from schema.invariants import TEXT, Among
from schema.plan import LIGHT, Parts
from schema.store.base import Reader

TEXTS, IDS = 8, 10_000
"""How many texts, and ids that are known, are kept: the records of a type come by id, and so those of one article together."""


def stored_violations(reader: Reader, catalog: Catalog = CATALOG) -> Iterator[str]:
    """One sentence for each thing that does not hold in a snapshot, beginning with the id of the record; ids are unique there."""

    @lru_cache(TEXTS)
    def text(identifier: str) -> str | None:
        spec = catalog.of_id(identifier)
        [found] = reader.get(spec, [identifier], Parts(whole=False, large=frozenset({TEXT}))) if spec and TEXT in spec.fields else [None]
        return found[TEXT] if found else None

    @lru_cache(IDS)
    def known(identifier: str) -> bool:
        spec = catalog.of_id(identifier)
        return spec is not None and reader.get(spec, [identifier], LIGHT) != [None]

    among = Among(catalog, text, known)
    for spec, row in reader.everything():
        yield from among.violations(spec, row)
