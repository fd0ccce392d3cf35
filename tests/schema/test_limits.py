"""Bounds on GraphQL documents: each holds at its limit, breaks above it, and costs no time on hostile ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from graphql import GraphQLSchema, get_introspection_query, validate

from schema.errors import TooCostly, UnreadableDocument
from schema.graphql import build_schema
from schema.limits import DEFINITION_LIMIT, LIMITS, MERGE_LIMIT, TOKEN_LIMIT, parse_document


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
    parse_document(nested(LIMITS.levels))
    with pytest.raises(TooCostly, match=f"has {LIMITS.levels + 1} levels; the limit is {LIMITS.levels}"):
        parse_document(nested(LIMITS.levels + 1))


def test_fields_are_bounded() -> None:
    parse_document("{ a {" + " a" * (LIMITS.fields - 1) + "} }")
    with pytest.raises(TooCostly, match=f"has {LIMITS.fields + 1} fields; the limit is {LIMITS.fields}"):
        parse_document("{ a {" + " a" * LIMITS.fields + "} }")


SIZES: dict[str, tuple[int, Callable[[int], str]]] = {
    "root fields": (LIMITS.root_fields, lambda number: "{" + " a" * number + "}"),
    "root fields of fragments": (LIMITS.root_fields, lambda number: "{ ...F ... { a } } fragment F on Query {" + " a" * (number - 1) + "}"),
    "aliases": (LIMITS.aliases, lambda number: "{ a {" + " b: a" * number + "} }"),
    "directives": (
        LIMITS.directives,
        lambda number: "query @d { a {" + " a @d ... @d { a }" * ((number - 1) // 2) + " a @d" * ((number - 1) % 2) + "} }",
    ),
}


@pytest.mark.parametrize("name", SIZES)
def test_each_size_is_bounded(name: str) -> None:
    limit, written = SIZES[name]
    parse_document(written(limit))
    with pytest.raises(TooCostly, match=f"has {limit + 1} {name.removesuffix(' of fragments')}; the limit is {limit}"):
        parse_document(written(limit + 1))


def test_every_operation_is_bounded() -> None:
    with pytest.raises(TooCostly):
        parse_document("query A { a } query B " + nested(LIMITS.levels + 1))


def test_fragments_count_where_they_are_spread() -> None:
    inside = "{ a {" + " a" * 99 + "} }"
    fragment = f"fragment F on Query {inside}"
    parse_document("{" + " ...F" * (LIMITS.fields // 100) + "}" + fragment)
    with pytest.raises(TooCostly, match=r"\d fields"):
        parse_document("{" + " ...F" * (LIMITS.fields // 100 + 1) + "}" + fragment)
    with pytest.raises(TooCostly, match="levels"):
        parse_document("{ a { ...F } } fragment F on Query " + nested(LIMITS.levels))
    with pytest.raises(TooCostly, match="levels"):
        parse_document("{ ... on Query { ... " + nested(LIMITS.levels + 1) + "} }")


def test_inline_fragments_are_no_fields() -> None:
    parse_document("{ ... on Query { ... " + nested(LIMITS.levels) + "} }")


def test_a_bomb_of_fragments_is_measured_without_being_spread() -> None:
    bomb = "".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }} " for n in range(100)) + "fragment F100 on Query { a }"
    with pytest.raises(TooCostly, match=f"has {2**100} fields"):
        parse_document("{ ...F0 } " + bomb)


def test_definitions_are_bounded() -> None:
    parse_document("query Q { a } " + "fragment F on Query { a } " * (DEFINITION_LIMIT - 1))
    with pytest.raises(TooCostly, match=f"has {DEFINITION_LIMIT + 1} definitions; the limit is {DEFINITION_LIMIT}"):
        parse_document("query Q { a } " + "fragment F on Query { a } " * DEFINITION_LIMIT)


MERGING = [
    "{ a {" + " b { c }" * 46 + "} }",
    "{ a {" + " b { c } ... { b { c } }" * 23 + "} }",
    "{ a {" + " ...F" * 46 + " b { c }" * 46 + "} } fragment F on A { b { c } }",
    "{ a { ...F" + " b { c }" * 23 + "} } fragment F on A {" + " b { c }" * 23 + "}",
    "{ " + "a { b { c { d { e } } } } " * 20 + "a { b { c { d { e } } } }" * 3 + " }",
    "{ d } fragment Unused on A {" + " b { c }" * 46 + "}",
]


@pytest.mark.parametrize("text", MERGING)
def test_what_validation_compares_in_pairs_is_bounded(text: str) -> None:
    with pytest.raises(TooCostly):
        parse_document(text)


def test_one_field_with_parts_may_stand_several_times() -> None:
    count = int((2 * MERGE_LIMIT) ** 0.5)
    parse_document("{ a {" + " b { c }" * count + "} }")
    parse_document("{ a {" + " b" * 400 + "} }")
    parse_document("{ a { " + " ".join(f"b{n} {{ c }}" for n in range(200)) + "} }")


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
    assert validate(schema, parse_document(text)) == []


def test_introspection_that_runs_in_a_circle_is_refused(schema: GraphQLSchema) -> None:
    circle = "{ __schema { types " + "{ fields { type " * 4 + "{ name }" + "} }" * 4 + " } }"
    assert any("introspection depth" in error.message for error in validate(schema, parse_document(circle)))
