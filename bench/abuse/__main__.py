"""Sends every attack to a server over HTTP, in turns and all at once, and tells how long each refusal took and /healthz meanwhile.

    python -m bench.abuse      # or: make abuse

Fails where an answer is another one than the table says, where a refusal takes 100 ms or more (p95), /healthz 250 ms (p99), or a slow
client stays.
"""

from __future__ import annotations

import http.client
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import orjson

from bench.abuse.attacks import Attack, attacks
from bench.serving.__main__ import Server, serving
from tests.seeds import seed_store

ROUNDS = 20
REFUSED_MS = 100
HEALTH_MS = 250
SLOW_S = 30.0
SLOW_CLIENTS = 200
STORM_S = 10.0


def main() -> None:
    """Runs all of it against a server of its own."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store.sqlite"
        seed_store(store)
        with serving("dateline", ["dateline", "serve", "--store", str(store)], {}) as server:
            for part in (_each, _all_at_once, _slow):
                with _health(server.port) as health:
                    part(server)
                print(f"{'/healthz meanwhile':42} {_told(health)}\n")
                _hold(_part(health, 99) < HEALTH_MS, "/healthz took too long")


def _each(server: Server) -> None:
    """Each attack by itself, some times over."""
    refused = []
    for name, attack in attacks().items():
        times = [_sent(server.port, name, attack) for _ in range(ROUNDS)]
        refused += times if attack.code else []
        print(f"{name:42} {attack.code or 'answered':26} {_told(times)}")
    print(f"{'all that is refused':69} {_told(refused)}")
    _hold(_part(refused, 95) < REFUSED_MS, "refusals took too long")


def _all_at_once(server: Server) -> None:
    """All attacks from sixteen clients without a pause."""
    end, number = time.monotonic() + STORM_S, 0
    with ThreadPoolExecutor(16) as pool:
        while time.monotonic() < end:
            number += len(list(pool.map(lambda row: _sent(server.port, *row, busy=True), attacks().items())))
    print(f"{number} attacks from 16 clients in {STORM_S:g} s")


def _slow(server: Server) -> None:
    """Clients that send a piece of a request and stop."""
    started = time.monotonic()
    clients = [socket.create_connection(("127.0.0.1", server.port), timeout=SLOW_S + 5) for _ in range(SLOW_CLIENTS)]
    for number, client in enumerate(clients):
        client.sendall((b"", b"GET /heal", b"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\n{")[number % 3])
    for client in clients:
        with suppress(ConnectionResetError):
            while client.recv(65_536):
                pass
        client.close()
    taken = time.monotonic() - started
    print(f"{SLOW_CLIENTS} clients that stopped in the middle were closed after {taken:.1f} s")
    _hold(taken < SLOW_S, "slow clients stayed")


def _sent(port: int, name: str, attack: Attack, *, busy: bool = False) -> float:
    """Milliseconds until an attack was answered as it must be. Where the server is busy it may say so, or hang up on a body it refuses."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    started = time.perf_counter()
    try:
        connection.request(attack.method, quote(attack.path, safe="/%?&=;:.!$'()*+,-@_~{}"), attack.body, dict(attack.headers))
    except (BrokenPipeError, ConnectionResetError):  # refused before the body had come
        _hold(attack.code == "BODY_TOO_LARGE", f"{name}: the server hung up")
        return 0.0
    try:
        answer = connection.getresponse()
        body = answer.read()
    except ConnectionResetError:
        _hold(attack.code == "BODY_TOO_LARGE", f"{name}: the server hung up")
        return 0.0
    finally:
        connection.close()
    found = orjson.loads(body)
    code = found.get("code") or (found["errors"][0]["extensions"]["code"] if "errors" in found else None)
    _hold(code == attack.code or (busy and code == "DEADLINE_EXCEEDED"), f"{name}: {answer.status} {code} in the place of {attack.code}")
    return (time.perf_counter() - started) * 1000


@contextmanager
def _health(port: int) -> Iterator[list[float]]:
    """Milliseconds that /healthz took, asked again and again meanwhile."""
    times, done = [0.0], threading.Event()

    def asking() -> None:
        while not done.wait(0.05):
            times.append(_sent(port, "/healthz", Attack(None, "/healthz")))

    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(asking)
        try:
            yield times
        finally:
            done.set()
        asked.result()


def _part(times: Sequence[float], percent: int) -> float:
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1]


def _told(times: Sequence[float]) -> str:
    parts = "   ".join(f"p{percent} {_part(times, percent):6.1f} ms" for percent in (50, 95, 99))
    return f"{parts}   max {max(times):6.1f} ms"


def _hold(held: bool, otherwise: str) -> None:  # noqa: FBT001  the one thing that it is about
    if not held:
        sys.exit(otherwise)


if __name__ == "__main__":
    main()
