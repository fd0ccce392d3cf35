"""Parts of the OpenAPI document that no record type changes: schemas of every shape, headers, and problems."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from api.responses import SNAPSHOT_HEADER

Json = dict[str, Any]

EVERYWHERE = ("Access-Control-Allow-Origin",)
"""The documented headers that every answer has."""


def ref(section: str, name: str) -> Json:
    """A reference to a component of a section."""
    return {"$ref": f"#/components/{section}/{name}"}


def nullable(schema: Json) -> Json:
    """A schema with null."""
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}


def structure(properties: Json, required: Iterable[str], doc: str) -> Json:
    """The schema of an object with no other properties."""
    return {
        "type": "object",
        "description": doc,
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def array(items: Json, limit: int, doc: str) -> Json:
    """The schema of a list."""
    return {"type": "array", "items": items, "maxItems": limit, "description": doc}


def header_components() -> Json:
    """The headers that answers have."""

    def header(doc: str, **schema: Any) -> Json:  # noqa: ANN401  JSON Schema
        return {"description": doc, "schema": {"type": "string", "maxLength": 20000, **schema}}

    return {
        "ETag": header("The strong validator of the answer, for If-None-Match.", pattern='^"[0-9a-f]{24}"$'),
        "Link": header("The first page and the pages beside this one (RFC 8288)."),
        SNAPSHOT_HEADER: header("The id of the snapshot that was read."),
        "Cache-Control": header("How long the answer may be used without asking again."),
        "Access-Control-Allow-Origin": header("Pages of every origin may read the answer.", enum=["*"]),
    }


def answer_headers(body: str) -> Json:
    """The headers of an answer with a body of that name."""
    names = [*EVERYWHERE, "ETag", SNAPSHOT_HEADER, "Cache-Control", *(["Link"] if body.endswith("List") else [])]
    return {name: ref("headers", name) for name in names}


def problem_schema() -> Json:
    """The schema of problem details."""
    text = {"type": "string", "maxLength": 4096}
    details = structure(
        {
            "parameter": {**text, "description": "The parameter that is wrong."},
            "value": {**text, "description": "The value that was given."},
        },
        [],
        "What was wrong, by name.",
    )
    return structure(
        {
            "type": {**text, "format": "uri", "description": "The address of a page that explains this kind of problem."},
            "title": {**text, "description": "The kind of problem."},
            "status": {"type": "integer", "format": "int32", "minimum": 100, "maximum": 599, "description": "The HTTP status."},
            "detail": {**text, "description": "What was wrong with this request."},
            "code": {**text, "description": "The stable code of the problem, the same in GraphQL."},
            "instance": {**text, "format": "uri", "description": "The address of the request, without its parameters."},
            "hint": {**text, "description": "What would be right."},
            "details": details,
        },
        ["type", "title", "status", "detail", "code", "instance"],
        "Problem details (RFC 9457).",
    )
