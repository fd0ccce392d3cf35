"""Sums as SQL: one narrow table for each record type that is added up, with a row for each addend, and one statement over it.

The table has what sums go by, what is added and what records are often chosen by, whichever record it stands in, so that most sums need
no other table. A filter on anything else chooses the addends by their ids.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from schema.catalog import FieldSpec, RecordSpec, ToOne
from schema.kinds import Stored
from schema.operators import Op
from schema.plan import And, Condition, Not, Or, Order, Quantifier, Related, Where
from schema.store.dialect import Dialect, quoted
from schema.store.sql import Sql, compile_where
from schema.totals import RECORDS, TotalsPlan, TotalsSpec, Way


def addends_table(spec: RecordSpec) -> str:
    """The table that holds what is added up."""
    return f"{spec.plural}.addends"


def addend_columns(totals: TotalsSpec) -> Mapping[str, FieldSpec]:
    """Its columns, by the path that leads to each from the record."""
    own = ["id", *totals.measures, *_conditions(And(tuple(totals.marked.values()))), *totals.sources.values()]
    return {path: totals.spec.columns[path] for path in own} | {way.path: way.field for way in _ways(totals)}


def _ways(totals: TotalsSpec) -> list[Way]:
    return [*totals.ranges, *(dimension.way for dimension in totals.dimensions.values())]


def _conditions(where: Where) -> list[str]:
    """The columns of a filter on a record's own columns."""
    match where:
        case Condition(path):
            return [path]
        case And(parts) | Or(parts):
            return [path for part in parts for path in _conditions(part)]
        case Not(part):
            return _conditions(part)
    raise NotImplementedError(where)


def select_addends(totals: TotalsSpec, dialect: Dialect) -> str:
    """What the table is to hold."""
    fixed = [way for way, _, _ in totals.fixed]
    steps = {_names(way.links[:n]): way.links[:n] for way in (*_ways(totals), *fixed) for n in range(1, len(way.links) + 1)}
    alias = {(): "a", **{names: f"r{number}" for number, names in enumerate(steps)}}
    joined = [
        f"LEFT JOIN {dialect.table(links[-1].target.plural)} {one} ON {one}.id = {before}.{quoted(links[-1].column)}"
        for one, before, links in ((alias[names], alias[names[:-1]], links) for names, links in steps.items())
    ]
    ends = {way.path: f"{alias[_names(way.links)]}.{quoted(way.column)}" for way in (*_ways(totals), *fixed)}
    columns = [ends.get(path, f"a.{quoted(path)}") for path in addend_columns(totals)]
    where = [f"{ends[way.path]} = {_literal(value)}" for way, _, value in totals.fixed]
    return (
        f"SELECT {', '.join(columns)} FROM {dialect.table(totals.spec.plural)} a {' '.join(joined)} WHERE {' AND '.join(where) or 'TRUE'}"
    )


def _names(links: Sequence[ToOne]) -> tuple[str, ...]:
    return tuple(link.name for link in links)


def _literal(value: Stored) -> str:
    """A value of a declaration as it is written in a statement."""
    return f"'{value}'" if isinstance(value, str) else str(value).upper()


def write_addends(totals: TotalsSpec, dialect: Dialect) -> str:
    """The statement that fills the table."""
    columns, select = list(addend_columns(totals)), select_addends(totals, dialect)
    first = columns.index(_ways(totals)[0].path) + 1
    return f"INSERT INTO {dialect.table(addends_table(totals.spec))} ({', '.join(map(quoted, columns))}) {select} ORDER BY {first}, 1"


def sums_agree(totals: TotalsSpec, dialect: Dialect) -> Sql:
    """A row where the table does not hold what it is to hold."""
    names, select = ", ".join(map(quoted, addend_columns(totals))), select_addends(totals, dialect)
    held = f"SELECT {names} FROM {dialect.table(addends_table(totals.spec))}"
    wrong = f"SELECT * FROM ({held} EXCEPT {select}) more UNION ALL SELECT * FROM ({select} EXCEPT {held}) less"
    return Sql(f"SELECT 1 FROM ({wrong}) wrong LIMIT 1")


