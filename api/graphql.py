"""GraphQL over HTTP: our own view over Strawberry's schema, which keeps its documents, bounds them and names every error."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import orjson
import strawberry
from graphql import GraphQLError, GraphQLSchema, execute_sync
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.inline import worked_alone, worked_out
from api.negotiation import named, preferred
from api.parameters import SNAPSHOT, Parameter, read_query
from api.persisted import Open, Persisted
from api.reading import reader_of
from api.responses import COST_HEADER, JSON, SNAPSHOT_HEADER, cached, encoded
from api.settings import Settings
from api.timing import EXPLANATION, Timing
from schema.catalog import Catalog
from schema.errors import (
    DatelineError,
    InternalError,
    InvalidBody,
    InvalidDocument,
    InvalidValue,
    TooCostly,
    UnsupportedMediaType,
)
from schema.graphql import Reading
from schema.operations import ERROR_LIMIT, Operations, Prepared, Refused
from schema.store.base import Reader, Store

logger = logging.getLogger(__name__)

PATH = "/graphql"
GRAPHQL_RESPONSE = "application/graphql-response+json"

INLINE_POINTS = 100
"""What an operation may cost that is answered on the event loop."""


def _map(text: str) -> dict[str, Any] | None:
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError:
        found = ""
    if found is not None and not isinstance(found, dict):
        raise ValueError("a JSON object")
    return found


_TEXT = {"type": "string"}
GET_PARAMETERS = {
    parameter.name: parameter
    for parameter in (
        Parameter("query", "The GraphQL document.", _TEXT, str),
        Parameter("documentId", "The id of a document that the server keeps, in the place of query.", _TEXT, str),
        replace(SNAPSHOT, parse=str),  # what is no id is as unknown as in a body
        Parameter("operationName", "The operation of the document to answer.", _TEXT, str),
        Parameter("variables", "The values of the operation's variables, as a JSON object.", _TEXT, _map),
        Parameter("extensions", "Read and ignored.", _TEXT, _map),
    )
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of a request (GraphQL over HTTP, section 5)."""

    query: str
    operation: str | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)
    snapshot: str | None = None

    @classmethod
    def of(cls, given: object, documents: Open | Persisted) -> Asked:
        """The request that a JSON value writes. InvalidBody where a member is missing or of the wrong type."""
        if not isinstance(given, dict):
            raise InvalidBody("the body must be one JSON object", hint='Send {"query": "..."}.')
        query, identifier, operation = given.get("query"), given.get("documentId"), given.get("operationName")
        if not isinstance(query if identifier is None else identifier, str) or None not in (query, identifier):
            raise InvalidBody("query must be a string that holds a GraphQL document, or documentId the id of one that the server keeps")
        for name in ("operationName", "snapshot"):
            if not isinstance(given.get(name), str | None):
                raise InvalidBody(f"{name} must be a string or null")
        for name in ("variables", "extensions"):
            if not isinstance(given.get(name), dict | None):
                raise InvalidBody(f"{name} must be a JSON object or null")
        text = documents.document(identifier) if identifier is not None else documents.allowed(str(query))
        return cls(text, operation, given.get("variables") or {}, given.get("snapshot"))


