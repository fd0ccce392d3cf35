"""Records on their way into a store, sorted on disk, so that a snapshot may be larger than the memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

import orjson

from schema.catalog import Catalog, RecordSpec
from schema.documents import Document, documents
from schema.records import Record
from schema.store.snapshot import record_digest

_TABLE = """CREATE TABLE stage (type INTEGER, id TEXT, reading TEXT, digest BLOB, document BLOB, PRIMARY KEY (type, id)) WITHOUT ROWID"""


class Stage:
    """A temporary database that SQLite makes in its own folder for temporary files, and that is gone when it is closed."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._types = {spec.name: number for number, spec in enumerate(catalog)}
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute(_TABLE)

    def close(self) -> None:
        """Ends it."""
        self._connection.close()

    def add(self, records: Iterable[Record]) -> None:
        """Adds records, each in the place of one with its id."""
        self._connection.execute("BEGIN")
        self._connection.executemany(
            "INSERT OR REPLACE INTO stage VALUES (?, ?, ?, ?, ?)",
            (self._row(spec, found) for spec, found in documents(iter(records), self._catalog)),
        )
        self._connection.execute("COMMIT")

    def _row(self, spec: RecordSpec, found: Document) -> tuple[object, ...]:
        reading = found[spec.reading.name]
        return self._types[spec.name], found["id"], reading, record_digest(spec, found), orjson.dumps(found)

    def digests(self) -> Iterator[bytes]:
        """The digests of all records, by type and id."""
        return (digest for (digest,) in self._connection.execute("SELECT digest FROM stage ORDER BY type, id"))

    def in_reading_order(self, spec: RecordSpec) -> Iterator[Document]:
        """The records of one type as they are to lie in the store; absent values come first."""
        ref = spec.reading.ref
        holder = self._types[ref.record] if ref else None
        rows = self._connection.execute(
            "SELECT own.document FROM stage own LEFT JOIN stage holder ON holder.type = ? AND holder.id = own.reading "
            "WHERE own.type = ? ORDER BY holder.reading, own.reading, own.id",
            (holder, self._types[spec.name]),
        )
        return (orjson.loads(document) for (document,) in rows)
