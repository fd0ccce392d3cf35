"""A page or a feed at a web address, fetched within bounds: of size, of time, of redirects, and from public addresses only."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from io import BufferedReader, BytesIO
from threading import Timer
from time import monotonic
from typing import Any
from urllib.parse import urljoin, urlsplit

from loaders.base import Rejected
from loaders.page.markup import LARGEST
from loaders.sources.base import HEAD, Input

DEADLINE_S = 30.0
"""How long a fetch may take in all, redirects included."""
SILENCE_S = 10.0
"""How long a server may say nothing."""
MOST_REDIRECTS = 5

_OK = 200
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PORTS = {"http": 80, "https": 443}
_HEADERS = {"User-Agent": "dateline", "Accept": "text/html, application/xhtml+xml, application/xml, application/json;q=0.9, */*;q=0.5"}
_TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
"""Addresses of IPv6 that stand for others of IPv4, which may be private."""


class Refused(Exception):
    """A fetch that is not done, or ended; the code says why."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def is_address(path: object) -> bool:
    """Whether a path is a web address."""
    return isinstance(path, str) and path.lower().startswith(("http://", "https://"))


def _addresses(host: str, port: int) -> list[str]:
    if is_public(host):
        return [host]
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Web:
    """What fetches: how it resolves names and by which transport it speaks, which tests replace."""

    resolve: Callable[[str, int], Sequence[str]] = _addresses
    transport: Any = None
    clock: Callable[[], float] = monotonic
    now: Callable[[], datetime] = _now

    def fetched(self, url: str) -> Input | Rejected:
        """What stands at an address, or why it was not fetched."""
        http = import_module("httpx2")
        client = http.Client(transport=self.transport, timeout=SILENCE_S, trust_env=False, headers=_HEADERS)
        end = Timer(DEADLINE_S, client.close)  # for a server that sends its headers byte by byte
        end.daemon = True
        end.start()
        try:
            return self._followed(client, url, self.clock() + DEADLINE_S)
        except Refused as error:
            return Rejected(url, error.code, f"{url} {error}.")
        except (http.HTTPError, http.InvalidURL, http.StreamError, OSError, UnicodeError, RuntimeError) as error:
            return Rejected(url, "NETWORK", f"{url} cannot be fetched: {type(error).__name__}: {error}.")
        finally:
            end.cancel()
            client.close()

    def _followed(self, client: Any, url: str, end: float) -> Input:  # noqa: ANN401  a client of a library that is loaded late
        at = url
        for _ in range(MOST_REDIRECTS + 1):
            response = client.send(self._request(client, at), stream=True)
            try:
                if response.status_code not in _REDIRECTS or "location" not in response.headers:
                    return self._read(response, url, at, end)
                at = urljoin(at, response.headers["location"])
            finally:
                response.close()
        raise Refused("TOO_MANY_REDIRECTS", f"leads on more than {MOST_REDIRECTS} times")

    def _request(self, client: Any, url: str) -> Any:  # noqa: ANN401  as above
        """The request for an address, sent to the very address that was looked at: a name may mean another one a moment later."""
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname or parts.username or parts.password:
            raise Refused("BAD_ADDRESS", f"leads to {url}, which is no plain web address")
        port = parts.port or _PORTS[parts.scheme]
        found = list(self.resolve(parts.hostname, port))
        if not found or not all(map(is_public, found)):
            raise Refused("PRIVATE_ADDRESS", f"leads to {parts.hostname}, which is not on the public network")
        host = parts.hostname if port == _PORTS[parts.scheme] else f"{parts.hostname}:{port}"
        target = import_module("httpx2").URL(url).copy_with(host=found[0])
        return client.build_request("GET", target, headers={"Host": host}, extensions={"sni_hostname": parts.hostname})

    def _read(self, response: Any, name: str, url: str, end: float) -> Input:  # noqa: ANN401  as above
        if response.status_code != _OK:
            raise Refused("HTTP_STATUS", f"was answered with the status {response.status_code}")
        content = b"".join(self._bounded(response.iter_bytes(HEAD), end))
        return Input(
            name, content[:HEAD], BufferedReader(BytesIO(content)), url=url, charset=response.charset_encoding, captured=self.now()
        )

    def _bounded(self, chunks: Iterator[bytes], end: float) -> Iterator[bytes]:
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if size > LARGEST:
                raise Refused("TOO_LARGE", f"has more than {LARGEST} bytes")
            if self.clock() > end:
                raise Refused("TOO_SLOW", f"took more than {DEADLINE_S:.0f} seconds")
            yield chunk


def is_public(address: str) -> bool:
    """Whether an address is one of the public network, and stands for no other."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and (
        found.ipv4_mapped or found.sixtofour or found.teredo or any(found in network for network in _TRANSLATED)
    ):
        return False
    return found.is_global and not found.is_multicast
