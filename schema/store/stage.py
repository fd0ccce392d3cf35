"""Records on their way into a store, sorted on disk, so that a snapshot may be larger than the memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any, NamedTuple

import orjson

from schema.catalog import Catalog, RecordSpec
from schema.documents import Document, documents, record
from schema.records import Record
from schema.searched import prominent_line, searched_line
from schema.store.folding import fold, unfold, with_large
from schema.store.snapshot import record_digest

_CELLS = "reading TEXT, digest BLOB, light TEXT, whole BLOB, large TEXT, words TEXT"
_TABLE = f"CREATE TABLE IF NOT EXISTS stage (number INTEGER PRIMARY KEY, type TEXT, id TEXT, {_CELLS})"
_INSERT = "INSERT INTO stage (type, id, reading, digest, light, whole, large, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_UPDATE = "UPDATE stage SET reading = ?, digest = ?, light = ?, whole = ?, large = ?, words = ? WHERE type = ? AND id = ?"
_INDEX = "CREATE INDEX IF NOT EXISTS sorted ON stage (type, id, digest)"
_SUPERSEDED = """DELETE FROM stage WHERE number IN (
SELECT old.number FROM (SELECT type, id, max(number) AS last FROM stage GROUP BY type, id HAVING count(*) > 1) twice
JOIN stage old ON old.type = twice.type AND old.id = twice.id AND old.number < twice.last)"""


class Row(NamedTuple):
    """A record as it is staged. `reading` is what its type lies in the order of; `words` is a JSON list of what is searched of it."""

    type: str
    id: str
    reading: str | None
    digest: bytes
    light: str
    whole: bytes
    large: str | None
    words: str | None


def row(spec: RecordSpec, found: Document) -> Row:
    """The row of a document."""
    words = orjson.dumps([searched_line(spec, found), prominent_line(spec, found)]).decode() if spec.searched else None
    return Row(spec.name, found["id"], found[spec.reading.name], record_digest(spec, found), *fold(found, spec), words)


class Staged(NamedTuple):
    """A record as a store writes it: its fields without the evidence, its two documents, and what is searched of it, where anything is."""

    found: Document
    light: str
    whole: bytes
    words: Sequence[str]


class Stage:
    """A table in a database: in one that is given, or in a temporary one that is gone when it is closed.

    Rows are added behind each other and sorted when they are first read: so the time grows with their number and no faster.
    """

    def __init__(self, catalog: Catalog, connection: sqlite3.Connection | None = None) -> None:
        self._catalog = catalog
        self._connection = connection or temporary()
        self._connection.execute(_TABLE)
        self._settled = False

    def close(self) -> None:
        """Ends it."""
        self._connection.close()

    def add(self, records: Iterable[Record]) -> None:
        """Adds records."""
        self.put(row(spec, found) for spec, found in documents(iter(records), self._catalog))

    def put(self, rows: Iterable[Row]) -> range:
        """Adds rows, and gives their numbers."""
        start = self._next()
        self._connection.executemany(_INSERT, rows)
        self._settled = False
        return range(start, self._next())

    def _next(self) -> int:
        return int(self._connection.execute("SELECT coalesce(max(number), 0) + 1 FROM stage").fetchone()[0])

    def drop(self, numbers: range) -> None:
        """Removes rows."""
        self._connection.execute("DELETE FROM stage WHERE number BETWEEN ? AND ?", (numbers.start, numbers.stop - 1))

    def update(self, spec: RecordSpec, identifier: str, values: Mapping[str, Any]) -> None:
        """Gives a record other values, where it is there."""
        self._settle()
        for found in list(self._whole(spec, "AND id = ?", identifier)):
            _, _, *changed = row(spec, {**found, **values})
            self._connection.execute(_UPDATE, (*changed, spec.name, identifier))

    def of_type(self, spec: RecordSpec) -> Iterator[Document]:
        """The light documents of one type, as they came."""
        found = self._connection.execute("SELECT light FROM stage WHERE type = ?", (spec.name,))
        return (orjson.loads(document) for (document,) in found)

    def _whole(self, spec: RecordSpec, end: str, *values: str) -> Iterator[Document]:
        """Whole records of one type."""
        found = self._connection.execute(f"SELECT light, whole, large FROM stage WHERE type = ? {end}", (spec.name, *values))
        return (with_large(orjson.loads(unfold(light, whole, spec)), large, spec) for light, whole, large in found)

    def conflicts(self) -> Iterator[str]:
        """The ids that records have which differ, in order."""
        self._connection.execute(_INDEX)
        found = self._connection.execute("SELECT id FROM stage GROUP BY type, id HAVING min(digest) < max(digest)")
        return (identifier for (identifier,) in found)

    def _settle(self) -> None:
        """Sorts the rows. Of several with one id the last stays."""
        if not self._settled:
            self._connection.execute(_INDEX)
            self._connection.execute(_SUPERSEDED)
            self._settled = True

    def digests(self) -> Iterator[bytes]:
        """The digests of all records, by type and id."""
        self._settle()
        for spec in self._catalog:
            found = self._connection.execute("SELECT digest FROM stage WHERE type = ? ORDER BY id", (spec.name,))
            yield from (digest for (digest,) in found)

    def counts(self) -> Mapping[str, int]:
        """How many records of each type there are, by plural."""
        self._settle()
        found = dict(self._connection.execute("SELECT type, count(*) FROM stage GROUP BY type"))
        return {spec.plural: found.get(spec.name, 0) for spec in self._catalog}

    def __iter__(self) -> Iterator[Record]:
        """Every record, by type and id."""
        self._settle()
        for spec in self._catalog:
            yield from (record(found, spec) for found in self._whole(spec, "ORDER BY id"))

    def in_reading_order(self, spec: RecordSpec) -> Iterator[Staged]:
        """The records of one type as they are to lie in the store: those of the newest articles first, and of no date last."""
        self._settle()
        ref = spec.reading.ref
        rows = self._connection.execute(
            "SELECT own.light, own.whole, own.large, own.words "
            "FROM stage own LEFT JOIN stage holder ON holder.type = ? AND holder.id = own.reading "
            f"WHERE own.type = ? ORDER BY {_order(spec)}",
            (ref.record if ref else None, spec.name),
        )
        return (
            Staged(with_large(orjson.loads(light), large, spec), light, whole, orjson.loads(words) if words else ())
            for light, whole, large, words in rows
        )


def _order(spec: RecordSpec) -> str:
    """The reading order. An index of words is read fastest in the order of its rows, and most searches want what is newest."""
    if spec.reading.ref:
        return "holder.reading DESC, own.reading, own.id"
    return "own.id" if spec.reading.name == "id" else "own.reading DESC, own.id"


def temporary() -> sqlite3.Connection:
    """A database that SQLite makes in its folder for temporary files; all of it is one transaction that never ends."""
    connection = sqlite3.connect("", isolation_level=None)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("BEGIN")
    return connection


@contextmanager
def staged(records: Iterable[Record], catalog: Catalog) -> Iterator[Stage]:
    """The records on a stage: their own, where they are one."""
    if isinstance(records, Stage):
        yield records
        return
    with closing(Stage(catalog)) as stage:
        stage.add(records)
        yield stage
