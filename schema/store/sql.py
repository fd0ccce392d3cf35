"""Plans as SQL: pure functions from a plan and a dialect to statements and their parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from typing import TypeAlias

from schema.catalog import RecordSpec, Reverse, ToOne, Values
from schema.kinds import Stored
from schema.operators import OPERATORS, Op
from schema.plan import (
    RANKS,
    READING,
    RELEVANCE,
    And,
    Condition,
    Cursor,
    Not,
    Or,
    Order,
    Parts,
    Quantifier,
    ReadPlan,
    Related,
    Where,
)
from schema.search import Search
from schema.store.dialect import Dialect, quoted
from schema.store.fulltext import joined
from schema.store.trigrams import trigrams

Bound: TypeAlias = tuple[Stored | None, ...]


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL and the values of its question marks."""

    text: str
    values: Bound = ()


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a statement is written in, and numbers for the tables that it reads besides its own."""

    dialect: Dialect
    numbers: count[int] = field(default_factory=count)


def values_table(values: Values) -> str:
    """The table that holds a list of values for filtering."""
    return f"{values.owner.plural}.{values.name}"


def whole_table(spec: RecordSpec) -> str:
    """The table that holds whole documents and long fields."""
    return f"{spec.plural}.whole"


def packed_table(spec: RecordSpec, link: Reverse) -> str:
    """The table that holds lists of light documents."""
    return f"{spec.plural}.{link.name}"


def search_table(spec: RecordSpec) -> str:
    """The table that holds the words that can be searched for."""
    return f"{spec.plural}.search"


def trigrams_table(spec: RecordSpec) -> str:
    """The table that holds the trigrams of texts."""
    return f"{spec.plural}.trigrams"


@dataclass(frozen=True, slots=True)
class _Rows:
    """What a statement calls the rows of a record type, or the values of a list. `of` is None for rows of another table."""

    alias: str
    of: RecordSpec | Values | None = None


def compile_where(where: Where, dialect: Dialect, alias: str = "a", of: RecordSpec | None = None) -> Sql:
    """A filter over the rows called `alias`. Where a column is null it may yield null, which counts as false."""
    return _where(where, _Rows(alias, of), _Scope(dialect))


def _where(where: Where, rows: _Rows, scope: _Scope) -> Sql:
    match where:
        case Condition():
            return _condition(where, rows, scope)
        case And(parts):
            return _joined([_where(part, rows, scope) for part in parts], " AND ", "TRUE")
        case Or(parts):
            return _joined([_where(part, rows, scope) for part in parts], " OR ", "FALSE")
        case Not(part):
            inner = _where(part, rows, scope)
            return Sql(f"({inner.text}) IS NOT TRUE", inner.values)
        case Related():
            return _related(where, rows.alias, scope)


def _condition(condition: Condition, rows: _Rows, scope: _Scope) -> Sql:
    row = OPERATORS[condition.op]
    values = row.bound(condition.value)
    column, marks = f"{rows.alias}.{quoted(condition.path)}", ", ".join("?" * len(values))
    own = Sql(row.sql(condition.value).format(c=column, p=marks, position=scope.dialect.position), values)
    near = _containing(condition, rows) if scope.dialect.trigrams and condition.op is Op.CONTAINS else None
    return _joined([near, own], " AND ", "") if near else own


def _containing(condition: Condition, rows: _Rows) -> Sql | None:
    """The rows some text of whose record has the trigrams of what is looked for; None where an index does not tell."""
    wanted = trigrams(str(condition.value))
    if not wanted or not rows.of:
        return None
    spec = rows.of.owner if isinstance(rows.of, Values) else rows.of
    table = quoted(trigrams_table(spec))
    among = f"rowid IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)"
    if isinstance(rows.of, Values):
        return Sql(f"{rows.alias}.owner IN (SELECT id FROM {quoted(spec.plural)} WHERE {among})", (wanted,))
    return Sql(f"{rows.alias}.{among}", (wanted,))


def _joined(parts: Sequence[Sql], word: str, neutral: str) -> Sql:
    if not parts:
        return Sql(neutral)
    return Sql(word.join(f"({part.text})" for part in parts), tuple(value for part in parts for value in part.values))


def _related(related: Related, alias: str, scope: _Scope) -> Sql:
    inner = f"t{next(scope.numbers)}"
    fits = _where(related.where, _Rows(inner, related.link if isinstance(related.link, Values) else related.link.target), scope)
    text = f"({fits.text}) IS NOT TRUE" if related.quantifier is Quantifier.EVERY else fits.text
    found = _members(related.link, alias, inner, scope.dialect).format(where=text.replace("{", "{{").replace("}", "}}"))
    if related.quantifier is not Quantifier.SOME:
        found = f"({found}) IS NOT TRUE"
    return Sql(found, fits.values)


def _members(link: ToOne | Values | Reverse, alias: str, inner: str, dialect: Dialect) -> str:
    match link:
        case ToOne():
            table, named, own = link.target.plural, "id", link.column
        case Values():
            table, named, own = values_table(link), "owner", "id"
        case Reverse(via=Values() | Reverse() as via):
            beside = f"v{inner}"
            holders, held = _holders(via, link.target, beside, inner, dialect)
            source = f"{dialect.table(link.target.plural)} {inner} JOIN {dialect.table(holders)} {beside} ON {held}"
            return f'{alias}."id" IN (SELECT v{inner}.{quoted(link.column)} FROM {source} WHERE {{where}})'
        case Reverse():
            table, named, own = link.target.plural, link.column, "id"
    return f"{alias}.{quoted(own)} IN (SELECT {inner}.{quoted(named)} FROM {dialect.table(table)} {inner} WHERE {{where}})"


def _holders(via: Values | Reverse, target: RecordSpec, holder: str, record: str, dialect: Dialect) -> tuple[str, str]:
    """The table of what holds references in the place of records, and the condition that it belongs to one."""
    if isinstance(via, Values):
        return values_table(via), dialect.owned(target, holder, record)
    return via.target.plural, f"{holder}.{quoted(via.column)} = {record}.id"


def compile_page(plan: ReadPlan, dialect: Dialect) -> tuple[Sql, ...]:
    """The statements of one page, each to be asked only while rows are missing: one row more than its size tells whether there are more.

    Absent values come last in both directions, which no index does by itself: where the first key can be absent, the rows that have it
    and those that lack it are read one after the other.
    """
    parts = [part for part in (_present(plan), _absent(plan)) if part]
    return tuple(_ordered(plan, dialect, *part) for part in (parts if plan.forward else reversed(parts)))


def _ordered(plan: ReadPlan, dialect: Dialect, conditions: Sequence[Sql], orders: Sequence[Order]) -> Sql:
    where = _joined([compile_where(plan.where, dialect, of=plan.spec), *conditions], " AND ", "TRUE")
    keys = [*(["a.id"] if plan.parts.matches else []), *(_column(order.path) for order in plan.order)]
    order = f"ORDER BY {_order_by(orders, plan.order[0], forward=plan.forward)} LIMIT ?"
    chosen = Sql(f"WHERE {where.text} {order}", (*where.values, plan.size + 1))
    ranked = _is_ranked(plan)
    source = _source(plan, dialect, chosen if ranked else None)
    end = Sql(order, (plan.size + 1,)) if ranked else chosen
    return Sql(f"SELECT {_read(plan.spec, plan.parts, dialect, keys, source.text)} {end.text}", (*source.values, *end.values))


def _is_ranked(plan: ReadPlan) -> bool:
    """Whether nothing but ranks decides which rows of a search stand on the page, so that no others have to be read."""
    return plan.order[0].path == RELEVANCE and plan.where == And() and all(order.path in RANKS for order in plan.order)


def _column(path: str) -> str:
    """What rows are ordered by under this name."""
    return f"s.{path}" if path in RANKS else f"a.{quoted(path)}"


def _source(plan: ReadPlan, dialect: Dialect, chosen: Sql | None = None) -> Sql:
    """The rows of a list: those of the records' own table, or those that a search finds and that are `chosen` of them."""
    own = f"{dialect.table(plan.spec.plural)} a"
    if plan.search is None:
        return Sql(own)
    found = _found(plan.spec, plan.search, dialect, ranked=any(order.path == RELEVANCE for order in plan.order))
    if chosen:
        found = Sql(f"SELECT * FROM ({found.text}) s {chosen.text}", (*found.values, *chosen.values))
    return Sql(f"({found.text}) s {dialect.nested} {own} ON {dialect.beside(plan.spec, 's', 'a')}", found.values)


