"""Snapshots in PostgreSQL: each in a schema of its own, whose tables never change once they can be seen."""

from __future__ import annotations

import hashlib
import logging
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import psycopg
from psycopg import errors

from schema.catalog import CATALOG, Catalog
from schema.errors import Unavailable
from schema.extraction import Extraction
from schema.kinds import Stored
from schema.records import Record
from schema.store import ddl
from schema.store.base import KEPT, OPEN
from schema.store.copying import copy, write
from schema.store.dialect import POSTGRES, Dialect
from schema.store.reader import Rows, TableReader
from schema.store.servers import REGISTER, Connection, Server, Servers, connect
from schema.store.snapshot import described, not_kept, snapshot_id
from schema.store.sql import Bound, Sql
from schema.store.stage import staged

logger = logging.getLogger(__name__)

LOOK_S = 0.5
"""How often a server looks for a newer snapshot, and for servers that are lost or back."""

_FETCHED = 1000
_LAST = "\U0010ffff"

_REGISTER = (
    f"CREATE SCHEMA IF NOT EXISTS {REGISTER}",
    f"CREATE TABLE IF NOT EXISTS {REGISTER}.snapshots (number BIGINT PRIMARY KEY)",
    f"CREATE TABLE IF NOT EXISTS {REGISTER}.turn (holder BIGINT PRIMARY KEY)",
    f"CREATE SEQUENCE IF NOT EXISTS {REGISTER}.numbers",
    f"INSERT INTO {REGISTER}.turn (holder) VALUES (1) ON CONFLICT (holder) DO NOTHING",
)


_MADE_MEANWHILE = (errors.UniqueViolation, errors.DuplicateObject, errors.DuplicateTable)
"""What a load meets where another makes the register at the same moment."""


def schema_of(number: int) -> str:
    """The schema of a snapshot."""
    return f"{REGISTER}_{number}"


def native(text: str) -> str:
    """A statement as psycopg takes it. Names come from the catalogue and values are bound, so that no question mark is text."""
    return text.replace("?", "%s")


def native_values(values: Sequence[Stored | None]) -> list[Stored | None]:
    """Values as PostgreSQL takes them. NUL stands in no text there, nor does the last character, which takes its place."""
    return [value.replace("\0", _LAST) if isinstance(value, str) else value for value in values]


class PostgresReader(TableReader):
    """Reads the snapshot of a number from any of the servers that hold it."""

    local = False

    def __init__(self, servers: Servers, number: int, catalog: Catalog = CATALOG) -> None:
        self._servers = servers
        self.number = number
        dialect: Dialect = replace(POSTGRES, schema=schema_of(number))
        super().__init__(self.meta(dialect), catalog, dialect)

    def damages(self) -> Iterator[str]:
        """Nothing: PostgreSQL keeps its files itself."""
        return iter(())

    def read(self, text: str, values: Sequence[Bound], deadline: float) -> list[Rows]:
        """What one statement finds for several sets of values, asked for all at once."""
        bound = [native_values(one) for one in values]
        return self._servers.run(self.number, lambda connection: _each(connection, native(text), bound), deadline)

    def streamed(self, statements: Iterable[Sql]) -> Iterator[Iterator[Sequence[Any]]]:
        """What each of some statements finds, row by row. While it is read, the snapshot stays."""
        with self._servers.connection(self.number) as connection, connection.transaction():
            for statement in statements:
                with connection.cursor(name="everything") as cursor:
                    cursor.itersize = _FETCHED
                    yield iter(cursor.execute(native(statement.text), native_values(statement.values)))


def _each(connection: Connection, text: str, values: Sequence[Sequence[Stored | None]]) -> list[Rows]:
    if len(values) < 2:
        return [list(connection.execute(text, one)) for one in values]
    with connection.cursor() as cursor:
        cursor.executemany(text, values, returning=True)
        found: list[Rows] = [list(cursor)]
        while cursor.nextset():
            found.append(list(cursor))
        return found


