"""The parameters of REST: derived from the catalogue, strictly read, refused with what would be right."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from api.parameters import included, item_parameters, list_parameters, nested_parameters, plan_from_query, read_query
from schema.catalog import CATALOG
from schema.errors import DatelineError, InvalidValue, RepeatedParameter, UnknownParameter
from schema.operators import Op
from schema.plan import And, Condition, Order, Quantifier, Related
from tests.api.serving import Sent, ask

QUOTE, CASUALTY, ARTICLE = CATALOG["quote"], CATALOG["casualty"], CATALOG["article"]

UNKNOWN = [
    ("/v1/quotes?cuee=said", "cuee", "Perhaps you meant cue."),
    ("/v1/quotes?cue.contians=a", "cue.contians", "Perhaps you meant cue.contains."),
    ("/v1/casualties?incident.typ=FLOOD", "incident.typ", "Perhaps you meant incident.type."),
    ("/v1/quotes?limit=3", "limit", None),
    ("/v1/quotes?=3", "", None),
    ("/v1/quotes?First=3", "First", "Perhaps you meant first."),
    ("/v1/quotes/quote-1?first=3", "first", None),
    ("/v1/articles/article-1/quotes?speakers.kind=PERSON", "speakers.kind", None),
    ("/v1/articles/article-1/text?fields=text", "fields", None),
]


@pytest.mark.parametrize(("address", "name", "hint"), UNKNOWN)
def test_an_unknown_parameter_is_refused_with_a_near_one(client: TestClient, address: str, name: str, hint: str | None) -> None:
    answer = client.get(address)
    problem = answer.json()
    assert (answer.status_code, problem["code"], problem["details"]) == (400, "UNKNOWN_PARAMETER", {"parameter": name})
    assert problem.get("hint", "").startswith(hint or "")


@pytest.mark.parametrize("query", ["first=1&first=1", "cue=a&cue=b", "first=1&&fi%72st=2"])
def test_a_repeated_parameter_is_refused(client: TestClient, query: str) -> None:
    answer = client.get(f"/v1/quotes?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "REPEATED_PARAMETER")


VALUES = [
    ("first=0", "a whole number from 1 to 100"),
    ("first=101", "a whole number from 1 to 100"),
    ("first=-1", "a whole number from 1 to 100"),
    ("first=", "a whole number from 1 to 100"),
    ("first=1.0", "a whole number from 1 to 100"),
    ("orderBy=cuee", "one of id, -id"),
    ("orderBy=cue,", "none of them empty"),
    ("fields=", "none of them empty"),
    ("fields=cue,nothing", "one of id, extractor"),
    ("include=speakers", "one of "),
    ("totalCount=1", "true or false"),
    ("kind=direct", "one of DIRECT, MIXED"),
    ("kind.in=DIRECT,LOUD", "one of DIRECT, MIXED"),
    ("articleId=ARTICLE", "an id, such as"),
    ("after=short", "a cursor from an earlier answer"),
    ("cue=" + "a" * 201, "at most 200 characters"),
]


@pytest.mark.parametrize(("query", "right"), VALUES)
def test_a_value_that_is_not_valid_is_refused_with_what_would_be_right(client: TestClient, query: str, right: str) -> None:
    answer = client.get(f"/v1/quotes?{query}")
    problem = answer.json()
    name, _, value = query.partition("=")
    assert (answer.status_code, problem["code"]) == (400, "INVALID_VALUE")
    assert right in problem["detail"]
    assert problem["details"] == {"parameter": name, "value": value[:100]}


def test_the_message_about_a_long_name_is_short(client: TestClient) -> None:
    problem = client.get(f"/v1/quotes?{'a' * 5000}=1").json()
    assert len(problem["detail"]) < 200


def test_a_query_is_read_as_utf8_with_plus_as_space() -> None:
    known = list_parameters(QUOTE)
    assert read_query("text.contains=a+b%20c%2B%C3%A9é&&".encode(), known) == {"text.contains": "a b c+éé"}
    assert read_query(b"", known) == {}
    assert read_query(b"text=a=b", known) == {"text": "a=b"}
    with pytest.raises(InvalidValue, match="UTF-8"):
        read_query(b"text=%ff", known)


@given(st.sampled_from(list(CATALOG)), st.dictionaries(st.text(max_size=12), st.text(max_size=12), max_size=3), st.data())
def test_any_query_is_read_or_refused(spec: Any, given_: dict[str, str], data: st.DataObject) -> None:  # noqa: ANN401  a RecordSpec
    known = list_parameters(spec)
    name = data.draw(st.sampled_from(sorted(known)))
    pairs = {name: data.draw(st.text(max_size=12)), **given_}
    query = "&".join(f"{quote(key)}={quote(value)}" for key, value in pairs.items()).encode()
    try:
        found = read_query(query, known)
    except DatelineError as error:
        assert isinstance(error, UnknownParameter | RepeatedParameter | InvalidValue) or error.status == 404  # noqa: PT017  either is right
    else:
        assert set(found) <= set(pairs)
        plan_from_query(spec, known, found)


def test_parameters_become_a_plan() -> None:
    known = list_parameters(CASUALTY)
    found = read_query(b"incident.type=FLOOD&min.gte=3&incident.background=false&orderBy=-min,id&first=7&fields=min", known)
    plan = plan_from_query(CASUALTY, known, found)
    incident = CASUALTY.links["incident"]
    flood = And((Condition("background", Op.EQ, value=False),))
    kind = And((Condition("type", Op.EQ, "FLOOD"),))
    assert plan.where == And((Related(incident, Quantifier.SOME, And((flood, kind))), And((Condition("min", Op.GTE, 3),))))
    assert (plan.order, plan.size, plan.forward) == ((Order("min", descending=True), Order("id")), 7, True)


def test_what_is_offered_depends_on_where_it_is_asked() -> None:
    whole, inside, one = list_parameters(QUOTE), nested_parameters(QUOTE), item_parameters(QUOTE)
    assert set(one) == {"fields", "include", "snapshot"} < set(inside) < set(whole)
    assert "speakers.kind" in whole
    assert "speakers.kind" not in inside


def test_only_what_can_be_absent_can_be_asked_for_its_absence() -> None:
    known = list_parameters(QUOTE)
    assert "cue.isNull" in known
    assert "kind.isNull" not in known


def test_values_are_no_records_and_are_not_included() -> None:
    assert set(included(QUOTE)) == {"article", "continuationOf", "continuations", "speakers.person"}


@pytest.mark.parametrize("spec", list(CATALOG), ids=lambda spec: spec.name)
def test_the_example_of_every_parameter_is_read(spec: Any) -> None:  # noqa: ANN401  a RecordSpec
    for parameter in list_parameters(spec).values():
        assert parameter.doc.endswith(".")
        if parameter.example is not None:
            example = parameter.example
            text = ",".join(example) if isinstance(example, list) else str(example).lower() if isinstance(example, bool) else str(example)
            parameter.parse(text)


def test_a_raw_query_that_no_client_would_write_is_refused(app: Starlette) -> None:
    answer = ask(app, Sent("/v1/quotes", query=b"&&&=&=&%00=%00"))
    assert (answer.status, answer.json["code"]) == (400, "UNKNOWN_PARAMETER")
