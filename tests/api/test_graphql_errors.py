"""What a GraphQL answer costs, which values it refuses, and errors that name themselves and hide the rest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.settings import Settings
from schema.plan import PAGE_LIMIT
from schema.store.sqlite import SqliteStore
from tests.api.operations import EMPTY, GRAPHQL, JSON, codes, data, post
from tests.api.serving import client_of
from tests.api.watched import WatchedStore
from tests.seeds import seed_records, seed_store

# -- what it costs -----------------------------------------------------------------------------------------------------


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
    assert watched.calls == {"page": 1, "get": 1}
    assert 1 < len(articles) < len(found["quotes"]["nodes"])


def test_an_answer_that_may_be_too_large_is_refused_before_anything_is_read(store: SqliteStore) -> None:
    watched = WatchedStore(store)
    page = "(first: 100)"
    answer = post(
        client_of(watched),
        f"{{ articles{page} {{ nodes {{ incidents{page} {{ nodes {{ casualties{page} {{ nodes {{ id }} }} }} }} }} }} }}",
    )
    assert (answer.status_code, codes(answer), watched.calls) == (400, ["TOO_COSTLY"], {})


def test_the_cost_stands_in_the_answer(client: TestClient) -> None:
    answer = post(client, "{ quotes(first: 3) { nodes { id } } }")
    assert (answer.json()["extensions"], answer.headers["dateline-cost"]) == ({"cost": 2}, "2")


def test_every_answer_names_its_snapshot(client: TestClient, store: SqliteStore) -> None:
    for document in (EMPTY, "{ nothing }"):
        assert post(client, document).headers["dateline-snapshot"] == store.reader().snapshot


def test_what_only_the_reference_can_answer_is_told(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(*_: object) -> None:
        raise LookupError("a fault of the compiler")

    monkeypatch.setattr("schema.compiler.Operation.answer", failing)
    assert data(client, EMPTY)["quotes"]["nodes"]
    assert "only graphql-core could answer" in caplog.text


@pytest.mark.parametrize(("levels", "code"), [(60, "TOO_COSTLY"), (400, "GRAPHQL_VALIDATION_FAILED"), (900, "GRAPHQL_VALIDATION_FAILED")])
def test_variables_that_are_nested_too_deeply_are_refused(client: TestClient, levels: int, code: str) -> None:
    where: dict[str, Any] = {}
    for _ in range(levels):
        where = {"not": where}
    answer = post(client, "query($w: QuoteWhere) { quotes(where: $w) { totalCount } }", variables={"w": where})
    assert (answer.status_code, codes(answer)) == (400, [code])


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
    answer = post(client, "{ articles { " + " ".join(f"nothing{n}" for n in range(50)) + " } }")
    assert (answer.status_code, len(answer.json()["errors"])) == (400, 10)
    listed = ", ".join(f"a{n}: quotes(first: 1, last: 1) {{ totalCount }}" for n in range(20))
    assert len(post(client, f"{{ {listed} }}").json()["errors"]) <= 10
    variables = (
        "query("
        + " ".join(f"$v{n}: PageSize" for n in range(20))
        + ") { "
        + " ".join(f"a{n}: quotes(first: $v{n}) {{ totalCount }}" for n in range(20))
        + " }"
    )
    refused = post(client, variables, variables={f"v{n}": 0 for n in range(20)})
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


@pytest.mark.parametrize("accept", [JSON, GRAPHQL, ""])
def test_an_answer_that_takes_too_long_is_given_up(store: SqliteStore, accept: str) -> None:
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
    for size in (10, 0):
        store.publish(seed_records()[:size])
    stale = post(client, f'{{ quotes(after: "{cursor}") {{ nodes {{ id }} }} }}')
    assert (stale.status_code, codes(stale)) == (410, ["STALE_CURSOR"])
    assert client.get(f"/v1/quotes?after={cursor}").json()["code"] == "STALE_CURSOR"