class PostgresStore:
    """Where snapshots follow one another on a primary server, which may have replicas. The newest `keep` of them stay.

    With `watch` a thread looks for newer snapshots and for servers that are lost or back, so that nobody who reads waits for that.
    """

    def __init__(
        self, address: str, replicas: Sequence[str] = (), catalog: Catalog = CATALOG, keep: int = KEPT, *, watch: bool = False
    ) -> None:
        self._address = address
        self._catalog = catalog
        self._keep = keep
        self._servers = Servers(Server(address), [Server(replica) for replica in replicas])
        self._reader: PostgresReader | None = None
        self._earlier = lru_cache(OPEN)(partial(PostgresReader, self._servers, catalog=catalog))
        self._watcher = threading.Thread(target=self._watch, daemon=True, name="snapshots") if watch else None
        self._ended = threading.Event()
        self._lock = threading.Lock()

    def reader(self, snapshot: str | None = None) -> PostgresReader:
        """A reader of the snapshot with this id, or of the newest. SnapshotNotFound or Unavailable where there is none."""
        newest = self._read()
        if snapshot in {None, newest.snapshot}:
            return newest
        for reader in self._kept():
            if reader.snapshot == snapshot:
                return reader
        raise not_kept(snapshot)

    def snapshots(self) -> list[str]:
        """The ids of the snapshots that can be asked for, the newest first."""
        return list(dict.fromkeys(reader.snapshot for reader in [self._read(), *self._kept()]))

    def _kept(self) -> Iterator[PostgresReader]:
        """Readers of the snapshots before the newest, the last first."""
        for number in self._servers.earlier:
            with suppress(Unavailable):  # it may be gone since, or another version of dateline may have written it
                yield self._earlier(number)

    def _read(self) -> PostgresReader:
        """A reader of the newest."""
        with self._lock:
            if self._watcher is None or not self._watcher.ident:
                self._look()
            if self._watcher and not self._watcher.ident:
                self._watcher.start()
        if self._reader is None:
            raise Unavailable("the store does not exist, or its server cannot be reached")
        return self._reader

    def _watch(self) -> None:
        while not self._ended.wait(LOOK_S):
            with suppress(Unavailable):
                self._look()

    def _look(self) -> None:
        self._servers.look()
        newest = self._servers.newest
        if newest is not None and (self._reader is None or newest != self._reader.number):
            self._reader = PostgresReader(self._servers, newest, self._catalog)
            self._earlier.cache_clear()

    def close(self) -> None:
        """Ends the connections, and the looking."""
        self._ended.set()
        if self._watcher and self._watcher.ident:
            self._watcher.join()
        self._servers.close()

    def exists(self) -> bool:
        """Whether anything was published."""
        with self._lock:
            self._servers.look()
        return self._servers.newest is not None

    @contextmanager
    def alone(self, waiting: Callable[[], object] = lambda: None) -> Iterator[None]:
        """Keeps other loads waiting, so that none is lost between what another reads and what it publishes."""
        with self._primary() as connection:
            if connection.execute(f"SELECT holder FROM {REGISTER}.turn FOR UPDATE SKIP LOCKED").fetchone() is None:
                waiting()
                connection.execute(f"SELECT holder FROM {REGISTER}.turn FOR UPDATE")
            yield

    def working(self) -> Path:
        """The folder in which a load keeps what it has done until it ends: the user's own, since a database has no place beside it."""
        state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
        return state / "dateline" / f"{hashlib.sha256(self._address.encode()).hexdigest()[:16]}.loading"

    @contextmanager
    def _primary(self) -> Iterator[Connection]:
        """A transaction on the primary, which has a register."""
        try:
            with closing(connect(self._address)) as connection:
                _check_encoding(connection)
                for statement in _REGISTER:
                    with suppress(*_MADE_MEANWHILE):
                        connection.execute(statement)
                with connection.transaction():
                    yield connection
        except psycopg.Error as error:
            logger.exception("the store could not be written")
            raise Unavailable(f"the store cannot be written: {error.diag.message_primary or type(error).__name__}") from error

    def publish(self, records: Iterable[Record], extraction: Extraction = (), loaded: Iterable[str] = ()) -> str:
        """Writes the records as a new snapshot and makes it the newest, in one transaction. Of two with one id the last counts."""
        with staged(records, self._catalog) as stage:
            snapshot = snapshot_id(stage.digests(), extraction)
            with self._primary() as connection:
                number = _number(connection)
                dialect = replace(POSTGRES, schema=schema_of(number))
                write(connection, stage, described(snapshot, extraction, self._catalog), self._catalog, dialect)
                copy(connection, dialect.table(ddl.LOADED), ("checksum",), ([one] for one in loaded))
                connection.execute(f"INSERT INTO {REGISTER}.snapshots (number) VALUES ({number})")
        self._tidy()
        return snapshot

    def _tidy(self) -> None:
        """Removes the snapshots that are too old, but for those that are being read: they go with the next."""
        with self._primary() as connection:
            found = connection.execute(f"SELECT number FROM {REGISTER}.snapshots ORDER BY number DESC").fetchall()
            connection.execute("SET LOCAL lock_timeout = 500")
            for (number,) in found[self._keep :]:
                with suppress(errors.LockNotAvailable), connection.transaction():
                    connection.execute(f"DELETE FROM {REGISTER}.snapshots WHERE number = {number}")
                    connection.execute(f"DROP SCHEMA IF EXISTS {schema_of(number)} CASCADE")


def _number(connection: Connection) -> int:
    row = connection.execute(f"SELECT nextval('{REGISTER}.numbers')").fetchone()
    assert row  # noqa: S101  a sequence always has a next value
    return int(row[0])


def _check_encoding(connection: Connection) -> None:
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise Unavailable(f"the database has the encoding {encoding}", hint="Make one with the encoding UTF8.")
