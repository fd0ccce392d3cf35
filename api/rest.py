"""The catalogue as REST routes: lists, records, and the lists inside records."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import quote

import orjson
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from api.inline import worked_out
from api.negotiation import preferred
from api.parameters import item_parameters, list_parameters, nested_parameters, plan_from_query, read_query, shown_parts
from api.responses import JSON, cached
from api.settings import Settings
from schema.catalog import Catalog, FieldSpec, RecordSpec, Reverse, ToOne
from schema.documents import Document
from schema.errors import NotFound
from schema.plan import LIGHT, WHOLE, Parts, ReadPlan
from schema.store.base import Page, Reader, Store

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
            plan = plan_from_query(spec, known, given)
            reader = self.store.reader()
            headers, fresh = cached(request, reader.snapshot, self.settings)

            def listed(deadline: float) -> dict[str, Any]:
                answer = _Answer(reader, deadline)
                asked = plan.within(link, answer.one(parent, request.path_params["id"], LIGHT)["id"]) if parent and link else plan
                page = reader.page(asked, deadline)
                total = reader.total(asked, deadline) if given.get("totalCount") else None
                return answer.listed(asked, page, given.get("fields"), given.get("include", ()), total)

            body = await worked_out(listed, self._end(), inline=reader.local and not given.get("totalCount"))
            headers |= _links(request, body["page"])
            return Response(status_code=304, headers=headers) if fresh else Response(orjson.dumps(body), 200, headers, JSON)

        return endpoint

    def _item(self, spec: RecordSpec) -> Endpoint:
        known = item_parameters(spec)

        async def endpoint(request: Request) -> Response:
            preferred(request.headers.get("accept"), (JSON,))
            given = read_query(request.scope["query_string"], known)
            reader = self.store.reader()
            headers, fresh = cached(request, reader.snapshot, self.settings)

            def shown(deadline: float) -> Document:
                answer = _Answer(reader, deadline)
                row = answer.one(spec, request.path_params["id"], shown_parts(spec, given))
                return answer.shown(spec, [row], given.get("fields"), given.get("include", ()))[0]

            body = await worked_out(shown, self._end(), inline=reader.local)
            return Response(status_code=304, headers=headers) if fresh else Response(orjson.dumps(body), 200, headers, JSON)

        return endpoint

    def _prose(self, spec: RecordSpec, field: FieldSpec) -> Endpoint:
        parts = Parts(large=frozenset({field.name}))

        async def endpoint(request: Request) -> Response:
            preferred(request.headers.get("accept"), ("text/plain",))
            read_query(request.scope["query_string"], {})
            reader = self.store.reader()
            headers, fresh = cached(request, reader.snapshot, self.settings)
            identifier = request.path_params["id"]

            def read(deadline: float) -> Document:
                return _Answer(reader, deadline).one(spec, identifier, parts)

            row = await worked_out(read, self._end(), inline=reader.local)
            if row[field.name] is None:
                raise NotFound(f"this {spec.name} has no {field.name}")
            return Response(status_code=304, headers=headers) if fresh else PlainTextResponse(row[field.name], headers=headers)

        return endpoint


@dataclass(frozen=True)
class _Answer:
    """One answer in the making: everything in it comes from one reader, before one deadline."""

    reader: Reader
    deadline: float

    def one(self, spec: RecordSpec, identifier: str, parts: Parts = WHOLE) -> Document:
        row = self.reader.get(spec, [identifier], parts, self.deadline)[0]
        if row is None:
            raise NotFound(f"there is no {spec.name} with the id {identifier[:200]}")
        return row

    def listed(
        self, plan: ReadPlan, page: Page, fields: Sequence[str] | None = None, include: Sequence[str] = (), total: int | None = None
    ) -> dict[str, Any]:
        """A list as REST shows it."""
        cursors = plan.cursors(page.rows[:: max(1, len(page.rows) - 1)], self.reader.snapshot)
        where = {
            "hasNextPage": page.has_next,
            "hasPreviousPage": page.has_previous,
            "startCursor": cursors[0] if cursors else None,
            "endCursor": cursors[-1] if cursors else None,
        }
        rows = self.shown(plan.spec, page.rows, fields, include)
        return {"data": rows, "page": where, "meta": {"snapshot": self.reader.snapshot, "totalCount": total}}

    def shown(self, spec: RecordSpec, rows: Sequence[Document], fields: Sequence[str] | None, include: Sequence[str]) -> list[Document]:
        """The rows with the fields that were asked for, and with the records that belong to them."""
        kept = [{name: row[name] for name in row if fields is None or name in fields or name == "id"} for row in rows]
        for path in dict.fromkeys(include):
            *outer, name = path.split(".")
            if outer:
                self._include_in_values(spec, outer[0], name, list(zip(rows, kept, strict=True)))
            elif isinstance(link := spec.links[name], Reverse):
                for row, shown in zip(rows, kept, strict=True):
                    plan = ReadPlan(link.target).within(link, row["id"])
                    shown[name] = self.listed(plan, self.reader.page(plan, self.deadline))
            elif isinstance(link, ToOne):
                self._include_one(link, rows, kept)
        return kept

    def _include_one(self, link: ToOne, rows: Sequence[Mapping[str, Any]], kept: Sequence[dict[str, Any]]) -> None:
        found = self.reader.get(link.target, [row[link.column] or "" for row in rows], deadline=self.deadline) if rows else []
        for shown, record in zip(kept, found, strict=True):
            shown[link.name] = record

    def _include_in_values(self, spec: RecordSpec, outer: str, name: str, pairs: Sequence[tuple[Document, Document]]) -> None:
        link = spec.lists[outer].target.links[name]
        for row, shown in pairs:
            shown[outer] = [dict(value) for value in row[outer]]
            if isinstance(link, ToOne):
                self._include_one(link, row[outer], shown[outer])


def _links(request: Request, page: Mapping[str, Any]) -> dict[str, str]:
    """The Link header (RFC 8288) to the first page and to the pages beside this one."""
    parts = request.scope["query_string"].decode("ascii", "replace").split("&")
    kept = [part for part in parts if part and part.partition("=")[0] not in {"after", "before"}]
    places = {"first": [], "next": [f"after={page['endCursor']}"] if page["hasNextPage"] else None}
    places["prev"] = [f"before={page['startCursor']}"] if page["hasPreviousPage"] else None
    path = quote(request.scope["path"])
    shown = [f"<{path}?{'&'.join(query)}>" if (query := kept + place) else f"<{path}>" for place in places.values() if place is not None]
    rels = [rel for rel, place in places.items() if place is not None]
    return {"Link": ", ".join(f'{address}; rel="{rel}"' for address, rel in zip(shown, rels, strict=True))}
