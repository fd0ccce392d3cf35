"""A store is one file, published whole or not at all; what is damaged says so."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from itertools import chain, repeat
from pathlib import Path
from types import SimpleNamespace

import orjson
import pytest

from schema.catalog import CATALOG, RecordSpec
from schema.documents import Document
from schema.errors import DeadlineExceeded, SnapshotNotFound, Unavailable
from schema.operators import Op
from schema.plan import LIGHT, Condition, Parts, Quantifier, ReadPlan, Related
from schema.records import Record
from schema.store.folding import unfold
from schema.store.sqlite import CONNECTIONS, SqliteReader, SqliteStore
from tests.seeds import refolded, seed_records, seed_store

ARTICLE, QUOTE = CATALOG["article"], CATALOG["quote"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a store will stand."""
    return tmp_path / "store.sqlite"


def change(path: Path, statement: str, values: Sequence[object] = ()) -> None:
    """Changes a store behind its back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement, values)


def test_a_store_is_one_file_that_others_may_read(path: Path) -> None:
    seed_store(path).reader()
    assert [file.name for file in path.parent.iterdir()] == ["store.sqlite"]
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_writer_that_dies_midway_leaves_the_old_snapshot_and_no_file(path: Path) -> None:
    store = seed_store(path)
    before, content = store.reader().snapshot, path.read_bytes()

    def dying() -> Iterator[Record]:
        yield seed_records()[0]
        raise RuntimeError("the loader died")

    with pytest.raises(RuntimeError):
        store.publish(dying())
    broken = seed_records()[0].model_copy(update={"headline": {"no": "text"}})
    with pytest.raises(sqlite3.Error):
        store.publish([broken])
    assert [file.name for file in path.parent.iterdir()] == ["store.sqlite"]
    assert (store.reader().snapshot, path.read_bytes()) == (before, content)


def test_a_disk_that_fails_at_the_last_moment_leaves_the_old_snapshot(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = seed_store(path)
    content = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        store.publish([])
    assert [file.name for file in path.parent.iterdir()] == ["store.sqlite"]
    assert path.read_bytes() == content


def test_a_load_that_dies_between_two_names_leaves_whole_snapshots(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = seed_store(path)
    old = store.reader().snapshot

    def dying(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("schema.store.sqlite.prune", dying)
        with pytest.raises(KeyboardInterrupt):
            store.publish([])
    assert SqliteStore(path).snapshots() == store.snapshots() == [store.reader().snapshot, old]
    with monkeypatch.context() as patched:
        patched.setattr(Path, "chmod", dying)
        with pytest.raises(KeyboardInterrupt):
            store.publish(seed_records()[:10])
    assert len(store.snapshots()) == 2
    store.publish(seed_records()[:20])
    assert len(store.snapshots()) == len(list(path.parent.iterdir())) == 2


def test_as_many_files_stay_as_are_kept(path: Path) -> None:
    ids = [SqliteStore(path, keep=3).publish(seed_records()[:size]) for size in range(0, 50, 10)]
    assert {file.name for file in path.parent.iterdir()} == {"store.sqlite", f"store.sqlite.{ids[2]}", f"store.sqlite.{ids[3]}"}
    assert SqliteStore(path, keep=3).publish(seed_records()[:40]) == ids[4]
    assert SqliteStore(path).snapshots() == [ids[4], ids[3], ids[2]]
    SqliteStore(path, keep=1).publish([])
    assert [file.name for file in path.parent.iterdir()] == ["store.sqlite"]


def test_a_disk_without_hard_links_keeps_snapshots_too(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = seed_store(path)
    old = store.reader().snapshot

    def unable(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", unable)
    assert store.snapshots() == [old]
    assert [store.publish([]), old] == store.snapshots()
    assert list(store.reader(old).violations()) == []


def test_a_store_that_does_not_exist_is_unavailable(path: Path) -> None:
    for reading in (SqliteStore(path).reader, partial(SqliteReader, path)):
        with pytest.raises(Unavailable, match=r"^the store does not exist$"):
            reading()


def garbage(path: Path) -> None:
    path.write_bytes(b"no database" * 1000)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def folder(path: Path) -> None:
    path.mkdir()


def another_database(path: Path) -> None:
    change(path, "CREATE TABLE articles (id TEXT)")


def cut(path: Path) -> None:
    seed_store(path)
    os.truncate(path, 2000)


@pytest.mark.parametrize("make", [garbage, empty, folder, another_database, cut])
def test_a_file_that_is_no_store_is_unavailable(path: Path, make: object) -> None:
    assert callable(make)
    make(path)
    with pytest.raises(Unavailable, match="is no store of dateline, or is damaged") as caught:
        SqliteStore(path).reader()
    assert str(path) not in caught.value.message


def test_a_path_with_marks_of_an_address_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a?mode=rw&b#c%20.sqlite"
    assert seed_store(path).reader().counts()["articles"] == 2


def every(levels: int) -> ReadPlan:
    """A plan that asks for quotes of articles of quotes of articles, each more often than the last."""
    where: Related | Condition = Condition("text", Op.CONTAINS, "no such words")
    for _ in range(levels):
        where = Related(QUOTE.links["article"], Quantifier.EVERY, Related(ARTICLE.links["quotes"], Quantifier.NONE, where))
    return ReadPlan(QUOTE, where)


def test_a_long_statement_is_interrupted_at_the_deadline(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = seed_store(path).reader()
    ticks = chain([0.0], repeat(99.0))
    monkeypatch.setattr("schema.store.sqlite.time", SimpleNamespace(monotonic=lambda: next(ticks)))
    monkeypatch.setattr("schema.store.sqlite._STEPS_BETWEEN_CLOCKS", 1)
    with pytest.raises(DeadlineExceeded):
        reader.page(every(5), deadline=1.0)
    monkeypatch.undo()
    assert reader.total(ReadPlan(QUOTE)) > 10, "the connection serves on"


def test_a_reader_without_an_idle_connection_is_busy(path: Path) -> None:
    reader = seed_store(path).reader()
    taken = [reader._idle.get() for _ in range(CONNECTIONS)]  # noqa: SLF001  so many statements run at once
    with pytest.raises(DeadlineExceeded, match="busy"):
        reader.total(ReadPlan(ARTICLE), time.monotonic() + 0.01)
    for connection in taken:
        reader._idle.put(connection)  # noqa: SLF001
    assert reader.total(ReadPlan(ARTICLE)) == 2


def test_a_snapshot_that_comes_while_a_reader_opens_is_the_one_that_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = seed_store(path)
    states = iter([(1, 1), (2, 2), (2, 2)])
    opened = [SqliteReader(path), SqliteReader(path)]
    made = iter(opened)
    monkeypatch.setattr(store, "_file", lambda: next(states))
    monkeypatch.setattr("schema.store.sqlite.SqliteReader", lambda *_: next(made))
    assert store.reader() is opened[1]


def test_one_load_at_a_time_writes_to_a_folder(path: Path) -> None:
    def free() -> bool:
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            os.close(folder)
        return True

    with SqliteStore(path).alone():
        assert not free()
    assert free()


def test_a_load_that_has_to_wait_says_so(path: Path) -> None:
    other = os.open(path.parent, os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)
    said: list[int] = []

    def waiting() -> None:
        said.append(other)
        os.close(other)

    with SqliteStore(path).alone(waiting):
        assert said == [other]


def test_what_was_loaded_is_known_and_is_no_part_of_the_id(path: Path) -> None:
    store = SqliteStore(path)
    snapshot = store.publish(seed_records(), (), ["b", "a"])
    assert store.reader().known(["a", "c"]) == {"a"}
    assert sorted(store.reader().loaded()) == ["a", "b"]
    assert store.publish(seed_records()) == snapshot
    assert store.reader().known(["a"]) == set()


def test_a_store_that_breaks_while_it_is_read_is_unavailable(path: Path) -> None:
    reader = seed_store(path).reader()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    with pytest.raises(Unavailable) as caught:
        list(reader.everything())
    assert str(path) not in caught.value.message


def test_a_document_that_is_no_json_is_a_damaged_store(path: Path) -> None:
    store = seed_store(path)
    change(path, 'UPDATE "articles.whole" SET document = substr(document, 1, 100)')
    store.reader().page(ReadPlan(ARTICLE, parts=LIGHT))
    with pytest.raises(Unavailable, match="damaged"):
        store.reader().page(ReadPlan(ARTICLE))
    change(path, "UPDATE articles SET document = '{' || document")
    with pytest.raises(Unavailable, match="damaged"):
        store.reader().page(ReadPlan(ARTICLE, parts=LIGHT))


def damages() -> Iterator[tuple[str, str]]:
    """Ways to tamper with a store, each with what is said about it."""
    columns = "its columns do not say what its document says"
    content = "the content is not that of snapshot"
    yield "UPDATE quotes SET cue = 'shouted' WHERE cue = 'said'", columns
    yield "UPDATE quotes SET verbatim = 1 - verbatim", columns
    yield "UPDATE \"quotes.speakers\" SET printed = 'Nobody'", columns
    yield 'DELETE FROM "quotes.speakers"', columns
    yield "UPDATE \"articles.whole\" SET document = '[]'", columns
    yield "UPDATE \"articles.whole\" SET document = '{'", columns
    yield 'UPDATE "articles.whole" SET document = substr(document, 1, 100)', columns
    yield 'UPDATE "articles.whole" SET document = (SELECT max(document) FROM "articles.whole")', columns
    yield "UPDATE \"articles.whole\" SET text = text || '!'", content
    yield "DELETE FROM quotes WHERE id = (SELECT max(id) FROM quotes)", content
    yield "UPDATE articles SET document = json_set(document, '$.dek', 'Another')", columns
    yield 'DELETE FROM "articles.whole"', columns
    yield "UPDATE snapshot SET value = 'another' WHERE key = 'id'", content


@pytest.mark.parametrize(("statement", "complaint"), list(damages()))
def test_what_was_changed_behind_the_stores_back_is_found(path: Path, statement: str, complaint: str) -> None:
    store = seed_store(path)
    assert list(store.reader().violations()) == []
    change(path, statement)
    found = list(SqliteStore(path).reader().violations())
    assert any(complaint in one for one in found), found


RETOLD: list[tuple[RecordSpec, Document, str]] = [
    (ARTICLE, {"dek": "Another"}, "its columns do not say what its document says"),
    (QUOTE, {"extractorVersion": "99"}, "the content is not that of snapshot"),
    (QUOTE, {"evidence": {}}, "the content is not that of snapshot"),
]


@pytest.mark.parametrize(("spec", "values", "complaint"), RETOLD)
def test_documents_that_were_changed_behind_the_stores_back_are_found(
    path: Path, spec: RecordSpec, values: Document, complaint: str
) -> None:
    seed_store(path)
    refolded(path, spec, lambda found: found | values)
    found = list(SqliteStore(path).reader().violations())
    assert any(complaint in one for one in found), found


def test_a_damaged_index_is_found(path: Path) -> None:
    store = seed_store(path)
    change(path, "PRAGMA writable_schema = ON")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = replace(sql, '(\"cue\"', '(\"kind\"') WHERE name = 'quotes:cue'")
    assert any("the file is damaged" in one for one in store.reader().violations())


def test_large_fields_come_only_when_they_are_asked_for(path: Path) -> None:
    reader = seed_store(path).reader()
    plan = ReadPlan(ARTICLE)
    assert all("text" not in row for row in reader.page(plan).rows)
    asked = ReadPlan(ARTICLE, parts=Parts(large=frozenset({"text"})))
    texts = {row["id"]: row["text"] for row in reader.page(asked).rows}
    stored = {row["id"]: row["text"] for spec, row in reader.everything() if spec is ARTICLE}
    assert texts == stored


def test_rows_lie_in_reading_order(path: Path) -> None:
    articles = [one for one in seed_records() if one.id.startswith("article-")]
    dated = [one.model_copy(update={"published": datetime(2025, 1, day, tzinfo=UTC)}) for one, day in zip(articles, (2, 1), strict=True)]
    SqliteStore(path).publish([*seed_records(), *dated])
    with closing(sqlite3.connect(path)) as connection:
        [first, second] = [row[0] for row in connection.execute("SELECT id FROM articles ORDER BY rowid")]
        holders = [row[0] for row in connection.execute('SELECT "articleId" FROM quotes ORDER BY rowid')]
        wholes = connection.execute(
            'SELECT a.id, a.document, w.document FROM quotes a JOIN "quotes.whole" w ON w.rowid = a.rowid'
        ).fetchall()
    assert [first, second] == [dated[0].id, dated[1].id]
    assert holders == sorted(holders, key=[first, second].index)
    assert all(orjson.loads(unfold(light, whole, QUOTE))["id"] == identifier for identifier, light, whole in wholes)


def test_light_rows_leave_out_evidence_and_long_fields(path: Path) -> None:
    reader = seed_store(path).reader()
    for spec in CATALOG:
        for row in reader.page(ReadPlan(spec, size=5, parts=LIGHT)).rows:
            assert set(row) == spec.light
            assert b"evidence" not in orjson.dumps(row)
    assert "text" not in CATALOG["article"].light
    assert {"speakers", "text"} <= CATALOG["quote"].light


def test_every_filter_but_those_on_prose_has_an_index(path: Path) -> None:
    seed_store(path)
    with closing(sqlite3.connect(path)) as connection:
        for spec in CATALOG:
            for column in indexed(spec):
                plan = connection.execute(f'EXPLAIN QUERY PLAN SELECT id FROM "{spec.plural}" WHERE "{column}" = ?', ("x",)).fetchall()  # noqa: S608  names of the catalogue
                assert "SEARCH" in plan[0][3], (spec, column)


def indexed(spec: RecordSpec) -> list[str]:
    """The columns that a filter should find by an index."""
    return [path for path, field in spec.columns.items() if field.kind and field.kind.name != "prose"]


def swapped(path: Path) -> None:
    shutil.copy(path.with_suffix(""), path)


@pytest.mark.parametrize("change", [Path.unlink, empty, swapped])
def test_a_kept_file_that_is_broken_gone_or_another_is_no_snapshot(path: Path, change: Callable[[Path], object]) -> None:
    store = seed_store(path)
    old = store.reader().snapshot
    new = store.publish([])
    change(path.with_name(f"store.sqlite.{old}"))
    assert store.snapshots() == [new]
    with pytest.raises(SnapshotNotFound):
        store.reader(old)