def _found(spec: RecordSpec, search: Search, dialect: Dialect, *, ranked: bool) -> Sql:
    """The records that a search finds: their keys, their place in the reading order, and how relevant they are."""
    fulltext, table = dialect.fulltext, dialect.table(search_table(spec))
    where, values = fulltext.holds(table, search)
    terms = [fulltext.prominent(table, term) for term in search.wanted] if ranked else []
    score, ranks = joined(((f"CASE WHEN {text} THEN 1 ELSE 0 END", bound) for text, bound in terms), " + ", "0")
    keys = ", ".join(f"{name} AS {name}" for name in map(quoted, dialect.key(spec)))
    source = table if search.wanted or fulltext.scanned else dialect.table(spec.plural)
    columns = f"{keys}, {fulltext.reading} AS {READING}, {score} AS {RELEVANCE}"
    return Sql(f"SELECT {columns} FROM {source} WHERE {where}", (*ranks, *values))


def _order_by(orders: Sequence[Order], first: Order, *, forward: bool) -> str:
    """The order of rows whose values of the first key, where it is among the orders, are all present."""

    def key(order: Order) -> str:
        direction = "ASC" if forward is not order.descending else "DESC"
        nulls = f" NULLS {'LAST' if forward else 'FIRST'}" if order is not first and order.path not in {"id", *RANKS} else ""
        return f"{_column(order.path)} {direction}{nulls}"

    return ", ".join(map(key, orders))


