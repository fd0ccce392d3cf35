"""`python -m bench.serving.endurance`: what a server outlives. Fails where an answer is torn or lost, or the server does not recover.

    python -m bench.serving.endurance [--seconds 20] [--requests 100000]      # or: make endurance

While clients ask without a pause: snapshots follow one another, workers are killed, the server is told to end, the file is cut off.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TypeAlias

from api.responses import SNAPSHOT_HEADER
from bench.serving.__main__ import Server, serving
from bench.serving.workloads import WORKLOADS, Asked
from bench.serving.world import records
from schema.store.sqlite import SqliteStore

SIZES = (300, 400)
"""The articles of the two snapshots that follow one another; the second holds the first."""
WORKERS = 2
CLIENTS = 4
ASKED = 100
"""How many requests differ."""
BACK_S = 3.0
ENDED_S = 10.0
GROWN = 1.1

Expected: TypeAlias = Mapping[str, Sequence[bytes]]
"""The answers to all requests by the snapshot that they are from."""


@dataclass
class Tally:
    """What clients saw."""

    answers: Counter[str] = field(default_factory=Counter)
    """By snapshot."""
    lost: int = 0
    """Requests whose connection ended before the answer."""
    wrong: list[str] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the whole; 1 where something does not hold."""
    parser = argparse.ArgumentParser(prog="python -m bench.serving.endurance", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=20, help="how long each load takes (default: %(default)s)")
    parser.add_argument("--requests", type=int, default=100_000, help="over how many the memory may not grow (default: %(default)s)")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        ways = [_world(Path(folder) / f"{size}.sqlite", size) for size in SIZES]
        expected = {SqliteStore(way).reader().snapshot: _answers(way) for way in ways}
        shutil.copy(ways[0], store := Path(folder) / "store.sqlite")
        broken = [
            *_changing(store, ways, expected, given.seconds),
            *_killed(store, expected, given.seconds),
            *_ended(store, expected),
            *_cut_off(store),
            *_growing(ways[1], expected, given.requests),
        ]
    for one in broken:
        print(one, file=sys.stderr)
    return 1 if broken else 0


def _world(path: Path, size: int) -> Path:
    SqliteStore(path).publish(records(size))
    return path


def _asked() -> list[Asked]:
    """The same requests each time, of every workload in turn."""
    return [WORKLOADS[number % len(WORKLOADS)].asked(Random(number), SIZES[0]) for number in range(ASKED)]  # noqa: S311  as it says


def _answers(store: Path) -> list[bytes]:
    with _server(store, 1) as server:
        return [server.answer(one) for one in _asked()]


@contextmanager
def _server(store: Path, workers: int) -> Iterator[Server]:
    with serving("dateline", ["dateline", "serve", "--store", str(store), "--workers", str(workers)], {}) as server:
        yield server


@contextmanager
def _asking(server: Server, expected: Expected) -> Iterator[Tally]:
    """Clients that ask within the block, each over one connection as long as it lasts, and compare each answer with what it should be."""
    tally, done = Tally(), threading.Event()
    with ThreadPoolExecutor(CLIENTS) as pool:
        clients = [pool.submit(_client, server.port, expected, tally, done) for _ in range(CLIENTS)]
        try:
            yield tally
        finally:
            done.set()
        for client in clients:
            client.result()


def _client(port: int, expected: Expected, tally: Tally, done: threading.Event) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    asked = _asked()
    number = 0
    while not done.is_set():
        number = (number + 1) % len(asked)
        path, body = asked[number]
        try:
            connection.request("POST" if body else "GET", path, body, {"Content-Type": "application/json"} if body else {})
            answer = connection.getresponse()
            read = answer.read()
        except (http.client.HTTPException, OSError):
            connection.close()
            tally.lost += 1
            time.sleep(0.01)
            continue
        snapshot = answer.headers.get(SNAPSHOT_HEADER, "")
        if answer.status != 200 or snapshot not in expected or expected[snapshot][number] != read:
            tally.wrong.append(f"{answer.status} of snapshot {snapshot}: {path} {read[:200]!r}")
        tally.answers[snapshot] += 1
    connection.close()


def _changing(store: Path, ways: Sequence[Path], expected: Expected, seconds: float) -> Iterator[str]:
    """Snapshots follow one another under load: every answer is wholly of the one that it names, and the newest is seen at once."""
    with _server(store, WORKERS) as server, _asking(server, expected) as tally:
        end, published = time.monotonic() + seconds, 0
        while time.monotonic() < end:
            published += 1
            _replace(store, ways[published % len(ways)])
            time.sleep(0.5)
    print(f"{published} snapshots published under load: {sum(tally.answers.values())} answers, {tally.lost} lost, {len(tally.wrong)} torn")
    yield from tally.wrong[:5]
    if tally.lost:
        yield f"{tally.lost} answers were lost while snapshots were published"
    if len(tally.answers) < len(ways):
        yield "a new snapshot was not seen"


