"""GraphQL operations as selections: what a valid operation asks for, worked out once and answered many times without resolvers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLIncludeDirective,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    Visitor,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_list_type,
    is_non_null_type,
    visit,
)
from graphql.execution.values import VariableValues, get_argument_values, get_directive_values

from schema.catalog import Catalog, RecordSpec, StructSpec, ToOne, Values
from schema.documents import EVIDENCE
from schema.execution import Execution
from schema.graphql import plan_of, shown_snapshot
from schema.plan import ReadPlan
from schema.selection import (
    Arguments,
    Constant,
    Edges,
    Info,
    Inside,
    Many,
    Member,
    Nodes,
    One,
    PageMember,
    PageSelection,
    PageValue,
    Plain,
    Selection,
)
from schema.store.base import Reader


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """A root field that lists records."""

    spec: RecordSpec
    arguments: Arguments
    page: PageSelection


@dataclass(frozen=True, slots=True, eq=False)
class ById:
    """A root field that gives records by their ids. `selections` says what is shown of a record of each type."""

    many: bool
    arguments: Arguments
    selections: Mapping[RecordSpec, Selection]

    def ids(self, variables: VariableValues) -> list[str]:
        """The ids that are asked for."""
        given = self.arguments(variables)
        return list(given["ids"]) if self.many else [given["id"]]

    def of(self, spec: RecordSpec, ids: list[str]) -> list[str]:
        """Those of the ids that belong to a type, each once."""
        return [one for one in dict.fromkeys(ids) if one.partition("-")[0] == spec.name]


Root: TypeAlias = Listed | ById | Selection | Constant
"""What stands at the top of an operation. A selection is of the snapshot."""


@dataclass(frozen=True, eq=False)
class Operation:
    """An operation, ready to be answered. It is not `complete` where graphql-core has to answer a part of it: introspection."""

    roots: Mapping[str, Root]
    complete: bool

    @cached_property
    def lists(self) -> tuple[tuple[Listed | Many, RecordSpec], ...]:
        """All lists in it, each with what it lists."""
        return tuple(_lists(self.roots.values()))

    def bound(self, variables: VariableValues) -> Bound:
        """The operation's arguments. DatelineError where those of a list do not go together."""
        plans = {
            one: replace(plan_of(spec, one.arguments(variables)), whole=one.page.whole, large=one.page.large) for one, spec in self.lists
        }
        return Bound(plans, {root: root.ids(variables) for root in self.roots.values() if isinstance(root, ById)})

    def answer(self, bound: Bound, reader: Reader, deadline: float = math.inf) -> dict[str, Any]:
        """The data of its answer. DatelineError where the reader fails, LookupError where a record that must be there is not."""
        execution = Execution(reader, bound.plans, deadline)
        return {key: _answer(root, bound, execution) for key, root in self.roots.items()}


@dataclass(frozen=True, slots=True)
class Bound:
    """The arguments of one request: the page of each list, and the ids of each field that gives records by id."""

    plans: Mapping[Listed | Many, ReadPlan]
    ids: Mapping[ById, list[str]]


def _lists(roots: Iterable[Root]) -> Iterator[tuple[Listed | Many, RecordSpec]]:
    for root in roots:
        if isinstance(root, Listed):
            yield root, root.spec
            yield from _of_page(root.page)
        elif isinstance(root, ById):
            for selection in root.selections.values():
                yield from _of_selection(selection)


def _of_page(page: PageSelection) -> Iterator[tuple[Many, RecordSpec]]:
    for nodes in page.lists:
        yield from _of_selection(nodes.selection)


def _of_selection(selection: Selection) -> Iterator[tuple[Many, RecordSpec]]:
    for link in selection.links:
        if isinstance(member := link.member, Many):
            yield member, member.link.target
            yield from _of_page(member.page)
        else:
            yield from _of_selection(member.selection)


def _answer(root: Root, bound: Bound, execution: Execution) -> Any:  # noqa: ANN401  any JSON
    match root:
        case Constant(value):
            return value
        case Selection():
            return execution.rows(root, [shown_snapshot(execution.reader)])[0]
        case Listed():
            return execution.page(root.page, bound.plans[root])
        case ById():
            ids = bound.ids[root]
            found: dict[str | None, Any] = {}
            for spec, selection in root.selections.items():
                if own := root.of(spec, ids):
                    found |= execution.records(selection, spec, own)
            return [found.get(identifier) for identifier in ids] if root.many else found.get(ids[0])


class Compiler:
    """Compiles the operations of one schema, which the catalogue gave."""

    def __init__(self, schema: GraphQLSchema, catalog: Catalog) -> None:
        self.schema = schema
        self.catalog = catalog
        self.structs: Mapping[str, StructSpec] = {spec.type_name: spec for spec in (*catalog.values, *catalog)}

    def operation(self, document: DocumentNode, operation: OperationDefinitionNode, variables: VariableValues) -> Operation:
        """A valid operation for the values that its variables of type Boolean have here; no other variable changes it."""
        return _Compilation(self, document, variables).operation(operation)


Fields: TypeAlias = dict[str, list[FieldNode]]
"""The fields of a selection set by the key that they are shown under, those of its fragments among them."""


