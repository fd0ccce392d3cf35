"""GraphQL operations as selections: what a valid operation asks for, worked out once and answered many times without resolvers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLIncludeDirective,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_list_type,
    is_non_null_type,
)
from graphql.execution.values import VariableValues, get_directive_values

from schema.arguments import arguments
from schema.catalog import Catalog, RecordSpec, StructSpec, ToOne, Values
from schema.documents import EVIDENCE
from schema.execution import Execution
from schema.graphql import plan_of, plan_of_totals, shown_snapshot
from schema.plan import INNER_SIZE, LIGHT, PAGE_SIZE, Cursor, Parts, ReadPlan
from schema.selection import (
    Arguments,
    Constant,
    Edges,
    Found,
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
from schema.totals import TotalsPlan, TotalsSpec, totals_of


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """A root field that lists records."""

    spec: RecordSpec
    arguments: Arguments
    page: PageSelection


@dataclass(frozen=True, slots=True, eq=False)
class Summed:
    """A root field that adds records up."""

    spec: TotalsSpec
    arguments: Arguments
    page: PageSelection

    def plan(self, variables: VariableValues) -> TotalsPlan:
        """The page of groups that is asked for, with no more numbers than are shown."""
        shown = {one.name for nodes in self.page.lists for one in nodes.selection.members.values() if isinstance(one, Plain)}
        return plan_of_totals(self.spec, self.arguments.read(variables), frozenset(shown))


@dataclass(frozen=True, slots=True, eq=False)
class ById:
    """A root field that gives records by their ids. `selections` says what is shown of a record of each type."""

    many: bool
    arguments: Arguments
    selections: Mapping[RecordSpec, Selection]

    def ids(self, variables: VariableValues) -> list[str]:
        """The ids that are asked for."""
        given = self.arguments.read(variables)
        return list(given["ids"]) if self.many else [given["id"]]

    def of(self, spec: RecordSpec, ids: list[str]) -> list[str]:
        """Those of the ids that belong to a type, each once."""
        return [one for one in dict.fromkeys(ids) if one.partition("-")[0] == spec.name]


Root: TypeAlias = Listed | Summed | ById | Selection | Constant
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

    @cached_property
    def counts(self) -> bool:
        """Whether a list in it has to be counted, or records added up."""
        return any(one.page.total for one, _ in self.lists) or any(isinstance(root, Summed) for root in self.roots.values())

    def bound(self, variables: VariableValues) -> Bound:
        """The operation's arguments. DatelineError where those of a list do not go together."""
        plans = {one: self._fixed[one] if one in self._fixed else _plan(one, spec, variables) for one, spec in self.lists}
        sums = {root: root.plan(variables) for root in self.roots.values() if isinstance(root, Summed)}
        return Bound(plans, {root: root.ids(variables) for root in self.roots.values() if isinstance(root, ById)}, sums)

    @cached_property
    def _fixed(self) -> dict[Listed | Many, ReadPlan]:
        """The pages that no variable changes."""
        nothing = VariableValues({}, {})
        return {one: _plan(one, spec, nothing) for one, spec in self.lists if one.arguments.constant}

    def answer(self, bound: Bound, reader: Reader, deadline: float = math.inf) -> dict[str, Any]:
        """The data of its answer. DatelineError where the reader fails, LookupError where a record that must be there is not."""
        execution = Execution(reader, bound.plans, deadline)
        return {key: _answer(root, bound, execution) for key, root in self.roots.items()}


@dataclass(frozen=True, slots=True)
class Bound:
    """The arguments of one request: the page of each list and of each field that adds up, and the ids of each that gives records by id."""

    plans: Mapping[Listed | Many, ReadPlan]
    ids: Mapping[ById, list[str]]
    sums: Mapping[Summed, TotalsPlan]

    def cursors(self) -> Iterator[Cursor | None]:
        """Where the lists begin or end."""
        for plan in self.plans.values():
            yield from (plan.after, plan.before)
        yield from (plan.after for plan in self.sums.values())


def _plan(one: Listed | Many, spec: RecordSpec, variables: VariableValues) -> ReadPlan:
    size = INNER_SIZE if isinstance(one, Many) else PAGE_SIZE
    return replace(plan_of(spec, one.arguments.read(variables), size), parts=one.page.parts)


def _lists(roots: Iterable[Root]) -> Iterator[tuple[Listed | Many, RecordSpec]]:
    for root in roots:
        if isinstance(root, Listed):
            yield root, root.spec
            yield from _of_page(root.page)
        elif isinstance(root, Summed):
            yield from _of_page(root.page)
        elif isinstance(root, ById):
            for selection in root.selections.values():
                yield from _of_selection(selection)


def _of_page(page: PageSelection) -> Iterator[tuple[Many, RecordSpec]]:
    for nodes in page.lists:
        yield from _of_selection(nodes.selection)


