"""REST and GraphQL give the same records, pages and cursors for the same request."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from starlette.testclient import TestClient

from api.parameters import ITEM_LIMIT
from schema.catalog import CATALOG
from tests.api.parity import Question, assert_alike, pool, questions
from tests.api.serving import lasting
from tests.seeds import seed_records

ADDRESSES = [
    "/version",
    "/readyz",
    *(f"/v1/{spec.plural}?totalCount=true" for spec in CATALOG),
    *(f"/v1/{spec.plural}?first=2&orderBy=-{path}" for spec in CATALOG for path in spec.sortable),
    *(f"/v1/{spec.plural}/{row.id}" for spec in CATALOG for row in [next(one for one in seed_records() if CATALOG.of_id(one.id) is spec)]),
    f"/v1/articles/{seed_records()[0].id}/text",
    f"/v1/articles/{seed_records()[0].id}/quotes?include=speakers.person",
    f"/graphql?query={quote('{ articles { totalCount edges { cursor node { id quotes(first: 3) { nodes { id text } } } } } }')}",
]
"""Addresses of every kind that need nothing from the answer of another."""


@given(question=questions(CATALOG, pool(seed_records(), CATALOG)))
def test_rest_and_graphql_answer_alike(any_client: TestClient, question: Question) -> None:
    assert_alike(any_client, question)


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_answer_has_the_same_bytes_whatever_holds_the_data(client: TestClient, any_client: TestClient, path: str) -> None:
    first, second = client.get(path), any_client.get(path)
    assert (first.status_code, first.content, lasting(first.headers)) == (second.status_code, second.content, lasting(second.headers))
    assert first.status_code == 200


def test_lists_of_values_are_bounded_in_rest(client: TestClient) -> None:
    assert client.get("/v1/places", params={"country.in": ",".join(["UA"] * ITEM_LIMIT)}).status_code == 200
    refused = client.get("/v1/places", params={"country.in": ",".join(["UA"] * (ITEM_LIMIT + 1))})
    assert (refused.status_code, refused.json()["code"]) == (400, "INVALID_VALUE")
