"""The catalogue as a GraphQL schema. Every name and sentence comes from the catalogue; rows are documents."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import strawberry
from strawberry.schema.config import StrawberryConfig

from schema import extraction
from schema.catalog import CATALOG, Catalog, FieldSpec, RecordSpec, Reverse, StructSpec, ToOne
from schema.documents import EVIDENCE, Document
from schema.errors import InvalidValue
from schema.execution import summed
from schema.filters import filterable, parse_where
from schema.graphql_types import (
    SCALARS,
    Answer,
    Argument,
    Builder,
    CursorText,
    FilterText,
    PageSize,
    Resolver,
    SearchText,
    Type,
    many,
    maybe,
)
from schema.plan import INNER_SIZE, PAGE_SIZE, RELEVANCE, Order, Parts, Quantifier, ReadPlan, ordered
from schema.searched import MATCHES, relevance_doc, search_doc
from schema.store.base import Page, Reader
from schema.totals import ADDENDS, TotalsPlan, TotalsSpec, totals_of, totals_plan

QUANTIFIERS: Mapping[Quantifier, str] = {
    Quantifier.SOME: "At least one must fit.",
    Quantifier.EVERY: "All must fit, also when there are none.",
    Quantifier.NONE: "None may fit.",
}


@dataclass
class Reading:
    """What one operation reads from: a reader of one snapshot, until a deadline. Records fetched by id are fetched once."""

    reader: Reader
    deadline: float = math.inf
    known: dict[tuple[str, str], Document | None] = field(default_factory=dict)

    def one(self, spec: RecordSpec, identifier: str) -> Document | None:
        """The record with that id; None where there is none."""
        key = spec.name, identifier
        if key not in self.known:
            self.known[key] = self.reader.get(spec, [identifier], deadline=self.deadline)[0]
        return self.known[key]


def build_schema(catalog: Catalog = CATALOG) -> strawberry.Schema:
    """The schema of a catalogue. Its context value is a Reading."""
    builder = Builder(catalog)
    node = builder.object("Node", "Anything that can be asked for by its id.", interface=True)
    builder.add(node, "id", strawberry.ID, "The record's own name, the same in GraphQL and REST.")
    _declare_page_info(builder)
    _declare_snapshot(builder)
    structs = (catalog.match, catalog.span, *catalog.values, *catalog)
    for struct in structs:
        _declare(builder, struct, node)
    for struct in structs:
        _fill(builder, struct)
        _fill_where(builder, struct)
    for spec in catalog:
        _fill_connection(builder, spec)
        if totals := totals_of(spec):
            _fill_totals(builder, totals)
    config = StrawberryConfig(auto_camel_case=False, default_resolver=operator.getitem, scalar_map=dict(SCALARS))
    return strawberry.Schema(_query(builder), types=[builder.types[spec.type_name] for spec in catalog], config=config)


def _declare_page_info(builder: Builder) -> None:
    page = builder.object("PageInfo", "Where a page stands in its list.")
    builder.add(page, "hasNextPage", bool, "Whether there are records after this page.")
    builder.add(page, "hasPreviousPage", bool, "Whether there are records before this page.")
    builder.add(page, "startCursor", maybe(CursorText), "The place of the first record of this page; null when the page is empty.")
    builder.add(page, "endCursor", maybe(CursorText), "The place of the last record of this page; null when the page is empty.")


def _declare_snapshot(builder: Builder) -> None:
    tool = builder.object("Tool", "A part of the extraction.")
    for name, doc in extraction.FIELDS.items():
        builder.add(tool, name, maybe(str) if name == "checksum" else str, doc)
    made = builder.object("Snapshot", "The state of the data that is read: it never changes, a new one comes in its place.")
    builder.add(made, "id", str, "The id of the snapshot: a digest of its records and of what made them.")
    builder.add(made, "extraction", many(tool), extraction.DOC)


def shown_snapshot(reader: Reader) -> dict[str, Any]:
    """The snapshot that a reader reads, as the type Snapshot shows it."""
    return {"id": reader.snapshot, "extraction": extraction.rows(reader.extraction)}


def _snapshot(_: None, reading: Reading) -> dict[str, Any]:
    return shown_snapshot(reading.reader)


def _declare(builder: Builder, struct: StructSpec, node: Type) -> None:
    """The types of a struct, without fields."""
    name = struct.type_name
    made = builder.object(name, struct.doc, (node,) if isinstance(struct, RecordSpec) else ())
    if struct.spanned:
        builder.object(f"{name}Evidence", f"The words that the values of one {name} rest on.")
    if filterable(struct) or struct.links:
        builder.input(f"{name}Where", f"A filter for {name} records: all conditions that are set must hold.")
    if isinstance(struct, RecordSpec):
        made.__strawberry_definition__.is_type_of = _is_type_of(struct)
        builder.object(f"{name}Connection", f"A page of a list of {struct.plural}.")
        builder.object(f"{name}Edge", f"One of the {struct.plural} of a page, with its place in the list.")
        relevance = {RELEVANCE.upper(): (f"{RELEVANCE} DESC", relevance_doc(struct))} if struct.searched else {}
        builder.enum(f"{name}Order", f"What {struct.plural} can be ordered by.", dict(_orders(struct)) | relevance)
        if totals := totals_of(struct):
            _declare_totals(builder, totals)


def _is_type_of(spec: RecordSpec) -> Callable[[Document, object], bool]:
    return lambda row, _: row["id"].startswith(f"{spec.name}-")


def _declare_totals(builder: Builder, totals: TotalsSpec) -> None:
    """The types of groups, the groups without fields."""
    name = totals.type_name
    builder.object(name, totals.doc)
    builder.object(f"{name}s", f"A page of {totals.plural}.")
    ways = {one.name: (one.name, f"By {one.way.path}: {one.way.field.doc}") for one in totals.dimensions.values()}
    builder.enum(f"{totals.spec.type_name}Dimension", f"What {totals.plural} can go by.", ways)
    builder.enum(f"{name}Order", f"What {totals.plural} can be ordered by.", dict(_orders(totals)))


def _fill_totals(builder: Builder, totals: TotalsSpec) -> None:
    _fill(builder, totals)
    made, page = builder.types[totals.type_name], builder.types[f"{totals.type_name}s"]
    builder.add(made, ADDENDS, FilterText, f"The filter that lists exactly the {totals.spec.plural} that are added up here.")
    builder.add(page, "nodes", many(made), "The groups of the page.")
    builder.add(page, "pageInfo", builder.types["PageInfo"], "Where the page stands in the list of groups.")


def _orders(spec: RecordSpec | TotalsSpec) -> list[tuple[str, tuple[str, str]]]:
    """For each name of an order its path and direction, and its sentence."""
    ways = {"ASC": "rising", "DESC": "falling"}
    return [
        (f"{_upper(path)}_{end}", (f"{path} {end}", f"By {path}, {way}; absent values come last."))
        for path in spec.sortable
        for end, way in ways.items()
    ]


def _upper(path: str) -> str:
    return "".join(f"_{letter}" if letter.isupper() else letter.upper() for letter in path.replace(".", "_"))


def _fill(builder: Builder, struct: StructSpec) -> None:
    """The fields of a type and of its evidence."""
    made = builder.types[struct.type_name]
    for name, spec in struct.fields.items():
        if name == "id" and isinstance(struct, RecordSpec):
            continue  # Node has it
        added = builder.add(made, name, builder.of(spec), spec.doc, Answer(_large(builder.catalog, spec)) if spec.large else None)
        if spec.deprecated:
            added.deprecation_reason = f"Use {spec.deprecated.instead}. It goes in {spec.deprecated.removal}."
    for link in struct.links.values():
        if isinstance(link, ToOne):
            of = builder.types[link.target.type_name]
            builder.add(made, link.name, maybe(of) if struct.fields[link.column].nullable else of, link.doc, Answer(_to_one(link)))
    if struct.spanned:
        evidence = builder.types[f"{struct.type_name}Evidence"]
        for spec in struct.spanned:
            each = "One span for each item of" if spec.many else "The words for"
            builder.add(evidence, spec.name, many(builder.types["Span"]), f"{each} {spec.name}, in order; empty when it is absent.")
        builder.add(made, EVIDENCE, evidence, "The words in the article that each value rests on.")


def _large(catalog: Catalog, spec: FieldSpec) -> Resolver:
    def resolver(root: Document, reading: Reading) -> object:
        [owner] = [record for record in catalog if root["id"].startswith(f"{record.name}-")]
        row = reading.reader.get(owner, [root["id"]], Parts(whole=False, large=frozenset({spec.name})), reading.deadline)[0]
        return row and row[spec.name]

    return resolver


def _to_one(link: ToOne) -> Resolver:
    def resolver(root: Document, reading: Reading) -> Document | None:
        identifier = root[link.column]
        return None if identifier is None else reading.one(link.target, identifier)

    return resolver


def _fill_where(builder: Builder, struct: StructSpec) -> None:
    where = builder.types.get(f"{struct.type_name}Where")
    if where is None:
        return
    builder.add(where, "and", maybe(many(where)), "All of these must hold.")
    builder.add(where, "or", maybe(many(where)), "One of these must hold; none holds when the list is empty.")
    builder.add(where, "not", maybe(where), "This must not hold.")
    for name, spec in filterable(struct).items():
        of = builder.filter(spec.kind) if spec.kind else builder.types[f"{spec.inner.type_name}Where"]
        builder.add(where, name, maybe(of), f"On this: {spec.doc}")
    for name, link in struct.links.items():
        target = builder.types.get(f"{link.target.type_name}Where")
        if target is not None:
            of = target if isinstance(link, ToOne) else _list_where(builder, link.target, target)
            builder.add(where, name, maybe(of), f"On this: {link.doc}")


def _list_where(builder: Builder, struct: StructSpec, where: Type) -> Type:
    name = f"{struct.type_name}ListWhere"
    if name not in builder.types:
        made = builder.input(name, f"A filter for a list of {struct.type_name} records.")
        for quantifier, doc in QUANTIFIERS.items():
            builder.add(made, quantifier.value, maybe(where), doc)
    return builder.types[name]


def _fill_connection(builder: Builder, spec: RecordSpec) -> None:
    made, edge, page = (builder.types[f"{spec.type_name}{end}"] for end in ("", "Edge", "Connection"))
    builder.add(edge, "cursor", CursorText, "The place of the record in the list.")
    builder.add(edge, "node", made, "The record.")
    if spec.searched:
        builder.add(edge, "matches", many(builder.types[builder.catalog.match.type_name]), MATCHES, Answer(_matches))
    builder.add(page, "edges", many(edge), "The records of the page, each with its cursor.")
    builder.add(page, "nodes", many(made), "The records of the page.")
    builder.add(page, "pageInfo", builder.types["PageInfo"], "Where the page stands in the list.")
    builder.add(page, "totalCount", int, "How many records the whole list has; counted only when asked for.", Answer(_total))
    for name, link in spec.reverses.items():
        of = builder.types[f"{link.target.type_name}Connection"]
        builder.add(made, name, of, link.doc, Answer(_list(link.target, link), _arguments(builder, link.target, INNER_SIZE)))


def _arguments(builder: Builder, spec: RecordSpec, default: int = PAGE_SIZE) -> dict[str, Argument]:
    where, order = builder.types[f"{spec.type_name}Where"], many(builder.types[f"{spec.type_name}Order"])
    size = f"How many records from the start, or after a cursor; {default} when neither first nor last is set."
    return {
        "where": Argument(maybe(where), f"Which {spec.plural} to list; all when it is absent."),
        "orderBy": Argument(
            maybe(order), "The order of the list; by id when it is absent. Equals stand by id, in the direction of the last key."
        ),
        "first": Argument(maybe(PageSize), size),
        "after": Argument(maybe(CursorText), "Only records after this place."),
        "last": Argument(maybe(PageSize), "How many records from the end, or before a cursor; not together with first."),
        "before": Argument(maybe(CursorText), "Only records before this place."),
    }


def _searchable(builder: Builder, spec: RecordSpec) -> dict[str, Argument]:
    """The arguments of the list of all records of a type."""
    q = {"q": Argument(maybe(SearchText), search_doc(spec))} if spec.searched else {}
    return _arguments(builder, spec) | q


def plan_of(spec: RecordSpec, given: Mapping[str, Any], size: int = PAGE_SIZE) -> ReadPlan:
    """The plan of a connection's arguments; its page has that size where they say none. InvalidValue for first with last."""
    first, last = given.get("first"), given.get("last")
    if first is not None and last is not None:
        raise InvalidValue("first and last cannot stand together", hint="Use first to go forward and last to go backward.")
    search = given.get("q")
    return ReadPlan(
        spec,
        where=parse_where(spec, given.get("where")),
        order=ordered(spec, [_order(item.value) for item in given.get("orderBy") or ()], search),
        search=search,
        size=first or last or size,
        forward=last is None,
        after=given.get("after"),
        before=given.get("before"),
    )