class GraphQL:
    """The view. What an operation's compiled form cannot answer, graphql-core answers: introspection, and all that fails."""

    def __init__(self, schema: strawberry.Schema, catalog: Catalog, store: Store, settings: Settings) -> None:
        self._schema: GraphQLSchema = schema._schema  # noqa: SLF001  # Strawberry shows the graphql-core schema nowhere else
        self._operations = Operations(self._schema, catalog)
        self._store = store
        self._settings = settings
        self._documents = Open() if settings.documents is None else Persisted(settings.documents)
        self._turn = asyncio.Semaphore()

    def route(self) -> Route:
        """The route of the view."""
        return Route(PATH, self._respond, methods=["GET", "POST"], name="graphql")

    async def _respond(self, request: Request) -> Response:
        accept = request.headers.get("accept")
        headers: dict[str, str] = {}
        media = JSON
        try:
            media = preferred(accept, (JSON, GRAPHQL_RESPONSE, EXPLANATION))
            timing = Timing(explains=media == EXPLANATION)
            asked = await _asked(request, self._documents)
            status, body, reader = await self._answer(asked, timing)
            cost = body.get("extensions", {}).get("cost")
            if timing.explains and status == 200:
                return timing.explanation(reader.snapshot, cost)
            headers[SNAPSHOT_HEADER] = reader.snapshot
            if cost is not None:
                headers[COST_HEADER] = str(cost)
            if request.method != "POST" and "errors" not in body:
                age = self._settings.max_age_s if asked.snapshot is None else None
                more, fresh = cached(request, reader.snapshot, age, asked.query)
                headers |= more
                if fresh:
                    return Response(status_code=304, headers=headers)
            content = encoded(body)
            headers |= timing.rendered()
        except DatelineError as error:
            status, content = error.status, encoded({"errors": [_formatted(GraphQLError(error.message, original_error=error))]})
            if not isinstance(error, UnsupportedMediaType | InvalidBody) and named(accept, JSON) and 400 <= status < 404:
                status = 200
        else:
            status = 200 if named(accept, JSON) and media == JSON and status < 500 else status
        return Response(content, status, headers, f"{JSON if media == EXPLANATION else media}; charset=utf-8")

    async def _prepared(self, asked: Asked, end: float) -> Prepared:
        """The operation. A new document is read in a thread, since that can take as long as many answers."""
        given = asked.query, asked.operation, asked.variables
        if self._operations.keeps(asked.query):
            return self._operations.prepared(*given)
        return await worked_alone(partial(self._operations.prepared, *given), self._turn, end)

    async def _answer(self, asked: Asked, timing: Timing) -> tuple[int, dict[str, Any], Reader]:
        """The status and the body of an answer, and what it was read from."""
        end = time.monotonic() + self._settings.deadline_s
        try:
            prepared = await self._prepared(asked, end)
        except Refused as refused:
            timing.parsed()
            return 400, {"errors": [_formatted(error) for error in refused.errors]}, self._store.reader(asked.snapshot)
        except RecursionError:
            raise TooCostly("the document or its variables are nested too deeply") from None
        timing.parsed(prepared.planned_s)
        operation, bound = prepared.operation, prepared.bound
        reader = reader_of(self._store, asked.snapshot, bound.cursors())
        if operation.complete:
            inline = (
                reader.local
                and prepared.cost.points <= INLINE_POINTS
                and not operation.counts
                and all(map(reader.is_brief, bound.plans.values()))
            )
            try:
                data = await worked_out(lambda deadline: operation.answer(bound, reader, deadline), end, inline=inline)
            except Exception:
                logger.debug("graphql-core has to answer", exc_info=True)
            else:
                return 200, {"data": data, "extensions": {"cost": prepared.cost.points}}, reader
        status, body = await worked_alone(partial(self._executed, asked, prepared, Reading(reader, end)), self._turn, end)
        if operation.complete and "errors" not in body:
            logger.error("only graphql-core could answer this operation: %s", asked.query[:1000])
        return status, body, reader

    def _executed(self, asked: Asked, prepared: Prepared, reading: Reading) -> tuple[int, dict[str, Any]]:
        """The same, answered field by field."""
        result = execute_sync(self._schema, prepared.document, None, reading, dict(prepared.variables), asked.operation)
        body: dict[str, Any] = {"data": result.data, "extensions": {"cost": prepared.cost.points}}
        if not result.errors:
            return 200, body
        body["errors"] = [_formatted(error) for error in result.errors[:ERROR_LIMIT]]
        causes = [_cause(error) for error in result.errors]
        return (200 if result.data is not None else max(cause.status for cause in causes)), body


async def _asked(request: Request, documents: Open | Persisted) -> Asked:
    if request.method != "POST":
        return Asked.of(read_query(request.scope["query_string"], GET_PARAMETERS), documents)
    media, _, parameters = request.headers.get("content-type", "").partition(";")
    if media.strip().lower() != JSON:
        raise UnsupportedMediaType("a POST request must have the Content-Type application/json")
    if "charset" in parameters.lower() and "utf-8" not in parameters.lower():
        raise UnsupportedMediaType("the body must be written in UTF-8")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise UnsupportedMediaType("the body must come as it is, without a Content-Encoding")
    try:
        return Asked.of(orjson.loads(await request.body()), documents)
    except orjson.JSONDecodeError as error:
        raise InvalidBody(f"the body is not JSON: {error.msg}") from None


def _cause(error: GraphQLError) -> DatelineError:
    """What lies behind an error: one of ours, a mistake in the document, or a fault of the server."""
    original = error.original_error
    while isinstance(original, GraphQLError):
        original = original.original_error
    if isinstance(original, DatelineError):
        return original
    if original is None and not error.path:
        return InvalidDocument(error.message)
    if isinstance(original, ValueError) and not error.path:  # Python reads no number of thousands of digits
        return InvalidValue("a value of the document cannot be read")
    logger.error("a resolver failed", exc_info=original or error)
    return InternalError("the server failed")


def _formatted(error: GraphQLError) -> dict[str, Any]:
    cause = _cause(error)
    extensions = {"code": cause.code} | ({"hint": cause.hint} if cause.hint else {}) | ({"details": cause.details} if cause.details else {})
    hidden = isinstance(cause, InternalError) or isinstance(error.original_error, ValueError)
    message = cause.message if hidden else error.message
    found = {**error.formatted, "message": message, "extensions": extensions}
    return dict(found)
