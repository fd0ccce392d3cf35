"""What is fetched from the network, and everything that is refused there. Nothing here leaves the process."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count

import httpx2
import pytest

from loaders.base import Document, Rejected
from loaders.page.markup import LARGEST
from loaders.registry import SOURCES, loader
from loaders.sources.base import Options
from loaders.sources.files import Files
from loaders.sources.web import DEADLINE_S, MOST_REDIRECTS, Web, is_address, is_public
from schema.errors import InvalidValue
from schema.records import Article

STORY = "The mayor said on Monday that the bridge would be closed. It was built in 1904."
PAGE = f"<!doctype html><html><body><article><p>{STORY}</p></article></body></html>"
PUBLIC = "93.184.215.14"
NOW = datetime(2026, 2, 3, tzinfo=UTC)
URL = "https://a.example/story?x=1"

Answer = Callable[[httpx2.Request], httpx2.Response]


def files(answer: Answer, hosts: dict[str, list[str]] | None = None, clock: Callable[[], float] = lambda: 0.0) -> Files:
    """A loader of URL over a network that answers so."""
    known = {"a.example": [PUBLIC], **(hosts or {})}
    web = Web(lambda host, _: known[host], httpx2.MockTransport(answer), clock, lambda: NOW)
    return Files([URL], SOURCES, web)


def code(answer: Answer, **given: object) -> str:
    """The code of the refusal of URL, or what reads it."""
    [one] = files(answer, **given).documents()  # type: ignore[arg-type]  # one table of fields
    return one.code if isinstance(one, Rejected) else one.source


def page(content: bytes = PAGE.encode(), kind: str = "text/html; charset=utf-8") -> Answer:
    return lambda _: httpx2.Response(200, content=content, headers={"content-type": kind})


def test_a_page_is_fetched_from_the_address_that_was_looked_at() -> None:
    asked: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return page()(request)

    made = files(answer)
    [one] = made.documents()
    assert isinstance(one, Document)
    found = made.article(one)
    assert isinstance(found, Article)
    assert (found.url, found.captured, found.published) == (URL, NOW, None)
    [request] = asked
    assert (request.url.host, request.url.path, request.headers["host"]) == (PUBLIC, "/story", "a.example")
    assert request.extensions["sni_hostname"] == "a.example"


def test_a_feed_and_packed_content_are_known_by_what_they_are() -> None:
    feed = f"<rss><channel><item><title>x</title><description>{STORY}</description></item></channel></rss>".encode()
    assert code(page(feed, "text/html")) == "feed"
    assert code(page(gzip.compress(PAGE.encode()), "application/gzip")) == "html"


def test_the_network_is_off_unless_it_is_allowed() -> None:
    with pytest.raises(InvalidValue) as refused:
        list(loader("files", [URL]).documents())
    assert "--allow-network" in str(refused.value.hint)
    assert isinstance(loader("files", [URL], Options(network=True)), Files)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255"),  # noqa: S104  to be refused
        *(
            "::1",
            "::",
            "fe80::1",
            "fe80::1%eth0",
            "fc00::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "no address",
        ),
    ],
)
def test_addresses_that_are_not_public_are_refused(address: str) -> None:
    assert not is_public(address)
    assert code(page(), hosts={"a.example": [PUBLIC, address]}) == "PRIVATE_ADDRESS"


@pytest.mark.parametrize("address", [PUBLIC, "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_public_addresses_are_taken(address: str) -> None:
    assert is_public(address)


def redirect(location: str) -> Answer:
    return lambda request: page()(request) if request.url.path == "/end" else httpx2.Response(302, headers={"location": location})


@pytest.mark.parametrize(
    ("location", "found"),
    [
        ("/end", "html"),
        ("https://a.example/end", "html"),
        ("/story", "TOO_MANY_REDIRECTS"),
        ("https://inner.example/end", "PRIVATE_ADDRESS"),
        ("http://169.254.169.254/end", "PRIVATE_ADDRESS"),
        ("file:///etc/passwd", "BAD_ADDRESS"),
        ("ftp://a.example/end", "BAD_ADDRESS"),
        ("https://me:secret@a.example/end", "BAD_ADDRESS"),
        ("https://:443/end", "BAD_ADDRESS"),
    ],
)
def test_each_step_of_a_redirect_is_looked_at(location: str, found: str) -> None:
    assert code(redirect(location), hosts={"inner.example": ["10.0.0.1"], "169.254.169.254": ["169.254.169.254"]}) == found


def test_redirects_are_counted() -> None:
    asked = count()
    assert code(lambda _: httpx2.Response(302, headers={"location": f"/{next(asked)}"})) == "TOO_MANY_REDIRECTS"
    assert next(asked) == MOST_REDIRECTS + 1


@pytest.mark.parametrize("status", [204, 304, 403, 404, 500, 302])
def test_an_answer_that_is_no_page_is_refused(status: int) -> None:
    assert code(lambda _: httpx2.Response(status)) == "HTTP_STATUS"


def test_no_more_is_read_than_a_page_can_have() -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b"x" * 1_000_000

    assert code(lambda _: httpx2.Response(200, content=endless())) == "TOO_LARGE"
    packed = gzip.compress(b"x" * (LARGEST * 2))
    assert code(lambda _: httpx2.Response(200, content=packed, headers={"content-encoding": "gzip"})) == "TOO_LARGE"


def test_no_longer_is_waited_than_the_deadline() -> None:
    clock = count(0, DEADLINE_S / 3)
    chunks = [b"x" * 100_000] * 10
    assert code(lambda _: httpx2.Response(200, content=iter(chunks)), clock=lambda: float(next(clock))) == "TOO_SLOW"


@pytest.mark.parametrize("error", [httpx2.ConnectError("no"), httpx2.ReadTimeout("no"), httpx2.RemoteProtocolError("no"), OSError("no")])
def test_a_network_that_fails_is_told(error: Exception) -> None:
    def answer(_: httpx2.Request) -> httpx2.Response:
        raise error

    assert code(answer) == "NETWORK"


def test_content_that_cannot_be_unpacked_is_told() -> None:
    assert code(lambda _: httpx2.Response(200, content=iter([b"nothing"]), headers={"content-encoding": "gzip"})) == "NETWORK"


@pytest.mark.parametrize(("path", "so"), [("https://a", True), ("HTTP://a", True), ("ftp://a", False), ("a/https://b", False), (7, False)])
def test_an_address_is_known_by_its_scheme(path: object, so: bool) -> None:  # noqa: FBT001  a row of the table
    assert is_address(path) is so
