"""Earlier snapshots, while they are kept: every route reads them by name, and who walks through a list stays where the walk began."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from schema.catalog import CATALOG
from schema.store.sqlite import SqliteStore
from tests.api.serving import client_of, linked
from tests.seeds import seed_records, seed_store

FOREVER = "public, max-age=31536000, immutable"
ARTICLE = seed_records()[0].id
ADDRESSES = [
    *(f"/v1/{spec.plural}?totalCount=true" for spec in CATALOG),
    *(f"/v1/{spec.plural}/{next(one.id for one in seed_records() if CATALOG.of_id(one.id) is spec)}" for spec in CATALOG),
    f"/v1/articles/{ARTICLE}/text",
    f"/v1/articles/{ARTICLE}/quotes?first=2",
    "/v1/casualties/totals?by=PLACE&first=2",
    "/graphql?query={snapshot{id}quotes(first:3){nodes{id}}}",
]


def named(address: str, snapshot: str) -> str:
    """The same address, of one snapshot."""
    return f"{address}{'&' if '?' in address else '?'}snapshot={snapshot}"


@pytest.fixture
def served(tmp_path: Path) -> tuple[SqliteStore, TestClient]:
    """A store of the seeds, and a client of its server."""
    store = seed_store(tmp_path / "store.sqlite")
    return store, client_of(store)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_route_reads_the_snapshot_that_is_named(served: tuple[SqliteStore, TestClient], address: str) -> None:
    store, client = served
    old, before = store.reader().snapshot, client.get(address)
    store.publish([])
    after = client.get(named(address, old))
    assert (after.status_code, after.headers["dateline-snapshot"], after.headers["cache-control"]) == (200, old, FOREVER)
    if "totals" not in address:
        assert after.content == before.content
    assert client.get(address).content != before.content
    store.publish(seed_records()[:10])
    gone = client.get(named(address, old))
    found = gone.json()["errors"][0]["extensions"] if address.startswith("/graphql") else gone.json()
    assert (gone.status_code, found["code"], "cache-control" in gone.headers) == (404, "SNAPSHOT_NOT_FOUND", False)
    assert "/version" in found["hint"]


@pytest.mark.parametrize("snapshot", ["0" * 15, "A" * 16, "../../etc/passwd", "", "0" * 17, "0000000000000000%0A"])
def test_what_is_no_id_of_a_snapshot_is_refused(served: tuple[SqliteStore, TestClient], snapshot: str) -> None:
    _, client = served
    answer = client.get(named("/v1/quotes", snapshot))
    assert (answer.status_code, answer.json()["code"], answer.json()["details"]["parameter"]) == (400, "INVALID_VALUE", "snapshot")
    posted = client.post("/graphql", json={"query": "{ __typename }", "snapshot": snapshot})
    assert (posted.status_code, posted.json()["errors"][0]["extensions"]["code"]) == (404, "SNAPSHOT_NOT_FOUND")


def test_a_walk_ends_in_the_snapshot_in_which_it_began(served: tuple[SqliteStore, TestClient]) -> None:
    store, client = served
    whole = client.get("/v1/quotes?first=100").json()["data"]
    page = client.get("/v1/quotes?first=7")
    found = page.json()["data"]
    store.publish([])
    while "next" in linked(page):
        page = client.get(linked(page)["next"])
        found += page.json()["data"]
    assert found == whole
    assert client.get(linked(page)["prev"]).json()["data"] == whole[21:28][-7:]
    assert client.get("/v1/quotes?first=7").json()["data"] == []


def test_a_walk_in_graphql_too(served: tuple[SqliteStore, TestClient]) -> None:
    store, client = served
    query = (
        "query($a: Cursor) { snapshot { id } quotes(first: 20, after: $a) { nodes { id } pageInfo { endCursor } } people { totalCount } }"
    )
    first = client.post("/graphql", json={"query": query}).json()["data"]
    store.publish([])
    second = client.post("/graphql", json={"query": query, "variables": {"a": first["quotes"]["pageInfo"]["endCursor"]}}).json()["data"]
    assert (second["snapshot"], second["people"]) == (first["snapshot"], first["people"])
    assert len({one["id"] for page in (first, second) for one in page["quotes"]["nodes"]}) == 29


def test_a_cursor_of_another_snapshot_than_the_one_that_is_named_is_stale(served: tuple[SqliteStore, TestClient]) -> None:
    store, client = served
    following = linked(client.get("/v1/quotes?first=1"))["next"]
    new = store.publish([])
    answer = client.get(named(following, new))
    assert (answer.status_code, answer.json()["code"]) == (410, "STALE_CURSOR")


def test_the_addends_of_sums_are_those_of_the_same_snapshot(served: tuple[SqliteStore, TestClient]) -> None:
    store, client = served
    old = store.reader().snapshot
    store.publish([])
    groups = client.get(named("/v1/casualties/totals?by=PLACE", old)).json()["data"]
    assert groups
    for group in groups:
        assert len(client.get(group["addends"]).json()["data"]) == group["records"]


def test_the_version_lists_what_is_kept(served: tuple[SqliteStore, TestClient]) -> None:
    store, client = served
    old = store.reader().snapshot
    new = store.publish([])
    body = client.get("/version").json()
    assert (body["snapshot"], body["snapshots"]) == (new, [new, old])