def _replace(store: Path, by: Path) -> None:
    """Publishes a snapshot as a load does: a file of its own, put in the place of the old."""
    fresh = store.with_suffix(".new")
    shutil.copy(by, fresh)
    fresh.replace(store)


def _killed(store: Path, expected: Expected, seconds: float) -> Iterator[str]:
    """Workers are killed under load: each costs a connection at most one answer, and another one answers soon."""
    back, killed = [], 0
    with _server(store, WORKERS) as server:
        with _asking(server, expected) as tally:
            end = time.monotonic() + seconds
            while killed < 1 or time.monotonic() < end:
                time.sleep(1)
                victim = _workers(server)[0]
                os.kill(victim, signal.SIGKILL)
                killed += 1
                back.append(_seconds_until_back(server, victim))
        answers = sum(tally.answers.values())
        print(f"{killed} workers killed under load: {answers} answers, {tally.lost} lost, back in {max(back):.1f} s at most")
        yield from tally.wrong[:5]
        if tally.lost > killed * CLIENTS:
            yield f"{tally.lost} answers were lost, more than one for each connection and worker that was killed"
        if max(back) > BACK_S:
            yield f"a worker was back only after {max(back):.1f} s"


def _workers(server: Server) -> list[int]:
    """The processes that serve."""
    found = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    return [int(pid) for pid in found if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def _seconds_until_back(server: Server, victim: int) -> float:
    """How long it takes until as many workers as before hold connections of clients that keep coming."""
    began = time.monotonic()
    while time.monotonic() < began + 3 * BACK_S:
        for _ in range(8):
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
            connection.connect()
            found = [pid for pid in _workers(server) if pid != victim and _connected(pid, server.port)]
            connection.close()
            if len(found) >= WORKERS:
                return time.monotonic() - began
        time.sleep(0.02)
    return time.monotonic() - began


def _connected(pid: int, port: int) -> bool:
    """Whether a process holds a connection of a client."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    open_ = {f"socket:[{row[9]}]" for row in rows if row[1].endswith(f":{port:04X}") and row[3] == "01"}
    try:
        return any(str(link.readlink()) in open_ for link in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:
        return False


def _ended(store: Path, expected: Expected) -> Iterator[str]:
    """A server that is told to end answers what has come, and ends with 0."""
    with _server(store, WORKERS) as server, _asking(server, expected) as tally:
        time.sleep(1)
        server.process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        code = server.process.wait(ENDED_S * 3)
        taken = time.monotonic() - began
    print(f"told to end under load, it ended with {code} after {taken:.1f} s")
    yield from tally.wrong[:5]
    if code != 0 or taken > ENDED_S:
        yield f"a server that was told to end ended with {code} after {taken:.1f} s"


def _cut_off(store: Path) -> Iterator[str]:
    """A file that is cut off while it is served gives no wrong answer: 503 with a code."""
    codes: Counter[str] = Counter()
    with _server(store, 1) as server:
        os.truncate(store, store.stat().st_size // 3)
        for path, body in _asked():
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
            connection.request("POST" if body else "GET", path, body, {"Content-Type": "application/json"} if body else {})
            answer = connection.getresponse()
            found = json.loads(answer.read())
            codes[f"{answer.status} {found.get('code') or found['errors'][0]['extensions']['code']}"] += 1
            connection.close()
    print(f"a file that is cut off: {dict(codes)}")
    if set(codes) != {"503 UNAVAILABLE"}:
        yield f"a file that is cut off is answered with {dict(codes)}"


def _growing(store: Path, expected: Expected, requests: int) -> Iterator[str]:
    """Memory stays the same over many requests. The first tenth fills the caches."""
    with _server(store, 1) as server, _asking(server, expected) as tally:
        before = _memory_after(requests // 10, server, tally)
        after = _memory_after(requests, server, tally)
    print(f"memory after {requests // 10} and {requests} requests: {before:.1f} MB and {after:.1f} MB")
    yield from tally.wrong[:5]
    if after > before * GROWN:
        yield f"memory grew from {before:.1f} to {after:.1f} MB over {requests} requests"


def _memory_after(requests: int, server: Server, tally: Tally) -> float:
    while sum(tally.answers.values()) < requests:
        time.sleep(0.1)
    return server.memory()


if __name__ == "__main__":
    sys.exit(main())
