"""The OpenAPI document says what the routes do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from jsonschema_rs import Draft202012Validator
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from api.openapi import Examples, build_openapi
from api.parameters import list_parameters
from schema.catalog import CATALOG, Catalog
from schema.fields import FILTER, GIVEN, SPANNED, Deprecated
from schema.records import Record


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """The document without examples."""
    return build_openapi(CATALOG)


def references(value: object) -> Iterator[str]:
    """Every reference in a document."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "$ref":
                yield inner
            else:
                yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def found(document: dict[str, Any], reference: str) -> Any:  # noqa: ANN401  any part of the document
    """What a reference names."""
    part: Any = document
    for name in reference.removeprefix("#/").split("/"):
        part = part[name]
    return part


def test_every_reference_leads_somewhere_and_every_part_is_used(document: dict[str, Any]) -> None:
    named = set(references(document))
    for reference in named:
        assert found(document, reference)
    for section, parts in document["components"].items():
        for name in parts:
            assert f"#/components/{section}/{name}" in named, name


def test_the_paths_are_those_of_the_routes(document: dict[str, Any], app: Starlette) -> None:
    routes = {route.path for route in app.routes if isinstance(route, Route)}
    rest = {path for path in routes if path.startswith("/v1/")}
    assert set(document["paths"]) == rest | {"/healthz", "/readyz", "/version"} <= routes


def test_operations_have_names_of_their_own(document: dict[str, Any]) -> None:
    names = [operation["get"]["operationId"] for operation in document["paths"].values()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+[A-Za-z]*", name) for name in names)


def test_every_link_names_an_operation(document: dict[str, Any]) -> None:
    names = {operation["get"]["operationId"] for operation in document["paths"].values()}
    for operation in document["paths"].values():
        for link in operation["get"]["responses"]["200"].get("links", {}).values():
            assert link["operationId"] in names


def test_every_parameter_of_a_list_stands_in_the_document(document: dict[str, Any]) -> None:
    for spec in CATALOG:
        listed = document["paths"][f"/v1/{spec.plural}"]["get"]["parameters"]
        assert [found(document, one["$ref"])["name"] for one in listed] == list(list_parameters(spec))


@pytest.mark.parametrize("spec", list(CATALOG), ids=lambda spec: spec.name)
def test_real_answers_fit_their_schemas(document: dict[str, Any], client: TestClient, spec: Any) -> None:  # noqa: ANN401  a RecordSpec
    fits = Draft202012Validator({"$ref": f"#/components/schemas/{spec.type_name}List", "components": document["components"]})
    for query in (
        "first=100",
        "first=1&totalCount=true",
        "fields=id",
        "include=" + ",".join(list_parameters(spec)["include"].schema["items"]["enum"]),
    ):
        answer = client.get(f"/v1/{spec.plural}?{query}")
        assert answer.status_code == 200
        assert [str(error) for error in fits.iter_errors(answer.json())] == []


@pytest.mark.parametrize("address", ["/v1/quotes?nothing=1", "/v1/quotes?first=0", "/nowhere", "/v1/quotes/none"])
def test_real_problems_fit_their_schema(document: dict[str, Any], client: TestClient, address: str) -> None:
    fits = Draft202012Validator({"$ref": "#/components/schemas/Problem", "components": document["components"]})
    assert [str(error) for error in fits.iter_errors(client.get(address).json())] == []


def test_examples_stand_where_they_fit() -> None:
    quote = dict.fromkeys(CATALOG["quote"].columns) | {"id": "quote-1", "text": "a" * 300, "cue": "said"}
    document = build_openapi(CATALOG, Examples({"quote": quote}, {"article.quotes": "article-1"}))
    [identifier] = [one for one in document["paths"]["/v1/quotes/{id}"]["get"]["parameters"] if one.get("name") == "id"]
    assert identifier["example"] == "quote-1"
    assert document["paths"]["/v1/articles/{id}/quotes"]["get"]["parameters"][0]["example"] == "article-1"
    assert document["components"]["parameters"]["Quote.cue"]["example"] == "said"
    assert "example" not in document["components"]["parameters"]["Quote.text"], "longer than a parameter may be"


class Retiring(Record):
    """A record."""

    mood: Annotated[str | None, FILTER, SPANNED, Deprecated("0.2", "0.4 (2027-06-01)", "feeling")] = None
    """How it feels."""
    feeling: Annotated[str, GIVEN]
    """How it feels, in one word."""


def test_a_field_that_will_go_says_so() -> None:
    fields = build_openapi(Catalog((Retiring,)))["components"]["schemas"]["Retiring"]["properties"]
    assert fields["mood"]["deprecated"] is True
    assert "deprecated" not in fields["feeling"]
