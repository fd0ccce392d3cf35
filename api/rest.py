"""The catalogue as REST routes: lists, records, and the lists inside records."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from api.inline import worked_out
from api.negotiation import preferred
from api.parameters import (
    item_parameters,
    list_parameters,
    named,
    nested_parameters,
    pairs,
    plan_from_query,
    read_query,
    totals_parameters,
    totals_plan_from_query,
)
from api.responses import JSON, cached, encoded
from api.settings import Settings
from api.shown import asked, included_plans, list_shown, record_shown, sums_shown
from schema.catalog import Catalog, FieldSpec, RecordSpec, Reverse
from schema.documents import Document
from schema.errors import NotFound
from schema.execution import Execution
from schema.plan import LIGHT, Parts
from schema.store.base import Reader, Store
from schema.totals import TotalsPlan, TotalsSpec, totals_of

ROOT = "/v1"

Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class Rest:
    """The routes of a catalogue over a store."""

    store: Store
    settings: Settings
    catalog: Catalog

    def _end(self) -> float:
        """When an answer to a request that comes now has to be there."""
        return time.monotonic() + self.settings.deadline_s

    def routes(self) -> list[Route]:
        """All routes, each named by its operation."""
        return [route for spec in self.catalog for route in self._routes(spec)]

    def _routes(self, spec: RecordSpec) -> Iterator[Route]:
        base = f"{ROOT}/{spec.plural}"
        yield Route(base, self._list(spec), name=f"list_{spec.plural}")
        if totals := totals_of(spec):
            yield Route(f"{base}/totals", self._totals(totals), name=f"total_{spec.plural}")
        yield Route(f"{base}/{{id}}", self._item(spec), name=f"get_{spec.name}")
        for name, link in spec.reverses.items():
            yield Route(f"{base}/{{id}}/{name}", self._list(link.target, spec, link), name=f"list_{spec.name}_{name}")
        for field in spec.fields.values():
            if field.large:
                yield Route(f"{base}/{{id}}/{field.name}", self._prose(spec, field), name=f"get_{spec.name}_{field.name}")

    def _list(self, spec: RecordSpec, parent: RecordSpec | None = None, link: Reverse | None = None) -> Endpoint:
        known = nested_parameters(spec) if link else list_parameters(spec)

        async def endpoint(request: Request) -> Response:
            preferred(request.headers.get("accept"), (JSON,))
            given = read_query(request.scope["query_string"], known)
            selection = list_shown(spec, *asked(given), counted=bool(given.get("totalCount")))
            plan = replace(plan_from_query(spec, known, given), parts=selection.parts)
            included = included_plans(selection.lists[0].selection)
            reader = self.store.reader()
            headers, fresh = cached(request, reader.snapshot, self.settings.max_age_s)

            def listed(deadline: float) -> dict[str, Any]:
                execution = Execution(reader, included, deadline)
                inner = plan.within(link, _one(reader, parent, request, LIGHT, deadline)["id"]) if parent and link else plan
                return execution.page(selection, inner)

            body = await worked_out(listed, self._end(), inline=reader.local and not selection.total)
            headers |= _links(request, body["page"])
            return Response(status_code=304, headers=headers) if fresh else Response(encoded(body), 200, headers, JSON)

        return endpoint

    def _totals(self, totals: TotalsSpec) -> Endpoint:
        known = totals_parameters(totals)

        async def endpoint(request: Request) -> Response:
            preferred(request.headers.get("accept"), (JSON,))
            given = read_query(request.scope["query_string"], known)
            plan = totals_plan_from_query(totals, given)
            reader = self.store.reader()
            headers, fresh = cached(request, reader.snapshot, self.settings.max_age_s)
            selection = sums_shown(totals, plan.by, tuple(dict.fromkeys(given.get("include", ()))))
            address = addends_address(plan, request.scope["query_string"])

            def summed(deadline: float) -> dict[str, Any]:
                return Execution(reader, {}, deadline).sums(selection, plan, address)

            body = await worked_out(summed, self._end(), inline=False)
            headers |= _links(request, body["page"], back=False)
            return Response(status_code=304, headers=headers) if fresh else Response(encoded(body), 200, headers, JSON)

        return endpoint

    def _item(self, spec: RecordSpec) -> Endpoint:
        known = item_parameters(spec)

        async def endpoint(request: Request) -> Response:
            preferred(request.headers.get("accept"), (JSON,))
            given = read_query(request.scope["query_string"], known)
            reader = self.store.reader()
            headers, fresh = cached(request, reader.snapshot, self.settings.max_age_s)

            selection, identifier = record_shown(spec, *asked(given)), request.path_params["id"]

            def shown(deadline: float) -> Any:  # noqa: ANN401  a record in the shape of the selection
                found = Execution(reader, included_plans(selection), deadline).records(selection, spec, [identifier])
                if not found:
                    raise _missing(spec, identifier)
                return found[identifier]

            body = await worked_out(shown, self._end(), inline=reader.local)
            return Response(status_code=304, headers=headers) if fresh else Response(encoded(body), 200, headers, JSON)

        return endpoint

    def _prose(self, spec: RecordSpec, field: FieldSpec) -> Endpoint:
        parts = Parts(large=frozenset({field.name}))

        async def endpoint(request: Request) -> Response:
            preferred(request.headers.get("accept"), ("text/plain",))
            read_query(request.scope["query_string"], {})
            reader = self.store.reader()
            headers, fresh = cached(request, reader.snapshot, self.settings.max_age_s)

            def read(deadline: float) -> Document:
                return _one(reader, spec, request, parts, deadline)

            row = await worked_out(read, self._end(), inline=reader.local)
            if row[field.name] is None:
                raise NotFound(f"this {spec.name} has no {field.name}")
            return Response(status_code=304, headers=headers) if fresh else PlainTextResponse(row[field.name], headers=headers)

        return endpoint


def _one(reader: Reader, spec: RecordSpec, request: Request, parts: Parts, deadline: float) -> Document:
    identifier = request.path_params["id"]
    row: Document | None = reader.get(spec, [identifier], parts, deadline)[0]
    if row is None:
        raise _missing(spec, identifier)
    return row


def _missing(spec: RecordSpec, identifier: str) -> NotFound:
    return NotFound(f"there is no {spec.name} with the id {identifier[:200]}")


def addends_address(plan: TotalsPlan, query: bytes) -> Callable[[Mapping[str, Any]], str]:
    """Writes for a group the address that lists its records, by the filters of the request and those of the group."""
    base, known = f"{ROOT}/{plan.spec.spec.plural}", list_parameters(plan.spec.spec)
    given = {name: text for name, text in pairs(query) if name in known and known[name].path}

    def address(row: Mapping[str, Any]) -> str:
        own = {named(way.path, op): str(value).lower() if isinstance(value, bool) else str(value) for way, op, value in plan.addends(row)}
        parameters = [f"{quote(name)}={quote(text, safe=',')}" for name, text in (given | own).items()]
        return f"{base}?{'&'.join(parameters)}"

    return address


def _links(request: Request, page: Mapping[str, Any], *, back: bool = True) -> dict[str, str]:
    """The Link header (RFC 8288) to the first page and to the pages beside this one."""
    parts = request.scope["query_string"].decode("ascii", "replace").split("&")
    kept = [part for part in parts if part and part.partition("=")[0] not in {"after", "before"}]
    places = {"first": [], "next": [f"after={page['endCursor']}"] if page["hasNextPage"] else None}
    places["prev"] = [f"before={page['startCursor']}"] if back and page["hasPreviousPage"] else None
    path = quote(request.scope["path"])
    shown = [f"<{path}?{'&'.join(query)}>" if (query := kept + place) else f"<{path}>" for place in places.values() if place is not None]
    rels = [rel for rel, place in places.items() if place is not None]
    return {"Link": ", ".join(f'{address}; rel="{rel}"' for address, rel in zip(shown, rels, strict=True))}
