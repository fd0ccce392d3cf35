"""Ways to ask an application without a network: a client, and single requests written byte by byte."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message, Scope

from api.app import build_app
from api.settings import Settings
from api.timing import TIMING_HEADER
from schema.catalog import CATALOG, Catalog
from schema.store.base import Store

HOST = (b"host", b"dateline.test")


def client_of(store: Store, settings: Settings | None = None, catalog: Catalog = CATALOG) -> TestClient:
    """A client of a server over a store."""
    app = build_app(store, settings or Settings(), catalog)
    return TestClient(app, base_url="http://dateline.test", raise_server_exceptions=False)


def linked(answer: Any) -> dict[str, str]:  # noqa: ANN401  a response of the client
    """The addresses of the Link header by relation."""
    return {rel: address for address, rel in re.findall(r'<([^>]+)>; rel="(\w+)"', answer.headers["link"])}


def lasting(headers: Mapping[str, str]) -> dict[str, str]:
    """Those headers of an answer that do not say how long it took."""
    return {name: value for name, value in headers.items() if name != TIMING_HEADER.lower()}


@dataclass(frozen=True)
class Raw:
    """An answer as the application sends it."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:  # noqa: ANN401  any JSON value
        """The body as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Sent:
    """A request as it comes off the wire, its body in pieces."""

    path: str
    method: str = "GET"
    query: bytes = b""
    headers: Sequence[tuple[bytes, bytes]] = (HOST,)
    body: Sequence[bytes] = (b"",)


def ask(app: ASGIApp, sent: Sent) -> Raw:
    """The answer to one request."""
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": sent.method,
        "scheme": "http",
        "path": sent.path,
        "raw_path": sent.path.encode(),
        "root_path": "",
        "query_string": sent.query,
        "headers": list(sent.headers),
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 50000),
    }
    pieces = list(sent.body)
    messages: list[Message] = []

    async def receive() -> Message:
        if not pieces:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}

    async def send(message: Message) -> None:
        messages.append(message)

    async def served() -> None:
        await app(scope, receive, send)

    asyncio.run(served())
    start, *rest = messages
    found = {name.decode(): value.decode() for name, value in start["headers"]}
    return Raw(start["status"], found, b"".join(message.get("body", b"") for message in rest))
