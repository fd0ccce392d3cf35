"""Snapshots in SQLite: one file each, read-only once it stands."""

from __future__ import annotations

import fcntl
import logging
import math
import os
import queue
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from functools import lru_cache, partial
from itertools import chain, islice, starmap
from pathlib import Path
from typing import Any
from urllib.parse import quote

from schema.catalog import CATALOG, Catalog
from schema.errors import DeadlineExceeded, SnapshotNotFound, Unavailable
from schema.extraction import Extraction
from schema.records import Record
from schema.store import ddl
from schema.store.base import KEPT, OPEN
from schema.store.dialect import SQLITE
from schema.store.keeping import beside, keep, kept_beside, prune
from schema.store.reader import Rows, TableReader
from schema.store.snapshot import described, is_id, not_kept, snapshot_id
from schema.store.sql import Bound, Sql
from schema.store.stage import Stage, staged
from schema.store.working import writable

logger = logging.getLogger(__name__)

CONNECTIONS = 4
"""How many statements of one reader may run at once; a further one waits."""

_STEPS_BETWEEN_CLOCKS = 2000

_SOON_CHECKED = 100_000_000
"""How large a file may be, in bytes, that is checked before it is served; that takes a second or two."""

_AT_ONCE = 50
"""How many records are written to one table before the next: statements are begun less often so."""

_CACHE_KB = 16_384
"""How much of a snapshot stays in memory while it is written, since indexes are filled all over; as much is sorted at once."""

_ANALYSED = 10_000
"""How many entries of each index are looked at to learn how often values repeat."""


class SqliteReader(TableReader):
    """Reads the snapshot in a file. Unavailable where the file is missing, damaged, or written with another catalogue."""

    def __init__(self, path: Path, catalog: Catalog = CATALOG) -> None:
        self._path = path
        self._idle: queue.SimpleQueue[sqlite3.Connection] = queue.SimpleQueue()
        with _readable(path):
            for _ in range(CONNECTIONS):
                self._idle.put(_open(path))
            meta = self.meta(SQLITE)
        super().__init__(meta, catalog, SQLITE)

    def __del__(self) -> None:
        """Closes the file when nobody reads from it any more."""
        while not self._idle.empty():
            self._idle.get().close()

    def damages(self) -> Iterator[str]:
        """What SQLite finds wrong with the file."""
        yield from (f"the file is damaged: {answer}" for (answer,) in self.rows(Sql("PRAGMA integrity_check")) if answer != "ok")

    def obvious_damages(self) -> Iterator[str]:
        """The same, where the file is small; that one was cut off, SQLite finds when it opens it."""
        return self.damages() if self._path.stat().st_size <= _SOON_CHECKED else iter(())

    def read(self, text: str, values: Sequence[Bound], deadline: float) -> list[Rows]:
        """What one statement finds for several sets of values."""
        with self._connection(deadline) as connection:
            return [connection.execute(text, bound).fetchall() for bound in values]

    def streamed(self, statements: Iterable[Sql]) -> Iterator[Iterator[Sequence[Any]]]:
        """What each of some statements finds, row by row."""
        with self._connection() as connection:
            yield from (_rows(connection, statement) for statement in statements)

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
            logger.warning("a statement failed: %s", error)
            raise Unavailable("the store cannot be read") from error
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # the latter where a message quotes damaged names
            logger.warning("a statement failed: %s", error)
            raise Unavailable("the store is damaged") from error
        finally:
            connection.set_progress_handler(None, 0)
            self._idle.put(connection)


def _rows(connection: sqlite3.Connection, statement: Sql) -> Iterator[Sequence[Any]]:
    """What a statement finds, row by row; what fails then fails as one of our errors."""
    try:
        for row in connection.execute(statement.text, statement.values):  # noqa: UP028  a cursor handed on is closed after its connection
            yield row
    except sqlite3.DatabaseError as error:
        logger.exception("a statement failed")
        raise Unavailable("the store is damaged") from error


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.DatabaseError, UnicodeDecodeError, Unavailable) as error:
        reason = "is no store of dateline, or is damaged" if path.exists() else "does not exist"
        raise Unavailable(f"the store {reason}") from error


def _open(path: Path) -> sqlite3.Connection:
    address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    return sqlite3.connect(address, uri=True, check_same_thread=False, cached_statements=512, isolation_level=None)


