"""GraphQL over HTTP: media types, statuses, bounds, and errors that name themselves and hide the rest."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from graphql import build_client_schema, get_introspection_query
from starlette.testclient import TestClient

from api.rest import Store
from api.settings import Settings
from schema.catalog import CATALOG, RecordSpec
from schema.documents import Document
from schema.plan import PAGE_LIMIT, ReadPlan
from schema.store.base import Page, Reader
from schema.store.sqlite import SqliteStore
from tests.api.serving import HOST, Raw, Sent, ask, client_of
from tests.seeds import seed_records, seed_store

JSON, GRAPHQL = "application/json", "application/graphql-response+json"
EMPTY = "{ quotes(first: 1) { nodes { id } } }"


def post(client: TestClient, query: str, accept: str | None = GRAPHQL, **members: object) -> Any:  # noqa: ANN401  a response of the client
    """The answer to a document."""
    headers = {"Accept": accept} if accept else {}
    return client.post("/graphql", json={"query": query, **members}, headers=headers)


def data(client: TestClient, query: str, **variables: object) -> Any:  # noqa: ANN401  any JSON
    """The data of an answer that must have no errors."""
    answer = post(client, query, variables=variables)
    assert answer.status_code == 200, answer.text
    assert "errors" not in answer.json()
    return answer.json()["data"]


def codes(answer: Any) -> list[str]:  # noqa: ANN401  a response of the client
    """The codes of an answer's errors."""
    return [error["extensions"]["code"] for error in answer.json()["errors"]]


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
@pytest.mark.parametrize(("accept", "status"), [(GRAPHQL, 400), (JSON, 200), (None, 400), ("*/*", 400), (f"{JSON}, {GRAPHQL};q=0.9", 200)])
def test_a_document_that_cannot_be_answered_has_the_status_of_its_media_type(
    client: TestClient, name: str, accept: str | None, status: int
) -> None:
    query, code = BROKEN[name]
    client.headers.pop("accept", None)
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
    document = """{ quotes(first: 100) { nodes { id articleId article { id quotes(first: 100) { nodes { id } } text }
        continuationOfId continuationOf { id } speakers { personId person { id quotes { nodes { id } } } } } } }"""
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


# -- what it costs -----------------------------------------------------------------------------------------------------


class Watched:
    """A reader that counts what is read, or fails."""

    def __init__(self, reader: Reader, calls: Counter[str], failure: Exception | None) -> None:
        self._reader = reader
        self._calls = calls
        self._failure = failure

    @property
    def snapshot(self) -> str:
        """The snapshot of the reader behind."""
        return self._reader.snapshot

    def counts(self) -> Mapping[str, int]:
        """The counts of the reader behind."""
        return self._reader.counts()

    def page(self, plan: ReadPlan, deadline: float = 0) -> Page:
        """A page, counted."""
        self._called("page")
        return self._reader.page(plan, deadline)

    def total(self, plan: ReadPlan, deadline: float = 0) -> int:
        """A total, counted."""
        self._called("total")
        return self._reader.total(plan, deadline)

    def get(self, spec: RecordSpec, ids: Sequence[str], large: frozenset[str] = frozenset(), deadline: float = 0) -> list[Document | None]:
        """Records, counted."""
        self._called("get")
        return self._reader.get(spec, ids, large, deadline)

    def everything(self) -> Iterator[tuple[RecordSpec, Document]]:
        """Everything behind."""
        return self._reader.everything()

    def _called(self, name: str) -> None:
        self._calls[name] += 1
        if self._failure:
            raise self._failure


class WatchedStore:
    """A store of watched readers."""

    def __init__(self, store: Store, failure: Exception | None = None) -> None:
        self.calls: Counter[str] = Counter()
        self._store = store
        self._failure = failure

    def reader(self) -> Reader:
        """A watched reader."""
        return Watched(self._store.reader(), self.calls, self._failure)


