"""Bounds on GraphQL documents: each holds at its limit, breaks above it, and costs no time on hostile ones."""

from __future__ import annotations

import pytest
from graphql import GraphQLSchema, OperationDefinitionNode, get_introspection_query, get_operation_ast, validate
from graphql.execution.values import VariableValues, get_variable_values

from schema.errors import TooCostly, UnreadableDocument
from schema.graphql import build_schema
from schema.limits import COST_LIMIT, DEPTH_LIMIT, FIELD_LIMIT, TOKEN_LIMIT, check_cost, parse_document


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    """The schema of the catalogue."""
    found: GraphQLSchema = build_schema()._schema  # noqa: SLF001  # Strawberry shows it nowhere else
    return found


def nested(levels: int) -> str:
    """A document so many fields deep."""
    return "{ a " * levels + "}" * levels


def test_tokens_are_bounded() -> None:
    parse_document("{ a " + ", " * 10_000 + "}")
    with pytest.raises(TooCostly, match=f"more than {TOKEN_LIMIT} tokens"):
        parse_document("{ " + "a: b " * TOKEN_LIMIT + "}")


def test_depth_is_bounded() -> None:
    parse_document(nested(DEPTH_LIMIT))
    with pytest.raises(TooCostly, match=f"{DEPTH_LIMIT + 1} levels deep; the limit is {DEPTH_LIMIT}"):
        parse_document(nested(DEPTH_LIMIT + 1))


def test_fields_are_bounded() -> None:
    parse_document("{" + " a" * FIELD_LIMIT + "}")
    with pytest.raises(TooCostly, match=f"selects {FIELD_LIMIT + 1} fields; the limit is {FIELD_LIMIT}"):
        parse_document("{" + " a" * (FIELD_LIMIT + 1) + "}")


def test_every_operation_is_bounded() -> None:
    with pytest.raises(TooCostly):
        parse_document("query A { a } query B " + nested(DEPTH_LIMIT + 1))


def test_fragments_count_where_they_are_spread() -> None:
    inside = "{" + " a" * 100 + "}"
    fragment = f"fragment F on Query {inside}"
    parse_document("{" + " ...F" * (FIELD_LIMIT // 100) + "}" + fragment)
    with pytest.raises(TooCostly, match="fields"):
        parse_document("{" + " ...F" * (FIELD_LIMIT // 100 + 1) + "}" + fragment)
    with pytest.raises(TooCostly, match="deep"):
        parse_document("{ a { ...F } } fragment F on Query " + nested(DEPTH_LIMIT))
    with pytest.raises(TooCostly, match="deep"):
        parse_document("{ ... on Query { ... " + nested(DEPTH_LIMIT + 1) + "} }")


def test_inline_fragments_are_no_fields() -> None:
    parse_document("{ ... on Query { ... " + nested(DEPTH_LIMIT) + "} }")


def test_a_bomb_of_fragments_is_measured_without_being_spread() -> None:
    bomb = "".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }} " for n in range(100)) + "fragment F100 on Query { a }"
    with pytest.raises(TooCostly, match=f"selects {2**100} fields"):
        parse_document("{ ...F0 } " + bomb)


def test_fragments_that_hold_themselves_are_left_to_validation(schema: GraphQLSchema) -> None:
    document = parse_document("{ ...A } fragment A on Query { articles { totalCount } ...B } fragment B on Query { ...A ...Missing }")
    messages = [error.message for error in validate(schema, document)]
    assert any("Cannot spread fragment" in message for message in messages)
    assert any("Unknown fragment 'Missing'" in message for message in messages)


@pytest.mark.parametrize("text", ["{" * 1900, "[" * 100_000, "{ a(b: " + "[" * 1900])
def test_deep_nesting_ends_in_an_answer(text: str) -> None:
    with pytest.raises((TooCostly, UnreadableDocument)):
        parse_document(text)


@pytest.mark.parametrize("text", ["", "{", "{ }", "\ud800", '{ a(b: "\\ud800") }', "query Q"])
def test_what_is_no_graphql_is_unreadable(text: str) -> None:
    with pytest.raises(UnreadableDocument, match="Syntax Error"):
        parse_document(text)


def test_the_full_introspection_query_passes(schema: GraphQLSchema) -> None:
    text = get_introspection_query(
        specified_by_url=True,
        directive_is_repeatable=True,
        schema_description=True,
        input_value_deprecation=True,
        one_of=True,
    )
    assert cost_of(schema, text) < COST_LIMIT


def cost_of(schema: GraphQLSchema, text: str, variables: dict[str, object] | None = None) -> int:
    """The cost of a valid document of one operation."""
    document = parse_document(text)
    assert validate(schema, document) == []
    operation = get_operation_ast(document)
    assert isinstance(operation, OperationDefinitionNode)
    values = get_variable_values(schema, operation.variable_definitions or (), variables or {})
    assert isinstance(values, VariableValues)
    return check_cost(schema, document, operation, values)


COSTS = [
    ("{ __typename }", 1),
    ('{ node(id: "article-1") { id } }', 2),
    ('{ nodes(ids: ["a", "b", "c"]) { id } }', 4),
    ("{ articles { totalCount } }", 21),
    ("{ articles(first: 5) { totalCount } }", 6),
    ("{ articles(last: 7) { nodes { id } } }", 1 + 7 * 2),
    ("{ articles(first: null, last: 7) { edges { node { id } } } }", 1 + 7 * 3),
    ("query($n: PageSize) { articles(first: $n) { nodes { id } } }", 1 + 3 * 2),
    ("{ quotes(first: 10) { nodes { id speakers { printed } } } }", 1 + 10 * (1 + 1 + 1 + 2)),
    ("{ quotes(first: 10) { nodes { ...F ...F } } } fragment F on Quote { id }", 1 + 10 * 3),
    ('{ node(id: "quote-1") { ... on Quote { cue } ... { id } } }', 3),
]


@pytest.mark.parametrize(("text", "cost"), COSTS)
def test_the_cost_is_the_number_of_values_that_may_come(schema: GraphQLSchema, text: str, cost: int) -> None:
    assert cost_of(schema, text, {"n": 3}) == cost


def test_pages_inside_pages_multiply_until_they_are_refused(schema: GraphQLSchema) -> None:
    page = "(first: 100)"
    assert cost_of(schema, f"{{ articles{page} {{ nodes {{ quotes{page} {{ nodes {{ id }} }} }} }} }}") <= COST_LIMIT
    deeper = f"{{ articles{page} {{ nodes {{ incidents{page} {{ nodes {{ casualties{page} {{ nodes {{ id }} }} }} }} }} }} }}"
    with pytest.raises(TooCostly, match=f"the limit is {COST_LIMIT}"):
        cost_of(schema, deeper)
