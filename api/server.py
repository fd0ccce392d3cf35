"""The server: uvicorn with the bounds that its protocol lacks, on the size of a request's head and on the time it takes to arrive."""

from __future__ import annotations

import asyncio
import signal
import sys
from http import HTTPStatus

import orjson
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.responses import HEADERS, PROBLEM, problem_document
from schema.errors import AddressTooLong, DatelineError, HeadersTooLarge, RequestError, RequestTimeout

HEAD_LIMIT = 65_536
"""The most bytes that the address and the headers of a request may have."""

ARRIVAL_S = 15.0
"""How long a request may take to arrive, from the connection or its first byte to its last."""

DRAIN_S = 5
"""How long a server that ends waits for the requests that have come."""

HEALTH_S = 1
"""How long a worker may take to say that it is alive. One that is killed while it is asked is missed only then."""


def run(application: str, host: str, port: int, workers: int) -> None:
    """Serves what the function of this name makes, within the bounds. SystemExit at the end: its code is 0 unless it could not start."""
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # uvicorn drains on the signal, and then sends it to itself again
    try:
        uvicorn.run(
            application,
            factory=True,
            host=host,
            port=port,
            workers=workers,
            http=BoundedProtocol,
            server_header=False,
            access_log=False,
            proxy_headers=False,
            timeout_graceful_shutdown=DRAIN_S,
            timeout_worker_healthcheck=HEALTH_S,
            log_config=None,
            ws="none",
            lifespan="off",
        )
    finally:
        signal.signal(signal.SIGTERM, before)


class BoundedProtocol(HttpToolsProtocol):
    """One connection. A request out of bounds is answered with a problem, and the connection is closed."""

    url = b""
    _in_head = True
    _head_size = 0
    _refused = False
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn declares it
        """Starts the clock of the first request."""
        super().connection_made(transport)
        self._start_clock()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stops the clock."""
        self._stop_clock()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Feeds the parser, unless the connection is being closed or the head has grown too large."""
        if self._refused:
            return
        if self._timer is None:
            self._start_clock()
        if self._in_head:
            self._head_size += len(data)
        super().data_received(data)
        if self._in_head and self._head_size > HEAD_LIMIT:
            self._refuse_head()

    def on_headers_complete(self) -> None:
        """Hands the request on, unless its head is too large."""
        self._in_head = False
        self._head_size = 0
        size = len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)
        if size > HEAD_LIMIT:
            self._refuse_head()
        elif not self._refused:
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Takes a part of the body."""
        if not self._refused:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """Stops the clock: the request has arrived. What comes next is the head of another."""
        self._stop_clock()
        self._in_head = True
        self._head_size = 0
        if not self._refused:
            super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Answers what is no HTTP."""
        self._refuse(RequestError(msg))

    def _start_clock(self) -> None:
        self._timer = self.loop.call_later(ARRIVAL_S, self._late)

    def _stop_clock(self) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = None

    def _late(self) -> None:
        if self._head_size or not self._in_head:
            self._refuse(RequestTimeout(f"the request did not arrive within {ARRIVAL_S:g} seconds"))
        else:
            self.transport.close()

    def _refuse_head(self) -> None:
        if len(self.url) > HEAD_LIMIT // 2:
            self._refuse(AddressTooLong(f"the address has more than {HEAD_LIMIT // 2} bytes"))
        else:
            self._refuse(HeadersTooLarge(f"the address and the headers have more than {HEAD_LIMIT} bytes"))

    def _refuse(self, error: DatelineError) -> None:
        if self._refused:
            return
        self._refused = True
        scope = {"headers": self.headers or [], "scheme": self.scheme or "http", "server": self.server, "path": "/"}
        body = orjson.dumps(problem_document(error, scope))
        head = (
            f"HTTP/1.1 {error.status} {HTTPStatus(error.status).phrase}\r\ncontent-type: {PROBLEM}\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\n"
        )
        always = b"".join(name + b": " + value + b"\r\n" for name, value in HEADERS)
        self.transport.write(head.encode() + always + b"\r\n" + body)
        self.transport.close()
