"""Snapshots in SQLite: one file each, read-only once it stands."""

from __future__ import annotations

import fcntl
import logging
import math
import os
import queue
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson

from schema.catalog import CATALOG, Catalog, RecordSpec, Reverse, StructSpec, Values
from schema.documents import Document, column, light
from schema.errors import DeadlineExceeded, Unavailable
from schema.extraction import Extraction, extraction_of, written
from schema.plan import LIGHT, WHOLE, Parts, ReadPlan
from schema.records import Record
from schema.store import ddl
from schema.store.base import Page
from schema.store.snapshot import catalog_digest, record_digest, snapshot_id
from schema.store.sql import Sql, compile_get, compile_page, compile_total, quoted, values_table, whole_table
from schema.store.stage import Stage

logger = logging.getLogger(__name__)

CONNECTIONS = 4
"""How many statements of one reader may run at once; a further one waits."""

KNOWN = 1000
"""How many light records of a type that were read by id are kept, since people and places come again and again. Nobody may change them."""

_STEPS_BETWEEN_CLOCKS = 2000

_ANALYSED = 10_000
"""How many entries of each index are looked at to learn how often values repeat."""


class _Parent(str):
    """Stands for the id of a record in a statement that is made once for many records."""

    __slots__ = ()


_PARENT = _Parent()

_ALL = 2**62
"""A page of everything."""


