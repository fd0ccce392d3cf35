"""The tables of the idiomatic server: a column for each field, an index for each question."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from zlib import crc32

from schema.kinds import instant
from schema.records import Article, Casualty, Incident, Person, Place, Quote, Record

TABLES = """
CREATE TABLE article (id TEXT PRIMARY KEY, headline TEXT, published TEXT, publisher TEXT, url TEXT, language TEXT, text TEXT);
CREATE TABLE quote (id TEXT PRIMARY KEY, articleId TEXT, kind TEXT, text TEXT, source TEXT, cue TEXT);
CREATE TABLE speaker (quoteId TEXT, position INTEGER, printed TEXT, personId TEXT);
CREATE TABLE incident (id TEXT PRIMARY KEY, articleId TEXT, type TEXT, placeName TEXT, placeId TEXT, printed TEXT, earliest TEXT);
CREATE TABLE casualty (id TEXT PRIMARY KEY, incidentId TEXT, effect TEXT, min INTEGER, max INTEGER, printed TEXT);
CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT);
CREATE TABLE place (id TEXT PRIMARY KEY, name TEXT, country TEXT);
"""
INDEXES = """
CREATE VIRTUAL TABLE article_search USING fts5(text, content='article', tokenize='unicode61 remove_diacritics 2');
INSERT INTO article_search(article_search) VALUES ('rebuild');
INSERT INTO article_search(article_search) VALUES ('optimize');
CREATE INDEX article_published ON article (published, id);
CREATE INDEX quote_article ON quote (articleId, id);
CREATE INDEX speaker_quote ON speaker (quoteId, position);
CREATE INDEX speaker_person ON speaker (personId, quoteId);
CREATE INDEX incident_type ON incident (type, earliest, id);
CREATE INDEX incident_earliest ON incident (earliest, id);
CREATE INDEX incident_article ON incident (articleId, id);
CREATE INDEX casualty_incident ON casualty (incidentId, id);
ANALYZE;
"""


VERSION = f"{crc32((TABLES + INDEXES).encode()):08x}"
"""Changes with the tables."""


def _rows(record: Record) -> Iterable[tuple[str, tuple[object, ...]]]:
    """The rows of a record, each with its table."""
    match record:
        case Article():
            published = record.published and instant(record.published)
            yield "article", (record.id, record.headline, published, record.publisher, record.url, record.language, record.text)
        case Quote():
            yield "quote", (record.id, record.article_id, record.kind.name, record.text, record.source, record.cue)
            for position, one in enumerate(record.speakers):
                yield "speaker", (record.id, position, one.printed, one.person_id)
        case Incident():
            when = (record.occurred.printed, str(record.occurred.earliest)) if record.occurred else (None, None)
            yield "incident", (record.id, record.article_id, record.type.name, record.place_name, record.place_id, *when)
        case Casualty():
            yield "casualty", (record.id, record.incident_id, record.effect.name, record.min, record.max, record.printed)
        case Person():
            yield "person", (record.id, record.name)
        case Place():
            yield "place", (record.id, record.name, record.country)


def write(records: Iterable[Record], path: Path) -> None:
    """Writes records as the tables that this server reads."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(TABLES)
        for record in records:
            for table, row in _rows(record):
                connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608  names from above
        connection.executescript(INDEXES)
        connection.commit()
