"""One random request, written for REST and for GraphQL, and the two answers compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.parameters import list_parameters
from schema.catalog import Catalog, RecordSpec, StructSpec
from schema.documents import EVIDENCE, column, documents
from schema.plan import RELEVANCE
from schema.records import Record
from tests.strategies import WORDS

PAGES = 3
"""How many pages of a list are compared."""


SEARCHES = (None, "drone", "russi* -odesa", '"the war" said', "-the", "", "\ud7ff*'\"")
"""What lists are searched for."""

MATCHES = "edges { matches { start end exact prefix suffix } }"


def selection(struct: StructSpec) -> str:
    """Every field of a type that REST shows, as a GraphQL selection."""
    fields = [f"{name} {selection(field.struct) if field.struct else ''}" for name, field in struct.fields.items() if not field.large]
    span = "{ start end exact prefix suffix sentence }"
    evidence = [f"{EVIDENCE} {{ {' '.join(f'{field.name} {span}' for field in struct.spanned)} }}"] if struct.spanned else []
    return f"{{ {' '.join(fields + evidence)} }}"


def pool(records: Iterable[Record], catalog: Catalog) -> tuple[Any, ...]:
    """Values that stand somewhere in the records, by which filters find something."""
    found: set[Any] = set()
    for spec, row in documents(iter(records), catalog):
        found |= {column(row, path) for path in spec.columns}
        found |= {column(value, path) for name, values in spec.lists.items() for value in row[name] for path in values.target.columns}
    return tuple(sorted((value for value in found if value is not None and len(str(value)) < 60), key=repr))


def values(schema: Mapping[str, Any], pool: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    """Values that a parameter with this schema takes."""
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema["type"] == "array":
        return st.lists(values(schema["items"], pool), min_size=1, max_size=2)
    fitting: dict[str, list[Any]] = {
        "boolean": [True, False],
        "integer": [value for value in (*pool, -1, 0, 7, 23) if type(value) is int],
        "number": [value for value in (*pool, 0.5) if isinstance(value, float)],
        "string": [v for v in (*pool, *WORDS) if isinstance(v, str) and re.fullmatch(schema.get("pattern", "(?s).*"), v)],
    }
    formats = {"date": ["2022-01-01", "2022-02-28"], "date-time": ["2025-04-22T08:30:00Z"]}
    return st.sampled_from(formats.get(schema.get("format", ""), fitting[schema["type"]]))


@dataclass(frozen=True)
class Question:
    """A type of record, REST parameters with their values, an order, and what is searched for."""

    spec: RecordSpec
    given: Mapping[str, Any]
    orders: tuple[str, ...]
    search: str | None = None


@st.composite
def questions(draw: st.DrawFn, catalog: Catalog, pool: tuple[Any, ...]) -> Question:
    """A question about any type of record."""
    spec = draw(st.sampled_from(list(catalog)))
    known = list_parameters(spec)
    chosen = draw(st.lists(st.sampled_from([name for name, parameter in known.items() if parameter.path]), max_size=2, unique=True))
    orders = draw(st.lists(st.sampled_from(known["orderBy"].schema["items"]["enum"]), max_size=2))
    search = draw(st.sampled_from(SEARCHES)) if spec.searched else None
    return Question(spec, {name: draw(values(known[name].schema, pool)) for name in chosen}, tuple(orders), search)


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
    if order == RELEVANCE:
        return order.upper()
    upper = re.sub(r"([A-Z])", r"_\1", order.removeprefix("-").replace(".", "_")).upper()
    return f"{upper}_{'DESC' if order.startswith('-') else 'ASC'}"


def assert_alike(client: TestClient, question: Question) -> None:
    """Asks both faces for the first pages of the list and compares records, places and total."""
    spec = question.spec
    name = spec.type_name
    searched = question.search is not None
    declared, given, matches = (", $q: Search", ", q: $q", MATCHES) if searched else ("", "", "")
    document = (
        f"query($where: {name}Where, $orderBy: [{name}Order!], $after: Cursor{declared}) {{ "
        f"page: {spec.plural}(where: $where, orderBy: $orderBy, after: $after, first: 2{given}) {{ "
        f"{matches} nodes {selection(spec)} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} totalCount }} }}"
    )
    parameters = {key: written(value) for key, value in question.given.items()} | {"first": "2", "totalCount": "true"}
    variables: dict[str, Any] = {"where": nested(spec, question.given)}
    if question.orders:
        parameters["orderBy"] = ",".join(question.orders)
        variables["orderBy"] = [order_name(order) for order in question.orders]
    if question.search is not None:
        parameters["q"] = variables["q"] = question.search
    for _ in range(PAGES):
        rest = client.get(f"/v1/{spec.plural}", params=parameters)
        graphql = client.post("/graphql", json={"query": document, "variables": variables})
        assert rest.status_code == graphql.status_code == 200, (rest.text, graphql.text)
        page, connection = rest.json(), graphql.json()["data"]["page"]
        assert page["data"] == connection["nodes"]
        assert page["page"] == connection["pageInfo"]
        assert page.get("matches") == ([edge["matches"] for edge in connection["edges"]] if searched else None)
        assert page["meta"]["totalCount"] == connection["totalCount"]
        if not page["page"]["hasNextPage"]:
            break
        parameters["after"] = variables["after"] = page["page"]["endCursor"]
