"""Sums of records by the values of their columns: what a record type declares, and one page of it as a checked request."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any

from schema.catalog import CatalogError, FieldSpec, RecordSpec, StructSpec, ToOne
from schema.errors import InvalidCursor, StaleCursor
from schema.fields import Totals
from schema.filters import bounded, parse_where, written_where
from schema.kinds import INTEGER, INTEGER_LIMIT, WHOLE, Stored
from schema.operators import Op
from schema.plan import PAGE_SIZE, And, Condition, Cursor, Keys, Order, Quantifier, Related, Where

RECORDS = "records"
ADDENDS = "addends"


@dataclass(frozen=True, eq=False)
class Way:
    """The way from a record to a column of its own, or of a record that references lead to."""

    path: str
    links: tuple[ToOne, ...]
    column: str
    field: FieldSpec
    nullable: bool
    """Whether the record at the end can lack it."""

    def condition(self, op: Op, value: Stored) -> Where:
        """The filter for the records at whose end this holds."""
        where: Where = Condition(self.column, op, value)
        for link in reversed(self.links):
            where = Related(link, Quantifier.SOME, where)
        return where


@dataclass(frozen=True, eq=False)
class Dimension:
    """Something that sums go by. `absent` is the column that says that a record has no value of it; None where all have one."""

    name: str
    way: Way
    absent: Way | None

    @property
    def key(self) -> str:
        """The name under which a group shows its value."""
        return self.way.field.name

    def asked(self, value: Stored | None) -> tuple[Way, Op, Stored]:
        """What a record of the group with this value fulfils: a column, an operator and what it is compared with."""
        if value is not None:
            return self.way, Op.EQ, value
        if self.absent is None:
            raise CatalogError(f"{self.way.path} is never absent")
        return self.absent, Op.IS_NULL, True


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class TotalsSpec(StructSpec):
    """The groups that records of a type are added up in, as a type with fields: the keys first, then the numbers."""

    spec: RecordSpec
    declared: Totals
    dimensions: Mapping[str, Dimension]
    measures: Mapping[str, str]
    """The names of the sums, each with that of the number of records that have nothing to add."""
    sources: Mapping[str, str]
    """The names of the numbers of different records that are referred to, each with its column."""
    fixed: tuple[tuple[Way, Op, Stored], ...]
    """What every record that is added up fulfils."""

    @cached_property
    def addends(self) -> Where:
        """The filter for the records that may be added up."""
        return And(tuple(way.condition(op, value) for way, op, value in self.fixed))

    @property
    def type_name(self) -> str:
        """The name of the type in both faces."""
        return f"{self.spec.type_name}Total"

    @property
    def doc(self) -> str:
        """The sentences that explain it."""
        return f"What one group of {self.spec.plural} adds up to. {self.declared.doc}"

    @property
    def name(self) -> str:
        """The name of the whole: the GraphQL root field."""
        return f"{self.spec.name}Totals"

    @property
    def plural(self) -> str:
        """The name of many groups."""
        return f"{self.spec.name} totals"

    @property
    def sortable(self) -> Mapping[str, FieldSpec]:
        """What groups can be ordered by."""
        return self.columns

    @cached_property
    def marked(self) -> Mapping[str, Where]:
        """The filter of each sort of records that is counted by itself."""
        return {name: parse_where(self.spec, where) for name, (where, _) in self.declared.marked.items()}

    @cached_property
    def ranges(self) -> tuple[Way, ...]:
        """Further columns that records are often chosen by."""
        return tuple(_way(self.spec, path) for path in self.declared.ranges)

    def by(self, names: Sequence[str] | None) -> tuple[str, ...]:
        """What the sums go by where this is asked for, each once: what must be kept apart comes last. They always go by something."""
        wanted = self.declared.default if names is None else names
        return tuple(dict.fromkeys([*wanted, *self.declared.apart])) or self.declared.default


@dataclass(frozen=True, slots=True)
class TotalsPlan:
    """One page of groups. `shown` are the numbers that are worked out; all when it is None."""

    spec: TotalsSpec
    by: tuple[str, ...]
    where: Where = field(default_factory=And)
    order: tuple[Order, ...] = ()
    size: int = PAGE_SIZE
    after: Cursor | None = None
    shown: frozenset[str] | None = None

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """What the sums go by."""
        return tuple(self.spec.dimensions[name] for name in self.by)

    @property
    def orders(self) -> tuple[Order, ...]:
        """The order of the groups, closed by their keys."""
        first: dict[str, Order] = {}
        for order in (*self.order, *(Order(dimension.key) for dimension in self.dimensions)):
            first.setdefault(order.path, order)
        return tuple(first.values())

    @property
    def offset(self) -> int:
        """How many groups stand before the page."""
        return int(self.after.keys[0] or 0) if self.after else 0

    @property
    def binding(self) -> str:
        """A short name for the list of groups that the page is of."""
        seen = self.spec.name, written_where(self.where), self.by, self.order
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:12]

    def keys(self, rows: Sequence[object]) -> tuple[tuple[int], ...]:
        """What says where each group of the page stands: its number, since a snapshot never changes."""
        return tuple((self.offset + number,) for number in range(1, len(rows) + 1))

    def cursors(self, keys: Iterable[Keys], snapshot: str) -> list[str]:
        """The cursors of groups."""
        binding = self.binding
        return [str(Cursor(snapshot, binding, one)) for one in keys]

    def checked(self, snapshot: str) -> TotalsPlan:
        """The plan itself; StaleCursor or InvalidCursor where its cursor belongs elsewhere."""
        if self.after:
            if self.after.snapshot != snapshot:
                raise StaleCursor("the cursor was made from another snapshot of the data", hint="Start again without a cursor.")
            if self.after.binding != self.binding or not _is_place(self.after.keys):
                raise InvalidCursor("the cursor belongs to another list, filter or order", hint="Send it with the request that gave it.")
        return self

    def needs(self, name: str) -> bool:
        """Whether a number has to be worked out."""
        return self.shown is None or name in self.shown or any(order.path == name for order in self.order)

    def addends(self, row: Mapping[str, Any]) -> Iterator[tuple[Way, Op, Stored]]:
        """What the records of a group fulfil besides the filter of the request."""
        yield from self.spec.fixed
        yield from (dimension.asked(row[dimension.key]) for dimension in self.dimensions)

    def filters(self) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
        """Writes for a group the filter that lists its records, as GraphQL writes filters."""
        common = [written_where(part) for part in _parts(self.where)]
        return lambda row: {"and": [*common, *(written_where(way.condition(op, value)) for way, op, value in self.addends(row))]}


def _is_place(keys: Sequence[object]) -> bool:
    """Whether the keys of a cursor are the number of a group."""
    return len(keys) == 1 and type(keys[0]) is int and 0 < keys[0] <= INTEGER_LIMIT


def totals_plan(spec: TotalsSpec, plan: TotalsPlan | None = None, **given: Any) -> TotalsPlan:  # noqa: ANN401  fields of a plan
    """A plan whose groups' own filters are within the bounds of filters too; TooCostly where they are not."""
    made = replace(plan, **given) if plan else TotalsPlan(spec, **given)
    longest = [dimension.way.condition(Op.EQ, "") for dimension in made.dimensions]
    bounded(And((*_parts(made.where), spec.addends, *longest)))
    return made


