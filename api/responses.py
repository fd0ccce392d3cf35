"""Answers: JSON, problems, and what HTTP says about them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import orjson
from msgspec.json import Encoder
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from api.negotiation import takes_gzip
from schema.errors import DatelineError
from schema.version import installed_version

JSON = "application/json"
PROBLEM = "application/problem+json"

SNAPSHOT_HEADER = "Dateline-Snapshot"
COST_HEADER = "Dateline-Cost"

FOREVER = "public, max-age=31536000, immutable"

HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
)
"""What every answer has."""


encoded = Encoder().encode
"""Writes the body of an answer, which may hold rows of any shape."""


def problem(error: DatelineError, scope: Scope, headers: Mapping[str, str] | None = None) -> Response:
    """An error as RFC 9457 problem details, in answer to a request."""
    return Response(orjson.dumps(problem_document(error, scope)), error.status, dict(headers or {}), PROBLEM)


def problem_path(error: type[DatelineError]) -> str:
    """The path at which a class of errors is explained."""
    return f"/problems/{error.code.lower().replace('_', '-')}"


def problem_document(error: DatelineError, scope: Scope) -> dict[str, Any]:
    """The members of problem details: those of the RFC, our code, and a hint and details where there are some."""
    base = base_of(scope)
    found: dict[str, Any] = {
        "type": base + problem_path(type(error)),
        "title": error.title,
        "status": error.status,
        "detail": error.message,
        "code": error.code,
        "instance": base + quote(scope["path"])[:1000],
    }
    if error.hint:
        found["hint"] = error.hint
    if error.details:
        found["details"] = error.details
    return found


def base_of(scope: Scope) -> str:
    """The address of the server, as the request names it; else as it is bound."""
    host = Headers(scope=scope).get("host")
    if host and re.fullmatch(r"[A-Za-z0-9.\-]+(:[0-9]{1,5})?|\[[0-9a-fA-F:]+\](:[0-9]{1,5})?", host):
        return f"{scope['scheme']}://{host}"
    name, port = scope.get("server") or ("localhost", None)
    return f"{scope['scheme']}://{name}:{port}" if port else f"{scope['scheme']}://{name}"


def etag(request: Request, snapshot: str, asked: str = "") -> str:
    """The strong validator of an answer: it changes with the snapshot, the address, what that stands for, and the encoding."""
    gzip = takes_gzip(request.scope)
    path, query, accept = request.scope["path"], request.scope["query_string"], request.headers.get("accept", "")
    seen = f"{installed_version()} {snapshot} {path}?{query!r} {accept} {gzip} {asked}"
    return f'"{hashlib.sha256(seen.encode("utf-8", "replace")).hexdigest()[:24]}"'


def fresh(request: Request, tag: str) -> bool:
    """Whether the client has the answer already (RFC 9110, If-None-Match)."""
    given = request.headers.get("if-none-match", "")
    return given.strip() == "*" or tag in {part.strip().removeprefix("W/") for part in given.split(",")}


def cached(request: Request, snapshot: str, max_age_s: int | None, asked: str = "") -> tuple[dict[str, str], bool]:
    """The headers of an answer from a snapshot, and whether the client has it already. Without an age the answer never changes."""
    tag = etag(request, snapshot, asked)
    headers = {
        "ETag": tag,
        "Cache-Control": FOREVER if max_age_s is None else f"public, max-age={max_age_s}",
        "Vary": "Accept, Accept-Encoding",
        SNAPSHOT_HEADER: snapshot,
    }
    return headers, fresh(request, tag)
