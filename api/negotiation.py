"""Which media type a client prefers among those that are offered (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from functools import lru_cache

from starlette.types import Scope

from schema.errors import NotAcceptable


@lru_cache(256)
def preferred(accept: str | None, offered: tuple[str, ...]) -> str:
    """The offered media type that the Accept header rates highest, the first of equals. NotAcceptable where it takes none."""
    if accept is None or not accept.strip():
        return offered[0]
    ranges = [_range(part) for part in accept.split(",")]
    rated = [(max((_fit(one, media) for one in ranges), default=(0, 0.0)), media) for media in offered]
    best = max(rated, key=lambda pair: pair[0][1])
    if best[0][1] <= 0:
        raise NotAcceptable(f"none of the accepted media types is served here; offered are {', '.join(offered)}")
    return best[1]


@lru_cache(256)
def named(accept: str | None, media: str) -> bool:
    """Whether the Accept header names a media type, not by a wildcard."""
    return any(_range(part)[0] == media for part in (accept or "").split(","))


def _range(part: str) -> tuple[str, float]:
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = float(value)
            except ValueError:
                quality = 0.0
    return media, quality


def _fit(one: tuple[str, float], media: str) -> tuple[int, float]:
    """How exactly a range names a media type, and the quality that it gives it; the most exact range decides."""
    name, quality = one
    kind = media.partition("/")[0]
    exactness = {media: 3, f"{kind}/*": 2, "*/*": 1, "*": 1}.get(name, 0)
    return exactness, quality if exactness else 0.0


def takes_gzip(scope: Scope) -> bool:
    """Whether the client of a request takes an answer in gzip (RFC 9110, section 12.5.3)."""
    return any(name == b"accept-encoding" and _has_gzip(value) for name, value in scope["headers"])


@lru_cache(256)
def _has_gzip(value: bytes) -> bool:
    codings = dict(_range(part) for part in value.decode("latin-1").split(","))
    return codings.get("gzip", codings.get("*", 0.0)) > 0