def test_the_total_is_counted_only_where_it_is_selected(store: SqliteStore) -> None:
    watched = WatchedStore(store)
    client = client_of(watched)
    data(client, "{ quotes { nodes { id } } }")
    assert watched.calls == {"page": 1}
    data(client, "{ quotes { totalCount nodes { id } } places { nodes { id } } }")
    assert watched.calls == {"page": 3, "total": 1}
    client.get("/v1/quotes")
    assert watched.calls["total"] == 1


def test_a_record_that_many_refer_to_is_read_once(store: SqliteStore) -> None:
    watched = WatchedStore(store)
    found = data(client_of(watched), "{ quotes(first: 100) { nodes { article { id } } } }")
    articles = {node["article"]["id"] for node in found["quotes"]["nodes"]}
    assert watched.calls["get"] == len(articles) < len(found["quotes"]["nodes"])


def test_an_answer_that_may_be_too_large_is_refused_before_anything_is_read(store: SqliteStore) -> None:
    watched = WatchedStore(store)
    page = "(first: 100)"
    answer = post(
        client_of(watched),
        f"{{ articles{page} {{ nodes {{ incidents{page} {{ nodes {{ casualties{page} {{ nodes {{ id }} }} }} }} }} }} }}",
    )
    assert (answer.status_code, codes(answer), watched.calls) == (400, ["TOO_COSTLY"], {})


def test_the_cost_stands_in_the_answer(client: TestClient) -> None:
    assert post(client, "{ quotes(first: 3) { nodes { id } } }").json()["extensions"] == {"cost": 7}


def test_variables_that_are_nested_too_deeply_are_refused(client: TestClient) -> None:
    where: dict[str, Any] = {}
    for _ in range(200):
        where = {"not": where}
    answer = post(client, "query($w: QuoteWhere) { quotes(where: $w) { totalCount } }", variables={"w": where})
    assert (answer.status_code, codes(answer)) == (400, ["TOO_COSTLY"])


# -- values ------------------------------------------------------------------------------------------------------------

BAD_VALUES = [
    ("PageSize", "articles(first: {})", [0, PAGE_LIMIT + 1, -1, "10", True, 1.5, 2**40], f"a page has 1 to {PAGE_LIMIT} records"),
    ("Cursor", "articles(after: {})", ["", "abc", "é", 5, "A" * 9000], ""),
    ("Date", "incidents(where: {{occurred: {{earliest: {{eq: {}}}}}}})", ["2025-02-30", "today", 20250101, ""], "written as"),
    ("DateTime", "articles(where: {{published: {{eq: {}}}}})", ["2025-02-20T10:00:00", "now", 5], "but encountered error"),
]
CASES = [(name, field, value, message) for name, field, values, message in BAD_VALUES for value in values]


@pytest.mark.parametrize(("name", "field", "value", "message"), CASES)
def test_a_scalar_refuses_a_bad_value_as_literal_and_as_variable(
    client: TestClient, name: str, field: str, value: object, message: str
) -> None:
    literal = post(client, f"{{ {field.format(json.dumps(value))} {{ totalCount }} }}")
    variable = post(client, f"query($v: {name}) {{ {field.format('$v')} {{ totalCount }} }}", variables={"v": value})
    for answer in (literal, variable):
        assert answer.status_code == 400
        assert codes(answer) == ["INVALID_CURSOR" if name == "Cursor" and isinstance(value, str) else "INVALID_VALUE"]
        assert message in answer.json()["errors"][0]["message"]


def test_good_values_pass_as_literal_and_as_variable(client: TestClient) -> None:
    found = data(
        client,
        """query($day: Date, $moment: DateTime) {
            incidents(where: {occurred: {earliest: {lte: $day}}}) { totalCount }
            articles(where: {or: [{published: {gte: $moment}}, {published: {eq: "2025-04-22T08:30:00Z"}}]}) { totalCount } }""",
        day="2025-01-01",
        moment="2025-04-22T10:30:00+02:00",
    )
    assert found["articles"] == {"totalCount": 0}


def test_first_and_last_together_are_refused(client: TestClient) -> None:
    answer = post(client, "{ quotes(first: 1, last: 1) { nodes { id } } }")
    assert (answer.status_code, codes(answer)) == (400, ["INVALID_VALUE"])
    assert answer.json()["errors"][0]["extensions"]["hint"] == "Use first to go forward and last to go backward."


