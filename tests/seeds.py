"""The seed articles as records and as a store, extracted once for all tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from loaders.analyse.light import Light
from loaders.base import Rejected
from loaders.configuration import Configuration
from loaders.merging import merged
from loaders.pipeline import annotated
from loaders.sources.text_file import TextFiles
from schema.records import Record
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