def _totals_arguments(builder: Builder, totals: TotalsSpec) -> dict[str, Argument]:
    spec = totals.spec
    listed = _arguments(builder, spec)
    always = f"; always by {' and '.join(totals.declared.apart)} as well" if totals.declared.apart else ""
    default = f"{' and '.join(totals.declared.default)} when it is absent"
    ways = maybe(many(builder.types[f"{spec.type_name}Dimension"]))
    order = maybe(many(builder.types[f"{totals.type_name}Order"]))
    return {
        "where": Argument(listed["where"].type, f"Which {spec.plural} to add up; all when it is absent."),
        "by": Argument(ways, f"What the sums go by, {default}{always}."),
        "orderBy": Argument(order, "The order of the groups; by their keys when it is absent. Absent values come last."),
        "first": Argument(maybe(PageSize), f"How many groups from the start, or after a cursor; {PAGE_SIZE} when it is absent."),
        "after": listed["after"],
    }


def plan_of_totals(totals: TotalsSpec, given: Mapping[str, Any], shown: frozenset[str] | None = None) -> TotalsPlan:
    """The plan of the arguments of sums, of which these numbers are shown."""
    by = given.get("by")
    return totals_plan(
        totals,
        by=totals.by(None if by is None else [item.value for item in by]),
        where=parse_where(totals.spec, given.get("where")),
        order=tuple(_order(item.value) for item in given.get("orderBy") or ()),
        size=given.get("first") or PAGE_SIZE,
        after=given.get("after"),
        shown=shown,
    )


