"""`q` in both faces: what it finds, where it stands, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.parameters import list_parameters, nested_parameters
from schema.catalog import CATALOG
from schema.plan import RELEVANCE
from schema.search import QUERY_LIMIT
from tests.api.operations import codes, data, post

SEARCHED = [spec for spec in CATALOG if spec.searched]


def listed(client: TestClient, path: str, **parameters: str) -> Any:  # noqa: ANN401  any JSON
    """A page of a list."""
    answer = client.get(f"/v1/{path}", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_only_whole_lists_of_what_is_searched_take_q() -> None:
    assert {spec.plural for spec in CATALOG if "q" in list_parameters(spec)} == {spec.plural for spec in SEARCHED}
    assert not any("q" in nested_parameters(spec) for spec in CATALOG)


@given(st.text(max_size=QUERY_LIMIT))
def test_no_text_is_refused(client: TestClient, text: str) -> None:
    for spec in SEARCHED:
        page = listed(client, spec.plural, q=text, first="2")
        assert len(page["matches"]) == len(page["data"])


@pytest.mark.parametrize("q", ["drone", '"peace talks"', "russi*", "don't -drone"])
def test_matches_are_places_in_the_article(client: TestClient, q: str) -> None:
    for spec in SEARCHED:
        page = listed(client, spec.plural, q=q)
        for row, matches in zip(page["data"], page["matches"], strict=True):
            text = client.get(f"/v1/articles/{row.get('articleId', row['id'])}/text").text
            assert matches
            assert [text[match["start"] : match["end"]] for match in matches] == [match["exact"] for match in matches]


def test_a_list_that_is_not_searched_has_no_matches(client: TestClient) -> None:
    assert "matches" not in listed(client, "articles")
    found = data(client, "{ articles(first: 1) { edges { matches { start } } nodes { quotes(first: 1) { edges { matches { end } } } } } }")
    assert found["articles"]["edges"] == [{"matches": []}]
    assert found["articles"]["nodes"][0]["quotes"]["edges"] == [{"matches": []}]


def test_a_search_goes_with_filters_pages_and_counts(client: TestClient) -> None:
    page = listed(client, "quotes", q="russi*", kind="INDIRECT", first="1", totalCount="true")
    every = listed(client, "quotes", q="russi*", first="100")["data"]
    fitting = [row["id"] for row in every if row["kind"] == "INDIRECT"]
    assert page["meta"]["totalCount"] == len(fitting) > 1
    seen = [row["id"] for row in page["data"]]
    while page["page"]["hasNextPage"]:
        page = listed(client, "quotes", q="russi*", kind="INDIRECT", first="1", after=page["page"]["endCursor"])
        seen += [row["id"] for row in page["data"]]
    assert seen == fitting


def test_relevance_orders_nothing_without_a_search(client: TestClient) -> None:
    assert listed(client, "quotes", orderBy=RELEVANCE)["data"] == listed(client, "quotes")["data"]


def test_a_cursor_of_another_search_is_refused(client: TestClient) -> None:
    cursor = listed(client, "quotes", q="russi*", first="1")["page"]["endCursor"]
    for other in ({"q": "ukrain*"}, {}):
        answer = client.get("/v1/quotes", params={"after": cursor, **other})
        assert (answer.status_code, answer.json()["code"]) == (404, "INVALID_CURSOR")


def test_answers_to_other_searches_have_other_validators(client: TestClient) -> None:
    first, second = (client.get("/v1/quotes", params={"q": q}) for q in ("drone", "war"))
    assert first.headers["etag"] != second.headers["etag"]
    again = client.get("/v1/quotes", params={"q": "drone"}, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


def test_a_search_that_is_too_long_is_refused(client: TestClient) -> None:
    long = "a" * (QUERY_LIMIT + 1)
    refused = client.get("/v1/articles", params={"q": long})
    assert (refused.status_code, refused.json()["code"]) == (400, "INVALID_VALUE")
    for answer in (post(client, f'{{ articles(q: "{long}") {{ nodes {{ id }} }} }}'), post(client, QUERY, variables={"q": long})):
        assert answer.status_code == 400
        assert codes(answer)[0] in {"INVALID_VALUE", "GRAPHQL_VALIDATION_FAILED"}


QUERY = "query($q: Search) { articles(q: $q) { edges { matches { exact } } } }"
