"""Random records, filters and plans, drawn from a catalogue, so that new records are covered on arrival."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from schema.catalog import CATALOG, Catalog, FieldSpec, RecordSpec, StructSpec, ToOne
from schema.documents import EVIDENCE, Document, record
from schema.filters import filterable, parse_where
from schema.kinds import DECIMAL, ID, INTEGER, Kind, instant
from schema.operators import Op, operators_of
from schema.plan import Order, Quantifier, ReadPlan, ordered
from schema.records import Record
from schema.totals import TotalsPlan, TotalsSpec, totals_of, totals_plan

WORDS = ("", "a", "A", "ab", "b", "ä", "é", "Ω", "𝒳", "a b", "%", "_", "'", '"')
"""Few words, so that random values meet: cases, accents, astral characters, and what SQL gives a meaning to."""

FEWER = settings.default.max_examples // 4 if settings.default else 15
"""How many examples a test gets that draws whole sets of records."""

SPAN: Document = {"start": 0, "end": 1, "exact": "a", "prefix": "", "suffix": "b", "sentence": "ab"}


def stored(kind: Kind, ids: tuple[str, ...] = ("x-1",)) -> st.SearchStrategy[Any]:
    """Values of a kind, as they are stored."""
    if kind.choices:
        return st.sampled_from(list(kind.choices.__members__))
    if kind is ID:
        return st.sampled_from(ids)
    if kind is INTEGER:
        return st.integers(-3, 3)
    if kind is DECIMAL:
        return st.sampled_from([-1.5, 0.0, 0.25, 46.48572])
    plain: dict[type, st.SearchStrategy[Any]] = {
        bool: st.booleans(),
        str: st.sampled_from(WORDS),
        date: st.dates(date(2024, 12, 30), date(2025, 1, 2)).map(date.isoformat),
        datetime: st.integers(0, 3).map(lambda hours: instant(datetime.fromisoformat(f"2025-01-01T0{hours}:00:00+00:00"))),
    }
    return plain[kind.python]


@st.composite
def _struct(draw: st.DrawFn, spec: StructSpec, ids: Mapping[str, tuple[str, ...]]) -> Document:
    found = {name: draw(_value(field, ids)) for name, field in spec.fields.items()}
    if spec.spanned:
        found[EVIDENCE] = {f.name: [SPAN] * (len(found[f.name]) if f.many else found[f.name] is not None) for f in spec.spanned}
    return found


def _value(field: FieldSpec, ids: Mapping[str, tuple[str, ...]]) -> st.SearchStrategy[Any]:
    one = stored(field.kind, ids[field.ref.record] if field.ref else ("x-1",)) if field.kind else _struct(field.inner, ids)
    whole = st.lists(one, max_size=2) if field.many else one
    return st.none() | whole if field.nullable else whole


class Records(list[Record]):
    """Records that a failing test shows by their ids only."""

    def __repr__(self) -> str:
        return f"<{', '.join(record.id for record in self)}>"


@st.composite
def datasets(draw: st.DrawFn, catalog: Catalog = CATALOG) -> Records:
    """A few records of each type that refer to each other."""
    ids = {spec.name: tuple(f"{spec.name}-{n}" for n in range(draw(st.integers(1, 4)))) for spec in catalog}
    found = Records()
    for spec in catalog:
        found += [record(draw(_struct(spec, ids)) | {"id": identifier}, spec) for identifier in ids[spec.name]]
    return found


@st.composite
def filters(draw: st.DrawFn, spec: StructSpec, depth: int = 3) -> dict[str, Any]:
    """A filter over rows of a struct, nested as both faces write it."""
    names = [*filterable(spec), *(("and", "or", "not", *spec.links) if depth else ())]
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True)) if names else []
    return {name: draw(_filter(spec, name, depth - 1)) for name in chosen}


def _filter(spec: StructSpec, name: str, depth: int) -> st.SearchStrategy[Any]:
    if name in {"and", "or"}:
        return st.lists(filters(spec, depth), max_size=2)
    if name == "not":
        return filters(spec, depth)
    if name in spec.links:
        link = spec.links[name]
        inner = filters(link.target, depth) if filterable(link.target) or link.target.links else st.just({})
        return inner if isinstance(link, ToOne) else st.dictionaries(st.sampled_from([q.value for q in Quantifier]), inner, max_size=2)
    field = spec.fields[name]
    return conditions(field) if field.kind else filters(field.inner, 0)


@st.composite
def conditions(draw: st.DrawFn, field: FieldSpec) -> dict[str, Any]:
    """Conditions on one field, by operator."""
    assert field.kind
    chosen = draw(st.lists(st.sampled_from(operators_of(field.kind)), min_size=1, max_size=2, unique=True))
    return {op.value: draw(operands(op, field)) for op in chosen}


def operands(op: Op, field: FieldSpec) -> st.SearchStrategy[Any]:
    """Values that an operator can be given for a field."""
    assert field.kind
    ids = tuple(f"{field.ref.record if field.ref else 'quote'}-{n}" for n in range(4))
    one = stored(field.kind, ids)
    return {Op.IS_NULL: st.booleans(), Op.IN: st.lists(one, max_size=2)}.get(op, one)


@dataclass(frozen=True)
class Asked:
    """A request before it is a plan: what both faces can write."""

    spec: RecordSpec
    where: dict[str, Any]
    orders: tuple[Order, ...]
    size: int

    @property
    def plan(self) -> ReadPlan:
        """The plan that it stands for."""
        return ReadPlan(self.spec, parse_where(self.spec, self.where), ordered(self.spec, self.orders), self.size)


@st.composite
def requests(draw: st.DrawFn, catalog: Catalog = CATALOG) -> Asked:
    """A request for a list of any type."""
    spec = draw(st.sampled_from(list(catalog)))
    orders = st.builds(Order, st.sampled_from(list(spec.sortable)), st.booleans())
    return Asked(spec, draw(filters(spec)), tuple(draw(st.lists(orders, max_size=3))), draw(st.integers(1, 3)))


@dataclass(frozen=True)
class Summing:
    """A request for sums before it is a plan: what both faces can write."""

    totals: TotalsSpec
    by: tuple[str, ...] | None
    where: dict[str, Any]
    orders: tuple[Order, ...]
    size: int

    @property
    def plan(self) -> TotalsPlan:
        """The plan that it stands for."""
        where = parse_where(self.totals.spec, self.where)
        return totals_plan(self.totals, by=self.totals.by(self.by), where=where, order=self.orders, size=self.size)


@st.composite
def summings(draw: st.DrawFn, catalog: Catalog = CATALOG) -> Summing:
    """A request for sums of any type of record that has them."""
    totals = draw(st.sampled_from([found for spec in catalog if (found := totals_of(spec))]))
    names = st.lists(st.sampled_from(list(totals.dimensions)), max_size=3).map(tuple)
    orders = st.builds(Order, st.sampled_from(list(totals.sortable)), st.booleans())
    where = draw(st.one_of(st.just({}), filters(totals.spec)))
    return Summing(totals, draw(st.none() | names), where, tuple(draw(st.lists(orders, max_size=2))), draw(st.integers(1, 3)))
