"""The id of a snapshot: a digest of its sorted content and of what extracted it, the same on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from schema.catalog import Catalog, RecordSpec
from schema.documents import Document, line
from schema.extraction import Extraction, written


def snapshot_id(rows: Iterable[tuple[RecordSpec, Document]], extraction: Extraction = ()) -> str:
    """The id of the snapshot that holds these rows, which come by type and id, as this extraction made them."""
    digest = hashlib.sha256(written(extraction))
    for spec, found in rows:
        digest.update(line(found, spec))
    return digest.hexdigest()[:16]


def catalog_digest(catalog: Catalog) -> str:
    """A digest of the fields that a store is written with: a store of another catalogue cannot be read."""
    shape = [(spec.plural, sorted(spec.columns), sorted(spec.lists), [str(field) for field in spec.fields]) for spec in catalog]
    return hashlib.sha256(repr(shape).encode()).hexdigest()[:16]