def _parts(where: Where) -> tuple[Where, ...]:
    return where.parts if isinstance(where, And) else (where,)


@cache
def totals_of(spec: RecordSpec) -> TotalsSpec | None:
    """The groups that records of a type are added up in; None where they are not added. CatalogError where that is declared wrongly."""
    declared = spec.model.totalled
    if declared is None:
        return None
    dimensions = {name: _dimension(spec, name, path) for name, path in declared.dimensions.items()}
    measures = {name: f"without{name[0].upper()}{name[1:]}" for name in declared.measures}
    made = TotalsSpec(
        spec.model,
        {},
        spec=spec,
        declared=declared,
        dimensions=dimensions,
        measures=measures,
        sources={_target(spec, path).plural: path for path in declared.sources},
        fixed=tuple((_way(spec, path), Op.EQ, value) for path, value in declared.addends.items()),
    )
    fields = {one.name: one for one in (*_keys(made), *_numbers(made))}
    return replace(made, fields=fields, links={link.name: link for link in _links(made)})


def _dimension(spec: RecordSpec, name: str, path: str) -> Dimension:
    way = _way(spec, path)
    ways = [_way(spec, ".".join([*(link.name for link in way.links[:n]), link.column])) for n, link in enumerate(way.links)]
    absent = [one for one in (*ways, way) if one.nullable]
    if len(absent) > 1:
        raise CatalogError(f"{spec.type_name} cannot be totalled by {path}: it can be absent in more than one way")
    return Dimension(name, way, absent[0] if absent else None)