class SqliteStore:
    """The file in which snapshots follow one another; beside it, named by their ids, earlier ones: with the newest, `keep` of them stay.

    A reader keeps its own snapshot to the end.
    """

    def __init__(self, path: Path, catalog: Catalog = CATALOG, keep: int = KEPT) -> None:
        self._path = path
        self._catalog = catalog
        self._keep = keep
        self._seen: tuple[int, int] | None = None
        self._reader: SqliteReader | None = None
        self._earlier = lru_cache(OPEN)(partial(_earlier, path, catalog))

    def reader(self, snapshot: str | None = None) -> SqliteReader:
        """A reader of the snapshot with this id, or of the newest. SnapshotNotFound or Unavailable where there is none."""
        newest = self._read()
        if snapshot in {None, newest.snapshot}:
            return newest
        try:
            return self._earlier(snapshot)
        except Unavailable:
            raise not_kept(snapshot) from None

    def snapshots(self) -> list[str]:
        """The ids of the snapshots that can be asked for, the newest first."""
        found = [self.reader().snapshot]
        for path in kept_beside(self._path):
            with suppress(SnapshotNotFound):  # another version of dateline may have written it
                found.append(self.reader(path.suffix[1:]).snapshot)
        return list(dict.fromkeys(found))

    def _read(self) -> SqliteReader:
        """A reader of the newest. Where that is another than before, no earlier one stays open, since its file may be gone."""
        seen = self._file()
        while self._reader is None or seen != self._seen:
            reader = SqliteReader(self._path, self._catalog)
            opened, seen = seen, self._file()
            if opened == seen:  # else a snapshot was published between the reader's connections
                self._reader, self._seen = reader, seen
                self._earlier.cache_clear()
        return self._reader

    def exists(self) -> bool:
        """Whether anything was published."""
        return self._path.exists()

    def _file(self) -> tuple[int, int]:
        """What tells the file of one snapshot from that of the next."""
        try:
            status = self._path.stat()
        except OSError:
            raise Unavailable("the store does not exist") from None
        return status.st_ino, status.st_mtime_ns

    def working(self) -> Path:
        """The folder in which a load keeps what it has done until it ends: hidden, beside the store."""
        return self._path.with_name(f".{self._path.name}.loading")

    @contextmanager
    def alone(self, waiting: Callable[[], object] = lambda: None) -> Iterator[None]:
        """Keeps other loads into the same folder waiting, so that none is lost between what another reads and what it publishes."""
        if not self._path.absolute().parent.is_dir():
            raise FileNotFoundError(f"there is no folder {self._path.parent} to write the store to")
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            try:
                fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                waiting()
                fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)

    def publish(self, records: Iterable[Record], extraction: Extraction = (), loaded: Iterable[str] = ()) -> str:
        """Writes the records as a new snapshot and puts it in the old one's place in one step. Of two with one id the last counts."""
        with writable(), _new_file(self.working()) as new:
            with closing(sqlite3.connect(new, isolation_level=None)) as connection, staged(records, self._catalog) as stage:
                snapshot = snapshot_id(stage.digests(), extraction)
                _write(connection, stage, described(snapshot, extraction, self._catalog), self._catalog)
                connection.executemany(ddl.insert(ddl.LOADED, ("checksum",), SQLITE), ((one,) for one in loaded))
            _sync(new)
            new.chmod(0o644)
            if self._keep > 1 and (old := self._old()) not in {None, snapshot}:
                keep(self._path, old, new.with_name("kept"))
            new.replace(self._path)
            prune(self._path, self._keep - 1, snapshot)
            _sync(self._path.absolute().parent)
        return snapshot

    def _old(self) -> str | None:
        """The snapshot that another comes in the place of; None where nobody can read one."""
        with suppress(Unavailable):
            return SqliteReader(self._path, self._catalog).snapshot
        return None


def _earlier(path: Path, catalog: Catalog, snapshot: str) -> SqliteReader:
    """A reader of a snapshot that is kept beside a store. Unavailable where it is not, or cannot be read."""
    if is_id(snapshot) and (reader := SqliteReader(beside(path, snapshot), catalog)).snapshot == snapshot:
        return reader
    raise Unavailable("the file of the snapshot holds another one")


@contextmanager
def _new_file(folder: Path) -> Iterator[Path]:
    """A place for a new file in a folder, where nothing is left at the end, and of what a load that was killed has left there."""
    folder.mkdir(exist_ok=True)
    new = folder / "snapshot"
    new.unlink(missing_ok=True)
    try:
        yield new
    finally:
        new.unlink(missing_ok=True)
        with suppress(OSError):  # a load keeps there what it has done
            folder.rmdir()


def _sync(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(connection: sqlite3.Connection, stage: Stage, meta: Mapping[str, str], catalog: Catalog) -> None:
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
    connection.execute("BEGIN")
    for statement in ddl.create_tables(catalog, SQLITE):
        connection.execute(statement)
    connection.executemany(ddl.insert(ddl.META, ("key", "value"), SQLITE), meta.items())
    for spec in catalog:
        filled = [(table.rows, ddl.insert(table.name, table.columns, SQLITE)) for table in ddl.tables(spec, SQLITE)]
        numbered = enumerate(stage.in_reading_order(spec), 1)
        while some := list(islice(numbered, _AT_ONCE)):
            for rows, insert in filled:
                connection.executemany(insert, chain.from_iterable(starmap(rows, some)))
    for made in (ddl.create_indexes, ddl.pack, ddl.add_up, ddl.finish_search):
        for statement in made(catalog, SQLITE):
            connection.execute(statement)
    connection.execute("COMMIT")
    connection.execute(f"PRAGMA analysis_limit = {_ANALYSED}")
    connection.execute("ANALYZE")
