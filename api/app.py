"""The application: routes, and what holds for all of them."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence

import orjson
import strawberry
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Match, Route, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.graphql import GraphQL
from api.negotiation import takes_gzip
from api.openapi import build_openapi
from api.pages import Pages
from api.responses import COST_HEADER, HEADERS, SNAPSHOT_HEADER, problem
from api.rest import Rest
from api.settings import Settings
from api.timing import TIMING_HEADER
from schema.catalog import CATALOG, Catalog
from schema.errors import AddressTooLong, BodyTooLarge, DatelineError, HostRequired, InternalError, MethodNotAllowed, NotFound
from schema.graphql import build_schema
from schema.store.base import Store

logger = logging.getLogger(__name__)

EXPOSED = f"ETag, Link, {SNAPSHOT_HEADER}, {COST_HEADER}, {TIMING_HEADER}".encode()

PREFLIGHT = {"Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match", "Access-Control-Max-Age": "86400"}


def build_app(store: Store, settings: Settings, catalog: Catalog = CATALOG, openapi: bytes | None = None) -> Starlette:
    """The application over a store. `openapi` is the document to show, where it stands written already."""
    schema = build_schema(catalog)
    document = openapi or orjson.dumps(build_openapi(catalog))
    routes = [
        *Pages(store, catalog).routes(),
        Route("/openapi.json", lambda _: Response(document, media_type="application/json"), name="openapi"),
        Route("/schema.graphql", _sdl(schema), name="sdl"),
        GraphQL(schema, catalog, store, settings).route(),
        *Rest(store, settings, catalog).routes(),
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, settings=settings)],
        exception_handlers={DatelineError: _dateline_error, HTTPException: _http_error},
    )
    app.router = Rooms(routes, redirect_slashes=False)
    return app


def _sdl(schema: strawberry.Schema) -> Callable[[Request], Response]:
    text = schema.as_str()
    return lambda _: PlainTextResponse(text)


async def _dateline_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, DatelineError)  # noqa: S101  registered for these
    return problem(error, request.scope)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  registered for these
    if error.status_code == 405:
        allow = ", ".join(sorted({*(error.headers or {}).get("Allow", "").split(", "), "OPTIONS"}))
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": allow, "Access-Control-Allow-Methods": allow, **PREFLIGHT})
        refused = MethodNotAllowed(f"the method {request.method[:20]} is not allowed here; allowed are {allow}")
        return problem(refused, request.scope, {"Allow": allow})
    return problem(NotFound(f"nothing stands at {request.scope['path'][:200]}", hint="GET / lists what can be asked."), request.scope)


class Rooms(Router):
    """Finds a route by its path, where the third part of a path may be any id, instead of trying one route after the other."""

    def __init__(self, routes: Sequence[Route], *, redirect_slashes: bool) -> None:
        super().__init__(routes, redirect_slashes=redirect_slashes)
        self._known = {route.path: route for route in routes}

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        route = self._route(scope["path"]) if scope["type"] == "http" else None
        found, inner = route.matches(scope) if route else (Match.NONE, {})
        if route and found is Match.FULL:
            scope.update(inner)
            await route.handle(scope, receive, send)
        else:
            await super().app(scope, receive, send)

    def _route(self, path: str) -> Route | None:
        if path in self._known:
            return self._known[path]
        parts = path.split("/", 4)
        return self._known.get("/".join([*parts[:3], "{id}", *parts[4:]])) if len(parts) > 3 else None


class Guard:
    """Refuses what no route should see, and puts on every answer the headers that all have."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._zipping = GZipMiddleware(app, minimum_size=1000, compresslevel=5)
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        varying, readers = self._cross_origin(scope)
        started = False

        async def headed(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [*_vary(message["headers"], varying), *HEADERS, *readers]
            await send(message)

        try:
            self._check(scope)
            await (self._zipping if takes_gzip(scope) else self._app)(scope, self._bounded(receive), headed)
        except DatelineError as error:
            await problem(error, scope)(scope, receive, headed)
        except ClientDisconnect:
            logger.debug("a client hung up before its request was whole")
        except Exception:
            logger.exception("a request failed")
            if started:
                raise
            await problem(InternalError("the server failed"), scope)(scope, receive, headed)

    def _cross_origin(self, scope: Scope) -> tuple[list[str], list[tuple[bytes, bytes]]]:
        """What an answer depends on, and the headers that tell a browser which pages may read it. Credentials play no part."""
        allowed = self._settings.origins
        if "*" in allowed:
            return ["Accept-Encoding"], [(b"access-control-allow-origin", b"*"), (b"access-control-expose-headers", EXPOSED)]
        origin = dict(scope["headers"]).get(b"origin", b"")
        known = origin.decode("latin-1") in allowed
        named = [(b"access-control-allow-origin", origin), (b"access-control-expose-headers", EXPOSED)]
        return ["Accept-Encoding", "Origin"], named if known else []

    def _check(self, scope: Scope) -> None:
        headers = dict(scope["headers"])
        if len(scope["path"]) + len(scope["query_string"]) > self._settings.address_limit:
            raise AddressTooLong(
                f"the address is longer than {self._settings.address_limit} bytes", hint="Send long requests to /graphql by POST."
            )
        if not headers.get(b"host"):
            raise HostRequired("the request has no Host header")
        length = headers.get(b"content-length", b"0")
        if length.isdigit() and int(length) > self._settings.body_limit:
            raise BodyTooLarge(f"the body is larger than {self._settings.body_limit} bytes")

    def _bounded(self, receive: Receive) -> Callable[[], Awaitable[Message]]:
        left = self._settings.body_limit

        async def received() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise BodyTooLarge(f"the body is larger than {self._settings.body_limit} bytes")
            return message

        return received


def _vary(headers: Iterable[tuple[bytes, bytes]], also: Iterable[str]) -> Iterator[tuple[bytes, bytes]]:
    """The headers with one Vary, on what every answer may depend on too."""
    names = [*also]
    for name, value in headers:
        if name == b"vary":
            names += value.decode("latin-1").split(", ")
        else:
            yield name, value
    yield b"vary", ", ".join(sorted(set(names))).encode("latin-1")
