"""REST and GraphQL give the same records, pages and cursors for the same request."""

from __future__ import annotations

from hypothesis import given
from starlette.testclient import TestClient

from api.parameters import ITEM_LIMIT
from schema.catalog import CATALOG
from tests.api.parity import Question, assert_alike, pool, questions
from tests.seeds import seed_records


@given(question=questions(CATALOG, pool(seed_records(), CATALOG)))
def test_rest_and_graphql_answer_alike(client: TestClient, question: Question) -> None:
    assert_alike(client, question)


def test_lists_of_values_are_bounded_in_rest(client: TestClient) -> None:
    assert client.get("/v1/places", params={"country.in": ",".join(["UA"] * ITEM_LIMIT)}).status_code == 200
    refused = client.get("/v1/places", params={"country.in": ",".join(["UA"] * (ITEM_LIMIT + 1))})
    assert (refused.status_code, refused.json()["code"]) == (400, "INVALID_VALUE")
