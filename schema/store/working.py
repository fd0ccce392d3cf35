"""The file in which a load keeps what it has done, so that one that was killed can be gone on with.

What is committed is the outcome of each document, by its checksum. What a snapshot is made of at the end is never committed: a load that is
killed meanwhile leaves the outcomes as they were, and the next makes the snapshot again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from schema.catalog import CATALOG
from schema.errors import Unavailable
from schema.store.shares import Shares
from schema.store.stage import Stage, temporary
from schema.store.versions import Versions

_MADE_BY = "CREATE TABLE IF NOT EXISTS made_by (what TEXT)"


class Working:
    """Rows and shares of articles in one database: in a file, or in a temporary one that is gone when it is closed."""

    def __init__(self, path: Path | None = None, made_by: str = "") -> None:
        with writable():
            self._connection = _opened(path, made_by) if path else temporary()
            self.stage = Stage(CATALOG, self._connection)
            self.shares = Shares(self._connection)
            self.versions = Versions(self._connection)
            self.commit()

    def close(self) -> None:
        """Ends it; what was not committed is lost."""
        self._connection.close()

    def commit(self) -> None:
        """Keeps what was done."""
        if self._connection.in_transaction:
            self._connection.execute("COMMIT")
        self._connection.execute("BEGIN IMMEDIATE")


@contextmanager
def writable() -> Iterator[None]:
    """Unavailable where the disk is full, or cannot be written to."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise Unavailable(f"what was loaded cannot be written: {error}", hint="Is the disk full?") from error


def _opened(path: Path, made_by: str) -> sqlite3.Connection:
    """The database in a file; an empty one where the file is damaged, or was made by something else."""
    with suppress(sqlite3.DatabaseError):
        connection = _connected(path)
        if connection.execute("SELECT what FROM made_by").fetchall() == [(made_by,)]:
            return connection
        connection.close()
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()
    connection = _connected(path)
    connection.execute(_MADE_BY)
    connection.execute("INSERT INTO made_by VALUES (?)", (made_by,))
    return connection


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection
