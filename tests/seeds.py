"""The seed articles as records and as a store, extracted once for all tests."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path

import orjson

from loaders.analyse.light import Light
from loaders.base import Rejected
from loaders.configuration import Configuration
from loaders.merging import merged
from loaders.pipeline import annotated
from loaders.sources.text_file import TextFiles
from schema.catalog import RecordSpec
from schema.documents import Document
from schema.records import Record
from schema.store.folding import fold, unfold
from schema.store.sqlite import SqliteStore

SEEDS = Path(__file__).parent.parent / "seeds"


@cache
def seed_records() -> tuple[Record, ...]:
    """Every record of the two seed articles."""
    loader, analyzer = TextFiles([SEEDS]), Light()
    found = [annotated(document, loader, analyzer) for document in loader.documents()]
    return tuple(merged([one for records in found if not isinstance(records, Rejected) for one in records]))


def seed_store(path: Path) -> SqliteStore:
    """A store at that path with the seeds in it."""
    store = SqliteStore(path)
    store.publish(seed_records(), Configuration(Light()).extraction)
    return store


def refolded(path: Path, spec: RecordSpec, change: Callable[[Document], Document]) -> None:
    """Changes the documents of a type, the light ones and the whole ones, behind the store's back."""
    both = f'FROM {spec.plural} a JOIN "{spec.plural}.whole" w ON w.rowid = a.rowid'
    long = dict.fromkeys(spec.large)
    with closing(sqlite3.connect(path)) as connection, connection:
        for number, light, whole in connection.execute(f"SELECT a.rowid, a.document, w.document {both}").fetchall():
            folded = fold(change(orjson.loads(unfold(light, whole, spec))) | long, spec)
            connection.execute(f"UPDATE {spec.plural} SET document = ? WHERE rowid = ?", (folded.light, number))  # noqa: S608  names of the catalogue
            connection.execute(f'UPDATE "{spec.plural}.whole" SET document = ? WHERE rowid = ?', (folded.whole, number))  # noqa: S608