class SqliteReader:
    """Reads the snapshot in a file. Unavailable where the file is missing, damaged, or written with another catalogue."""

    def __init__(self, path: Path, catalog: Catalog = CATALOG) -> None:
        self._catalog = catalog
        self._idle: queue.SimpleQueue[sqlite3.Connection] = queue.SimpleQueue()
        self._known: dict[str, dict[str, Document]] = {spec.name: {} for spec in catalog}
        with _readable(path):
            for _ in range(CONNECTIONS):
                self._idle.put(_open(path))
            meta = dict(self._all(f"SELECT key, value FROM {ddl.META}"))
        if meta.get("catalog") != catalog_digest(catalog):
            raise Unavailable("the store was written by another version of dateline", hint="Load it again.")
        self.snapshot: str = meta["id"]
        self.extraction = extraction_of(orjson.loads(meta["extraction"]))

    def __del__(self) -> None:
        """Closes the file when nobody reads from it any more."""
        while not self._idle.empty():
            self._idle.get().close()

    def counts(self) -> Mapping[str, int]:
        """How many records of each type there are, by plural."""
        return {s.plural: self._all(f"SELECT count(*) FROM {quoted(s.plural)}")[0][0] for s in self._catalog}

    def page(self, plan: ReadPlan, deadline: float = math.inf) -> Page:
        """A page of a list."""
        statement = compile_page(plan.checked(self.snapshot))
        with self._connection(deadline) as connection:
            return _page(plan, connection.execute(statement.text, statement.values).fetchall())

    def pages(self, plan: ReadPlan, link: Reverse, parents: Sequence[str], deadline: float = math.inf) -> list[Page]:
        """For each parent the plan's page of those records only that refer to it by the link."""
        if plan.after or plan.before:  # a cursor belongs to the list of one parent
            return [self.page(plan.within(link, parent), deadline) for parent in parents]
        statement = compile_page(plan.within(link, _PARENT))
        with self._connection(deadline) as connection:
            return [_page(plan, connection.execute(statement.text, _of_parent(statement, parent)).fetchall()) for parent in parents]

    def total(self, plan: ReadPlan, deadline: float = math.inf) -> int:
        """How many rows the whole list has of which the plan reads a page."""
        statement = compile_total(plan)
        return int(self._all(statement.text, statement.values, deadline)[0][0])

    def get(self, spec: RecordSpec, ids: Sequence[str], parts: Parts = WHOLE, deadline: float = math.inf) -> list[Document | None]:
        """These parts of the records with these ids, in their order; None where there is none."""
        known = self._known[spec.name] if parts == LIGHT else {}
        have = {identifier: row for identifier in ids if (row := known.get(identifier))}
        if missing := [identifier for identifier in dict.fromkeys(ids) if identifier not in have]:
            read = _row_reader(parts)
            found = self._all(compile_get(spec, len(missing), parts), missing, deadline)
            new = {identifier: read(cells) for identifier, *cells in found}
            if len(known) > KNOWN:
                known.clear()
            known.update(new)
            have |= new
        return [have.get(identifier) for identifier in ids]

    def everything(self) -> Iterator[tuple[RecordSpec, Document]]:
        """Every record with all its fields, by type and id."""
        for spec in self._catalog:
            parts = Parts(large=frozenset(field.name for field in ddl.large_fields(spec)))
            statement, read = compile_page(ReadPlan(spec, size=_ALL, parts=parts)), _row_reader(parts)
            with self._connection() as connection:
                for cells in connection.execute(statement.text, statement.values):
                    yield spec, read(cells)

    def violations(self) -> Iterator[str]:
        """Where the columns of the file disagree with its documents, and where the file itself is damaged."""
        yield from (f"the file is damaged: {answer}" for (answer,) in self._all("PRAGMA integrity_check") if answer != "ok")
        for spec in self._catalog:
            tables = f"{quoted(spec.plural)} a LEFT JOIN {quoted(whole_table(spec))} w ON w.rowid = a.rowid"
            names = ", ".join(f"a.{quoted(name)}" for name in spec.columns)
            for identifier, small, document, *cells in self._all(f"SELECT a.id, a.document, w.document, {names} FROM {tables}"):
                if not self._agrees(spec, identifier, small, document, cells):
                    yield f"{identifier}: its columns do not say what its document says"
        if not self._is_whole():
            yield f"the content is not that of snapshot {self.snapshot}"

    def _agrees(self, spec: RecordSpec, identifier: str, small: str, document: str, cells: list[object]) -> bool:
        try:
            found = orjson.loads(document)
            wanted = _cells(spec, found), [_value_cells(values, found) for values in spec.lists.values()], light(found, spec)
            has = cells, [self._values(values, identifier) for values in spec.lists.values()], orjson.loads(small)
        except (ValueError, KeyError, TypeError):
            return False
        return wanted == has

    def _values(self, values: Values, owner: str) -> list[list[object]]:
        names = _names(["owner", "position", *values.target.columns])
        table = quoted(values_table(values))
        return [list(row) for row in self._all(f"SELECT {names} FROM {table} WHERE owner = ? ORDER BY position", [owner])]

    def _is_whole(self) -> bool:
        try:
            digests = (record_digest(spec, found) for spec, found in self.everything())
            return snapshot_id(digests, self.extraction) == self.snapshot
        except Unavailable:
            return False

    def _all(self, statement: str, values: Sequence[object] = (), deadline: float = math.inf) -> list[tuple[Any, ...]]:
        with self._connection(deadline) as connection:
            return connection.execute(statement, values).fetchall()

    @contextmanager
    def _connection(self, deadline: float = math.inf) -> Iterator[sqlite3.Connection]:
        """A connection whose statements are interrupted at the deadline; what fails in them fails as one of our errors."""
        if time.monotonic() >= deadline:
            raise DeadlineExceeded("the answer took too long", hint="Ask for fewer records at once.")
        try:
            connection = self._idle.get(timeout=None if deadline == math.inf else max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise DeadlineExceeded("the server is busy", hint="Try again later.") from None
        try:
            if deadline < math.inf:
                connection.set_progress_handler(lambda: time.monotonic() >= deadline, _STEPS_BETWEEN_CLOCKS)
            yield connection
        except sqlite3.OperationalError as error:
            if time.monotonic() >= deadline:
                raise DeadlineExceeded("the answer took too long", hint="Ask for fewer records at once.") from None
            logger.exception("a statement failed")
            raise Unavailable("the store cannot be read") from error
        except sqlite3.DatabaseError as error:
            logger.exception("a statement failed")
            raise Unavailable("the store is damaged") from error
        finally:
            connection.set_progress_handler(None, 0)
            self._idle.put(connection)


def _of_parent(statement: Sql, parent: str) -> list[object]:
    """The values of a statement that was compiled for the parent _PARENT, for another."""
    return [parent if value is _PARENT else value for value in statement.values]


def _page(plan: ReadPlan, found: Sequence[Sequence[Any]]) -> Page:
    """The page of a plan among what its statement found, which is one row more where there are more."""
    more = len(found) > plan.size
    read = _row_reader(plan.parts)
    rows = [read(cells) for cells in found[: plan.size]]
    return Page(
        rows=tuple(rows if plan.forward else reversed(rows)),
        has_previous=plan.after is not None or (more and not plan.forward),
        has_next=plan.before is not None or (more and plan.forward),
    )


def _names(paths: Iterable[str]) -> str:
    return ", ".join(map(quoted, paths))


def _cells(spec: StructSpec, found: Document) -> list[object]:
    return [column(found, path) for path in spec.columns]


def _value_cells(values: Values, found: Document) -> list[list[object]]:
    return [[found["id"], position, *_cells(values.target, value)] for position, value in enumerate(found[values.name])]


def _row_reader(parts: Parts) -> Callable[[Sequence[Any]], Document]:
    """A function that makes a document of the cells of a row."""
    if not parts.large and not parts.packed:
        return lambda cells: _document(cells[0])
    large, packed = sorted(parts.large), list(enumerate(sorted(parts.packed), 1 + len(parts.large)))

    def read(cells: Sequence[Any]) -> Document:
        row = _document(cells[0])
        for number, name in enumerate(large, 1):
            row[name] = cells[number]
        for number, name in packed:
            row[name] = _loads(cells[number]) if cells[number] else []
        return row

    return read


def _document(text: str) -> Document:
    found = _loads(text)
    if not isinstance(found, dict):
        raise Unavailable("the store is damaged")
    return found


def _loads(text: str) -> Any:  # noqa: ANN401  any JSON
    try:
        return orjson.loads(text)
    except ValueError as error:
        raise Unavailable("the store is damaged") from error


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.DatabaseError, Unavailable) as error:
        reason = "is no store of dateline, or is damaged" if path.exists() else "does not exist"
        raise Unavailable(f"the store {reason}") from error


