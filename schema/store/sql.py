"""Plans as SQL: pure functions from a plan to a statement and its parameters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import TypeAlias

from schema.catalog import RecordSpec, Reverse, ToOne, Values
from schema.kinds import Stored
from schema.operators import OPERATORS
from schema.plan import And, Condition, Cursor, Not, Or, Order, Quantifier, ReadPlan, Related, Where

Bound: TypeAlias = tuple[Stored | None, ...]


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL and the values of its question marks."""

    text: str
    values: Bound = ()


def quoted(name: str) -> str:
    """A name as an identifier. Names come from the catalogue, never from a request."""
    return f'"{name}"'


def values_table(values: Values) -> str:
    """The table that holds a list of values for filtering."""
    return f"{values.owner.plural}.{values.name}"


def whole_table(spec: RecordSpec) -> str:
    """The table that holds whole documents and long fields."""
    return f"{spec.plural}.whole"


def compile_where(where: Where, alias: str = "a") -> Sql:
    """A filter over the rows called `alias`. Where a column is null it may yield null, which counts as false."""
    return _where(where, alias, count())


def _where(where: Where, alias: str, numbers: count[int]) -> Sql:
    match where:
        case Condition():
            return _condition(where, alias)
        case And(parts):
            return _joined([_where(part, alias, numbers) for part in parts], " AND ", "1")
        case Or(parts):
            return _joined([_where(part, alias, numbers) for part in parts], " OR ", "0")
        case Not(part):
            inner = _where(part, alias, numbers)
            return Sql(f"({inner.text}) IS NOT TRUE", inner.values)
        case Related():
            return _related(where, alias, numbers)


def _condition(condition: Condition, alias: str) -> Sql:
    values = condition.value if isinstance(condition.value, tuple) else (condition.value,)
    marks = ", ".join("?" * len(values))
    row = OPERATORS[condition.op]
    return Sql(row.sql.format(c=f"{alias}.{quoted(condition.path)}", p=marks), values)


def _joined(parts: Sequence[Sql], word: str, neutral: str) -> Sql:
    if not parts:
        return Sql(neutral)
    return Sql(word.join(f"({part.text})" for part in parts), tuple(value for part in parts for value in part.values))


def _related(related: Related, alias: str, numbers: count[int]) -> Sql:
    inner = f"t{next(numbers)}"
    fits = _where(related.where, inner, numbers)
    text = f"({fits.text}) IS NOT TRUE" if related.quantifier is Quantifier.EVERY else fits.text
    found = _members(related.link, alias, inner).format(where=text.replace("{", "{{").replace("}", "}}"))
    if related.quantifier is not Quantifier.SOME:
        found = f"({found}) IS NOT TRUE"
    return Sql(found, fits.values)


def _members(link: ToOne | Values | Reverse, alias: str, inner: str) -> str:
    match link:
        case ToOne():
            table, named, own = link.target.plural, "id", link.column
        case Values():
            table, named, own = values_table(link), "owner", "id"
        case Reverse(via=Values() as via):
            source = f"{quoted(link.target.plural)} {inner} JOIN {quoted(values_table(via))} v{inner} ON v{inner}.owner = {inner}.id"
            return f'{alias}."id" IN (SELECT v{inner}.{quoted(link.column)} FROM {source} WHERE {{where}})'
        case Reverse():
            table, named, own = link.target.plural, link.column, "id"
    return f"{alias}.{quoted(own)} IN (SELECT {inner}.{quoted(named)} FROM {quoted(table)} {inner} WHERE {{where}})"


def beyond(orders: Sequence[Order], cursor: Cursor, *, forward: bool) -> Sql:
    """The rows that come after a cursor in an order; with `forward` false, those before it. Absent values come last."""
    terms: list[Sql] = []
    for position, (order, key) in enumerate(zip(orders, cursor.keys, strict=True)):
        column = f"a.{quoted(order.path)}"
        if key is not None:
            step = f"{column} {'>' if forward is not order.descending else '<'} ?"
            past = Sql(f"({step} OR {column} IS NULL)" if forward else step, (key,))
        elif forward:
            continue
        else:
            past = Sql(f"{column} IS NOT NULL")
        same = [Sql(f"a.{quoted(o.path)} IS ?", (k,)) for o, k in zip(orders[:position], cursor.keys, strict=False)]
        terms.append(_joined([*same, past], " AND ", "1"))
    return _joined(terms, " OR ", "0")


def _order_by(orders: Sequence[Order], *, forward: bool) -> str:
    def key(order: Order) -> str:
        direction = "ASC" if forward is not order.descending else "DESC"
        return f"a.{quoted(order.path)} {direction}" + ("" if order.path == "id" else f" NULLS {'LAST' if forward else 'FIRST'}")

    return ", ".join(key(order) for order in orders)


def compile_page(plan: ReadPlan) -> Sql:
    """One page, with one row more than its size to tell whether there are more."""
    parts = [compile_where(plan.where)]
    if plan.after:
        parts.append(beyond(plan.order, plan.after, forward=True))
    if plan.before:
        parts.append(beyond(plan.order, plan.before, forward=False))
    where = _joined(parts, " AND ", "1")
    text = (
        f"SELECT {_read(plan.spec, plan.large, whole=plan.whole)} WHERE {where.text} "
        f"ORDER BY {_order_by(plan.order, forward=plan.forward)} LIMIT ?"
    )
    return Sql(text, (*where.values, plan.size + 1))


def _read(spec: RecordSpec, large: frozenset[str], *, whole: bool) -> str:
    """What is read of each row, and from where."""
    rows = f"{quoted(spec.plural)} a"
    if not whole and not large:
        return f"a.document FROM {rows}"
    columns = ", ".join(["w.document", *(f"w.{quoted(name)}" for name in sorted(large))])
    return f"{columns} FROM {rows} CROSS JOIN {quoted(whole_table(spec))} w ON w.rowid = a.rowid"


def compile_total(plan: ReadPlan) -> Sql:
    """How many rows the whole list has."""
    where = compile_where(plan.where)
    return Sql(f"SELECT count(*) FROM {quoted(plan.spec.plural)} a WHERE {where.text}", where.values)


def compile_get(spec: RecordSpec, number: int, large: frozenset[str], *, whole: bool) -> str:
    """The rows with the given number of ids."""
    marks = ", ".join("?" * number)
    return f"SELECT a.id, {_read(spec, large, whole=whole)} WHERE a.id IN ({marks})"
