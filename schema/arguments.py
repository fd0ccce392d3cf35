"""The arguments of a field as a function of the variables: coerced once, with gaps where a variable stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from graphql import (
    FieldNode,
    GraphQLField,
    ListValueNode,
    Node,
    ObjectValueNode,
    ValueNode,
    VariableNode,
    Visitor,
    coerce_input_literal,
    get_nullable_type,
    is_non_null_type,
    visit,
)
from graphql.execution.values import VariableValues, get_argument_values

from schema.selection import Arguments

Read: TypeAlias = Callable[[Mapping[str, Any]], Any]
"""Gives a value for the values of the variables; ABSENT where a variable that stands alone is not given."""

ABSENT = object()


class _Missing(Exception):
    """A value that must be there is absent or null."""


def arguments(field: GraphQLField, node: FieldNode) -> Arguments:
    """The arguments of a field for the variables of a request; a GraphQLError where one that must be there is missing.

    No argument and no field of an input has a default in our schema, so what is not written is absent.
    """
    reads = [(one.name.value, _read(one.value, field.args[one.name.value].type)) for one in node.arguments or ()]

    def read(variables: VariableValues) -> Mapping[str, Any]:
        values = variables.coerced
        try:
            return {name: value for name, one in reads if (value := one(values)) is not ABSENT}
        except _Missing:
            return get_argument_values(field, node, variables)  # says what is missing

    return Arguments(read, constant=not any(_has_variables(one) for one in node.arguments or ()))


def _read(node: ValueNode, of: Any) -> Read:  # noqa: ANN401  an input type
    """How a value of an input type is read."""
    if isinstance(node, VariableNode):
        return _variable(node.name.value, required=is_non_null_type(of))
    inner: Any = get_nullable_type(of)
    if not _has_variables(node):
        constant = coerce_input_literal(node, of)
        return lambda _: constant
    if isinstance(node, ObjectValueNode):
        members = [(one.name.value, _read(one.value, inner.fields[one.name.value].type)) for one in node.fields]
        return lambda values: {name: value for name, read in members if (value := read(values)) is not ABSENT}
    items = [_read(one, inner.of_type) for one in (node.values if isinstance(node, ListValueNode) else [node])]
    return lambda values: [None if (value := read(values)) is ABSENT else value for read in items]


def _variable(name: str, *, required: bool) -> Read:
    def read(values: Mapping[str, Any]) -> Any:  # noqa: ANN401  as its type says
        value = values.get(name, ABSENT)
        if required and (value is None or value is ABSENT):
            raise _Missing
        return value

    return read


def _has_variables(node: Node) -> bool:
    """Whether a variable stands in a part of a document."""
    finder = _Finder()
    visit(node, finder)
    return finder.found


class _Finder(Visitor):
    found = False

    def enter_variable(self, *_: object) -> None:
        """A variable stands in what is visited."""
        self.found = True