def _open(path: Path) -> sqlite3.Connection:
    address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    return sqlite3.connect(address, uri=True, check_same_thread=False, cached_statements=512, isolation_level=None)


class SqliteStore:
    """The file in which snapshots follow one another. `reader` gives the newest; a reader keeps its own to the end."""

    def __init__(self, path: Path, catalog: Catalog = CATALOG) -> None:
        self._path = path
        self._catalog = catalog
        self._seen: tuple[int, int] | None = None
        self._reader: SqliteReader | None = None

    def reader(self) -> SqliteReader:
        """A reader of the newest snapshot; Unavailable where there is none."""
        seen = self._file()
        while self._reader is None or seen != self._seen:
            reader = SqliteReader(self._path, self._catalog)
            opened, seen = seen, self._file()
            if opened == seen:  # else a snapshot was published between the reader's connections
                self._reader, self._seen = reader, seen
        return self._reader

    def _file(self) -> tuple[int, int]:
        """What tells the file of one snapshot from that of the next."""
        try:
            status = self._path.stat()
        except OSError:
            raise Unavailable("the store does not exist") from None
        return status.st_ino, status.st_mtime_ns

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keeps other loads into the same folder waiting, so that none is lost between what another reads and what it publishes."""
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)

    def publish(self, records: Iterable[Record], extraction: Extraction = ()) -> str:
        """Writes the records as a new snapshot and puts it in the old one's place in one step. Of two with one id the last counts."""
        with _new_file(self._path) as name:
            with closing(sqlite3.connect(name, isolation_level=None)) as connection, closing(Stage(self._catalog)) as stage:
                stage.add(records)
                snapshot = snapshot_id(stage.digests(), extraction)
                meta = {"id": snapshot, "catalog": catalog_digest(self._catalog), "extraction": written(extraction).decode()}
                _write(connection, stage, meta, self._catalog)
            with open(name, "rb+") as file:  # noqa: PTH123  a descriptor is what fsync takes
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(self._path)
        return snapshot


@contextmanager
def _new_file(beside: Path) -> Iterator[str]:
    """The name of a new file in the folder of another; the file is gone at the end, unless it was given another name."""
    descriptor, name = tempfile.mkstemp(dir=beside.parent, prefix=f".{beside.name}.")
    os.close(descriptor)
    try:
        yield name
    finally:
        with suppress(FileNotFoundError):
            Path(name).unlink()


def _write(connection: sqlite3.Connection, stage: Stage, meta: Mapping[str, str], catalog: Catalog) -> None:
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("BEGIN")
    for statement in ddl.create_tables(catalog):
        connection.execute(statement)
    connection.executemany(f"INSERT INTO {ddl.META} VALUES (?, ?)", meta.items())
    for spec in catalog:
        for number, found in enumerate(stage.in_reading_order(spec), 1):
            _insert(connection, spec, number, found)
    for statement in ddl.create_indexes(catalog):
        connection.execute(statement)
    for statement in ddl.pack(catalog):
        connection.execute(statement)
    connection.execute("COMMIT")
    connection.execute(f"PRAGMA analysis_limit = {_ANALYSED}")
    connection.execute("ANALYZE")


def _insert(connection: sqlite3.Connection, spec: RecordSpec, number: int, found: Document) -> None:
    large = [field.name for field in ddl.large_fields(spec)]
    kept = {name: value for name, value in found.items() if name not in large}
    connection.execute(ddl.insert(spec), [number, *_cells(spec, found), orjson.dumps(light(found, spec)).decode()])
    connection.execute(ddl.insert_whole(spec), [number, orjson.dumps(kept).decode(), *(found[name] for name in large)])
    for values in spec.lists.values():
        connection.executemany(ddl.insert_values(values), _value_cells(values, found))
