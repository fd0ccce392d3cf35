"""Tables in which articles are found that are versions or copies of one another, however many articles there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

_TABLES = (
    "CREATE TEMP TABLE versions (key TEXT, article TEXT, captured TEXT, guid TEXT, is_old INTEGER)",
    "CREATE TEMP TABLE replaced (article TEXT PRIMARY KEY, by TEXT) WITHOUT ROWID",
    "CREATE TEMP TABLE sketches (article TEXT PRIMARY KEY, sketch BLOB)",
    "CREATE TEMP TABLE hashes (hash INTEGER, number INTEGER, PRIMARY KEY (hash, number)) WITHOUT ROWID",
    "CREATE TEMP TABLE originals (number INTEGER PRIMARY KEY, article TEXT, sketch BLOB, original TEXT)",
)
_SHARED_KEYS = """SELECT key, article, captured, guid, is_old FROM versions WHERE key IN
(SELECT key FROM versions GROUP BY key HAVING count(*) > 1 AND min(is_old) = 0) ORDER BY key, article"""
_ORDERED = """SELECT stage.id, sketch FROM stage LEFT JOIN sketches ON sketches.article = stage.id
WHERE type = ? ORDER BY reading IS NULL, reading, id"""


class Version(NamedTuple):
    """An article that came from an address or has a guid, when it was captured, and whether the last snapshot holds it."""

    article: str
    captured: str | None
    guid: str | None
    is_old: bool


class Original(NamedTuple):
    """An article that others are compared with, and the first of those that it is a copy of: itself, where it is none."""

    sketch: bytes
    original: str


class Versions:
    """Tables beside the rows of a load; all of them are temporary."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        for statement in _TABLES:
            connection.execute(statement)

    def add(self, key: str, version: Version) -> None:
        """Adds an article with a key that its versions share."""
        self._connection.execute("INSERT INTO versions VALUES (?, ?, ?, ?, ?)", (key, *version))

    def wants(self, key: str) -> bool:
        """Whether an article of this load has the key."""
        return self._connection.execute("SELECT 1 FROM versions WHERE key = ? LIMIT 1", (key,)).fetchone() is not None

    def index(self) -> None:
        """Makes it quick to ask for a key."""
        self._connection.execute("CREATE INDEX temp.versions_by_key ON versions (key)")

    def shared(self) -> Iterator[Sequence[Version]]:
        """The articles of each key that an article of this load shares with others."""
        found = self._connection.execute(_SHARED_KEYS).fetchall()
        for _, group in groupby(found, key=lambda one: str(one[0])):
            yield [Version(article, captured, guid, bool(is_old)) for _, article, captured, guid, is_old in group]

    def replace(self, article: str, by: str) -> None:
        """Notes that another article stands in the place of one."""
        self._connection.execute("REPLACE INTO replaced VALUES (?, ?)", (article, by))

    def is_replaced(self, article: str) -> bool:
        """Whether another stands in its place."""
        return self._connection.execute("SELECT 1 FROM replaced WHERE article = ?", (article,)).fetchone() is not None

    def replacements(self) -> Iterator[tuple[str, str]]:
        """Each article that stands in the place of others, with the last of these by id."""
        yield from self._connection.execute("SELECT by, max(article) FROM replaced GROUP BY by ORDER BY by").fetchall()

    def sketch(self, article: str, sketch: bytes) -> None:
        """Adds the sketch of an article."""
        self._connection.execute("REPLACE INTO sketches VALUES (?, ?)", (article, sketch))

    def sketch_all(self) -> None:
        """Adds the sketches of all articles of this load."""
        self._connection.execute("REPLACE INTO sketches SELECT article, sketch FROM articles")

    def articles(self, record: str) -> Iterator[tuple[str, bytes]]:
        """All articles with their sketches, the first published before."""
        return ((article, sketch or b"") for article, sketch in self._connection.execute(_ORDERED, (record,)))

    def near(self, hashes: Iterable[int], most: int) -> list[Original]:
        """The first articles that share one of the hashes, so many of each hash."""
        found: set[int] = set()
        for one in hashes:
            rows = self._connection.execute("SELECT number FROM hashes WHERE hash = ? ORDER BY number LIMIT ?", (one, most))
            found.update(number for (number,) in rows)
        statement = "SELECT sketch, original FROM originals WHERE number = ?"
        return [Original(*self._connection.execute(statement, (number,)).fetchone()) for number in sorted(found)]

    def enter(self, article: str, original: Original, hashes: Iterable[int]) -> None:
        """Adds an article that others behind it may be copies of."""
        row = (article, *original)
        number = self._connection.execute("INSERT INTO originals (article, sketch, original) VALUES (?, ?, ?)", row).lastrowid
        self._connection.executemany("INSERT INTO hashes VALUES (?, ?)", ((one, number) for one in hashes))

    def copies(self) -> Iterator[tuple[str, str]]:
        """Each article that is a copy, with the first of those that it is a copy of."""
        return iter(self._connection.execute("SELECT article, original FROM originals WHERE article <> original ORDER BY article"))
