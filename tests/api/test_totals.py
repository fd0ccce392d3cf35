"""Sums over both faces: the same numbers, and ways to exactly the records that they are made of."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.parameters import totals_parameters
from schema.catalog import CATALOG
from schema.totals import ADDENDS, TotalsSpec, totals_of
from tests.api.operations import data
from tests.api.parity import nested, order_name, pool, values, written
from tests.seeds import seed_records

FOUND = totals_of(CATALOG["casualty"])
assert FOUND
TOTALS: TotalsSpec = FOUND
POOL = pool(seed_records(), CATALOG)
FILTERS = [name for name, parameter in totals_parameters(TOTALS).items() if parameter.path]
ORDERS = [sign + path for path in TOTALS.sortable for sign in ("", "-")]
NUMBERS = "min max records withoutMin withoutMax vague articles incidents"


@st.composite
def sums(draw: st.DrawFn) -> tuple[dict[str, Any], list[str] | None, list[str]]:
    """Filters as REST parameters, what the sums go by, and an order."""
    chosen = draw(st.lists(st.sampled_from(FILTERS), max_size=2, unique=True))
    by = draw(st.none() | st.lists(st.sampled_from(list(TOTALS.dimensions)), min_size=1, max_size=3))
    orders = draw(st.lists(st.sampled_from(ORDERS), max_size=2))
    return {name: draw(values(totals_parameters(TOTALS)[name].schema, POOL)) for name in chosen}, by, orders


DOCUMENT = f"""query($where: CasualtyWhere, $by: [CasualtyDimension!], $orderBy: [CasualtyTotalOrder!]) {{
    casualtyTotals(where: $where, by: $by, orderBy: $orderBy, first: 3) {{
        nodes {{ {" ".join(TOTALS.fields)} addends }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"""
LIST = "query($where: CasualtyWhere) { casualties(where: $where, first: 100) { nodes { id min max } totalCount } }"


@given(asked=sums())
def test_rest_and_graphql_add_up_alike_and_lead_to_the_same_records(client: TestClient, asked: tuple[Any, Any, Any]) -> None:
    given, by, orders = asked
    parameters = {name: written(value) for name, value in given.items()} | {"first": "3"}
    parameters |= {name: ",".join(names) for name, names in (("by", by), ("orderBy", orders)) if names}
    rest = client.get("/v1/casualties/totals", params=parameters)
    assert rest.status_code == 200, rest.text
    where = nested(TOTALS.spec, given)
    graphql = data(client, DOCUMENT, where=where, by=by, orderBy=[order_name(order) for order in orders])["casualtyTotals"]
    assert rest.json()["page"] == graphql["pageInfo"]
    keys = {TOTALS.dimensions[name].key for name in TOTALS.by(by)}
    others = {one.key for one in TOTALS.dimensions.values()} - keys
    for row, node in zip(rest.json()["data"], graphql["nodes"], strict=True):
        shown = {name: value for name, value in node.items() if name not in others}
        assert {**row, ADDENDS: None} == {**shown, ADDENDS: None}
        assert all(node[name] is None for name in others)
        listed = client.get(row[ADDENDS], params=[*parse_qsl(urlsplit(row[ADDENDS]).query), ("first", "100")]).json()["data"]
        found = data(client, LIST, where=node[ADDENDS])["casualties"]
        assert [one["id"] for one in listed] == [one["id"] for one in found["nodes"]]
        assert found["totalCount"] == row["records"]
        assert row["min"] == (None if row["withoutMin"] else sum(one["min"] for one in found["nodes"]))


def test_the_page_leads_to_the_next_one(client: TestClient) -> None:
    rows: list[Any] = []
    address = "/v1/casualties/totals?by=PLACE&orderBy=-min&first=3"
    while address:
        answer = client.get(address)
        rows += answer.json()["data"]
        address = answer.links["next"]["url"] if "next" in answer.links else ""
        assert "prev" not in answer.links
    assert [row["min"] for row in rows] == [23, 7, 5, 1]
    assert client.get("/v1/casualties/totals?by=PLACE&orderBy=-min&first=100").json()["data"] == rows


def test_included_records_are_those_of_the_keys(client: TestClient) -> None:
    [row, *_] = client.get("/v1/casualties/totals?by=PLACE&include=place&orderBy=-min").json()["data"]
    assert row["place"]["id"] == row["placeId"]
    [article, *_] = data(client, "{ casualtyTotals { nodes { article { headline casualties { totalCount } } place { name } } } }")[
        "casualtyTotals"
    ]["nodes"]
    assert article["place"] is None
    assert article["article"]["headline"]


REFUSED = [
    ("by=TOWN", "INVALID_VALUE"),
    ("by=", "INVALID_VALUE"),
    ("orderBy=mean", "INVALID_VALUE"),
    ("first=0", "INVALID_VALUE"),
    ("fields=min", "UNKNOWN_PARAMETER"),
    ("before=aaaaaaaaaaaaaaaa", "UNKNOWN_PARAMETER"),
    ("after=aaaaaaaaaaaaaaaa", "INVALID_CURSOR"),
]


@pytest.mark.parametrize(("query", "code"), REFUSED)
def test_what_is_wrong_is_refused(client: TestClient, query: str, code: str) -> None:
    assert client.get(f"/v1/casualties/totals?{query}").json()["code"] == code


def test_a_cursor_of_other_sums_is_refused(client: TestClient) -> None:
    cursor = client.get("/v1/casualties/totals?by=PLACE").json()["page"]["startCursor"]
    assert client.get(f"/v1/casualties/totals?by=PLACE&after={cursor}").status_code == 200
    assert client.get(f"/v1/casualties/totals?by=COUNTRY&after={cursor}").json()["code"] == "INVALID_CURSOR"


def test_sums_cost_more_than_a_page(client: TestClient) -> None:
    answer = client.post("/graphql", json={"query": "{ casualtyTotals(first: 5) { nodes { min } } }"})
    assert answer.json()["extensions"]["cost"] == 11
