"""What every store promises: snapshots follow one another whole, and readers keep theirs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings

from loaders.analyse.light import Light
from loaders.configuration import Configuration
from schema.catalog import CATALOG, Catalog
from schema.documents import line
from schema.errors import DeadlineExceeded, SnapshotNotFound, StaleCursor, Unavailable
from schema.plan import Cursor, ReadPlan
from schema.records import RECORDS, Record
from schema.store.base import Reader, WritableStore
from schema.store.memory import MemoryReader
from tests.seeds import seed_records
from tests.stores import NewPlace
from tests.strategies import Records, datasets

ARTICLE, QUOTE = CATALOG["article"], CATALOG["quote"]


def export(reader: Reader) -> bytes:
    """The whole content, as the export prints it."""
    return b"".join(line(row, spec) for spec, row in reader.everything())


def test_the_seeds_are_what_they_are_in_plain_python(new_store: WritableStore) -> None:
    extraction = Configuration(Light()).extraction
    snapshot = new_store.publish(seed_records(), extraction)
    reader, memory = new_store.reader(), MemoryReader(seed_records(), extraction=extraction)
    assert reader.snapshot == snapshot == memory.snapshot
    assert (reader.extraction, reader.counts()) == (extraction, memory.counts())
    assert export(reader) == export(memory)
    assert list(reader.violations()) == []


def test_the_same_records_in_any_order_give_the_same_snapshot(new_store: WritableStore) -> None:
    records = list(seed_records())
    snapshot = new_store.publish(records)
    exported = export(new_store.reader())
    for seed in range(3):
        Random(seed).shuffle(records)  # noqa: S311  no secret
        assert new_store.publish(records) == snapshot == new_store.reader().snapshot
        assert export(new_store.reader()) == exported


@given(datasets())
@settings(max_examples=10)
def test_random_records_are_published_whole(one_store: WritableStore, records: Records) -> None:
    one_store.publish(records)
    assert list(one_store.reader().violations()) == []
    assert sum(one_store.reader().counts().values()) == len(records)


def test_a_store_that_does_not_exist_is_unavailable(new_store: WritableStore) -> None:
    assert not new_store.exists()
    with pytest.raises(Unavailable, match="the store does not exist"):
        new_store.reader()
    new_store.publish([])
    assert new_store.exists()


def test_a_writer_that_dies_midway_leaves_the_old_snapshot(new_store: WritableStore) -> None:
    before = new_store.publish(seed_records())

    def dying() -> Iterator[Record]:
        yield seed_records()[0]
        raise RuntimeError("the loader died")

    with pytest.raises(RuntimeError):
        new_store.publish(dying())
    broken = seed_records()[0].model_copy(update={"headline": {"no": "text"}})
    with pytest.raises(Exception, match=r"bind|written"):
        new_store.publish([broken])
    assert new_store.reader().snapshot == before
    assert list(new_store.reader().violations()) == []


def test_a_reader_keeps_its_snapshot_while_a_new_one_is_published(new_store: WritableStore) -> None:
    new_store.publish(seed_records())
    old = new_store.reader()
    assert new_store.reader() is old
    before = list(old.everything())
    new_store.publish([])
    assert list(old.everything()) == before
    new = new_store.reader()
    assert (new.snapshot != old.snapshot, list(new.everything()), sum(new.counts().values())) == (True, [], 0)
    cursor = Cursor.parse(ReadPlan(ARTICLE).cursors(old.page(ReadPlan(ARTICLE)).keys, old.snapshot)[0])
    with pytest.raises(StaleCursor):
        new.page(ReadPlan(ARTICLE, after=cursor))


def test_earlier_snapshots_are_asked_for_by_their_ids_while_they_are_kept(new_store: WritableStore) -> None:
    ids = [new_store.publish(seed_records()[:size]) for size in (30, 20, 10)]
    assert new_store.snapshots() == [ids[2], ids[1]]
    for snapshot, size in ((ids[2], 10), (ids[1], 20)):
        reader = new_store.reader(snapshot)
        assert (reader.snapshot, sum(reader.counts().values())) == (snapshot, size)
        assert new_store.reader(snapshot) is reader
        assert list(reader.violations()) == []
    for unknown in (ids[0], "0" * 16, "", "../store", "\0", "x" * 10_000):
        with pytest.raises(SnapshotNotFound, match="is not kept here"):
            new_store.reader(unknown)


def test_what_was_loaded_again_is_the_newest_and_takes_the_place_of_none(new_store: WritableStore) -> None:
    first, second = new_store.publish(seed_records()[:10]), new_store.publish([])
    assert new_store.publish(seed_records()[:10]) == first
    assert new_store.snapshots() == [first, second]


def test_an_earlier_snapshot_is_gone_once_it_is_kept_no_longer(new_store: WritableStore) -> None:
    old = new_store.publish(seed_records()[:10])
    new_store.publish([])
    assert new_store.reader(old).snapshot == old
    new_store.publish(seed_records()[:20])
    with pytest.raises(SnapshotNotFound):
        new_store.reader(old)


def test_an_earlier_snapshot_of_another_catalogue_is_not_kept(new_place: NewPlace) -> None:
    opened = new_place()
    old = opened(Catalog(tuple(reversed(RECORDS)))).publish(seed_records()[:10])
    new = opened().publish([])
    store = opened()
    assert store.snapshots() == [new]
    with pytest.raises(SnapshotNotFound):
        store.reader(old)


def test_a_store_of_another_catalogue_is_unavailable(new_place: NewPlace) -> None:
    opened = new_place()
    opened(Catalog(tuple(reversed(RECORDS)))).publish([])
    with pytest.raises(Unavailable, match="another version of dateline") as caught:
        opened().reader()
    assert caught.value.hint == "Load it again."


def test_no_statement_starts_after_the_deadline(new_store: WritableStore) -> None:
    new_store.publish(seed_records())
    reader, past = new_store.reader(), time.monotonic() - 1
    with pytest.raises(DeadlineExceeded):
        reader.page(ReadPlan(ARTICLE), past)
    with pytest.raises(DeadlineExceeded):
        reader.pages(ReadPlan(QUOTE), ARTICLE.reverses["quotes"], ["article-1"], past)
    with pytest.raises(DeadlineExceeded):
        reader.total(ReadPlan(ARTICLE), past)
    with pytest.raises(DeadlineExceeded):
        reader.get(ARTICLE, ["article-1"], deadline=past)
    assert reader.total(ReadPlan(ARTICLE), time.monotonic() + 60) == 2


def test_records_come_in_the_order_that_was_asked_for(new_store: WritableStore) -> None:
    new_store.publish(seed_records())
    reader = new_store.reader()
    ids = [row["id"] for row in reader.page(ReadPlan(QUOTE, size=5)).rows]
    asked = [ids[3], "quote-none", ids[0], ids[3], "quote-\0"]
    assert [row and row["id"] for row in reader.get(QUOTE, asked)] == [ids[3], None, ids[0], ids[3], None]
    assert reader.get(QUOTE, []) == []
    assert reader.pages(ReadPlan(QUOTE), ARTICLE.reverses["quotes"], []) == []
