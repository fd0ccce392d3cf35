"""Documents that clients name by an id: found, cached, and the only ones that are answered where a server was started with them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.environment import handed_on, settings_of
from api.persisted import read_documents
from api.settings import Settings
from schema.errors import InvalidValue
from schema.store.sqlite import SqliteStore
from tests.api.serving import client_of
from tests.seeds import seed_records, seed_store

NEWEST = "query Newest($n: PageSize) { articles(first: $n) { nodes { id } } }"
DIGEST = "sha256:" + hashlib.sha256(NEWEST.encode()).hexdigest()
DOCUMENTS = {"newest": NEWEST, "wrong": "{ nothing }"}


@pytest.fixture(scope="module")
def kept(store: SqliteStore) -> Iterator[TestClient]:
    """A client of a server that was started with documents, for the pages of one origin."""
    with client_of(store, Settings(documents=DOCUMENTS, origins=frozenset({"https://a.example"}))) as client:
        yield client


def code(body: Any) -> str:  # noqa: ANN401  any JSON
    """The code of the one error of an answer."""
    [error] = body["errors"]
    return str(error["extensions"]["code"])


@pytest.mark.parametrize("identifier", ["newest", DIGEST])
def test_a_document_is_named_by_its_id_or_its_digest(kept: TestClient, identifier: str) -> None:
    sent = {"documentId": identifier, "variables": {"n": 1}}
    posted = kept.post("/graphql", json=sent)
    assert len(posted.json()["data"]["articles"]["nodes"]) == 1
    got = kept.get("/graphql", params={"documentId": identifier, "variables": '{"n": 1}'})
    assert got.json() == posted.json() == kept.post("/graphql", json={"query": NEWEST, "variables": {"n": 1}}).json()


REFUSED = [
    ({"documentId": "none"}, "PERSISTED_QUERY_NOT_FOUND"),
    ({"documentId": "sha256:" + "0" * 64}, "PERSISTED_QUERY_NOT_FOUND"),
    ({"query": "{ __typename }"}, "DOCUMENT_NOT_ALLOWED"),
    ({"query": NEWEST + " "}, "DOCUMENT_NOT_ALLOWED"),
    ({"query": NEWEST, "documentId": "newest"}, "INVALID_BODY"),
    ({"documentId": 5}, "INVALID_BODY"),
    ({"documentId": "newest", "snapshot": []}, "INVALID_BODY"),
    ({}, "INVALID_BODY"),
    ({"documentId": "wrong"}, "GRAPHQL_VALIDATION_FAILED"),
]


@pytest.mark.parametrize(("sent", "refusal"), REFUSED)
def test_no_other_document_is_answered(kept: TestClient, sent: dict[str, Any], refusal: str) -> None:
    answer = kept.post("/graphql", json=sent, headers={"Accept": "application/graphql-response+json"})
    assert (answer.status_code, code(answer.json())) == (400, refusal)


def test_a_server_without_documents_says_so(client: TestClient) -> None:
    assert code(client.post("/graphql", json={"documentId": "newest"}).json()) == "PERSISTED_QUERY_NOT_SUPPORTED"


def test_an_answer_that_names_its_snapshot_is_kept_for_good(tmp_path: Path) -> None:
    store = seed_store(tmp_path / "store.sqlite")
    client = client_of(store, Settings(documents=DOCUMENTS))
    given = {"documentId": "newest", "variables": '{"n":1}'}
    short = client.get("/graphql", params=given)
    pinned = {**given, "snapshot": store.reader().snapshot}
    long = client.get("/graphql", params=pinned)
    assert (short.headers["cache-control"], long.headers["cache-control"]) == ("public, max-age=60", "public, max-age=31536000, immutable")
    assert client.get("/graphql", params=given, headers={"If-None-Match": short.headers["etag"]}).status_code == 304
    store.publish([])
    assert client.get("/graphql", params=given, headers={"If-None-Match": short.headers["etag"]}).status_code == 200
    kept = client.get("/graphql", params=pinned)
    assert (kept.json(), kept.headers["etag"]) == (long.json(), long.headers["etag"])
    store.publish(seed_records()[:10])
    gone = client.get("/graphql", params=pinned, headers={"If-None-Match": long.headers["etag"]})
    assert (gone.status_code, code(gone.json()), "cache-control" in gone.headers) == (404, "SNAPSHOT_NOT_FOUND", False)


def test_another_document_of_the_same_id_has_another_validator(store: SqliteStore, kept: TestClient) -> None:
    other = client_of(store, Settings(documents={"newest": "{ __typename }"}))
    given = {"documentId": "newest", "variables": '{"n": 1}'}
    assert kept.get("/graphql", params=given).headers["etag"] != other.get("/graphql", params=given).headers["etag"]


MANIFEST = {
    "format": "apollo-persisted-query-manifest",
    "version": 1,
    "operations": [{"id": "newest", "name": "Newest", "type": "query", "body": NEWEST}],
}


@pytest.mark.parametrize("content", [{"newest": NEWEST}, MANIFEST])
def test_files_of_relay_and_of_apollo_are_read(content: object) -> None:
    assert read_documents(json.dumps(content).encode()) == {"newest": NEWEST}


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b'["a"]', b"5", b'{"a": 5}', b"\xff", b'{"format": "apollo-persisted-query-manifest"}']
)
def test_a_file_without_documents_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "documents.json"
    path.write_bytes(content)
    with pytest.raises(InvalidValue, match=r"documents\.json: the file holds no documents"):
        handed_on(path, [])


def test_what_the_command_is_told_comes_to_the_server(tmp_path: Path) -> None:
    path = tmp_path / "documents.json"
    path.write_text(json.dumps(DOCUMENTS))
    told = settings_of(handed_on(path, ["https://a.example", "http://localhost:3000"]))
    assert told == Settings(documents=DOCUMENTS, origins=frozenset({"https://a.example", "http://localhost:3000"}))
    assert settings_of(handed_on(None, [])) == settings_of({}) == Settings()
    with pytest.raises(InvalidValue, match=r"example\.org is no origin"):
        handed_on(None, ["example.org"])


ORIGINS = [("https://a.example", True), ("https://b.example", False), ("null", False), ("https://a.example.evil", False), (None, False)]


@pytest.mark.parametrize(("origin", "may"), ORIGINS)
@pytest.mark.parametrize("address", ["/v1/quotes", "/nowhere", "/graphql", "/healthz"])
@pytest.mark.parametrize("method", ["GET", "OPTIONS", "DELETE"])
def test_only_pages_of_the_named_origins_may_read(kept: TestClient, method: str, address: str, origin: str | None, *, may: bool) -> None:
    answer = kept.request(method, address, headers={"Origin": origin} if origin else {})
    assert answer.headers.get("access-control-allow-origin") == (origin if may else None)
    assert "Origin" in answer.headers["vary"]
    assert "access-control-allow-credentials" not in answer.headers
