"""The parameters of a REST list, derived from the catalogue: read by the routes and printed in the OpenAPI document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any
from urllib.parse import unquote_to_bytes

from schema.catalog import FieldSpec, RecordSpec, StructSpec, ToOne, Values
from schema.documents import EVIDENCE
from schema.errors import InvalidValue, RepeatedParameter, UnknownParameter, near
from schema.filters import parse_where
from schema.kinds import BOOLEAN, Kind
from schema.operators import OPERATORS, Op, operators_of
from schema.plan import (
    CURSOR_LIMIT,
    CURSOR_PATTERN,
    INNER_SIZE,
    PAGE_LIMIT,
    PAGE_SIZE,
    RELEVANCE,
    Cursor,
    Order,
    Quantifier,
    ReadPlan,
    Where,
    ordered,
)
from schema.search import QUERY_LIMIT, read_search
from schema.searched import relevance_doc, search_doc
from schema.store.snapshot import ID_PATTERN, is_id
from schema.totals import TotalsPlan, TotalsSpec, totals_of, totals_plan

ITEM_LIMIT = 50
"""How many items a parameter that takes a list may have."""

RELATED_OPERATORS = frozenset({Op.EQ, Op.IN, Op.LTE, Op.GTE, Op.CONTAINS})
"""What fields of related records can be filtered by; their other operators are for GraphQL."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A query parameter. `parse` raises ValueError with what would be right; `path` is where its value goes in a filter."""

    name: str
    doc: str
    schema: Mapping[str, Any]
    parse: Callable[[str], Any]
    path: tuple[str, ...] = ()
    example: Any = None

    @property
    def several(self) -> bool:
        """Whether the parameter takes a list, written with commas."""
        return bool(self.schema["type"] == "array")


def _listed(items: Mapping[str, Any], parse: Callable[[str], Any]) -> tuple[dict[str, Any], Callable[[str], list[Any]]]:
    """The schema and the parser of a list of items."""
    plain = dict(items)
    if plain["type"] == "string" and "enum" not in plain and "pattern" not in plain:
        plain |= {"minLength": 1, "pattern": "^[^,]+$"}

    def parsed(text: str) -> list[Any]:
        parts = text.split(",")
        if len(parts) > ITEM_LIMIT or "" in parts:
            raise ValueError(f"1 to {ITEM_LIMIT} values, separated by commas, none of them empty")
        return [parse(part) for part in parts]

    return {"type": "array", "items": plain, "minItems": 1, "maxItems": ITEM_LIMIT}, parsed


def _one_of(names: Sequence[str]) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in names:
            raise ValueError(f"one of {', '.join(names)}")
        return text

    return parse


def _choices(name: str, doc: str, names: Sequence[str], example: Sequence[str]) -> Parameter:
    schema, parse = _listed({"type": "string", "enum": list(names)}, _one_of(names))
    return Parameter(name, doc, schema, parse, example=list(example))


def _size(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,2}", text) or (number := int(text)) > PAGE_LIMIT:
        raise ValueError(f"a whole number from 1 to {PAGE_LIMIT}")
    return number


def _cursor(text: str) -> Cursor:
    if not re.fullmatch(CURSOR_PATTERN, text):
        raise ValueError("a cursor from an earlier answer to the same request")
    return Cursor.parse(text)


def _snapshot(text: str) -> str:
    if not is_id(text):
        raise ValueError("the id of a snapshot, of 16 hexadecimal digits")
    return text


SNAPSHOT = Parameter(
    "snapshot",
    "The id of the snapshot to read, of those in /version; else the newest is read. An answer that names one never changes.",
    {"type": "string", "pattern": ID_PATTERN, "minLength": 16, "maxLength": 16},
    _snapshot,
)

_CURSOR_SCHEMA = {"type": "string", "pattern": CURSOR_PATTERN, "maxLength": CURSOR_LIMIT}
_SIZE_SCHEMA = {"type": "integer", "format": "int32", "minimum": 1, "maximum": PAGE_LIMIT, "default": PAGE_SIZE}


def shape_parameters(spec: RecordSpec) -> Iterator[Parameter]:
    """What a record or a list can be asked to show."""
    names = [*spec.fields, EVIDENCE]
    yield _choices(
        "fields", "Which fields to show, separated by commas; id is always shown. All but the long ones when absent.", names, names[:2]
    )
    if links := included(spec):
        doc = f"Which related records to show inside each record, separated by commas; of a list its first {INNER_SIZE}."
        yield _choices("include", doc, list(links), list(links)[:1])


