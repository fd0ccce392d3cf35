"""Answers tell how long they took, and, where they are asked to, what was read for them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.timing import EXPLANATION
from tests.seeds import seed_records

ARTICLE = seed_records()[0].id
NESTED = "query($n: PageSize = 2) { articles(first: $n) { nodes { id quotes(first: 3, orderBy: [ID_DESC]) { nodes { id } } } } }"
ASKED: list[tuple[str, dict[str, Any]]] = [
    ("/v1/articles?include=quotes", {}),
    (f"/v1/articles/{ARTICLE}", {}),
    (f"/v1/articles/{ARTICLE}/text", {}),
    ("/v1/casualties/totals?by=PLACE", {}),
    ("/graphql", {"json": {"query": NESTED}}),
    ("/graphql", {"json": {"query": "{ __schema { queryType { name } } articles(first: 1) { nodes { id } } }"}}),
]


def answered(client: TestClient, address: str, given: dict[str, Any], accept: str = "*/*") -> Any:  # noqa: ANN401  an answer
    """The answer to a request."""
    return client.request("POST" if given else "GET", address, headers={"Accept": accept}, **given)


@pytest.mark.parametrize(("address", "given"), ASKED)
def test_an_answer_tells_how_long_its_phases_took(client: TestClient, address: str, given: dict[str, Any]) -> None:
    told = answered(client, address, given).headers["server-timing"]
    phases = dict(re.findall(r"(\w+);dur=(\d+\.\d{3})(?:, |$)", told))
    assert set(phases) == {"parse", "plan", "store", "render"}
    assert float(phases["render"]) > 0 < float(phases["store"])


@pytest.mark.parametrize(("address", "given"), ASKED)
def test_an_explanation_tells_what_was_read(any_client: TestClient, address: str, given: dict[str, Any]) -> None:
    explanation = answered(any_client, address, given, EXPLANATION)
    assert (explanation.status_code, explanation.headers["content-type"]) == (200, EXPLANATION)
    told, plain = explanation.json(), answered(any_client, address, given)
    assert told["snapshot"] == plain.headers["dateline-snapshot"]
    assert str(told["cost"]) == plain.headers.get("dateline-cost", "None")
    assert told["statements"]
    for one in told["statements"]:
        assert one["sql"].startswith(("SELECT", "WITH"))
        assert one["steps"]
        assert one["times"] >= 1


def test_children_are_one_statement_for_all_their_parents(client: TestClient) -> None:
    told = answered(client, "/graphql", {"json": {"query": NESTED}}, EXPLANATION).json()
    assert [(one["times"], one["rows"]) for one in told["statements"]] == [(1, 2), (2, 8)]
    assert all("USING" in step for one in told["statements"] for step in one["steps"])


@pytest.mark.parametrize(
    ("address", "given", "status", "media"),
    [
        ("/v1/articles?first=no", {}, 400, "application/problem+json"),
        ("/v1/articles/article-0", {}, 404, "application/problem+json"),
        ("/graphql", {"json": {"query": "{"}}, 400, "application/json; charset=utf-8"),
        ("/graphql", {"json": {"query": "{ nothing }"}}, 400, "application/json; charset=utf-8"),
    ],
)
def test_what_is_refused_is_not_explained(client: TestClient, address: str, given: dict[str, Any], status: int, media: str) -> None:
    refused = answered(client, address, given, EXPLANATION)
    assert (refused.status_code, refused.headers["content-type"]) == (status, media)


def test_an_explanation_is_kept_by_nobody(client: TestClient) -> None:
    told = client.get("/v1/articles", headers={"Accept": EXPLANATION}).headers
    assert told["cache-control"] == "no-store"
    assert "etag" not in told