class _Compilation:
    def __init__(self, compiler: Compiler, document: DocumentNode, variables: VariableValues) -> None:
        self._compiler = compiler
        self._variables = variables
        self._fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}

    def operation(self, operation: OperationDefinitionNode) -> Operation:
        query = self._compiler.schema.query_type
        assert query is not None  # noqa: S101  our schema has a query type
        fields = self._fields(query, [operation.selection_set])
        own = {key: nodes for key, nodes in fields.items() if nodes[0].name.value not in {"__schema", "__type"}}
        return Operation({key: self._root(query, nodes) for key, nodes in own.items()}, complete=len(own) == len(fields))

    def _root(self, query: GraphQLObjectType, nodes: list[FieldNode]) -> Root:
        name = nodes[0].name.value
        if name == "__typename":
            return Constant(query.name)
        field = query.fields[name]
        arguments = self._arguments(field, nodes[0])
        of: Any = get_named_type(field.type)
        if "first" in field.args:
            [spec] = [spec for spec in self._compiler.catalog if spec.plural == name]
            return Listed(spec, arguments, self._page(of, spec, nodes))
        if not field.args:
            return self._selection(of, None, nodes)
        specs = [spec for spec in self._compiler.catalog if of.name in {spec.type_name, "Node"}]
        types = self._compiler.schema.type_map
        selections = {spec: self._selection(types[spec.type_name], spec, nodes) for spec in specs}
        return ById("ids" in field.args, arguments, selections)

    def _selection(self, of: Any, struct: StructSpec | None, nodes: list[FieldNode]) -> Selection:  # noqa: ANN401  an object type
        fields = self._fields(of, _inner(nodes))
        members = {key: self._member(of, struct, found) for key, found in fields.items()}
        large = {member.name for member in members.values() if isinstance(member, Plain) and struct and _is_large(struct, member.name)}
        return Selection(members, any(_needs_whole(member, struct) for member in members.values()), frozenset(large))

    def _member(self, of: Any, struct: StructSpec | None, nodes: list[FieldNode]) -> Member:  # noqa: ANN401  an object type
        name = nodes[0].name.value
        if name == "__typename":
            return Constant(of.name)
        field = of.fields[name]
        link = struct.links.get(name) if struct else None
        inner: Any = get_named_type(field.type)
        if link and not isinstance(link, Values):
            if isinstance(link, ToOne):
                return One(link, not is_non_null_type(field.type), self._selection(inner, link.target, nodes))
            return Many(link, self._arguments(field, nodes[0]), self._page(inner, link.target, nodes))
        if not is_composite_type(inner):
            return Plain(name)
        many = is_list_type(get_nullable_type(field.type))
        return Inside(name, many, self._selection(inner, self._compiler.structs.get(inner.name), nodes))

    def _page(self, of: Any, spec: RecordSpec, nodes: list[FieldNode]) -> PageSelection:  # noqa: ANN401  a connection type
        return PageSelection({key: self._page_member(of, spec, found) for key, found in self._fields(of, _inner(nodes)).items()})

    def _page_member(self, of: Any, spec: RecordSpec, nodes: list[FieldNode]) -> PageMember:  # noqa: ANN401  as above
        name = nodes[0].name.value
        if name == "__typename":
            return Constant(of.name)
        inner: Any = get_named_type(of.fields[name].type)
        if inner.name == spec.type_name:
            return Nodes(self._selection(inner, spec, nodes))
        if not is_composite_type(inner):
            return PageValue(name)
        members: dict[str, Any] = dict(self._page(inner, spec, nodes).members)
        return Edges(members) if name == "edges" else Info(members)

    def _arguments(self, field: GraphQLField, node: FieldNode) -> Arguments:
        """The arguments of a field, worked out here where no variable stands in them."""
        if _has_variables(node):
            return lambda variables: get_argument_values(field, node, variables)
        given = get_argument_values(field, node, self._variables)
        return lambda _: given

    def _fields(self, of: GraphQLObjectType, selections: Iterable[SelectionSetNode]) -> Fields:
        found: Fields = {}
        seen: set[str] = set()
        for selection in selections:
            self._collect(of, selection, found, seen)
        return found

    def _collect(self, of: GraphQLObjectType, selections: SelectionSetNode, found: Fields, seen: set[str]) -> None:
        for node in selections.selections:
            if not self._is_wanted(node):
                continue
            if isinstance(node, FieldNode):
                found.setdefault(node.alias.value if node.alias else node.name.value, []).append(node)
                continue
            fragment: Any = node
            if isinstance(node, FragmentSpreadNode):
                if node.name.value in seen:
                    continue
                seen.add(node.name.value)
                fragment = self._fragments[node.name.value]
            if self._fits(of, fragment.type_condition):
                self._collect(of, fragment.selection_set, found, seen)

    def _fits(self, of: GraphQLObjectType, condition: Any) -> bool:  # noqa: ANN401  a named type's node or None
        return condition is None or condition.name.value in {of.name, *(face.name for face in of.interfaces)}

    def _is_wanted(self, node: SelectionNode) -> bool:
        skip = get_directive_values(GraphQLSkipDirective, node, self._variables)
        include = get_directive_values(GraphQLIncludeDirective, node, self._variables)
        return not (skip and skip["if"]) and not (include and not include["if"])


def _inner(nodes: list[FieldNode]) -> Iterator[SelectionSetNode]:
    return (node.selection_set for node in nodes if node.selection_set)


def _needs_whole(member: Member, struct: StructSpec | None) -> bool:
    """Whether a member is no part of a light document."""
    if not isinstance(member, Plain | Inside):
        return False
    inside = isinstance(member, Inside) and (member.name == EVIDENCE or member.selection.whole)
    return inside or (isinstance(struct, RecordSpec) and member.name not in struct.light)


def _is_large(struct: StructSpec, name: str) -> bool:
    return name in struct.fields and struct.fields[name].large


def _has_variables(node: FieldNode) -> bool:
    finder = _VariableFinder()
    for argument in node.arguments or ():
        visit(argument, finder)
    return finder.found


class _VariableFinder(Visitor):
    found = False

    def enter_variable(self, *_: object) -> None:
        """A variable stands in what is visited."""
        self.found = True
