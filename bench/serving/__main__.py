"""`python -m bench.serving`: builds the world, starts the servers, checks that they agree, loads them in turns, prints ratios.

    python -m bench.serving [--size 100000] [--rounds 3] [--seconds 2] [--workloads W1,W2] [--store postgresql[://...]]

With --store the same from a PostgreSQL database stands beside it: from the one at that address, or from a server of its own.

Needs wrk (https://github.com/wg/wrk). Ratios of one run compare; the rates themselves are the machine's.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

import orjson

from bench.serving import baseline_tables
from bench.serving.workloads import WORKLOADS, Asked, Workload, data
from bench.serving.world import records
from schema.errors import Unavailable
from schema.store.opening import is_address, store_at
from schema.store.sqlite import SqliteStore
from tests.postgres import running

HERE = Path(__file__).parent
BUILD = HERE.parent.parent / ".build" / "bench"
CONNECTIONS = 16
PARAMETERS = 1500
"""How many random requests of a workload are sent, so that no cache answers."""


class Result(NamedTuple):
    """One load: requests a second, and milliseconds that half and 99 of 100 of them took at most."""

    rate: float
    p50: float
    p99: float


@dataclass
class Server:
    """A server under load, with what was measured of it by workload."""

    name: str
    port: int
    process: subprocess.Popen[bytes]
    results: dict[str, list[Result]] = field(default_factory=dict)

    def answer(self, asked: Asked) -> bytes:
        """The body of one answer."""
        path, body = asked
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310  as above
            found: bytes = response.read()
        return found

    def load(self, workload: Workload, requests: Path, seconds: float) -> None:
        """Loads it and keeps what was measured. RuntimeError where a request failed."""
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:g}s", "-s", str(HERE / "requests.lua"), f"http://127.0.0.1:{self.port}"]
        printed = subprocess.run(command, env={**os.environ, "REQUESTS": str(requests)}, check=True, capture_output=True, text=True).stdout  # noqa: S603  a fixed command
        rate, p50, p99, failed = printed.rsplit("RESULT ", 1)[1].split()
        if failed != "0":
            raise RuntimeError(f"{self.name} failed {failed} requests of {workload.name}")
        self.results.setdefault(workload.name, []).append(Result(float(rate), float(p50), float(p99)))

    def median(self, workload: Workload) -> Result:
        """The medians over the rounds."""
        return Result(*map(statistics.median, zip(*self.results[workload.name], strict=True)))

    def memory(self) -> float:
        """Its anonymous memory in MB."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024


@contextmanager
def serving(name: str, command: Sequence[str], environment: Mapping[str, str]) -> Iterator[Server]:
    """Runs a server on a free port until the end of the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    full = [sys.executable, "-W", "ignore", "-m", *command, "--port", str(port)]
    with subprocess.Popen(full, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603  a fixed command
        try:
            _wait(port, process)
            yield Server(name, port, process)
        finally:
            process.terminate()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError("a server did not start")


def built(size: int) -> tuple[Path, Path]:
    """The store and the baseline's tables of a world of so many articles, made where they are missing."""
    BUILD.mkdir(parents=True, exist_ok=True)
    ours, theirs = BUILD / f"store-{size}.sqlite", BUILD / f"baseline-{size}-{baseline_tables.VERSION}.sqlite"
    try:
        SqliteStore(ours).reader()
    except Unavailable:
        SqliteStore(ours).publish(records(size))
    if not theirs.exists():
        fresh = theirs.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        baseline_tables.write(records(size), fresh)
        fresh.rename(theirs)
    return ours, theirs


@contextmanager
def database(place: str, size: int) -> Iterator[str]:
    """The address of a database with the world in it: a given one, where it is kept, or one of a server that is gone at the end."""
    with ExitStack() as stack:
        address = place if is_address(place) else stack.enter_context(running()).url()
        store = store_at(address)
        if not store.exists():
            store.publish(records(size))
        yield address


def main() -> None:
    """Runs the whole."""
    given = _arguments()
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed: see https://github.com/wg/wrk")
    chosen = [one for one in WORKLOADS if one.name in given.workloads.split(",")]
    ours, theirs = built(given.size)
    uvicorn = ["uvicorn", "--no-access-log", "--log-level", "critical"]
    with ExitStack() as stack:
        servers = [stack.enter_context(serving("dateline", ["dateline", "serve", "--store", str(ours)], {}))]
        plain = ["--factory", "bench.serving.baseline:application"]
        servers.append(stack.enter_context(serving("baseline", [*uvicorn, *plain], {"BASELINE": str(theirs)})))
        if given.store:
            address = stack.enter_context(database(given.store, given.size))
            servers.append(stack.enter_context(serving("postgresql", ["dateline", "serve", "--store", address], {})))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        print(f"{given.size} articles; {given.rounds} rounds of {given.seconds:g} s, {CONNECTIONS} connections; medians")
        beside = "  postgresql/s  p50 ms  p99 ms  of SQLite" if given.store else ""
        print(f"    dateline/s  p50 ms  p99 ms  baseline/s  constant/s  x baseline  of constant   bytes{beside}")
        for workload in chosen:
            for file in (ours, theirs):
                _warm(file)
            _measure(workload, servers, folder, given)
        print(f"anonymous memory: {', '.join(f'{server.name} {server.memory():.0f} MB' for server in servers)}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.serving", description=__doc__)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--workloads", default=",".join(one.name for one in WORKLOADS))
    parser.add_argument("--store", help="postgresql, or the address of a database, to measure it too")
    return parser.parse_args()


def _warm(file: Path) -> None:
    """Reads a file once, so that no server waits for the disk: what the machine keeps of it in memory is not what is measured."""
    with file.open("rb") as opened:
        while opened.read(1 << 24):
            pass


def _measure(workload: Workload, servers: Sequence[Server], folder: Path, given: argparse.Namespace) -> None:
    """Loads the servers with one workload in turns, and prints its line."""
    asked = [workload.asked(Random(number), given.size) for number in range(PARAMETERS)]  # noqa: S311  the same requests each time
    size = _agree(workload, asked[:20], *servers)
    requests = folder / workload.name
    requests.write_bytes(b"".join(path.encode() + b"\t" + (body or b"") + b"\n" for path, body in asked))
    uvicorn = ["uvicorn", "--no-access-log", "--log-level", "critical", "bench.serving.constant:application"]
    with serving("constant", uvicorn, {"BODY": str(size)}) as constant:
        for _ in range(given.rounds):
            for server in (*servers, constant):
                server.load(workload, requests, given.seconds)
        best, other, *more = (server.median(workload) for server in servers)
        most = constant.median(workload)
    line = f"{workload.name:4}{best.rate:11.0f}{best.p50:8.1f}{best.p99:8.1f}{other.rate:12.0f}{most.rate:12.0f}"
    line += f"{best.rate / other.rate if other.rate else math.inf:12.1f}{best.rate / most.rate:13.2f}{size:8}"
    for one in more:
        line += f"{one.rate:14.0f}{one.p50:8.1f}{one.p99:8.1f}{one.rate / best.rate:11.2f}"
    print(line, flush=True)


def _agree(workload: Workload, asked: Sequence[Asked], *servers: Server) -> int:
    """How long the answers are on average. RuntimeError where the servers do not give the same data."""
    length = 0
    for one in asked:
        first, *others = [server.answer(one) for server in servers]
        length += len(first)
        if any(data(orjson.loads(other)) != data(orjson.loads(first)) for other in others):
            raise RuntimeError(f"the servers do not agree on {workload.name}: {one}")
    return length // len(asked)


if __name__ == "__main__":
    main()
