"""A primary and a server that follows it, each lost while it is read: who reads does not notice."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from threading import Event, Thread

import psycopg
import pytest

from schema.catalog import CATALOG
from schema.errors import Unavailable
from schema.plan import ReadPlan
from schema.store.base import Reader
from schema.store.memory import MemoryReader
from schema.store.postgres import PostgresStore
from tests.postgres import Postgres, following, running
from tests.seeds import seed_records

QUOTE = CATALOG["quote"]
FEW = seed_records()[:1]


@pytest.fixture(scope="module")
def pair(postgres: Postgres) -> Iterator[tuple[Postgres, Postgres]]:
    """A primary with a replica that follows it."""
    del postgres  # skips where there is none
    with running() as primary, following(primary) as replica:
        yield primary, replica


@pytest.fixture
def store(pair: tuple[Postgres, Postgres]) -> Iterator[PostgresStore]:
    """A store of the seeds on both."""
    primary, replica = pair
    with closing(PostgresStore(primary.url(), [replica.url()])) as found:
        snapshot = found.publish(seed_records())
        wait(lambda: found.reader().snapshot == snapshot and found.reader().number in replica_of(found))
        yield found


def wait(holds: Callable[[], bool]) -> None:
    """Waits until something holds."""
    end = time.monotonic() + 20
    while True:
        try:
            if holds():
                return
        except Unavailable:
            pass
        assert time.monotonic() < end
        time.sleep(0.02)


@contextmanager
def read_all_the_while(store: PostgresStore) -> Iterator[list[object]]:
    """Reads from several threads until the end of the block; what they were given, each a total or an error."""
    ended, found = Event(), list[object]()
    reader = store.reader()

    def read() -> None:
        while not ended.is_set():
            try:
                found.append(reader.total(ReadPlan(QUOTE), time.monotonic() + 10))
            except Unavailable as error:
                found.append(error)

    threads = [Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        wait(lambda: len(found) > 100)
        yield found
        seen = len(found)
        wait(lambda: len(found) > seen + 100)
    finally:
        ended.set()
        for thread in threads:
            thread.join()


TOTAL = MemoryReader(seed_records()).total(ReadPlan(QUOTE))


def test_a_replica_is_lost_and_taken_back(pair: tuple[Postgres, Postgres], store: PostgresStore) -> None:
    replica = pair[1]
    with read_all_the_while(store) as found:
        replica.stop(signal.SIGKILL)
    assert set(found) == {TOTAL}
    assert store.reader().total(ReadPlan(QUOTE)) == TOTAL
    replica.start()
    wait(lambda: bool(store.reader() and replica_of(store)))
    assert store.reader().total(ReadPlan(QUOTE)) == TOTAL


def replica_of(store: PostgresStore) -> frozenset[int]:
    """The snapshots that the replica is known to hold."""
    return store._servers._replicas[0].holds  # noqa: SLF001  what is under test


def test_a_primary_is_lost_and_comes_again(pair: tuple[Postgres, Postgres], store: PostgresStore) -> None:
    primary = pair[0]
    with read_all_the_while(store) as found:
        primary.stop(signal.SIGKILL)
    assert set(found) == {TOTAL}
    assert store.reader().counts()["quotes"] == TOTAL
    with pytest.raises(Unavailable, match="the store cannot be written"):
        store.publish([])
    primary.start()
    snapshot = store.publish(FEW)
    wait(lambda: store.reader().snapshot == snapshot)


def test_a_replica_that_lags_serves_its_last_snapshot(pair: tuple[Postgres, Postgres], store: PostgresStore) -> None:
    before = store.reader().snapshot
    with psycopg.connect(pair[1].url(), autocommit=True) as replica:
        replica.execute("SELECT pg_wal_replay_pause()")
        wait(lambda: replica.execute("SELECT pg_get_wal_replay_pause_state()").fetchall() == [("paused",)])
        try:
            after = store.publish(FEW)
            assert after != before
            assert store.reader().snapshot == before
            assert store.reader().total(ReadPlan(QUOTE)) == TOTAL
        finally:
            replica.execute("SELECT pg_wal_replay_resume()")
    wait(lambda: store.reader().snapshot == after)


def unreachable(reader: Reader) -> bool:
    """Whether nothing can be read, and that is said."""
    try:
        reader.total(ReadPlan(QUOTE))
    except Unavailable as error:
        return "cannot be reached" in error.message
    return False


def test_a_store_whose_servers_are_all_lost_says_so(pair: tuple[Postgres, Postgres], store: PostgresStore) -> None:
    reader = store.reader()
    for server in pair:
        server.stop(signal.SIGKILL)
    try:
        wait(lambda: unreachable(reader))  # what a killed server was made of answers for a moment more
    finally:
        for server in pair:
            server.start()
    wait(lambda: store.reader().total(ReadPlan(QUOTE)) == TOTAL)


def test_a_replica_that_hangs_is_left_out(pair: tuple[Postgres, Postgres], store: PostgresStore) -> None:
    replica = pair[1]
    reader = store.reader()
    with replica.frozen():
        with pytest.raises(Unavailable):
            reader.total(ReadPlan(QUOTE), time.monotonic() + 0.1)
        assert not replica_of(store)
        assert reader.total(ReadPlan(QUOTE), time.monotonic() + 10) == TOTAL
    wait(lambda: bool(store.reader() and replica_of(store)))