def _of_selection(selection: Selection) -> Iterator[tuple[Many, RecordSpec]]:
    for many in (*selection.sizes, *(link.member for link in selection.links if isinstance(link.member, Many))):
        yield many, many.link.target
        yield from _of_page(many.page)
    for link in selection.links:
        if isinstance(link.member, One):
            yield from _of_selection(link.member.selection)


def _answer(root: Root, bound: Bound, execution: Execution) -> Any:  # noqa: ANN401  any JSON
    match root:
        case Constant(value):
            return value
        case Selection():
            return execution.rows(root, [shown_snapshot(execution.reader)])[0]
        case Listed():
            return execution.page(root.page, bound.plans[root])
        case Summed():
            return execution.sums(root.page, bound.sums[root], bound.sums[root].filters())
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
        self.totals = {totals.name: totals for spec in catalog if (totals := totals_of(spec))}
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
        given = arguments(field, nodes[0])
        of: Any = get_named_type(field.type)
        if totals := self._compiler.totals.get(name):
            return Summed(totals, given, self._page(of, totals, nodes))
        if "first" in field.args:
            [spec] = [spec for spec in self._compiler.catalog if spec.plural == name]
            return Listed(spec, given, self._page(of, spec, nodes))
        if not field.args:
            return self._selection(of, None, nodes)
        specs = [spec for spec in self._compiler.catalog if of.name in {spec.type_name, "Node"}]
        types = self._compiler.schema.type_map
        selections = {spec: self._selection(types[spec.type_name], spec, nodes) for spec in specs}
        return ById("ids" in field.args, given, selections)

    def _selection(self, of: Any, struct: StructSpec | None, nodes: list[FieldNode]) -> Selection:  # noqa: ANN401  an object type
        fields = self._fields(of, _inner(nodes))
        members = _packed_once({key: self._member(of, struct, found) for key, found in fields.items()})
        return Selection(members, _parts(members.values(), struct))

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
            page = self._page(inner, link.target, nodes)
            first = {argument.name.value for argument in nodes[0].arguments or ()} <= {"first"}
            packed = link.name in link.owner.packed and first and page.is_plain and page.parts == LIGHT and len(page.lists) == 1
            return Many(link, arguments(field, nodes[0]), page, packed)
        if not is_composite_type(inner):
            return Plain(name)
        many = is_list_type(get_nullable_type(field.type))
        return Inside(name, many, self._selection(inner, self._compiler.structs.get(inner.name), nodes))

    def _page(self, of: Any, spec: RecordSpec | TotalsSpec, nodes: list[FieldNode]) -> PageSelection:  # noqa: ANN401  a connection type
        return PageSelection({key: self._page_member(of, spec, found) for key, found in self._fields(of, _inner(nodes)).items()})

    def _page_member(self, of: Any, spec: RecordSpec | TotalsSpec, nodes: list[FieldNode]) -> PageMember:  # noqa: ANN401  as above
        name = nodes[0].name.value
        if name == "__typename":
            return Constant(of.name)
        inner: Any = get_named_type(of.fields[name].type)
        if inner.name == spec.type_name:
            return Nodes(self._selection(inner, spec, nodes))
        if not is_composite_type(inner):
            return PageValue(name)
        members: dict[str, Any] = dict(self._page(inner, spec, nodes).members)
        return _PARTS.get(name, Info)(members)

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


_PARTS: Mapping[str, Callable[[dict[str, Any]], PageMember]] = {"edges": Edges, "matches": Found}
"""The parts of a page that are no place in its list."""


def _inner(nodes: list[FieldNode]) -> Iterator[SelectionSetNode]:
    return (node.selection_set for node in nodes if node.selection_set)


def _packed_once(members: dict[str, Member]) -> dict[str, Member]:
    """The members; a list that is shown in several ways is read for each of them."""
    ways = Counter(member.link.name for member in members.values() if isinstance(member, Many) and member.packed)
    return {key: replace(one, packed=False) if isinstance(one, Many) and ways[one.link.name] > 1 else one for key, one in members.items()}


def _parts(members: Collection[Member], struct: StructSpec | None) -> Parts:
    """What has to be read of a row to show these members of it."""
    if not isinstance(struct, RecordSpec):
        return Parts(whole=any(_rests_on_evidence(member) for member in members))
    own = {member.name for member in members if isinstance(member, Plain | Inside) and member.name != EVIDENCE}
    large = frozenset(name for name in own if struct.fields[name].large)
    whole = any(_rests_on_evidence(member) for member in members)
    packed = frozenset(m.link.name for m in members if isinstance(m, Many) and m.packed)
    return Parts(whole, large, packed)


def _rests_on_evidence(member: Member) -> bool:
    return isinstance(member, Inside) and (member.name == EVIDENCE or member.selection.parts.whole)
