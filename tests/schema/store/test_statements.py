"""Every filter and every order that can be quick searches an index, whatever the catalogue holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from schema.catalog import CATALOG, RecordSpec
from schema.filters import filterable
from schema.kinds import PROSE
from schema.operators import Op, operators_of
from schema.plan import LIGHT, Condition, Cursor, Order, ReadPlan, ordered
from schema.store.dialect import SQLITE
from schema.store.sql import Sql, compile_page, compile_total
from tests.seeds import seed_store

SCANNING = {Op.NE, Op.CONTAINS}
"""Negations and words inside a text: the deadline bounds them."""


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A connection to the seeds without statistics, so that what an index serves shows also where there are few rows."""
    path: Path = tmp_path_factory.mktemp("statements") / "store.sqlite"
    seed_store(path)
    with closing(sqlite3.connect(path)) as found:
        found.execute("DROP TABLE sqlite_stat1")
        found.commit()
        yield found


def explained(connection: sqlite3.Connection, statement: Sql) -> list[str]:
    """What SQLite would do."""
    return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement.text}", statement.values)]


def value(op: Op) -> bool | str | tuple[str, ...]:
    """Some value to compare a column with."""
    if op is Op.IS_NULL:
        return True
    return ("a", "b") if op is Op.IN else "a"


FILTERS = [
    (spec, path, op)
    for spec in CATALOG
    for path, field in spec.columns.items()
    if field.filterable and field.kind and field.kind is not PROSE
    for op in operators_of(field.kind)
    if op not in SCANNING
]


@pytest.mark.parametrize(("spec", "path", "op"), FILTERS, ids=lambda part: getattr(part, "plural", str(part)))
def test_a_filter_searches_an_index(connection: sqlite3.Connection, spec: RecordSpec, path: str, op: Op) -> None:
    found = explained(connection, compile_total(ReadPlan(spec, Condition(path, op, value(op))), SQLITE))
    assert all(step.startswith("SEARCH") for step in found), found


ORDERS = [(spec, Order(path, descending)) for spec in CATALOG for path in spec.sortable for descending in (False, True)]


@pytest.mark.parametrize(("spec", "order"), ORDERS, ids=lambda part: getattr(part, "plural", str(part)))
@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize("key", ["a", None])
def test_a_page_of_an_order_is_read_off_an_index(
    connection: sqlite3.Connection, spec: RecordSpec, order: Order, *, forward: bool, key: str | None
) -> None:
    orders = ordered(spec, [order])
    if key is None and not spec.columns[order.path].nullable:
        key = "b"
    cursor = Cursor("s", "b", (key, "x")[: len(orders)])
    for plan in (
        ReadPlan(spec, order=orders, forward=forward, parts=LIGHT),
        ReadPlan(spec, order=orders, forward=forward, parts=LIGHT, after=cursor if forward else None, before=None if forward else cursor),
    ):
        found = [step for statement in compile_page(plan, SQLITE) for step in explained(connection, statement)]
        assert not any("TEMP B-TREE" in step for step in found), found
        assert all("USING" in step for step in found if step.startswith(("SEARCH", "SCAN a"))), found


def test_filters_that_may_scan_are_known() -> None:
    prose = [f"{spec.plural}.{path}" for spec in CATALOG for path, field in spec.columns.items() if field.kind is PROSE]
    assert prose == ["quotes.text", "refusals.printed"]
    assert all(filterable(spec) for spec in CATALOG)