def _present(plan: ReadPlan) -> tuple[list[Sql], tuple[Order, ...]] | None:
    """The conditions for the rows that have the first key, and their order; None where the page has none of them."""
    first = plan.order[0]
    bounds = [Sql(f"{_column(first.path)} IS NOT NULL")] if plan.column(first.path).nullable else []
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
    if not plan.column(first.path).nullable or (plan.before and plan.before.keys[0] is not None) or _excludes_absent(plan.where, first):
        return None
    bounds = [Sql(f"{_column(first.path)} IS NULL")]
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
    orders = plan.order
    word = ">" if forward is not orders[0].descending else "<"
    alike = len({order.descending for order in orders}) == 1 and not any(plan.column(order.path).nullable for order in orders[1:])
    if alike:
        names, marks = ", ".join(_column(order.path) for order in orders), ", ".join("?" * len(orders))
        return [Sql(f"({names}) {word} ({marks})", cursor.keys)]
    near = Sql(f"{_column(orders[0].path)} {word}= ?", cursor.keys[:1])
    return [near, _beyond(orders, cursor.keys, forward=forward)]


def _beyond(orders: Sequence[Order], keys: Bound, *, forward: bool) -> Sql:
    """The rows that come after some keys in an order; with `forward` false, those before them."""
    terms: list[Sql] = []
    for position, (order, key) in enumerate(zip(orders, keys, strict=True)):
        column = _column(order.path)
        if key is not None:
            step = f"{column} {'>' if forward is not order.descending else '<'} ?"
            past = Sql(f"({step} OR {column} IS NULL)" if forward else step, (key,))
        elif forward:
            continue
        else:
            past = Sql(f"{column} IS NOT NULL")
        same = [_equal(_column(o.path), k) for o, k in zip(orders[:position], keys, strict=False)]
        terms.append(_joined([*same, past], " AND ", "TRUE"))
    return _joined(terms, " OR ", "FALSE")


def _equal(column: str, key: Stored | None) -> Sql:
    return Sql(f"{column} IS NULL") if key is None else Sql(f"{column} = ?", (key,))


def _read(spec: RecordSpec, parts: Parts, dialect: Dialect, more: Sequence[str], source: str) -> str:
    """What is read of each row, and from where: the light document, the whole one, the long fields, the packed lists, and more columns."""
    columns, tables = ["a.document"], [source]
    columns += [f"w.{quoted(name)}" for name in (*(["document"] if parts.whole else []), *sorted(parts.large))]
    if parts.whole or parts.large:
        tables.append(f"{dialect.nested} {dialect.table(whole_table(spec))} w ON {dialect.beside(spec, 'w', 'a')}")
    for number, name in enumerate(sorted(parts.packed)):
        alias, table = f"p{number}", dialect.table(packed_table(spec, spec.packed[name]))
        columns.append(f"{alias}.documents")
        tables.append(f"LEFT JOIN {table} {alias} ON {dialect.beside(spec, alias, 'a')}")
    return f"{', '.join([*columns, *more])} FROM {' '.join(tables)}"


def compile_total(plan: ReadPlan, dialect: Dialect) -> Sql:
    """How many rows the whole list has."""
    where, source = compile_where(plan.where, dialect, of=plan.spec), _source(plan, dialect)
    return Sql(f"SELECT count(*) FROM {source.text} WHERE {where.text}", (*source.values, *where.values))


def compile_get(spec: RecordSpec, ids: Sequence[str], parts: Parts, dialect: Dialect) -> Sql:
    """The rows with these ids."""
    return Sql(_get(spec, len(ids), parts, dialect), tuple(ids))


@lru_cache(1000)
def _get(spec: RecordSpec, number: int, parts: Parts, dialect: Dialect) -> str:
    return f"SELECT {_read(spec, parts, dialect, ['a.id'], f'{dialect.table(spec.plural)} a')} WHERE a.id IN ({', '.join('?' * number)})"


def compile_columns(spec: RecordSpec, dialect: Dialect) -> Sql:
    """Of each record its id, its two documents and its columns."""
    names = ", ".join(f"a.{quoted(name)}" for name in spec.columns)
    whole = f"{dialect.table(whole_table(spec))} w ON {dialect.beside(spec, 'w', 'a')}"
    return Sql(f"SELECT a.id, a.document, w.document, {names} FROM {dialect.table(spec.plural)} a LEFT JOIN {whole}")


def compile_values(values: Values, owner: Mapping[str, Stored | None], dialect: Dialect) -> Sql:
    """The values of one list of a record with these columns."""
    names = ", ".join(map(quoted, ["owner", "position", *values.target.columns]))
    keys = dialect.owner(values.owner)
    where = " AND ".join(f"{quoted(name)} = ?" for name in keys)
    text = f"SELECT {names} FROM {dialect.table(values_table(values))} WHERE {where} ORDER BY position"
    return Sql(text, tuple(owner[column] for column in keys.values()))
