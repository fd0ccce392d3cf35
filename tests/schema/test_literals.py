"""Documents that differ in their literals alone are read once, and answered as if each was read by itself."""

from __future__ import annotations

from typing import Any

import graphql
import orjson
import pytest
from graphql import GraphQLSchema
from msgspec import to_builtins

import schema.operations as ours
from schema.catalog import CATALOG
from schema.errors import DatelineError
from schema.graphql import build_schema
from schema.literals import lifted, template
from schema.operations import Operations, Refused
from schema.store.memory import MemoryReader
from tests.seeds import seed_records

SCHEMA: GraphQLSchema = build_schema()._schema  # noqa: SLF001  # Strawberry shows it nowhere else
READER = MemoryReader(seed_records())
ARTICLE = next(row["id"] for spec, row in READER.everything() if spec.name == "article")


def test_literals_are_taken_out_in_order() -> None:
    found = lifted('{ a(b: 12, c: [-1.5, "x \\" y"], d: {e: "12"}) { f1 } } # 7')
    assert found
    assert list(found.variables.values()) == [12, -1.5, 'x " y', "12"]
    assert lifted('{ a(b: 13, c: [2.0, ""], d: {e: "z"}) { f1 } } ') == (
        found.pattern,
        {f"lifted_{n}": v for n, v in enumerate([13, 2.0, "", "z"])},
    )


@pytest.mark.parametrize("piece", ['\\"', '\\"""', "\\", '"" ', '" \n'])
@pytest.mark.parametrize("mark", ['"', '"""'])
def test_texts_without_an_end_take_no_time(mark: str, piece: str) -> None:
    assert lifted(mark + piece * 30_000 + "\n") is None


@pytest.mark.parametrize("text", ["{ a1 { b } }", "{ a(b: 007) }", '{ a(b: """block""") }', '{ a(b: "\\u{1F600}") }', '{ a(b: "open) }'])
def test_what_cannot_be_read_by_itself_is_left_alone(text: str) -> None:
    assert lifted(text) is None


def test_documents_of_other_kinds_of_literals_are_of_another_pattern() -> None:
    patterns = {found.pattern for text in ("{ a(b: 1) }", "{ a(b: 1.0) }", '{ a(b: "1") }') if (found := lifted(text))}
    assert len(patterns) == 3


@pytest.fixture
def validated(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The documents that have been validated."""
    seen: list[object] = []
    validate = graphql.validate

    def watched(schema: GraphQLSchema, document: Any, **options: Any) -> Any:  # noqa: ANN401  as graphql-core declares it
        seen.append(document)
        return validate(schema, document, **options)

    monkeypatch.setattr(ours, "validate", watched)
    return seen


def answers(operations: Operations, text: str, **variables: object) -> Any:  # noqa: ANN401  any JSON
    """The answer to a document, or what is said against it."""
    try:
        prepared = operations.prepared(text, None, variables)
    except Refused as refused:
        return [error.message for error in refused.errors]
    except DatelineError as error:
        return error.message
    return to_builtins(prepared.operation.answer(prepared.bound, READER))


TEXTS = [
    "{{ quotes(first: {n}) {{ nodes {{ id article {{ id quotes(first: {n}) {{ nodes {{ text }} }} }} }} }} }}",
    '{{ casualties(where: {{min: {{gte: {n}}}, printed: {{in: ["{n}", "three"]}}}}, first: 3) {{ nodes {{ min printed }} }} }}',
    "query($x: PageSize) {{ articles(first: $x) {{ nodes {{ id }} }} quotes(first: {n}) {{ totalCount }} }}",
    """{{ article(id: "{article}") {{ id }} nodes(ids: ["{article}", "x{n}"]) {{ id }}
       places(where: {{latitude: {{gt: {n}}}}}) {{ nodes {{ id }} }} }}""",
    "{{ node(id: {n}) {{ id }} article(id: -0) {{ id }} }}",
    "query($x: PageSize = {n}) {{ articles(first: $x) {{ nodes {{ id }} }} }}",
    "{{ quotes(first: 5{n}) {{ nodes {{ id }} }} a: quotes(first: 300) {{ totalCount }} }}",
    "{{ quotes(first: {n}) {{ nodes {{ id }} }} quotes(first: 2) {{ nodes {{ text }} }} }}",
]


@pytest.mark.parametrize("text", TEXTS)
def test_each_document_is_answered_as_by_itself(text: str) -> None:
    shared = Operations(SCHEMA, CATALOG)
    for n in (1, 2, 3, 2, 4, 99):
        written = text.format(n=n, article=ARTICLE)
        alone = answers(Operations(SCHEMA, CATALOG), written, x=2)
        assert orjson.dumps(answers(shared, written, x=2)) == orjson.dumps(alone)


def test_of_many_documents_of_one_pattern_two_are_read(validated: list[object]) -> None:
    operations = Operations(SCHEMA, CATALOG)
    for n in range(1, 30):
        assert answers(operations, TEXTS[0].format(n=n))
    assert len(validated) == 2


def test_a_template_is_a_valid_document_without_literals() -> None:
    operations = Operations(SCHEMA, CATALOG)
    document = operations.prepared(TEXTS[1].format(n=3), None, {}).document
    made = template(SCHEMA, document)
    assert made
    [operation] = made.definitions
    assert len(operation.variable_definitions) == 4  # type: ignore[attr-defined]  # an operation
