"""What a client may keep of an answer to a GraphQL query that it sent by GET."""

from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

from api.settings import Settings
from tests.api.serving import client_of
from tests.seeds import seed_store


def test_an_answer_with_an_error_is_never_kept(tmp_path: Path) -> None:
    late = client_of(seed_store(tmp_path / "store.sqlite"), Settings(deadline_s=0))
    answer = late.get("/graphql", params={"query": '{ article(id: "article-5455a84f91042e4f") { id } }'})
    assert answer.json()["errors"][0]["extensions"]["code"] == "DEADLINE_EXCEEDED"
    assert "etag" not in answer.headers
    assert "cache-control" not in answer.headers


def test_a_query_that_is_not_valid_is_refused_also_to_a_client_that_has_something(client: TestClient) -> None:
    assert client.get("/graphql", params={"query": "{ nothing }"}, headers={"If-None-Match": "*"}).status_code == 400


def test_no_header_is_given_twice_over(client: TestClient) -> None:
    vary = client.get("/v1/quotes", headers={"Accept-Encoding": "gzip"}).headers["vary"].split(", ")
    assert sorted(vary) == ["Accept", "Accept-Encoding"]
