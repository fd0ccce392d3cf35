"""A compiled operation gives the bytes that graphql-core gives for it, for operations of every shape."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson
import pytest
from graphql import GraphQLSchema, execute_sync, print_ast
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis_graphql import nodes, queries
from msgspec import to_builtins

from schema.catalog import CATALOG
from schema.errors import DatelineError
from schema.graphql import Reading, build_schema
from schema.operations import Operations, Refused
from schema.store.memory import MemoryReader
from tests.seeds import seed_records, seed_store

SCHEMA: GraphQLSchema = build_schema()._schema  # noqa: SLF001  # Strawberry shows it nowhere else
OPERATIONS = Operations(SCHEMA, CATALOG)
FOLDER = TemporaryDirectory()
STORED = seed_store(Path(FOLDER.name) / "store.sqlite").reader()
READER = MemoryReader(seed_records(), extraction=STORED.extraction)
IDS = [row["id"] for _, row in READER.everything()]
SCALARS: dict[str, Any] = {
    "PageSize": st.integers(1, 5).map(nodes.Int),
    "Cursor": st.just(nodes.Null),
    "Date": st.dates().map(lambda day: nodes.String(day.isoformat())),
    "DateTime": st.datetimes().map(lambda moment: nodes.String(f"{moment.isoformat(timespec='seconds')}Z")),
    "Search": st.sampled_from(["drone", "russi* -odesa", '"drone strike" the', "-the", "", "x" * 201]).map(nodes.String),
    "ID": st.sampled_from([*IDS, "quote-none", "x"]).map(nodes.String),
}


def both(text: str, name: str | None = None, **variables: object) -> tuple[Any, Any]:
    """The data of an operation as it is compiled and as graphql-core gives it; None for what is not answered."""
    try:
        prepared = OPERATIONS.prepared(text, name, variables)
    except (Refused, DatelineError):
        return None, None
    assert prepared.operation.complete
    result = execute_sync(SCHEMA, prepared.document, None, Reading(READER), dict(prepared.variables), name)
    try:
        answer = to_builtins(prepared.operation.answer(prepared.bound, READER))
        assert to_builtins(prepared.operation.answer(prepared.bound, STORED)) == answer
    except DatelineError:
        assert result.errors
        return None, None
    return answer, result.data


@given(queries(SCHEMA, custom_scalars=SCALARS, print_ast=print_ast))
@settings(suppress_health_check=list(HealthCheck))
def test_a_generated_operation_gives_the_bytes_of_the_reference(text: str) -> None:
    compiled, reference = both(text)
    assert orjson.dumps(compiled) == orjson.dumps(reference)


TRICKY = [
    "{ __typename again: __typename }",
    """{ incidents { nodes { printed: occurred { printed } occurred { edtf early: earliest } o: occurred { type: __typename } } }
         articles { nodes { published: headline headline: published one: quotes(first: 1) { nodes { id } }
           quotes(first: 2) { nodes { text: id speakers { name: printed who: person { id } person { id: name } } } } } } }""",
    "query Named($n: PageSize = 2) { articles(first: $n) { nodes { id } } }",
    "{ a: articles(first: 1) { nodes { id } } a: articles(first: 1) { nodes { headline } pageInfo { hasNextPage } } }",
    """{ quotes(first: 3) { nodes { ...F } edges { node { ...F kind } cursor } } } fragment F on Quote { id article { id ...G } }
       fragment G on Article { headline quotes(first: 2) { totalCount } }""",
    "{ quotes(first: 3) { nodes { ... on Node { id __typename } ... { cue } } } }",
    "{ quotes(first: 5) { nodes { s: speakers { p: person { n: name __typename } evidence { printed { start exact } } } } } }",
    """{ incidents { nodes { occurred { printed evidence { printed { exact } } } actor { printed } place { name country }
       weapons { printed } } } }""",
    """{ casualties(orderBy: [MIN_DESC, ID_ASC], last: 3) { nodes { min incident { type casualties(where: {min: {gte: 3}}) {
       nodes { printed } totalCount pageInfo { startCursor endCursor hasPreviousPage __typename } } } } } }""",
    "{ articles { nodes { text long: text } } }",
    "{ snapshot { __typename id extraction { name checksum } } }",
    """query($some: Boolean!) { articles(first: 1) { nodes { id headline @include(if: $some) dek @skip(if: $some)
       ... @include(if: $some) { url } } } }""",
    """query($q: Search = "drone") { articles(q: $q, orderBy: [RELEVANCE]) { edges { cursor matches { start __typename w: exact }
       node { id } } totalCount } quotes(q: "russi* -odesa", first: 2) { edges { matches { prefix suffix } matches { end }
       m: matches { end } } nodes { id text } } incidents(q: "") { edges { matches { start } } }
       all: articles { edges { matches { end } } } }""",
    "query($w: CasualtyWhere, $o: [CasualtyOrder!]) { casualties(where: $w, orderBy: $o) { nodes { id } } }",
    "query($type: IncidentType, $n: PageSize) { incidents(where: {type: {eq: $type}}, first: $n) { nodes { id } } }",
    """query($type: IncidentType, $types: [IncidentType], $no: PageSize) { incidents(where: {type: {in: [$type, FIRE]},
       and: [{type: {in: $types}}, {not: {type: {eq: $type}}}]}, first: $no) { nodes { type } } }""",
    """query($type: IncidentType = FIRE, $iws: [IncidentWhere!] = [{}]) {
       incidents(where: {or: $iws, type: {ne: $type}}) { nodes { type } } }""",
    "query($iw: IncidentWhere!) { incidents(where: {and: [$iw]}) { nodes { type } } }",
    """query($id: ID!, $ids: [ID!]!) { node(id: $id) { id ... on Article { headline } }
       nodes(ids: $ids) { __typename id ... on Person { name } } article(id: $id) { id text } person(id: $id) { id } }""",
]
VARIABLES: list[dict[str, object]] = [
    {
        "some": True,
        "type": "DRONE_STRIKE",
        "n": 1,
        "w": {"effect": {"eq": "KILLED"}},
        "o": ["MIN_DESC"],
        "iw": {"type": {"eq": "DRONE_STRIKE"}},
        "id": IDS[0],
        "ids": [*IDS[::7], "x", IDS[0]],
        "q": '-strikes "the war"',
    },
    {
        "some": False,
        "iw": {},
        "type": None,
        "n": None,
        "w": {"incident": {"type": {"in": ["DRONE_STRIKE"]}}},
        "id": "quote-none",
        "ids": [],
    },
]


@pytest.mark.parametrize("text", TRICKY)
@pytest.mark.parametrize("variables", VARIABLES)
def test_a_tricky_operation_gives_the_bytes_of_the_reference(text: str, variables: dict[str, object]) -> None:
    compiled, reference = both(text, None, **variables)
    assert reference
    assert orjson.dumps(compiled) == orjson.dumps(reference)


def test_one_of_several_operations_is_answered() -> None:
    text = "query A { articles(first: 1) { nodes { id } } } query B { quotes(first: 1) { nodes { id } } }"
    assert list(both(text, "A")[0]) == ["articles"]
    assert list(both(text, "B")[0]) == ["quotes"]


@pytest.mark.parametrize("text", ["{ __schema { queryType { name } } }", '{ articles { totalCount } __type(name: "Quote") { name } }'])
def test_introspection_is_left_to_the_reference(text: str) -> None:
    assert not OPERATIONS.prepared(text, None, {}).operation.complete


def test_a_missing_record_that_must_be_there_is_no_answer() -> None:
    quotes = [one for one in seed_records() if one.id.startswith("quote-")]
    prepared = OPERATIONS.prepared("{ quotes { nodes { article { id } } } }", None, {})
    with pytest.raises(LookupError):
        prepared.operation.answer(prepared.bound, MemoryReader(quotes))
