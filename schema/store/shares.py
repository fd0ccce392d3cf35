"""What became of documents, by their checksums: refused, or an article with its rows and its shares in other records."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from schema.store.stage import temporary

_ARTICLES = (
    "number INTEGER PRIMARY KEY, checksum TEXT UNIQUE, article TEXT, digest BLOB, start INTEGER, stop INTEGER, notes BLOB, sketch BLOB"
)
_TABLES = (
    f"CREATE TABLE IF NOT EXISTS articles ({_ARTICLES})",
    "CREATE INDEX IF NOT EXISTS by_article ON articles (article, digest)",
    "CREATE TABLE IF NOT EXISTS refused (checksum TEXT PRIMARY KEY, code TEXT, reason TEXT) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS bases (owner INTEGER, id TEXT, document BLOB)",
    "CREATE TABLE IF NOT EXISTS tallies (owner INTEGER, id TEXT, key BLOB, times INTEGER)",
    "CREATE TEMP TABLE wanted (checksum TEXT PRIMARY KEY) WITHOUT ROWID",
)
_HELD = "SELECT article, digest, start, stop, notes, sketch FROM articles WHERE checksum = ?"
_ENTER = "INSERT INTO articles (checksum, article, digest, start, stop, notes, sketch) VALUES (?, ?, ?, ?, ?, ?, ?)"
_LEFT_OUT = """SELECT number, start, stop FROM articles one WHERE checksum NOT IN (SELECT checksum FROM wanted)
OR EXISTS (SELECT 1 FROM articles other JOIN wanted ON wanted.checksum = other.checksum
WHERE other.article = one.article AND (other.digest, other.number) < (one.digest, one.number))"""
_REPLACED = "SELECT number, start, stop FROM articles WHERE article IN (SELECT article FROM replaced)"
_BASES = "SELECT id, min(document) FROM bases GROUP BY id ORDER BY id"
_TALLIES = "SELECT id, key, sum(times) FROM tallies GROUP BY id, key ORDER BY id, key"

Tally = tuple[str, bytes, int]
"""The id of a shared record, what was found of it, and how often."""


class Refused(NamedTuple):
    """Why a document is no article."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Held:
    """An article that is held: the digest of its records, the numbers of their rows, and what else is to be known of it."""

    article: str
    digest: bytes
    rows: range
    notes: bytes = b""
    sketch: bytes = b""


class Shares:
    """Tables in a database: in one that is given, or in a temporary one that is gone when it is closed."""

    def __init__(self, connection: sqlite3.Connection | None = None) -> None:
        self._connection = connection or temporary()
        for statement in _TABLES:
            self._connection.execute(statement)

    def close(self) -> None:
        """Ends it."""
        self._connection.close()

    def want(self, checksum: str) -> bool:
        """Whether a document is asked for that was not before. What nobody asks for is left out at the end."""
        return self._connection.execute("INSERT OR IGNORE INTO wanted VALUES (?)", (checksum,)).rowcount == 1

    def known(self, checksum: str) -> Held | Refused | None:
        """What became of a document."""
        found = self._connection.execute(_HELD, (checksum,)).fetchone()
        if found:
            article, digest, start, stop, *others = found
            return Held(article, digest, range(start, stop), *others)
        refused = self._connection.execute("SELECT code, reason FROM refused WHERE checksum = ?", (checksum,)).fetchone()
        return refused and Refused(*refused)

    def checksums(self) -> Iterator[str]:
        """Those of the documents that are asked for and were not refused."""
        found = self._connection.execute("SELECT checksum FROM wanted WHERE checksum NOT IN (SELECT checksum FROM refused)")
        return (checksum for (checksum,) in found)

    def documents(self) -> int:
        """How many documents are known."""
        return int(self._connection.execute("SELECT (SELECT count(*) FROM articles) + (SELECT count(*) FROM refused)").fetchone()[0])

    def holds(self, article: str) -> bool:
        """Whether an article is held."""
        return self._connection.execute("SELECT 1 FROM articles WHERE article = ? LIMIT 1", (article,)).fetchone() is not None

    def refuse(self, checksum: str, refused: Refused) -> None:
        """Notes that a document is no article."""
        self._connection.execute("REPLACE INTO refused VALUES (?, ?, ?)", (checksum, *refused))

    def enter(self, checksum: str, held: Held, bases: Iterable[tuple[str, bytes]], tallies: Iterable[Tally]) -> None:
        """Holds the article of a document with its shares."""
        row = (checksum, held.article, held.digest, held.rows.start, held.rows.stop, held.notes, held.sketch)
        added = self._connection.execute(_ENTER, row)
        self.share(bases, tallies, added.lastrowid)

    def share(self, bases: Iterable[tuple[str, bytes]], tallies: Iterable[Tally], owner: int | None = None) -> None:
        """Adds shares."""
        self._connection.executemany("INSERT INTO bases VALUES (?, ?, ?)", ((owner, *base) for base in bases))
        self._connection.executemany("INSERT INTO tallies VALUES (?, ?, ?, ?)", ((owner, *tally) for tally in tallies))

    def settle(self) -> Iterator[range]:
        """Leaves out what nobody asked for, and of articles with one text all but that of the smallest digest; gives the rows that go."""
        return self._left_out(_LEFT_OUT)

    def without_replaced(self) -> Iterator[range]:
        """Leaves out the articles in whose place others stand; gives the rows that go."""
        return self._left_out(_REPLACED)

    def _left_out(self, which: str) -> Iterator[range]:
        self._connection.execute("DROP TABLE IF EXISTS temp.left_out")
        self._connection.execute(f"CREATE TEMP TABLE left_out AS {which}")
        for table, number in (("bases", "owner"), ("tallies", "owner"), ("articles", "number")):
            self._connection.execute(f"DELETE FROM {table} WHERE {number} IN (SELECT number FROM left_out)")
        return (range(start, stop) for _, start, stop in self._connection.execute("SELECT * FROM left_out"))

    def articles(self) -> int:
        """How many articles are held."""
        return int(self._connection.execute("SELECT count(DISTINCT article) FROM articles").fetchone()[0])

    def whole(self) -> Iterator[tuple[str, bytes | None, Mapping[bytes, int]]]:
        """Of each record that has a share its id, the smallest of its bases, and how often each thing was found of it."""
        bases = iter(self._connection.execute(_BASES))
        base: tuple[str, bytes] | None = next(bases, None)
        for identifier, found in groupby(self._connection.execute(_TALLIES), key=lambda one: str(one[0])):
            while base and base[0] < identifier:
                base = next(bases, None)
            yield identifier, base[1] if base and base[0] == identifier else None, {key: times for _, key, times in found}
