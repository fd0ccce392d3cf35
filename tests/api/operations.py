"""GraphQL operations over HTTP, and what their answers hold."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient

JSON, GRAPHQL = "application/json", "application/graphql-response+json"
EMPTY = "{ quotes(first: 1) { nodes { id } } }"


def post(client: TestClient, query: str, accept: str = GRAPHQL, **members: object) -> Any:  # noqa: ANN401  a response of the client
    """The answer to a document."""
    return client.post("/graphql", json={"query": query, **members}, headers={"Accept": accept})


def data(client: TestClient, query: str, **variables: object) -> Any:  # noqa: ANN401  any JSON
    """The data of an answer that must have no errors."""
    answer = post(client, query, variables=variables)
    assert answer.status_code == 200, answer.text
    assert "errors" not in answer.json()
    return answer.json()["data"]


def codes(answer: Any) -> list[str]:  # noqa: ANN401  a response of the client
    """The codes of an answer's errors."""
    return [error["extensions"]["code"] for error in answer.json()["errors"]]
