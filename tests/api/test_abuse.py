"""Hostile requests: each is refused by name or answered as any other, and none shows what is inside or stops the server."""

from __future__ import annotations

import json
from itertools import cycle
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from api.parameters import list_parameters
from api.rest import ROOT
from bench.abuse.attacks import STRINGS, Attack, attacks
from schema.catalog import CATALOG, RecordSpec
from schema.operators import Op, operators_of
from schema.search import QUERY_LIMIT
from tests.api.serving import Sent, ask

ATTACKS = attacks()

INSIDE = ("Traceback", "sqlite", "psycopg", "SELECT ", 'File "', "site-packages", "Errno", "max_str_digits")
"""Words that tell of what is inside. What a client has sent may come back to it."""


def asked(client: TestClient, attack: Attack) -> Response:
    """The answer to an attack."""
    return client.request(attack.method, attack.path, content=attack.body, headers=dict(attack.headers))


def code_of(answer: Response) -> str | None:
    """The code of a refusal on either face; None where the request was answered."""
    if "errors" in (body := answer.json()):
        assert 1 <= len(body["errors"]) <= 10
        [code] = {error["extensions"]["code"] for error in body["errors"]}
        return str(code)
    if answer.is_success:
        return None
    assert body["type"].startswith("http://dateline.test/problems/")
    return str(body["code"])


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_by_its_code(client: TestClient, name: str) -> None:
    attack = ATTACKS[name]
    answer = asked(client, attack)
    assert (code_of(answer), answer.status_code < 500) == (attack.code, True)
    sent = f"{attack.path} {attack.body!r}"
    if attack.code is None:
        return
    assert not [word for word in INSIDE if word in answer.text and word not in sent]
    assert len(answer.content) < 2 * len(attack.body) + len(attack.path) + 20_000


TEXTS = cycle(STRINGS)
PARAMETERS = [
    (spec, name)
    for spec in CATALOG
    for name, parameter in list_parameters(spec).items()
    if parameter.schema.get("items", parameter.schema).get("type") == "string"
]


def is_borne(answer: Response) -> None:
    """Asserts that an answer holds records or a refusal with a code, and nothing from inside."""
    assert answer.status_code < 500, answer.text[:500]
    assert code_of(answer) in {None, "INVALID_VALUE", "INVALID_CURSOR", "TOO_COSTLY", "ADDRESS_TOO_LONG", "GRAPHQL_VALIDATION_FAILED"}
    assert not [word for word in ("Traceback", "sqlite3", "fts5", "syntax error") if word in answer.text]
    assert "x-evil" not in answer.headers


@pytest.mark.parametrize("spec", list(CATALOG), ids=lambda spec: spec.plural)
def test_any_string_is_just_a_value_of_every_parameter(client: TestClient, spec: RecordSpec) -> None:
    names = [name for of, name in PARAMETERS if of is spec]
    for name, text in zip([*names, *names], TEXTS, strict=False):
        is_borne(client.get(f"{ROOT}/{spec.plural}", params={name: text}))


@pytest.mark.parametrize("spec", list(CATALOG), ids=lambda spec: spec.plural)
def test_any_string_is_just_a_value_of_every_filter(client: TestClient, spec: RecordSpec) -> None:
    columns = {path: field.kind for path, field in spec.columns.items() if field.filterable and field.kind and field.kind.python is str}
    for text in STRINGS:
        where: list[Any] = []
        for path, kind in columns.items():
            for op in {Op.EQ, Op.IN, Op.CONTAINS, Op.STARTS_WITH} & set(operators_of(kind)):
                inner: Any = {op.value: [text] if op is Op.IN else text}
                for step in reversed(path.split(".")):
                    inner = {step: inner}
                where.append(inner)
        query = f"query($w: {spec.type_name}Where) {{ {spec.plural}(where: $w) {{ nodes {{ id }} }} }}"
        is_borne(client.post("/graphql", json={"query": query, "variables": {"w": {"or": where}}}))


@pytest.mark.parametrize("text", STRINGS)
def test_any_string_is_just_something_to_search_for(client: TestClient, text: str) -> None:
    for spec in (spec for spec in CATALOG if spec.searched):
        query = f"query($q: Search) {{ {spec.plural}(q: $q, orderBy: [RELEVANCE]) {{ edges {{ matches {{ exact }} }} }} }}"
        for answer in (
            client.get(f"{ROOT}/{spec.plural}", params={"q": text}),
            client.post("/graphql", json={"query": query, "variables": {"q": text}}),
        ):
            is_borne(answer)
            assert code_of(answer) is None or len(text) > QUERY_LIMIT


@pytest.mark.parametrize("text", STRINGS)
def test_any_string_is_just_an_id(client: TestClient, text: str) -> None:
    answer = client.post(
        "/graphql", json={"query": "query($i: ID!) { article(id: $i) { id } nodes(ids: [$i]) { id } }", "variables": {"i": text}}
    )
    assert answer.json()["data"] == {"article": None, "nodes": [None]}
    literal = client.post("/graphql", json={"query": f"{{ article(id: {json.dumps(text)}) {{ id }} }}"})
    assert literal.json().get("data") == {"article": None} or code_of(literal) == "GRAPHQL_PARSE_FAILED"


def test_a_client_that_hangs_up_leaves_no_error(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    headers = [(b"host", b"dateline.test"), (b"content-type", b"application/json"), (b"content-length", b"50")]
    with pytest.raises(ValueError, match="not enough values"):  # no answer came
        ask(client.app, Sent("/graphql", "POST", headers=headers, body=[]))
    assert "failed" not in caplog.text