# -- errors ------------------------------------------------------------------------------------------------------------


def test_errors_are_listed_to_a_bound(client: TestClient) -> None:
    answer = post(client, "{ " + " ".join(f"nothing{n}" for n in range(50)) + " }")
    assert (answer.status_code, len(answer.json()["errors"])) == (400, 10)
    listed = ", ".join(f"a{n}: quotes(first: 1, last: 1) {{ totalCount }}" for n in range(50))
    assert len(post(client, f"{{ {listed} }}").json()["errors"]) <= 10
    variables = (
        "query("
        + " ".join(f"$v{n}: PageSize" for n in range(50))
        + ") { "
        + " ".join(f"a{n}: quotes(first: $v{n}) {{ totalCount }}" for n in range(50))
        + " }"
    )
    refused = post(client, variables, variables={f"v{n}": 0 for n in range(50)})
    assert (refused.status_code, len(refused.json()["errors"]) <= 11) == (400, True)


def test_a_fault_is_masked(store: SqliteStore) -> None:
    client = client_of(WatchedStore(store, RuntimeError("secret: /var/lib/dateline")))
    for accept in (JSON, GRAPHQL):
        answer = post(client, EMPTY, accept)
        assert (answer.status_code, codes(answer), "secret" in answer.text) == (500, ["INTERNAL_SERVER_ERROR"], False)
    rest = client.get("/v1/quotes")
    assert (rest.status_code, rest.json()["code"], "secret" in rest.text) == (500, "INTERNAL_SERVER_ERROR", False)


def test_a_fault_in_one_field_leaves_the_others(store: SqliteStore) -> None:
    client = client_of(WatchedStore(store, RuntimeError("secret")))
    answer = post(client, '{ __typename quote(id: "quote-1") { id } }')
    assert answer.status_code == 200
    assert answer.json()["data"] == {"__typename": "Query", "quote": None}
    assert codes(answer) == ["INTERNAL_SERVER_ERROR"]
    assert answer.json()["errors"][0]["path"] == ["quote"]


@pytest.mark.parametrize("accept", [JSON, GRAPHQL, None])
def test_an_answer_that_takes_too_long_is_given_up(store: SqliteStore, accept: str | None) -> None:
    answer = post(client_of(store, Settings(deadline_s=0)), EMPTY, accept)
    assert (answer.status_code, codes(answer)) == (503, ["DEADLINE_EXCEEDED"])


def test_without_a_store_the_answer_is_unavailable(tmp_path: Path) -> None:
    answer = post(client_of(SqliteStore(tmp_path / "none.sqlite")), EMPTY)
    assert (answer.status_code, codes(answer), str(tmp_path) in answer.text) == (503, ["UNAVAILABLE"], False)


def test_both_faces_name_the_same_error_alike(tmp_path: Path) -> None:
    store = seed_store(tmp_path / "store.sqlite")
    client = client_of(store)
    cursor = client.get("/v1/quotes?first=1").json()["page"]["endCursor"]
    pairs = [
        (f"/v1/places?after={cursor}", f'{{ places(after: "{cursor}") {{ nodes {{ id }} }} }}'),
        (f"/v1/quotes?after={cursor[:-4]}AAAA", f'{{ quotes(after: "{cursor[:-4]}AAAA") {{ nodes {{ id }} }} }}'),
        ("/v1/quotes?first=0", "{ quotes(first: 0) { nodes { id } } }"),
        ("/v1/articles?published=now", '{ articles(where: {published: {eq: "now"}}) { nodes { id } } }'),
    ]
    for address, document in pairs:
        assert client.get(address).json()["code"] == codes(post(client, document))[0]
    store.publish([])
    stale = post(client, f'{{ quotes(after: "{cursor}") {{ nodes {{ id }} }} }}')
    assert (stale.status_code, codes(stale)) == (410, ["STALE_CURSOR"])
    assert client.get(f"/v1/quotes?after={cursor}").json()["code"] == "STALE_CURSOR"


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