def compile_totals(plan: TotalsPlan, dialect: Dialect) -> tuple[Sql, list[str]]:
    """One page of groups, with one more than its size to tell whether there are more; and the names of what it shows."""
    totals, where = plan.spec, _chosen(plan, dialect)
    keys = {dimension.key: f"a.{quoted(dimension.way.path)}" for dimension in plan.dimensions}
    shown: dict[str, Sql] = {name: Sql(text) for name, text in keys.items()}
    shown |= {name: make() for name, make in _numbers(totals, dialect).items() if plan.needs(name)}
    columns = ", ".join(f"{one.text} AS {quoted(name)}" for name, one in shown.items())
    groups = ", ".join(dialect.grouped.format(c=key) for key in keys.values())
    text = (
        f"SELECT {columns} FROM {dialect.table(addends_table(totals.spec))} a WHERE {where.text} "
        f"GROUP BY {groups} ORDER BY {_order_by(plan.orders, list(shown))} LIMIT ? OFFSET ?"
    )
    values = tuple(value for one in shown.values() for value in one.values)
    return Sql(text, (*values, *where.values, plan.size + 1, plan.offset)), list(shown)


def _numbers(totals: TotalsSpec, dialect: Dialect) -> Mapping[str, Callable[[], Sql]]:
    """How each number of a group is worked out."""
    found: dict[str, Callable[[], Sql]] = {RECORDS: lambda: Sql("count(*)")}
    for measure, without in totals.measures.items():
        column = f"a.{quoted(measure)}"
        found[measure] = _text(f"CASE WHEN count({column}) = count(*) THEN CAST(sum({column}) AS BIGINT) END")
        found[without] = _text(f"count(*) - count({column})")
    for name, where in totals.marked.items():
        marked = compile_where(where, dialect)
        found[name] = _text(f"count(CASE WHEN {marked.text} THEN 1 END)", marked)
    for name, path in totals.sources.items():
        found[name] = _text(f"count(DISTINCT a.{quoted(path)})")
    return found


def _text(text: str, part: Sql | None = None) -> Callable[[], Sql]:
    return lambda: Sql(text, part.values if part else ())


def _order_by(orders: Sequence[Order], shown: Sequence[str]) -> str:
    """The order by the columns that are shown, by number; a key that the groups do not go by orders nothing."""
    return ", ".join(
        f"{shown.index(order.path) + 1} {'DESC' if order.descending else 'ASC'} NULLS LAST" for order in orders if order.path in shown
    )


def _chosen(plan: TotalsPlan, dialect: Dialect) -> Sql:
    """Which addends are added up."""
    columns = addend_columns(plan.spec)
    near = _near(plan.where, "", plan.spec.spec, columns)
    if near is not None:
        return compile_where(near, dialect)
    own = compile_where(plan.where, dialect, "r", plan.spec.spec)
    return Sql(f"a.id IN (SELECT r.id FROM {dialect.table(plan.spec.spec.plural)} r WHERE {own.text})", own.values)


def _near(where: Where, way: str, at: RecordSpec, columns: Mapping[str, FieldSpec]) -> Where | None:
    """The filter on the columns of the table itself; None where it asks for others."""
    match where:
        case Condition(path):
            return replace(where, path=way + path) if way + path in columns else None
        case Not(part):
            inner = _near(part, way, at, columns)
            return inner and Not(inner)
        case And(parts) | Or(parts):
            found = [_near(part, way, at, columns) for part in parts]
            return None if None in found else type(where)(tuple(one for one in found if one is not None))
        case Related(ToOne() as link, Quantifier.SOME, part):
            inner = _near(part, f"{way}{link.name}.", link.target, columns)
            if inner is None or not at.fields[link.column].nullable:
                return inner
            there = Condition(way + link.column, Op.IS_NULL, False)  # noqa: FBT003  the value that is compared with
            return And((there, inner)) if there.path in columns else None
    return None