def included(spec: RecordSpec) -> list[str]:
    """What can be included: related records of a record, and those of its lists of values."""
    own = [name for name, link in spec.links.items() if not isinstance(link, Values)]
    inner = [f"{v.name}.{name}" for v in spec.lists.values() for name, link in v.target.links.items() if isinstance(link, ToOne)]
    return own + inner


def page_parameters(spec: RecordSpec) -> Iterator[Parameter]:
    """Where in which order."""
    yield _ordering(spec, "The order of the list")
    yield from _paging("records")
    yield Parameter("before", "Only records before this cursor; without after, those next to it.", _CURSOR_SCHEMA, _cursor)
    doc = "Whether to count the whole list, as meta.totalCount."
    yield Parameter("totalCount", doc, BOOLEAN.json_schema, BOOLEAN.parse, example=True)


def _ordering(spec: RecordSpec | TotalsSpec, doc: str) -> Parameter:
    orders = [sign + path for path in spec.sortable for sign in ("", "-")]
    doc = f"{doc}: fields separated by commas, each with - before it to fall; absent values come last."
    if isinstance(spec, RecordSpec) and spec.searched:
        orders.append(RELEVANCE)
        doc += f" {RELEVANCE}: {relevance_doc(spec)}"
    return _choices("orderBy", doc, orders, orders[:1])


def _paging(what: str) -> Iterator[Parameter]:
    yield Parameter("first", f"How many {what} a page has: 1 to {PAGE_LIMIT}.", _SIZE_SCHEMA, _size, example=PAGE_SIZE)
    yield Parameter("after", f"Only {what} after this cursor, forward from it.", _CURSOR_SCHEMA, _cursor)


def search_parameters(spec: RecordSpec) -> Iterator[Parameter]:
    """What to search for."""
    if spec.searched:
        schema = {"type": "string", "maxLength": QUERY_LIMIT}
        doc = f"{search_doc(spec)} The answer has matches beside data: for each record where in its article the terms stand."
        yield Parameter("q", doc, schema, read_search, example="drone")


def own_filters(spec: RecordSpec) -> Iterator[Parameter]:
    """The filters on the record's own columns."""
    for path, field in spec.columns.items():
        yield from _filters(field, path, (), None)


def related_filters(spec: RecordSpec) -> Iterator[Parameter]:
    """The filters on the columns of its values, and on those of the records of other types that it refers to."""
    for link in spec.links.values():
        if isinstance(link, ToOne) and link.target is not spec:
            yield from _related(link.target, (link.name,))
        elif isinstance(link, Values):
            yield from _related(link.target, (link.name, Quantifier.SOME.value))


def _related(target: StructSpec, way: tuple[str, ...]) -> Iterator[Parameter]:
    for path, field in target.columns.items():
        yield from _filters(field, path, way, RELATED_OPERATORS)


def _filters(field: FieldSpec, path: str, way: tuple[str, ...], allowed: frozenset[Op] | None) -> Iterator[Parameter]:
    if not field.filterable or not field.kind:
        return
    for op in operators_of(field.kind):
        if (not allowed or op in allowed) and (op is not Op.IS_NULL or field.nullable):
            yield _filter(field, ".".join([*way[:1], path]), (*way, *path.split(".")), op)


def _filter(field: FieldSpec, bare: str, path: tuple[str, ...], op: Op) -> Parameter:
    assert field.kind  # noqa: S101  filters are on plain values
    schema, parse = _typed(field.kind, op)
    return Parameter(named(bare, op), f"Only where {bare} {OPERATORS[op].doc}. {field.doc}", schema, parse, (*path, op.value))


def named(path: str, op: Op) -> str:
    """The name of the parameter that filters by a column."""
    return path if op is Op.EQ else f"{path}.{op.value}"


def total_filters(spec: RecordSpec) -> Iterator[Parameter]:
    """The filters by which the records of each group of their sums are listed."""
    totals = totals_of(spec)
    for dimension in totals.dimensions.values() if totals else ():
        for way, op in ((dimension.way, Op.EQ), *([(dimension.absent, Op.IS_NULL)] if dimension.absent else [])):
            yield _filter(way.field, way.path, tuple(way.path.split(".")), op)


def _typed(kind: Kind, op: Op) -> tuple[Mapping[str, Any], Callable[[str], Any]]:
    if op is Op.IN:
        return _listed(kind.parameter, kind.parse)
    return (BOOLEAN.parameter, BOOLEAN.parse) if op is Op.IS_NULL else (kind.parameter, kind.parse)


@cache
def list_parameters(spec: RecordSpec) -> Mapping[str, Parameter]:
    """Every parameter of a list, by name."""
    return _by_name(search_parameters(spec), _all_filters(spec), page_parameters(spec), shape_parameters(spec))


