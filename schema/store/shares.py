"""What each article adds to the records that several articles make together, kept on disk until all are known."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

_TABLES = """
CREATE TABLE articles (id TEXT PRIMARY KEY, digest BLOB, start INTEGER, stop INTEGER, first INTEGER, last INTEGER) WITHOUT ROWID;
CREATE TABLE bases (id TEXT, document BLOB);
CREATE TABLE tallies (number INTEGER PRIMARY KEY, id TEXT, key BLOB, times INTEGER);
"""
_BASES = "SELECT id, min(document) FROM bases GROUP BY id ORDER BY id"
_TALLIES = "SELECT id, key, sum(times) FROM tallies GROUP BY id, key ORDER BY id, key"

Tally = tuple[str, bytes, int]
"""The id of a shared record, what was found of it, and how often."""


@dataclass(frozen=True, slots=True)
class Held:
    """An article that is held: the digest of its records, and the numbers of their rows."""

    digest: bytes
    rows: range


class Shares:
    """A temporary database: the articles that are known, and their shares in other records."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.executescript(_TABLES)

    def close(self) -> None:
        """Ends it."""
        self._connection.close()

    def held(self, article: str) -> Held | None:
        """What is known of an article."""
        found = self._connection.execute("SELECT digest, start, stop FROM articles WHERE id = ?", (article,)).fetchone()
        return Held(found[0], range(*found[1:])) if found else None

    def articles(self) -> int:
        """How many articles are held."""
        return int(self._connection.execute("SELECT count(*) FROM articles").fetchone()[0])

    def enter(self, article: str, held: Held, bases: Iterable[tuple[str, bytes]], tallies: Iterable[Tally]) -> None:
        """Holds an article with its shares, in the place of what was held of it."""
        self._connection.execute("BEGIN")
        old = self._connection.execute("SELECT first, last FROM articles WHERE id = ?", (article,)).fetchone()
        if old:
            self._connection.execute("DELETE FROM tallies WHERE number BETWEEN ? AND ?", old)
        first = self._last() + 1
        self.share(bases, tallies)
        row = (article, held.digest, held.rows.start, held.rows.stop, first, self._last())
        self._connection.execute("REPLACE INTO articles VALUES (?, ?, ?, ?, ?, ?)", row)
        self._connection.execute("COMMIT")

    def share(self, bases: Iterable[tuple[str, bytes]], tallies: Iterable[Tally]) -> None:
        """Adds shares."""
        self._connection.executemany("INSERT INTO bases VALUES (?, ?)", bases)
        self._connection.executemany("INSERT INTO tallies (id, key, times) VALUES (?, ?, ?)", tallies)

    def _last(self) -> int:
        return int(self._connection.execute("SELECT coalesce(max(number), 0) FROM tallies").fetchone()[0])

    def whole(self) -> Iterator[tuple[str, bytes | None, Mapping[bytes, int]]]:
        """Of each record that has a share its id, the smallest of its bases, and how often each thing was found of it."""
        bases = iter(self._connection.execute(_BASES))
        base: tuple[str, bytes] | None = next(bases, None)
        for identifier, found in groupby(self._connection.execute(_TALLIES), key=lambda one: str(one[0])):
            while base and base[0] < identifier:
                base = next(bases, None)
            yield identifier, base[1] if base and base[0] == identifier else None, {key: times for _, key, times in found}
