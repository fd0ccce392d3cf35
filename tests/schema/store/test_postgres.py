"""What a store in PostgreSQL has of its own: schemas that come and go, texts that it cannot hold, and what was changed behind its back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing, suppress
from random import Random
from threading import Thread

import psycopg
import pytest

from schema.catalog import CATALOG
from schema.errors import DeadlineExceeded, InvalidValue, Unavailable
from schema.operators import Op
from schema.plan import Condition, Not, ReadPlan
from schema.store.memory import MemoryReader
from schema.store.postgres import PostgresReader, PostgresStore
from schema.store.servers import CONNECTIONS, Server, Servers
from tests.postgres import Postgres
from tests.seeds import seed_records

ARTICLE, QUOTE = CATALOG["article"], CATALOG["quote"]


@pytest.fixture
def address(postgres: Postgres) -> str:
    """The address of a new, empty database."""
    return postgres.url(postgres.database())


@pytest.fixture
def store(address: str) -> Iterator[PostgresStore]:
    """A store of the seeds."""
    with closing(PostgresStore(address)) as found:
        found.publish(seed_records())
        yield found


def schemas(address: str) -> list[str]:
    """The schemas of ours that there are."""
    with psycopg.connect(address) as connection:
        found = connection.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'dateline%' ORDER BY 1").fetchall()
    return [name for (name,) in found]


def test_so_many_snapshots_stay_as_are_kept(address: str) -> None:
    with closing(PostgresStore(address, keep=3)) as store:
        for size in range(5):
            store.publish(seed_records()[: size * 10])
    assert schemas(address) == ["dateline", "dateline_3", "dateline_4", "dateline_5"]


def test_a_snapshot_that_is_being_read_goes_with_a_later_one(store: PostgresStore, address: str) -> None:
    old = store.reader()
    whole = len(list(old.everything()))
    reading = old.everything()
    next(reading)
    store.publish([])
    store.publish([])
    assert schemas(address) == ["dateline", "dateline_1", "dateline_2", "dateline_3"]
    assert 1 + len(list(reading)) == whole
    store.publish([])
    assert schemas(address) == ["dateline", "dateline_3", "dateline_4"]


def test_what_reads_a_snapshot_that_is_gone_is_told(store: PostgresStore) -> None:
    old = store.reader()
    for _ in range(2):
        store.publish([])
    with pytest.raises(Unavailable, match="cannot be reached"):
        old.total(ReadPlan(ARTICLE))
    assert store.reader().total(ReadPlan(ARTICLE)) == 0


def test_a_writer_that_dies_leaves_no_schema(store: PostgresStore, address: str) -> None:
    article = seed_records()[0]
    with pytest.raises(InvalidValue, match="holds the character NUL, which PostgreSQL cannot store"):
        store.publish([article.model_copy(update={"headline": "a\0b"})])
    assert schemas(address) == ["dateline", "dateline_1"]
    assert store.reader().total(ReadPlan(ARTICLE)) == 2


@pytest.mark.parametrize("op", [Op.EQ, Op.NE, Op.CONTAINS, Op.STARTS_WITH])
def test_a_filter_may_hold_what_no_text_does(store: PostgresStore, op: Op) -> None:
    memory = MemoryReader(seed_records())
    for where in (Condition("cue", op, "sa\0"), Not(Condition("cue", op, "\0"))):
        assert store.reader().page(ReadPlan(QUOTE, where)) == memory.page(ReadPlan(QUOTE, where))


def test_a_text_too_long_for_an_index_is_found_without_one(store: PostgresStore) -> None:
    cue = "".join(chr(Random(7 * at).randrange(0x20000, 0x2A000)) for at in range(1000))  # noqa: S311  no secret
    quotes = [one for one in seed_records() if one.id.startswith("quote-")]
    store.publish([quotes[0].model_copy(update={"cue": cue}), *quotes[1:]])
    found = store.reader().page(ReadPlan(QUOTE, Condition("cue", Op.EQ, cue))).rows
    assert [row["id"] for row in found] == [quotes[0].id]


def test_a_database_of_another_encoding_is_refused(postgres: Postgres) -> None:
    name = postgres.database(encoding="SQL_ASCII")
    with closing(PostgresStore(postgres.url(name))) as store, pytest.raises(Unavailable, match="SQL_ASCII") as caught:
        store.publish([])
    assert caught.value.hint == "Make one with the encoding UTF8."


def test_one_load_at_a_time_writes(store: PostgresStore, address: str) -> None:
    with closing(PostgresStore(address)) as other:
        order = []

        def second() -> None:
            with other.alone():
                order.append("second")

        waiting = Thread(target=second)
        with store.alone():
            waiting.start()
            store.publish([])
            order.append("first")
        waiting.join()
    assert order == ["first", "second"]


DAMAGES = [
    ("UPDATE {0}.quotes SET cue = 'shouted' WHERE cue = 'said'", "its columns do not say what its document says"),
    ("UPDATE {0}.quotes SET verbatim = NOT verbatim", "its columns do not say what its document says"),
    ('DELETE FROM {0}."quotes.speakers"', "its columns do not say what its document says"),
    ("UPDATE {0}.\"articles.whole\" SET document = '['", "its columns do not say what its document says"),
    ("UPDATE {0}.\"articles.whole\" SET text = text || '!'", "the content is not that of snapshot"),
    ("DELETE FROM {0}.quotes WHERE id = (SELECT max(id) FROM {0}.quotes)", "the content is not that of snapshot"),
]


@pytest.mark.parametrize(("statement", "complaint"), DAMAGES)
def test_what_was_changed_behind_the_stores_back_is_found(store: PostgresStore, address: str, statement: str, complaint: str) -> None:
    assert list(store.reader().violations()) == []
    with psycopg.connect(address) as connection:
        connection.execute(statement.format("dateline_1"))
    found = list(store.reader().violations())
    assert any(complaint in one for one in found), found


def servers(store: PostgresStore) -> Servers:
    """The servers that a store is read from."""
    return store._servers  # noqa: SLF001  what is under test


def test_a_long_statement_is_interrupted_at_the_deadline(store: PostgresStore) -> None:
    store.reader()
    start = time.monotonic()
    with pytest.raises(DeadlineExceeded, match="took too long"):
        servers(store).run(1, lambda connection: connection.execute("SELECT pg_sleep(30)"), start + 0.05)
    assert time.monotonic() - start < 10
    assert store.reader().total(ReadPlan(ARTICLE)) == 2, "the connection serves on"


def test_a_statement_that_finds_no_connection_is_told_that_the_server_is_busy(
    store: PostgresStore, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.reader()
    server = Server(address)
    server.look()
    monkeypatch.setattr("schema.store.servers._LOOK_S", 0.01)
    taken = [server.connection() for _ in range(CONNECTIONS)]
    for one in taken:
        one.__enter__()
    with pytest.raises(DeadlineExceeded, match="busy"):
        server.run(lambda connection: connection.execute("SELECT 1"), time.monotonic() + 0.01)
    server.look()
    assert server.holds == {1}, "it is not lost"
    for one in taken:
        one.__exit__(None, None, None)
    server.run(lambda connection: connection.execute("SELECT 1"))
    server.close()


def test_connections_that_were_cut_are_made_again(store: PostgresStore, address: str) -> None:
    reader = store.reader()
    with psycopg.connect(address, autocommit=True) as connection:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"
        connection.execute(others)
    assert reader.total(ReadPlan(ARTICLE)) == 2


def test_a_statement_that_is_wrong_is_not_asked_of_another_server(store: PostgresStore) -> None:
    store.reader()
    with pytest.raises(Unavailable, match="the store cannot be read"):
        servers(store).run(1, lambda connection: connection.execute("SELECT 1 / 0"))
    assert store.reader().total(ReadPlan(ARTICLE)) == 2


def test_one_who_watches_sees_a_new_snapshot_without_asking(store: PostgresStore, address: str) -> None:
    with closing(PostgresStore(address, watch=True)) as watching:
        first = watching.reader()
        assert isinstance(first, PostgresReader)
        store.publish([])
        end = time.monotonic() + 20
        while watching.reader() is first and time.monotonic() < end:
            time.sleep(0.02)
        assert watching.reader().counts()["articles"] == 0
        assert watching.reader() is watching.reader()


def test_a_store_that_comes_later_is_found_by_one_who_watches(address: str) -> None:
    with closing(PostgresStore(address, watch=True)) as watching, closing(PostgresStore(address)) as store:
        with pytest.raises(Unavailable):
            watching.reader()
        store.publish([])
        end, found = time.monotonic() + 20, None
        while found is None and time.monotonic() < end:
            with suppress(Unavailable):
                found = watching.reader()
            time.sleep(0.02)
        assert found


def test_several_loads_at_once_make_one_register(address: str) -> None:
    stores = [PostgresStore(address) for _ in range(4)]
    threads = [Thread(target=store.publish, args=([],)) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert stores[0].reader().number in range(1, 5)
    for store in stores:
        store.close()


def test_a_role_that_may_only_read_serves_what_is_loaded_later(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE ROLE reader LOGIN")
        connection.execute("ALTER DEFAULT PRIVILEGES FOR ROLE dateline GRANT USAGE ON SCHEMAS TO reader")
        connection.execute("ALTER DEFAULT PRIVILEGES FOR ROLE dateline GRANT SELECT ON TABLES TO reader")
    with closing(PostgresStore(address)) as store, closing(PostgresStore(address.replace("dateline@", "reader@"))) as reading:
        snapshot = store.publish(seed_records())
        assert reading.reader().snapshot == snapshot
        assert reading.reader().total(ReadPlan(ARTICLE)) == 2
        with pytest.raises(Unavailable, match="permission denied"):
            reading.publish([])
