"""Documents are worked on by a Ray cluster as they are here; what the cluster loses is worked on again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from loaders import cluster
from loaders.base import Document, Rejected
from loaders.cluster import Cluster, ClusterUnavailable
from loaders.engine import batched
from loaders.loading import Settings, load
from loaders.work import Outcome, Recipe, Work, checksum
from schema.errors import InvalidValue
from schema.store.base import WritableStore
from schema.store.opening import store_at
from schema.store.sqlite import SqliteStore
from tests.loaders.test_processes import SENTENCE, Refusing
from tests.postgres import Postgres

pytestmark = [pytest.mark.enable_socket, pytest.mark.xdist_group("ray")]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a cluster with two workers."""
    utils = pytest.importorskip("ray.cluster_utils", reason="Ray is not installed", exc_type=ImportError)
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory(prefix="ray") as folder:  # sockets need a short path
        patch.setenv("RAY_TMPDIR", folder)
        nodes = utils.Cluster(
            initialize_head=True, head_node_args={"num_cpus": 2, "include_dashboard": False, "object_store_memory": 10**8}
        )
        yield nodes.address
        nodes.shutdown()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with many articles."""
    path = tmp_path_factory.mktemp("articles")
    for number in range(100):
        (path / f"{number:03}.txt").write_text(f"{SENTENCE.format(number)} Two people were hurt in Odesa.\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def expected(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The snapshot of these articles, as they are loaded here."""
    return load(*Recipe([folder]).made(), SqliteStore(tmp_path_factory.mktemp("here") / "store.sqlite"), None).snapshot


@dataclass(frozen=True, slots=True)
class Slow(Recipe):
    """What makes work that takes a moment and leaves word of its process."""

    folder: Path = Path()

    def work(self) -> Work:
        """The work."""
        return partial(slowly, self.folder)


def slowly(folder: Path, document: Document) -> Outcome:
    """Leaves word of the process, waits and refuses the document."""
    (folder / str(os.getpid())).touch()
    time.sleep(0.05)
    return Outcome(document.name, checksum(document), Rejected(document.name, "READ", ""))


def codes(found: Iterator[Outcome]) -> list[tuple[str, str]]:
    """How documents end, by their names."""
    return sorted((one.document, one.found.code) for one in found if isinstance(one.found, Rejected))


def test_a_load_gives_the_same_snapshot_as_here(address: str, folder: Path, expected: str, new_store: WritableStore) -> None:
    recipe = Recipe([folder])
    report = load(*recipe.made(), new_store, None, Settings(Cluster(recipe, address)))
    assert (report.snapshot, report.articles, report.rejected) == (expected, 100, ())


def test_what_its_process_does_not_survive_is_found_among_others(address: str) -> None:
    documents = [Document("a", b"good"), Document("b", b"kill"), Document("c", b"good")]
    found = codes(Cluster(Refusing((), parent=os.getpid()), address).outcomes(batched(documents)))
    assert found == [("a", "READ"), ("b", "CRASHED"), ("c", "READ")]


def test_what_stops_a_load_stops_it_on_a_cluster_and_what_takes_for_ever_is_ended(address: str) -> None:
    with pytest.raises(InvalidValue, match="nothing holds"):
        list(Cluster(Refusing((), parent=os.getpid()), address).outcomes([(Document("error", b"error"),)]))
    slow = Cluster(Refusing((), parent=os.getpid()), address, slowest_s=2.0)
    assert codes(slow.outcomes([(Document("hang", b"hang"),)])) == [("hang", "TOO_SLOW")]


def test_nothing_is_lost_and_nothing_comes_twice_where_a_worker_is_killed(address: str, tmp_path: Path) -> None:
    documents = [Document(f"{number:03}", b"") for number in range(96)]
    killed: list[int] = []

    def kill() -> None:
        while not killed:
            time.sleep(0.05)
            killed.extend(int(one.name) for one in list(tmp_path.iterdir())[:1])
        os.kill(killed[0], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    found = codes(Cluster(Slow((), folder=tmp_path), address).outcomes(batched(documents)))
    killer.join()
    assert found == [(one.name, "READ") for one in documents]
    assert len(list(tmp_path.iterdir())) > 2, "the one that was killed has a successor"


def test_a_load_that_is_killed_is_done_by_the_next(address: str, folder: Path, expected: str, postgres: Postgres) -> None:
    place = postgres.url(postgres.database())
    command = [sys.executable, "-m", "dateline", "load", str(folder), "--store", place, "--engine", "ray", "--address", address]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as driver:  # noqa: S603  a fixed command
        time.sleep(3.0)
        driver.kill()
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  as above
    reader = store_at(place).reader()
    assert reader.snapshot == expected
    assert reader.counts()["articles"] == 100


def test_a_cluster_that_cannot_be_reached_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        gone = f"127.0.0.1:{listener.getsockname()[1]}"
    with pytest.raises(ClusterUnavailable, match=rf"the cluster {gone} cannot be reached"):
        list(Cluster(Recipe(()), gone).outcomes([]))
    monkeypatch.setattr(cluster, "import_module", lambda name: __import__(f"no_{name}"))
    with pytest.raises(ClusterUnavailable, match="Ray, which is not installed") as caught:
        list(Cluster(Recipe(())).outcomes([]))
    assert caught.value.hint == "Install it with the extra: pip install 'dateline[ray]'."
