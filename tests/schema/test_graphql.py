"""The GraphQL schema that the catalogue gives: names, sentences, nullability, and that it runs without HTTP."""

from __future__ import annotations

import math
from typing import Any

import pytest
import strawberry
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    build_schema,
    is_non_null_type,
    specified_scalar_types,
)
from graphql.utilities import find_breaking_changes, find_dangerous_changes

import schema.graphql as ours
from schema.catalog import CATALOG, StructSpec, ToOne
from schema.errors import InvalidValue
from schema.graphql import Reading, plan_of
from schema.graphql_types import SCALARS
from schema.plan import Order, ReadPlan
from schema.store.memory import MemoryReader
from tests.seeds import seed_records

OWN_SCALARS = {str(scalar.name) for scalar in SCALARS.values()}


@pytest.fixture(scope="module")
def made() -> strawberry.Schema:
    """The schema."""
    return ours.build_schema()


@pytest.fixture(scope="module")
def schema(made: strawberry.Schema) -> GraphQLSchema:
    """The schema as graphql-core sees it when it reads the SDL."""
    return build_schema(made.as_str())


def named(schema: GraphQLSchema) -> list[Any]:
    """The types that are ours."""
    return [of for name, of in schema.type_map.items() if not name.startswith("__") and name not in specified_scalar_types]


def test_everything_has_a_sentence(schema: GraphQLSchema) -> None:
    for of in named(schema):
        assert of.description, of.name
        for name, part in (getattr(of, "fields", None) or getattr(of, "values", None) or {}).items():
            assert part.description, f"{of.name}.{name}"
            for argument, one in getattr(part, "args", {}).items():
                assert one.description, f"{of.name}.{name}({argument})"


def test_every_declared_field_stands_in_its_type(schema: GraphQLSchema) -> None:
    for struct in (CATALOG.span, *CATALOG.values, *CATALOG):
        of = schema.type_map[struct.type_name]
        assert isinstance(of, GraphQLObjectType)
        for name, field in struct.fields.items():
            assert is_non_null_type(of.fields[name].type) is not field.nullable, f"{struct.type_name}.{name}"
            assert ("[" in str(of.fields[name].type)) is field.many
            if not (name == "id" and "Node" in {face.name for face in of.interfaces}):
                assert " ".join((of.fields[name].description or "").split()) == field.doc


def test_a_link_can_be_absent_where_its_id_can(schema: GraphQLSchema) -> None:
    for struct in (*CATALOG.values, *CATALOG):
        of = schema.type_map[struct.type_name]
        assert isinstance(of, GraphQLObjectType)
        for name, link in struct.links.items():
            if isinstance(link, ToOne):
                assert is_non_null_type(of.fields[name].type) is not struct.fields[link.column].nullable


def test_scalars_of_our_own_stand_where_null_may_stand_and_name_their_page(schema: GraphQLSchema) -> None:
    for of in named(schema):
        if isinstance(of, GraphQLScalarType):
            assert of.specified_by_url == f"/scalars/{of.name}"
        inputs = of.fields.values() if isinstance(of, GraphQLInputObjectType) else []
        arguments = [one for field in of.fields.values() for one in field.args.values()] if isinstance(of, GraphQLObjectType) else []
        for part in (*inputs, *arguments):
            assert not any(f"{name}!" in str(part.type) for name in OWN_SCALARS), part


def test_records_are_nodes_and_values_are_not(schema: GraphQLSchema) -> None:
    node = schema.type_map["Node"]
    assert isinstance(node, GraphQLInterfaceType)
    assert {of.name for of in schema.get_possible_types(node)} == {spec.type_name for spec in CATALOG}


def test_enums_have_the_names_of_their_choices(schema: GraphQLSchema) -> None:
    def choices(struct: StructSpec) -> set[Any]:
        return {field.kind.choices for field in struct.fields.values() if field.kind and field.kind.choices}

    for one in set.union(*map(choices, (*CATALOG.values, *CATALOG))):
        of = schema.type_map[one.__name__]
        assert isinstance(of, GraphQLEnumType)
        assert {name: value.description for name, value in of.values.items()} == {member.name: member.value for member in one}


def test_the_sdl_says_what_the_schema_is(made: strawberry.Schema, schema: GraphQLSchema) -> None:
    original: GraphQLSchema = made._schema  # noqa: SLF001  # Strawberry shows it nowhere else
    for old, new in ((schema, original), (original, schema)):
        assert find_breaking_changes(old, new) == []
        assert find_dangerous_changes(old, new) == []


def test_a_plan_reads_what_its_arguments_say() -> None:
    quote = CATALOG["quote"]
    assert plan_of(quote, {}) == ReadPlan(quote)
    assert plan_of(quote, {"first": None, "last": None, "where": None, "orderBy": None}) == ReadPlan(quote)
    assert plan_of(quote, {"first": 3}).size == 3
    backward = plan_of(quote, {"last": 3})
    assert (backward.size, backward.forward) == (3, False)
    with pytest.raises(InvalidValue, match="cannot stand together"):
        plan_of(quote, {"first": 3, "last": 3})


class Direction:
    """What Strawberry gives for a member of an order."""

    value = "kind DESC"


def test_an_order_is_read_from_its_name() -> None:
    assert plan_of(CATALOG["quote"], {"orderBy": [Direction]}).order == (Order("kind", descending=True), Order("id", descending=True))


def test_a_record_is_fetched_once_for_one_operation() -> None:
    reader = MemoryReader(seed_records())
    reading = Reading(reader, math.inf)
    article = CATALOG["article"]
    assert reading.one(article, "article-none") is None
    assert reading.known == {("article", "article-none"): None}
    reading.known["article", "article-kept"] = {"id": "article-kept"}
    assert reading.one(article, "article-kept") == {"id": "article-kept"}
    assert reading.one(CATALOG["quote"], "article-kept") is None, "an id that belongs to another type is not this one's"


def test_the_schema_runs_over_any_reader(made: strawberry.Schema) -> None:
    document = "{ articles { totalCount nodes { headline text } } }"
    answer = made.execute_sync(document, context_value=Reading(MemoryReader(seed_records())))
    assert answer.errors is None
    assert answer.data
    assert answer.data["articles"]["totalCount"] == 2


def test_nothing_that_is_given_has_a_default(schema: GraphQLSchema) -> None:
    """schema/arguments.py rests on it."""
    query = schema.query_type
    assert query
    given = [
        argument
        for of in schema.type_map.values()
        if isinstance(of, GraphQLObjectType) and not of.name.startswith("__")
        for field in of.fields.values()
        for argument in field.args.values()
    ]
    given += [field for of in schema.type_map.values() if isinstance(of, GraphQLInputObjectType) for field in of.fields.values()]
    assert given
    assert all(one.default is None for one in given)
