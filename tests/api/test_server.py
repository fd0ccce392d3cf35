"""The bounds of one connection, on a real server that listens on the loopback only."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette

import api.server
from api.server import HEAD_LIMIT, BoundedProtocol

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

GET = b"GET /healthz HTTP/1.1\r\nHost: dateline.test\r\n\r\n"
POST = b"POST /graphql HTTP/1.1\r\nHost: dateline.test\r\nContent-Type: application/json\r\n"


@pytest.fixture(scope="module")
def address(app: Starlette) -> Iterator[tuple[str, int]]:
    """The address of a server over the seeds."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        config = uvicorn.Config(
            app, http=BoundedProtocol, ws="none", lifespan="off", log_config=None, access_log=False, proxy_headers=False
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        yield listener.getsockname()[:2]
        server.should_exit = True
        thread.join()


class Connection:
    """A client that writes bytes and reads answers."""

    def __init__(self, address: tuple[str, int]) -> None:
        self._socket = socket.create_connection(address, timeout=10)
        self._read = b""

    def send(self, data: bytes) -> None:
        """Sends bytes."""
        self._socket.sendall(data)

    def answer(self) -> tuple[int, bytes]:
        """The status and the body of the next answer."""
        head = self._until(b"\r\n\r\n")
        status = int(head.split(b" ", 2)[1])
        [length] = [int(line.partition(b":")[2]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        while len(self._read) < length:
            self._more()
        body, self._read = self._read[:length], self._read[length:]
        return status, body

    def closed(self) -> bool:
        """Whether the server closes the connection and says nothing more."""
        try:
            return self._read == b"" and self._socket.recv(1) == b""
        except ConnectionResetError:
            return True

    def close(self) -> None:
        """Hangs up."""
        self._socket.close()

    def _until(self, mark: bytes) -> bytes:
        while mark not in self._read:
            self._more()
        head, _, self._read = self._read.partition(mark)
        return head

    def _more(self) -> None:
        data = self._socket.recv(65_536)
        if not data:
            raise ConnectionError(f"the server hung up after {self._read!r}")
        self._read += data


@pytest.fixture
def connection(address: tuple[str, int]) -> Iterator[Connection]:
    """A connection to the server."""
    with closing(Connection(address)) as found:
        yield found


def refused(connection: Connection) -> tuple[int, str]:
    """The status and the code of a problem, after which the server hangs up."""
    status, body = connection.answer()
    problem: dict[str, Any] = json.loads(body)
    assert problem["status"] == status
    assert "/problems/" in problem["type"]
    assert connection.closed()
    return status, problem["code"]


def test_one_connection_serves_many_requests(connection: Connection) -> None:
    for _ in range(3):
        connection.send(GET)
        assert connection.answer() == (200, b'{"status":"ok"}')


def test_requests_may_come_before_the_answers(connection: Connection) -> None:
    connection.send(GET * 5 + GET[:20])
    assert [connection.answer()[0] for _ in range(5)] == [200] * 5
    connection.send(GET[20:])
    assert connection.answer()[0] == 200


def test_a_request_may_come_byte_by_byte(connection: Connection) -> None:
    for byte in GET:
        connection.send(bytes([byte]))
    assert connection.answer()[0] == 200


def test_a_body_may_come_in_chunks(connection: Connection) -> None:
    connection.send(POST + b"Transfer-Encoding: chunked\r\n\r\n")
    for piece in (b'{"query":', b'"{__typename}"}', b""):
        connection.send(b"%x\r\n%s\r\n" % (len(piece), piece))
    assert connection.answer() == (200, b'{"data":{"__typename":"Query"},"extensions":{"cost":1}}')


def test_a_head_of_just_the_limit_is_read(connection: Connection) -> None:
    head = b"GET /healthz HTTP/1.1\r\nHost: dateline.test\r\nX: "
    connection.send(head + b"a" * (HEAD_LIMIT - len(head) - 100) + b"\r\n\r\n")
    assert connection.answer()[0] == 200


@pytest.mark.parametrize("pieces", [1, 100])
def test_a_head_over_the_limit_is_refused(connection: Connection, pieces: int) -> None:
    connection.send(b"GET /healthz HTTP/1.1\r\nHost: dateline.test\r\n")
    line = b"X: " + b"a" * (HEAD_LIMIT // pieces) + b"\r\n"
    connection.send(line * pieces)
    assert refused(connection) == (431, "HEADERS_TOO_LARGE")


def test_a_whole_request_with_a_head_over_the_limit_is_refused(connection: Connection) -> None:
    connection.send(b"GET /healthz HTTP/1.1\r\nHost: dateline.test\r\nX: " + b"a" * HEAD_LIMIT + b"\r\n\r\n")
    assert refused(connection) == (431, "HEADERS_TOO_LARGE")


def test_what_follows_a_refused_head_is_not_answered(connection: Connection) -> None:
    connection.send(POST + b"Content-Length: 2\r\nX: " + b"a" * HEAD_LIMIT + b"\r\n\r\n{}" + b"garbage\r\n\r\n")
    assert refused(connection) == (431, "HEADERS_TOO_LARGE")


def test_a_head_without_end_is_refused_while_it_comes(connection: Connection) -> None:
    connection.send(b"GET /healthz HTTP/1.1\r\nHost: dateline.test\r\nX: ")
    with pytest.raises(OSError, match=r"reset|pipe"):
        flood(connection)


def flood(connection: Connection) -> None:
    """Sends bytes for as long as the server lets it."""
    for _ in range(100_000):
        connection.send(b"a" * 1000)


@pytest.mark.parametrize("size", [HEAD_LIMIT // 2 + 1, HEAD_LIMIT + 1000])
def test_an_address_over_the_limit_is_refused(connection: Connection, size: int) -> None:
    connection.send(b"GET /" + b"a" * size + b" HTTP/1.1\r\nHost: dateline.test\r\n\r\n")
    status, body = connection.answer()
    assert (status, json.loads(body)["code"]) == (414, "ADDRESS_TOO_LONG")


def test_empty_lines_without_end_are_refused(connection: Connection) -> None:
    connection.send(b"\r\n" * HEAD_LIMIT)
    assert refused(connection) == (431, "HEADERS_TOO_LARGE")


def test_the_size_of_a_body_is_not_that_of_the_next_head(connection: Connection) -> None:
    body = json.dumps({"query": "{ __typename }"}).encode().ljust(90_000)
    connection.send(POST + b"Content-Length: 90000\r\n\r\n")
    for start in range(0, 90_000, 10_000):
        connection.send(body[start : start + 10_000])
    assert connection.answer()[0] == 200
    connection.send(GET[:30])
    connection.send(GET[30:])
    assert connection.answer()[0] == 200


NO_HTTP = [
    b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
    b"GET\r\n\r\n",
    b"GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
]


@pytest.mark.parametrize("data", NO_HTTP)
def test_what_is_no_http_is_answered_with_a_problem(connection: Connection, data: bytes) -> None:
    connection.send(data)
    assert refused(connection) == (400, "BAD_REQUEST")


def test_a_request_without_a_host_is_refused(connection: Connection) -> None:
    connection.send(b"GET /healthz HTTP/1.1\r\n\r\n")
    status, body = connection.answer()
    assert (status, json.loads(body)["code"]) == (400, "HOST_REQUIRED")


def test_an_upgrade_is_declined(connection: Connection) -> None:
    connection.send(GET.replace(b"\r\n\r\n", b"\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"))
    assert connection.answer()[0] == 200


def test_a_body_over_the_limit_is_refused_while_it_comes(connection: Connection) -> None:
    connection.send(POST + b"Transfer-Encoding: chunked\r\n\r\n")
    for _ in range(11):
        connection.send(b"2710\r\n" + b" " * 10_000 + b"\r\n")
    status, body = connection.answer()
    assert (status, json.loads(body)["errors"][0]["extensions"]["code"]) == (413, "BODY_TOO_LARGE")


def test_half_a_request_is_given_up(address: tuple[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api.server, "ARRIVAL_S", 0.1)
    for half in (GET[:30], POST + b"Content-Length: 50\r\n\r\n{"):
        with closing(Connection(address)) as connection:
            connection.send(half)
            assert refused(connection) == (408, "REQUEST_TIMEOUT")


def test_a_connection_without_a_request_is_closed_in_silence(address: tuple[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api.server, "ARRIVAL_S", 0.1)
    with closing(Connection(address)) as connection:
        assert connection.closed()


def test_the_clock_stops_when_the_request_has_arrived(address: tuple[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api.server, "ARRIVAL_S", 0.1)
    with closing(Connection(address)) as idle, closing(Connection(address)) as connection:
        connection.send(GET)
        assert connection.answer()[0] == 200
        assert idle.closed(), "its time is over, and so would be the other's"
        connection.send(GET)
        assert connection.answer()[0] == 200
