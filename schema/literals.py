"""Documents that differ in nothing but their numbers and texts as one document with variables, so that it is read only once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson
from graphql import (
    DirectiveNode,
    DocumentNode,
    GraphQLID,
    GraphQLSchema,
    IntValueNode,
    NameNode,
    OperationDefinitionNode,
    TypeInfo,
    TypeInfoVisitor,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    get_named_type,
    parse_type,
    validate,
    visit,
)

_PREFIX = "lifted_"

_DIGITS = 15
"""A longer number may not be the same number in JSON."""

# A text that does not end takes the rest with it: looking for its end from each mark in it would take the square of its length.
_TOKEN = re.compile(
    r'(?P<block>"""(?:[^"\\]|\\.|"(?!""))*+""")|(?P<text>"(?:[^"\\\n\r]|\\.)*+")|(?P<open>"[\s\S]*+)|#[^\n\r]*'
    r"|(?P<number>(?:-|(?<!\w))\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)",
    re.ASCII,
)


class Lifted(NamedTuple):
    """What is left of a document without its numbers and texts, and these as the values of variables, in order."""

    pattern: str
    variables: Mapping[str, Any]


def lifted(text: str) -> Lifted | None:
    """The pattern of a document. None where it holds no such literals, or some that cannot be read by themselves."""
    values: list[Any] = []
    strange = False

    def mark(match: re.Match[str]) -> str:
        nonlocal strange
        token = match.group()
        if match.lastgroup is None:
            return ""  # a comment
        try:
            value = orjson.loads(token)
        except orjson.JSONDecodeError:  # a block, an escape of GraphQL's own, 007
            value = None
        strange |= value is None or (match.lastgroup == "number" and len(token) > _DIGITS)
        values.append(value)
        return f"\0{type(value).__name__}"

    pattern = _TOKEN.sub(mark, text)
    if strange or not values:
        return None
    return Lifted(f"\0{pattern}", {f"{_PREFIX}{number}": value for number, value in enumerate(values)})


def template(schema: GraphQLSchema, document: DocumentNode) -> DocumentNode | None:
    """A valid document with a variable in the place of each number and text. None where one of them must stay what it is."""
    info = TypeInfo(schema)
    lifter = _Lifter(info)
    made: DocumentNode = visit(document, TypeInfoVisitor(info, lifter))
    if lifter.fixed:
        return None
    definitions = tuple(
        _with_variables(one, lifter.definitions) if isinstance(one, OperationDefinitionNode) else one for one in made.definitions
    )
    whole = DocumentNode(definitions=definitions)
    return None if validate(schema, whole, max_errors=1) else whole


def _with_variables(operation: OperationDefinitionNode, more: list[VariableDefinitionNode]) -> OperationDefinitionNode:
    return OperationDefinitionNode(
        operation=operation.operation,
        name=operation.name,
        directives=operation.directives,
        selection_set=operation.selection_set,
        variable_definitions=(*(operation.variable_definitions or ()), *more),
    )


class _Lifter(Visitor):
    """Puts variables in the place of literals, in the order of the document."""

    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self._info = info
        self.definitions: list[VariableDefinitionNode] = []
        self.fixed = False
        """Whether a literal stands where no variable may: in the default of one, or in a directive."""

    def _lift(self, node: Any, *_: object) -> VariableNode | None:  # noqa: ANN401  a literal
        of = self._info.get_input_type()
        if of is None or (isinstance(node, IntValueNode) and get_named_type(of) is GraphQLID):  # -0 is a text there
            self.fixed = True
            return None
        variable = VariableNode(name=NameNode(value=f"{_PREFIX}{len(self.definitions)}"))
        self.definitions.append(VariableDefinitionNode(variable=variable, type=parse_type(str(of)), directives=()))
        return variable

    enter_int_value = enter_float_value = enter_string_value = _lift

    def enter_variable_definition(self, node: VariableDefinitionNode, *_: object) -> Any:  # noqa: ANN401  what a visitor may return
        """Leaves the default of a variable as it is."""
        self.fixed |= node.default_value is not None
        return False

    def enter_directive(self, _: DirectiveNode, *__: object) -> Any:  # noqa: ANN401  as above
        """Leaves the arguments of a directive as they are: they are Booleans, or variables."""
        return False
