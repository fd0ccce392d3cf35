"""Plans as SQL: pure functions from a plan to a statement and its parameters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import TypeAlias

from schema.catalog import RecordSpec, Reverse, ToOne, Values
from schema.kinds import Stored
from schema.operators import OPERATORS, Op
from schema.plan import And, Condition, Cursor, Not, Or, Order, Parts, Quantifier, ReadPlan, Related, Where

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


def packed_table(spec: RecordSpec, link: Reverse) -> str:
    """The table that holds lists of light documents."""
    return f"{spec.plural}.{link.name}"


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
    row = OPERATORS[condition.op]
    values = row.bound(condition.value)
    text = row.sql(condition.value).format(c=f"{alias}.{quoted(condition.path)}", p=", ".join("?" * len(values)))
    return Sql(text, values)


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


def compile_page(plan: ReadPlan) -> Sql:
    """One page, with one row more than its size to tell whether there are more.

    Absent values come last in both directions, which no index does by itself: where the first key can be absent, the rows that have it
    and those that lack it are read one after the other.
    """
    parts = [part for part in (_present(plan), _absent(plan)) if part]
    pages = [_ordered(plan, *part) for part in (parts if plan.forward else reversed(parts))]
    if len(pages) == 1:
        return pages[0]
    text = " UNION ALL ".join(f"SELECT * FROM ({page.text})" for page in pages)
    return Sql(f"{text} LIMIT ?", (*(value for page in pages for value in page.values), plan.size + 1))


def _ordered(plan: ReadPlan, conditions: Sequence[Sql], orders: Sequence[Order]) -> Sql:
    where = _joined([compile_where(plan.where), *conditions], " AND ", "1")
    text = f"SELECT {_read(plan.spec, plan.parts)} WHERE {where.text} ORDER BY {_order_by(orders, forward=plan.forward)} LIMIT ?"
    return Sql(text, (*where.values, plan.size + 1))


def _order_by(orders: Sequence[Order], *, forward: bool) -> str:
    def key(number: int, order: Order) -> str:
        direction = "ASC" if forward is not order.descending else "DESC"
        nulls = f" NULLS {'LAST' if forward else 'FIRST'}" if number and order.path != "id" else ""
        return f"a.{quoted(order.path)} {direction}{nulls}"

    return ", ".join(key(number, order) for number, order in enumerate(orders))


def _present(plan: ReadPlan) -> tuple[list[Sql], tuple[Order, ...]] | None:
    """The conditions for the rows that have the first key, and their order; None where the page has none of them."""
    first = plan.order[0]
    bounds = [Sql(f"a.{quoted(first.path)} IS NOT NULL")] if plan.spec.columns[first.path].nullable else []
    if plan.after:
        if plan.after.keys[0] is None:
            return None
        bounds += _past(plan, plan.after, forward=True)
    if plan.before and plan.before.keys[0] is not None:
        bounds += _past(plan, plan.before, forward=False)
    return bounds, plan.order


def _absent(plan: ReadPlan) -> tuple[list[Sql], tuple[Order, ...]] | None:
    """The same for the rows that lack the first key, which the others order."""
    first, *others = plan.order
    if (
        not plan.spec.columns[first.path].nullable
        or (plan.before and plan.before.keys[0] is not None)
        or _excludes_absent(plan.where, first)
    ):
        return None
    bounds = [Sql(f"a.{quoted(first.path)} IS NULL")]
    for cursor, forward in ((plan.after, True), (plan.before, False)):
        if cursor and cursor.keys[0] is None:
            bounds.append(_beyond(others, cursor.keys[1:], forward=forward))
    return bounds, tuple(others)


def _excludes_absent(where: Where, order: Order) -> bool:
    """Whether a filter lets no row through that lacks the key of an order."""
    match where:
        case Condition(path, op):
            return path == order.path and op in {Op.EQ, Op.IN, Op.LT, Op.LTE, Op.GT, Op.GTE, Op.CONTAINS, Op.STARTS_WITH}
        case And(parts):
            return any(_excludes_absent(part, order) for part in parts)
        case _:
            return False


def _past(plan: ReadPlan, cursor: Cursor, *, forward: bool) -> list[Sql]:
    """The rows beyond a cursor whose first key is present, so that an index finds the first of them."""
    orders, columns = plan.order, plan.spec.columns
    word = ">" if forward is not orders[0].descending else "<"
    alike = len({order.descending for order in orders}) == 1 and not any(columns[order.path].nullable for order in orders[1:])
    if alike:
        names, marks = ", ".join(f"a.{quoted(order.path)}" for order in orders), ", ".join("?" * len(orders))
        return [Sql(f"({names}) {word} ({marks})", cursor.keys)]
    near = Sql(f"a.{quoted(orders[0].path)} {word}= ?", cursor.keys[:1])
    return [near, _beyond(orders, cursor.keys, forward=forward)]


def _beyond(orders: Sequence[Order], keys: Bound, *, forward: bool) -> Sql:
    """The rows that come after some keys in an order; with `forward` false, those before them."""
    terms: list[Sql] = []
    for position, (order, key) in enumerate(zip(orders, keys, strict=True)):
        column = f"a.{quoted(order.path)}"
        if key is not None:
            step = f"{column} {'>' if forward is not order.descending else '<'} ?"
            past = Sql(f"({step} OR {column} IS NULL)" if forward else step, (key,))
        elif forward:
            continue
        else:
            past = Sql(f"{column} IS NOT NULL")
        same = [Sql(f"a.{quoted(o.path)} IS ?", (k,)) for o, k in zip(orders[:position], keys, strict=False)]
        terms.append(_joined([*same, past], " AND ", "1"))
    return _joined(terms, " OR ", "0")


def _read(spec: RecordSpec, parts: Parts) -> str:
    """What is read of each row, and from where: the document, the long fields, the packed lists."""
    whole = parts.whole or bool(parts.large)
    columns, tables = ["w.document" if whole else "a.document"], [f"{quoted(spec.plural)} a"]
    columns += [f"w.{quoted(name)}" for name in sorted(parts.large)]
    if whole:
        tables.append(f"CROSS JOIN {quoted(whole_table(spec))} w ON w.rowid = a.rowid")
    for number, name in enumerate(sorted(parts.packed)):
        columns.append(f"p{number}.documents")
        tables.append(f"LEFT JOIN {quoted(packed_table(spec, spec.packed[name]))} p{number} ON p{number}.rowid = a.rowid")
    return f"{', '.join(columns)} FROM {' '.join(tables)}"


def compile_total(plan: ReadPlan) -> Sql:
    """How many rows the whole list has."""
    where = compile_where(plan.where)
    return Sql(f"SELECT count(*) FROM {quoted(plan.spec.plural)} a WHERE {where.text}", where.values)


def compile_get(spec: RecordSpec, number: int, parts: Parts) -> str:
    """The rows with the given number of ids."""
    marks = ", ".join("?" * number)
    return f"SELECT a.id, {_read(spec, parts)} WHERE a.id IN ({marks})"