def _totals(totals: TotalsSpec) -> Resolver:
    def resolver(_: None, reading: Reading, **given: object) -> dict[str, Any]:
        plan = plan_of_totals(totals, given)
        return _connection(plan, summed(reading.reader, plan, plan.filters(), reading.deadline), reading.reader.snapshot)

    return resolver


def _order(written: str) -> Order:
    path, end = written.split()
    return Order(path, descending=end == "DESC")


def _list(spec: RecordSpec, link: Reverse | None = None) -> Resolver:
    def resolver(root: Document | None, reading: Reading, **given: object) -> dict[str, Any]:
        plan = plan_of(spec, given, INNER_SIZE if link else PAGE_SIZE)
        if link and root:
            plan = plan.within(link, root["id"])
        plan = replace(plan, parts=Parts(matches=plan.search is not None))
        return _connection(plan, reading.reader.page(plan, reading.deadline), reading.reader.snapshot)

    return resolver


def _connection(plan: ReadPlan | TotalsPlan, page: Page, snapshot: str) -> dict[str, Any]:
    cursors = plan.cursors(page.keys, snapshot)
    matches = page.matches or [()] * len(page.rows)
    edges = [{"cursor": one, "node": row, "matches": own} for one, row, own in zip(cursors, page.rows, matches, strict=True)]
    info = {
        "hasNextPage": page.has_next,
        "hasPreviousPage": page.has_previous,
        "startCursor": edges[0]["cursor"] if edges else None,
        "endCursor": edges[-1]["cursor"] if edges else None,
    }
    return {"edges": edges, "nodes": page.rows, "pageInfo": info, "plan": plan}