def _all_filters(spec: RecordSpec) -> Iterator[Parameter]:
    yield from own_filters(spec)
    yield from related_filters(spec)
    yield from total_filters(spec)


@cache
def totals_parameters(totals: TotalsSpec) -> Mapping[str, Parameter]:
    """Every parameter of sums, by name."""
    return _by_name(_all_filters(totals.spec), _groups(totals))


def _groups(totals: TotalsSpec) -> Iterator[Parameter]:
    declared = totals.declared
    doc = (
        f"What the sums go by, separated by commas; {','.join(declared.default)} when it is absent, and always {','.join(declared.apart)}."
    )
    yield _choices("by", doc, list(totals.dimensions), list(totals.dimensions)[:1])
    yield _ordering(totals, "The order of the groups")
    yield from _paging("groups")
    if totals.links:
        doc = "Which records to show inside each group, separated by commas: those that its keys name."
        yield _choices("include", doc, list(totals.links), list(totals.links)[:1])


@cache
def nested_parameters(spec: RecordSpec) -> Mapping[str, Parameter]:
    """Every parameter of a list inside a record, by name."""
    return _by_name(own_filters(spec), page_parameters(spec), shape_parameters(spec))


def _by_name(*groups: Iterator[Parameter]) -> dict[str, Parameter]:
    """The parameters of a route, by name; each route reads from a snapshot."""
    return {parameter.name: parameter for parameter in (*chain(*groups), SNAPSHOT)}


@cache
def item_parameters(spec: RecordSpec) -> Mapping[str, Parameter]:
    """Every parameter of one record, by name."""
    return _by_name(shape_parameters(spec))


@cache
def prose_parameters() -> Mapping[str, Parameter]:
    """Every parameter of one long field of a record, by name."""
    return _by_name()


def read_query(query: bytes, known: Mapping[str, Parameter]) -> dict[str, Any]:
    """The values of a query string by parameter. Refuses what is unknown, repeated or not valid, and names it."""
    found: dict[str, Any] = {}
    for name, text in pairs(query):
        if name not in known:
            raise UnknownParameter(f"there is no parameter {name[:100]} here", hint=near(name, known), details={"parameter": name[:100]})
        if name in found:
            raise RepeatedParameter(f"the parameter {name} is given more than once", details={"parameter": name})
        try:
            found[name] = known[name].parse(text)
        except ValueError as error:
            raise InvalidValue(f"the parameter {name} takes {error}", details={"parameter": name, "value": text[:100]}) from None
    return found


def pairs(query: bytes) -> Iterator[tuple[str, str]]:
    """The names and texts of a query string."""
    for part in query.split(b"&"):
        if part:
            name, _, text = part.partition(b"=")
            yield _decoded(name), _decoded(text)


def _decoded(piece: bytes) -> str:
    try:
        return unquote_to_bytes(piece.replace(b"+", b" ")).decode()
    except UnicodeDecodeError:
        raise InvalidValue("the query is not written in UTF-8", hint="Percent-encode text as UTF-8.") from None


def _where(spec: RecordSpec, known: Mapping[str, Parameter], found: Mapping[str, Any]) -> Where:
    """The filter that parameters write."""
    where: dict[str, Any] = {}
    for name, value in found.items():
        if path := known[name].path:
            *way, last = path
            inner = where
            for key in way:
                inner = inner.setdefault(key, {})
            inner[last] = value
    return parse_where(spec, where)


def _orders(found: Mapping[str, Any]) -> list[Order]:
    return [Order(name.removeprefix("-"), descending=name.startswith("-") or name == RELEVANCE) for name in found.get("orderBy", ())]


def totals_plan_from_query(totals: TotalsSpec, found: Mapping[str, Any]) -> TotalsPlan:
    """The plan of the parameters of sums."""
    return totals_plan(
        totals,
        by=totals.by(found.get("by")),
        where=_where(totals.spec, totals_parameters(totals), found),
        order=tuple(_orders(found)),
        size=found.get("first", PAGE_SIZE),
        after=found.get("after"),
    )


def plan_from_query(spec: RecordSpec, known: Mapping[str, Parameter], found: Mapping[str, Any]) -> ReadPlan:
    """The plan of a list's parameters."""
    after, before = found.get("after"), found.get("before")
    return ReadPlan(
        spec,
        where=_where(spec, known, found),
        order=ordered(spec, _orders(found), found.get("q")),
        search=found.get("q"),
        size=found.get("first", PAGE_SIZE),
        forward=before is None or after is not None,
        after=after,
        before=before,
    )
