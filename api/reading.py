"""Which snapshot a request reads."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from schema.errors import SnapshotNotFound
from schema.plan import Cursor
from schema.store.base import Reader, Store


def reader_of(store: Store, named: str | None, cursors: Iterable[Cursor | None]) -> Reader:
    """Of the snapshot that a request names; else of the one that its cursors come from, while that is kept; else of the newest."""
    reader = store.reader(named)
    for cursor in cursors if named is None else ():
        if cursor is not None and cursor.snapshot != reader.snapshot:
            with suppress(SnapshotNotFound):
                return store.reader(cursor.snapshot)
    return reader
