"""Pages about the service itself: what can be asked, how it is, and what its errors and scalars mean."""

from __future__ import annotations

import html
import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import orjson
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from api.graphql import PATH as GRAPHQL_PATH
from api.negotiation import preferred
from api.responses import JSON, base_of, problem_path
from api.rest import ROOT
from schema.catalog import Catalog
from schema.errors import NotFound, public_errors
from schema.extraction import rows
from schema.graphql_types import SCALARS
from schema.store.base import Store
from schema.totals import TotalsSpec, totals_of
from schema.version import installed_version

HTML = "text/html"

STYLE = (
    ":root{color-scheme:light dark}"
    "body{background:#fff;color:#111;font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}"
    "dt{font-weight:600;margin-top:.75rem}dd{margin:0}code,pre{font-family:ui-monospace,monospace}"
    "pre{white-space:pre-wrap;overflow-wrap:anywhere}a{color:#0645ad}"
    "@media (prefers-color-scheme:dark){body{background:#121212;color:#eee}a{color:#8ab4f8}}"
)


@dataclass(frozen=True)
class Pages:
    """The routes of the pages."""

    store: Store
    catalog: Catalog

    def routes(self) -> list[Route]:
        """All routes."""
        return [
            Route("/", self._root, name="root"),
            Route("/healthz", self._health, name="health"),
            Route("/readyz", self._ready, name="ready"),
            Route("/version", self._version, name="version"),
            Route("/problems/{name}", self._problem, name="problem"),
            Route("/scalars/{name}", self._scalar, name="scalar"),
            Route("/robots.txt", lambda _: PlainTextResponse("User-agent: *\nAllow: /\n"), name="robots"),
        ]

    def _root(self, request: Request) -> Response:
        links = {
            "graphql": (
                f"{GRAPHQL_PATH}?query={quote(QUERY)}",
                "GraphQL: ask for records and what belongs to them in one request (GET or POST).",
            )
        }
        links |= {spec.plural: (f"{ROOT}/{spec.plural}?first=5", spec.doc) for spec in self.catalog}
        links |= {f"{one.spec.plural}Totals": (f"{ROOT}/{one.spec.plural}/totals?first=5", one.declared.doc) for one in self._totals()}
        links |= {
            "openapi": ("/openapi.json", "The OpenAPI 3.1 description of the REST interface."),
            "schema": ("/schema.graphql", "The GraphQL schema in its own language."),
            "health": ("/healthz", "Whether the server runs."),
            "ready": ("/readyz", "Whether the server has data to serve."),
            "version": ("/version", "Which dateline this is, which snapshots there are, and what extracted the newest."),
        }
        if preferred(request.headers.get("accept"), (JSON, HTML)) == HTML:
            return _page("dateline", f"<p>{_INTRODUCTION}</p>{_listed(links)}{_examples(base_of(request.scope))}")
        body = {"name": "dateline", "description": _INTRODUCTION, "links": {name: address for name, (address, _) in links.items()}}
        return _json(body)

    def _totals(self) -> Iterator[TotalsSpec]:
        return (totals for spec in self.catalog if (totals := totals_of(spec)))

    def _health(self, _: Request) -> Response:
        return _json({"status": "ok"})

    def _ready(self, _: Request) -> Response:
        reader = self.store.reader()
        return _json({"status": "ready", "snapshot": reader.snapshot})

    def _version(self, _: Request) -> Response:
        reader = self.store.reader()
        body = {"version": installed_version(), "snapshot": reader.snapshot, "counts": dict(reader.counts())}
        return _json(body | {"extraction": rows(reader.extraction), "snapshots": self.store.snapshots()})

    def _problem(self, request: Request) -> Response:
        for error in public_errors():
            if problem_path(error) == request.scope["path"]:
                doc = inspect.cleandoc(error.__doc__ or "")
                return _page(error.title, f"<p>{html.escape(doc)}</p><p>Code <code>{error.code}</code>, status {error.status}.</p>")
        raise NotFound("there is no such problem type")

    def _scalar(self, request: Request) -> Response:
        for scalar in SCALARS.values():
            if scalar.name == request.path_params["name"]:
                return _page(str(scalar.name), f"<p>{html.escape(scalar.description or '')}</p>")
        raise NotFound("there is no such scalar")


def _json(body: Mapping[str, Any]) -> Response:
    return Response(orjson.dumps(body), 200, {"Cache-Control": "no-cache", "Vary": "Accept"}, JSON)


def _page(title: str, body: str) -> HTMLResponse:
    return HTMLResponse(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f'<meta name="description" content="{html.escape(title)}"><meta name="viewport" content="width=device-width">'
        '<link rel="icon" href="data:,">'
        f"<style>{STYLE}</style></head><body><main><h1>{html.escape(title)}</h1>{body}</main></body></html>",
        headers={"Vary": "Accept"},
    )


def _listed(links: Mapping[str, tuple[str, str]]) -> str:
    items = (f'<dt><a href="{address}">{name}</a></dt><dd>{html.escape(doc)}</dd>' for name, (address, doc) in links.items())
    return f"<dl>{''.join(items)}</dl>"


_INTRODUCTION = (
    "News articles as typed, checkable facts: articles, quotes, incidents and casualties, and the people and places they name. "
    "Every value points at the exact words it came from."
)
QUERY = "{ casualties(where: {incident: {type: {eq: DRONE_STRIKE}}}) { nodes { printed min max article { headline } } } }"
SEARCH = f"{ROOT}/quotes?q=%22peace+talks%22&first=3"
TOTALS = f"{ROOT}/casualties/totals?by=PLACE&include=place&orderBy=-min&first=5"


def _examples(base: str) -> str:
    rest = f"curl '{base}{ROOT}/casualties?incident.type=DRONE_STRIKE&include=article'"
    search = f"curl '{base}{SEARCH}'"
    totals = f"curl '{base}{TOTALS}'"
    graphql = f"curl {base}{GRAPHQL_PATH} -H 'Content-Type: application/json' -d '{{\"query\": \"{QUERY}\"}}'"
    return (
        f"<h2>Try it</h2>{''.join(f'<pre>{html.escape(one)}</pre>' for one in (rest, search, totals, graphql))}"
        '<p>Place data from <a href="https://www.geonames.org/">GeoNames</a>, CC BY 4.0.</p>'
    )