def _way(spec: RecordSpec, path: str) -> Way:
    at, names = spec, path.split(".")
    links: tuple[ToOne, ...] = ()
    while isinstance(link := at.links.get(names[0]), ToOne) and len(names) > 1:
        at, links, names = link.target, (*links, link), names[1:]
    column = ".".join(names)
    if column not in at.columns or not at.columns[column].filterable:
        raise CatalogError(f"{spec.type_name} cannot be totalled by {path}, which is no column that can be filtered by")
    return Way(path, links, column, at.columns[column], _nullable(at, names))


def _nullable(struct: StructSpec, names: Sequence[str]) -> bool:
    own = struct.fields[names[0]]
    return own.nullable or (len(names) > 1 and _nullable(own.inner, names[1:]))


def _target(spec: RecordSpec, path: str) -> RecordSpec:
    """The type of record that a column refers to."""
    return next(link.target for link in spec.links.values() if isinstance(link, ToOne) and link.column == path)


def _keys(made: TotalsSpec) -> Iterator[FieldSpec]:
    for dimension in made.dimensions.values():
        always = dimension.name in made.declared.apart
        absent = [f"where the sums do not go by {dimension.name}"] if not always else []
        absent += ["in the group of those that have none"] if dimension.absent else []
        null = f"; null {' and '.join(absent)}" if absent else ""
        doc = f"The {dimension.way.path} that the records of the group have in common{null}."
        apart = always and dimension.absent is None
        yield replace(dimension.way.field, doc=doc, nullable=not apart, sortable=True, filterable=False, provenance=None)


def _numbers(made: TotalsSpec) -> Iterator[FieldSpec]:
    def number(name: str, doc: str) -> FieldSpec:
        return FieldSpec(name, name, doc, nullable=False, many=False, kind=INTEGER, sortable=True)

    for measure, without in made.measures.items():
        doc = f"The sum of {measure}; null where one of the records has none, as {without} tells."
        yield replace(number(measure, doc), nullable=True, kind=WHOLE)
    yield number(RECORDS, f"How many {made.spec.plural} are added up.")
    for measure, without in made.measures.items():
        yield number(without, f"How many of them have no {measure}.")
    for name, (_, doc) in made.declared.marked.items():
        yield number(name, doc)
    for plural in made.sources:
        yield number(plural, f"How many {plural} they come from.")


def _links(made: TotalsSpec) -> Iterator[ToOne]:
    for dimension in made.dimensions.values():
        if dimension.way.field.ref:
            owner = dimension.way.links[-1].target if dimension.way.links else made.spec
            key = dimension.key
            target = _target(owner, dimension.way.column)
            yield ToOne(key.removesuffix("Id"), key, target, f"The {target.name} of the group, where the sums go by {dimension.name}.")
