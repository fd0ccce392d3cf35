"""GraphQL over HTTP: media types, statuses, bodies, and what is answered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import pytest
from graphql import build_client_schema, get_introspection_query
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.settings import Settings
from schema.catalog import CATALOG
from schema.store.sqlite import SqliteStore
from tests.api.operations import EMPTY, GRAPHQL, JSON, codes, data, post
from tests.api.serving import HOST, Raw, Sent, ask, client_of
from tests.seeds import seed_records

# -- the protocol ------------------------------------------------------------------------------------------------------

BROKEN = {
    "unreadable": ("{", "GRAPHQL_PARSE_FAILED"),
    "empty": ("{ }", "GRAPHQL_PARSE_FAILED"),
    "invalid": ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
    "too deep": ("{ a " * 16 + "}" * 16, "TOO_COSTLY"),
    "too many tokens": ("{ " + "a: b " * 1000 + "}", "TOO_COSTLY"),
    "no operation": ("fragment F on Query { __typename }", "GRAPHQL_VALIDATION_FAILED"),
    "ambiguous": ("query A { __typename } query B { __typename }", "GRAPHQL_VALIDATION_FAILED"),
    "mutation": ("mutation { x }", "GRAPHQL_VALIDATION_FAILED"),
    "variable": ("query($id: ID!) { node(id: $id) { id } }", "GRAPHQL_VALIDATION_FAILED"),
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize(("accept", "status"), [(GRAPHQL, 400), (JSON, 200), ("", 400), ("*/*", 400), (f"{JSON}, {GRAPHQL};q=0.9", 200)])
def test_a_document_that_cannot_be_answered_has_the_status_of_its_media_type(
    client: TestClient, name: str, accept: str, status: int
) -> None:
    query, code = BROKEN[name]
    answer = post(client, query, accept)
    assert (answer.status_code, set(codes(answer))) == (status, {code})
    assert "data" not in answer.json()
    assert answer.headers["content-type"] == f"{GRAPHQL if accept == GRAPHQL else JSON}; charset=utf-8"


BODIES = {
    "no JSON": (b"{", "the body is not JSON"),
    "no object": (b"[]", "one JSON object"),
    "no query": (b"{}", "query must be a string"),
    "query of a wrong type": (b'{"query":1}', "query must be a string"),
    "name of a wrong type": (b'{"query":"{a}","operationName":1}', "operationName must be a string"),
    "variables of a wrong type": (b'{"query":"{a}","variables":[]}', "variables must be a JSON object"),
    "extensions of a wrong type": (b'{"query":"{a}","extensions":"x"}', "extensions must be a JSON object"),
    "deep nesting": (b"[" * 100_000, "the body is not JSON"),
    "deep nesting inside": (b'{"query":"{a}","variables":{"a":' + b"[" * 90_000, "the body is not JSON"),
    "bytes that are no UTF-8": (b'{"query":"\xff"}', "the body is not JSON"),
    "half a character": (b'{"query":"\\ud800"}', "the body is not JSON"),
    "nothing": (b"", "the body is not JSON"),
}


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("accept", [GRAPHQL, JSON])
def test_a_body_that_is_no_request_is_a_bad_request(client: TestClient, name: str, accept: str) -> None:
    content, message = BODIES[name]
    answer = client.post("/graphql", content=content, headers={"Content-Type": JSON, "Accept": accept})
    assert (answer.status_code, codes(answer)) == (400, ["INVALID_BODY"])
    assert message in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize("media", ["text/plain", "application/graphql", "application/json; charset=latin-1", "", "multipart/form-data"])
def test_a_body_of_another_media_type_is_not_read(client: TestClient, media: str) -> None:
    answer = client.post("/graphql", content=b'{"query":"{__typename}"}', headers={"Content-Type": media, "Accept": JSON})
    assert (answer.status_code, codes(answer)) == (415, ["UNSUPPORTED_MEDIA_TYPE"])


@pytest.mark.parametrize("media", ["application/json", "Application/JSON ; charset=UTF-8", 'application/json; charset="utf-8"'])
def test_json_is_read_however_its_media_type_is_written(client: TestClient, media: str) -> None:
    answer = client.post("/graphql", content=b'{"query":"{__typename}"}', headers={"Content-Type": media})
    assert answer.json()["data"] == {"__typename": "Query"}


def test_an_answer_that_nobody_accepts_is_refused(client: TestClient) -> None:
    answer = post(client, EMPTY, "text/html")
    assert (answer.status_code, codes(answer)) == (406, ["NOT_ACCEPTABLE"])


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_other_methods_are_refused_with_those_that_are_allowed(client: TestClient, method: str) -> None:
    answer = client.request(method, "/graphql")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS, POST")
    assert answer.json()["code"] == "METHOD_NOT_ALLOWED"


def test_get_answers_as_post_does(client: TestClient) -> None:
    document = "query Q($n: PageSize) { quotes(first: $n) { nodes { id } } } query R { __typename }"
    parameters = {"query": document, "variables": '{"n": 2}', "operationName": "Q", "extensions": "null"}
    answer = client.get("/graphql", params=parameters)
    assert answer.json() == post(client, document, variables={"n": 2}, operationName="Q", extensions=None).json()
    head = client.head("/graphql", params=parameters)
    assert (head.status_code, head.headers["etag"]) == (200, answer.headers["etag"])


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("query={__typename}&variables=7", "INVALID_VALUE"),
        ("query={__typename}&variables={", "INVALID_VALUE"),
        ("query={__typename}&query={__typename}", "REPEATED_PARAMETER"),
        ("query={__typename}&operation=Q", "UNKNOWN_PARAMETER"),
        ("", "INVALID_BODY"),
        ("query=%ff", "INVALID_VALUE"),
        ("query=mutation{x}", "GRAPHQL_VALIDATION_FAILED"),
    ],
)
def test_a_get_that_is_no_request_is_a_bad_request(client: TestClient, query: str, code: str) -> None:
    answer = client.get(f"/graphql?{query}")
    assert (answer.status_code, codes(answer)) == (400, [code])
    assert "etag" not in answer.headers


@pytest.mark.parametrize("accept", [JSON, GRAPHQL])
def test_errors_are_not_kept(client: TestClient, accept: str) -> None:
    answer = client.get("/graphql?query={nothing}", headers={"Accept": accept, "If-None-Match": "*"})
    assert (answer.status_code, codes(answer)) == (200 if accept == JSON else 400, ["GRAPHQL_VALIDATION_FAILED"])
    assert not {"etag", "cache-control"} & set(answer.headers)


def test_answers_to_posts_are_not_kept(client: TestClient) -> None:
    assert "etag" not in post(client, EMPTY).headers


def test_the_operation_that_is_named_is_answered(client: TestClient) -> None:
    document = "query A { a: __typename } query B { b: __typename }"
    assert post(client, document, operationName="B").json()["data"] == {"b": "Query"}
    assert post(client, document, operationName="C").json()["errors"][0]["message"] == "the document has no operation C"


# -- answers -----------------------------------------------------------------------------------------------------------


def test_a_tool_can_read_the_whole_schema(client: TestClient) -> None:
    found = data(client, get_introspection_query(specified_by_url=True, input_value_deprecation=True))
    schema = build_client_schema(found)
    assert set(schema.type_map) >= {spec.type_name for spec in CATALOG}


def test_records_are_found_by_id_whatever_their_type(client: TestClient) -> None:
    ids = [one.id for one in seed_records()[:90]]
    found = data(client, "query($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }", ids=[*ids, "quote-none", "galaxy-1", ""])
    names = [CATALOG.of_id(identifier) for identifier in ids]
    assert found["nodes"] == [
        *({"id": i, "__typename": spec.type_name} for i, spec in zip(ids, names, strict=True) if spec),
        None,
        None,
        None,
    ]
    assert data(client, '{ a: node(id: "galaxy-1") { id } b: quote(id: "quote-none") { id } c: quote(id: "article-1") { id } }') == {
        "a": None,
        "b": None,
        "c": None,
    }


def test_one_request_follows_every_kind_of_link(client: TestClient) -> None:
    document = """{ quotes(first: 100) { nodes { id articleId article { id quotes(first: 40) { nodes { id } } text }
        continuationOfId continuationOf { id } speakers { personId person { id quotes(first: 20) { nodes { id } } } } } } }"""
    for row in data(client, document)["quotes"]["nodes"]:
        assert row["article"]["id"] == row["articleId"]
        assert {"id": row["id"]} in row["article"]["quotes"]["nodes"]
        assert (row["continuationOf"] or {}).get("id") == row["continuationOfId"]
        assert row["article"]["text"]
        for speaker in row["speakers"]:
            assert (speaker["person"] or {}).get("id") == speaker["personId"]
            assert speaker["person"] is None or {"id": row["id"]} in speaker["person"]["quotes"]["nodes"]


def test_pages_lead_forward_and_backward_over_every_record_once(client: TestClient) -> None:
    ids = sorted(one.id for one in seed_records() if one.id.startswith("quote-"))
    page = "{ nodes { id } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }"
    for size, place, more, edge in (("first", "after", "hasNextPage", "endCursor"), ("last", "before", "hasPreviousPage", "startCursor")):
        found: list[list[str]] = []
        cursor = None
        while True:
            answer = data(client, f"query($c: Cursor) {{ quotes({size}: 4, {place}: $c) {page} }}", c=cursor)["quotes"]
            assert [edge["node"] for edge in answer["edges"]] == answer["nodes"]
            found.append([node["id"] for node in answer["nodes"]])
            cursor = answer["pageInfo"][edge]
            if not answer["pageInfo"][more]:
                break
        pages = found if size == "first" else found[::-1]
        assert [identifier for ids_ in pages for identifier in ids_] == ids


def test_an_order_falls_and_rises(client: TestClient) -> None:
    document = "{ quotes(first: 100, orderBy: [KIND_DESC, ID_DESC]) { nodes { kind id } } }"
    found = [(node["kind"], node["id"]) for node in data(client, document)["quotes"]["nodes"]]
    assert found == sorted(found, reverse=True)


TOKENS = [*"{}()[]:!$@1", "...", "query", "fragment", "on", "Quote", "quotes", "nodes", "id", "first", "where", '"a"']
values = st.recursive(st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3), st.lists)
variables = st.dictionaries(st.text(max_size=3), values)


@given(st.lists(st.sampled_from(TOKENS), max_size=30).map(" ".join) | st.text(), st.none() | st.text(), st.none() | variables)
def test_no_document_is_a_fault_of_the_server(client: TestClient, query: str, operation: str | None, given_: dict[str, Any] | None) -> None:
    answer = post(client, query, operationName=operation, variables=given_)
    assert answer.status_code in {200, 400}


# -- the wire ----------------------------------------------------------------------------------------------------------

SMALL = Settings(body_limit=1000)


def sent(app: Any, pieces: Sequence[bytes], *headers: tuple[bytes, bytes]) -> Raw:  # noqa: ANN401  an application
    """The answer to a body in pieces."""
    return ask(app, Sent("/graphql", "POST", headers=[HOST, (b"content-type", b"application/json"), *headers], body=pieces))


def test_a_body_may_come_in_pieces(store: SqliteStore) -> None:
    whole = json.dumps({"query": "{ __typename }"}).encode()
    answer = sent(client_of(store, SMALL).app, [whole[:5], whole[5:9], b"", whole[9:]])
    assert answer.json["data"] == {"__typename": "Query"}


@pytest.mark.parametrize("length", [None, b"1001", b"5", b"many", b"-1"])
def test_a_body_over_the_limit_is_refused_whatever_its_length_is_said_to_be(store: SqliteStore, length: bytes | None) -> None:
    headers = [(b"content-length", length)] if length else []
    answer = sent(client_of(store, SMALL).app, [b" " * 400] * 3, *headers)
    named = answer.json.get("code") or answer.json["errors"][0]["extensions"]["code"]
    assert (answer.status, named) == (413, "BODY_TOO_LARGE")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_body_of_just_the_limit_is_read(store: SqliteStore) -> None:
    body = json.dumps({"query": "{ __typename }"}).encode().ljust(1000)
    assert sent(client_of(store, SMALL).app, [body], (b"content-length", b"1000")).status == 200


def test_an_address_over_the_limit_is_refused(store: SqliteStore) -> None:
    client = client_of(store, Settings(address_limit=200))
    query = quote("{ __typename }")
    assert client.get(f"/graphql?query={query}").status_code == 200
    answer = client.get(f"/graphql?query={query}{'%20' * 100}")
    assert (answer.status_code, answer.json()["code"]) == (414, "ADDRESS_TOO_LONG")
