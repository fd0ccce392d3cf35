"""REST and GraphQL give the same records, pages and cursors for the same request."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.parameters import ITEM_LIMIT, list_parameters
from schema.catalog import CATALOG, RecordSpec, StructSpec
from schema.documents import EVIDENCE, column, document
from tests.seeds import seed_records
from tests.strategies import WORDS


def selection(struct: StructSpec) -> str:
    """Every field of a type that REST shows, as a GraphQL selection."""
    fields = [f"{name} {selection(field.struct) if field.struct else ''}" for name, field in struct.fields.items() if not field.large]
    span = "{ start end exact prefix suffix sentence }"
    evidence = [f"{EVIDENCE} {{ {' '.join(f'{field.name} {span}' for field in struct.spanned)} }}"] if struct.spanned else []
    return f"{{ {' '.join(fields + evidence)} }}"


@cache
def pool() -> tuple[Any, ...]:
    """Values that stand somewhere in the seeds, by which filters find something."""
    found: set[Any] = set()
    for record in seed_records():
        spec = CATALOG.of_id(record.id)
        assert spec
        row = document(record, spec)
        found |= {column(row, path) for path in spec.columns}
        found |= {column(value, path) for name, values in spec.lists.items() for value in row[name] for path in values.target.columns}
    return tuple(sorted((value for value in found if value is not None and len(str(value)) < 60), key=repr))


def values(schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    """Values that a parameter with this schema takes."""
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema["type"] == "array":
        return st.lists(values(schema["items"]), min_size=1, max_size=2)
    fitting: dict[str, list[Any]] = {
        "boolean": [True, False],
        "integer": [value for value in (*pool(), -1, 0, 7, 23) if type(value) is int],
        "number": [value for value in (*pool(), 0.5) if isinstance(value, float)],
        "string": [v for v in (*pool(), *WORDS) if isinstance(v, str) and re.fullmatch(schema.get("pattern", "(?s).*"), v)],
    }
    formats = {"date": ["2022-01-01", "2022-02-28"], "date-time": ["2025-04-22T08:30:00Z"]}
    return st.sampled_from(formats.get(schema.get("format", ""), fitting[schema["type"]]))


@st.composite
def asked(draw: st.DrawFn) -> tuple[RecordSpec, dict[str, Any], list[str]]:
    """A type of record, parameters with their values, and an order."""
    spec = draw(st.sampled_from(list(CATALOG)))
    known = list_parameters(spec)
    chosen = draw(st.lists(st.sampled_from([name for name, parameter in known.items() if parameter.path]), max_size=2, unique=True))
    orders = draw(st.lists(st.sampled_from([sign + path for path in spec.sortable for sign in ("", "-")]), max_size=2))
    return spec, {name: draw(values(known[name].schema)) for name in chosen}, orders


def written(value: object) -> str:
    """A value as a URL writes it."""
    if isinstance(value, list):
        return ",".join(map(written, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def nested(spec: RecordSpec, given: Mapping[str, Any]) -> dict[str, Any]:
    """The same filter as GraphQL writes it."""
    where: dict[str, Any] = {}
    for name, value in given.items():
        *way, last = list_parameters(spec)[name].path
        inner = where
        for key in way:
            inner = inner.setdefault(key, {})
        inner[last] = value
    return where


def order_name(order: str) -> str:
    """occurred.earliest, falling, is OCCURRED_EARLIEST_DESC."""
    upper = re.sub(r"([A-Z])", r"_\1", order.removeprefix("-").replace(".", "_")).upper()
    return f"{upper}_{'DESC' if order.startswith('-') else 'ASC'}"


@given(request_=asked())
def test_rest_and_graphql_answer_alike(client: TestClient, request_: tuple[RecordSpec, dict[str, Any], list[str]]) -> None:
    spec, filters, orders = request_
    name = spec.type_name
    document_ = (
        f"query($where: {name}Where, $orderBy: [{name}Order!], $after: Cursor) {{ "
        f"page: {spec.plural}(where: $where, orderBy: $orderBy, after: $after, first: 2) {{ "
        f"nodes {selection(spec)} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} totalCount }} }}"
    )
    parameters = {key: written(value) for key, value in filters.items()} | {"first": "2", "totalCount": "true"}
    variables: dict[str, Any] = {"where": nested(spec, filters)}
    if orders:
        parameters["orderBy"] = ",".join(orders)
        variables["orderBy"] = [order_name(order) for order in orders]
    for _ in range(3):
        rest = client.get(f"/v1/{spec.plural}", params=parameters)
        graphql = client.post("/graphql", json={"query": document_, "variables": variables})
        assert rest.status_code == graphql.status_code == 200, (rest.text, graphql.text)
        page, connection = rest.json(), graphql.json()["data"]["page"]
        assert page["data"] == connection["nodes"]
        assert page["page"] == connection["pageInfo"]
        assert page["meta"]["totalCount"] == connection["totalCount"]
        if not page["page"]["hasNextPage"]:
            break
        parameters["after"] = variables["after"] = page["page"]["endCursor"]


def test_lists_of_values_are_bounded_in_rest(client: TestClient) -> None:
    assert client.get("/v1/places", params={"country.in": ",".join(["UA"] * ITEM_LIMIT)}).status_code == 200
    refused = client.get("/v1/places", params={"country.in": ",".join(["UA"] * (ITEM_LIMIT + 1))})
    assert (refused.status_code, refused.json()["code"]) == (400, "INVALID_VALUE")
