"""The pages about the service itself."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from schema.catalog import CATALOG
from schema.errors import public_errors
from schema.graphql_types import SCALARS


def test_the_first_page_leads_everywhere(client: TestClient) -> None:
    links = client.get("/").json()["links"]
    assert {spec.plural for spec in CATALOG} | {"graphql", "openapi", "schema", "health"} <= set(links)
    for name, address in links.items():
        answer = client.get(address, params={"query": "{__typename}"} if name == "graphql" else None)
        assert answer.status_code == 200, address


def test_browsers_get_the_first_page_as_html(client: TestClient) -> None:
    answer = client.get("/", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert answer.headers["content-type"].startswith("text/html")
    assert '<html lang="en">' in answer.text
    found = re.findall(r'<a href="([^"]+)">', answer.text)
    assert set(client.get("/").json()["links"].values()) <= set(found)
    assert "<script" not in answer.text


def test_health_needs_no_data_and_readiness_names_the_snapshot(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready, version = client.get("/readyz").json(), client.get("/version").json()
    assert ready == {"status": "ready", "snapshot": version["snapshot"]}
    assert version["counts"]["articles"] == 2
    assert re.fullmatch(r"\d+\.\d+\.\d+", version["version"])


@pytest.mark.parametrize("error", public_errors(), ids=lambda error: error.code)
def test_every_kind_of_problem_has_a_page(client: TestClient, error: type) -> None:
    code = getattr(error, "code", "")
    answer = client.get(f"/problems/{code.lower().replace('_', '-')}")
    assert answer.status_code == 200
    assert f"<code>{code}</code>" in answer.text


def test_every_scalar_has_the_page_that_it_names(client: TestClient) -> None:
    for scalar in SCALARS.values():
        assert scalar.specified_by_url
        answer = client.get(scalar.specified_by_url)
        assert (answer.status_code, f"<h1>{scalar.name}</h1>" in answer.text) == (200, True)


@pytest.mark.parametrize("address", ["/problems/none", "/problems/NOT-FOUND", "/scalars/None", "/problems/", "/scalars"])
def test_what_does_not_exist_has_no_page(client: TestClient, address: str) -> None:
    assert (client.get(address).status_code, client.get(address).json()["code"]) == (404, "NOT_FOUND")
