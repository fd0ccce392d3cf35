"""What holds for every answer of the application, wanted or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from api.app import Guard, build_app
from api.responses import HEADERS
from api.settings import Settings
from schema.store.sqlite import SqliteStore
from tests.api.serving import HOST, Sent, ask

READABLE = ["/", "/v1/quotes", "/v1/quotes/none", "/healthz", "/openapi.json"]
ADDRESSES = [*READABLE, "/v1/quotes?nothing=1", "/nowhere", "/graphql", "/schema.graphql"]
ELSEWHERE = ["//evil.example", "//evil.example/v1/quotes", "//evil.example/v1/quotes/", r"/\evil.example", "/v1/quotes/"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "DELETE"])
def test_every_answer_has_the_headers_that_all_have(client: TestClient, method: str, address: str) -> None:
    answer = client.request(method, address)
    for name, value in HEADERS:
        assert answer.headers[name.decode()] == value.decode()
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "server" not in answer.headers
    assert "set-cookie" not in answer.headers
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("address", [*READABLE, "/v1/articles/none/text"])
def test_what_can_be_read_cannot_be_written(client: TestClient, address: str) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"):
        answer = client.request(method, address)
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["code"] == "METHOD_NOT_ALLOWED"


def test_browsers_of_every_origin_may_ask(client: TestClient) -> None:
    answer = client.options("/graphql", headers={"Origin": "https://example.org", "Access-Control-Request-Method": "POST"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-methods"] == answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert "Content-Type" in answer.headers["access-control-allow-headers"]
    assert client.options("/v1/quotes").headers["allow"] == "GET, HEAD, OPTIONS"


PROBLEMS = [
    ("/nowhere", 404),
    ("/v1/quotes/none", 404),
    ("/v1/quotes?first=0", 400),
    ("/v1/quotes?nothing=1", 400),
    ("/v1/quotes?orderBy=nothing", 400),
]


@pytest.mark.parametrize(("address", "status"), PROBLEMS)
def test_a_problem_names_the_page_that_explains_it(client: TestClient, address: str, status: int) -> None:
    answer = client.get(address)
    problem = answer.json()
    assert (answer.status_code, problem["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["instance"] == f"http://dateline.test{address.partition('?')[0]}"
    page = client.get(problem["type"])
    assert page.status_code == 200
    assert problem["title"] in page.text
    assert problem["code"] in page.text


def test_a_request_without_a_host_is_refused(app: Starlette) -> None:
    for headers in ([], [(b"host", b"")]):
        answer = ask(app, Sent("/v1/quotes", headers=headers))
        assert (answer.status, answer.json["code"]) == (400, "HOST_REQUIRED")


@pytest.mark.parametrize("host", [b"[", b"a/b?c#d@e", b"\xff\xfe", b"a:99999999", b"a b", b"\x22><script>"])
def test_a_host_that_cannot_be_one_stands_in_no_answer(app: Starlette, host: bytes) -> None:
    assert ask(app, Sent("/v1/quotes", headers=[(b"host", host)])).status == 200
    problem = ask(app, Sent("/nowhere", headers=[(b"host", host)]))
    assert (problem.status, problem.json["type"]) == (404, "http://127.0.0.1:80/problems/not-found")


@pytest.mark.parametrize("host", [b"example.org", b"example.org:8080", b"[2001:db8::1]:80", b"127.0.0.1"])
def test_a_problem_has_the_address_that_the_client_uses(app: Starlette, host: bytes) -> None:
    problem = ask(app, Sent("/nowhere", headers=[(b"host", host)]))
    assert problem.json["type"] == f"http://{host.decode()}/problems/not-found"


@pytest.mark.parametrize("path", ELSEWHERE)
def test_no_address_leads_elsewhere(app: Starlette, path: str) -> None:
    answer = ask(app, Sent(path))
    assert (answer.status, "location" in answer.headers) == (404, False)


@pytest.mark.parametrize("path", ["/nowhere", "/problems/nothing", "/problems/not-found", "/", "/v1/quotes", "/graphql", "/scalars/Date"])
def test_bytes_that_are_no_utf8_are_no_fault_of_ours(app: Starlette, path: str) -> None:
    assert ask(app, Sent(path, query=b"\xff")).status < 500


def test_an_address_over_the_limit_is_refused(client: TestClient) -> None:
    answer = client.get("/v1/quotes?cue=" + "a" * 33_000)
    assert (answer.status_code, answer.json()["code"]) == (414, "ADDRESS_TOO_LONG")
    assert answer.json()["hint"]
    assert client.get("/" + "a" * 40_000).status_code == 414
    assert client.get("/" + "a" * 30_000).status_code == 404


def test_a_length_over_the_limit_is_refused_before_the_body_comes(app: Starlette) -> None:
    answer = ask(app, Sent("/v1/quotes", "POST", headers=[HOST, (b"content-length", b"100001")]))
    assert (answer.status, answer.json["code"]) == (413, "BODY_TOO_LARGE")


def test_the_contract_files_are_served(client: TestClient, store: SqliteStore) -> None:
    assert client.get("/openapi.json").json()["openapi"] == "3.1.0"
    assert client.get("/schema.graphql").text.startswith('"""')
    given = TestClient(build_app(store, Settings(), openapi=b'{"openapi":"given"}')).get("/openapi.json")
    assert (given.json(), given.headers["content-type"]) == ({"openapi": "given"}, "application/json")


PATHS = ["/", "/v1/quotes", "/v1/articles/article-1/text", "/graphql", "/problems/x"]
NAMES = [b"accept", b"if-none-match", b"content-type", b"content-length", b"accept-encoding"]
anything = st.builds(
    Sent,
    st.sampled_from(PATHS) | st.text().map(lambda text: f"/{text}"),
    st.sampled_from(["GET", "HEAD", "POST", "OPTIONS"]),
    st.binary(),
    st.lists(st.tuples(st.sampled_from(NAMES), st.binary()), max_size=3).map(lambda headers: [HOST, *headers]),
    st.lists(st.binary(), min_size=1, max_size=2),
)


@given(anything)
def test_nothing_that_a_client_sends_is_a_fault_of_the_server(app: Starlette, sent: Sent) -> None:
    assert ask(app, sent).status < 500


async def failing(_scope: Scope, _receive: Receive, _send: Send) -> None:
    """An application that fails before it answers."""
    raise RuntimeError("secret: /var/lib/dateline")


async def failing_late(_scope: Scope, _receive: Receive, send: Send) -> None:
    """An application that fails while it answers."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    raise RuntimeError("the second piece failed")


def test_a_fault_is_answered_and_masked(caplog: pytest.LogCaptureFixture) -> None:
    answer = ask(Guard(failing, Settings()), Sent("/"))
    assert (answer.status, answer.json["code"]) == (500, "INTERNAL_SERVER_ERROR")
    assert b"secret" not in answer.body
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "secret" in caplog.text


def test_a_fault_in_the_middle_of_an_answer_ends_it() -> None:
    with pytest.raises(RuntimeError, match="second piece"):
        ask(Guard(failing_late, Settings()), Sent("/"))


def test_what_is_no_request_passes_through(client: TestClient) -> None:
    with TestClient(client.app) as started:  # sends the messages of the lifespan
        assert started.get("/healthz").status_code == 200