def _matches(root: Mapping[str, Any], _: Reading) -> list[dict[str, Any]]:
    return list(root["matches"])


def _total(root: Mapping[str, ReadPlan], reading: Reading) -> int:
    return reading.reader.total(root["plan"], reading.deadline)


def _query(builder: Builder) -> Type:
    query = builder.object("Query", "What can be asked: each type of record as a list and by id.")
    by_id = {"id": Argument(strawberry.ID, "The id of the record.", required=True)}
    by_ids = {"ids": Argument(many(strawberry.ID), "The ids of the records.", required=True)}
    for spec in builder.catalog:
        page, one = builder.types[f"{spec.type_name}Connection"], maybe(builder.types[spec.type_name])
        doc = f"{spec.plural.capitalize()} as a list. {spec.doc}"
        builder.add(query, spec.plural, page, doc, Answer(_list(spec), _searchable(builder, spec)))
        builder.add(query, spec.name, one, f"One of the {spec.plural}; null when none has that id.", Answer(_one(spec), by_id))
        if totals := totals_of(spec):
            page, arguments = builder.types[f"{totals.type_name}s"], _totals_arguments(builder, totals)
            builder.add(query, totals.name, page, totals.declared.doc, Answer(_totals(totals), arguments))
    doc = "Which snapshot of the data is read, and what made it."
    builder.add(query, "snapshot", builder.types["Snapshot"], doc, Answer(_snapshot))
    node = maybe(builder.types["Node"])
    builder.add(query, "node", node, "Any record by its id; null when there is none.", Answer(_node(builder.catalog), by_id))
    doc = "Records by their ids, in the same order; null where there is none."
    builder.add(query, "nodes", many(node), doc, Answer(_nodes(builder.catalog), by_ids))
    return query


def _one(spec: RecordSpec) -> Resolver:
    return lambda _, reading, id: reading.one(spec, id)  # noqa: A006  # the argument's name


def _node(catalog: Catalog) -> Resolver:
    return lambda _, reading, id: _found(catalog, reading, id)  # noqa: A006  # the argument's name


def _nodes(catalog: Catalog) -> Resolver:
    def resolver(_: None, reading: Reading, ids: Sequence[str]) -> list[Document | None]:
        return [_found(catalog, reading, identifier) for identifier in ids]

    return resolver


def _found(catalog: Catalog, reading: Reading, identifier: str) -> Document | None:
    spec = catalog.of_id(identifier)
    return reading.one(spec, identifier) if spec else None
