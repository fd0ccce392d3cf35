"""Bounds on a GraphQL document: what is refused before it is validated, and before it is executed."""

from __future__ import annotations

from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    parse,
)
from graphql.execution.values import VariableValues, get_argument_values
from graphql.pyutils import Undefined

from schema.errors import TooCostly, UnreadableDocument
from schema.plan import PAGE_SIZE

TOKEN_LIMIT = 2000
FIELD_LIMIT = 500
DEPTH_LIMIT = 15
COST_LIMIT = 250_000
LIST_SIZE = 2
"""How many values a list inside a record is taken to hold."""

_SIMPLER = "Ask for less at once, or page."


def parse_document(text: str) -> DocumentNode:
    """The document that `text` writes. UnreadableDocument where it is no GraphQL, TooCostly where it is out of bounds."""
    try:
        document = parse(text, max_tokens=TOKEN_LIMIT, allow_empty_selection_sets=False)
    except RecursionError:
        raise TooCostly("the document is nested too deeply", hint=_SIMPLER) from None
    except GraphQLError as error:
        if "tokens" in error.message:
            raise TooCostly(f"the document has more than {TOKEN_LIMIT} tokens", hint=_SIMPLER) from None
        raise UnreadableDocument(error.message) from error
    _Bounds(document).check()
    return document


class _Bounds:
    """The depth and the number of fields of each operation, with its fragments spread out. Each fragment is measured once."""

    def __init__(self, document: DocumentNode) -> None:
        self._operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
        self._fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
        self._measured: dict[str, tuple[int, int]] = {}

    def check(self) -> None:
        for operation in self._operations:
            depth, fields = self._measure(operation.selection_set)
            if depth > DEPTH_LIMIT:
                raise TooCostly(f"the document is nested {depth} levels deep; the limit is {DEPTH_LIMIT}", hint=_SIMPLER)
            if fields > FIELD_LIMIT:
                raise TooCostly(f"the document selects {fields} fields; the limit is {FIELD_LIMIT}", hint=_SIMPLER)

    def _measure(self, selections: SelectionSetNode) -> tuple[int, int]:
        deepest, fields = 0, 0
        for node in selections.selections:
            if isinstance(node, FragmentSpreadNode):
                depth, inner = self._fragment(node.name.value)
            else:
                inside: SelectionSetNode | None = getattr(node, "selection_set", None)
                depth, inner = self._measure(inside) if inside else (0, 0)
                own = isinstance(node, FieldNode)
                depth, inner = depth + own, inner + own
            deepest, fields = max(deepest, depth), fields + inner
        return deepest, fields

    def _fragment(self, name: str) -> tuple[int, int]:
        if name not in self._measured:
            self._measured[name] = (0, 0)  # a fragment inside itself adds nothing here; validation refuses it
            fragment = self._fragments.get(name)
            if fragment:
                self._measured[name] = self._measure(fragment.selection_set)
        return self._measured[name]


def check_cost(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: VariableValues) -> int:
    """How many values the answer may hold, for a validated operation. TooCostly where that is more than COST_LIMIT."""
    root = schema.query_type
    assert root is not None  # noqa: S101  our schema has a query type
    cost = _Cost(schema, document, variables).of(operation.selection_set, root)
    if cost > COST_LIMIT:
        raise TooCostly(f"the answer may hold {cost} values; the limit is {COST_LIMIT}", hint=_SIMPLER)
    return cost


class _Cost:
    def __init__(self, schema: GraphQLSchema, document: DocumentNode, variables: VariableValues) -> None:
        self._schema = schema
        self._variables = variables
        self._fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
        self._known: dict[str, int] = {}

    def of(self, selections: SelectionSetNode, parent: Any) -> int:  # noqa: ANN401  an object or interface type
        return sum(self._node(node, parent) for node in selections.selections)

    def _node(self, node: Any, parent: Any) -> int:  # noqa: ANN401  any selection
        if isinstance(node, FragmentSpreadNode):
            name = node.name.value
            if name not in self._known:
                fragment = self._fragments[name]
                self._known[name] = self.of(fragment.selection_set, self._schema.type_map[fragment.type_condition.name.value])
            return self._known[name]
        if not isinstance(node, FieldNode):
            condition = node.type_condition
            return self.of(node.selection_set, self._schema.type_map[condition.name.value] if condition else parent)
        return self._field(node, parent)

    def _field(self, node: FieldNode, parent: Any) -> int:  # noqa: ANN401  an object or interface type
        field = parent.fields.get(node.name.value)
        if field is None or node.selection_set is None:  # __typename, __schema and plain values
            return 1
        inner = get_named_type(field.type)
        return 1 + self._size(node, field, inner) * self.of(node.selection_set, inner)

    def _size(self, node: FieldNode, field: Any, inner: Any) -> int:  # noqa: ANN401  graphql-core's own types
        given = get_argument_values(field, node, self._variables)
        if "ids" in given:
            return len(given["ids"])
        if "first" not in field.args:
            return LIST_SIZE if "[" in str(field.type) and not _is_page(inner) else 1
        sizes = [given.get(name) for name in ("first", "last")]
        return next((size for size in sizes if size not in {None, Undefined}), PAGE_SIZE)


def _is_page(inner: object) -> bool:
    """Whether the items of a list are those of a page, which its connection has counted already."""
    return isinstance(inner, GraphQLObjectType) and (inner.name.endswith("Edge") or "Node" in {face.name for face in inner.interfaces})


__all__ = ["COST_LIMIT", "DEPTH_LIMIT", "FIELD_LIMIT", "TOKEN_LIMIT", "check_cost", "parse_document"]
