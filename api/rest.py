"""The catalogue as REST routes: lists, records, and the lists inside records."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.inline import worked_out
from api.negotiation import preferred
from api.parameters import (
    SNAPSHOT,
    Parameter,
    item_parameters,
    list_parameters,
    named,
    nested_parameters,
    pairs,
    plan_from_query,
    prose_parameters,
    read_query,
    totals_parameters,
    totals_plan_from_query,
)
from api.reading import reader_of
from api.responses import JSON, cached, encoded
from api.settings import Settings
from api.shown import asked, included_plans, list_shown, record_shown, sums_shown
from api.timing import EXPLANATION, Timing
from schema.catalog import Catalog, FieldSpec, RecordSpec, Reverse
from schema.documents import Document
from schema.errors import NotFound
from schema.execution import Execution
from schema.plan import LIGHT, Parts
from schema.store.base import Reader, Store
from schema.totals import TotalsPlan, TotalsSpec, totals_of

ROOT = "/v1"

TEXT = "text/plain"

Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Made:
    """What a request asks for: how it is answered by a deadline, and written, and which headers the answer has of its own."""

    answer: Callable[[float], Any]
    inline: bool = True
    headers: Callable[[Any], Mapping[str, str]] = lambda _: {}
    written: Callable[[Any], bytes] = encoded


Making: TypeAlias = Callable[[Request, Mapping[str, Any], Reader], Made]
"""Reads from a request, its parameters and a reader what is asked for."""


@dataclass(frozen=True)
class Rest:
    """The routes of a catalogue over a store."""

    store: Store
    settings: Settings
    catalog: Catalog

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

    def _endpoint(self, known: Mapping[str, Parameter], making: Making, media: str = JSON) -> Endpoint:
        """What answers the requests of a route, which `making` reads. Each answer tells how long its phases took."""

        async def endpoint(request: Request) -> Response:
            timing = Timing(explains=preferred(request.headers.get("accept"), (media, EXPLANATION)) == EXPLANATION)
            given = read_query(request.scope["query_string"], known)
            timing.parsed()
            named = given.get(SNAPSHOT.name)
            reader = reader_of(self.store, named, (given.get("after"), given.get("before")))
            made = making(request, given, reader)
            headers, fresh = cached(request, reader.snapshot, None if named else self.settings.max_age_s)
            timing.planned()
            end = time.monotonic() + self.settings.deadline_s
            found = await worked_out(made.answer, end, inline=made.inline and reader.local)
            if timing.explains:
                return timing.explanation(reader.snapshot)
            headers |= made.headers(found)
            content = made.written(found)
            headers |= timing.rendered()
            return Response(status_code=304, headers=headers) if fresh else Response(content, 200, headers, media)

        return endpoint

    def _list(self, spec: RecordSpec, parent: RecordSpec | None = None, link: Reverse | None = None) -> Endpoint:
        known = nested_parameters(spec) if link else list_parameters(spec)

        def making(request: Request, given: Mapping[str, Any], reader: Reader) -> Made:
            selection = list_shown(spec, *asked(given), counted=bool(given.get("totalCount")), searched="q" in given)
            plan = replace(plan_from_query(spec, known, given), parts=selection.parts)
            included = included_plans(selection.lists[0].selection)

            def listed(deadline: float) -> dict[str, Any]:
                execution = Execution(reader, included, deadline)
                inner = plan.within(link, _one(reader, parent, request, LIGHT, deadline)["id"]) if parent and link else plan
                return execution.page(selection, inner)

            inline = not selection.total and reader.is_brief(plan)
            return Made(listed, inline=inline, headers=lambda body: _links(request, body["page"]))

        return self._endpoint(known, making)

    def _totals(self, totals: TotalsSpec) -> Endpoint:
        def making(request: Request, given: Mapping[str, Any], reader: Reader) -> Made:
            plan = totals_plan_from_query(totals, given)
            selection = sums_shown(totals, plan.by, tuple(dict.fromkeys(given.get("include", ()))))
            address = addends_address(plan, request.scope["query_string"])

            def summed(deadline: float) -> dict[str, Any]:
                return Execution(reader, {}, deadline).sums(selection, plan, address)

            return Made(summed, inline=False, headers=lambda body: _links(request, body["page"], back=False))

        return self._endpoint(totals_parameters(totals), making)

    def _item(self, spec: RecordSpec) -> Endpoint:
        def making(request: Request, given: Mapping[str, Any], reader: Reader) -> Made:
            selection, identifier = record_shown(spec, *asked(given)), request.path_params["id"]

            def shown(deadline: float) -> Any:  # noqa: ANN401  a record in the shape of the selection
                found = Execution(reader, included_plans(selection), deadline).records(selection, spec, [identifier])
                if not found:
                    raise _missing(spec, identifier)
                return found[identifier]

            return Made(shown)

        return self._endpoint(item_parameters(spec), making)

    def _prose(self, spec: RecordSpec, field: FieldSpec) -> Endpoint:
        parts = Parts(whole=False, large=frozenset({field.name}))

        def making(request: Request, _: Mapping[str, Any], reader: Reader) -> Made:
            def read(deadline: float) -> str:
                text: str | None = _one(reader, spec, request, parts, deadline)[field.name]
                if text is None:
                    raise NotFound(f"this {spec.name} has no {field.name}")
                return text

            return Made(read, written=str.encode)

        return self._endpoint(prose_parameters(), making, TEXT)


def _one(reader: Reader, spec: RecordSpec, request: Request, parts: Parts, deadline: float) -> Document:
    identifier = request.path_params["id"]
    row: Document | None = reader.get(spec, [identifier], parts, deadline)[0]
    if row is None:
        raise _missing(spec, identifier)
    return row


def _missing(spec: RecordSpec, identifier: str) -> NotFound:
    return NotFound(f"there is no {spec.name} with the id {identifier[:200]}")


def addends_address(plan: TotalsPlan, query: bytes) -> Callable[[Mapping[str, Any]], str]:
    """Writes for a group the address that lists its records, by the filters of the request and those of the group, in the same snapshot."""
    base, known = f"{ROOT}/{plan.spec.spec.plural}", list_parameters(plan.spec.spec)
    given = {name: text for name, text in pairs(query) if name in known and (known[name].path or name == SNAPSHOT.name)}

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
