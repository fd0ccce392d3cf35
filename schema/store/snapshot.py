"""The id of a snapshot: a digest of its sorted content and of what extracted it, the same on every machine."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping

from schema.catalog import Catalog, RecordSpec
from schema.documents import Document, line
from schema.errors import SnapshotNotFound
from schema.extraction import Extraction, written
from schema.store.folding import dictionary
from schema.store.sums import addend_columns
from schema.totals import totals_of

_TABLES = 4
"""Counts the changes of the tables that no record shows."""


ID_PATTERN = "^[0-9a-f]{16}$"


def is_id(text: str) -> bool:
    """Whether a text can be the id of a snapshot."""
    return re.fullmatch(ID_PATTERN, text) is not None


def not_kept(snapshot: str) -> SnapshotNotFound:
    """That a snapshot cannot be asked for."""
    hint = "Those that are kept stand in /version, and in what `dateline check` prints."
    return SnapshotNotFound(f"the snapshot {snapshot[:40]} is not kept here", hint=hint)


def record_digest(spec: RecordSpec, found: Document) -> bytes:
    """The digest of one record."""
    return hashlib.sha256(line(found, spec)).digest()


def snapshot_id(digests: Iterable[bytes], extraction: Extraction = ()) -> str:
    """The id of the snapshot of the records with these digests, which come by type and id, as this extraction made them."""
    whole = hashlib.sha256(written(extraction))
    for digest in digests:
        whole.update(digest)
    return whole.hexdigest()[:16]


def catalog_digest(catalog: Catalog) -> str:
    """A digest of the fields that a store is written with: a store of another catalogue cannot be read."""
    shape = [
        (spec.plural, sorted(spec.columns), sorted(spec.lists), sorted(spec.light), dictionary(spec), _sums(spec), _searched(spec))
        for spec in catalog
    ]
    return hashlib.sha256(repr((_TABLES, shape)).encode()).hexdigest()[:16]


def _sums(spec: RecordSpec) -> object:
    """What its sums are made of."""
    totals = totals_of(spec)
    return totals and (list(addend_columns(totals)), repr(totals.addends))


def _searched(spec: RecordSpec) -> object:
    """What of it is searched."""
    return sorted(spec.searched), [field.name for field in spec.prominent]


def described(snapshot: str, extraction: Extraction, catalog: Catalog) -> Mapping[str, str]:
    """What a store says of its snapshot."""
    return {"id": snapshot, "catalog": catalog_digest(catalog), "extraction": written(extraction).decode()}
